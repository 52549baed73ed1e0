"""The stage that reads quantities: numbers with their units, denominators and modifiers, and what is set aside.

>>> from kzextract.reading.reader import read
>>> sheet = read("Изъято более 1 т 650 кг конопли, это на 12,5% больше, чем в 2024 году.")
>>> Quantities().annotate(sheet)
>>> [(sheet.slice(q.start, q.end), str(q.value), q.unit, q.modifier) for q in sheet.layers.quantities]
[('1 т 650 кг', '1650', 'kg', 'over'), ('12,5%', '12.5', 'percent', 'exact')]
>>> [(sheet.slice(s.start, s.end), s.reason) for s in sheet.layers.set_aside]
[('2024', 'year')]
"""

from __future__ import annotations

import re
from decimal import Decimal

from kzextract.claims.durations import duration_reason
from kzextract.claims.ellipsis import share_units
from kzextract.claims.modifiers import EXACT, is_goal, modifier_after, modifier_before
from kzextract.claims.numbers import Number, find_numbers, plain
from kzextract.claims.rates import assign_rates
from kzextract.claims.set_aside import chained, counts_noun, find_reason, quoted_names
from kzextract.claims.spelled import one_reason, part_reason
from kzextract.claims.units import (
    EARLIER,
    MONEY,
    PHYSICAL,
    SMALLER,
    TIME,
    Unit,
    is_gram,
    unit_at,
    unit_before,
)
from kzextract.layers import Mention, Quantity, SetAside
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage

_DASHES = frozenset(("-", "–"))
_SPACED = frozenset((" – ", " - ", "– ", " –", "- ", " -"))
_ABBREVIATED = re.compile(r"\. ?[гчп](?![а-я])")


class Quantities(Stage):
    """Writes the layers ``quantities`` and ``set_aside``.

    A number is a quantity unless a rule of :mod:`kzextract.claims.set_aside` (or of its neighbours) says what else it
    is; the periods, laws and programmes found earlier are believed where they are there.
    """

    layer = "quantities"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layers."""
        if sheet.lang != "ru":
            return
        reading = _Reading(sheet)
        reading.run()
        sheet.layers.quantities = reading.quantities
        sheet.layers.set_aside = sorted(reading.aside, key=lambda s: s.start)


class _Reading:
    """One pass over the numbers of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.quantities: list[Quantity] = []
        self.aside: list[SetAside] = []
        self.numbers: dict[int, Number] = {}
        self.last: tuple[str, int] = ("", -1)

    def run(self) -> None:
        """Reads all numbers, then what needs their neighbours: units left out, denominators, modifiers."""
        sheet = self.sheet
        numbers = find_numbers(sheet)
        if not numbers:
            return
        covered = self._covered()
        at = 0
        cover, cover_reason = -1, ""
        for number in numbers:
            while at < len(covered) and covered[at][1] <= number.start:
                at += 1
            first, stop = sheet.word_range(number.start, number.end)
            if number.start < cover:
                self._set_aside(number, first, stop, cover_reason)
                continue
            reason = None
            inside = at < len(covered) and covered[at][0] <= number.start and number.end <= covered[at][1]
            if inside and not (covered[at][2] == "period" and EARLIER.match(sheet.low, number.end)):
                reason, end = covered[at][2], number.end
            else:
                floor = sheet.sentence_at(number.start).first
                found = find_reason(sheet, number, first, stop, floor)
                if found:
                    reason, end = found
                elif self.last[1] >= 0 and chained(sheet, self.last[0], self.last[1], number, stop):
                    reason, end = self.last[0], number.end
                else:
                    reason = one_reason(sheet, number, first, stop) or part_reason(sheet, number, first, stop)
                    end = number.end
            if reason:
                cover, cover_reason = end, reason
                self._set_aside(number, first, stop, reason)
                continue
            self._take(number, first, stop)
        share_units(sheet, self.quantities)
        self._drop_durations()
        dropped = assign_rates(sheet, self.quantities)
        for quantity in dropped:
            self.aside.append(
                SetAside(quantity.start, quantity.end, quantity.first, quantity.stop, reason="denominator")
            )
        if dropped:
            gone = set(map(id, dropped))
            self.quantities = [q for q in self.quantities if id(q) not in gone]
        self._modify()

    def _covered(self) -> list[tuple[int, int, str]]:
        """Spans of earlier layers, and of names in quotes, in which a number is part of a name."""
        sheet, layers = self.sheet, self.sheet.layers
        spans = [(m.start, m.end, "law") for m in layers.laws]
        groups: tuple[tuple[str, list[Mention]], ...] = (
            ("name", [*layers.programs, *layers.orgs, *layers.places]),
            ("period", [*layers.periods]),
        )
        for reason, mentions in groups:
            spans += [(m.start, m.end, reason) for m in mentions]
        spans += [(start, end, "name") for start, end in quoted_names(sheet.norm)]
        spans.sort()
        out: list[tuple[int, int, str]] = []
        for span in spans:
            # Spans are walked in step with the numbers, so their ends must not fall back.
            if not out or span[1] > out[-1][1]:
                out.append(span)
        return out

    def _set_aside(self, number: Number, first: int, stop: int, reason: str) -> None:
        self.aside.append(SetAside(number.start, number.end, first, stop, reason=reason))
        self.last = (reason, number.end)

    def _unit(self, number: Number) -> Unit | None:
        """The unit written after a number, unless its letter is short for something else."""
        sheet = self.sheet
        at = number.end
        if number.some and sheet.low.startswith((" с лишним", " с небольшим"), at):
            at += len(" с лишним") if sheet.low.startswith(" с лишним", at) else len(" с небольшим")
        unit = unit_at(sheet, at)
        if unit is None:
            return None
        if unit.word == "г" and (not is_gram(sheet.norm, unit.end - 1) or number.bare >= 1900):
            return None
        if unit.word in ("т", "м", "л", "ц", "г") and _ABBREVIATED.match(sheet.low, unit.end):
            return None
        return unit

    def _take(self, number: Number, first: int, stop: int) -> None:
        """Makes a quantity of a number, or adds it to the one before («1 т» + «650 кг», «5» + «–7»)."""
        sheet = self.sheet
        assert number.value is not None
        unit = None if number.unit else self._unit(number)
        code = number.unit or (unit.code if unit else "count")
        value = number.value
        measured = unit is not None and code not in MONEY and code != "ratio"
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
        if unit is not None and unit.word.startswith("недел"):
            quantity.rule = "week"
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
        while (
            at >= 0
            and first - at < 5
            and words[at].low in ("более", "чем", "почти", "около", "примерно", "менее")
        ):
            at -= 1
        return at >= 0 and words[at].low == "в"

    def _compound(self, held: Quantity, more: Quantity, number: Number) -> bool:
        """«1 т 650 кг», «2 года 6 месяцев»: the second part is of a smaller unit and directly follows."""
        gap = self.sheet.low[held.end : more.start]
        if gap not in (" ", " и ") or held.value_max is not None:
            return False
        many = SMALLER.get((held.unit, more.unit))
        if many is not None and more.value < many and held.rule != "week":
            held.value, held.unit = plain(held.value * many + more.value), more.unit
        elif held.unit == more.unit == "KZT" and self.sheet.low.startswith("тиын", more.number_end + 1):
            held.value = plain(held.value + more.value)
        elif (
            held.unit == more.unit
            and held.unit in PHYSICAL
            and gap == " "
            and more.value < held.value
            and number.value is not None
            and number.value < 1000
            and self.sheet.low[held.number_end : held.end] != self.sheet.low[more.number_end : more.end]
        ):
            held.value = plain(held.value + more.value)
        else:
            return False
        held.end, held.stop = more.end, more.stop
        return True

    def _range(self, held: Quantity, more: Quantity, number: Number) -> bool:
        """«5–7%», «20–30 тысяч», «от 3 до 15 лет»: the end of a range joins its beginning."""
        sheet = self.sheet
        before = self.numbers.get(id(held))
        if before is None or held.value_max is not None or more.value_max is not None:
            return False
        gap = sheet.low[held.end : more.start]
        bare = held.unit == "count" and before.scale == 1
        spaced = gap in _SPACED and bare and (more.unit not in ("count",) or number.scale != 1)
        lead = held.first - 1
        from_ = gap == " до " and lead >= 0 and sheet.words[lead].low == "от"
        if not (gap in _DASHES or spaced or from_) or held.kind != more.kind and not bare:
            return False
        if not (held.unit == more.unit or bare):
            return False
        low = held.value
        if bare and number.scale != 1 and before.bare < number.bare:
            low *= number.scale
        if bare and more.unit != "count" and more.value:
            # The factor of the unit holds for both ends.
            factor = more.value / (number.value or Decimal(1))
            low *= factor
        if not low < more.value:
            return False
        held.value, held.value_max, held.unit, held.kind = plain(low), more.value, more.unit, more.kind
        held.end, held.stop, held.number_end = more.end, more.stop, more.number_end
        if from_:
            held.start, held.first = sheet.words[lead].start, lead
        return True

    def _drop_durations(self) -> None:
        """Sets aside ages, periods and clock times among the years … minutes."""
        kept = []
        for quantity in self.quantities:
            reason = None
            if quantity.unit in TIME:
                reason = duration_reason(
                    self.sheet,
                    quantity.first,
                    quantity.stop,
                    quantity.end,
                    "week" if quantity.rule == "week" else quantity.unit,
                    int(quantity.value),
                )
            if reason:
                self.aside.append(
                    SetAside(quantity.start, quantity.end, quantity.first, quantity.stop, reason=reason)
                )
            else:
                kept.append(quantity)
        self.quantities = kept

    def _modify(self) -> None:
        """Modifiers, signs and one-sided bounds."""
        sheet, words = self.sheet, self.sheet.words
        floor = 0
        for quantity in self.quantities:
            sentence = sheet.sentence_at(quantity.start)
            floor = max(floor, sentence.first)
            quantity.sign = self._sign(quantity)
            found = modifier_before(sheet, quantity.first, floor)
            number = self.numbers.get(id(quantity))
            if found.code != EXACT:
                quantity.modifier = found.code
            elif number is not None and number.some:
                quantity.modifier = "over"
            else:
                lead = quantity.first - 1
                before = words[lead].low if lead >= floor else ""
                if before == "до" and not self._pair_end(quantity, lead, sentence.first):
                    if not is_goal(sheet, quantity.first, floor, sentence.stop):
                        quantity.modifier = "at_most"
                elif before == "от" and quantity.value_max is None and quantity.unit != "count":
                    quantity.modifier = "at_least"
                else:
                    quantity.modifier = modifier_after(sheet.low, quantity.end) or EXACT
            quantity.modifier_start = words[found.first].start if found.code != EXACT else quantity.start
            self._invert(quantity, sentence.first)
            floor = quantity.stop

    def _pair_end(self, quantity: Quantity, lead: int, since: int) -> bool:
        """«с 5 до 7»: a number stands before «до» and «с» before that number."""
        words = self.sheet.words
        return any(
            words[i].low in ("с", "со") and words[i + 1].low[0].isdigit()
            for i in range(max(since, lead - 12), lead - 1)
        )

    def _sign(self, quantity: Quantity) -> int:
        """+1 or -1 for a written sign that belongs to the number."""
        norm, at = self.sheet.norm, quantity.number_start
        mark = norm[at - 1] if at else ""
        if mark in ("+", "-", "–"):
            outer = norm[at - 2] if at > 1 else " "
            if outer in " (\n/,;" and (mark == "+" or outer in "(/" or quantity.unit in ("percent", "pp")):
                return 1 if mark == "+" else -1
        lead = quantity.first - 1
        before = self.sheet.words[lead].low if lead >= 0 else ""
        return {"плюс": 1, "минус": -1}.get(before, 0)

    def _invert(self, quantity: Quantity, since: int) -> None:
        """«процентов восемь», «человек пять»: the noun before its numeral makes it about that many."""
        lead = quantity.first - 1
        if quantity.unit != "count" or lead < since or quantity.modifier != EXACT:
            return
        words = self.sheet.words
        word = words[lead].low
        if word not in _INVERTED or counts_noun(words, quantity.stop):
            return
        if lead > since and (
            words[lead - 1].low[0].isdigit() or words[lead - 1].form.pos in ("NUMR", "ADJF", "PREP")
        ):
            return
        unit = unit_at(self.sheet, words[lead].start)
        quantity.modifier = "about"
        if unit is not None and unit.code != "ratio":
            quantity.unit, quantity.value = unit.code, plain(quantity.value * unit.factor)
            quantity.start, quantity.first = words[lead].start, lead
        quantity.modifier_start = words[lead].start


_INVERTED = frozenset(
    "процентов человек лет минут часов дней суток тонн килограммов километров раз штук".split()
)
