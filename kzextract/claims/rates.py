"""Denominators: «на 10 тысяч населения», «на тысячу жителей», «в сутки», «ежемесячно».

The denominator of a population rate is no quantity itself; it is given to the numbers of its clause, and to
those that go on the comparison («в Актау — 4,4», «по стране – 57»).
"""

from __future__ import annotations

import re

from kzextract.claims.set_aside import counts_noun
from kzextract.layers import Quantity
from kzextract.reading.sheet import Sheet

_PEOPLE = re.compile(
    r" ?(?:населени|жител|человек|душ|граждан|горожан|лиц\b|казахстанц|детей|детск"
    r"|несовершеннолетн|постоянн|взросл)"
)
_POWERS = (1000, 10_000, 100_000, 1_000_000)
_ON = frozenset(("на", "каждые", "каждую", "каждый", "каждых", "около", "расчете"))
_TIME = re.compile(
    r"(?<![а-я-])(?:(?P<day>ежесуточно|ежедневно|(?:в|каждые) сутки|каждый день|в день)"
    r"|(?P<week>еженедельно|(?:в|каждую) неделю)|(?P<month>ежемесячно|(?:в|каждый) месяц)"
    r"|(?P<year>ежегодно|в год|каждый год)|(?P<hour>ежечасно|(?:в|каждый) час))(?![а-я-])"
)
_GO_ON = re.compile(
    r"(?:показател|в среднем|по стране|по республике|в целом|уровень преступности"
    r"|коэффициент|республиканск|на душу)"
)
_CRIME = re.compile(
    r"(?:преступлени|правонарушени|случа|факт|краж|дтп|убийств|мошенничеств|авари|нарушени|погибш|пострадавш)"
)


_CLAUSE = re.compile(r"[,;:(]| – ")
_FAR = re.compile(r"[;:]")


def _is_power(quantity: Quantity) -> bool:
    return quantity.unit == "count" and quantity.value_max is None and quantity.value in _POWERS


def _lead(sheet: Sheet, quantity: Quantity) -> str:
    return sheet.words[quantity.first - 1].low if quantity.first else ""


def _is_denominator(sheet: Sheet, quantity: Quantity) -> bool:
    """A power of ten from 1000 up, after «на» or «каждые» and before people."""
    if not _is_power(quantity):
        return False
    lead = _lead(sheet, quantity)
    if lead not in _ON:
        return False
    if _PEOPLE.match(sheet.low, quantity.end):
        return True
    # «на каждые 100 тысяч приходится 12»: the people are left unsaid.
    return lead.startswith("кажд") and not counts_noun(sheet.words, quantity.stop)


def assign_rates(sheet: Sheet, quantities: list[Quantity]) -> list[Quantity]:
    """Sets ``per``; returns the quantities that are denominators and no quantities of their own."""
    denominators = [q for q in quantities if _is_denominator(sheet, q)]
    if denominators:
        # «на тысячу жителей – 5 краж, на 10 тысяч – 3»: the second one leaves the people unsaid.
        homes = {sheet.sentence_at(q.start).index for q in denominators}
        denominators = [
            q
            for q in quantities
            if q in denominators
            or (
                sheet.sentence_at(q.start).index in homes
                and _is_power(q)
                and _lead(sheet, q) == "на"
                and not counts_noun(sheet.words, q.stop)
            )
        ]
    numbers = [q for q in quantities if q not in denominators] if denominators else quantities
    dropped = []
    for n, denominator in enumerate(denominators):
        following = denominators[n + 1].start if n + 1 < len(denominators) else len(sheet.text)
        if _population(sheet, denominator, numbers, following):
            dropped.append(denominator)
    if dropped:
        _go_on(sheet, dropped, numbers)
    _time_rates(sheet, numbers)
    return dropped


def _population(sheet: Sheet, denominator: Quantity, numbers: list[Quantity], until: int) -> bool:
    """Gives a denominator to the numbers of its sentence; False if there is none to give it to."""
    sentence = sheet.sentence_at(denominator.start)
    per = f"{denominator.value} people"
    lead = denominator.first - 1
    while lead > sentence.first and sheet.words[lead - 1].low in (
        "в",
        "из",
        "на",
        "расчете",
        "расчета",
        "каждые",
    ):
        lead -= 1
    span = (sheet.words[max(lead, sentence.first)].start, denominator.end)
    here = [q for q in numbers if sentence.start <= q.start < sentence.end and _can_be_rate(q)]
    before = [q for q in here if q.end <= denominator.start]
    after = [q for q in here if denominator.end <= q.start < until]
    taken: list[Quantity] = []
    if before:
        near = before[-1]
        gap = sheet.low[near.end : span[0]]
        if not re.search(r"[,;:(]", gap) and len(gap) < 80:
            taken.append(near)
            if len(before) > 1 and re.fullmatch(
                r"(?: [а-я]+)? (?:до|и|против|–|-)(?: [а-я]+)? ", sheet.low[before[-2].end : near.start]
            ):
                taken.append(before[-2])
    if not taken and not after:
        return False
    for quantity in after:
        own = counts_noun(sheet.words, quantity.stop) and not _CRIME.match(sheet.low, quantity.end + 1)
        if own and taken:
            break
        if taken and counts_noun(sheet.words, quantity.stop):
            break
        taken.append(quantity)
    for quantity in taken:
        quantity.per, quantity.per_span = per, span
    return bool(taken)


def _can_be_rate(quantity: Quantity) -> bool:
    return quantity.unit == "count" and quantity.kind == "number"


def _go_on(sheet: Sheet, denominators: list[Quantity], numbers: list[Quantity]) -> None:
    """Numbers of the sentences after a rate that compare with it, as long as none has a noun of its own."""
    rated = {id(q): q for q in numbers if q.per is not None}
    held: Quantity | None = None
    for quantity in numbers:
        if id(quantity) in rated:
            held = quantity
            continue
        if held is None or not _can_be_rate(quantity):
            continue
        here, home = sheet.sentence_at(quantity.start), sheet.sentence_at(held.start)
        if here.index == home.index:
            continue
        text = sheet.low[max(here.start, quantity.start - 80) : quantity.start]
        near = here.index - home.index == 1 and here.block == home.block
        level = "уровень преступности" in text and here.block == home.block
        if ((near and _GO_ON.search(text)) or level) and not counts_noun(sheet.words, quantity.stop):
            quantity.per, quantity.per_span = held.per, held.per_span
            rated[id(quantity)] = quantity
            held = quantity


def _time_rates(sheet: Sheet, numbers: list[Quantity]) -> None:
    """«ежедневно», «в сутки»: given to the nearest number of the clause, the one before it first."""
    low = sheet.low
    n = 0
    for found in _TIME.finditer(low):
        code = found.lastgroup or ""
        text = found.group()
        if text.startswith("в ") and _names_day(sheet, found.end()):
            continue
        while n < len(numbers) and numbers[n].end <= found.start():
            n += 1
        sentence = sheet.sentence_at(found.start())
        before = numbers[n - 1] if n else None
        after = numbers[n] if n < len(numbers) else None
        if after is not None and after.start <= found.start():
            continue  # «120 км в час»
        if before is not None and (before.start < sentence.start or not _takes_time(sheet, before)):
            before = None
        if after is not None and (after.end > sentence.end or not _takes_time(sheet, after)):
            after = None
        if before is not None and _CLAUSE.search(low, before.end, found.start()):
            before = None
        if after is not None and (
            after.start - found.end() > 100 or _FAR.search(low, found.end(), after.start)
        ):
            after = None
        # «30 нарядов ежедневно выявляют 50 нарушений»: the adverb goes with the verb after it.
        chosen = (
            after if before is None or (after is not None and _verb_follows(sheet, found.end())) else before
        )
        if chosen is not None and chosen.per is None:
            chosen.per, chosen.per_span = code, found.span()


def _names_day(sheet: Sheet, at: int) -> bool:
    """«в день выборов», «в час пик»: a noun says which day it is, so nothing is counted by the day."""
    i = sheet.word_at(at)
    if i >= len(sheet.words) or sheet.words[i].start > at + 1:
        return False
    parse = sheet.words[i].form.parses[0]
    return parse.pos == "NOUN" and parse.case == "gent"


def _verb_follows(sheet: Sheet, at: int) -> bool:
    i = sheet.word_at(at)
    return i < len(sheet.words) and sheet.words[i].form.pos in ("VERB", "PRTS")


def _takes_time(sheet: Sheet, quantity: Quantity) -> bool:
    """Counts, sums and shares can be so much a day; a change by a share and a duration cannot."""
    if quantity.kind != "number" or quantity.unit in ("year", "month", "day", "hour", "minute", "pp", "km/h"):
        return False
    lead = sheet.words[quantity.first - 1].low if quantity.first else ""
    return not (quantity.unit == "percent" and lead in ("на", "чем"))
