"""Sets of lemmas that a word is looked up in: one dictionary look-up a form once it was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.sheet import Sheet, Word

_LIMIT: Final = 4_096


class LemmaSet:
    """Whether a word is a form of one of these lemmas.

    >>> from kzextract.claims.indicator_codes import words_of
    >>> LemmaSet(["кража"]).has(words_of("краж")[0])
    True
    """

    __slots__ = ("_seen", "lemmas")

    def __init__(self, lemmas: Iterable[str]) -> None:
        self.lemmas = frozenset(lemmas)
        self._seen: dict[str, bool] = {}

    def has(self, word: Word) -> bool:
        """Whether one of the word's readings has one of the lemmas."""
        low = word.low
        found = self._seen.get(low)
        if found is None:
            if len(self._seen) >= _LIMIT:
                self._seen.clear()
            found = self._seen[low] = word.is_alpha and bool(word.form.lemmas & self.lemmas)
        return found

    def of(self, sheet: Sheet) -> set[str]:
        """The folded forms of a sheet that are forms of a lemma; a form is asked once, not once a word."""
        seen = self._seen
        new = sheet.forms.difference(seen)
        if new:
            if len(seen) + len(new) > _LIMIT:
                seen.clear()
                new = sheet.forms
            for low in new:
                seen[low] = low[0].isalpha() and bool(MORPHOLOGY.form(low).lemmas & self.lemmas)
        return {low for low in sheet.forms if seen[low]}

    def among(self, words: Iterable[Word]) -> bool:
        """Whether some of the words is one."""
        seen = self._seen.get
        for word in words:
            found = seen(word.low)
            if found or (found is None and self.has(word)):
                return True
        return False
