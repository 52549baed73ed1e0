"""Morphology: what pymorphy3 says, and what it fails at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzextract import extract
from kzextract.reading.morphology import Morphology

MORPHOLOGY = Morphology(limit=64)


# pymorphy3 asks for the Unicode name of each letter, and these have none.
@pytest.mark.parametrize("word", ["𗀀", "краж𗀀"])
def test_letters_without_a_name_are_an_unknown_word(word: str) -> None:
    form = MORPHOLOGY.form(word)
    assert (form.lemma, form.pos, form.known) == (word, "", False)


def test_a_text_with_such_letters_is_read() -> None:
    document = extract("Начальник 𗀀 Ергешов: изъято 5 кг 𗀀 наркотиков.")
    assert [claim.text for claim in document.claims] == ["5 кг"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_word_has_a_form(word: str) -> None:
    assert MORPHOLOGY.form(word).parses
