"""Denominators: «на 10 тысяч населения», «на тысячу жителей», «в сутки», «ежемесячно».

The denominator of a population rate is no quantity itself; it is given to the numbers of its clause, and to
those that go on the comparison («в Актау — 4,4», «по стране – 57»).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from kzextract.claims.set_aside import counts_noun
from kzextract.claims.units import TIME
from kzextract.layers import Quantity
from kzextract.reading.sheet import Sheet

_PEOPLE: Final = re.compile(
    r" ?(?:населени|жител|человек|душ|граждан|горожан|лиц\b|казахстанц|детей|детск"
    r"|несовершеннолетн|постоянн|взросл)"
)
_POWERS: Final = (1000, 10_000, 100_000, 1_000_000)
_ON: Final = frozenset(("на", "каждые", "каждую", "каждый", "каждых", "около", "расчете"))
_TIME: Final = re.compile(
    r"(?<![а-я-])(?:(?P<day>ежесуточно|ежедневно|(?:в|каждые|в среднем за) сутки"
    r"|(?:в|каждый|в среднем за) день)|(?P<week>еженедельно|(?:в|каждую|в среднем за) неделю)"
    r"|(?P<month>ежемесячно|(?:в|каждый|в среднем за) месяц)"
    r"|(?P<year>ежегодно|в год|каждый год)|(?P<hour>ежечасно|(?:в|каждый) час))(?![а-я-])"
)
_TIME_WORDS: Final = frozenset(
    (
        "ежесуточно",
        "ежедневно",
        "сутки",
        "день",
        "еженедельно",
        "неделю",
        "ежемесячно",
        "месяц",
        "ежегодно",
        "год",
        "ежечасно",
        "час",
    )
)
_GO_ON: Final = re.compile(
    r"(?:показател|в среднем|по стране|по республике|в целом|уровень преступности"
    r"|коэффициент|республиканск|на душу)"
)
_LEADS: Final = frozenset(("в", "из", "на", "расчете", "расчета", "каждые"))
_PAIR: Final = re.compile(r"(?: [а-я]+)? (?:до|и|против|–|-)(?: [а-я]+)? ")
_CLAUSE: Final = re.compile(r"[,;:(]| – ")
_FAR: Final = re.compile(r"[;:]")


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
        sure = {id(q) for q in denominators}
        denominators = [
            q
            for q in quantities
            if id(q) in sure
            or (
                sheet.sentence_at(q.start).index in homes
                and _is_power(q)
                and _lead(sheet, q) == "на"
                and not counts_noun(sheet.words, q.stop)
            )
        ]
    apart = {id(q) for q in denominators}
    numbers = [q for q in quantities if id(q) not in apart]
    starts = [q.start for q in numbers]
    dropped = []
    for n, denominator in enumerate(denominators):
        until = denominators[n + 1].start if n + 1 < len(denominators) else len(sheet.text)
        at = bisect_left(starts, denominator.start)
        if _population(sheet, denominator, numbers, at, until):
            dropped.append(denominator)
    if dropped:
        _go_on(sheet, numbers)
    _time_rates(sheet, numbers)
    return dropped


def _population(sheet: Sheet, denominator: Quantity, numbers: list[Quantity], at: int, until: int) -> bool:
    """Gives a denominator to numbers of its sentence, ``numbers[at]`` being the first one after it.

    False if there is none to give it to: «рассчитан на 1000 человек».
    """
    sentence = sheet.sentence_at(denominator.start)
    lead = denominator.first - 1
    while lead > sentence.first and sheet.words[lead - 1].low in _LEADS:
        lead -= 1
    span = (sheet.words[max(lead, sentence.first)].start, denominator.end)
    taken = _rated_before(sheet, numbers, at, sentence.start, span[0])
    held = denominator
    for i in range(at, len(numbers)):
        quantity = numbers[i]
        if quantity.start >= min(until, sentence.end):
            break
        if not _can_be_rate(quantity):
            continue
        if taken and (counts_noun(sheet.words, quantity.stop) or _acted(sheet, held.stop, quantity.first)):
            break
        taken.append(quantity)
        held = quantity
    for quantity in taken:
        quantity.per, quantity.per_span = f"{denominator.value} people", span
    return bool(taken)


def _rated_before(sheet: Sheet, numbers: list[Quantity], at: int, since: int, until: int) -> list[Quantity]:
    """The number right before a denominator, and its partner: «с 10,7 до 7,2 на тысячу человек»."""
    near = numbers[at - 1] if at else None
    if near is None or near.start < since or not _can_be_rate(near):
        return []
    if until - near.end > 80 or _CLAUSE.search(sheet.low, near.end, until):
        return []
    partner = numbers[at - 2] if at > 1 else None
    if partner is None or partner.start < since or not _can_be_rate(partner):
        return [near]
    paired = near.start - partner.end < 60 and _PAIR.fullmatch(sheet.low, partner.end, near.start)
    return [near, partner] if paired else [near]


def _acted(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether something else is told between two numbers: «57, задержано 20»."""
    return any(w.form.pos == "PRTS" for w in sheet.words[first:stop])


def _can_be_rate(quantity: Quantity) -> bool:
    return quantity.unit == "count" and quantity.kind == "number"


def _go_on(sheet: Sheet, numbers: list[Quantity]) -> None:
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
    for i in sheet.words_of(_TIME_WORDS):
        # The word is the last of its phrase, which has four at most.
        end = sheet.words[i].end
        phrases = _TIME.finditer(low, sheet.words[max(0, i - 3)].start, end)
        found = next((phrase for phrase in phrases if phrase.end() == end), None)
        if found is None:
            continue
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
    if quantity.kind != "number" or quantity.unit in TIME or quantity.unit in ("pp", "km/h"):
        return False
    return not (quantity.unit == "percent" and _lead(sheet, quantity) in ("на", "чем"))
