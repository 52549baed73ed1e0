"""Blocks: the lines of a text as headings, paragraphs, list items, speaker turns, and the scraped header."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from kzextract.reading.sheet import Block

# « date 2025-12-11 Преступность …»: what scrapers of this genre put before the text.
HEADER: Final = re.compile(r"\s*date\s+(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\s+")
_MARKER: Final = re.compile(
    r"\s*(?:[•·▪■●◦*✓✔➢►▶☑]+|\d{1,2}[.)](?=\s)|[а-я]\)(?=\s)|-(?=\s)|–(?=\s)|в т\. ?ч\.)\s*"
)
_DASH: Final = re.compile(r"\s*[–-]\s*")
_SPEAKER: Final = re.compile(r"\s*[А-ЯЁӘҒҚҢӨҰҮҺІ][^\n:.!?\d]{3,120}:\s*(?:$|[–«\"-])")
_BYLINE: Final = re.compile(r"\s*(?:[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+|[А-ЯЁ]\.)\s+[А-ЯЁӘҒҚҢӨҰҮҺІ]{3,}\s*$")


def header_date(norm: str) -> tuple[dt.date | None, int]:
    """The date of a scraped header and where the text begins after it."""
    match = HEADER.match(norm)
    if not match:
        return None, 0
    try:
        return dt.date(*map(int, match.groups())), match.end()
    except ValueError:
        return None, 0


def _kind(line: str, following: str) -> tuple[str, int]:
    """The kind of a line and the length of its list marker."""
    bare = line.strip()
    if _BYLINE.fullmatch(bare):
        return "byline", 0
    marker = _MARKER.match(line)
    if marker and marker.end() < len(line):
        after = line[marker.end() :].lstrip()
        dash = bool(_DASH.match(line))
        # A dash before a capital is a turn of speech; before a small letter or a number, a list item.
        if dash and (after[:1].isupper() or after[:1] in '«"') and bare[-1:] not in ";," and len(bare) > 60:
            return "turn", marker.end()
        return "item", marker.end()
    if _SPEAKER.match(line):
        return "turn", 0
    if bare[-1:] == ":":
        return "intro", 0
    if bare[-1:] not in '.!?;,»")' and len(bare) <= 160 and not following.lstrip()[:1].islower():
        return "heading", 0
    return "paragraph", 0


def find_blocks(norm: str, offset: int) -> list[Block]:
    """One block a line that is not empty; list items know the line that introduces them.

    ``offset`` is where a scraped header ends.
    """
    blocks: list[Block] = []
    lines: list[tuple[int, str]] = []
    at = 0
    for line in norm.split("\n"):
        start = max(at, offset) if at < offset <= at + len(line) else at
        if line[start - at :].strip():
            lines.append((start, line[start - at :]))
        at += len(line) + 1
    intro: int | None = None
    if offset:
        blocks.append(Block(0, "header", 0, offset))
    for n, (start, line) in enumerate(lines):
        following = lines[n + 1][1] if n + 1 < len(lines) else ""
        kind, marker = _kind(line, following)
        index = len(blocks)
        bare = line.rstrip()
        block = Block(index, kind, start, start + len(bare), marker_end=start + marker)
        if bare.endswith(":"):
            intro = index  # also «2. Зарегистрировано 38 правонарушений, в том числе:»
        elif kind == "item":
            block.parent = intro
        elif intro is not None and (
            bare.endswith((";", ",")) or (blocks[-1].kind in ("item", "intro") and line[:1] in " \t")
        ):
            block.kind, block.parent = "item", intro
        else:
            intro = None
        blocks.append(block)
    return blocks
