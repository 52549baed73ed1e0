"""Columns: what the two figures of «г. Алматы – 61 / 2» count, as a heading line «(ДТП / погибло):» says."""

from __future__ import annotations

import re
from typing import Final

from kzextract.claims.actions import action_of, verb_of
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for, words_of
from kzextract.claims.naming import PARTICIPLES, copy_of, told_lemma
from kzextract.reading.sheet import Block, Sheet

_HEADING: Final = re.compile(r"\(([^\W\d_][^()/\d\n]{1,40}?) ?/ ?([^\W\d_][^()/\d\n]{1,40}?)\) ?:?\s*$")
Column = tuple[Indicator, str | None]


def columns_of(sheet: Sheet, block: Block) -> tuple[Column, Column] | None:
    """The two columns that a line names at its end, with the action of each; None for any other line."""
    found = _HEADING.search(sheet.norm[block.start : block.end].rstrip())
    if found is None:
        return None
    first = _column(found.group(1), None)
    second = _column(found.group(2), first)
    return (first, second) if first is not None and second is not None else None


def _column(name: str, beside: Column | None) -> Column | None:
    """One column; a verb alone tells what happened to the things of the column beside it."""
    words = words_of(name)
    code = code_for(words)
    verb = next((w for w in words if verb_of(w) is not None), None)
    if verb is None:
        return (Indicator(name, words, code=code), None) if code else None
    action = action_of(verb)
    text = PARTICIPLES.get(told_lemma(verb))
    if text is None:
        return (beside[0], action) if beside is not None and action is not None else None
    named = {"killed": "traffic.deaths", "injured": "traffic.injured"}.get(action or "")
    return Indicator(text, words, code=code or named), action


def fill_column(frame: Frame, columns: tuple[Column, Column]) -> bool:
    """Gives a figure of a slash pair, its place settled, what its column counts; False for others."""
    if not frame.pair.startswith("slash"):
        return False
    indicator, action = columns[frame.pair == "slash_second"]
    frame.indicator = copy_of(indicator)
    frame.action = action or frame.action
    frame.pair, frame.partner, frame.rule = "", None, "level.column"  # no year beside a year
    return True
