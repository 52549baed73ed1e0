"""Precision, recall and F1 of documents against gold.

A number is *found* when the spans overlap; its *core* is right when value, unit, rate base, measure,
direction and modifier are; its *record* is right when the indicator, the place and the period are too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeVar, get_args

from kzextract.evaluation.gold import EntityType, Gold, GoldClaim, GoldEntity, gold_entities
from kzextract.evaluation.matching import (
    CONTEXT,
    CORE,
    OTHER,
    align,
    same_name,
    same_place,
    same_words,
    wrong_fields,
)
from kzextract.records import Claim, Document, Entity, Person, Place

ENTITIES: tuple[EntityType, ...] = get_args(EntityType)
TYPES = ("quantity", "core", "record", *ENTITIES)
SLOTS = (*CORE, *CONTEXT, *OTHER)
# What is held against gold of entities that were found.
NAMES = ("place_name", "person_name", "role")

Kind = Literal["right", "wrong", "missed", "false_alarm"]
T = TypeVar("T")


@dataclass
class Tally:
    """Counts of what gold has, what was predicted, and what agrees."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    def add(self, gold: int, predicted: int, right: int) -> None:
        """Counts more of them."""
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


@dataclass(frozen=True)
class Case:
    """One number or entity of gold beside what was predicted for it; one of both is missing where none is.

    ``wrong`` are the fields in which they differ.
    """

    type: Literal["claim"] | EntityType
    gold: GoldClaim | GoldEntity | None
    predicted: Claim | Entity | None
    wrong: frozenset[str] = frozenset()

    @property
    def kind(self) -> Kind:
        """Right, wrong in a field, missed, or a false alarm."""
        if self.gold is None:
            return "false_alarm"
        if self.predicted is None:
            return "missed"
        return "wrong" if self.wrong else "right"

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands: by gold, else as predicted."""
        one = self.gold or self.predicted
        assert one is not None
        return one.start, one.end

    @property
    def problems(self) -> frozenset[str]:
        """The wrong fields, or ``missed``, or ``false_alarm``; nothing for what is right."""
        return self.wrong if self.kind in ("right", "wrong") else frozenset({self.kind})


def _tallies(names: Iterable[str]) -> dict[str, Tally]:
    return {name: Tally() for name in names}


@dataclass
class Figures:
    """What is counted, in one document or over many.

    ``tallies`` are numbers, cores, records and entities; ``slots`` the filled slots of all claims (a slot
    that both leave empty counts neither way); ``fields`` the numbers found, of which a field is right.
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: _tallies(TYPES))
    slots: dict[str, Tally] = field(default_factory=lambda: _tallies(SLOTS))
    fields: dict[str, Tally] = field(default_factory=lambda: _tallies((*SLOTS, *NAMES)))

    def groups(self) -> tuple[tuple[str, dict[str, Tally]], ...]:
        """The three groups with their names."""
        return ("types", self.tallies), ("slots", self.slots), ("fields", self.fields)


@dataclass
class DocumentScore(Figures):
    """One gold file and the document held against it; ``found`` is false where there was none."""

    gold: Gold = field(kw_only=True)
    document: Document = field(kw_only=True)
    found: bool = field(kw_only=True)
    cases: list[Case] = field(default_factory=list)
    broken_spans: int = 0


@dataclass
class Score(Figures):
    """Micro-averaged figures over documents, with each document's own."""

    each: list[DocumentScore] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many gold files there are."""
        return len(self.each)

    @property
    def broken_spans(self) -> int:
        """How many spans do not quote the text of gold."""
        return sum(one.broken_spans for one in self.each)

    @property
    def missing(self) -> list[str]:
        """The gold files for which there was no document."""
        return [one.gold.id for one in self.each if not one.found]

    @property
    def errors(self) -> list[tuple[DocumentScore, Case]]:
        """Every case that is not right, in the order of the texts."""
        return [(one, case) for one in self.each for case in one.cases if case.problems]


def score(golds: Iterable[Gold], documents: Iterable[Document]) -> Score:
    """Holds documents against gold of the same id or text; gold without a document counts as not found."""
    documents = list(documents)
    by_id = {document.id: document for document in documents}
    # A batch makes ids from the texts, gold has the names of files.
    by_text = {document.text: document for document in documents}
    total = Score()
    for gold in golds:
        document = by_id.get(gold.id) or by_text.get(gold.text)
        total.each.append(score_document(gold, document))
    for one in total.each:
        for (_, sums), (_, tallies) in zip(total.groups(), one.groups(), strict=True):
            for name, tally in tallies.items():
                sums[name].add(tally.gold, tally.predicted, tally.right)
    return total


def score_document(gold: Gold, document: Document | None) -> DocumentScore:
    """Holds one document against gold; None is one in which nothing was found."""
    held = document or Document(id=gold.id, text=gold.text, lang=gold.lang)
    one = DocumentScore(gold=gold, document=held, found=document is not None)
    items = (*held.entities, *held.claims)
    one.broken_spans = sum(gold.text[x.start : x.end] != x.text for x in items)
    _claims(one)
    wanted = gold_entities(gold)
    for kind in ENTITIES:
        _entities(one, kind, wanted)
    one.cases.sort(key=lambda case: (case.span, case.type))
    return one


def _claims(one: DocumentScore) -> None:
    gold, claims = one.gold.claims, one.document.claims
    pairs = align(gold, claims)
    gold_of = {claims[p].id: g for g, p in pairs}
    core = record = 0
    for g, p in pairs:
        wrong = wrong_fields(gold[g], claims[p], gold_of)
        one.cases.append(Case("claim", gold[g], claims[p], frozenset(wrong)))
        for name in SLOTS:
            one.fields[name].add(1, 1, name not in wrong)
            one.slots[name].add(0, 0, name not in wrong and _fills(gold[g], name) and _fills(claims[p], name))
        core_right = not wrong & set(CORE)
        core += core_right
        record += core_right and not wrong & set(CONTEXT)
    for name in SLOTS:
        one.slots[name].add(sum(_fills(c, name) for c in gold), sum(_fills(c, name) for c in claims), 0)
    one.cases += [Case("claim", claim, None) for claim in _left(gold, {g for g, _ in pairs})]
    one.cases += [Case("claim", None, claim) for claim in _left(claims, {p for _, p in pairs})]
    for name, right in (("quantity", len(pairs)), ("core", core), ("record", record)):
        one.tallies[name].add(len(gold), len(claims), right)


def _fills(claim: GoldClaim | Claim, slot: str) -> bool:
    """Whether a claim says anything in this slot."""
    if slot == "indicator_text":
        slot = "indicator"
    elif slot == "code" and isinstance(claim, Claim):
        return claim.indicator is not None and claim.indicator.code is not None
    return getattr(claim, slot) is not None


def _entities(one: DocumentScore, kind: EntityType, all_wanted: list[GoldEntity]) -> None:
    wanted = [e for e in all_wanted if e.type == kind]
    got = [e for e in one.document.entities if e.type == kind]
    if kind == "PLACE":
        # A country inside a law's name («ст. 188 УК РК») counts neither way.
        laws = [e for e in all_wanted if e.type == "LAW"]
        wanted = [w for w in wanted if not any(x.start <= w.start and w.end <= x.end for x in laws)]
        got = [g for g in got if not any(x.start <= g.start and g.end <= x.end for x in laws)]
    pairs = align(wanted, got)
    one.tallies[kind].add(len(wanted), len(got), len(pairs))
    for g, p in pairs:
        wrong = set()
        for name, right in _names_right(wanted[g], got[p]).items():
            one.fields[name].add(1, 1, right)
            if not right:
                wrong.add(name)
        one.cases.append(Case(kind, wanted[g], got[p], frozenset(wrong)))
    one.cases += [Case(kind, entity, None) for entity in _left(wanted, {g for g, _ in pairs})]
    one.cases += [Case(kind, None, entity) for entity in _left(got, {p for _, p in pairs})]


def _names_right(gold: GoldEntity, entity: Entity) -> dict[str, bool]:
    if isinstance(entity, Place):
        return {"place_name": same_place(gold.name, entity.name, entity.ref)}
    if isinstance(entity, Person):
        role = {"role": same_words(entity.role, gold.role)} if gold.role else {}
        return {"person_name": same_name(entity.name, gold.name), **role}
    return {}


def _left(items: Iterable[T], taken: set[int]) -> list[T]:
    return [item for n, item in enumerate(items) if n not in taken]
