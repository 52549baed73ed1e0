"""How exact each quantity is: its modifier, its sign, and the inverted «процентов восемь»."""

from __future__ import annotations

from typing import Final

from kzextract.claims.modifiers import EXACT, is_goal, modifier_after, modifier_before
from kzextract.claims.numbers import Number, plain
from kzextract.claims.set_aside import counts_noun
from kzextract.claims.units import unit_at
from kzextract.layers import Quantity
from kzextract.reading.sheet import Sheet

_ROUGH: Final = frozenset(("десяток", "дюжину", "сотню", "полсотни", "тысячу", "полтора", "полдюжины"))
_UNITLESS: Final = frozenset(("человек", "раз", "штук"))
_INVERTED_FEW: Final = frozenset(("часа", "минуты", "метра", "километра", "тонны"))
_INVERTED: Final = frozenset(
    (
        "процентов",
        "человек",
        "лет",
        "минут",
        "часов",
        "дней",
        "суток",
        "тонн",
        "килограммов",
        "километров",
        "раз",
        "штук",
    )
)


def set_bounds(sheet: Sheet, quantities: list[Quantity], numbers: dict[int, Number]) -> None:
    """Modifiers, signs and one-sided bounds of all quantities, which stand in text order."""
    words = sheet.words
    floor = 0
    for quantity in quantities:
        sentence = sheet.sentence_at(quantity.start)
        floor = max(floor, sentence.first)
        quantity.sign = _sign(sheet, quantity)
        found = modifier_before(sheet, quantity.first, floor)
        number = numbers.get(id(quantity))
        if found.code != EXACT:
            quantity.modifier = found.code
        elif number is not None and number.some:
            quantity.modifier = "over"
        else:
            lead = quantity.first - 1
            before = words[lead].low if lead >= floor else ""
            if before == "до" and not _pair_end(sheet, lead, sentence.first):
                if not is_goal(sheet, quantity.first, floor, sentence.stop):
                    quantity.modifier = "at_most"
            elif before in ("с", "со") and words[quantity.first].low in _ROUGH:
                quantity.modifier = "about"  # «с десяток кафе»
            elif before == "от" and quantity.value_max is None and quantity.unit != "count":
                quantity.modifier = "at_least"
            else:
                quantity.modifier = modifier_after(sheet.low, quantity.end) or EXACT
        quantity.modifier_start = words[found.first].start if found.code != EXACT else quantity.start
        _invert(sheet, quantity, sentence.first)
        floor = quantity.stop


def _pair_end(sheet: Sheet, lead: int, since: int) -> bool:
    """«с 5 до 7», «с почти 5 до 7»: a number stands before «до» and «с» before that number."""
    words = sheet.words
    for i in range(max(since, lead - 12), lead - 1):
        at = i + 2 if words[i + 1].low in _NEARLY else i + 1
        if words[i].low in ("с", "со") and words[at].low[0].isdigit():
            return True
    return False


_NEARLY: Final = frozenset(("более", "менее", "почти", "около", "примерно", "порядка", "свыше"))


def _sign(sheet: Sheet, quantity: Quantity) -> int:
    """+1 or -1 for a written sign that belongs to the number."""
    norm, at = sheet.norm, quantity.number_start
    mark = norm[at - 1] if at else ""
    if mark == " " and at > 2 and norm[at - 2] == "+":
        mark, at = "+", at - 1
    if mark in ("+", "-", "–"):
        outer = norm[at - 2] if at > 1 else " "
        sure = mark == "+" or outer in "(/" or quantity.unit in ("percent", "pp")
        # «−33 факта»: the sign of minus is no dash; a hyphen glued to digits after a colon is no dash either.
        minus = sheet.text[at - 1] == "−" or norm[max(0, at - 3) : at - 1].strip() == ":"
        if outer in " (\n/,;" and (sure or minus):
            return 1 if mark == "+" else -1
    lead = quantity.first - 1
    before = sheet.words[lead].low if lead >= 0 else ""
    return {"плюс": 1, "минус": -1}.get(before, 0)


def _invert(sheet: Sheet, quantity: Quantity, since: int) -> None:
    """«процентов восемь», «человек пять»: the noun before its numeral makes it about that many."""
    words = sheet.words
    lead = quantity.first - 1
    if lead > since and words[lead].low == "на":
        lead -= 1  # «процентов на пятнадцать меньше»
    if quantity.unit != "count" or lead < since or quantity.modifier != EXACT:
        return
    word = words[lead].low
    few = word in _INVERTED_FEW
    if not few and word not in _INVERTED:
        return
    if (few or word in _UNITLESS) and counts_noun(words, quantity.stop):
        return
    if lead > since and (
        words[lead - 1].low[0].isdigit() or words[lead - 1].form.pos in ("NUMR", "ADJF", "PREP")
    ):
        return
    unit = unit_at(sheet, words[lead].start)
    quantity.modifier = "about"
    if unit is not None and unit.code != "ratio":
        quantity.unit, quantity.value = unit.code, plain(quantity.value * unit.factor)
        quantity.start, quantity.first = words[lead].start, lead
    quantity.modifier_start = words[lead].start
