"""The index of every form of every place name: what the places stage looks words up in.

``lexicon/place_forms.tsv`` holds it ready made (:mod:`kzextract.lexicon.build_forms` writes it), so that a
process only splits lines at its start and reads a form's entries when a text first has it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from kzextract.entities.gazetteer import Place, by_ref
from kzextract.lexicon import load_toml
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.reading.normal import fold

FREE, GUARDED, HEAD_ONLY, REFUSED = 0, 1, 2, 3
HEADS: Final = {"р": "район", "о": "область", "": ""}


class Reading(NamedTuple):
    """One thing that a word form may stand for.

    ``rest`` are the words that must follow it, folded. ``head`` is the noun that must stand before it
    («район», «область»), or "" for none. ``adjective`` is "" for a noun, else the gender of the noun that it
    belongs to: "m" район, "f" область. ``guard`` says how much evidence it needs (FREE: none; GUARDED: a
    preposition, another place …; HEAD_ONLY: «город», «село»); ``main`` is false for an alias; ``base`` is
    true for the nominative.
    """

    place: Place
    rest: tuple[str, ...] = ()
    head: str = ""
    adjective: str = ""
    guard: int = FREE
    main: bool = True
    base: bool = False


def encode(reading: Reading) -> str:
    """A reading as the table writes it: code, head, adjective, guard, main, base, rest."""
    flags = f"{reading.head[:1]},{reading.adjective},{reading.guard},{int(reading.main)},{int(reading.base)}"
    return f"{reading.place.ref},{flags},{' '.join(reading.rest)}"


def decode(entry: str) -> Reading:
    """The reading that :func:`encode` wrote."""
    ref, head, adjective, guard, main, base, rest = entry.split(",")
    place = by_ref(ref)
    assert place is not None, ref
    return Reading(place, tuple(rest.split()), HEADS[head], adjective, int(guard), main == "1", base == "1")


@per_lexicon()
def forms() -> dict[str, str]:
    """The entries of every folded first word of a name, still encoded; empty for words like «село»."""
    lexicon = active()
    if lexicon is None or not lexicon.places:
        return _listed()
    from kzextract.entities.place_forms import forms_added

    table = dict(_listed())
    for form, entries in forms_added(lexicon).items():
        held = table.get(form)
        table[form] = f"{held};{entries}" if held else entries
    return table


@cache
def _listed() -> dict[str, str]:
    text = files("kzextract.lexicon").joinpath("place_forms.tsv").read_text(encoding="utf-8")
    table = dict(line.split("\t", 1) for line in text.split("\n") if line and line[0] != "#")
    for word in rules()["village"] | rules()["village_abbreviations"]:
        table.setdefault(word, "")
    return table


@per_lexicon()
def form_set() -> frozenset[str]:
    """The keys of :func:`forms`."""
    return frozenset(forms())


@per_lexicon()
def readings(word: str) -> tuple[Reading, ...]:
    """What a folded word may stand for, or begin.

    >>> [(r.place.name, r.adjective) for r in readings("кордайского")]
    [('Кордайский район', 'm')]
    """
    entries = forms().get(word)
    return tuple(decode(e) for e in entries.split(";")) if entries else ()


@cache
def rules() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicon/place_rules.toml`` as folded sets."""
    return {k: frozenset(map(fold, v)) for k, v in load_toml("place_rules")["words"].items()}
