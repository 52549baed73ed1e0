"""Morphology: what pymorphy3 knows of a word form, looked up once a form and kept in a bounded cache."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

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

    __slots__ = ("known", "lemma", "lemmas", "parses", "pos", "poses")

    def __init__(self, parses: tuple[Parse, ...], known: bool) -> None:
        self.parses = parses
        self.known = known
        self.lemma = parses[0].lemma
        self.pos = parses[0].pos
        self.lemmas = frozenset(p.lemma for p in parses)
        self.poses = frozenset(p.pos for p in parses)

    def has(self, pos: str | None = None, case: str | None = None, number: str | None = None) -> bool:
        """Whether some reading has all the given tags."""
        return any(
            (pos is None or p.pos == pos)
            and (case is None or p.case == case)
            and (number is None or p.number == number)
            for p in self.parses
        )

    def cases(self, pos: str | None = None) -> set[str]:
        """All cases of the readings with this part of speech."""
        return {p.case for p in self.parses if p.case and (pos is None or p.pos == pos)}


_CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs", "voct": "nomn"}


class Morphology:
    """Cached look-ups. ``limit`` bounds the number of forms kept; beyond it the cache starts anew."""

    def __init__(self, limit: int = 60_000) -> None:
        self.limit = limit
        self._forms: dict[str, Form] = {}

    @cached_property
    def analyzer(self) -> pymorphy3.MorphAnalyzer:
        """The pymorphy3 analyzer, loaded at the first look-up."""
        import pymorphy3

        return pymorphy3.MorphAnalyzer(lang="ru")

    def form(self, word: str) -> Form:
        """All readings of a word (any case; ё and е alike).

        >>> Morphology().form("преступлений").lemma
        'преступление'
        """
        found = self._forms.get(word)
        if found is None:
            if len(self._forms) >= self.limit:
                self._forms.clear()
            found = self._forms[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Form:
        parses = []
        raw: Any
        for raw in self.analyzer.parse(word[:100]):
            tag = raw.tag
            case = str(tag.case or "")
            parses.append(
                Parse(
                    fold(raw.normal_form),
                    str(tag.POS or ""),
                    _CASES.get(case, case),
                    str(tag.number or ""),
                    str(tag.gender or ""),
                    str(tag.animacy or ""),
                    float(raw.score),
                    frozenset(tag.grammemes),
                )
            )
        return Form(tuple(parses), self.analyzer.word_is_known(word))


MORPHOLOGY = Morphology()
