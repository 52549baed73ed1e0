"""Units of measure: what is written after (or before) a number, and the factor to the unit of the records.

>>> from kzextract.reading.reader import read
>>> unit_at(read("61 кг 400 гр."), 2)
Unit(code='kg', factor=Decimal('1'), end=5, word='кг')
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

from kzextract.claims.numbers import closes_sentence
from kzextract.lexicon import load_toml
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.reading.declining import declined
from kzextract.reading.normal import fold, normalise
from kzextract.reading.sheet import Sheet
from kzextract.records import is_currency

if TYPE_CHECKING:
    from kzextract.lexicon.own import UnitEntry

_MONEY: Final = frozenset(entry["code"] for entry in load_toml("units")["unit"] if is_currency(entry["code"]))
TIME: Final = frozenset(("year", "month", "day", "hour", "minute"))

# Signs and codes that stand before an amount: «$215 тыс.».
_BEFORE: Final = {"$": "USD", "€": "EUR", "₸": "KZT", "₽": "RUB", "£": "GBP"}
# How many of the smaller unit make one of the larger, for «2 года 6 месяцев» and «1 час 20 минут».
SMALLER: Final = {
    ("year", "month"): Decimal(12),
    ("hour", "minute"): Decimal(60),
    ("day", "hour"): Decimal(24),
}
# «97 годом ранее», «42 неделей раньше»: the time is not what is counted.
EARLIER: Final = re.compile(r" (?:год|месяц|недел|дн|сутк)[а-я]+ (?:ранее|раньше)(?![а-я])")
# «г.» before a capital letter is a city.
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_/]*")
_SIGNS: Final = frozenset("°%‰$€₸₽£¥′″")
_GRAM_OR_CITY: Final = re.compile(r"г(?:\.|\b)\s*[А-ЯӘҒҚҢӨҰҮҺІ]")


class Unit(NamedTuple):
    """A unit as written: its code, the factor to it, where it ends, and its first word."""

    code: str
    factor: Decimal
    end: int
    word: str


# The classes that rules speak of; a unit that is not here is counted by the piece.
_CLASSES: Final[dict[str, str]] = {
    **dict.fromkeys(_MONEY, "money"),
    **dict.fromkeys(("kg", "l"), "mass"),
    **dict.fromkeys(("percent", "pp", "ratio"), "part"),
    **dict.fromkeys(TIME, "time"),
    **dict.fromkeys(("km", "m", "ha", "m2"), "space"),
    "km/h": "speed",
    "permille": "speed",
    "count": "count",
    "MCI": "MCI",
}
CLASSES: Final = frozenset(_CLASSES.values())
_PHYSICAL: Final = frozenset(("mass", "space", "speed"))


@per_lexicon()
def _classes() -> dict[str, str]:
    lexicon = active()
    if lexicon is None or not lexicon.units:
        return _CLASSES
    found = dict(_CLASSES)
    for entry in lexicon.units:
        if not _CODE.fullmatch(entry.code):
            raise entry.wrong("code", f"{entry.code!r} is no code: small letters, digits and _ make one")
        known = found.get(entry.code)
        if known is None and entry.kind is None:
            raise entry.wrong("kind", f"{entry.code!r} is a new unit and needs it")
        if known is not None and entry.kind not in (None, known):
            raise entry.wrong("kind", f"{entry.code!r} is of kind {known!r}")
        if known is None and entry.kind is not None:
            found[entry.code] = entry.kind
    return found


def unit_class(unit: str) -> str:
    """The class of a unit that rules speak of: money, mass, count, part, time, space, speed or MCI."""
    return _CLASSES.get(unit) or _classes().get(unit, "count")


def is_money(unit: str) -> bool:
    """Whether a unit is a currency: one that is read, a user's own, or any other that a person entered."""
    known = _CLASSES.get(unit) or _classes().get(unit)
    return known == "money" if known else is_currency(unit)


def is_physical(unit: str) -> bool:
    """Whether a unit measures mass, space or speed."""
    return (_CLASSES.get(unit) or _classes().get(unit)) in _PHYSICAL


def _added(entry: UnitEntry) -> tuple[str, Decimal]:
    """The pattern of the words in a user's entry, in all cases, and its factor."""
    if not entry.words and not entry.short:
        raise entry.wrong("words", "a unit needs words or short forms")
    forms = set()
    for key, words in (("words", entry.words), ("short", entry.short)):
        for word in words:
            low = fold(normalise(word)).strip()
            if not (low[:1].isalpha() or low[:1] in _SIGNS) or "|" in low:
                raise entry.wrong(key, f"{word!r} is no word of a unit")
            if key == "short":
                forms.add(re.escape(low.removesuffix(".")) + r"\.?")
            else:
                forms.update(map(re.escape, declined(low)))
    try:
        factor = Decimal(str(entry.factor))
    except InvalidOperation:
        factor = Decimal(0)
    if not (factor.is_finite() and factor > 0):
        raise entry.wrong("factor", f"{entry.factor!r} is no number above 0")
    # Of «миля» and «миля в час» the longer.
    return "|".join(sorted(forms, key=lambda form: (-len(form), form))), factor


_START: Final = re.compile(r"(?:\\.|[^\\|()\[?])(?:(?:\\.|[^\\|()\[?])(?!\?))?")


def _start(form: str) -> str:
    """The first two characters of a form's pattern, or the first where the second may be missing."""
    found = _START.match(form)
    assert found is not None, form
    return found.group().replace("\\", "")


@per_lexicon()
def unit_table() -> tuple[re.Pattern[str], list[tuple[str, Decimal]], frozenset[str]]:
    """The pattern of all units, a group for each entry; the code and factor of the groups; how units begin.

    A unit begins with one of these pairs of characters, or is a single letter or sign.
    """
    entries: list[tuple[str, Decimal]] = []
    parts: list[str] = []
    starts: list[str] = []
    lexicon = active()
    _classes()
    for own in lexicon.units if lexicon is not None else ():
        pattern, factor = _added(own)
        parts.append(f"({pattern})")
        starts += map(_start, pattern.split("|"))
        entries.append((own.code, factor))
    for entry in load_toml("units")["unit"]:
        parts.append("(" + "|".join(entry["forms"]) + ")")
        starts += map(_start, entry["forms"])
        entries.append((entry["code"], Decimal(entry.get("factor", "1"))))
    return re.compile(r"[ -]?(?:" + "|".join(parts) + r")(?![а-яa-z0-9])"), entries, frozenset(starts)


def unit_at(sheet: Sheet, at: int) -> Unit | None:
    """The unit written at ``at``, one space or hyphen before it allowed."""
    low = sheet.low
    pattern, entries, starts = unit_table()
    begin = at + 1 if low[at : at + 1] in (" ", "-") else at
    if low[begin : begin + 2] not in starts and (
        low[begin : begin + 1] not in starts or low[begin + 1 : begin + 2].isalpha()
    ):
        return None  # as most words after a number: they need no look at a hundred units
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
