"""Numeral words that do not count: «один из», «вторая половина года», «четверть часа»."""

from __future__ import annotations

from functools import cache

from kzextract.claims.numbers import Number
from kzextract.claims.units import unit_at
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

_TIME_WORDS = frozenset(
    (
        "года",
        "года,",
        "месяца",
        "дня",
        "века",
        "часа",
        "недели",
        "суток",
        "лета",
        "ночи",
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
        "финала",
        "срока",
    )
)
_NEGATIVE = frozenset(("ни", "не", "как"))


@cache
def _one(key: str) -> frozenset[str]:
    return frozenset(load_toml("set_aside")["one"][key])


def one_reason(sheet: Sheet, number: Number, first: int, stop: int) -> str | None:
    """«один» in the senses of "a", "some", "one of", "alone"; None where it counts.

    It counts before a unit and before the nouns of the lexicon («один ребёнок», «одно убийство»), and right
    after a verb of finding or harm («задержан один»).
    """
    if number.digits or number.value != 1 or number.scale != 1 or stop - first != 1:
        return None
    words = sheet.words
    before = words[first - 1].low if first else ""
    after = words[stop].low if stop < len(words) else ""
    if before in _NEGATIVE or after == "из":
        return "one_of"
    unit = unit_at(sheet, number.end)
    if unit is not None and unit.code not in ("ratio", "day", "hour", "minute"):
        return None
    if after in _one("nouns") or after in _one("verbs"):
        return None
    if before in _one("verbs") and after not in _one("after"):
        return None
    return "one_of"


def part_reason(sheet: Sheet, number: Number, first: int, stop: int) -> str | None:
    """A half or a quarter that is a stretch of time: «вторая половина», «четверть века»."""
    if number.kind != "fraction" or number.digits:
        return None
    words = sheet.words
    after = words[stop].low if stop < len(words) else ""
    if after in _TIME_WORDS or after[:2] in ("19", "20"):
        return "period"
    if first and words[first - 1].form.parses[0].tags & {"Anum"}:
        return "period"
    return None
