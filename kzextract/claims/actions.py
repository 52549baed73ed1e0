"""The action of a claim: what its verb says happened to the counted things (``lexicon/actions.toml``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from kzextract.claims.changes import is_denied
from kzextract.claims.concepts import concepts, mask_of, union
from kzextract.claims.indicator_codes import words_of
from kzextract.claims.units import unit_class
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Word

_VERBAL: Final = frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"})
_KEYS: Final = frozenset({"action", "thing", "near", "without", "unit", "words", "future"})
_ENDS: Final = frozenset({".", ";", "!", "?", "…"})
_REACH: Final = 12
Clause = Sequence[Word] | str


class _Case(NamedTuple):
    action: str | None
    thing: int
    near: int
    without: int
    units: frozenset[str]
    words: frozenset[str]
    future: bool


class Verb(NamedTuple):
    """A verb of the table: its action, the cases that come before it, and what «не» makes of it."""

    action: str | None
    cases: tuple[_Case, ...]
    negated: str | None
    looks_around: bool = False
    """Whether the words around the verb have a say, not only those of what is counted."""

    @property
    def actions(self) -> frozenset[str]:
        """Every action that the verb can mean."""
        return frozenset(a for a in (self.action, self.negated, *(c.action for c in self.cases)) if a)


def _case(raw: dict[str, Any]) -> _Case:
    if set(raw) - _KEYS:
        raise ValueError(f"lexicon/actions.toml: unknown keys {set(raw) - _KEYS}")
    return _Case(
        raw["action"] or None,
        mask_of(raw.get("thing", "")),
        mask_of(raw.get("near", "")),
        mask_of(raw.get("without", "")),
        frozenset(raw.get("unit", "").split("|")) - {""},
        frozenset(raw.get("words", "").split()),
        bool(raw.get("future")),
    )


@cache
def _table() -> tuple[dict[str, Verb], dict[str, str]]:
    data = load_toml("actions")
    verbs = {}
    for raw in data["verb"]:
        cases = tuple(map(_case, raw.get("when", ())))
        around = any(case.near or case.words for case in cases)
        verb = Verb(raw["action"] or None, cases, raw.get("negated"), around)
        for lemma in raw["lemmas"].split():
            if lemma in verbs:
                raise ValueError(f"lexicon/actions.toml: {lemma} stands twice")
            verbs[lemma] = verb
    nouns = {lemma: action for action, lemmas in data["noun"].items() for lemma in lemmas.split()}
    return verbs, nouns


@lru_cache(maxsize=2_048)
def _verb(low: str) -> Verb | None:
    verbs = _table()[0]
    for parse in MORPHOLOGY.form(low).parses:
        if parse.pos in _VERBAL and parse.lemma in verbs:
            return verbs[parse.lemma]
    return None


def verb_of(word: Word | str) -> Verb | None:
    """The table's verb that a finite form, participle, infinitive or gerund belongs to.

    >>> sorted(verb_of("привлечено").actions)
    ['charged', 'participated']
    >>> verb_of("сообщили") is None
    True
    """
    return _verb(fold(word) if isinstance(word, str) else word.low)


def _is_future(word: Word | str) -> bool:
    form = MORPHOLOGY.form(fold(word)) if isinstance(word, str) else word.form
    return any("futr" in p.tags for p in form.parses)


def noun_action(word: Word | str) -> str | None:
    """The action that a verbal noun names; the guidelines give a claim an action only where a verb says it.

    >>> noun_action("изъятию")
    'seized'
    """
    form = MORPHOLOGY.form(fold(word)) if isinstance(word, str) else word.form
    nouns = _table()[1]
    return next((nouns[p.lemma] for p in form.parses if p.pos == "NOUN" and p.lemma in nouns), None)


def clause_at(words: Sequence[Word], i: int) -> Sequence[Word]:
    """The words around ``i`` up to the next full stop or semicolon, no more than a dozen on each side."""
    first, stop = i, i + 1
    while first > 0 and i - first < _REACH and words[first - 1].low not in _ENDS:
        first -= 1
    while stop < len(words) and stop - i <= _REACH and words[stop].low not in _ENDS:
        stop += 1
    return words[first:stop]


def action_for(
    words: Sequence[Word], i: int, *, unit: str = "count", noun: Sequence[Word] = ()
) -> str | None:
    """The action code of the verb at ``i`` where it stands; ``noun`` are the words of what is counted.

    >>> words = words_of("к ответственности привлечено 52 водителя")
    >>> action_for(words, 2, noun=words[4:])
    'charged'
    """
    verb = verb_of(words[i])
    if verb is None:
        return None
    if i + 2 < len(words) and words[i + 1].low == "," and words[i + 2].low == "что":
        # «Установлено, что число краж выросло»: what was found out is a clause, nothing that is counted.
        return None
    clause = clause_at(words, i) if verb.looks_around else ()
    return action_of(words[i], noun, clause, unit=unit, negated=is_denied(words, i))


def action_of(
    word: Word | str,
    phrase: Clause = (),
    clause: Clause = (),
    *,
    unit: str = "count",
    negated: bool = False,
) -> str | None:
    """The action code of a verb, or None where the table has none for it.

    ``phrase`` is what is counted, ``clause`` the words of the clause (the phrase among them); ``negated``
    says that «не» stands before the verb.

    >>> action_of("установлено", "камеры видеонаблюдения"), action_of("установлено", "факты хищения")
    ('installed', 'detected')
    >>> action_of("привлечено", "водители", "привлечено к ответственности 5 водителей")
    'charged'
    >>> action_of("допущено", "ДТП", negated=True)
    'prevented'
    """
    verb = verb_of(word)
    if verb is None:
        return None
    if negated:
        return verb.negated
    if not verb.cases:
        return verb.action
    phrase = words_of(phrase) if isinstance(phrase, str) else phrase
    clause = words_of(clause) if isinstance(clause, str) else clause
    thing = union(concepts(phrase))
    near = thing | union(concepts(clause)) if verb.looks_around else thing
    measured = unit_class(unit)
    lemmas: set[str] | None = None
    for case in verb.cases:
        if (
            (case.thing and not case.thing & thing)
            or (case.near and not case.near & near)
            or case.without & thing
        ):
            continue
        if (case.units and measured not in case.units) or (case.future and not _is_future(word)):
            continue
        if case.words:
            if lemmas is None:
                lemmas = {lemma for w in (*phrase, *clause) for lemma in w.form.lemmas}
            if not case.words & lemmas:
                continue
        return case.action
    return verb.action
