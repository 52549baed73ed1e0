"""Words by which a phrase may point to a place named elsewhere: «в регионе», «по стране», «здесь»."""

from __future__ import annotations

from typing import Final

from kzextract.claims.lemmas import LemmaSet
from kzextract.lexicon import load_toml

_DATA: Final = load_toml("whereabouts")
COUNTRY_WORDS: Final = frozenset(_DATA["country_words"])
COUNTRY_ADJECTIVES: Final = frozenset(_DATA["country_adjectives"])
REGION_WORDS: Final = frozenset(_DATA["region_words"])
CITY_WORDS: Final = frozenset(_DATA["city_words"])
DISTRICT_WORDS: Final = frozenset(_DATA["district_words"])
MAY_POINT: Final = LemmaSet(
    {"столица", "центр", "предел", "среднеобластной", "среднеобластный", "столичный"}
    | COUNTRY_ADJECTIVES
    | COUNTRY_WORDS
    | REGION_WORDS
    | CITY_WORDS
    | DISTRICT_WORDS
)
HERE: Final = frozenset({"здесь", "тут", "там"})
