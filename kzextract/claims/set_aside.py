"""Numbers that are no claims: dates, times, phones, articles, addresses, plates, names, furniture — with the reason.

Every rule looks at the number itself, a few characters around it and the word before it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kzextract.claims.numbers import Number
from kzextract.claims.units import unit_at
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_MONTHS = r"(?:январ|феврал|марта?\b|марте|апрел|ма[яйею]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
# All runs are bounded: a long list of numbers must not be read anew from each of its members.
_DATE = re.compile(
    r"\d{1,2}(?:-?(?:го|е|ого))?(?:(?: ?[–-] ?| и |, ?| по | до )\d{1,2}(?:-?(?:го|е))?){0,4} " + _MONTHS
)
_MONTH_DAY_YEAR = re.compile(r",? ?(?:19|20)\d\d(?: ?г(?:ода|оду|од|\.))?")
_NUMERIC_DATE = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)|(?:19|20)\d\d-\d{2}-\d{2}(?!\d)"
    r"|(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)"
)
_TIME = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)")
_DOT_TIME = re.compile(
    r"(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d.,])(?: ?(?:до|-|–) ?(?:[01]?\d|2[0-4])\.[0-5]\d)?( ?час(?:а|ов)?| ?ч\b\.?)?"
)
_HOUR_MINUTE = re.compile(r"\d{1,2} ?(?:час(?:ов|а|у)?|ч\.?) ?\d{1,2} ?мин")
_SCORE = re.compile(r"\d{1,3}:\d{1,3}(?!\d)")
_PHONE = re.compile(
    r"[78] ?-?\(\d{3,5}\) ?-?\d{1,3}(?:[ -]?\d{2,4}){1,3}|[78][ -]?\d{3}[ -]?\d{3}[ -]\d{2}[ -]?\d{2}(?!\d)|[78]\d{10}(?!\d)"
    r"|\d{1,3}-\d{2}-\d{2}(?!\d)|\d{2,3}-\d{3}(?:-\d{3})?-\d{2,3}(?!\d)|8-800-\d{3}(?:-\d{2,4}){1,2}"
)
_PLATE = re.compile(r"\d{3} ?[A-ZА-Я]{2,3} ?\d{2}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_YEAR_TAIL = re.compile(
    r"(?:-?(?:го|м|й|му|х|ом|ый|ого)\b| ?(?:г\.?г?\.?(?![а-я])|год[а-я]*)|[–/-](?:19|20)?\d\d(?!\d)| ?(?:[–/-]|,|и|или) (?:19|20)\d\d(?= ?(?:г\.|гг|год)|[)–-]))"
)
_AGE_WORD = re.compile(r"\d+(?: ?(?:-|–|и) ?\d+)?-? ?лет(?:н|и)")
_ROUND_CLOCK = re.compile(r"24/7|7/24|24 ?х ?7")
# «5 «А» класс», «учащиеся 9–11 классов».
_GRADE = re.compile(r"\d{1,2}(?: ?[«\"][а-я][»\"] |-?[а-д] |(?:-х)? ?[–-] ?1?\d(?:-х)? )класс")
_SIDE_ROAD = re.compile(r" ?(?:км|километр)[а-я]* (?:(?:авто|респ)[а-я]*|трасс|дорог|шоссе|участ)")
# «97 годом ранее»: no noun of the number.
_EARLIER = frozenset(("годом", "месяцем", "неделей", "днем", "сутками"))
_CHAIN = frozenset(
    (", ", " и ", "-", "–", " – ", " - ", "/", " или ", ",", ", №", " и №", " и № ", ", № ", " по ", " до ")
)
_CHAINED = frozenset(("law", "number", "year", "calibre", "address", "service", "code", "name"))
_SKIP = frozenset((".", ":", "«", '"', "„", "(", "-", "–", "'"))
_STREET = re.compile(
    r"(?:ул\.|улиц[аеуы]|пр\.|пр-т|просп\.|проспект[аеу]?|мкр|микрорайон[ае]?|пер\.|переул|шоссе|бульвар|б-р|пл\.|площад[ьи]|аллея|тупик)[^,;()\n]{0,40}, ?$"
)
_QUOTED = re.compile(r"[«\"„]([^«»\"„“\n]{1,60})[»\"“]")
_MONTH_WORD = re.compile(_MONTHS)


class Reason(NamedTuple):
    """Why a number is set aside, and up to which character the same reason holds."""

    code: str
    end: int


@cache
def _before() -> dict[str, str]:
    return {word: reason for reason, words in load_toml("set_aside")["before"].items() for word in words}


@cache
def _label_nouns() -> frozenset[str]:
    return frozenset(load_toml("set_aside")["label_nouns"]["singular"])


@cache
def _services() -> tuple[frozenset[str], frozenset[str]]:
    table = load_toml("set_aside")["services"]
    return frozenset(table["numbers"]), frozenset(table["before"])


def counts_noun(words: list[Word], i: int) -> bool:
    """Whether word ``i`` begins a counted noun phrase: «краж», «уголовных дел», «человек»."""
    if i >= len(words):
        return False
    word = words[i]
    if not word.norm[0].isalpha() or word.norm[0].isupper() or word.low in _EARLIER:
        return False
    parse = word.form.parses[0]
    if parse.pos == "NOUN":
        return parse.case in ("gent", "nomn", "accs", "datv", "ablt", "loct")
    return parse.pos in ("ADJF", "PRTF") and parse.case in ("gent", "nomn", "datv", "ablt", "loct", "accs")


def _shape(sheet: Sheet, number: Number) -> Reason | None:
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
        tail = _MONTH_DAY_YEAR.match(low, found.end())
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


def _years(sheet: Sheet, number: Number, first: int, stop: int) -> Reason | None:
    low, words = sheet.low, sheet.words
    found = _YEAR.match(low, number.start)
    if not found or number.scale != 1 or found.end() != number.end:
        return None
    tail = _YEAR_TAIL.match(low, number.end)
    if tail:
        more = _YEAR_TAIL.match(low, tail.end())
        return Reason("year", more.end() if more else tail.end())
    before = words[first - 1].low if first else ""
    if _MONTH_WORD.fullmatch(before):
        return Reason("date", number.end)
    if counts_noun(words, stop):
        return None
    if before in ("в", "к", "с", "до", "по", "за", "от", "чем", "после", "на", "(", "итогам"):
        return Reason("year", number.end)
    return None


def _label(sheet: Sheet, number: Number, stop: int) -> Reason | None:
    """Ordinals and adjectives: «3-й», «34-летний», «5 класса»."""
    low = sheet.low
    if number.label:
        return Reason("age" if _AGE_WORD.match(low, number.start) else "ordinal", number.end)
    if number.scale == 1 and stop < len(sheet.words) and sheet.words[stop].low in _label_nouns():
        value = number.value or 0
        whole = value == int(value)
        singular = value % 10 == 1 and value % 100 != 11
        few = value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
        word = sheet.words[stop].low
        form = sheet.words[stop].form
        genitive = any(p.case == "gent" and p.number == "sing" for p in form.parses)
        plural = any(p.case == "gent" and p.number == "plur" for p in form.parses)
        if whole and not plural and not singular and not (few and genitive) and word != "км":
            return Reason("ordinal", number.end)
    return None


def find_reason(sheet: Sheet, number: Number, first: int, stop: int, floor: int) -> Reason | None:
    """Why the number in words ``first:stop`` is no claim, or None; ``floor`` is its sentence's first word."""
    low, norm, words = sheet.low, sheet.norm, sheet.words
    if not number.digits:
        return None
    found = _shape(sheet, number) or _years(sheet, number, first, stop) or _label(sheet, number, stop)
    if found:
        return found
    found_age = _AGE_WORD.match(low, number.start)
    if found_age:
        return Reason("age", found_age.end())
    if _SIDE_ROAD.match(low, number.end):
        return Reason("ordinal", number.end)
    i = first - 1
    skipped = 0
    while i >= 0 and skipped < 2 and words[i].low in _SKIP:
        i, skipped = i - 1, skipped + 1
    before = words[i].low if i >= 0 else ""
    reason = _before().get(before)
    if (
        before == "ч"
        and i > 1
        and words[i - 1].low in (".", "т")
        and "т" in (words[i - 1].low, words[i - 2].low)
    ):
        reason = None  # «в т.ч. 137»
    if reason and number.scale == 1 and (i >= floor or reason in ("service", "law", "furniture")):
        counted = counts_noun(words, stop)
        dashed = skipped and words[first - 1].low in ("–", "-")
        if reason in ("law", "number", "rate", "calibre") and not dashed:
            return Reason(reason, number.end)
        if reason == "rate" or (reason == "address" and not counted and not dashed):
            return Reason(reason, number.end)
        if reason == "furniture" and (skipped or not counted) and before not in ("подписчиков",):
            return Reason(reason, number.end)
        if (
            reason == "service"
            and not counted
            and (number.value or 0) >= 100
            and not _unit_follows(low, number.end)
        ):
            return Reason("service", number.end)
        if reason == "name" and not counted and not dashed:
            return Reason("name", number.end)
    short, leads = _services()
    raw = low[number.start : number.end]
    if raw in short and not counts_noun(words, stop) and not _unit_follows(low, number.end):
        quoted = number.start > 0 and norm[number.start - 1] in '«"„'
        if quoted or (first and words[first - 1].low in leads and before not in ("с", "до")):
            if quoted or words[first - 1].low in ("на", "по") or _near_service(words, first, floor):
                return Reason("service", number.end)
    if low[max(0, number.start - 2) : number.start] == ", " and not counts_noun(words, stop):
        if _STREET.search(low, max(0, number.start - 60), number.start):
            tail = re.match(r"(?:/\d+|[а-я]\b)?", low[number.end : number.end + 4])
            return Reason("address", number.end + (tail.end() if tail else 0))
    return None


def _unit_follows(low: str, end: int) -> bool:
    return low.startswith(("%", " %", " тенге", " тыс", " млн", " процент"), end)


def _near_service(words: list[Word], first: int, floor: int) -> bool:
    """A telephone, a line or a call in the few words before."""
    stems = (
        "телефон",
        "звон",
        "номер",
        "служб",
        "канал",
        "обращ",
        "пульт",
        "пожарн",
        "полици",
        "скорой",
        "скорую",
        "скорая",
        "очевид",
    )
    return any(words[i].low.startswith(stems) for i in range(max(floor, first - 8), first))


def chained(sheet: Sheet, reason: str, end: int, number: Number, stop: int) -> bool:
    """Whether a number goes on a list that was set aside: «ст. 106 и 188», «№ 11, 35»."""
    if reason not in _CHAINED or not number.digits or number.scale != 1:
        return False
    gap = sheet.low[end : number.start]
    if gap not in _CHAIN:
        return False
    if reason == "year":
        return bool(_YEAR.match(sheet.low, number.start)) and not counts_noun(sheet.words, stop)
    return not counts_noun(sheet.words, stop) and not _unit_follows(sheet.low, number.end)


def quoted_names(norm: str) -> list[tuple[int, int]]:
    """Short quoted spans that hold a digit and read as a name: «Халык-Арена 2», «16 дней без насилия»."""
    out = []
    for found in _QUOTED.finditer(norm):
        inner = found.group(1)
        if not any(c.isdigit() for c in inner) or len(inner.split()) > 6 or "," in inner:
            continue
        after = norm[found.end() : found.end() + 3].lstrip(" ,")
        speech = norm[max(0, found.start() - 2) : found.start()].strip() == ":" or after[:1] in ("–", "-")
        if not speech and inner[-1] not in ".!?":
            out.append((found.start(1), found.end(1)))
    return out
