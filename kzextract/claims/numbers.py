"""Numbers: digits and numeral words as exact values with their spans.

One compiled regular expression finds the digits, one dictionary look-up a word finds the numeral words;
what the number measures, and whether it is a claim at all, is decided elsewhere.

>>> from kzextract.reading.reader import read
>>> sheet = read("Из 2 млрд 305 млн вернули двадцать пять тысяч и полторы сотни.")
>>> [str(n.value) for n in find_numbers(sheet)]
['2305000000', '25000', '150.0']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kzextract.claims.numeral_tables import HALF, MONEY, NUMERALS
from kzextract.claims.numerals import ONE, read_numeral
from kzextract.reading.sheet import Sheet

# Above this many digits a string is a code (an account, an IIN), never an amount; it also keeps values exact.
MAX_DIGITS: Final = 18

# Groups of three after a space or an apostrophe, else digits with points and commas in any number.
DIGITS: Final = re.compile(r"[1-9]\d{0,2}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+(?!\d*[.,]\d))?|\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r" ?([а-я]+)")
_CLOSES: Final = re.compile(r"\s*(?:$|\n)| +[«\"(–]* ?[А-ЯЁӘҒҚҢӨҰҮҺІA-Z](?:[а-яёәғқңөұүһіa-z]|\s)")
_PLAIN: Final = re.compile(r"[\d ']+")
_DECIMAL: Final = re.compile(r"([\d ']+)[.,](\d+)")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3}){2,}")
_JOIN: Final = re.compile("[-–]")
_ENDING: Final = re.compile(r"-([а-я]+)")


@dataclass(init=False, slots=True, eq=False)
class Number:
    """A number as written. ``value`` is None for what cannot be an amount («12.11.2025», twenty digits in a
    row).

    ``grouped`` is the other reading of «16,045» and «16.045»: sixteen thousand, if nothing measured follows.
    ``scale`` is the multiplier that was applied (1 if none); ``bare`` the value before it. ``kind`` is
    "number", "fraction" or "times"; ``label`` is true of digits that an ending makes an ordinal or an
    adjective («3-й», «34-летний»). ``some`` is true of «триста с лишним».
    """

    start: int
    end: int
    value: Decimal | None
    bare: Decimal
    scale: Decimal
    value_max: Decimal | None
    grouped: Decimal | None
    kind: str
    unit: str
    digits: bool
    label: bool
    some: bool

    def __init__(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        bare: Decimal = ONE,
        scale: Decimal = ONE,
        value_max: Decimal | None = None,
        grouped: Decimal | None = None,
        kind: str = "number",
        unit: str = "",
        digits: bool = True,
        label: bool = False,
        some: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.bare = bare
        self.scale = scale
        self.value_max = value_max
        self.grouped = grouped
        self.kind = kind
        self.unit = unit
        self.digits = digits
        self.label = label
        self.some = some


def plain(value: Decimal) -> Decimal:
    """The same number without needless zeros and without an exponent.

    >>> plain(Decimal("9500.0")), plain(Decimal("2.50"))
    (Decimal('9500'), Decimal('2.5'))
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def parse_digits(raw: str) -> tuple[Decimal | None, Decimal | None]:
    """The value of a string of digits and, for a single separator before three digits, its grouped reading.

    >>> parse_digits("16 045"), parse_digits("2,4"), parse_digits("16.045")
    ((Decimal('16045'), None), (Decimal('2.4'), None), (Decimal('16.045'), Decimal('16045')))
    >>> parse_digits("1.204.100"), parse_digits("12.11.2025")
    ((Decimal('1204100'), None), (None, None))
    """
    if raw.isdecimal() and len(raw) <= MAX_DIGITS:
        return Decimal(raw), None  # as most are written
    if len(raw) > MAX_DIGITS * 2:
        return None, None
    if _PLAIN.fullmatch(raw):
        digits = raw.replace(" ", "").replace("'", "")
        return (Decimal(digits), None) if len(digits) <= MAX_DIGITS else (None, None)
    found = _DECIMAL.fullmatch(raw)
    if found:
        whole, part = found.group(1).replace(" ", "").replace("'", ""), found.group(2)
        if len(whole) + len(part) > MAX_DIGITS:
            return None, None
        grouped = None
        if len(part) == 3 and len(whole) <= 3 and whole[0] != "0" and " " not in raw:
            grouped = Decimal(whole + part)
        return Decimal(f"{whole}.{part}"), grouped
    if _GROUPED.fullmatch(raw):
        return Decimal(raw.replace(".", "").replace(",", "")), None
    return None, None


def _ending(low: str, at: int, value: Decimal | None) -> tuple[int, bool]:
    """The end of digits with their ending («5-ти»), and whether it makes a label of them («34-летний»)."""
    found = _ENDING.match(low, at) if low.startswith("-", at) else None
    if not found:
        return at, False
    ending = found.group(1)
    if ending in NUMERALS.endings or (
        ending in NUMERALS.small_endings
        and value is not None
        and (value in (2, 3, 4) or (ending == "х" and value <= 20))
    ):
        return found.end(), False
    return at, True


def closes_sentence(norm: str, after: int) -> bool:
    """Whether the dot before ``after`` ends a sentence, so that it is no part of an abbreviation's span."""
    return _CLOSES.match(norm, after) is not None


def _scale(low: str, norm: str, at: int) -> tuple[Decimal | None, int]:
    """The multiplier that stands at ``at`` and where it ends, the dot of an abbreviation included."""
    found = _WORD.match(low, at)
    scale = NUMERALS.scales.get(found.group(1)) if found else None
    if scale is None or found is None:
        return None, at
    end = found.end()
    if found.group(1) in NUMERALS.short and low.startswith(".", end) and not closes_sentence(norm, end + 1):
        end += 1
    return scale, end


def _digit_numbers(low: str, norm: str) -> list[Number]:
    """All numbers that begin with digits, compounds («2 млрд 305 млн», «1 тыс. 204») put together."""
    out: list[Number] = []
    for found in DIGITS.finditer(low):
        start, end = found.span()
        value, grouped = parse_digits(found.group())
        held = out[-1] if out else None
        number = Number(start, end, value, grouped=grouped)
        out.append(number)
        if value is None:
            continue
        number.bare = value
        if low.startswith("-", end):
            number.end, number.label = _ending(low, end, value)
            end = number.end
            if number.label:
                continue
        if low.startswith(" с ", end):
            if low.startswith(" с половиной", end):
                number.value = number.bare = value = value + HALF
                end = number.end = end + len(" с половиной")
            elif low.startswith((" с лишним", " с небольшим"), end):
                number.some = True
                end += len(" с лишним") if low.startswith(" с лишним", end) else len(" с небольшим")
        scale, after = _scale(low, norm, end)
        if scale is not None:
            number.value, number.scale, number.end, number.grouped = value * scale, scale, after, None
            if not number.some and low.startswith((" с лишним", " с небольшим"), after):
                number.some = True
        if (
            held is None
            or held.value is None
            or held.scale == 1
            or held.end + 1 != start
            or low[held.end] != " "
        ):
            continue
        # The rest of a compound: a smaller multiplier, or plain digits that fill all the places below
        # the last one.
        rest = number.value
        filled = scale is None and grouped is None and len(_digits_of(found.group())) in _places(held.scale)
        money = scale is None and rest is not None and MONEY.match(low, number.end) is not None
        if (
            rest is not None
            and rest < held.scale
            and (filled or money or (scale is not None and scale < held.scale))
        ):
            held.value += rest
            held.scale, held.end, held.some = (
                number.scale if scale else ONE,
                number.end,
                held.some or number.some,
            )
            held.bare = held.value
            out.pop()
    return out


def _digits_of(raw: str) -> str:
    return raw.replace(" ", "") if _PLAIN.fullmatch(raw) else ""


def _places(scale: Decimal) -> tuple[int, ...]:
    return {1000: (3,), 1_000_000: (6,), 1_000_000_000: (9,)}.get(int(scale), ())


def find_numbers(sheet: Sheet) -> list[Number]:
    """All numbers of a sheet in text order: digits and numeral words alike."""
    low, words = sheet.low, sheet.words
    digits = _digit_numbers(low, sheet.norm)
    spelled: list[Number] = []
    known, n, taken = NUMERALS.known, 0, len(digits)
    joined = [i for i in sheet.hyphened if _JOIN.split(words[i].low)[0] in known]
    done = 0
    for i in sorted({*sheet.words_of(known), *joined}):
        if i < done:
            continue
        word = words[i]
        # Multipliers that follow digits are read with the digits.
        while n < taken and digits[n].end <= word.start:
            n += 1
        if n < taken and word.start >= digits[n].start:
            continue
        read = read_numeral(words, i)
        if read is not None:
            done = read.stop
            spelled.append(
                Number(
                    words[read.first].start,
                    words[read.stop - 1].end,
                    read.value,
                    bare=read.bare,
                    scale=read.scale,
                    value_max=read.value_max,
                    kind=read.kind,
                    unit=read.unit,
                    digits=False,
                    some=read.some,
                )
            )
    return sorted(digits + spelled, key=lambda x: x.start) if spelled else digits
