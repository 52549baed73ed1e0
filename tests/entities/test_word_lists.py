"""The word lists of the stages: no word stands twice in one list."""

from __future__ import annotations

import pytest

from kzextract.lexicon import load_toml

LISTS = {
    f"{table}.{name}": value.split() if isinstance(value, str) else value
    for table, section in (
        ("given_names", None),
        ("roles", None),
        ("person_words", None),
        ("orgs", "adjectives"),
        ("orgs", "topics"),
        ("place_rules", "words"),
        ("program_triggers", "kinds"),
        ("program_triggers", "others"),
    )
    for name, value in (load_toml(table)[section] if section else load_toml(table)).items()
    if isinstance(value, (str, list))
}


@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS)
def test_no_word_stands_twice(words: list[str]) -> None:
    assert len(words) > 0
    assert [w for n, w in enumerate(words) if w in words[:n]] == []
