"""What each mention means beside other periods: relation, comparison and role (periods_relations.txt)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kzextract.entities.periods import Periods
from kzextract.reading.reader import read
from kzextract.reading.sheet import Origin

LINES = Path(__file__).with_name("periods_relations.txt").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in LINES.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("text", "date", "wanted"), ROWS, ids=[r[0][:40] for r in ROWS])
def test_relation(text: str, date: str, wanted: str) -> None:
    sheet = read(text)
    sheet.origin = Origin(date=dt.date.fromisoformat(date))
    Periods().annotate(sheet)
    got = []
    for m in sheet.layers.periods:
        words = [
            f"{m.start_date or ''}..{m.end_date or ''}",
            m.relation,
            m.role,
            "vs" if m.comparison else "",
        ]
        got.append(f"{text[m.start : m.end]} = {' '.join(w for w in words if w)}")
    assert " ; ".join(got) == wanted


def test_shifts_and_what_they_move() -> None:
    sheet = read(
        "В 2025 году угнали 9 машин, два года назад – 12, месяцем ранее – 8, "
        "к аналогичному периоду 2022 года – 3."
    )
    Periods().annotate(sheet)
    current, *others = sheet.layers.periods
    assert [(m.shift, m.shift_unit) for m in others] == [(-2, "year"), (-1, "month"), (-3, "year")]
    assert all(m.antecedent is current for m in others)


def test_comparison_words_are_marked_but_outside() -> None:
    text = "Краж меньше на 5% по сравнению с показателями прошлого года."
    sheet = read(text)
    Periods().annotate(sheet)
    (mention,) = sheet.layers.periods
    assert text[mention.start : mention.end] == "прошлого года"
    assert mention.comparison


def test_the_preposition_is_inside() -> None:
    text = "По итогам 2025 года краж меньше."
    sheet = read(text)
    Periods().annotate(sheet)
    (mention,) = sheet.layers.periods
    assert (mention.preposition, text[mention.start : mention.end]) == ("по итогам", "По итогам 2025 года")
