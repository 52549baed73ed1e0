"""Words that say that a number rose, fell or stayed: verbs, nouns, comparatives, «плюс» and «минус»."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Word
from kzextract.records import Direction

Kind = Literal["verb", "noun", "comparative", "particle"]
_VERBAL: Final = frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"})
# Between «не» and its verb: «не сильно выросло», «не только выросло» (the latter is no negation).
_BETWEEN: Final = frozenset({"сильно", "значительно", "существенно", "особо", "резко", "очень"})


class Change(NamedTuple):
    """What a change word says."""

    direction: Direction
    kind: Kind
    judged: bool = False
    """Whether the word speaks of better or worse: less of a crime, more of what is solved."""


@cache
def _tables() -> dict[str, dict[str, Direction]]:
    data = load_toml("changes")
    tables: dict[str, dict[str, Direction]] = {}
    directions: tuple[Direction, ...] = ("up", "down", "same")
    for kind in ("verb", "noun", "comparative", "particle"):
        tables[kind] = {w: d for d in directions for w in data[kind][d].split()}
    return tables


@cache
def _judged() -> dict[str, Direction]:
    data = load_toml("changes")["judged"]
    directions: tuple[Direction, ...] = ("up", "down")
    return {w: d for d in directions for w in data[d].split()}


@lru_cache(maxsize=4_096)
def _look_up(low: str) -> Change | None:
    tables = _tables()
    kinds: tuple[Kind, ...] = ("comparative", "particle")
    for kind in kinds:
        direction = tables[kind].get(low)
        if direction:
            return Change(direction, kind)
    for parse in MORPHOLOGY.form(low).parses:
        if parse.pos == "NOUN":
            direction = tables["noun"].get(parse.lemma)
            if direction:
                return Change(direction, "noun")
        elif parse.pos in _VERBAL:
            direction = tables["verb"].get(parse.lemma)
            if direction:
                return Change(direction, "verb")
            if parse.lemma in _judged():
                return Change(_judged()[parse.lemma], "verb", True)
    better = _judged().get(low)
    return None if better is None else Change(better, "comparative", True)


def change_of(word: Word | str) -> Change | None:
    """The change that a word form speaks of, or None; :func:`is_denied` sees to «не».

    >>> change_of("сократившееся")
    Change(direction='down', kind='verb', judged=False)
    >>> change_of("меньше").kind, change_of("ростом").direction
    ('comparative', 'up')
    >>> change_of("зарегистрировано") is None
    True
    """
    return _look_up(fold(word) if isinstance(word, str) else word.low)


def is_denied(words: Sequence[Word], i: int) -> bool:
    """Whether «не» stands before the word at ``i``, at once or across an adverb of degree."""
    j = i - 1
    while j > 0 and words[j].low in _BETWEEN:
        j -= 1
    return j >= 0 and words[j].low == "не"
