"""Numbers: whatever a writer can write is read back exactly, with its span."""

from __future__ import annotations

import time
from decimal import Decimal
from functools import cache
from typing import Any

import pymorphy3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzextract.claims.numbers import Number, find_numbers, parse_digits
from kzextract.reading.reader import read

# A speller that knows nothing of the lexicon: nominatives here, every other case from pymorphy.
ONES = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"]
ONES += ["одиннадцать", "двенадцать", "тринадцать"]
ONES += [w + "надцать" for w in ("четыр", "пят", "шест", "сем", "восем", "девят")]
TENS = ["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
HUNDREDS = [
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
]
CASES = ["nomn", "gent", "datv", "accs", "ablt", "loct"]


@cache
def morph() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def inflected(word: str, *tags: str) -> str:
    parse = next(p for p in morph().parse(word) if "NUMR" in p.tag or "NOUN" in p.tag or "Apro" in p.tag)
    form = parse.inflect(set(tags))
    assert form is not None, (word, tags)
    return str(form.word)


def spelled_below_thousand(n: int, case: str, gender: str) -> list[str]:
    words = []
    if n >= 100:
        words.append(inflected(HUNDREDS[n // 100 - 1], case))
        n %= 100
    if n >= 20:
        words.append(inflected(TENS[n // 10 - 2], case))
        n %= 10
    if n == 1:
        words.append(
            inflected(
                "один", case, gender, "sing", *(["inan"] if case == "accs" and gender == "masc" else [])
            )
        )
    elif n == 2 and gender == "femn" and case in ("nomn", "accs"):
        words.append("две")
    elif n:
        words.append(inflected(ONES[n], *([case, "inan"] if case == "accs" and n < 5 else [case])))
    return words


def spelled(n: int, case: str) -> str:
    """``n`` in words, as a speaker declines it."""
    words: list[str] = []
    for scale, noun, gender in ((1_000_000, "миллион", "masc"), (1000, "тысяча", "femn")):
        part, n = divmod(n, scale)
        if part:
            words += spelled_below_thousand(part, case, gender)
            ends = part % 100 if part % 100 < 20 else part % 10
            if ends == 1:
                words.append(inflected(noun, case, "sing"))
            elif case in ("nomn", "accs"):
                tags = ("gent", "sing") if ends in (2, 3, 4) else ("gent", "plur")
                words.append(inflected(noun, *tags))
            else:
                words.append(inflected(noun, case, "plur"))
    return " ".join(words + spelled_below_thousand(n, case, "masc"))


def numbers(text: str) -> list[Number]:
    return find_numbers(read(text))


def only(text: str) -> Number:
    found = numbers(text)
    assert len(found) == 1, [(text[n.start : n.end], n.value) for n in found]
    return found[0]


def test_the_speller_itself() -> None:
    assert spelled(21_002, "nomn") == "двадцать одна тысяча два"
    assert spelled(2_540_317, "gent") == "двух миллионов пятисот сорока тысяч трёхсот семнадцати"
    assert spelled(48, "ablt") == "сорока восемью"


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 999_999_999), st.sampled_from(CASES))
def test_numeral_words_in_every_case(n: int, case: str) -> None:
    # «семью» alone is a family; in every other numeral seven is read.
    words = spelled(n, case)
    if words == "семью":
        return
    text = f"Речь о {words} ; всё"
    found = only(text)
    assert found.value == n
    assert text[found.start : found.end] == words


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    "n", [*range(1, 21), 30, 40, 50, 80, 90, 100, 200, 300, 500, 900, 1000, 2000, 1_000_000]
)
def test_every_single_numeral(n: int, case: str) -> None:
    words = spelled(n, case)
    if words not in ("семью", "семьёй"):
        assert only(f"Речь о более {words} ; всё").value == n


def grouped(n: int, separator: str) -> str:
    return f"{n:,}".replace(",", separator)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 10**14),
    st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "'"]),
    st.none() | st.text("0123456789", min_size=1, max_size=3),
    st.sampled_from(",."),
    st.sampled_from(
        [
            ("", 1),
            (" тыс.", 1000),
            (" млн", 10**6),
            (" млрд.", 10**9),
            (" тысяч", 1000),
            ("\u00a0миллиона", 10**6),
        ]
    ),
)
def test_digits_in_every_writing(
    n: int, separator: str, decimals: str | None, point: str, scale: tuple[str, int]
) -> None:
    raw = (grouped(n, separator) if separator else str(n)) + (point + decimals if decimals else "")
    word, factor = scale
    text = f"Изъято на {raw}{word} (всего)"
    found = only(text)
    expected = Decimal(f"{n}.{decimals or 0}")
    readings = {found.value, found.grouped}
    assert expected * factor in readings
    assert text[found.start : found.end] == raw + word


@settings(max_examples=200, deadline=None)
@given(st.integers(10**6, 10**15 - 1), st.sampled_from(".,"))
def test_groups_with_points_and_commas(n: int, separator: str) -> None:
    raw = grouped(n, separator)
    assert only(f"Списано {raw} всего").value == n


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999))
def test_compounds(billions: int, millions: int, thousands: int) -> None:
    raw = f"{billions} млрд {millions} млн {thousands} тыс."
    text = f"Ущерб – {raw} (всего)"
    found = only(text)
    assert found.value == ((billions * 1000 + millions) * 1000 + thousands) * 1000
    assert text[found.start : found.end] == raw


def test_a_single_separator_before_three_digits_has_two_readings() -> None:
    assert parse_digits("16,045") == (Decimal("16.045"), Decimal(16045))
    assert parse_digits("0,045") == (Decimal("0.045"), None)
    assert parse_digits("1234,567") == (Decimal("1234.567"), None)


def test_what_is_no_single_number() -> None:
    assert parse_digits("12.11.2025") == (None, None)
    assert parse_digits("1" * 30) == (None, None)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Из двенадцати раскрыты одиннадцать", ["12", "11"]),
        ("из двадцати пять", ["20", "5"]),
        ("двадцати пяти", ["25"]),
        ("десять пять", ["10", "5"]),
        ("две трети, три четверти", ["0.667", "0.75"]),
        ("тысячи людей, десятки дел, сотни писем", []),
        ("более тысячи, около сотни, до миллиона", ["1000", "100", "1000000"]),
        ("полторы тысячи, полтора десятка, полмиллиарда", ["1500", "15", "500000000"]),
        ("девять с половиной, 2 с половиной тысячи", ["9.5", "2500"]),
        ("5-ти, 2-х, 3-м, 8-ми", ["5", "2", "3", "8"]),
        ("два-три, пять–шесть", ["2", "5"]),
        ("1 тыс. 204, 1 млн 200 000", ["1204", "1200000"]),
        ("5 тысяч 30 дней", ["5000", "30"]),
        ("8 тыс. 2024 года", ["8000", "2024"]),
        ("его семью спасли, двадцатью семью, семью тысячами", ["27", "7000"]),
    ],
)
def test_runs(text: str, values: list[str]) -> None:
    assert [n.value for n in numbers(text)] == [Decimal(v) for v in values]


def test_endings_make_labels() -> None:
    text = "3-й, 34-летний, 127-й, 1102-м, 2-е, 100-процентный"
    assert [n.label for n in numbers(text)] == [True] * 6


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "1,", "111 ", "тысяча ", "двадцать ", "1 млн 2 тыс. ", "5-", "12.", "1'000"]
)
def test_long_inputs_stay_linear(unit: str) -> None:
    times = []
    for size in (20_000, 80_000):
        sheet = read(unit * (size // len(unit)))
        rounds = []
        for _ in range(3):  # the best of three: the collector of a long test run may step in
            start = time.process_time()
            find_numbers(sheet)
            rounds.append(time.process_time() - start)
        times.append(min(rounds))
    # Four times the input: about four times the time (sixteen if quadratic), or too little to measure.
    assert times[1] < max(9 * times[0], 0.3)
