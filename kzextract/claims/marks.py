"""Marks of breakdowns: «из них», «в том числе», «включая», «N из M», a colon after a total."""

from __future__ import annotations

import re
from typing import Final

from kzextract.claims.frames import Frame
from kzextract.reading.sheet import Sheet

_AMONG: Final = re.compile(
    r"\b(?:из (?:них|которых|него|нее|этого числа|этих|этой суммы|общего числа|числа которых|всех)|"
    r"в том числе|в т\. ?ч\.|в (?:их|его|этом) числе|в числе которых|включая|среди (?:них|которых)|"
    r"из (?:этой|указанной) суммы|в составе которых)"
)

# Each of these phrases holds one of these pieces.
_HINTS: Final = ("из ", "числе", "в т.", "включая", "среди ", "в составе ")
_AFTER: Final = re.compile(r" ?(?:\w+ )?из (?:них|которых|этих)\b")


def _is_labelled(frame: Frame) -> bool:
    """«ДТП: 2 140 (2 310), погибло: 118»: a colon after a label of its own opens no list."""
    left = [c for c in frame.left if c.kind not in ("word", "period")]
    while len(left) > 3 and left[0].low in (",", ";", ")"):
        left = left[1:]
    if len(left) != 3 or left[-1].low != ":" or left[0].low not in (",", ";", ")"):
        return False
    return left[1].kind == "verb" or (left[1].kind == "np" and not left[1].prep and "nomn" in left[1].cases)


def mark(sheet: Sheet, frames: list[Frame]) -> None:
    """Sets ``marker`` of the frames of a sentence: among, of, colon (bracket was set before)."""
    for frame in frames:
        start = frame.before.quantity.end if frame.before else frame.sentence.start
        if frame.before is not None and frame.before.among_after:
            said = _AFTER.match(sheet.low, start)  # «900 из которых выдворены, 340 оштрафованы»
            start = said.end() if said is not None else start
        lead = sheet.low[start : frame.quantity.start]
        after = sheet.low[frame.quantity.end : frame.quantity.end + 30]
        found = None
        if any(word in lead for word in _HINTS):
            for found in _AMONG.finditer(lead):  # noqa: B007  (the last one counts)
                pass
        if found is not None:
            frame.marker = "among"
            frame.of_all = found.group() in ("из всех", "из общего числа")
        elif not frame.marker and "из " in after and _AFTER.match(after):
            frame.marker, frame.among_after = "among", True
        elif frame.before is not None and (
            (":" in lead and frame is not frames[-1] and not _is_labelled(frame))
            or (frame.before.marker == "colon" and not frame.marker)
        ):
            frame.marker = "colon"
