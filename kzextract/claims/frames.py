"""Frames: each number of a sentence with the chunks that belong to it, its governed noun, and its pair.

A sentence with several numbers is cut between them: «особо тяжкие … уменьшились на 2%, | средней тяжести — на
4,8%». What stands before a number since the cut is its ``left``, what follows it up to the next cut its
``right``. A number that lacks a predicate or a noun of its own takes that of the number before it
(``before``): the ellipsis of Russian.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from kzextract.claims.changes import Change
from kzextract.claims.chunks import Chunk, is_break, is_dash
from kzextract.layers import PeriodMention, PlaceMention, Quantity
from kzextract.reading.sheet import Sentence, Word
from kzextract.records import Direction, Measure

if TYPE_CHECKING:
    from kzextract.claims.focus import Spot
    from kzextract.entities.periods_calendar import Stretch


class Indicator(msgspec.Struct, eq=False):
    """What is counted: the phrase, the words it was read from (for
    the code), and its span where it is one piece."""

    text: str
    words: Sequence[Word]
    start: int | None = None
    end: int | None = None
    code: str | None = None


class Frame(msgspec.Struct, eq=False):
    """One number on its way to a claim; the fields below the line are filled by the later rules, in order.

    ``prep`` is the preposition before the number; ``verbs`` are its own verbs, once they were asked for.
    """

    quantity: Quantity
    sentence: Sentence
    chunks: list[Chunk]
    at: int
    left: list[Chunk] = []
    right: list[Chunk] = []
    governed: Chunk | None = None
    tail: list[Chunk] = []
    prep: str = ""
    verbs: list[Chunk] | None = None
    before: Frame | None = None
    host: Frame | None = None
    marker: str = ""
    among_after: bool = False
    of_all: bool = False
    context: int = 0
    followed: bool = False
    rule_same: bool = False
    pair: str = ""
    partner: Frame | None = None
    item: bool = False
    intro: Frame | None = None
    sibling: Frame | None = None
    # —
    change: Change | None = None
    action: str | None = None
    verb: Word | None = None
    measure: Measure = "level"
    direction: Direction | None = None
    unit: str = "count"
    per: str | None = None
    modifier: str = "exact"
    indicator: Indicator | None = None
    place: PlaceMention | None = None
    place_name: str | None = None
    place_ref: str | None = None
    place_inherited: bool = True
    spot: Spot | None = None
    given_place: Spot | None = None
    period: Stretch | None = None
    period_mention: PeriodMention | None = None
    period_inherited: bool = True
    base: Stretch | None = None
    base_mention: PeriodMention | None = None
    base_inherited: bool = True
    is_base: bool = False
    narrowed: Indicator | None = None
    state: bool = False
    is_intro: bool = False
    present: bool = False
    before_words: bool = False
    part_of: Frame | None = None
    group: int = 0
    rule: str = ""

    @property
    def own(self) -> list[Chunk]:
        """The chunks on both sides, in order."""
        return [*self.left, *([self.governed] if self.governed else []), *self.right]

    def __repr__(self) -> str:
        return f"Frame({self.quantity.value} {self.unit} {self.left}|{self.governed}|{self.right})"


def beyond(frame: Frame) -> list[Chunk]:
    """What follows a dash or a bracket after the number: «– 347 – в области Улытау», «46 – на г. Риддер»."""
    chunks = frame.chunks
    at = frame.at + 1
    if frame.governed is not None:
        at = (frame.tail[-1] if frame.tail else frame.governed).index + 1
    if at >= len(chunks) or chunks[at].kind != "punct":
        return []
    low = chunks[at].low
    if low == "(" or (low == ")" and frame.marker == "bracket"):
        while at < len(chunks) and not (chunks[at].kind == "punct" and chunks[at].low == ")"):
            at += 1
        at += 1
    elif low in ("–", "-"):
        at += 1
    else:
        return []
    out: list[Chunk] = []
    while at < len(chunks) and not is_break(chunks[at]) and chunks[at].kind != "num":
        out.append(chunks[at])
        at += 1
    return out


def after_aside(frame: Frame) -> int:
    """Where a clause goes on after its first number: behind «– с 500 до 380 –», else behind the number."""
    at = frame.at + 1
    if at < len(frame.chunks) and is_dash(frame.chunks[at]):
        for k in range(at + 1, min(at + 8, len(frame.chunks))):
            if is_dash(frame.chunks[k]):
                return k + 1
            if frame.chunks[k].kind not in ("num", "word", "period", "conj"):
                break
    return at


def is_object(frame: Frame) -> bool:
    """«на строительство 6 опорных пунктов выделено …»: the verbal noun before the number governs it."""
    lead = frame.left[-1] if frame.left and frame.unit == "count" and not frame.prep else None
    if lead is None or lead.kind != "np" or lead.prep != "на" or lead.head is None:
        return False
    return lead.stop == lead.head.i + 1 and lead.head.lemma.endswith(("ство", "ение", "ание", "ка"))
