"""The whole classifier of settlements and rural districts, read only when a text names one.

>>> [p.ref for p in find("Жидебай")]
['103233127']
>>> [p.name for p in find("Бурабае")]
['Бурабай']
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from kzextract.entities.gazetteer import Place, district_of, places, region_of
from kzextract.entities.inflect import phrase_forms, plain_spellings
from kzextract.reading.normal import fold

_LETTERS = {"v": "settlement", "p": "settlement", "c": "city", "o": "rural_okrug"}
_ENDINGS = ("", "а", "у", "ом", "ем", "е", "и", "ы", "ой", "ей", "ого", "ому", "ым", "им", "я", "ю", "ью")


def _stem(word: str) -> str:
    return word.rstrip("аеиоуыэюяйьіө") or word


@cache
def _table() -> dict[str, list[tuple[str, str, str]]]:
    data = gzip.decompress(files("kzextract.lexicon").joinpath("places_full.txt.gz").read_bytes()).decode()
    table: dict[str, list[tuple[str, str, str]]] = {}
    for line in data.split("\n"):
        code, letter, name = line.split(" ", 2)
        # The plain spelling is the key; і has two, which the stem of a few names shows: both are kept.
        for spelling in plain_spellings(name) if not name.isascii() else {name}:
            table.setdefault(_stem(fold(spelling)), []).append((code, letter, name))
    return table


def find(name: str, kind: str = "settlement") -> list[Place]:
    """All settlements (or those of another kind) of which this is a form, as rows of the gazetteer."""
    low = fold(name)
    table = _table()
    keys = {_stem(low)}
    for cut in (1, 2, 3):
        if len(low) - cut >= 2:
            keys.add(_stem(low[:-cut]))
    out: dict[str, Place] = {}
    for key in keys:
        for code, letter, full in table.get(key, ()):
            if _LETTERS[letter] != kind or code in out:
                continue
            if any(
                low == fold(form) for spelling in plain_spellings(full) for form in phrase_forms(spelling)
            ):
                known = places().get(code)
                out[code] = known or Place(
                    code, "settlement", full, parent=district_of(code), region=region_of(code)
                )
    return list(out.values())
