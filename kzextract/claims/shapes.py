"""What a number's own characters show it to be: a date, a time, a telephone, a plate, a year, a code."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kzextract.claims.numbers import Number
from kzextract.claims.units import unit_at
from kzextract.reading.sheet import Sheet

_MONTHS: Final = (
    r"(?:январ|феврал|марта?\b|марте|апрел|ма[яйею]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
)
# All runs are bounded: a long list of numbers must not be read anew from each of its members.
_DATE: Final = re.compile(
    r"\d{1,2}(?:-?(?:го|е|ого))?(?:(?: ?[–-] ?| и |, ?| по | до | на )\d{1,2}(?:-?(?:го|е))?){0,4} " + _MONTHS
)
_MONTH_DAYYEAR: Final = re.compile(r",? ?(?:19|20)\d\d(?: ?г(?:ода|оду|од|\.))?")
_NUMERIC_DATE: Final = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)"
    r"|(?:19|20)\d\d-\d{2}-\d{2}(?!\d)|(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)"
)
_TIME: Final = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)")
_DOT_TIME: Final = re.compile(
    r"(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d.,])(?: ?(?:до|-|–) ?(?:[01]?\d|2[0-4])\.[0-5]\d)?"
    r"( ?час(?:а|ов)?| ?ч\b\.?)?"
)
_HOUR_MINUTE: Final = re.compile(r"\d{1,2} ?(?:час(?:ов|а|у)?|ч\.?) ?\d{1,2} ?мин")
_SCORE: Final = re.compile(r"\d{1,3}:\d{1,3}(?!\d)")
_PHONE: Final = re.compile(
    r"[78] ?-?\(\d{3,5}\) ?-?\d{1,3}(?:[ -]?\d{2,4}){1,3}"
    r"|[78][ -]?\d{3}[ -]?\d{3}[ -]\d{2}[ -]?\d{2}(?!\d)|[78]\d{10}(?!\d)"
    r"|\d{1,3}-\d{2}-\d{2}(?!\d)|\d{2,3}-\d{3}(?:-\d{3})?-\d{2,3}(?!\d)|8-800-\d{3}(?:-\d{2,4}){1,2}"
)
_PLATE: Final = re.compile(r"\d{3} ?[A-ZА-Я]{2,3} ?\d{2}(?!\d)")
YEAR: Final = re.compile(r"(?:19|20)\d\d(?!\d)")
_YEAR_TAIL: Final = re.compile(
    r"(?:-?(?:го|м|й|му|х|ом|ый|ого)\b| ?(?:г\.?г?\.?(?![а-я])|год[а-я]*)|[–/-](?:19|20)?\d\d(?!\d)"
    r"| ?(?:[–/-]|,|и|или) (?:19|20)\d\d(?= ?(?:г\.|гг|год)|[)–-]))"
)
AGE_WORD: Final = re.compile(r"\d+(?: ?(?:-|–|и) ?\d+)?-? ?лет(?:н|и)")
_ROUND_CLOCK: Final = re.compile(r"24/7|7/24|24 ?х ?7")
# «5 «А» класс», «учащиеся 9–11 классов».
_GRADE: Final = re.compile(r"\d{1,2}(?: ?[«\"][а-я][»\"] |-?[а-д] |(?:-х)? ?[–-] ?1?\d(?:-х)? )класс")
SIDE_ROAD: Final = re.compile(r" ?(?:км|километр)[а-я]* (?:(?:авто|респ)[а-я]*|трасс|дорог|шоссе|участ)")
_MONTH_WORD: Final = re.compile(_MONTHS)


class Reason(NamedTuple):
    """Why a number is set aside, and up to which character the same reason holds."""

    code: str
    end: int


def shape_reason(sheet: Sheet, number: Number) -> Reason | None:
    """What the characters themselves show: dates, times, phones, plates, codes."""
    low, norm, start = sheet.low, sheet.norm, number.start
    before = norm[start - 1] if start else " "
    if before == "+" and low.startswith("7", start):
        found = _PHONE.match(low, start)
        if found:
            return Reason("phone", found.end())
    found = _GRADE.match(low, start)
    if found:
        return Reason("ordinal", found.end())
    found = _DATE.match(low, start)
    if found:
        tail = _MONTH_DAYYEAR.match(low, found.end())
        return Reason("date", tail.end() if tail else found.end())
    found = _NUMERIC_DATE.match(low, start)
    if found:
        return Reason("date", found.end())
    follows = low[number.end] if number.end < len(low) else " "
    if follows == ":" or (follows in "/х " and low.startswith("24", start)):
        for pattern, code in ((_TIME, "time"), (_SCORE, "score"), (_ROUND_CLOCK, "name")):
            found = pattern.match(low, start)
            if found:
                return Reason(code, found.end())
    if follows in "(-–" or low[start] in "78":
        found = _PHONE.match(low, start)
        if found:
            return Reason("phone", found.end())
    if "." in low[start : number.end]:
        found = _DOT_TIME.match(low, start)
        if found and (found.lastindex or low[max(0, start - 2) : start] in ("в ", "с ", "к ")):
            return Reason("time", found.end())
    found = _HOUR_MINUTE.match(low, start)
    if found and sheet.low[max(0, start - 3) : start] in (" в ", " к "):
        return Reason("time", found.end())
    found = _PLATE.match(norm, start)
    if found:
        return Reason("plate", found.end())
    if number.value is None:
        return Reason("code", number.end)
    if before.isalpha() or before in "_@" or _glued(sheet, number):
        return Reason("code", number.end)
    if before in "-–" and start > 1 and norm[start - 2].isalpha():
        return Reason("code", number.end)
    return None


def _glued(sheet: Sheet, number: Number) -> bool:
    """Whether letters that are no unit follow without a space: «365info»."""
    end = number.end
    return end < len(sheet.norm) and sheet.norm[end].isalpha() and unit_at(sheet, end) is None


def year_reason(sheet: Sheet, number: Number, before: str, counted: bool) -> Reason | None:
    low = sheet.low
    found = YEAR.match(low, number.start)
    if not found or number.scale != 1 or found.end() != number.end:
        return None
    tail = _YEAR_TAIL.match(low, number.end)
    if tail:
        more = _YEAR_TAIL.match(low, tail.end())
        return Reason("year", more.end() if more else tail.end())
    if _MONTH_WORD.fullmatch(before):
        return Reason("date", number.end)
    if counted:
        return None
    if before in ("в", "к", "с", "до", "по", "за", "от", "чем", "после", "на", "(", "итогам"):
        return Reason("year", number.end)
    return None
