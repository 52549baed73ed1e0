"""From a form of a name back to the nominative: which nominatives, genders and cases a form can stand for.

Surnames and given names are an open class, so this works on endings; a list of given names and pymorphy3's
dictionary only add weight. Every function maps a lower-case form to :class:`Reading` s.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kzextract.entities.inflect import PLAIN_LETTERS
from kzextract.entities.noun_endings import CONSONANTS, NOMN, Reading, general, reading
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold

# Surnames in -ов, -ев, -ин, -ын: ending of the form → (what takes its place, gender, cases).
_POSSESSIVE: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "": (("", "m", "nomn"),),
    "а": (("", "m", "gent accs"), ("а", "f", "nomn")),
    "у": (("", "m", "datv"), ("а", "f", "accs")),
    "ым": (("", "m", "ablt"),),
    "е": (("", "m", "loct"),),
    "ой": (("а", "f", "gent datv ablt loct"),),
    "ою": (("а", "f", "ablt"),),
}
_POSSESSIVE_STEMS: Final = ("ов", "ев", "ёв", "ин", "ын")

# Adjective surnames: ending → (nominative ending, gender, cases). Hard and soft ones share the table by the
# stem.
_ADJECTIVE: Final[tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]] = (
    ("ский", (("ский", "m", "nomn"),)),
    ("ской", (("ская", "f", "gent datv ablt loct"), ("ской", "m", "nomn"))),
    ("ского", (("ский", "m", "gent accs"),)),
    ("скому", (("ский", "m", "datv"),)),
    ("ским", (("ский", "m", "ablt"),)),
    ("ском", (("ский", "m", "loct"),)),
    ("ская", (("ская", "f", "nomn"),)),
    ("скую", (("ская", "f", "accs"),)),
)
_ADJECTIVES: Final = dict(_ADJECTIVE) | {
    e.replace("ск", "цк", 1): tuple((n.replace("ск", "цк", 1), g, c) for n, g, c in r) for e, r in _ADJECTIVE
}
# Толстой, Белый, Чёрный and the like: the nominative ending cannot be known from an oblique form; -ый is
# likeliest.
_OTHER_ADJECTIVES: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "ый": (("ый", "m", "nomn"),),
    "ого": (("ый", "m", "gent accs"), ("ой", "m", "gent accs")),
    "ому": (("ый", "m", "datv"), ("ой", "m", "datv")),
    "ым": (("ый", "m", "ablt"),),
    "ая": (("ая", "f", "nomn"),),
    "ую": (("ая", "f", "accs"),),
}


@lru_cache(maxsize=1_024)
def surname_readings(form: str) -> tuple[Reading, ...]:
    """All readings of a surname's form, the likely shapes weighted higher.

    >>> [(r.name, r.gender) for r in surname_readings("смаиловой")][0]
    ('смаилова', 'f')
    """
    out: list[Reading] = []
    for ending, results in _POSSESSIVE.items():
        base = form[: len(form) - len(ending)]
        if form.endswith(ending) and base.endswith(_POSSESSIVE_STEMS) and len(base) > 3:
            out += [reading(base + tail, gender, cases, 2.0) for tail, gender, cases in results]
    for ending, results in _ADJECTIVES.items():
        if form.endswith(ending):
            out += [reading(form[: -len(ending)] + n, gender, cases, 2.0) for n, gender, cases in results]
    if not out:
        for ending, results in _OTHER_ADJECTIVES.items():
            if form.endswith(ending) and len(form) > len(ending) + 2:
                out += [reading(form[: -len(ending)] + n, g, c, 1.1) for n, g, c in results]
    known = MORPHOLOGY.form(fold(form))
    if not out and known.known:
        # «Бондарем»: the dictionary knows that the name ends in a soft sign.
        out += [
            Reading(form if p.case == NOMN else p.lemma, "m", frozenset({p.case}), 1.6)
            for p in known.parses
            if "Surn" in p.tags and p.case and p.number == "sing" and p.gender == "masc"
        ]
    return tuple(out) + tuple(general(form, 1.0)) if form else ()


def _declined(name: str, gender: str) -> dict[str, str]:
    """The cases of a listed given name: form → its cases, space-separated."""
    last, stem = name[-1], name[:-1]
    if gender == "m":
        if last in CONSONANTS:
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
        elif last in CONSONANTS or last == "й":
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
                table.setdefault(fold(form), []).append(reading(name, gender, cases, 4.0))
    return {form: tuple(readings) for form, readings in table.items()}


def listed_given(low: str) -> tuple[Reading, ...]:
    """Readings of a form of a given name from the list, in Kazakh letters too; empty for any other word.

    >>> [r.name for r in listed_given("нұрланға")], [r.name for r in listed_given("нұрланның")]
    ([], [])
    >>> [r.name for r in listed_given("нұрлану")]
    ['нұрлан']
    """
    found = _listed().get(low)
    if found is None:
        plain = low.translate(PLAIN_LETTERS)
        if plain == low:
            return ()
        return tuple(
            Reading(low[: len(r.name)], *r[1:])
            for r in _listed().get(plain, ())
            if plain.startswith(fold(r.name))
        )
    return found


@lru_cache(maxsize=1_024)
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
    return tuple(out) + tuple(general(form, 1.0)) if form else ()


def is_given(form: str) -> bool:
    """Whether a form is known as a given name, from the list or from pymorphy3's dictionary."""
    low = fold(form)
    if listed_given(low):
        return True
    found = MORPHOLOGY.form(low)
    return found.known and any("Name" in p.tags for p in found.parses)
