"""Tokens: razdel's cuts, on every text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import razdel
from conftest import RELEASES
from hypothesis import given, settings
from hypothesis import strategies as st
from razdel.segmenters.tokenize import ATOM

from kzextract.reading import tokens
from kzextract.reading.tokens import token_spans

# Cuts, shown by a bar. One phenomenon a group.
CUTS = [
    # words and numbers
    "Изъято| |5| |кг|.",
    "5|кг",
    "10,5|%",
    "1.2.3",
    "25/10",
    "1|\u00a0|000",
    # links: between words, across white space before and after
    "2023-2024| |гг|.",
    "интернет-|  |и| |теле-|\n|радио",
    "5| |-3",
    "5|   |-3",
    "слово|\n\n|–Слово",
    ",|  |-|3",
    "2023,| |2024",
    "5|  |.5",
    "а|  |.|5",
    # Kazakh letters and accents stick to Russian ones, Latin letters do not
    "Өскемен| |қаласы",
    "за́мок",
    "Sunqar|овец",
    "ΔP",
    # runs of marks
    "Что|?!.",
    "–|—|--|***",
    ":)))|)",
    "yahoo!!| |Yahoo!",
    "Ωyahoo!",
    "myyahoo|!",
]


@pytest.mark.parametrize("marked", CUTS)
def test_cuts(marked: str) -> None:
    text = marked.replace("|", "")
    wanted = [piece for piece in marked.split("|") if piece.strip()]
    assert [text[a:b] for a, b in token_spans(text)] == wanted
    assert token_spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)]


PIECES = [
    *"абяЁZz15²Ωұ.,/\\-–—_!?…:;=()*«»\"'%№@+   \n\t\u00a0\u3000\u0301\u212a",
    *("yahoo", "Yahoo!", "   "),
]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_mixes_are_cut_like_razdel(text: str) -> None:
    assert token_spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)]


@given(st.text(max_size=30))
def test_any_text_is_cut_like_razdel(text: str) -> None:
    assert token_spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)]


def test_letters_are_those_of_razdel() -> None:
    # The classes are written out; a Python with newer Unicode tables must not change them unnoticed.
    russian, latin = re.compile(f"[{tokens._RU}]"), re.compile(f"[{tokens._LAT}]")
    for code in range(sys.maxunicode + 1):
        atom = ATOM.match(chr(code))
        kind = atom.lastgroup if atom else None
        assert bool(russian.match(chr(code))) == (kind == "RU"), hex(code)
        assert bool(latin.match(chr(code))) == (kind == "LAT"), hex(code)


def test_releases_are_cut_like_razdel() -> None:
    paths = sorted(RELEASES.glob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert token_spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)], path.name


def test_shared_texts_are_cut_like_razdel(shared: Path) -> None:
    paths = [p for p in sorted(shared.rglob("*")) if p.suffix in (".json", ".txt", ".md", ".csv")]
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")[:100_000]
        assert token_spans(text) == [(t.start, t.stop) for t in razdel.tokenize(text)], path.name
