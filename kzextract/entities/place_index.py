"""The index of every form of every place name: what the places stage looks words up in.

Built once a process from the tables in ``lexicon/`` by the rules of :mod:`kzextract.entities.inflect`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kzextract.entities.gazetteer import Place, countries, places
from kzextract.entities.inflect import adjective_forms, phrase_forms, plain_spellings
from kzextract.lexicon import load_toml
from kzextract.reading.normal import fold

FREE, GUARDED, HEAD_ONLY = 0, 1, 2


class Reading(NamedTuple):
    """One thing that a word form may stand for.

    ``rest`` are the words that must follow it, folded. ``head``: the noun that must stand before it («район», «область»), or
    "" for none. ``adjective``: "" for a noun, else the gender of the noun that it belongs to: "m" район, "f" область.
    ``guard`` says how much evidence it needs; ``main`` is false for an alias; ``base`` is true for the nominative.
    """

    place: Place
    rest: tuple[str, ...] = ()
    head: str = ""
    adjective: str = ""
    guard: int = FREE
    main: bool = True
    base: bool = False


_KAZAKH = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")

Index = dict[str, tuple[Reading, ...]]


def _cut(name: str) -> tuple[str, ...]:
    """The name's words as razdel cuts them, folded."""
    return tuple(fold(name).replace(".", " . ").split())


@cache
def rules() -> dict[str, frozenset[str]]:
    """The word lists of ``lexicon/place_rules.toml`` as folded sets."""
    return {k: frozenset(map(fold, v)) for k, v in load_toml("place_rules")["words"].items()}


class _Builder:
    def __init__(self) -> None:
        data = load_toml("place_rules")
        self.guarded = frozenset(data["guarded"])
        self.head_only = frozenset(data["head_only"])
        self.common = frozenset(data["common_forms"])
        self.index: dict[str, dict[tuple[str, tuple[str, ...], str, str], Reading]] = {}

    def add(self, form: str, reading: Reading) -> None:
        first, *rest = _cut(form)
        if not rest and not reading.adjective and reading.guard == FREE and first in self.common:
            reading = reading._replace(guard=GUARDED)
        key = (reading.place.ref, tuple(rest), reading.head, reading.adjective)
        slot = self.index.setdefault(first, {})
        known = slot.get(key)
        if known is None or (reading.main, -reading.guard, reading.base) > (
            known.main,
            -known.guard,
            known.base,
        ):
            slot[key] = reading._replace(rest=tuple(rest))

    def name(self, place: Place, name: str, main: bool, doubtful: bool = False) -> None:
        words = name.split()
        for spelling in plain_spellings(name):
            if words[-1] in ("район", "область"):
                gender = "m" if words[-1] == "район" else "f"
                stem = spelling.rsplit(" ", 1)[0]
                for form in adjective_forms(stem, gender):
                    # «Айтеке бийский район»: all words but the last stay as they are.
                    self.add(form, Reading(place, adjective=gender, main=main, base=form == stem))
            elif words[0] in ("район", "область"):
                bare = spelling.split(" ", 1)[1].removeprefix("имени ").removeprefix("им. ")
                for form in phrase_forms(bare) | {bare}:
                    self.add(form, Reading(place, head=words[0], main=main, base=form == bare))
            else:
                guard = self.guard(place, name, doubtful)
                for form in phrase_forms(spelling):
                    self.add(form, Reading(place, guard=guard, main=main, base=form == spelling))

    def guard(self, place: Place, name: str, doubtful: bool = False) -> int:
        if doubtful:
            return HEAD_ONLY
        if place.kind == "settlement":
            return HEAD_ONLY if name in self.head_only else GUARDED
        return GUARDED if name in self.guarded else FREE

    def build(self) -> Index:
        for place in places().values():
            self.name(place, place.name, True)
            for alias in place.aliases:
                if place.kind == "country":
                    self.country(place, alias)
                else:
                    self.name(place, alias, False, alias in place.doubtful)
            # Kazakh names without letters of their own (Сергеев, Октябрь) are other words in a Russian text.
            if place.kind in ("city", "settlement") and place.kk != place.name and _KAZAKH & set(place.kk):
                self.name(place, place.kk, False)
        for country in countries().values():
            raw = load_toml("countries")["countries"][country.ref]
            for name in raw:
                self.country(country, name)
        for name, ref in load_toml("place_rules")["metonyms"].items():
            place = places()[ref]
            guard = self.guard(place, name)
            for spelling in plain_spellings(name):
                for form in phrase_forms(spelling):
                    self.add(form, Reading(place, guard=guard, main=False, base=form == spelling))
        return {form: tuple(slot.values()) for form, slot in self.index.items()}

    def country(self, place: Place, name: str) -> None:
        fixed = name.startswith("=") or name.isupper()
        name = name.lstrip("=")
        guard = GUARDED if name in self.guarded else FREE
        if name == "Республика Казахстан":
            forms = {
                f"{w} {name.split()[1]}"
                for w in ("Республика", "Республики", "Республике", "Республику", "Республикой")
            }
            forms |= {f"{w} Казахстана" for w in ("Республики", "Республике", "Республика")}
        elif " " in name and not fixed:
            first, last = name.rsplit(" ", 1)
            forms = {f"{a} {b}" for a in phrase_forms(first) for b in phrase_forms(last)}
        else:
            forms = {name} if fixed else phrase_forms(name)
        for form in forms:
            self.add(form, Reading(place, guard=guard, main=True, base=form == name))


@cache
def index() -> Index:
    """Every folded first word of a name's form with what it may stand for."""
    return _Builder().build()
