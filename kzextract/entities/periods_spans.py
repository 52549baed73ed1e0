"""Makers of months, quarters, half-years and seasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from kzextract.entities.periods_calendar import DAY, Stretch, month_end, months, moved
from kzextract.entities.periods_calendar import season as season_of
from kzextract.entities.periods_context import MAKERS, Context, YearRef, maker
from kzextract.entities.periods_patterns import Reading, word_list
from kzextract.entities.periods_words import category, number, values
from kzextract.layers import PeriodMention

_ROLES: Final = {
    "с": "since",
    "со": "since",
    "до": "deadline",
    "к": "deadline",
    "ко": "deadline",
    "на": "programme",
    "от": "label",
}


def stretch_mention(
    ctx: Context,
    reading: Reading,
    stretch: Stretch | None,
    grain: str,
    ref: YearRef,
) -> PeriodMention:
    """Whole months or years: the role from the preposition, the relation from «прошлого года»."""
    comparison = ctx.comparison(reading) >= 0
    role = "" if comparison else _ROLES.get(reading.preposition, "")
    start: dt.date | None
    end: dt.date | None
    start, end = stretch or (None, None)
    if role == "since":
        end = ctx.date if start and ctx.date and ctx.date >= start else None
    elif role == "deadline" and reading.preposition == "до":
        start = end = None
    relation, shift = "absolute", 0
    if ref.kind == "preceding" or (comparison and ref.kind == "previous"):
        relation, shift = "year_before", -1
        if ref.kind == "previous" and start and end and start.year == ctx.full_year():
            # A release of January sums up the past year and compares it with the one before.
            start, end = moved((start, end), -1)
    year = ref.year if ref.year is not None else (stretch[1].year if stretch else None)
    if relation == "year_before":
        year = None
    return ctx.mention(
        reading,
        (start, end),
        relation=relation,
        shift=shift,
        grain=grain,
        role=role,
        year=year,
    )


@maker
def month(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в октябре», «октябрь 2025 года», «в конце мая»."""
    reading = ctx.without_count(reading)
    at = number(reading.get("m"))
    ref = ctx.year(reading.get("y"))
    year = ref.year
    if ref.kind == "none":
        year = _month_year(ctx, reading, at)
    return stretch_mention(ctx, reading, months(year, at, at) if year else None, "month", ref)


def _month_year(ctx: Context, reading: Reading, at: int) -> int | None:
    if ctx.date is not None and at > ctx.date.month:
        ahead = reading.preposition in ("до", "к", "на") or ctx.tense(reading) == "future"
        return ctx.date.year if ahead else ctx.date.year - 1
    if ctx.date is not None and ctx.tense(reading) == "future" and at < ctx.date.month:
        return ctx.date.year + 1
    return ctx.latest(reading, lambda y: months(y, at, at), begun=True)


@maker
def month_range(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в январе–октябре 2025 года», «с января по июнь», «в мае и июне»."""
    first, last = number(reading.get("m")), number(reading.get("n"))
    if "и" in [t.low for t in reading.tokens] and last - first not in (1, -11):
        return ctx.mention(reading, grain="months")
    ref = ctx.year(reading.get("y"))
    begins = ctx.year(reading.get("x")).year
    across = first > last
    year = ref.year
    if ref.kind == "none":
        year = ctx.latest(reading, lambda y: months(y - across, first, last, y))
        if begins is not None:
            year = begins + across
    if year is None:
        return stretch_mention(ctx, reading, None, "months", ref)
    start_year = begins if begins is not None else year - across
    span = months(start_year, first, last, year)
    return stretch_mention(ctx, reading, span if span[0] <= span[1] else None, "months", ref)


@maker
def month_count(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за девять месяцев», «11 мес. 2024 г.», «за последние три месяца»."""
    count = number(reading.get("n"))
    ref = ctx.year(reading.get("y"))
    if not 1 <= count <= 12 or ctx.next_word(reading) in word_list("lengths"):
        return ctx.mention(reading, grain="months") if count and ref.year else None
    if ref.kind == "none" and any(category(t) == "LAST" for t in reading.tokens):
        # The last three months before the release: which days they are is not said.
        return ctx.mention(reading, grain="months")
    year = ref.year if ref.kind != "none" else ctx.cumulative(reading, count)
    found = stretch_mention(ctx, reading, months(year, 1, count) if year else None, "months", ref)
    if any(category(t) in ("TOT", "ANALOG") for t in reading.tokens) and ref.kind in ("explicit", "previous"):
        found.relation, found.shift = "year_before", -1
    return found


@maker
def one_month(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в прошлом месяце», «в этом месяце», «за месяц»."""
    kind = category(reading.get("r")[0]) if reading.get("r") else ""
    if kind == "PRED" or (kind == "PREV" and ctx.comparison(reading) >= 0):
        return ctx.mention(reading, relation="year_before", shift=-1, shift_unit="month", grain="month")
    if kind == "TOT" and ctx.year(reading.get("y")).kind in ("explicit", "previous"):
        named = ctx.year(reading.get("y"))
        year = named.year if named.kind == "explicit" else None
        return ctx.mention(reading, relation="year_before", shift=-1, year=year, grain="month")
    if kind in ("REPORT", "TOT"):
        return ctx.mention(reading, relation="same", grain="month")
    if ctx.date is None or kind not in ("PREV", "PAST", "THIS", "CUR"):
        return ctx.mention(reading, grain="month", role="deadline" if kind == "NEXT" else "")
    first = ctx.date.replace(day=1)
    if kind in ("THIS", "CUR"):
        return ctx.mention(reading, (first, ctx.date), grain="month")
    last = first - DAY
    return ctx.mention(reading, (last.replace(day=1), last), grain="month")


@maker
def nth_month(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за первый месяц 2026 года»."""
    at = number(reading.get("n"))
    ref = ctx.year(reading.get("y"))
    return stretch_mention(ctx, reading, months(ref.year, at, at) if ref.year else None, "month", ref)


@maker
def part_of_month(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в первой половине мая», «в третьей декаде июня»."""
    at, part = number(reading.get("m")), number(reading.get("q"))
    length, parts = (10, 3) if reading.get("o")[0].low.startswith("декад") else (15, 2)
    ref = ctx.year(reading.get("y"))
    year = ref.year if ref.kind != "none" else _month_year(ctx, reading, at)
    if part > parts or year is None:
        return ctx.mention(reading, grain="days")
    first = dt.date(year, at, length * (part - 1) + 1)
    last = month_end(year, at) if part == parts else dt.date(year, at, length * part)
    return stretch_mention(ctx, reading, (first, last), "days", ref)


@maker
def quarter(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«во II квартале 2025 года», «за первый квартал», «за квартал»."""
    at, last = number(reading.get("q")), number(reading.get("e")) or number(reading.get("q"))
    ref = ctx.year(reading.get("y"))
    if reading.get("n"):
        # «за три квартала» counts them; «за 3 квартал» is the third.
        at, last = number(reading.get("n")), number(reading.get("n"))
        if reading.tokens[reading.tokens.index(reading.get("n")[-1]) + 1].low == "квартала":
            at = 1
    unnamed = not (at or reading.get("r") or reading.get("y")) and reading.preposition == "в"
    if unnamed or ctx.next_word(reading) in word_list("block_of"):
        return None
    if last > 4 or (at and at > last):
        return None
    if not at:
        if ctx.date is None:
            return ctx.mention(reading, grain="quarter")
        kind = category(reading.get("r")[0]) if reading.get("r") else ""
        this = (ctx.date.month - 1) // 3 + 1
        if kind in ("THIS", "CUR"):
            return ctx.mention(reading, (dt.date(ctx.date.year, 3 * this - 2, 1), ctx.date), grain="quarter")
        at = last = this - 1 or 4
        found = months(ctx.date.year - (this == 1), 3 * at - 2, 3 * at)
        return stretch_mention(ctx, reading, found, "quarter", ref)
    year = ref.year
    if ref.kind == "none":
        year = ctx.latest(reading, lambda y: months(y, 3 * at - 2, 3 * last))
    return stretch_mention(ctx, reading, months(year, 3 * at - 2, 3 * last) if year else None, "quarter", ref)


@maker
def half(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в первом полугодии 2025 года», «за полугодие», «за полгода»."""
    at = number(reading.get("q"))
    ref = ctx.year(reading.get("y"))
    if at > 2:
        return None
    first = 7 if at == 2 else 1
    year = ref.year
    if ref.kind == "none":
        if not at and ctx.date is not None and ctx.date.month < 6:
            return ctx.mention(reading, grain="half")
        year = ctx.latest(reading, lambda y: months(y, first, first + 5))
    span = months(year, first, first + 5) if year else None
    return stretch_mention(ctx, reading, span, "half", ref)


@maker
def season(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«летом 2025 года», «за прошлое лето»; «летом» alone says no year and is left."""
    name = values("SEASON")[reading.get("s")[0].low]
    ref = ctx.year(reading.get("y"))
    year = ref.year
    if ref.kind == "none" and not reading.get("r"):
        # «летом 2024 года – 19, осенью – двое»: the year of the season told before in the sentence.
        told = ctx.mentions[-1] if ctx.mentions else None
        since = ctx.sheet.sentence_at(reading.start).start
        if told is None or told.grain != "season" or told.start < since or told.end_date is None:
            return None
        year = told.end_date.year
        if told.start_date and season_of(name, year)[0] < told.start_date:
            year += 1  # «осенью 2024 года – 5, зимой – 9»
    elif ref.kind == "none" and ctx.date is not None:
        year = ctx.date.year
        if season_of(name, year)[1] > ctx.date and category(reading.get("r")[0]) not in ("THIS", "CUR"):
            year -= 1
    return stretch_mention(ctx, reading, season_of(name, year) if year else None, "season", ref)


# A stretch of days that ends so near to the end of a season is the season as the text counts it.
_NEAR: Final = dt.timedelta(days=5)


@maker
def season_months(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за три летних месяца», «за летний период 2024 года», «в зимний сезон»."""
    name = values("SEASONA")[reading.get("s")[0].low]
    count = next((number([t]) for t in reading.tokens if category(t) in ("D2", "N", "CARDW")), 3)
    if count != 3:
        return ctx.mention(reading, grain="season")
    ref = ctx.year(reading.get("y"))
    year = ref.year if ref.kind != "none" else ctx.latest(reading, lambda y: season_of(name, y))
    if year is None or (ref.kind == "none" and reading.preposition == "в"):
        return ctx.mention(reading, grain="season")
    span = season_of(name, year)
    for told in ctx.mentions:
        if told.start_date == span[0] and told.end_date and abs(told.end_date - span[1]) <= _NEAR:
            span = (told.start_date, told.end_date)
    return stretch_mention(ctx, reading, span, "season", ref)


@maker
def elided(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в текущем», «в III» whose noun an earlier mention of the sentence says; else no period."""
    since = ctx.sheet.sentence_at(reading.start).start
    told = ctx.mentions[-1] if ctx.mentions else None
    if told is None or told.start < since or told.end > reading.start:
        return None
    if reading.get("q"):
        if told.grain not in ("quarter", "half") or told.end_date is None:
            return None
        at, length = number(reading.get("q")), 3 if told.grain == "quarter" else 6
        if not 1 <= at <= 12 // length:
            return None
        found = months(told.end_date.year, length * at - length + 1, length * at)
        return ctx.mention(reading, found, grain=told.grain, year=told.end_date.year)
    if reading.get("y")[0].low not in word_list("elided") or told.grain not in ("year", "month", "quarter"):
        return None
    reading = replace(reading, captures={**reading.captures, "r": reading.get("y")})
    if told.grain == "month":
        return one_month(ctx, reading)
    if told.grain == "quarter":
        reading.captures.pop("y")
        return quarter(ctx, reading)
    return MAKERS["year"](ctx, reading)
