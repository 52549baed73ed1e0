"""What a form's last letters say: the nominatives, genders and cases that noun endings allow."""

from __future__ import annotations

from typing import Final, NamedTuple

NOMN, GENT, DATV, ACCS, ABLT, LOCT = CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
ALL: Final = frozenset(CASES)
CONSONANTS: Final = "бвгджзклмнпрстфхцчшщғқңһ"


class Reading(NamedTuple):
    """One way to understand a form: its nominative, gender (``m`` or ``f``), the cases it can be.

    And a weight.
    """

    name: str
    gender: str
    cases: frozenset[str]
    weight: float


def reading(name: str, gender: str, cases: str, weight: float) -> Reading:
    """A reading from its cases written in a row; ``*`` stands for all."""
    return Reading(name, gender, ALL if cases == "*" else frozenset(cases.split()), weight)


def general(form: str, weight: float) -> list[Reading]:
    """The declensions of nouns, by the last letters: for surnames of other shapes and for given names."""
    out = []

    def add(name: str, gender: str, cases: str, factor: float = 1.0) -> None:
        out.append(reading(name, gender, cases, weight * factor))

    last, stem = form[-1], form[:-1]
    before = stem[-1:]
    hard = before in CONSONANTS and bool(before)
    if len(form) < 4 and last not in CONSONANTS + "йь" and not (before in "оаеу" and last in "яюе"):
        # Ши, Ли, Хо: short foreign names have one form.
        return [reading(form, gender, "*", weight) for gender in "mf"]
    if last in CONSONANTS:
        add(form, "m", "nomn")
        add(form, "f", "*", 0.8)
        if form[-2:] in ("ом", "ем", "ём") and form[-3:-2] in CONSONANTS and len(form) > 4:
            add(form[:-2], "m", "ablt", 0.9)
        if form[-2:] in ("ем", "ём") and len(form) > 3 and form[-3] in "аоуыиеэюя":
            add(form[:-2] + "й", "m", "ablt", 0.9)
        if form[-2:] == "ем" and form[-3:-2] in "лрнтдсз":
            add(form[:-2] + "ь", "m", "ablt", 0.95 if form[-4:-2] in ("эл", "ел") else 0.6)
    elif last == "а":
        add(form, "f", "nomn", 0.95)
        add(form, "m", "nomn", 0.3)
        if hard:
            add(stem, "m", "gent accs", 0.95)
    elif last == "у":
        if hard:
            add(stem, "m", "datv", 0.95)
            for gender in "fm":
                add(stem + "а", gender, "accs", 0.9 if gender == "f" else 0.3)
        add(form, "m", "*", 0.3)
        add(form, "f", "*", 0.3)
    elif last in "ыи":
        if hard and (last == "и") == (before in "гкхжшчщқғ"):
            add(stem + "а", "f", "gent", 0.9)
            add(stem + "а", "m", "gent", 0.3)
        if last == "и":
            # Пелоси, Саркози have one form; Мария and Наталья are in the list of given names.
            add(
                stem + "я",
                "f",
                "gent datv loct" if before == "и" else "gent",
                0.85 if before in "иь" else 0.45,
            )
            add(stem + "я", "m", "gent", 0.25)
            add(stem + "ь", "f", "gent datv loct", 0.5)
            if before == "и":
                add(stem + "й", "m", "loct", 0.7)
        for gender in "mf":
            add(form, gender, "*", 0.6 if last == "и" else 0.2)
    elif last == "е":
        if hard:
            add(stem, "m", "loct", 0.9)
            add(stem + "а", "f", "datv loct", 0.9)
            add(stem + "а", "m", "datv loct", 0.3)
        add(stem + "й", "m", "loct", 0.8 if before in "аоуыиея" else 0.1)
        add(stem + "я", "f", "datv loct", 0.8)
        add(stem + "ь", "m", "loct", 0.5)
        for gender in "mf":
            add(form, gender, "*", 0.35)
    elif last == "й":
        add(form, "m", "nomn")
        add(form, "f", "*", 0.7)
        if form[-2:] in ("ой", "ей") and form[-3:-2] in CONSONANTS and len(form) > 4:
            add(form[:-2] + ("а" if form[-2] == "о" or form[-3] in "жшчщц" else "я"), "f", "ablt", 0.9)
        if form[-2:] == "ей" and form[-3:-2] in "аоуыиеэюя":
            add(form[:-2] + "я", "f", "ablt", 0.9)
    elif last == "я":
        add(form, "f", "nomn", 0.95)
        add(form, "m", "nomn", 0.25)
        if before in "аоуыиеёэюя":
            add(stem + "й", "m", "gent accs", 0.9)
        elif before:
            add(stem + "ь", "m", "gent accs", 0.7)
    elif last == "ю":
        if before in "аоуыиеёэюя":
            add(stem + "й", "m", "datv", 0.9)
        elif before == "ь":
            add(form[:-1], "f", "ablt", 0.9)
        elif before:
            add(stem + "ь", "m", "datv", 0.7)
        add(stem + "я", "f", "accs", 0.85)
    elif last == "ь":
        add(form, "m", "nomn", 0.9)
        add(form, "f", "nomn accs", 0.9)
        add(form, "f", "*", 0.4)
    else:
        for gender in "mf":
            add(form, gender, "*", 0.9)
    return out
