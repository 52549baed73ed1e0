"""All forms of a noun phrase that is given in the nominative: for words that a user's lexicon adds.

>>> sorted(declined("морская миля"))[:4]
['морская миля', 'морские мили', 'морским милям', 'морскими милями']
"""

from __future__ import annotations

import re
from typing import Any, Final

from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold

_NUMBERED: Final = re.compile(r"([^\W\d_]+)([-–]\d+)")
_CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_NUMBERS: Final = ("sing", "plur")
_ADJECTIVES: Final = ("ADJF", "PRTF")


def _noun(word: str) -> Any:
    """The reading as a noun in the nominative; None where the word has none."""
    parses = MORPHOLOGY.analyzer.parse(word)
    return next((p for p in parses if p.tag.POS == "NOUN" and p.tag.case == "nomn"), None)


def _adjective(word: str) -> Any:
    parses = MORPHOLOGY.analyzer.parse(word)
    return next((p for p in parses if p.tag.POS in _ADJECTIVES and p.tag.case == "nomn"), None)


def declined(phrase: str) -> set[str]:
    """The phrase, folded, in every case and number: its first noun and the adjectives before that noun.

    What follows the noun stays as it is («тонна зерна»), and so does a phrase without a noun («Ekin Patrol»).
    """
    words = fold(phrase).split()
    out = {" ".join(words)}
    numbered = _NUMBERED.fullmatch(words[-1]) if words else None
    if numbered is not None:
        # «Безопасная школа-2026»: the number does not change.
        return {form + numbered[2] for form in declined(" ".join([*words[:-1], numbered[1]]))}
    before: list[Any] = []
    for n, word in enumerate(words):
        noun = None if word.isascii() else _noun(word)
        adjective = None if word.isascii() else _adjective(word)
        # «городовой» is either: with a noun after it an adjective.
        if adjective is not None and n + 1 < len(words) and (noun is None or _noun(words[n + 1])):
            before.append(adjective)
            continue
        if noun is None:
            return out
        rest = words[n + 1 :]
        for number in _NUMBERS:
            for case in _CASES:
                forms = _agreeing(before, noun, case, number)
                if forms:
                    out.add(" ".join([*forms, *rest]))
        return out
    return out


def _agreeing(adjectives: list[Any], noun: Any, case: str, number: str) -> list[str]:
    """The adjectives and the noun in one case; none where the noun has no such form."""
    head = noun.inflect({case, number})
    if head is None:
        return []
    forms = []
    for adjective in adjectives:
        wanted = {case, number}
        if number == "sing" and noun.tag.gender:
            wanted.add(noun.tag.gender)
        if case == "accs" and (noun.tag.gender == "masc" or number == "plur"):
            # «безопасного водителя», «безопасный двор»
            wanted.add(noun.tag.animacy or "inan")
        form = adjective.inflect(wanted)
        if form is None:
            return []
        forms.append(fold(form.word))
    return [*forms, fold(head.word)]
