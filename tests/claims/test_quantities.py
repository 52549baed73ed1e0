"""The stage: units, ranges, modifiers, signs, denominators, units left out; and what holds on every text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzextract
from kzextract.claims.quantities import Quantities
from kzextract.layers import Quantity
from kzextract.reading.reader import read
from kzextract.reading.sheet import Sheet, sheet_of


def sheet(text: str) -> Sheet:
    made = read(text)
    Quantities().annotate(made)
    return made


def quantities(text: str) -> list[Quantity]:
    return sheet(text).layers.quantities


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


def test_runs_in_the_pipeline() -> None:
    doc = kzextract.load()("В области изъято 12 кг гашиша, это на 7,5% больше.")
    layers = sheet_of(doc).layers
    assert [(q.value, q.unit) for q in layers.quantities] == [
        (Decimal(12), "kg"),
        (Decimal("7.5"), "percent"),
    ]
    assert [span.text for span in doc.spans["kz_quantities"]] == ["12 кг", "7,5%"]


def test_span_of_the_number_alone() -> None:
    text = "Изъято более 61 кг 400 гр. зелья."
    q = only(text)
    assert text[q.start : q.end] == "61 кг 400 гр."
    assert text[q.modifier_start : q.start] == "более "
    assert (q.value, q.rule) == (Decimal("61.4"), "compound")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Кражи – 120 (-33%)", -1),
        ("Кражи – 120 (+12)", 1),
        ("Кражи – 120 (–4,5 %)", -1),
        ("Разница: +36,4%", 1),
        ("Итог: минус 28,3%", -1),
        ("Итог: плюс 11 фактов", 1),
        ("Итог: + 12%", 1),
        ("Итог – 12%", 0),
        ("Кражи -12 дел", 0),
    ],
)
def test_signs(text: str, sign: int) -> None:
    q = quantities(text)[-1]
    assert q.sign == sign
    assert text[q.start] not in "+-–"


def test_denominator_and_its_span() -> None:
    text = "На каждые 10 тысяч жителей приходится 57 преступлений."
    made = sheet(text)
    [q] = made.layers.quantities
    assert q.per == "10000 people" and q.per_span is not None
    assert text[slice(*q.per_span)] == "На каждые 10 тысяч"
    assert [(s.reason, text[s.start : s.end]) for s in made.layers.set_aside] == [("denominator", "10 тысяч")]


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("Снизилось вдвое.", "times", "ratio"),
        ("Выросло в 2,3 раза.", "times", "ratio"),
        ("Упало на треть.", "fraction", "ratio"),
        ("Выезжали 22 раза.", "number", "count"),
        ("Изъято 5 кг.", "number", "kg"),
    ],
)
def test_kinds(text: str, kind: str, unit: str) -> None:
    q = only(text)
    assert (q.kind, q.unit) == (kind, unit)


@pytest.mark.parametrize("unit", ["тенге", "процентов", "кг", "га", "человек", "МРП"])
@pytest.mark.parametrize(("low", "high"), [(3, 5), (20, 30), (450, 1200)])
@pytest.mark.parametrize("form", ["{}–{} {}", "{}-{} {}", "от {} до {} {}"])
def test_ranges(form: str, low: int, high: int, unit: str) -> None:
    text = f"Всего {form.format(low, high, unit)}."
    q = only(text)
    assert (q.value, q.value_max) == (low, high)
    assert text[q.start : q.end].startswith(form.format(low, high, unit).split(" " + unit)[0])


@pytest.mark.parametrize("unit", ["тенге", "процентов", "кг", "человек"])
def test_a_pair_is_no_range(unit: str) -> None:
    found = quantities(f"Показатель снизился с 52 до 33 {unit}.")
    assert [(q.value, q.value_max, q.modifier) for q in found] == [(52, None, "exact"), (33, None, "exact")]
    assert len({q.unit for q in found}) == 1


def test_nothing_in_other_languages() -> None:
    assert (
        quantities("Облыста 5 ұрлық тіркелді және қылмыс саны 12 пайызға азайды, бұл 2024 жылы 7 болды.")
        == []
    )
    assert quantities("") == []


# What changes nothing: other spaces, dashes, ё and е.
SENTENCES = [
    "Ущерб – 2 млрд 305 млн тенге, возмещено 38,4%.",
    "За год изъято 61 кг 400 гр. зелья (+12%), задержано 1 204 человека.",
    "На тысячу жителей приходится 5,2 преступления, в Актау – 4,4.",
    "Вчетверо меньше, в 1,5 раза больше, на пятую часть; трёх человек, 11–12 тысяч звонков.",
    "Им грозит от 3 до 7 лет, один осуждён на 12 лет лишения свободы.",
]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize(
    ("old", "new"), [(" ", "\u00a0"), (" ", "\u2009"), ("–", "—"), ("–", "−"), ("ё", "е")]
)
def test_writing_does_not_matter(text: str, old: str, new: str) -> None:
    def seen(t: str) -> list[tuple[object, ...]]:
        return [(q.start, q.end, q.value, q.value_max, q.unit, q.per, q.modifier) for q in quantities(t)]

    assert seen(text) == seen(text.replace(old, new))
    assert seen(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 10**9), st.integers(2, 10**9))
def test_other_figures_change_only_the_values(a: int, b: int) -> None:
    text = "Ущерб составил {} тенге, изъято более {} доз."
    found = quantities(text.format(f"{a:,}".replace(",", " "), b))
    assert [(q.value, q.unit, q.modifier) for q in found] == [(a, "KZT", "exact"), (b, "count", "over")]


FRAGMENTS = [
    "12", "1 204", "5,7%", "–", "-", " ", ", ", ". ", "(", ")", "/", "от ", "до ", "с ", "на ", "млн",
    " тысяч ", "кг", "лет", " тенге", "двадцать ", "пять ", "один ", "половина ", "вдвое ", "в ",
    "раза ", "2025", " года", "№ ", "ст. ", "более ", "почти ", "краж ", "человек ", "каждые ",
    "жителей ", "ежедневно ", "«", "»", "\n", ":", "января ", "8 (",
]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_what_holds_on_every_text(text: str) -> None:
    made = read("Всего: " + text)
    Quantities().annotate(made)
    at = 0
    for q in made.layers.quantities:
        assert at <= q.start <= q.number_start < q.number_end <= q.end
        assert q.modifier_start <= q.start
        assert q.value_max is None or q.value < q.value_max
        assert made.words[q.first].start <= q.start and q.end <= made.words[q.stop - 1].end
        assert "E" not in str(q.value)
        at = q.end
    spans = {(q.start, q.end) for q in made.layers.quantities}
    assert not any(start < s.end and s.start < end for s in made.layers.set_aside for start, end in spans)


@pytest.mark.parametrize(
    "unit",
    [
        "на 1000 человек 5 ",
        "ежедневно 5 ",
        "от 5 до ",
        "ст. 5, ",
        "5 лет, ",
        "до 5 ",
        "8 (",
        "5 – ",
        "«1",
        "5%, ",
        "5 (пять) ",
    ],
)
def test_long_inputs_stay_linear(unit: str) -> None:
    times = []
    for size in (15_000, 60_000):
        rounds = []
        for _ in range(2):  # the better of two, for a machine that does other things too
            made = read("Изъято " + unit * (size // len(unit)))
            start = time.process_time()
            Quantities().annotate(made)
            rounds.append(time.process_time() - start)
        times.append(min(rounds))
    # Four times the input: about four times the time (sixteen if quadratic), or too little to measure.
    assert times[1] < max(9 * times[0], 0.3)
