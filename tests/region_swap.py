"""One region put for another in a whole text: the region's name, its towns and its districts, form for form.

A text in which only the region's name were changed would contradict itself: its towns and districts, the
«областная прокуратура» among them, would still point to the old region.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass

from conftest import ROOT

from kzextract import Document
from kzextract.records import Place

PLACES = ROOT / "kzextract" / "lexicon" / "places.csv"
HUSHING = "жшчщц"
CENTRE = "1010000"  # how the code of a region's centre ends
COMPASS = {"Восточно": "ВКО", "Западно": "ЗКО", "Северо": "СКО"}


@dataclass
class Swap:
    """The region of a text, another one, and what puts the other for it in any string."""

    region: str
    other: str
    put: Callable[[str], str]


class NotSafe(Exception):
    """Why a text has no region that can be put for its own."""


@dataclass
class Unit:
    """A row of the table of places."""

    ref: str
    kind: str
    name: str
    region: str


def _units() -> list[Unit]:
    rows = csv.reader(r for r in PLACES.read_text(encoding="utf-8").splitlines() if r[0] != "#")
    return [Unit(row[0], row[1], row[2], row[5]) for row in rows if row[0].isdigit()]


UNITS = _units()
REGIONS = [u for u in UNITS if u.kind == "region"]


def inflection(name: str) -> tuple[str, str] | None:
    """The unchanging beginning of a name, and a key that names with the same endings share."""
    if district := re.fullmatch(r"(\w+ск)ий район", name):
        return district[1], "district"
    if region := re.fullmatch(r"((?:(Восточно|Западно|Северо)-)?\w+ск)ая область", name):
        return region[1], "compass" if region[2] else "region"
    if region := re.fullmatch(r"область (\w+)", name):
        return region[1], "region of a name"
    if " " in name or name.endswith(("ый", "ий", "ая")):
        return None
    if name[-1] in "аь" or (name[-1] == "й"):
        return name[:-1], f"town in {name[-1]}"
    if name[-1] in "уыоиеэ":
        return name, "town that is not declined"
    return None if name[-1] in HUSHING else (name, "town in a consonant")


def swap_of(document: Document) -> Swap:
    """Another region for the one that most claims are about; :class:`NotSafe` says why there is none."""
    names = [c.place.name for c in document.claims if c.place]
    region = next((u for u in REGIONS if names and u.name == max(set(names), key=names.count)), None)
    if region is None or (own := inflection(region.name)) is None:
        raise NotSafe("about the country, a city or nothing: no other region's name has its grammatical form")
    inside = {
        (e.name, e.kind): e
        for e in document.entities
        if isinstance(e, Place) and e.ref and e.ref != region.ref and e.ref[:2] == region.ref[:2]
    }
    reason = "no region has towns and districts with the same endings for all that are named"
    for other in REGIONS:
        form = inflection(other.name)
        if other is region or form is None or form[1] != own[1] or form[0] in document.text:
            continue
        pairs = _pairs(document, region, other, [*inside])
        if pairs is not None:
            put = _putter(pairs)
            if any(put(e.text) == e.text for e in document.entities if e.name == region.name):
                raise NotSafe("the region also goes by a name of another form")
            if not any(put(e.text) != e.text for e in document.entities if e.name == region.name):
                raise NotSafe("the region is never named by its own name")
            return Swap(region.name, other.name, put)
    raise NotSafe(reason)


def _pairs(
    document: Document, region: Unit, other: Unit, inside: list[tuple[str, str | None]]
) -> dict[str, str] | None:
    """Beginnings of names and what is put for them; None where a town or district finds no counterpart."""
    (stem, key), (new, _) = inflection(region.name) or ("", ""), inflection(other.name) or ("", "")
    if key == "region of a name":
        # «район», «улица», «проспект Абая» are other things: only the region's own name is put.
        pairs = {
            f"{w}{end} {stem}": f"{w}{end} {new}" for w in ("област", "Област") for end in ("ь", "и", "ью")
        }
        pairs |= {k.replace("Ұлы", "Улы"): v for k, v in pairs.items()}
        pairs |= {k.upper(): v.upper() for k, v in pairs.items()}
    else:
        pairs = {stem: new, stem.lower(): new.lower(), stem.upper(): new.upper()}
    if key == "compass":
        a, b = stem.split("-")[0], new.split("-")[0]
        pairs |= {COMPASS[a]: COMPASS[b]}
        old_side, new_side = ("Северн" if x == "Северо" else x[:-1] for x in (a, b))
        pairs |= {
            f"{old_side}{e} Казахстан": f"{new_side}{e} Казахстан" for e in ("ый", "ого", "ому", "ом", "ым")
        }
    names = [u.name for u in UNITS]
    taken: set[str] = set()
    refs = {e.name: e.ref or "" for e in document.entities if isinstance(e, Place)}
    for name, kind in inside:
        form = inflection(name)
        # A region's centre is also spoken of as such, so a centre is put for a centre.
        code = CENTRE if refs[name].endswith(CENTRE) else ""
        if form is None:
            return None
        for unit in UNITS:
            twin = inflection(unit.name)
            if (
                unit.kind == kind
                and unit.region == other.ref
                and unit.ref.endswith(code)
                and twin
                and twin[1] == form[1]
                and unit.name not in taken
                and names.count(unit.name) == 1
                and twin[0] not in document.text
            ):
                taken.add(unit.name)
                pairs |= {w(form[0]): w(twin[0]) for w in (str, str.upper, str.lower)}
                break
        else:
            return None
    return pairs


def _putter(pairs: dict[str, str]) -> Callable[[str], str]:
    longest = sorted(pairs, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + ")")
    return lambda text: pattern.sub(lambda m: pairs[m[0]], text)
