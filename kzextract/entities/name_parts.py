"""Which word of a name is what: given name, patronymic, surname, initial, particle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kzextract.entities.declension import is_given, listed_given
from kzextract.entities.word_lists import word_set
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold

_INITIAL: Final = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.?(?:-?[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.)?$")
_RUSSIAN_PATRONYMIC: Final = re.compile(
    r"(?:(?P<m>(?:ович|евич|ьич|мич|нич|кич|фич)(?:а|у|ем|е)?)|(?P<f>(?:овн|евн|ичн)(?:а|ы|е|у|ой|ою)))$"
)
# Kazakh and Turkic patronymics stand in one form in every case; the other endings are rare.
KAZAKH_PATRONYMIC: Final = re.compile(r"(?P<m>улы|ұлы|уулу|оглы|оғлы|огли)$|(?P<f>кызы|қызы|гызы|ғызы|кизи)$")
SURNAME: Final = re.compile(
    r"(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ою)?$|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$|(?:енко|ко|дзе|швили|ян|их|ых)$"
)
# Words of a name that stay small and stay as they are.
PARTICLES: Final = word_set("name_particles")


def is_initial(word: str) -> bool:
    """Whether a word is an initial: ``Р.``, ``Р``, ``Ж.-Б.``"""
    return bool(_INITIAL.match(word))


def is_patronymic(low: str) -> bool:
    """Whether a form looks like a patronymic, Russian or Kazakh."""
    return bool(
        (KAZAKH_PATRONYMIC.search(low) and len(low) > 5) or (_RUSSIAN_PATRONYMIC.search(low) and len(low) > 6)
    )


def looks_like_surname(low: str) -> bool:
    """Whether a form has a surname's ending, or pymorphy3 knows it as a surname."""
    if SURNAME.search(low):
        return True
    form = MORPHOLOGY.form(fold(low))
    return form.known and any("Surn" in p.tags for p in form.parses)


def is_full_name(words: Sequence[str]) -> bool:
    """Whether words are beyond doubt a person's: a listed given name with a surname's or patronymic's ending.

    >>> is_full_name(["Варвара", "Невская"]), is_full_name(["Нижний", "Новгород"])
    (True, False)
    """
    if len(words) not in (2, 3) or len(words[0]) < 3 or not listed_given(fold(words[0])):
        return False
    last = words[-1].lower()
    if SURNAME.search(last) or is_patronymic(last):
        return True
    forms = [MORPHOLOGY.form(fold(w)) for w in (words[0], last)]
    if any("Geox" in p.tags for form in forms for p in form.parses):
        return False
    return bool(listed_given(fold(last))) or (len(words[0]) > 4 and not forms[1].known)


def kinds_of(words: tuple[str, ...]) -> list[str]:
    """What each word of a name is: given, patronymic, last, initial or particle."""
    n = len(words)
    kinds = [""] * n
    for i, word in enumerate(words):
        if is_initial(word) and len(word) <= 5:
            kinds[i] = "initial"
        elif word.lower() in PARTICLES and not (word[0].isupper() and n < 3):
            kinds[i] = "particle"
        elif "a" <= word[0].lower() <= "z":
            kinds[i] = "foreign"
    open_ = [i for i in range(n) if not kinds[i]]
    if not open_:
        return kinds
    if len(open_) >= 2:
        patronymics = [i for i in open_ if is_patronymic(words[i].lower())]
        given = [i for i in open_ if i not in patronymics and listed_given(fold(words[i]))]
        known = [i for i in open_ if i not in patronymics and is_given(words[i])]
        # «Виктор Янукович»: with two words, the Slavic patronymic form may be a surname; the nominative is
        # the same.
        for i in patronymics:
            if (
                i > 0
                and (i - 1 in given or i - 1 in known or len(open_) > 2)
                and kinds[i - 1] != "patronymic"
            ):
                kinds[i] = "patronymic"
                break
        rest = [i for i in open_ if not kinds[i]]
        patronymic = next((i for i in open_ if kinds[i] == "patronymic"), None)
        if patronymic is not None:
            first = patronymic - 1
        elif "initial" in kinds:
            first = None
        else:
            first = _given_of(words, rest, given, known)
        for i in rest:
            kinds[i] = "given" if i == first else "last"
        return kinds
    only = open_[0]
    low = words[only].lower()
    if "initial" in kinds or "particle" in kinds:
        kinds[only] = "last"
    else:
        kinds[only] = "given" if is_given(low) and not SURNAME.search(low) else "last"
    return kinds


def _given_of(words: tuple[str, ...], rest: list[int], given: list[int], known: list[int]) -> int | None:
    """The word that is the given name: the first, unless the words tell that the surname comes first."""
    first = rest[0]
    if first in given and not (len(given) == 1 and len(rest) == 1):
        return first
    later = [i for i in rest[1:] if i in given] or (
        [i for i in rest[1:] if i in known] if first not in known else []
    )
    # «Абишева Кенесбека»; a short second word («Йоахим Лёв») is not enough where the first shows nothing.
    if (
        later
        and len(rest) == 2
        and first not in given
        and (looks_like_surname(words[first].lower()) or (first not in known and len(words[later[0]]) > 3))
    ):
        return later[0]
    if len(rest) == 2 and first not in known and SURNAME.search(words[first].lower()):
        return rest[1] if not SURNAME.search(words[rest[1]].lower()) else first
    return first
