"""Normalisation: one character in, one out; look-alikes in Russian words mended; language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzextract.reading.language import language_of
from kzextract.reading.normal import fold, normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("18\u00a0916\u2009—\u202f“да”", '18 916 – "да"'),
        ("кражa в Acтане", "кража в Астане"),  # a and Ac are Latin
        ("Aқтөбе и Aлматы", "Ақтөбе и Алматы"),  # Kazakh letters are as good as Russian ones
        ("IT-шник, SMS, SМС и eGov", "IT-шник, SMS, SМС и eGov"),
        ("pocт; рост", "рост; рост"),
        ("", ""),
    ],
)
def test_normalise(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text(st.sampled_from("аАрРкaApPTқҚixzS5- .,\u00a0—“ёЁİß") | st.characters(), max_size=30))
def test_lengths_stay(text: str) -> None:
    assert len(normalise(text)) == len(text)
    assert len(fold(text)) == len(text)
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("В области зарегистрировано 5 краж.", "ru"),
        ("Полиция Өскемена и Қызылорды: рост краж на 5%.", "ru"),
        ("Облыста 5 ұрлық тіркелді және қылмыс саны азайды.", "kk"),
        ("Police report for 2025: crime is down by 5%.", "other"),
        ("12 345 – 67%", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language_of(fold(text)) == lang
