"""The forms of place names and what they stand for: of the package's tables, and of a user's own lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kzextract.entities.gazetteer import Place, countries, places
from kzextract.entities.inflect import adjective_forms, phrase_forms, plain_spellings
from kzextract.entities.place_index import FREE, GUARDED, HEAD_ONLY, Reading, encode
from kzextract.lexicon import load_toml
from kzextract.reading.normal import fold

if TYPE_CHECKING:
    from kzextract.lexicon.own import Lexicon, PlaceEntry

HEADER: Final = (
    "# Forms of place names, made from places.csv, countries.toml and place_rules.toml by build_forms.py.\n"
)
_GUARDS: Final = {"name": FREE, "context": GUARDED, "head": HEAD_ONLY}
_KAZAKH: Final = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_REPUBLIC: Final = ("Республика", "Республики", "Республике", "Республику", "Республикой")


class Builder:
    """Collects the readings of every form; of two readings of one place the less guarded one stays."""

    def __init__(self) -> None:
        data = load_toml("place_rules")
        self.metonyms: dict[str, str] = data["metonyms"]
        self.guarded = frozenset(data["guarded"])
        self.usual = frozenset(data["usual"])
        self.head_only = frozenset(data["head_only"])
        self.common = frozenset(data["common_forms"])
        # What a user's entry says its names need, for the names that it has.
        self.said: int | None = None
        self.index: dict[str, dict[tuple[str, tuple[str, ...], str, str], Reading]] = {}

    def add(self, form: str, reading: Reading) -> None:
        """One form with what it stands for."""
        first, *rest = fold(form).replace(".", " . ").split()
        if not rest and not reading.adjective and reading.guard == FREE and first in self.common:
            reading = reading._replace(guard=GUARDED)
        key = (reading.place.ref, tuple(rest), reading.head, reading.adjective)
        slot = self.index.setdefault(first, {})
        known = slot.get(key)
        if known is None or _rank(reading) > _rank(known):
            slot[key] = reading._replace(rest=tuple(rest))

    def name(self, place: Place, name: str, main: bool, doubtful: bool = False, like: str = "") -> None:
        """All forms of one name: «… район», «район …» or a noun, guarded as the name ``like``."""
        words = name.split()
        for spelling in plain_spellings(name):
            if words[-1] in ("район", "область"):
                gender = "m" if words[-1] == "район" else "f"
                stem = spelling.rsplit(" ", 1)[0]
                # «Айтеке бийский район»: all words but the last stay as they are.
                for form in adjective_forms(stem, gender):
                    self.add(form, Reading(place, adjective=gender, main=main, base=form == stem))
            elif words[0] in ("район", "область"):
                bare = spelling.split(" ", 1)[1].removeprefix("имени ").removeprefix("им. ")
                for form in phrase_forms(bare) | {bare}:
                    self.add(form, Reading(place, head=words[0], main=main, base=form == bare))
            else:
                guard = HEAD_ONLY if doubtful and name not in self.usual else self.guard(place, like or name)
                for form in phrase_forms(spelling):
                    self.add(form, Reading(place, guard=guard, main=main, base=form == spelling))

    def guard(self, place: Place, name: str) -> int:
        """How much evidence a name needs."""
        if self.said is not None:
            return self.said
        if place.kind == "settlement":
            return HEAD_ONLY if name in self.head_only else GUARDED
        return GUARDED if name in self.guarded else FREE

    def country(self, place: Place, name: str) -> None:
        """All forms of a country's name; a sign = before it says that it does not change."""
        fixed = name.startswith("=") or name.isupper()
        name = name.lstrip("=")
        if name == "Республика Казахстан":
            made = {f"{w} {k}" for w in _REPUBLIC for k in ("Казахстан", "Казахстана")}
        elif " " in name and not fixed:
            first, last = name.rsplit(" ", 1)
            made = {f"{a} {b}" for a in phrase_forms(first) for b in phrase_forms(last)}
        else:
            made = {name} if fixed else phrase_forms(name)
        guard = GUARDED if name in self.guarded else FREE
        for form in made:
            self.add(form, Reading(place, guard=guard, base=form == name))

    def added(self, entry: PlaceEntry, place: Place) -> None:
        """All forms of the names in a user's entry."""
        self.said = _GUARDS[entry.needs] if entry.needs else None
        if entry.name:
            self.name(place, entry.name, True)
        for name in entry.also:
            self.name(place, name, False)

    def lines(self) -> dict[str, str]:
        """The encoded readings of every first word, in order."""
        return {form: ";".join(sorted(map(encode, self.index[form].values()))) for form in sorted(self.index)}

    def build(self) -> str:
        """The text of the table."""
        for place in places().values():
            self.name(place, place.name, True)
            for alias in place.aliases:
                if place.kind == "country":
                    self.country(place, alias)
                else:
                    self.name(place, alias, False, alias in place.doubtful)
            # Kazakh names without letters of their own (Сергеев, Октябрь) are other words in a Russian text.
            if place.kind in ("city", "settlement") and place.kk != place.name and _KAZAKH & set(place.kk):
                self.name(place, place.kk, False, like=place.name)
        for ref, names in load_toml("countries")["countries"].items():
            for name in names:
                self.country(countries()[ref], name)
        for name, ref in self.metonyms.items():
            self.name(places()[ref], name, False)
        return HEADER + "\n".join(f"{form}\t{line}" for form, line in self.lines().items()) + "\n"


def forms_added(lexicon: Lexicon) -> dict[str, str]:
    """The forms of the places in a user's lexicon, as the table has those of the package's."""
    builder = Builder()
    for entry in lexicon.places:
        builder.added(entry, places()[entry.ref])
    return builder.lines()


def _rank(reading: Reading) -> tuple[bool, int, bool]:
    return reading.main, -reading.guard, reading.base
