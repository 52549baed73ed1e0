"""From a form of a name back to the nominative: which nominatives, genders and cases a form can stand for.

Surnames and given names are an open class, so this works on endings; a list of given names and pymorphy3's
dictionary only add weight. Every function maps a lower-case form to :class:`Reading` s.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold

NOMN, GENT, DATV, ACCS, ABLT, LOCT = CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
ALL = frozenset(CASES)
_CONSONANTS = "бвгджзклмнпрстфхцчшщғқңһ"


class Reading(NamedTuple):
    """One way to understand a form: its nominative, gender (``m`` or ``f``), the cases it can be.

    And a weight.
    """

    name: str
    gender: str
    cases: frozenset[str]
    weight: float


def _reading(name: str, gender: str, cases: str, weight: float) -> Reading:
    return Reading(name, gender, ALL if cases == "*" else frozenset(cases.split()), weight)


# Surnames in -ов, -ев, -ин, -ын: ending of the form → (what takes its place, gender, cases).
_POSSESSIVE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "": (("", "m", "nomn"),),
    "а": (("", "m", "gent accs"), ("а", "f", "nomn")),
    "у": (("", "m", "datv"), ("а", "f", "accs")),
    "ым": (("", "m", "ablt"),),
    "е": (("", "m", "loct"),),
    "ой": (("а", "f", "gent datv ablt loct"),),
    "ою": (("а", "f", "ablt"),),
}
_POSSESSIVE_STEMS = ("ов", "ев", "ёв", "ин", "ын")

# Adjective surnames: ending → (nominative ending, gender, cases). Hard and soft ones share the table by the
# stem.
_ADJECTIVE: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("ский", (("ский", "m", "nomn"),)),
    ("ской", (("ская", "f", "gent datv ablt loct"), ("ской", "m", "nomn"))),
    ("ского", (("ский", "m", "gent accs"),)),
    ("скому", (("ский", "m", "datv"),)),
    ("ским", (("ский", "m", "ablt"),)),
    ("ском", (("ский", "m", "loct"),)),
    ("ская", (("ская", "f", "nomn"),)),
    ("скую", (("ская", "f", "accs"),)),
)
_ADJECTIVES = dict(_ADJECTIVE) | {
    e.replace("ск", "цк", 1): tuple((n.replace("ск", "цк", 1), g, c) for n, g, c in r) for e, r in _ADJECTIVE
}
# Толстой, Белый, Чёрный and the like: the nominative ending cannot be known from an oblique form; -ый is
# likeliest.
_OTHER_ADJECTIVES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ый": (("ый", "m", "nomn"),),
    "ого": (("ый", "m", "gent accs"), ("ой", "m", "gent accs")),
    "ому": (("ый", "m", "datv"), ("ой", "m", "datv")),
    "ым": (("ый", "m", "ablt"),),
    "ая": (("ая", "f", "nomn"),),
    "ую": (("ая", "f", "accs"),),
}


def _general(form: str, weight: float) -> list[Reading]:
    """The declensions of nouns, by the last letters: for surnames of other shapes and for given names."""
    out = []

    def add(name: str, gender: str, cases: str, factor: float = 1.0) -> None:
        out.append(_reading(name, gender, cases, weight * factor))

    last, stem = form[-1], form[:-1]
    before = stem[-1:]
    hard = before in _CONSONANTS and bool(before)
    if len(form) < 4 and last not in _CONSONANTS + "йь" and not (before in "оаеу" and last in "яюе"):
        # Ши, Ли, Хо: short foreign names have one form.
        return [_reading(form, gender, "*", weight) for gender in "mf"]
    if last in _CONSONANTS:
        add(form, "m", "nomn")
        add(form, "f", "*", 0.8)
        if form[-2:] in ("ом", "ем", "ём") and form[-3:-2] in _CONSONANTS and len(form) > 4:
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
        if form[-2:] in ("ой", "ей") and form[-3:-2] in _CONSONANTS and len(form) > 4:
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


@lru_cache(maxsize=20_000)
def surname_readings(form: str) -> tuple[Reading, ...]:
    """All readings of a surname's form, the likely shapes weighted higher.

    >>> [(r.name, r.gender) for r in surname_readings("смаиловой")][0]
    ('смаилова', 'f')
    """
    out: list[Reading] = []
    for ending, results in _POSSESSIVE.items():
        base = form[: len(form) - len(ending)] if ending else form
        if form.endswith(ending) and base.endswith(_POSSESSIVE_STEMS) and len(base) > 3:
            out += [_reading(base + tail, gender, cases, 2.0) for tail, gender, cases in results]
    for ending, results in _ADJECTIVES.items():
        if form.endswith(ending):
            out += [_reading(form[: -len(ending)] + n, gender, cases, 2.0) for n, gender, cases in results]
    if not out:
        for ending, results in _OTHER_ADJECTIVES.items():
            if form.endswith(ending) and len(form) > len(ending) + 2:
                out += [_reading(form[: -len(ending)] + n, g, c, 1.1) for n, g, c in results]
    known = MORPHOLOGY.form(fold(form))
    if not out and known.known:
        # «Бондарем»: the dictionary knows that the name ends in a soft sign.
        out += [
            Reading(form if p.case == NOMN else p.lemma, "m", frozenset({p.case}), 1.6)
            for p in known.parses
            if "Surn" in p.tags and p.case and p.number == "sing" and p.gender == "masc"
        ]
    return tuple(out) + tuple(_general(form, 1.0)) if form else ()


def _declined(name: str, gender: str) -> dict[str, str]:
    """The cases of a listed given name: form → its cases, space-separated."""
    last, stem = name[-1], name[:-1]
    if gender == "m":
        if last in _CONSONANTS:
            soft = last in "жшчщц"
            # Лев and Павел lose a vowel; the two are listed in full.
            base = {"лев": "льв", "павел": "павл", "петр": "петр", "пётр": "петр"}.get(name, name)
            forms = [
                (base + "а", "gent accs"),
                (base + "у", "datv"),
                (base + ("ем" if soft else "ом"), "ablt"),
            ]
            forms += [(base + "е", "loct")]
        elif last == "й":
            forms = [(stem + "я", "gent accs"), (stem + "ю", "datv"), (stem + "ем", "ablt")]
            forms += [(stem + ("и" if stem[-1:] == "и" else "е"), "loct")]
        elif last == "ь":
            forms = [
                (stem + "я", "gent accs"),
                (stem + "ю", "datv"),
                (stem + "ем", "ablt"),
                (stem + "е", "loct"),
            ]
        else:
            forms = []
    else:
        forms = []
        if last == "ь":
            # Айгуль as a rule stays as it is; «Айгули», «Айгулью» are met too.
            forms = [(name, "*"), (stem + "и", "gent datv loct"), (name + "ю", "ablt")]
        elif last in _CONSONANTS or last == "й":
            forms = [(name, "*")]
    if last == "а":
        after = stem[-1:]
        forms = [
            (stem + ("и" if after in "гкхжшчщ" else "ы"), "gent"),
            (stem + "е", "datv loct"),
            (stem + "у", "accs"),
        ]
        forms += [(stem + ("ей" if after in "жшчщц" else "ой"), "ablt")]
    elif last == "я":
        ia = stem[-1:] == "и"
        forms = [
            (stem + "и", "gent datv loct" if ia else "gent"),
            (stem + "ю", "accs"),
            (stem + "ей", "ablt"),
        ]
        forms += [] if ia else [(stem + "е", "datv loct")]
    elif not forms:
        forms = [(name, "*")]
    out = {name: "nomn"}
    for form, cases in forms:
        out[form] = cases if form not in out or cases == "*" else f"{out[form]} {cases}"
    return out


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[Reading, ...]]:
    table: dict[str, list[Reading]] = {}
    data = load_toml("given_names")
    for gender, key in (("m", "male"), ("f", "female")):
        for name in data[key].lower().split():
            for form, cases in _declined(name, gender).items():
                table.setdefault(fold(form), []).append(_reading(name, gender, cases, 4.0))
    return {form: tuple(readings) for form, readings in table.items()}


# Kazakh letters and the plain ones that Russian texts put for them.
_PLAIN = str.maketrans("әғқңөұүһі", "агкноуухи")


def listed_given(low: str) -> tuple[Reading, ...]:
    """Readings of a form of a given name from the list, in Kazakh letters too; empty for any other word.

    >>> [r.name for r in listed_given("нұрланға")], [r.name for r in listed_given("нұрланның")]
    ([], [])
    >>> [r.name for r in listed_given("нұрлану")]
    ['нұрлан']
    """
    found = _listed().get(low)
    if found is None:
        plain = low.translate(_PLAIN)
        if plain == low:
            return ()
        return tuple(
            Reading(low[: len(r.name)], *r[1:])
            for r in _listed().get(plain, ())
            if plain.startswith(fold(r.name))
        )
    return found


@lru_cache(maxsize=20_000)
def given_readings(form: str) -> tuple[Reading, ...]:
    """All readings of a given name's form: the list first, then pymorphy3's dictionary, then the endings.

    >>> given_readings("ербола")[0].name
    'ербол'
    """
    out = list(listed_given(fold(form)))
    if not out:
        known = MORPHOLOGY.form(fold(form))
        for p in known.parses if known.known else ():
            if "Name" in p.tags and p.case and p.number == "sing":
                for gender in "mf" if p.gender not in ("masc", "femn") else p.gender[0]:
                    name = form if p.case == NOMN else p.lemma
                    out.append(Reading(name, gender, frozenset({p.case}), 2.0 if p.score > 0.05 else 1.2))
    return tuple(out) + tuple(_general(form, 1.0)) if form else ()


def is_given(form: str) -> bool:
    """Whether a form is known as a given name, from the list or from pymorphy3's dictionary."""
    low = fold(form)
    if listed_given(low):
        return True
    found = MORPHOLOGY.form(low)
    return found.known and any("Name" in p.tags for p in found.parses)
