"""Precision, recall and F1 of documents against gold.

A number is *found* when the spans overlap; its *core* is right when value, unit, rate base, measure,
direction and modifier are; its *record* is right when the indicator, the place and the period are too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from kzextract.entities.gazetteer import places
from kzextract.entities.inflect import PLAIN_LETTERS
from kzextract.evaluation.gold import Gold, GoldClaim, occurrences
from kzextract.reading.normal import fold
from kzextract.records import Claim, Document, PeriodSlot, PlaceSlot

CORE = ("value", "value_max", "unit", "per", "measure", "direction", "modifier")
CONTEXT = ("indicator", "place", "period")
OTHER = ("code", "action", "base_period", "part_of")
ENTITIES = ("PLACE", "PERSON", "ORG", "PROGRAM", "LAW")


@dataclass
class Tally:
    """Counts of what gold has, what was predicted, and what agrees."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    def add(self, gold: int, predicted: int, right: int) -> None:
        """Counts one document more."""
        self.gold += gold
        self.predicted += predicted
        self.right += right

    @property
    def precision(self) -> float:
        """How much of what was predicted is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """How much of gold was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> Tally(gold=4, predicted=4, right=2).f1
        0.5
        """
        total = self.gold + self.predicted
        return 2 * self.right / total if total else 0.0


@dataclass
class Score:
    """Micro-averaged figures over documents, and every difference in words."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {k: Tally() for k in ("quantity", "core", "record", *ENTITIES)}
    )
    fields: dict[str, Tally] = field(default_factory=lambda: {k: Tally() for k in (*CORE, *CONTEXT, *OTHER)})
    broken_spans: int = 0
    documents: int = 0
    differences: list[str] = field(default_factory=list)


def score(golds: Iterable[Gold], documents: Iterable[Document]) -> Score:
    """Holds documents against gold of the same id or text; gold without a document counts as not found."""
    documents = list(documents)
    by_id = {document.id: document for document in documents}
    # A batch makes ids from the texts, gold has the names of files.
    by_text = {document.text: document for document in documents}
    total = Score()
    for gold in golds:
        document = by_id.get(gold.id) or by_text.get(gold.text)
        document = document or Document(id=gold.id, text=gold.text, lang=gold.lang)
        total.documents += 1
        items = (*document.entities, *document.claims)
        total.broken_spans += sum(gold.text[x.start : x.end] != x.text for x in items)
        _claims(gold, document, total)
        for kind in ENTITIES:
            _entities(gold, document, kind, total)
    return total


def _claims(gold: Gold, document: Document, total: Score) -> None:
    pairs = align([(c.start, c.end) for c in gold.claims], [(c.start, c.end) for c in document.claims])
    gold_of = {document.claims[p].id: g for g, p in pairs}
    core = record = 0
    for g, p in pairs:
        wanted, got = gold.claims[g], document.claims[p]
        wrong = wrong_fields(wanted, got, gold_of)
        for name, tally in total.fields.items():
            tally.add(1, 1, name not in wrong)
        core_right = not wrong & set(CORE)
        core += core_right
        record += core_right and not wrong & set(CONTEXT)
        if wrong:
            total.differences.append(
                f"{gold.id}: {wanted.text!r} at {wanted.start}: wrong {', '.join(sorted(wrong))}"
            )
    for g in set(range(len(gold.claims))) - {g for g, _ in pairs}:
        total.differences.append(f"{gold.id}: {gold.claims[g].text!r} at {gold.claims[g].start}: missed")
    for p in set(range(len(document.claims))) - {p for _, p in pairs}:
        total.differences.append(
            f"{gold.id}: {document.claims[p].text!r} at {document.claims[p].start}: false alarm"
        )
    counts = len(gold.claims), len(document.claims)
    for name, right in (("quantity", len(pairs)), ("core", core), ("record", record)):
        total.tallies[name].add(*counts, right)


def _entities(gold: Gold, document: Document, kind: str, total: Score) -> None:
    surfaces: dict[str, Sequence[str]] = {
        "PLACE": list(gold.places),
        "PERSON": [o.surface for o in gold.officials],
        "ORG": gold.orgs,
        "PROGRAM": gold.programs,
        "LAW": gold.laws,
    }
    wanted = occurrences(gold.text, surfaces[kind])
    got = [e for e in document.entities if e.type == kind]
    if kind == "PLACE":
        # A country inside a law's name («ст. 188 УК РК») counts neither way.
        laws = occurrences(gold.text, gold.laws)
        wanted = [w for w in wanted if not any(s <= w[0] and w[1] <= e for s, e, _ in laws)]
        got = [g for g in got if not any(s <= g.start and g.end <= e for s, e, _ in laws)]
    pairs = align([(s, e) for s, e, _ in wanted], [(e.start, e.end) for e in got])
    total.tallies[kind].add(len(wanted), len(got), len(pairs))
    for g in set(range(len(wanted))) - {g for g, _ in pairs}:
        total.differences.append(f"{gold.id}: {kind} {wanted[g][2]!r} at {wanted[g][0]}: missed")
    for p in set(range(len(got))) - {p for _, p in pairs}:
        total.differences.append(f"{gold.id}: {kind} {got[p].text!r} at {got[p].start}: false alarm")


def align(gold: list[tuple[int, int]], predicted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index) of overlapping spans, the largest overlaps first.

    >>> align([(0, 5), (8, 9)], [(2, 5), (0, 2)])
    [(0, 0)]
    """
    order = sorted(range(len(predicted)), key=lambda p: predicted[p])
    overlaps: list[tuple[int, int, int]] = []
    for g, (start, end) in enumerate(gold):
        for p in order:
            if predicted[p][0] >= end:
                break
            common = min(end, predicted[p][1]) - max(start, predicted[p][0])
            if common > 0:
                overlaps.append((-common, g, p))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, p in sorted(overlaps):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return sorted(pairs.items())


def wrong_fields(gold: GoldClaim, claim: Claim, gold_of: dict[str, int]) -> set[str]:
    """The fields in which a claim differs from gold."""
    indicator = claim.indicator
    code = indicator.code if indicator else None
    agree = {
        "value": _equal(gold.value, claim.value),
        "value_max": _equal(gold.value_max, claim.value_max),
        **{name: getattr(gold, name) == getattr(claim, name) for name in CORE[2:]},
        # Where gold has a code, the code decides; where none fits, the wording does.
        "indicator": code == gold.code
        if gold.code
        else _similar(gold.indicator or "", indicator.text if indicator else ""),
        "place": _same_place(gold.place, claim.place),
        "period": gold.period == _dates(claim.period),
        "code": code == gold.code,
        "action": gold.action == claim.action,
        "base_period": gold.base_period == _dates(claim.base_period),
        "part_of": gold.part_of == gold_of.get(claim.part_of or ""),
    }
    return {name for name, right in agree.items() if not right}


def _equal(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    # A third written in words is 0.333 to one person and 0.3333 to another.
    return a == b or (abs(b) < 1 and abs(a - b) < Decimal("0.001"))


def _dates(slot: PeriodSlot | None) -> tuple[object, object] | None:
    return (slot.start, slot.end) if slot else None


def _folded(name: str | None) -> str:
    # Kazakh letters and a Russian spelling of them are one name: Ұлытау, Улытау.
    return fold(name or "").translate(PLAIN_LETTERS)


def _place_words(name: str | None) -> list[str]:
    return sorted(w for w in _words(name or "") if w not in {"г", "город", "республика"})


@cache
def _refs() -> dict[tuple[str, ...], set[str]]:
    refs: dict[tuple[str, ...], set[str]] = {}
    for place in places().values():
        for name in (place.name, *place.aliases):
            refs.setdefault(tuple(_place_words(name)), set()).add(place.ref)
    return refs


def _same_place(gold: str | None, place: PlaceSlot | None) -> bool:
    """By name, or by the code that the gold name stands for."""
    words = _place_words(gold)
    if not words or place is None:
        return not words and place is None
    return words == _place_words(place.name) or place.ref in _refs().get(tuple(words), ())


def _words(phrase: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", _folded(phrase))


def _similar(a: str, b: str) -> bool:
    """Half of all words agree in their first five letters, which sees past Russian endings."""
    left, right = ({w[:5] for w in _words(x) if len(w) > 2} for x in (a, b))
    return bool(left & right) and 2 * len(left & right) >= len(left | right)
