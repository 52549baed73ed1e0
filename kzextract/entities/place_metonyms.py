"""Words that stand for a city without naming it: «столица», «южная столица», «мегаполис».

They are no entities (a reader would not mark them as names), but claims take their place from them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kzextract.entities.gazetteer import Place, countries, places
from kzextract.entities.inflect import adjective_forms, noun_forms
from kzextract.entities.place_index import forms, readings
from kzextract.layers import PlaceMention
from kzextract.lexicon import load_toml
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Sheet

_WORD: Final = re.compile(r"\b(?:столиц(?:а|ы|е|у|ей|ею)|мегаполис(?:а|у|ом|е)?)\b")


@cache
def _capitals() -> dict[tuple[str, str], Place]:
    """The place of each form of «adjective noun»; the bare noun has an empty adjective."""
    out = {}
    for phrase, ref in load_toml("place_rules")["capitals"].items():
        *before, noun = phrase.split()
        for form in noun_forms(noun):
            for adjective in (
                adjective_forms(before[0], "f" if noun == "столица" else "m") if before else {""}
            ):
                out[fold(adjective), fold(form)] = places()[ref]
    return out


def metonyms(sheet: Sheet, found: list[PlaceMention]) -> list[PlaceMention]:
    """The metonyms of a sheet; «столица Узбекистана» and «столица региона» stand for none of them.

    A «мегаполис» without an adjective is the one large city that the document names.
    """
    if "столиц" not in sheet.low and "мегаполис" not in sheet.low:
        return []
    out = []
    cities = {m.ref for m in found if m.ref in ("710000000", "750000000", "790000000")}
    for match in _WORD.finditer(sheet.low):
        i = sheet.word_at(match.start())
        before = sheet.words[i - 1] if i else None
        after = sheet.words[i + 1] if i + 1 < len(sheet.words) else None
        place = _capitals().get((before.low if before else "", match.group()))
        first = i - 1
        if place is None:
            if before is not None and before.form.pos in ("ADJF", "PRTF") and before.low not in _POINTING:
                continue
            place, first = _capitals().get(("", match.group())), i
        if place is None and len(cities) == 1:
            place = places()[next(iter(cities)) or ""]
        if place is None or (after is not None and not _ours(after.low)):
            continue
        cities.add(place.ref)
        start = sheet.words[first].start
        out.append(
            PlaceMention(
                start,
                match.end(),
                first,
                i + 1,
                place.name,
                place.ref,
                place.kind,
                place.parent,
                place.region,
            )
        )
    return out


_POINTING: Final = frozenset(
    ("этой", "нашей", "самой", "всей", "эта", "наша", "этом", "этого", "нашего", "нашем")
)


def _ours(after: str) -> bool:
    """Whether the word after «столица» leaves it Kazakhstan's: no other country, no region or district."""
    if after in ("региона", "области", "района", "края", "мира", "соседнего", "соседней", "республик"):
        return False
    return not (after in forms() and any(r.place.ref in countries() for r in readings(after)))
