"""Forms of place names in all cases, by the rules of Russian declension that such names follow.

Most names of Kazakhstan's places are outside dictionaries, so their forms are made here from the ending:

>>> sorted(noun_forms("Караганда"))
['Караганда', 'Караганде', 'Карагандой', 'Карагандою', 'Караганду', 'Караганды']
>>> sorted(noun_forms("Кокшетау"))
['Кокшетау']
>>> sorted(adjective_forms("Аральский", "m"))
['Аральский', 'Аральским', 'Аральского', 'Аральском', 'Аральскому']
"""

from __future__ import annotations

from itertools import product
from typing import Final

_VELAR: Final = "гкхжшщч"
_HUSH: Final = "жшщчц"
# Kazakh letters and the plain ones that Russian texts put for them; і has two.
_PLAIN: Final = str.maketrans("әғқңөұүһӘҒҚҢӨҰҮҺ", "агкноуухАГКНОУУХ")
# The same for names that are compared in small letters: і is и.
PLAIN_LETTERS: Final = {**_PLAIN, ord("і"): ord("и")}


def plain_spellings(name: str) -> set[str]:
    """The name with Kazakh letters and its plain Russian spellings.

    >>> sorted(plain_spellings("Жетісу"))
    ['Жетису', 'Жетысу', 'Жетісу']
    """
    out = {name, name.translate(_PLAIN)}
    for each in list(out):
        if "і" in each or "І" in each:
            out.add(each.replace("і", "и").replace("І", "И"))
            out.add(each.replace("і", "ы").replace("І", "И"))
    return out


def is_adjective(name: str) -> bool:
    """Whether a one-word name is declined as an adjective: «Рудный», «Глубокое», «Новая»."""
    return len(name) > 4 and name.endswith(("ый", "ий", "ое", "ее", "ая", "ые", "ской", "вой", "ной"))


def adjective_forms(name: str, gender: str) -> set[str]:
    """Singular forms of an adjective in one gender: ``m`` (also neuter) or ``f``."""
    stem = name[:-2]
    soft = stem[-1:] in "гкх" or name.endswith(("ий", "ие"))
    if gender == "f":
        return {stem + e for e in ("ая", "ой", "ую", "ою")}
    if gender == "p":
        return {stem + e for e in (("ие", "их", "им", "ими") if soft else ("ые", "ых", "ым", "ыми"))}
    ends = ("ого", "ому", "им" if soft else "ым", "ом")
    return {name, *(stem + e for e in ends)}


def noun_forms(name: str) -> set[str]:
    """All case forms of a one-word name, by its ending."""
    last, stem = name[-1], name[:-1]
    if is_adjective(name):
        gender = "f" if name.endswith("ая") else "p" if name.endswith(("ые", "ие")) else "m"
        return adjective_forms(name, gender) | {name}
    if last == "а":
        return (
            {name}
            | {stem + e for e in ("и" if stem[-1] in _VELAR else "ы", "е", "у", "ой", "ою")}
            | ({stem + "ей"} if stem[-1] in _HUSH else set())
        )
    if last == "я":
        loct = "и" if stem.endswith("и") else "е"
        return {name} | {stem + e for e in ("и", loct, "ю", "ей", "ею")}
    if last == "ь":
        # The gender of such names is not to be seen (Сарань is feminine, Есиль masculine): both.
        return {name} | {stem + e for e in ("и", "ью", "я", "ю", "ем", "е")}
    if last == "й":
        return {name} | {stem + e for e in ("я", "ю", "ем", "е" if not stem.endswith("и") else "и", "е")}
    if last == "о":
        return {name} | {stem + e for e in ("а", "у", "ом", "е")}
    if last.lower() in "бвгджзклмнпрстфхцчшщғқңһ":
        instr = (
            ("ем",) if last in _HUSH else ("ом", "ым") if name.endswith(("ов", "ев", "ин", "ёв")) else ("ом",)
        )
        return {name} | {name + e for e in ("а", "у", "е", *instr)}
    return {name}


def phrase_forms(name: str) -> set[str]:
    """Forms of a name: adjectives with a last noun agree, otherwise only the last word changes.

    >>> sorted(phrase_forms("Красный Яр"))[:2]
    ['Красного Яр', 'Красного Яра']
    >>> sorted(phrase_forms("Шал акына"))
    ['Шал акына']
    """
    words = name.split()
    if name.startswith("Форт-"):
        return {name, *(f + name[4:] for f in noun_forms("Форт"))}
    if len(words) == 1:
        return noun_forms(name)
    if words[-1].lower() in (
        "би",
        "жолы",
        "сал",
        "батыр",
        "батыра",
        "акына",
        "поле",
        "момышулы",
        "бокейхан",
        "бөкейхан",
    ):
        return {name}
    if len(words) == 2 and is_adjective(words[0]):
        return {" ".join(pair) for pair in product(noun_forms(words[0]), noun_forms(words[1]))}
    if words[-1].endswith(("ов", "ев", "ин")):
        return {" ".join(pair) for pair in product(noun_forms(words[0]), noun_forms(words[-1]))}
    if words[-1].endswith(("ова", "ева", "ина", "сал", "улы", "акына")):
        return {name}
    return {" ".join([*words[:-1], form]) for form in noun_forms(words[-1])}
