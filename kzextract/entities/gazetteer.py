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

from functools import cache
from typing import NamedTuple

from kzextract.entities.inflect import PLAIN_LETTERS
from kzextract.lexicon import load_csv, load_toml
from kzextract.reading.normal import fold


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
def places() -> dict[str, Place]:
    """Every place of Kazakhstan that the table lists, by KATO code; the country itself by «KZ»."""
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


_RANK = {"country": 0, "region": 1, "city": 2, "district": 3, "city_district": 4, "settlement": 5}


@cache
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


def all_by_name(name: str) -> list[Place]:
    """All places with this name, alias or short form («область» left out), the most important first."""
    return list(_names().get(plain(name), ()))


def by_name(name: str) -> Place | None:
    """The most important place with this name in the nominative, any spelling; None where there is none."""
    found = _names().get(plain(name))
    return found[0] if found else None


def region_of(ref: str | None) -> str | None:
    """The code of the region or republican city a place lies in; its own for these, None for a country."""
    if ref is None or not ref.isdigit():
        return None
    place = places().get(ref)
    if place is not None:
        return place.region
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
        return inner.isdigit()
    place = places().get(inner)
    if place is None:
        return inner.isdigit() and outer in (region_of(inner), district_of(inner))
    return place.region == outer or (place.parent is not None and is_within(place.parent, outer))
