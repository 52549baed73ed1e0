"""Years, months, days, hours, minutes: measured durations, or ages, periods and clock times.

A term of punishment («7 лет лишения свободы»), a course of 21 days and a search of 40 minutes are measured;
«35 лет» of a person, «за последние три года» and «в 15 часов» are not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kzextract.claims.units import TIME
from kzextract.layers import Quantity
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_CLOCK_BEFORE: Final = frozenset(("в", "к", "с", "до", "после", "около"))
_DAY_PART: Final = re.compile(r" (?:утра|ночи|дня|вечера|\d{1,2} мин)")
_SKIP: Final = frozenset(
    (
        "около",
        "примерно",
        "почти",
        "более",
        "менее",
        "свыше",
        "чем",
        "и",
        "уже",
        "еще",
        "не",
        "от",
        "до",
        "всего",
        "лишь",
        "только",
        "целых",
        "хотя",
        "бы",
    )
)
# What a term of punishment consists of, right after the number; and what is measured in years of service.
_PUNISHED: Final = (
    "лишени",
    "отсид",
    "ограничени",
    "колони",
    "тюрьм",
    "заключени",
    "строго",
    "ареста",
    "условно",
    "свободы",
    "дисквалиф",
)
_SERVED: Final = ("стаж", "срок", "выслуг", "гаранти")
_YEAR_AFTER: Final = re.compile(r"(?:19|20)\d\d$")


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(load_toml("set_aside")[section][key])


@cache
def _stems() -> tuple[str, ...]:
    return tuple(load_toml("set_aside")["term"]["stems"])


def _leading(words: list[Word], first: int, floor: int) -> int:
    """The nearest word before ``first`` that is no modifier, or -1."""
    at = first - 1
    while at >= floor and words[at].low in _SKIP:
        at -= 1
    return at if at >= floor else -1


def is_term(sheet: Sheet, first: int) -> bool:
    """Whether words of punishment or of another term stand in the sentence or in the one before it."""
    here = sheet.sentence_at(sheet.words[first].start)
    stems = _stems()
    since = max(here.first, first - 40)
    for i in range(since, min(here.stop, first + 30)):
        if sheet.words[i].low.startswith(stems):
            return True
    if here.index and sheet.sentences[here.index - 1].block == here.block:
        before = sheet.sentences[here.index - 1]
        return any(
            sheet.words[i].low.startswith(stems)
            for i in range(max(before.first, before.stop - 30), before.stop)
        )
    return False


def _is_age(words: list[Word], first: int, stop: int, floor: int) -> bool:
    after = words[stop].low if stop < len(words) else ""
    if after in _words("age", "after"):
        return True
    ages, persons = _words("age", "before"), _words("age", "persons")
    lead = _leading(words, first, floor)
    if lead > floor and words[lead].low in ("–", "-"):
        lead -= 1
    while lead > floor + 1 and (
        words[lead].low.rstrip(",").isdigit()
        or (words[lead].low in ("и", ",") and words[lead - 1].low.isdigit())
    ):
        lead -= 1  # «трое рыбаков, 19, 20 и 33 лет»
    if lead < 0:
        return False
    if any(words[i].low.startswith(_SERVED) for i in range(max(floor, lead - 2), lead + 1)):
        return False
    low = words[lead].low
    if low in ages or low in persons:
        return True
    if words[max(floor, lead - 1)].low in ("возраст", "возраста"):
        return True  # «средний возраст осуждённых – 32 года»
    if low in (",", "(") and lead > floor:
        before = words[lead - 1]
        # «двое братьев, 25 и 31 года, осуждены»
        people = words[max(floor, lead - 3) : lead]
        aside = after in (",", ")") and any(
            p.pos == "NOUN" and p.animacy == "anim" for w in people for p in w.form.parses
        )
        return before.low in persons or before.is_title or aside
    # «Водителю 35 лет»: a person in the dative, nothing between.
    return any(
        p.case == "datv" and p.animacy == "anim" and p.pos == "NOUN" for p in words[lead].form.parses[:2]
    )


def duration_reason(sheet: Sheet, first: int, stop: int, end: int, unit: str, value: int) -> str | None:
    """Why a number of years … minutes in words ``first:stop`` is no claim, or None if it is one.

    ``end`` is the character after the unit; ``value`` the whole part of the number.
    """
    words, low = sheet.words, sheet.low
    floor = sheet.sentence_at(words[first].start).first
    before = words[first - 1].low if first > floor else ""
    after = words[stop].low if stop < len(words) else ""
    if unit == "hour" and (before in _CLOCK_BEFORE or before == "от") and value <= 24:
        follows = _DAY_PART.match(low, end)
        if before not in ("около", "до", "от") or follows:
            return "time"
    if unit == "hour" and _DAY_PART.match(low, end) and " мин" not in low[end : end + 8]:
        return "time"
    if after in ("назад", "подряд"):
        return "period"
    if unit == "hour" and low.startswith(" в сутки", end):
        return "idiom"
    if unit in ("hour", "minute"):
        recent = before in _words("stretch", "before") and before not in ("за", "через", "на", "после")
        return "period" if recent or (before == "за" and unit == "hour" and value in (24, 48, 72)) else None
    if after not in (",", ")") and any(w.low.startswith(_PUNISHED) for w in words[stop : stop + 2]):
        return None
    if unit in ("year", "month") and _is_age(words, first, stop, floor):
        return "age"
    if after in ("т", "текущего", "прошлого", "этого", "с", "года") or _YEAR_AFTER.match(after):
        return "period"
    lead = _leading(words, first, floor)
    lead_low = words[lead].low if lead >= 0 else ""
    stretch = lead_low in _words("stretch", "before") and lead_low != "на"
    if lead_low == "течение" or lead_low == "протяжении":
        stretch = unit != "day"
    if stretch and not (unit == "day" and lead_low in ("через", "раз")):
        return "period"
    if unit in ("day", "week"):
        return None
    if is_term(sheet, first):
        return None
    if lead_low in ("на", "сроком", "срок"):
        return None  # «просрочены на два года», «рассчитано на три года»
    if unit == "month":
        return None if lead_low in ("по", "к") else "period"
    return "age"


def _opens(sheet: Sheet, times: list[Quantity], n: int) -> bool:
    """Whether «с 9» stands before «до 18 часов»."""
    if n == 0:
        return False
    before = times[n - 1]
    lead = sheet.words[before.first - 1].low if before.first else ""
    return lead in ("с", "со") and sheet.low[before.end : times[n].start] == " до "


def durations(sheet: Sheet, quantities: list[Quantity]) -> list[tuple[Quantity, str]]:
    """The quantities of time that are no claims, with the reason."""
    reasons: dict[int, str | None] = {}
    times = [q for q in quantities if q.unit in TIME]
    clock = -1
    for n, quantity in enumerate(times):
        if quantity.end == quantity.number_end:
            continue  # its unit is a neighbour's
        weeks = "недел" in sheet.low[quantity.start : quantity.end]
        unit = "week" if weeks else quantity.unit
        reason = duration_reason(
            sheet, quantity.first, quantity.stop, quantity.end, unit, int(quantity.value)
        )
        if quantity.unit == "hour" and (
            sheet.low[max(0, clock) : quantity.start] in (" до ", " по ") or _opens(sheet, times, n)
        ):
            reason = "time"  # «с 9 до 18 часов»
        reasons[id(quantity)] = reason
        clock = quantity.end if reason == "time" else -1
    for n, quantity in enumerate(times):
        if id(quantity) not in reasons:
            beside = [q for q in (*times[n + 1 : n + 3], *reversed(times[:n])) if id(q) in reasons]
            reasons[id(quantity)] = reasons[id(beside[0])] if beside else "period"
    return [(q, reason) for q in times if (reason := reasons[id(q)])]
