"""The whole classifier of settlements and rural districts, read only when a text names one.

>>> [(p.name, p.ref) for p in find("Кенгирбай би")]
[('Кенгирбай би', '103233100')]
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import Final

from kzextract.entities.gazetteer import Place, district_of, places, region_of
from kzextract.entities.inflect import phrase_forms, plain_spellings
from kzextract.lexicon.scope import per_lexicon
from kzextract.reading.normal import fold

# The letters of villages and other settlements; the table has cities and rural districts too.
_SETTLEMENTS: Final = "vp"


def stem(word: str) -> str:
    """A folded name without its last vowels: the key that its forms share."""
    return word.rstrip("аеиоуыэюяйьі") or word


@cache
def _table() -> dict[str, str]:
    packed = files("kzextract.lexicon").joinpath("places_full.txt.gz").read_bytes()
    return dict(line.split("\t", 1) for line in gzip.decompress(packed).decode().split("\n"))


@per_lexicon(4096)
def find(name: str) -> tuple[Place, ...]:
    """All settlements of which this is a form, as rows of the gazetteer."""
    low = fold(name)
    table = _table()
    keys = {stem(low)}
    for cut in (1, 2, 3):
        if len(low) - cut >= 2:
            keys.add(stem(low[:-cut]))
    out: dict[str, Place] = {}
    for key in keys:
        for entry in table.get(key, "").split("|") if key in table else ():
            code, letter, full = entry[:9], entry[9], entry[10:]
            if letter not in _SETTLEMENTS or code in out:
                continue
            if any(
                low == fold(form) for spelling in plain_spellings(full) for form in phrase_forms(spelling)
            ):
                known = places().get(code)
                out[code] = known or Place(
                    code, "settlement", full, parent=district_of(code), region=region_of(code)
                )
    return tuple(out.values())
