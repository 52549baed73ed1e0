"""What is wrong, slot by slot, and where it stands in the text: for lists, pages and machines alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kzextract.evaluation.gold import GoldClaim
from kzextract.evaluation.scoring import Case, DocumentScore
from kzextract.lexicon import load_toml
from kzextract.reading.segments import sentence_spans
from kzextract.records import Claim, PeriodSlot
from kzextract.review.labels import LANGUAGES, label, number, period

CLAIM_SLOTS = (
    *("value", "value_max", "unit", "per", "measure", "direction", "modifier"),
    *("indicator", "code", "action", "place", "period", "base_period", "part_of"),
)
# The fields whose mistakes show in a slot, where these are not of the same name.
_FIELDS = {"indicator": {"indicator", "indicator_text"}, "name": {"place_name", "person_name"}}
# Codes, by the table of labels that has words for them.
_TABLES = {
    "unit": "units",
    "per": "per",
    "measure": "measures",
    "direction": "directions",
    "modifier": "modifiers",
    "code": "codes",
    "action": "actions",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One slot of a case: what gold says, what was predicted, and whether that is a mistake.

    Values are written as in the records; a period is ``2025-01-01..2025-12-31``.
    """

    slot: str
    gold: str | None
    got: str | None
    wrong: bool


def rows(one: DocumentScore, case: Case) -> list[Row]:
    """The slots that gold or the prediction fills, in order; those of a missed number have no prediction."""
    slots = CLAIM_SLOTS if case.type == "claim" else ("name", "role")
    compared = case.gold is not None and case.predicted is not None
    found = []
    for slot in slots:
        gold, got = _value(one, case.gold, slot), _value(one, case.predicted, slot)
        if gold is not None or got is not None:
            wrong = compared and bool(case.wrong & _FIELDS.get(slot, {slot}))
            found.append(Row(slot, gold, got, wrong))
    return found


def _value(one: DocumentScore, item: Any, slot: str) -> str | None:
    if item is None:
        return None
    if slot == "indicator":
        return item.indicator.text if isinstance(item, Claim) and item.indicator else item.indicator
    if slot == "code" and isinstance(item, Claim):
        return item.indicator.code if item.indicator else None
    if slot == "part_of":
        return _whole(one, item)
    value = getattr(item, slot, None)
    if isinstance(value, tuple):
        return f"{value[0]}..{value[1]}"
    if isinstance(value, PeriodSlot):
        return f"{value.start}..{value.end}"
    if slot == "place" and isinstance(item, Claim):
        return value.name if value else None
    return None if value is None else str(value)


def _whole(one: DocumentScore, item: GoldClaim | Claim) -> str | None:
    """The number that this one is a part of, as the text has it."""
    if item.part_of is None:
        return None
    if isinstance(item, GoldClaim):
        return one.gold.claims[item.part_of].text
    return next((claim.text for claim in one.document.claims if claim.id == item.part_of), item.part_of)


def shown(slot: str, value: str | None, lang: str) -> str:
    """A value as people read it.

    >>> shown("period", "2025-01-01..2025-12-31", "ru"), shown("value", "27.6", "ru")
    ('2025', '27,6')
    """
    if value is None:
        return "—"
    if slot in ("value", "value_max"):
        return number(Decimal(value), lang)
    if slot in ("period", "base_period"):
        start, end = (dt.date.fromisoformat(day) for day in value.split(".."))
        return period(PeriodSlot(start=start, end=end), lang)
    if slot not in _TABLES:
        return value
    # A count and an exact number go without saying elsewhere; here they are held against something else.
    return label(_TABLES[slot], value, lang) or field_name(value, lang)


def sentence(one: DocumentScore, case: Case) -> tuple[int, int]:
    """Where the sentence stands that holds the case, in both readings of it."""
    text = one.gold.text
    edges = [(x.start, x.end) for x in (case.gold, case.predicted) if x is not None]
    start, end = min(a for a, _ in edges), max(b for _, b in edges)
    line = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    found = [(line + a, line + b) for a, b in sentence_spans(text[line:last])]
    found = [(a, b) for a, b in found if a < end and start < b] or [(line, last)]
    return min(found[0][0], start), max(found[-1][1], end)


def words(key: str, lang: str, **filled: object) -> str:
    """What the scorer says, in a language; ``{…}`` in it is filled in.

    >>> words("missed", "en"), words("documents", "ru", n=3)
    ('missed', 'Документов: 3')
    """
    table: dict[str, list[str]] = load_toml("score_labels")["score"]
    return table[key][LANGUAGES.index(lang)].format(**filled)


def field_name(name: str, lang: str) -> str:
    """A figure or a field in words, with itself where there are none."""
    table: dict[str, list[str]] = load_toml("score_labels")["names"]
    return table[name][LANGUAGES.index(lang)] if name in table else label("slots", name, lang)


def line(one: DocumentScore, case: Case, lang: str = "en") -> str:
    """A case in one line: the document, the kind of error, gold and prediction, and the words around it."""
    start, end = sentence(one, case)
    a, b = case.span
    quoted = f"{one.gold.text[start:a]}[{one.gold.text[a:b]}]{one.gold.text[b:end]}"
    said = words(case.kind, lang)
    if case.kind == "wrong":
        said += " " + "; ".join(
            words(
                "instead",
                lang,
                slot=field_name(row.slot, lang),
                gold=shown(row.slot, row.gold, lang),
                got=shown(row.slot, row.got, lang),
            )
            for row in rows(one, case)
            if row.wrong
        )
    return f"{one.gold.id}: {field_name(case.type, lang)} {said} «{' '.join(quoted.split())}»"


def record(one: DocumentScore, case: Case) -> dict[str, Any]:
    """A case for machines."""
    a, b = case.span
    start, end = sentence(one, case)
    return {
        "document": one.gold.id,
        "type": case.type,
        "kind": case.kind,
        "start": a,
        "end": b,
        "text": one.gold.text[a:b],
        "sentence": [start, end],
        "wrong": sorted(case.wrong),
        "slots": {row.slot: {"gold": row.gold, "predicted": row.got} for row in rows(one, case)},
    }
