"""Numeral words: «двадцать пять», «полторы тысячи», «две трети», «вдвое».

A table gives the value of every form and the cases it can stand in; this file only adds them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kzextract.claims.numeral_tables import HALF, NUMERALS
from kzextract.reading.sheet import Word

ONE: Final = Decimal(1)
THOUSANDTH: Final = Decimal("0.001")
# Words after which the genitive «тысячи», «миллиона» means one of them.
_GENITIVE: Final = frozenset(
    [
        "более",
        "больше",
        "свыше",
        "около",
        "менее",
        "меньше",
        "порядка",
        "до",
        "от",
        "выше",
        "ниже",
        "сверх",
        "с",
    ]
)
_RANKED: Final = frozenset(
    ("класса", "классов", "этажа", "этажей", "места", "мест", "отряда", "курса", "ряда", "раза")
)
_PART: Final = frozenset(("часть", "части", "частью", "долю", "доля", "доли"))


@dataclass(slots=True)
class Numeral:
    """A numeral in words ``first:stop``."""

    first: int
    stop: int
    value: Decimal
    bare: Decimal = ONE
    scale: Decimal = ONE
    value_max: Decimal | None = None
    kind: str = "number"
    unit: str = ""
    some: bool = False


def _low(words: list[Word], i: int) -> str:
    return words[i].low if 0 <= i < len(words) else ""


def _place(value: Decimal) -> int:
    """What may be added to a part of a numeral: less than this («двадцать» takes units, «пять» nothing)."""
    if value >= 100:
        return 100 if value % 100 == 0 else 0
    return 10 if value >= 20 and value % 10 == 0 else 0


def _cardinal(words: list[Word], i: int) -> tuple[Decimal, str] | None:
    word = _low(words, i)
    if word == "семью":
        # The family, unless another numeral stands beside it.
        beside = _low(words, i - 1) in NUMERALS.cardinals or _low(words, i + 1) in NUMERALS.scales
        return (Decimal(7), "i") if beside else None
    return NUMERALS.cardinals.get(word)


def read_numeral(words: list[Word], first: int) -> Numeral | None:
    """The numeral that begins at word ``first``, or None.

    >>> from kzextract.reading.reader import read
    >>> n = read_numeral(read("триста сорок две тысячи пятьсот краж").words, 0)
    >>> n.value, n.stop
    (Decimal('342500'), 5)
    """
    word = words[first].low
    if word in NUMERALS.halved:
        value, unit = NUMERALS.halved[word]
        return Numeral(first, first + 1, value, bare=value, unit=unit)
    if word in NUMERALS.times:
        return Numeral(first, first + 1, NUMERALS.times[word], kind="times", unit="ratio")
    if word in NUMERALS.fractions:
        return Numeral(first, first + 1, NUMERALS.fractions[word], kind="fraction", unit="ratio")
    if word in NUMERALS.parts:
        if _low(words, first + 1) not in _PART:
            return None
        return Numeral(first, first + 2, NUMERALS.parts[word], kind="fraction", unit="ratio")
    if word in NUMERALS.scales:
        return _lone_scale(words, first)
    if "-" in word or "–" in word:
        return _hyphenated(words, first)
    return _sum(words, first)


def _lone_scale(words: list[Word], first: int) -> Numeral | None:
    """«более тысячи», «миллион тенге»; a bare plural has no value."""
    word, before = words[first].low, _low(words, first - 1)
    if word not in NUMERALS.single and not (word in NUMERALS.genitive and before in _GENITIVE):
        return None
    return _sum(words, first, ONE)


def _hyphenated(words: list[Word], first: int) -> Numeral | None:
    """«два-три», «пять-шесть»: a range; a multiplier after it holds for both."""
    left, _, right = words[first].low.replace("–", "-").partition("-")
    a, b = NUMERALS.cardinals.get(left), NUMERALS.cardinals.get(right)
    if a is None or b is None or not a[0] < b[0]:
        return None
    scale = NUMERALS.scales.get(_low(words, first + 1), ONE)
    stop = first + 1 if scale == 1 else first + 2
    return Numeral(first, stop, a[0] * scale, bare=a[0], scale=scale, value_max=b[0] * scale)


def _is_share(words: list[Word], i: int, count: Decimal) -> bool:
    """«четыре пятых всех аварий»: an ordinal in the genitive plural; not «пять пятых классов»."""
    word = words[i].low
    if word not in NUMERALS.parts or not word.endswith(("ых", "их")) or not 1 < count < 10:
        return False
    return count < round(1 / NUMERALS.parts[word]) and _low(words, i + 1) not in _RANKED


def _sum(words: list[Word], first: int, lead: Decimal | None = None) -> Numeral | None:
    """Adds up a run of numeral words; ``lead`` is the value that stands unsaid before a lone multiplier."""
    total, current, place = Decimal(0), lead, 0
    last_scale, cases, i, some = Decimal("1e15"), "", first, False
    bare = lead or ONE
    while i < len(words):
        word = words[i].low
        cardinal = _cardinal(words, i)
        if cardinal is not None:
            value, its_cases = cardinal
            # «из двадцати пять»: an oblique numeral and a nominative one are two numbers.
            apart = cases and "n" not in cases and its_cases.startswith("na")
            if current is None and value < last_scale:
                current, place, cases = value, _place(value), its_cases
                if i == first:
                    bare = value
            elif current is not None and value < place and not apart:
                current, place, cases = current + value, _place(value), its_cases
                bare = current
            else:
                break
            i += 1
        elif word in NUMERALS.scales:
            scale = NUMERALS.scales[word]
            if current is None or scale >= last_scale:
                break
            total, current, last_scale = total + current * scale, None, scale
            i += 1
        elif word == "с" and _low(words, i + 1) == "половиной" and current is not None:
            current, place = current + HALF, 0
            bare = current
            i += 2
        elif word == "с" and _low(words, i + 1) in ("лишним", "небольшим") and i > first:
            if _low(words, i + 2) not in NUMERALS.scales:
                some = True
                break
            some = True
            i += 2
        elif i == first + 1 and current is not None and _is_share(words, i, current):
            share = (current / round(1 / NUMERALS.parts[word])).quantize(THOUSANDTH).normalize()
            return Numeral(first, i + 1, share, kind="fraction", unit="ratio")
        elif (
            word in NUMERALS.fractions
            and total == 0
            and current is not None
            and current == bare
            and i == first + 1
        ):
            share = (current / round(1 / NUMERALS.fractions[word])).quantize(THOUSANDTH).normalize()
            return Numeral(first, i + 1, share, kind="fraction", unit="ratio")
        else:
            break
    if i == first:
        return None
    value = total + (current or 0)
    scale = last_scale if current is None and total else ONE
    return Numeral(first, i, value, bare=bare, scale=scale, some=some)
