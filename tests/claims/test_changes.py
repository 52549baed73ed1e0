"""Change words: direction and kind, and what «не» does."""

from __future__ import annotations

import pytest

from kzextract.claims.changes import change_of, direction_at, direction_of
from kzextract.reading.reader import read

UP = """выросло возросла увеличились подросли поднялась прибавили участились удвоилось утроился подскочило
увеличено росла повысился рост ростом прирост увеличение увеличением больше
выше чаще плюс выросшая повышением скачок"""
DOWN = """снизилось снизился сократилось сократившееся уменьшилась упало просели просело убавилось снижен
сокращена снижая падает снижение спад сокращение спадом падение уменьшением меньше
ниже реже минус уменьшившись"""
NEITHER = "зарегистрировано преступлений более менее около составило тысяч стало и области растение росток"


@pytest.mark.parametrize("word", UP.split())
def test_up(word: str) -> None:
    assert direction_of(word) == "up"


@pytest.mark.parametrize("word", DOWN.split())
def test_down(word: str) -> None:
    assert direction_of(word) == "down"


@pytest.mark.parametrize("word", NEITHER.split())
def test_neither(word: str) -> None:
    assert change_of(word) is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [("сократившееся", "verb"), ("ростом", "noun"), ("меньше", "comparative"), ("минус", "particle")],
)
def test_kind(word: str, kind: str) -> None:
    change = change_of(word)
    assert change is not None
    assert change.kind == kind


def test_bounds_need_a_difference() -> None:
    change = change_of("превысило")
    assert change is not None
    assert change.needs_difference


@pytest.mark.parametrize(
    ("sentence", "word", "direction"),
    [
        ("Число краж не выросло", "выросло", None),
        ("Показатель не сильно снизился", "снизился", None),
        ("Преступность резко снизилась", "снизилась", "down"),
        ("Краж стало меньше", "меньше", "down"),
        ("Преступность пошла на спад", "спад", "down"),
    ],
)
def test_direction_where_it_stands(sentence: str, word: str, direction: str | None) -> None:
    words = read(sentence).words
    at = next(i for i, w in enumerate(words) if w.norm == word)
    assert direction_at(words, at) == direction
