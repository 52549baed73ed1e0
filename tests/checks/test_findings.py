"""Findings are sound records whatever the document, and ranges are what the writing allows."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from documents import documents
from hypothesis import given, settings
from hypothesis import strategies as st

from kzextract import extract
from kzextract.checks.audit import lies_within
from kzextract.checks.ranges import Range, stated
from kzextract.checks.rates import population, populations
from kzextract.checks.stage import findings_of
from kzextract.lexicon import load_csv, load_toml
from kzextract.records import Claim, Document, PlaceSlot

TEXTS = [
    "Число краж снизилось на 27,6% — с 16 045 до 11 616.",
    "Изъято 1 тонна 800 кг наркотиков: 220 кг марихуаны, 2 кг синтетики, более 1 т 650 кг конопли.",
    "Выявлено 420 нарушений, из них 510 – превышение скорости.",
]


@settings(deadline=None, max_examples=200)
@given(documents)
def test_any_document_can_be_audited(document: Document) -> None:
    for found in findings_of(document):
        assert found.verdict != "not_checkable" or found.reason


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=2))
def test_a_range_meets_itself_and_its_sum_holds_the_sums(value: Decimal) -> None:
    one = Range(value, value + 1)
    assert one.meets(one)
    total = one.plus(one)
    assert total.low == 2 * value
    assert total.high == 2 * value + 2


@pytest.mark.parametrize("text", TEXTS)
def test_findings_point_at_figures_and_speak_both_languages(text: str) -> None:
    document = extract(text)
    spans = {c.id: (c.start, c.end) for c in document.claims}
    assert document.findings
    for found in document.findings:
        assert [spans[c] for c in found.claims] == list(found.spans)
        assert found.message
        assert found.message_en
        assert found.message != found.message_en
        assert found.check in load_toml("labels")["checks"]
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        ("на 27,6%", "27.55", "27.65"),
        ("на 5%", "4.5", "5.5"),
        ("почти на 40%", "36", "44"),
        ("более чем на 20%", "20", "30"),
    ],
)
def test_what_a_written_percentage_states(figure: str, low: str, high: str) -> None:
    [claim] = extract(f"Число краж снизилось {figure}.").claims
    assert stated(claim).strict == Range(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        ("1 т 650 кг", "1649.5", "1650.5"),
        ("2,4 кг", "2.35", "2.45"),
        ("около 300 кг", "270", "330"),
    ],
)
def test_what_a_written_weight_states(figure: str, low: str, high: str) -> None:
    [claim] = extract(f"Изъято {figure} гашиша.").claims
    assert stated(claim).strict == Range(Decimal(low), Decimal(high))


def test_the_table_of_populations_adds_up_and_says_how_sure_it_is() -> None:
    rows = load_csv("populations")
    assert {row["sure"] for row in rows} == {"high", "medium", "low"}
    regions = {row["ref"] for row in load_csv("tiles")}
    assert {row["ref"] for row in rows} == regions | {"KZ"}
    country = populations()["Казахстан"]
    for year in range(2022, 2027):
        total = sum(values[year] for name, values in populations().items() if name != "Казахстан")
        assert abs(total / country[year] - 1) < Decimal("0.005")
    assert population("Астана", 2025) is not None
    assert population("Караганда", 2025) is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (("Астана", "710000000"), ("Казахстан", "KZ"), True),
        (("Экибастуз", "552200000"), ("Павлодарская область", "550000000"), True),
        (("Казахстан", "KZ"), ("Астана", "710000000"), False),
        (("Россия", "RU"), ("Казахстан", "KZ"), False),
        (("Астана", "710000000"), ("Алматы", "750000000"), False),
        (("село", None), ("Астана", "710000000"), True),
    ],
)
def test_a_part_lies_within_its_whole(
    part: tuple[str, str | None], whole: tuple[str, str | None], expected: bool
) -> None:
    def claim(name: str, ref: str | None) -> Claim:
        [made] = extract("Изъято 5 кг наркотиков.").claims
        return msgspec.structs.replace(made, place=PlaceSlot(name=name, ref=ref))

    assert lies_within(claim(*part), claim(*whole)) is expected
