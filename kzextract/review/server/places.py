"""Places by the beginning of a name, for the page's place field: :func:`search`."""

from __future__ import annotations

from typing import Any, Final

from kzextract.entities import gazetteer
from kzextract.entities.gazetteer import Place
from kzextract.lexicon.scope import per_lexicon

LIMIT: Final = 12
_RANK: Final = {"country": 0, "region": 1, "city": 2, "district": 3, "city_district": 4, "settlement": 5}


@per_lexicon()
def _index() -> list[tuple[str, tuple[str, ...], Place]]:
    everything = [*gazetteer.places().values(), *gazetteer.countries().values()]
    return [
        (
            gazetteer.plain(p.name),
            tuple(gazetteer.plain(name) for name in (p.name, p.kk, *p.aliases) if name),
            p,
        )
        for p in everything
    ]


def search(words: str) -> list[dict[str, Any]]:
    """The places whose name, or a word of it, begins so; whole names and larger places first.

    >>> [place["name"] for place in search("жамбылск")][:2]
    ['Жамбылская область', 'Жамбылский район']
    """
    wanted = gazetteer.plain(words)
    if not wanted:
        return []
    found = []
    for plain, names, place in _index():
        fits = min((fit for name in names if (fit := _fit(wanted, name)) is not None), default=None)
        if fits is not None:
            found.append(
                ((fits, _RANK[place.kind], not place.ref.isdigit(), len(plain), plain, place.ref), place)
            )
    found.sort(key=lambda pair: pair[0])
    return [
        {"name": place.name, "ref": place.ref, "kind": place.kind, "within": _within(place)}
        for _, place in found[:LIMIT]
    ]


def _fit(wanted: str, name: str) -> int | None:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else None


def _within(place: Place) -> str:
    """Where it lies, for one of several places with the same name."""
    parents = []
    for ref in (gazetteer.district_of(place.ref), gazetteer.region_of(place.ref)):
        parent = gazetteer.by_ref(ref)
        if parent is not None and parent.ref != place.ref and parent.name not in parents:
            parents.append(parent.name)
    return ", ".join(parents)
