"""From numbers to quantities: the unit that follows, compounds and ranges."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kzextract.claims.numbers import Number, plain
from kzextract.claims.units import (
    SMALLER,
    Unit,
    is_gram,
    is_money,
    is_physical,
    unit_at,
    unit_before,
)
from kzextract.layers import Quantity
from kzextract.reading.sheet import Sheet

_DASHES: Final = frozenset(("-", "–"))
_SPACED: Final = frozenset((" – ", " - ", "– ", " –", "- ", " -"))
_ABBREVIATED: Final = re.compile(r"\. ?[гчп](?![а-я])")
# «на 8 (восемь) лет», «300 с лишним кг»: what may stand between a number and its unit.
_BETWEEN: Final = re.compile(r" (?:\([а-я -]{3,60}\)|с лишним|с небольшим)(?= )")
_SKIPPED: Final = frozenset(("более", "чем", "почти", "около", "примерно", "менее"))


class Composer:
    """Takes numbers one after another and makes quantities of them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.quantities: list[Quantity] = []
        self.numbers: dict[int, Number] = {}

    def repeats(self, number: Number) -> bool:
        """Whether a number only repeats the last one in words, in brackets: «4 (четыре)»."""
        held = self.quantities[-1] if self.quantities else None
        if held is None or number.digits:
            return False
        low = self.sheet.low
        return low[held.number_end : number.start] == " (" and low.startswith(")", number.end)

    def _unit(self, number: Number) -> Unit | None:
        """The unit written after a number, unless its letter is short for something else."""
        sheet = self.sheet
        between = _BETWEEN.match(sheet.low, number.end)
        unit = unit_at(sheet, between.end() if between else number.end)
        if unit is None:
            return None
        if unit.word in ("г", "г.") and (number.bare >= 1900 or not self._grams(number, unit)):
            return None
        if unit.word in ("т", "м", "л", "ц", "г") and _ABBREVIATED.match(sheet.low, unit.end):
            return None
        return unit

    def _grams(self, number: Number, unit: Unit) -> bool:
        """Whether «г» is grams: after kilograms always, else not before the name of a town."""
        held = self.quantities[-1] if self.quantities else None
        if held is not None and held.unit == "kg" and self.sheet.low[held.end : number.start] == " ":
            return True
        return is_gram(self.sheet.norm, unit.end - 1)

    def take(self, number: Number, first: int, stop: int) -> None:
        """Makes a quantity of a number, or adds it to the one before («1 т» + «650 кг», «5» + «–7»)."""
        sheet = self.sheet
        assert number.value is not None
        unit = None if number.unit else self._unit(number)
        code = number.unit or (unit.code if unit else "count")
        value = number.value
        measured = unit is not None and not is_money(code) and code != "ratio"
        if number.grouped is not None and not measured:
            value = number.grouped
        factor = unit.factor if unit else Decimal(1)
        start, end = number.start, unit.end if unit else number.end
        if unit is None and not number.unit:
            sign = unit_before(sheet.low, number.start)
            if sign:
                code, start = sign
        kind = number.kind
        if code == "ratio" and kind == "number":
            code, kind = ("ratio", "times") if self._after_v(first) else ("count", "number")
        if end != number.end or start != number.start:
            first, stop = sheet.word_range(start, end)
        quantity = Quantity(
            start,
            end,
            first,
            stop,
            value=plain(value * factor),
            value_max=plain(number.value_max * factor) if number.value_max is not None else None,
            unit=code,
            kind=kind,
            number_start=number.start,
            number_end=number.end,
        )
        quantity.rule = kind if kind != "number" else "digits" if number.digits else "words"
        held = self.quantities[-1] if self.quantities else None
        if held is not None and (
            self._compound(held, quantity, number) or self._range(held, quantity, number)
        ):
            return
        self.numbers[id(quantity)] = number
        self.quantities.append(quantity)

    def _after_v(self, first: int) -> bool:
        words = self.sheet.words
        at = first - 1
        while at >= 0 and first - at < 5 and words[at].low in _SKIPPED:
            at -= 1
        return at >= 0 and words[at].low == "в"

    def _compound(self, held: Quantity, more: Quantity, number: Number) -> bool:
        """«1 т 650 кг», «2 года 6 месяцев»: the second part is of a smaller unit and directly follows."""
        gap = self.sheet.low[held.end : more.start]
        if gap not in (" ", " и ") or held.value_max is not None:
            return False
        many = SMALLER.get((held.unit, more.unit))
        if many is not None and more.value < many and "недел" not in self.sheet.low[held.start : held.end]:
            # «4 года 6 месяцев» is 4.5 years; what has no short decimal is counted in the smaller unit.
            part = more.value / many
            if held.unit == "year" and part * 4 == (part * 4).to_integral_value():
                held.value = plain(held.value + part)
            else:
                held.value, held.unit = plain(held.value * many + more.value), more.unit
        elif (held.unit == more.unit == "KZT" and self.sheet.low.startswith("тиын", more.number_end + 1)) or (
            held.unit == more.unit
            and is_physical(held.unit)
            and gap == " "
            and more.value < held.value
            and number.value is not None
            and number.value < 1000
            and self.sheet.low[held.number_end : held.end] != self.sheet.low[more.number_end : more.end]
        ):
            held.value = plain(held.value + more.value)
        else:
            return False
        held.end, held.stop, held.rule = more.end, more.stop, "compound"
        return True

    def _range(self, held: Quantity, more: Quantity, number: Number) -> bool:
        """«5–7%», «20–30 тысяч», «от 3 до 15 лет»: the end of a range joins its beginning."""
        sheet = self.sheet
        before = self.numbers.get(id(held))
        if before is None or held.value_max is not None or more.value_max is not None:
            return False
        gap = sheet.low[held.end : more.start]
        bare = held.unit == "count"
        spaced = gap in _SPACED and bare and before.scale == 1 and (more.unit != "count" or number.scale != 1)
        lead = held.first - 1
        from_ = gap == " до " and lead >= 0 and sheet.words[lead].low == "от"
        if not (gap in _DASHES or spaced or from_) or (held.kind != more.kind and not bare):
            return False
        if not (held.unit == more.unit or bare):
            return False
        low = held.value
        if bare and before.scale == 1 and number.scale != 1 and before.bare < number.bare:
            low *= number.scale
        if bare and more.unit != "count" and more.value:
            # The factor of the unit holds for both ends.
            factor = more.value / (number.value or Decimal(1))
            low *= factor
        if not low < more.value:
            return False
        held.value, held.value_max, held.unit, held.kind = plain(low), more.value, more.unit, more.kind
        held.end, held.stop, held.number_end = more.end, more.stop, more.number_end
        held.rule = "range"
        if from_:
            held.start, held.first = sheet.words[lead].start, lead
        return True
