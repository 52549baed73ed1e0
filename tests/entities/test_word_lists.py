"""The word lists of the lexicon: no word stands twice in one list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kzextract import lexicon
from kzextract.lexicon import load_toml

# Tables in which a string is a list of words; everywhere else only lists are.
OF_WORDS = {"given_names", "roles", "person_words", "orgs", "place_rules", "program_triggers"}
# Pairs of a Russian and an English word may be the same word.
LABELS = {"labels", "review_labels", "score_labels"}


def lists(value: Any, path: str, of_words: bool) -> Iterator[tuple[str, list[str]]]:
    """Every list of words in a table, by its path."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from lists(held, f"{path}.{name}", of_words)
    elif isinstance(value, list) and value and isinstance(value[0], str):
        yield path, value
    elif isinstance(value, str) and of_words and len(value.split()) > 2:
        yield path, value.split()


TABLES = sorted(path.stem for path in Path(lexicon.__file__).parent.glob("*.toml"))
LISTS = dict(
    found
    for table in TABLES
    if table not in LABELS
    for found in lists(load_toml(table), table, table in OF_WORDS)
)


@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS)
def test_no_word_stands_twice(words: list[str]) -> None:
    assert len(words) > 0
    assert [w for n, w in enumerate(words) if w in words[:n]] == []
