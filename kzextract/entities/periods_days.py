"""Makers of days, weeks and clock times."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kzextract.entities.periods_calendar import (
    DAY,
    Stretch,
    date_or_none,
    week_before,
    weekday_on_or_before,
    weekend_before,
)
from kzextract.entities.periods_context import Context, maker
from kzextract.entities.periods_patterns import Reading, Token, word_list
from kzextract.entities.periods_words import category, number, values
from kzextract.layers import PeriodMention

# How far ahead a day without a year may lie when the sentence speaks of the future.
_AHEAD: Final = dt.timedelta(days=183)


def day_role(reading: Reading, comparison: bool) -> str:
    """The use of a single day, from its preposition."""
    word = reading.preposition
    if word.endswith("на") and word != "в ночь на":
        return "as_of"
    return (
        {"с": "since", "со": "since", "до": "deadline", "к": "deadline", "ко": "deadline", "от": "label"}.get(
            word, ""
        )
        if not comparison
        else ""
    )


def _year_of_day(ctx: Context, reading: Reading, tokens: list[Token], day: int, month: int) -> int | None:
    """The year of a day; without one the latest past, or the next one where the sentence looks ahead."""
    named = ctx.year(tokens)
    if named.kind != "none":
        return named.year
    if ctx.date is None:
        return ctx.reporting_year(reading.start) if reading.preposition not in ("до", "к") else None
    this_year = date_or_none(ctx.date.year, month, day)
    if this_year is None:
        return ctx.date.year
    if reading.preposition in ("до", "к") and this_year < ctx.date and ctx.tense(reading) != "past":
        following = date_or_none(ctx.date.year + 1, month, day)
        return ctx.date.year + 1 if following and following - ctx.date < _AHEAD else ctx.date.year
    if this_year <= ctx.date:
        return ctx.date.year
    if this_year - ctx.date < _AHEAD and (reading.preposition in ("до", "к") or ctx.tense(reading) != "past"):
        return ctx.date.year
    return ctx.date.year - 1


def _role_stretch(ctx: Context, role: str, day: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    if day is not None and role == "since":
        return day, ctx.date if ctx.date and ctx.date >= day else None
    if role == "deadline":
        return None, day
    return day, day


@maker
def day(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«22 октября 2025 года, 19:40», «на 1 ноября», «в ночь на 5 мая»."""
    reading = ctx.without_count(reading)
    at, month = number(reading.get("d")), number(reading.get("m"))
    year = _year_of_day(ctx, reading, reading.get("y"), at, month)
    found = date_or_none(year, month, at) if year else None
    role = day_role(reading, ctx.comparison(reading) >= 0)
    return ctx.mention(reading, _role_stretch(ctx, role, found), grain="day", role=role, year=year)


def parse_date(token: Token) -> dt.date | None:
    """The day of a token like 12.11.2025, 12/11/25 or 2025-11-12."""
    parts = [int(p) for p in token.low.replace("/", ".").replace("-", ".").split(".")]
    if len(parts) != 3:
        return None
    if "-" in token.low:
        return date_or_none(*parts)
    year = parts[2] if parts[2] > 99 else 2000 + parts[2]
    return date_or_none(year, parts[1], parts[0])


@maker
def date(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«12.11.2025»."""
    found = parse_date(reading.get("a")[0])
    role = day_role(reading, ctx.comparison(reading) >= 0)
    return ctx.mention(
        reading, _role_stretch(ctx, role, found), grain="day", role=role, year=found.year if found else None
    )


@maker
def dates(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«с 22.10.2025 по 30.10.2025», «16.08–17.08.2025»."""
    first, last = reading.get("a")[0], parse_date(reading.get("b")[0])
    start = parse_date(first)
    if start is None and last is not None and category(first) == "DM":
        start = date_or_none(last.year, int(first.low[3:]), int(first.low[:2]))
    stretch = (start, last) if start and last and start <= last else None
    return ctx.mention(reading, stretch, grain="days", year=last.year if last else None)


@maker
def days(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«с 12 по 14 ноября», «16 и 17 августа», «с 31 декабря по 8 января»."""
    last_day, last_month = number(reading.get("e")), number(reading.get("m"))
    first_day, first_month = number(reading.get("d")), number(reading.get("l")) or last_month
    year = _year_of_day(ctx, reading, reading.get("y"), last_day, last_month)
    role = {"на": "as_of", "до": "deadline"}.get(reading.preposition, "")
    if year is None:
        return ctx.mention(reading, grain="days", role=role)
    first_year = ctx.year(reading.get("x")).year or (year - 1 if first_month > last_month else year)
    start, end = date_or_none(first_year, first_month, first_day), date_or_none(year, last_month, last_day)
    stretch = (start, end) if start and end and start <= end else None
    return ctx.mention(reading, stretch, grain="days", role=role, year=year)


@maker
def unresolved(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«до 10 числа»: a date, of which month is not said."""
    return ctx.mention(reading, grain="day", role=day_role(reading, False) or "label")


@maker
def clock(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«19:40», «с 15.00 до 17.30 часов»; a score or a ratio is none."""
    last = reading.tokens[-1]
    if category(last) in ("NIGHT", "DAYN") and last.low not in ("ночи", "дня"):
        # «в 2 часа ночи», «в 3 часа дня»; «в 5 дней» is none.
        return None
    dotted = [t.low for t in (*reading.get("c"), *reading.get("e")) if category(t) == "CLOCKD"]
    bare = reading.name == "clock_range" and dotted and not reading.get("h")
    if bare and not all(t.endswith(("00", "30")) for t in dotted):
        return None
    for capture in ("c", "e"):
        tokens = reading.get(capture)
        if len(tokens) == 3:
            hour, _, minute = tokens
            glued = hour.end + 1 == minute.start
            if not glued or len(minute.low) != 2 or int(hour.low) > 24 or int(minute.low) > 59:
                return None
    return ctx.mention(reading, grain="time", role="time", comparison=False)


def _before_now(ctx: Context, reading: Reading, stretch: Stretch | None, grain: str) -> PeriodMention:
    return ctx.mention(reading, stretch, grain=grain, comparison=False)


@maker
def day_count(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за десять дней», «за последние пять суток»; not «за 10 суток ареста»."""
    count = number(reading.get("n"))
    if not count or ctx.next_word(reading) in word_list("lengths"):
        return None
    recent = any(category(t) in ("LAST", "PAST", "PREV") for t in reading.tokens)
    known = ctx.days_back(count) if recent else None
    return ctx.mention(reading, known, grain="days", length=count)


@maker
def hour_count(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за последние 24 часа»."""
    if number(reading.get("n")) % 24:
        return None
    return _before_now(ctx, reading, ctx.days_back(number(reading.get("n")) // 24), "days")


@maker
def week_count(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за две недели»."""
    count = number(reading.get("n"))
    if not count or ctx.next_word(reading) in word_list("lengths"):
        return None
    return ctx.mention(reading, ctx.days_back(7 * count), grain="days", length=7 * count)


@maker
def past_day(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за сутки», «за прошедшие сутки»: the day before the release."""
    if any(category(t) in ("THIS", "REPORT") for t in reading.get("r")):
        return ctx.mention(reading, relation="same", grain="day")
    if any(category(t) == "NEXT" for t in reading.get("r")):
        return ctx.mention(reading, grain="day", role="deadline")
    return _before_now(ctx, reading, ctx.days_back(1), "day")


@maker
def week(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за неделю», «на прошлой неделе», «по сравнению с предыдущей неделей»."""
    kind = category(reading.get("r")[0]) if reading.get("r") else ""
    comparison = ctx.comparison(reading) >= 0
    if not kind and reading.preposition not in ("за", "в течение"):
        return None
    if kind == "PRED" or (comparison and kind in ("PREV", "PAST")):
        return ctx.mention(reading, relation="year_before", shift=-1, shift_unit="week", grain="week")
    if kind == "REPORT":
        return ctx.mention(reading, relation="same", grain="week")
    if ctx.date is None or kind == "NEXT":
        return ctx.mention(reading, grain="week", role="deadline" if kind == "NEXT" else "", length=7)
    if kind in ("PREV", "PAST"):
        return ctx.mention(reading, week_before(ctx.date), grain="week")
    if kind in ("THIS", "CUR"):
        return ctx.mention(reading, (ctx.date - DAY * ctx.date.weekday(), ctx.date), grain="week")
    return ctx.mention(reading, ctx.days_back(7), grain="week", length=7)


@maker
def weekend(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за минувшие выходные», «в выходные» of what has happened."""
    if not reading.get("r") and reading.preposition == "в" and ctx.tense(reading) != "past":
        return None
    return _before_now(ctx, reading, weekend_before(ctx.date) if ctx.date else None, "days")


@maker
def weekday(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в минувшую пятницу», «в пятницу» of what has happened."""
    past = bool(reading.get("r")) or ctx.tense(reading) == "past"
    if ctx.date is None or not past:
        return ctx.mention(reading, grain="day", comparison=False)
    found = weekday_on_or_before(ctx.date, values("WEEKDAY")[reading.get("w")[0].low])
    return ctx.mention(reading, (found, found), grain="day", comparison=False)


@maker
def relative_day(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«вчера», «накануне», «сегодня» as a day; «сегодня» as nowadays is a state."""
    word = reading.tokens[0].low
    if word == "накануне" and _genitive_follows(ctx, reading):
        return None
    if word == "сегодня" and len(reading.tokens) == 1 and ctx.tense(reading) not in ("past", "future"):
        return ctx.mention(reading, relation="habit", role="now", comparison=False)
    shift = {"вчера": -1, "позавчера": -2, "накануне": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}[word]
    found = ctx.date + DAY * shift if ctx.date else None
    return ctx.mention(reading, (found, found), grain="day", comparison=False)


def _genitive_follows(ctx: Context, reading: Reading) -> bool:
    _, stop = ctx.sheet.word_range(reading.start, reading.end)
    if stop >= len(ctx.sheet.words):
        return False
    form = ctx.sheet.words[stop].form
    return form.pos in ("NOUN", "ADJF") and "gent" in form.cases()
