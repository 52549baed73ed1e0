"""Documents for tests: one made by hand with every kind of span, and a hypothesis strategy for any at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from kzextract import records as r
from kzextract.records import Claim, Document, Finding

TEXT = "В Департаменте полиции города Астаны 😀 изъяли 1,5–2 кг <b>наркотиков</b>, это на 10% меньше."


def at(words: str, text: str = TEXT) -> dict[str, Any]:
    """The span of these words: start, end and text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def by_hand() -> Document:
    """A document with nested and crossing spans, markup, an emoji, a range and a finding."""
    year = r.PeriodSlot(start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31), inherited=True)
    drugs = at("<b>наркотиков</b>")
    indicator = r.IndicatorSlot(
        text="наркотики", start=drugs["start"], end=drugs["end"], code="seizure.drugs"
    )
    place = r.PlaceSlot(name="Астана", ref="710000000", entity="e2")
    claims = (
        Claim(
            id="c1",
            **at("1,5–2 кг"),
            sentence=(0, len(TEXT)),
            value=Decimal("1.5"),
            value_max=Decimal("2"),
            unit="kg",
            measure="level",
            indicator=indicator,
            action="seized",
            place=place,
            period=year,
            attribution=r.AttributionSlot(name="Департамент полиции города Астаны", entity="e1"),
            rule="level",
            confidence=0.9,
        ),
        Claim(
            id="c2",
            **at("10%"),
            sentence=(0, len(TEXT)),
            value=Decimal("10"),
            unit="percent",
            measure="change",
            direction="down",
            indicator=indicator,
            place=place,
            period=year,
            part_of="c1",
        ),
    )
    entities = (
        r.Organisation(
            id="e1", **at("Департаменте полиции города Астаны"), name="Департамент полиции города Астаны"
        ),
        r.Place(id="e2", **at("Астаны"), name="Астана", ref="710000000", kind="city"),
        r.Program(id="e3", **at("Астаны 😀 изъяли"), name="crossing"),
    )
    finding = Finding(
        check="change_matches_levels",
        verdict="inconsistent",
        claims=("c1", "c2"),
        expected="9.9..10.1",
        stated="10",
    )
    meta = r.Meta(date=dt.date(2025, 12, 1), source="test", url="javascript:alert(1)")
    return Document(
        id="d1", text=TEXT, lang="ru", meta=meta, entities=entities, claims=claims, findings=(finding,)
    )


# Any character but lone surrogates, which JSON in UTF-8 cannot hold and extract() refuses.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=None)
dates = st.dates(min_value=dt.date(1900, 1, 1))
spans = st.tuples(st.integers(0, 50), st.integers(0, 50))
periods = st.builds(
    r.PeriodSlot,
    start=dates,
    end=dates,
    text=st.none() | texts,
    span=st.none() | spans,
    inherited=st.booleans(),
)
places = st.builds(
    r.PlaceSlot, name=texts, ref=st.none() | texts, entity=st.none() | texts, inherited=st.booleans()
)
indicators = st.builds(
    r.IndicatorSlot,
    text=texts,
    start=st.none() | st.integers(0),
    end=st.none() | st.integers(0),
    code=st.none() | texts,
)
offsets = {"start": st.integers(0, 50), "end": st.integers(0, 50)}
claims = st.builds(
    Claim,
    id=texts,
    text=texts,
    **offsets,
    sentence=spans,
    value=numbers,
    value_max=st.none() | numbers,
    unit=texts,
    per=st.none() | texts,
    measure=st.sampled_from(get_args(r.Measure)),
    direction=st.none() | st.sampled_from(get_args(r.Direction)),
    modifier=st.sampled_from(get_args(r.Modifier)),
    indicator=st.none() | indicators,
    action=st.none() | texts,
    place=st.none() | places,
    period=st.none() | periods,
    base_period=st.none() | periods,
    attribution=st.none() | st.builds(r.AttributionSlot, name=texts, entity=st.none() | texts),
    part_of=st.none() | texts,
    group=st.none() | texts,
    rule=texts,
    confidence=st.floats(0, 1),
)
named = {"id": texts, "text": texts, "name": texts, **offsets}
entities = st.one_of(
    st.builds(r.Place, **named, ref=st.none() | texts, kind=st.sampled_from([None, "region", "city"])),
    st.builds(
        r.Person,
        **named,
        role=st.none() | texts,
        role_start=st.none() | st.integers(0),
        org=st.none() | texts,
    ),
    st.builds(r.Organisation, **named, kind=st.sampled_from([None, "court", "other"])),
    st.builds(r.Program, **named, kind=st.sampled_from([None, "system"])),
    st.builds(r.Law, **named),
    st.builds(r.Period, **named, start_date=st.none() | dates, end_date=st.none() | dates),
)
findings = st.builds(
    Finding,
    check=texts,
    verdict=st.sampled_from(get_args(r.Verdict)),
    claims=st.lists(texts, max_size=3).map(tuple),
    expected=st.none() | texts,
    stated=st.none() | texts,
    message=texts,
    message_en=texts,
    severity=st.sampled_from(get_args(r.Severity)),
    reason=st.none() | texts,
    spans=st.lists(spans, max_size=2).map(tuple),
)
documents = st.builds(
    Document,
    id=texts,
    text=texts,
    lang=st.sampled_from(["ru", "kk", "other", "und"]),
    meta=st.builds(r.Meta, date=st.none() | dates, source=st.none() | texts, url=st.none() | texts),
    entities=st.lists(entities, max_size=3).map(tuple),
    claims=st.lists(claims, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
)
