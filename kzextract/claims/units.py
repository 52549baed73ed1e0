"""Units of measure: what is written after (or before) a number, and the factor to the unit of the records.

>>> from kzextract.reading.reader import read
>>> unit_at(read("61 кг 400 гр."), 2)
Unit(code='kg', factor=Decimal('1'), end=5, word='кг')
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kzextract.claims.numbers import closes_sentence
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

MONEY = frozenset(("KZT", "USD", "EUR", "RUB", "CNY", "GBP"))
TIME = frozenset(("year", "month", "day", "hour", "minute"))
PHYSICAL = frozenset(("kg", "l", "km", "m", "ha", "m2", "km/h", "permille"))

# Signs and codes that stand before an amount: «$215 тыс.».
_BEFORE = {"$": "USD", "€": "EUR", "₸": "KZT", "₽": "RUB", "£": "GBP"}
# How many of the smaller unit make one of the larger, for «2 года 6 месяцев» and «1 час 20 минут».
SMALLER = {("year", "month"): Decimal(12), ("hour", "minute"): Decimal(60), ("day", "hour"): Decimal(24)}
# «97 годом ранее», «42 неделей раньше»: the time is not what is counted.
EARLIER = re.compile(r" (?:год|месяц|недел|дн|сутк)[а-я]+ (?:ранее|раньше)(?![а-я])")
# «г.» before a capital letter is a city.
_GRAM_OR_CITY = re.compile(r"г(?:\.|\b)\s*[А-ЯӘҒҚҢӨҰҮҺІ]")


class Unit(NamedTuple):
    """A unit as written: its code, the factor to it, where it ends, and its first word."""

    code: str
    factor: Decimal
    end: int
    word: str


@cache
def _pattern() -> tuple[re.Pattern[str], list[tuple[str, Decimal]]]:
    entries, parts = [], []
    for entry in load_toml("units")["unit"]:
        parts.append("(" + "|".join(entry["forms"]) + ")")
        entries.append((entry["code"], Decimal(entry.get("factor", "1"))))
    return re.compile(r"[ -]?(?:" + "|".join(parts) + r")(?![а-яa-z0-9])"), entries


def unit_at(sheet: Sheet, at: int) -> Unit | None:
    """The unit written at ``at``, one space or hyphen before it allowed."""
    low = sheet.low
    pattern, entries = _pattern()
    found = pattern.match(low, at)
    if found is None or found.lastindex is None or EARLIER.match(low, at):
        return None
    code, factor = entries[found.lastindex - 1]
    word, end = found.group(found.lastindex), found.end()
    if word[-1] == "." and closes_sentence(sheet.norm, end):
        end -= 1  # the dot that ends the sentence
    return Unit(code, factor, end, word.split()[0])


def unit_before(low: str, at: int) -> tuple[str, int] | None:
    """A currency sign right before an amount: its code and where it begins."""
    if at and low[at - 1] in _BEFORE:
        return _BEFORE[low[at - 1]], at - 1
    if at > 1 and low[at - 1] == " " and low[at - 2] in _BEFORE:
        return _BEFORE[low[at - 2]], at - 2
    return None


def is_gram(norm: str, at: int) -> bool:
    """Whether «г» at ``at`` can be grams: not a city («5 г. Алматы») before a capital letter."""
    return not _GRAM_OR_CITY.match(norm, at)
