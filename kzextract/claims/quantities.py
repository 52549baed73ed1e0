"""The stage that reads quantities: numbers with units, denominators, modifiers; and what is set aside.

>>> from kzextract.reading.reader import read
>>> sheet = read("Изъято более 1 т 650 кг конопли, это на 12,5% больше, чем в 2024 году.")
>>> Quantities().annotate(sheet)
>>> [(sheet.slice(q.start, q.end), str(q.value), q.unit, q.modifier) for q in sheet.layers.quantities]
[('1 т 650 кг', '1650', 'kg', 'over'), ('12,5%', '12.5', 'percent', 'exact')]
>>> [(sheet.slice(s.start, s.end), s.reason) for s in sheet.layers.set_aside]
[('2024', 'year')]
"""

from __future__ import annotations

from kzextract.claims.bounds import set_bounds
from kzextract.claims.composing import Composer
from kzextract.claims.durations import durations
from kzextract.claims.ellipsis import share_units
from kzextract.claims.numbers import Number, find_numbers
from kzextract.claims.rates import assign_rates
from kzextract.claims.set_aside import chained, find_reason, quoted_names
from kzextract.claims.spelled import one_reason, part_reason
from kzextract.claims.units import EARLIER
from kzextract.layers import Mention, Quantity, SetAside
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Quantities(Stage):
    """Writes the layers ``quantities`` and ``set_aside``.

    A number is a quantity unless a rule of :mod:`kzextract.claims.set_aside` (or of its neighbours) says
    what else it is; the periods, laws and programmes found earlier are believed where they are there.
    """

    layer = "quantities"
    label = "QUANTITY"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layers."""
        if sheet.lang != "ru":
            return
        reading = _Reading(sheet)
        reading.run()
        sheet.layers.quantities = reading.composer.quantities
        sheet.layers.set_aside = sorted(reading.aside, key=lambda s: s.start)


class _Reading:
    """One pass over the numbers of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.composer = Composer(sheet)
        self.aside: list[SetAside] = []
        self.last: tuple[str, int] = ("", -1)

    def run(self) -> None:
        """Reads all numbers, then what needs their neighbours: units left out, denominators, modifiers."""
        sheet, composer = self.sheet, self.composer
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
                    held = composer.quantities[-1] if composer.quantities else None
                    reason = one_reason(sheet, number, first, stop, held) or part_reason(
                        sheet, number, first, stop
                    )
                    end = number.end
            if reason:
                cover, cover_reason = end, reason
                self._set_aside(number, first, stop, reason)
                continue
            if composer.repeats(number):
                self._set_aside(number, first, stop, "repeat")
                continue
            composer.take(number, first, stop)
        share_units(sheet, composer.quantities)
        self._drop(durations(sheet, composer.quantities))
        self._drop([(q, "denominator") for q in assign_rates(sheet, composer.quantities)])
        set_bounds(sheet, composer.quantities, composer.numbers)

    def _drop(self, dropped: list[tuple[Quantity, str]]) -> None:
        """Moves quantities that turned out to be none."""
        if dropped:
            gone = {id(q) for q, _ in dropped}
            self.composer.quantities = [q for q in self.composer.quantities if id(q) not in gone]
            self.aside += [SetAside(q.start, q.end, q.first, q.stop, reason=reason) for q, reason in dropped]

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
