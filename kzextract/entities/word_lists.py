"""Closed word lists of the stages for persons, roles and organisations."""

from __future__ import annotations

from functools import cache

from kzextract.lexicon import load_toml


@cache
def word_set(name: str) -> frozenset[str]:
    """The list ``name`` of ``lexicon/person_words.toml``.

    >>> "проспекта" in word_set("streets")
    True
    """
    return frozenset(load_toml("person_words")[name].split())
