"""Gold files: what a person says that a release says, and the same as a document record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from kzextract.records import (
    Claim,
    Direction,
    Document,
    Entity,
    IndicatorSlot,
    Law,
    Measure,
    Meta,
    Modifier,
    Organisation,
    PeriodSlot,
    Person,
    Place,
    PlaceSlot,
    Program,
)

Dates = tuple[dt.date, dt.date]
EntityType = Literal["PLACE", "PERSON", "ORG", "PROGRAM", "LAW"]
_RECORDS: dict[EntityType, type[Entity]] = {
    "PLACE": Place,
    "PERSON": Person,
    "ORG": Organisation,
    "PROGRAM": Program,
    "LAW": Law,
}


class GoldClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a gold file; the fields are those of the annotation guidelines."""

    start: int
    end: int
    text: str
    value: Decimal
    value_max: Decimal | None = None
    unit: str
    per: str | None = None
    measure: Measure
    direction: Direction | None = None
    modifier: Modifier = "exact"
    indicator: str | None = None
    code: str | None = None
    action: str | None = None
    place: str | None = None
    period: Dates | None = None
    base_period: Dates | None = None
    part_of: int | None = None


class Official(msgspec.Struct, frozen=True, kw_only=True):
    """A person named in a release."""

    surface: str
    name: str
    role: str | None = None


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One gold file: entities by their distinct surface forms, claims by their spans."""

    id: str
    text: str
    date: dt.date | None = None
    lang: str = "ru"
    url: str | None = None
    places: dict[str, str] = {}
    officials: tuple[Official, ...] = ()
    orgs: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    claims: tuple[GoldClaim, ...] = ()


def load_gold(folder: Path) -> list[Gold]:
    """The gold files of a folder (``*.gold.json``, or all ``*.json`` where there is none of these), in order.

    Raises ``ValueError`` naming the file and the field that is wrong.
    """
    return [read_gold(path) for path in sorted(folder.glob("*.gold.json")) or sorted(folder.glob("*.json"))]


def read_gold(path: Path) -> Gold:
    """One gold file."""
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=Gold)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    for claim in gold.claims:
        if gold.text[claim.start : claim.end] != claim.text:
            raise ValueError(f"{path}: the span {claim.start}..{claim.end} is not {claim.text!r}")
    return gold


class GoldEntity(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an entity of a gold file stands."""

    type: EntityType
    start: int
    end: int
    text: str
    name: str
    role: str | None = None


def gold_entities(gold: Gold) -> list[GoldEntity]:
    """Where the entities of a gold file stand in its text, in order; those of one type never overlap."""
    officials = {o.surface: o for o in gold.officials}
    names: dict[EntityType, dict[str, str]] = {
        "PLACE": gold.places,
        "PERSON": {o.surface: o.name for o in gold.officials},
        "ORG": {surface: surface for surface in gold.orgs},
        "PROGRAM": {surface: surface for surface in gold.programs},
        "LAW": {surface: surface for surface in gold.laws},
    }
    found = [
        GoldEntity(
            type=kind,
            start=start,
            end=end,
            text=surface,
            name=named[surface],
            role=officials[surface].role if kind == "PERSON" else None,
        )
        for kind, named in names.items()
        for start, end, surface in occurrences(gold.text, named)
    ]
    return sorted(found, key=lambda e: (e.start, -e.end))


def occurrences(text: str, surfaces: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where the surface forms stand as whole words, none overlapping one that is longer.

    >>> occurrences("Астана, Астана Арена", ["Астана", "Астана Арена"])
    [(0, 6, 'Астана'), (8, 20, 'Астана Арена')]
    """
    found: list[tuple[int, int, str]] = []
    for surface in sorted(set(surfaces), key=lambda s: (-len(s), s)):
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            if not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.end(), surface))
    return sorted(found)


def document_of(gold: Gold) -> Document:
    """The gold as a document, as an extraction without a mistake would give it.

    What gold does not say (references, kinds, attributions) is left empty.
    """
    claims = tuple(_claim(claim, n, gold.text) for n, claim in enumerate(gold.claims, 1))
    return Document(
        id=gold.id,
        text=gold.text,
        lang=gold.lang,
        meta=Meta(date=gold.date, url=gold.url),
        entities=tuple(_entities(gold)),
        claims=claims,
    )


def _claim(claim: GoldClaim, n: int, text: str) -> Claim:
    def period(dates: Dates | None) -> PeriodSlot | None:
        return PeriodSlot(start=dates[0], end=dates[1]) if dates else None

    return Claim(
        id=f"c{n}",
        start=claim.start,
        end=claim.end,
        text=claim.text,
        sentence=_sentence(text, claim.start, claim.end),
        value=claim.value,
        value_max=claim.value_max,
        unit=claim.unit,
        per=claim.per,
        measure=claim.measure,
        direction=claim.direction,
        modifier=claim.modifier,
        indicator=IndicatorSlot(text=claim.indicator, code=claim.code) if claim.indicator else None,
        action=claim.action,
        place=PlaceSlot(name=claim.place) if claim.place else None,
        period=period(claim.period),
        base_period=period(claim.base_period),
        part_of=f"c{claim.part_of + 1}" if claim.part_of is not None else None,
        rule="gold",
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    # Gold files mark no sentences; the line is enough to show a claim where it stands.
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


def _entities(gold: Gold) -> list[Entity]:
    made: list[Entity] = []
    for n, entity in enumerate(gold_entities(gold), 1):
        more: dict[str, Any] = {"role": entity.role} if entity.type == "PERSON" else {}
        more |= {"start": entity.start, "end": entity.end, "text": entity.text, "name": entity.name}
        made.append(_RECORDS[entity.type](id=f"e{n}", **more))
    return made
