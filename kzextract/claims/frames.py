"""Frames: each number of a sentence with the chunks that belong to it, its governed noun, and its pair.

A sentence with several numbers is cut between them: «особо тяжкие … уменьшились на 2%, | средней тяжести — на
4,8%». What stands before a number since the cut is its ``left``, what follows it up to the next cut its
``right``. A number that lacks a predicate or a noun of its own takes that of the number before it
(``before``): the ellipsis of Russian.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzextract.claims.changes import Change
from kzextract.claims.chunks import Chunk, is_break, is_dash
from kzextract.layers import PeriodMention, PlaceMention, Quantity
from kzextract.reading.sheet import Sentence, Word
from kzextract.records import Direction, Measure

if TYPE_CHECKING:
    from kzextract.claims.focus import Spot
    from kzextract.entities.periods_calendar import Stretch


class Indicator:
    """What is counted: the phrase, the words it was read from (for
    the code), and its span where it is one piece."""

    __slots__ = ("code", "end", "start", "text", "words")

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        start: int | None = None,
        end: int | None = None,
        code: str | None = None,
    ) -> None:
        self.text = text
        self.words = words
        self.start = start
        self.end = end
        self.code = code


class Frame:
    """One number on its way to a claim; the fields below the line are filled by the later rules, in order.

    ``prep`` is the preposition before the number; ``verbs`` are its own verbs, once they were asked for.
    """

    __slots__ = (
        "action",
        "among_after",
        "at",
        "base",
        "base_inherited",
        "base_mention",
        "before",
        "before_words",
        "change",
        "chunks",
        "context",
        "direction",
        "followed",
        "given_place",
        "governed",
        "group",
        "host",
        "indicator",
        "intro",
        "is_base",
        "is_intro",
        "item",
        "left",
        "marker",
        "measure",
        "modifier",
        "narrowed",
        "of_all",
        "pair",
        "part_of",
        "partner",
        "per",
        "period",
        "period_inherited",
        "period_mention",
        "place",
        "place_inherited",
        "place_name",
        "place_ref",
        "prep",
        "present",
        "quantity",
        "right",
        "rule",
        "rule_same",
        "sentence",
        "sibling",
        "spot",
        "state",
        "tail",
        "unit",
        "verb",
        "verbs",
    )

    def __init__(
        self,
        quantity: Quantity,
        sentence: Sentence,
        chunks: list[Chunk],
        at: int,
        prep: str = "",
        unit: str = "count",
        modifier: str = "exact",
        is_intro: bool = False,
    ) -> None:
        self.quantity = quantity
        self.sentence = sentence
        self.chunks = chunks
        self.at = at
        self.left: list[Chunk] = []
        self.right: list[Chunk] = []
        self.governed: Chunk | None = None
        self.tail: list[Chunk] = []
        self.prep = prep
        self.verbs: list[Chunk] | None = None
        self.before: Frame | None = None
        self.host: Frame | None = None
        self.marker = ""
        self.among_after = False
        self.of_all = False
        self.context = 0
        self.followed = False
        self.rule_same = False
        self.pair = ""
        self.partner: Frame | None = None
        self.item = False
        self.intro: Frame | None = None
        self.sibling: Frame | None = None
        # —
        self.change: Change | None = None
        self.action: str | None = None
        self.verb: Word | None = None
        self.measure: Measure = "level"
        self.direction: Direction | None = None
        self.unit = unit
        self.per: str | None = None
        self.modifier = modifier
        self.indicator: Indicator | None = None
        self.place: PlaceMention | None = None
        self.place_name: str | None = None
        self.place_ref: str | None = None
        self.place_inherited = True
        self.spot: Spot | None = None
        self.given_place: Spot | None = None
        self.period: Stretch | None = None
        self.period_mention: PeriodMention | None = None
        self.period_inherited = True
        self.base: Stretch | None = None
        self.base_mention: PeriodMention | None = None
        self.base_inherited = True
        self.is_base = False
        self.narrowed: Indicator | None = None
        self.state = False
        self.is_intro = is_intro
        self.present = False
        self.before_words = False
        self.part_of: Frame | None = None
        self.group = 0
        self.rule = ""

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
