"""The places of Kazakhstan with their codes, and the relations between them.

>>> astana = by_name("Астана")
>>> astana.ref, astana.kind, by_ref("434600000").name
('710000000', 'city', 'Кармакшинский район')
>>> region_of("434630100"), capital_of_region("430000000").name
('430000000', 'Кызылорда')
>>> is_within("434630100", "430000000"), is_within("434630100", "KZ"), is_within("430000000", "434630100")
(True, True, False)
"""

from __future__ import annotations

import re
from functools import cache
from itertools import dropwhile
from typing import TYPE_CHECKING, Final, NamedTuple

from kzextract.entities.inflect import PLAIN_LETTERS
from kzextract.lexicon import load_csv, load_toml
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.reading.normal import fold

if TYPE_CHECKING:
    from kzextract.lexicon.own import PlaceEntry


class Place(NamedTuple):
    """One row of the gazetteer.

    ``parent`` is the code of the unit that holds it, ``region`` that of the region or republican city it
    lies in (its own for these), ``centre`` the code of the town where its administration sits.
    ``aliases`` are other names; those in ``doubtful`` hold only with a word like «город» before them.
    """

    ref: str
    kind: str
    name: str
    kk: str = ""
    parent: str | None = None
    region: str | None = None
    centre: str | None = None
    aliases: tuple[str, ...] = ()
    doubtful: frozenset[str] = frozenset()


@cache
def _listed() -> dict[str, Place]:
    out = {}
    for row in load_csv("places"):
        names = row["aliases"].split("|") if row["aliases"] else []
        out[row["ref"]] = Place(
            row["ref"],
            row["kind"],
            row["name"],
            row["kk"],
            row["parent"] or None,
            row["region"] or None,
            row["centre"] or None,
            tuple(n.removesuffix("=!") for n in names),
            frozenset(n[:-2] for n in names if n.endswith("=!")),
        )
    return out


@per_lexicon()
def places() -> dict[str, Place]:
    """Every place of Kazakhstan that the table lists, by KATO code; the country itself by «KZ»."""
    lexicon = active()
    if lexicon is None or not lexicon.places:
        return _listed()
    out = dict(_listed())
    for entry in lexicon.places:
        out[entry.ref] = _added(entry, out)
    return out


# «район Есиль» and «область Улытау» have their noun with them, no other name has.
_NAME: Final = re.compile(r"(?:район |область )?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9]")
# What the code of a place may be; the tables of forms are parted by commas and semicolons.
_REF: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def _added(entry: PlaceEntry, known: dict[str, Place]) -> Place:
    """The place that a user's entry adds to those known so far, or the known one with more names."""
    if entry.ref in countries():
        raise entry.wrong("ref", f"{entry.ref!r} is the code of a country")
    if not _REF.fullmatch(entry.ref):
        raise entry.wrong("ref", f"{entry.ref!r} is no code: letters, digits, points and hyphens make one")
    for key, name in (("name", entry.name), *(("also", name) for name in entry.also)):
        if (key == "also" or name) and not _NAME.match(name):
            alone = " ".join(dropwhile(str.islower, name.split()))
            hint = f": write {alone!r} alone" if alone else ""
            raise entry.wrong(key, f"{name!r} does not begin with a capital as names do{hint}")
        if set(name) & set(",;|"):
            raise entry.wrong(key, f"{name!r} is not one name: each is a text of its own in the list")
    held = known.get(entry.ref)
    if held is not None:
        for key in ("name", "kind", "parent"):
            said = getattr(entry, key)
            if said and said != getattr(held, key):
                is_now = f"{entry.ref} is {held.name!r} already: leave {key!r} out to give it more names"
                raise entry.wrong(key, is_now)
        return held._replace(aliases=(*held.aliases, *entry.also))
    if not entry.name.strip():
        raise entry.wrong("name", f"no place has the code {entry.ref!r} yet: a new one needs a name")
    if entry.kind is None:
        raise entry.wrong("kind", "a new place needs it")
    if entry.kind == "region":
        return Place(entry.ref, "region", entry.name, entry.name, "KZ", entry.ref, aliases=tuple(entry.also))
    if not entry.parent:
        raise entry.wrong("parent", "a new place needs it: the code of the district, city or region it is in")
    parent = known.get(entry.parent)
    if parent is None:
        meant = next((p for p in known.values() if plain(p.name) == plain(entry.parent)), None)
        hint = f": did you mean {meant.ref} ({meant.name})?" if meant else ""
        raise entry.wrong("parent", f"no place has the code {entry.parent!r}{hint}")
    return Place(
        entry.ref,
        entry.kind,
        entry.name,
        entry.name,
        parent.ref,
        parent.region,
        aliases=tuple(entry.also),
    )


@cache
def countries() -> dict[str, Place]:
    """Every country but Kazakhstan, by ISO 3166-1 code."""
    return {
        code: Place(code, "country", names[0].lstrip("="), aliases=tuple(n.lstrip("=") for n in names[1:]))
        for code, names in load_toml("countries")["countries"].items()
    }


def by_ref(ref: str | None) -> Place | None:
    """The place with this KATO or ISO code, None where there is none."""
    if ref is None:
        return None
    found = places().get(ref)
    return found if found is not None else countries().get(ref)


def plain(name: str) -> str:
    """A name as it is looked up: folded, Kazakh letters as plain ones, without «г.», «город».

    >>> plain("г. Қонаев"), plain("область Жетісу")
    ('конаев', 'область жетису')
    """
    low = fold(name).translate(PLAIN_LETTERS).strip(' «»"')
    for head in ("г. ", "г.", "город "):
        low = low.removeprefix(head)
    return " ".join(low.split())


_RANK: Final = {"country": 0, "region": 1, "city": 2, "district": 3, "city_district": 4, "settlement": 5}


@per_lexicon()
def _names() -> dict[str, list[Place]]:
    out: dict[str, list[Place]] = {}
    for place in [*places().values(), *countries().values()]:
        for name in {plain(place.name), *(plain(a) for a in place.aliases if a not in place.doubtful)}:
            out.setdefault(name, []).append(place)
        if place.kind == "region":
            bare = plain(place.name).replace("область", "").strip()
            out.setdefault(bare, []).append(place)
    for found in out.values():
        found.sort(key=lambda p: (plain(p.name) not in out, _RANK[p.kind]))
    return out


def by_name(name: str) -> Place | None:
    """The most important place with this name in the nominative, any spelling; None where there is none."""
    found = _names().get(plain(name))
    return found[0] if found else None


def check_place(place: object) -> None:
    """``ValueError`` for a caller's place that neither the gazetteer nor the lexicon in force knows.

    >>> check_place("Павлодарская область"), check_place("550000000"), check_place(None)
    (None, None, None)
    """
    if place is not None and not isinstance(place, str):
        raise TypeError(f"place must be a str or None, not {type(place).__name__}")
    if place and by_ref(place) is None and by_name(place) is None:
        raise ValueError(f"{place!r} is no place like «Павлодарская область» or its code 550000000")


def region_of(ref: str | None) -> str | None:
    """The code of the region or republican city a place lies in; its own for these, None for a country."""
    if ref is None:
        return None
    place = places().get(ref)
    if place is not None:
        return place.region
    if not ref.isdigit():
        return None
    # A code of the full classifier: its first two digits are the region's.
    region = ref[:2] + "0000000"
    return region if region in places() else None


def capital_of_region(ref: str | None) -> Place | None:
    """The administrative centre: a region's областной центр, a district's райцентр, the country's Астана."""
    if ref == "KZ":
        return places()["710000000"]
    place = places().get(ref or "")
    return places().get(place.centre) if place is not None and place.centre else None


def district_of(ref: str | None) -> str | None:
    """The code of the district that a settlement lies in; its own for a district, else None."""
    place = places().get(ref or "")
    while place is not None and place.kind != "district":
        place = places().get(place.parent or "")
    if place is None and ref and ref.isdigit() and ref[:4] + "00000" in places():
        return ref[:4] + "00000"
    return place.ref if place is not None else None


def is_within(inner: str | None, outer: str | None) -> bool:
    """Whether the first place is the second or lies in it."""
    if inner is None or outer is None:
        return False
    if inner == outer:
        return True
    if outer == "KZ":
        return inner.isdigit() or inner in places()
    place = places().get(inner)
    if place is None:
        return inner.isdigit() and outer in (region_of(inner), district_of(inner))
    return place.region == outer or (place.parent is not None and is_within(place.parent, outer))
