"""Change words: direction and kind, and what «не» does."""

from __future__ import annotations

import pytest

from kzextract.claims.changes import change_of, is_denied
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
    change = change_of(word)
    assert change is not None and change.direction == "up"


@pytest.mark.parametrize("word", DOWN.split())
def test_down(word: str) -> None:
    change = change_of(word)
    assert change is not None and change.direction == "down"


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


@pytest.mark.parametrize(
    ("sentence", "word", "denied"),
    [
        ("Число краж не выросло", "выросло", True),
        ("Показатель не сильно снизился", "снизился", True),
        ("Преступность резко снизилась", "снизилась", False),
        ("Краж стало меньше", "меньше", False),
        ("Преступность пошла на спад", "спад", False),
    ],
)
def test_what_is_denied(sentence: str, word: str, denied: bool) -> None:
    words = read(sentence).words
    at = next(i for i, w in enumerate(words) if w.norm == word)
    assert is_denied(words, at) is denied
