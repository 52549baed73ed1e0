"""From a sheet with all its layers to the entity records of a document."""

from __future__ import annotations

from kzextract.entities.periods_links import resolved
from kzextract.reading.sheet import Sheet
from kzextract.records import Entity, Law, Organisation, Period, Person, Place, Program


def entities_of(sheet: Sheet) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """The entities of a sheet in text order, and the entity id of each mention (by ``id(mention)``)."""
    layers = sheet.layers
    # A habit, a clock time or a label over a column is no stretch of time.
    stretches = [
        m for m in layers.periods if m.relation != "habit" and m.role not in ("time", "label", "birth")
    ]
    mentions = [
        *layers.places,
        *layers.orgs,
        *layers.persons,
        *layers.programs,
        *layers.laws,
        *stretches,
    ]
    mentions.sort(key=lambda m: (m.start, -m.end))
    ids = {id(m): f"e{n}" for n, m in enumerate(mentions, 1)}
    made: dict[int, Entity] = {}

    def common(m: object) -> dict[str, object]:
        start, end = m.start, m.end  # type: ignore[attr-defined]
        return {"id": ids[id(m)], "start": start, "end": end, "text": sheet.text[start:end]}

    for place in layers.places:
        made[id(place)] = Place(
            **common(place),  # type: ignore[arg-type]
            name=place.name,
            ref=place.ref,
            kind=place.kind,  # type: ignore[arg-type]
            parent=place.parent,
        )
    for org in layers.orgs:
        made[id(org)] = Organisation(**common(org), name=org.name, kind=org.kind)  # type: ignore[arg-type]
    for person in layers.persons:
        made[id(person)] = Person(
            **common(person),  # type: ignore[arg-type]
            name=person.name,
            role=person.role,
            role_start=person.role_start,
            role_end=person.role_end,
            org=ids.get(id(person.org)) if person.org else None,
            group=f"p{person.group}" if person.group >= 0 else None,
        )
    for program in layers.programs:
        made[id(program)] = Program(**common(program), name=program.name, kind=program.kind)  # type: ignore[arg-type]
    for law in layers.laws:
        made[id(law)] = Law(**common(law), name=law.name)  # type: ignore[arg-type]
    for period in stretches:
        start_date, end_date = resolved(period)
        made[id(period)] = Period(
            **common(period),  # type: ignore[arg-type]
            name=sheet.text[period.start : period.end],
            start_date=start_date,
            end_date=end_date,
        )
    return tuple(made[id(m)] for m in mentions), ids
