"""Words by which a phrase may point to a place named elsewhere: «в регионе», «по стране», «здесь»."""

from __future__ import annotations

from kzextract.claims.lemmas import LemmaSet
from kzextract.lexicon import load_toml

_DATA = load_toml("whereabouts")
COUNTRY_WORDS = frozenset(_DATA["country_words"])
COUNTRY_ADJECTIVES = frozenset(_DATA["country_adjectives"])
REGION_WORDS = frozenset(_DATA["region_words"])
CITY_WORDS = frozenset(_DATA["city_words"])
DISTRICT_WORDS = frozenset(_DATA["district_words"])
MAY_POINT = LemmaSet(
    {"столица", "центр", "предел", "среднеобластной", "среднеобластный", "столичный"}
    | COUNTRY_ADJECTIVES
    | COUNTRY_WORDS
    | REGION_WORDS
    | CITY_WORDS
    | DISTRICT_WORDS
)
HERE = frozenset({"здесь", "тут", "там"})
