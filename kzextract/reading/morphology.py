"""Morphology: what pymorphy3 knows of a word form, looked up once a form and kept in a bounded cache."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kzextract.reading.normal import fold

if TYPE_CHECKING:
    import pymorphy3


class Parse(NamedTuple):
    """One reading of a word form, in pymorphy's tags: ``pos`` NOUN, ADJF, VERB …; ``case`` nomn, gent …"""

    lemma: str
    pos: str
    case: str
    number: str
    gender: str
    animacy: str
    score: float
    tags: frozenset[str]


class Form:
    """A word form with all its readings, likeliest first."""

    __slots__ = ("_agreement", "_has", "known", "lemma", "lemmas", "parses", "pos", "poses")

    def __init__(self, parses: tuple[Parse, ...], known: bool) -> None:
        self.parses = parses
        self.known = known
        self.lemma = parses[0].lemma
        self.pos = parses[0].pos
        self.lemmas = frozenset(p.lemma for p in parses)
        self.poses = frozenset(p.pos for p in parses)
        self._has: dict[tuple[str | None, str | None, str | None], bool] | None = None
        self._agreement: frozenset[tuple[str, str]] | None = None

    def has(self, pos: str | None = None, case: str | None = None, number: str | None = None) -> bool:
        """Whether some reading has all the given tags."""
        asked = (pos, case, number)
        known = self._has
        if known is None:
            known = self._has = {}
        found = known.get(asked)
        if found is None:
            found = known[asked] = any(
                (pos is None or p.pos == pos)
                and (case is None or p.case == case)
                and (number is None or p.number == number)
                for p in self.parses
            )
        return found

    @property
    def agreement(self) -> frozenset[tuple[str, str]]:
        """The pairs of case and number of the readings that have a case."""
        found = self._agreement
        if found is None:
            found = self._agreement = frozenset((p.case, p.number) for p in self.parses if p.case)
        return found

    def cases(self, pos: str | None = None) -> set[str]:
        """All cases of the readings with this part of speech."""
        return {p.case for p in self.parses if p.case and (pos is None or p.pos == pos)}


_CASES: Final = {
    "gen1": "gent",
    "gen2": "gent",
    "loc1": "loct",
    "loc2": "loct",
    "acc2": "accs",
    "voct": "nomn",
}
# No Russian word is longer; of a longer string only the beginning is looked at.
_LONGEST: Final = 100


class Morphology:
    """Cached look-ups. ``limit`` bounds the number of forms kept.

    The cache has two halves: when the young one is full it becomes the old one, whose forms are taken over at
    their next use. So the frequent forms stay, and the memory is bounded whatever comes.
    """

    def __init__(self, limit: int = 16_000) -> None:
        self.limit = limit
        self._young: dict[str, Form] = {}
        self._old: dict[str, Form] = {}
        self._analyzer: pymorphy3.MorphAnalyzer | None = None
        self._tags: dict[Any, tuple[str, str, str, str, str, frozenset[str]]] = {}

    @property
    def analyzer(self) -> pymorphy3.MorphAnalyzer:
        """The pymorphy3 analyzer, loaded at the first look-up."""
        found = self._analyzer
        if found is None:
            import pymorphy3
            from pymorphy3_dicts_ru import get_path

            # With the path given, pymorphy3 does not search all installed packages for its dictionaries.
            found = self._analyzer = pymorphy3.MorphAnalyzer(path=get_path(), lang="ru")
        return found

    def form(self, word: str) -> Form:
        """All readings of a word (any case; ё and е alike).

        >>> Morphology().form("преступлений").lemma
        'преступление'
        """
        found = self._young.get(word)
        if found is None:
            if len(word) > _LONGEST:
                return self.form(word[:_LONGEST])
            found = self._old.get(word) or self._look_up(word)
            if len(self._young) >= self.limit // 2:
                self._old, self._young = self._young, {}
            self._young[word] = found
        return found

    def _look_up(self, word: str) -> Form:
        lemmas: dict[str, str] = {}  # one string for all readings with the same lemma
        parses = []
        if not all(unicodedata.name(letter, "") for letter in word if letter.isalpha()):
            # pymorphy3 asks for the name of each letter, and fails at those that have none («𗀀»).
            unknown = Parse(word, "", "", "", "", "", 1.0, frozenset({"UNKN"}))
            return Form((unknown,), False)
        for raw in self.analyzer.parse(word):
            lemma = fold(raw.normal_form)
            tag = self._tags.get(raw.tag) or self._read_tag(raw.tag)
            parses.append(Parse(lemmas.setdefault(lemma, lemma), *tag[:5], float(raw.score), tag[5]))
        return Form(tuple(parses), self.analyzer.word_is_known(word))

    def _read_tag(self, tag: Any) -> tuple[str, str, str, str, str, frozenset[str]]:
        """The parts of a tag; there are a few thousand tags, and each attribute is a search in pymorphy."""
        case = str(tag.case or "")
        found = self._tags[tag] = (
            str(tag.POS or ""),
            _CASES.get(case, case),
            str(tag.number or ""),
            str(tag.gender or ""),
            str(tag.animacy or ""),
            frozenset(tag.grammemes),
        )
        return found


MORPHOLOGY: Final = Morphology()
