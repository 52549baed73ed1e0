"""Makers of years, and of stretches counted from a year's beginning or end."""

from __future__ import annotations

import datetime as dt

from kzextract.entities.periods_calendar import DAY, month_end, months, years
from kzextract.entities.periods_calendar import season as season_of
from kzextract.entities.periods_context import Context, maker
from kzextract.entities.periods_patterns import Reading, word_list
from kzextract.entities.periods_spans import stretch_mention
from kzextract.entities.periods_words import category, number, values
from kzextract.layers import PeriodMention


@maker
def year(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в 2025 году», «2025 год», «т.г.», «в прошлом году», «к 2030 году»."""
    tokens = reading.get("y")
    ref = ctx.year(tokens)
    before = (
        ctx.sheet.norm[max(0, tokens[0].start - 3) : tokens[0].start].rstrip(" ")[-1:]
        if category(tokens[0]) in ("T", "PA")
        else ""
    )
    grams = category(tokens[-1]) == "GA" and ctx.next_word(reading) in word_list("substances")
    if grams or before.isdigit():
        return None
    if reading.name in ("year_bare", "year_bracket") and not _likely(ctx, int(tokens[0].low)):
        return None
    if ref.kind != "explicit" and tokens[-1].low in ("годы", "годов", "годам", "годах", "годами"):
        relation = "same" if ref.kind == "current" else "absolute"
        return ctx.mention(reading, relation=relation, grain="years")
    if ref.kind == "last":
        return a_year(ctx, reading)
    span = years(ref.year, ref.year) if ref.year else None
    if (
        ref.kind == "current"
        and ctx.date is not None
        and ref.year == ctx.date.year
        and reading.preposition != "на"
        and ctx.tense(reading) != "future"
    ):
        span = (dt.date(ctx.date.year, 1, 1), ctx.date)
    return stretch_mention(ctx, reading, span, "year", ref)


def _likely(ctx: Context, year: int) -> bool:
    """Whether a bare number of four digits is a year near the text's own time."""
    now = ctx.date.year if ctx.date else 2020
    return abs(year - now) <= 15


@maker
def a_year(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за год», «по итогам года»: the year that the text reports on, or the one just over."""
    full, now = ctx.full_year(), ctx.date
    if full is None and now is not None and now.month <= 3:
        full = now.year - 1
    elif full is not None and now is not None and not (full == now.year or now.month <= 4):
        full = None
    return ctx.mention(reading, years(full, full) if full else None, grain="year", year=full)


@maker
def year_range(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«в 2020–2024 годах», «с 2020 по 2024 год», «на 2024–2028 годы»."""
    first, last = int(reading.get("x")[0].low), int(reading.get("y")[0].low)
    if first >= last:
        return ctx.mention(reading, grain="years", role="label")
    role = {"на": "programme", "до": "deadline"}.get(reading.preposition, "")
    return ctx.mention(reading, years(first, last), grain="years", role=role)


@maker
def year_label(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«2025/2024» over a column, a school year; «1950/2010» may count something."""
    if abs(int(reading.get("x")[0].low) - int(reading.get("y")[0].low)) != 1:
        return None
    return ctx.mention(reading, grain="years", role="label")


@maker
def birth(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«1996 и 1999 годов рождения», «1990 г.р.»."""
    return ctx.mention(reading, grain="year", role="birth", comparison=False)


@maker
def last_years(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за последние три года» ends with the year reported on, or with the last whole year."""
    count = number(reading.get("n"))
    vague = reading.preposition == "в" and not count and reading.tokens[-1].low in ("год", "года", "году")
    if vague or ctx.next_word(reading) in word_list("lengths"):
        return None
    ahead = any(category(t) == "NEXT" for t in reading.tokens)
    last = ctx.full_year() or (ctx.date.year - 1 if ctx.date else None)
    recent = reading.name == "last_years" and not ahead
    known = years(last - count + 1, last) if last and count and recent else None
    return ctx.mention(reading, known, grain="years", role="programme" if ahead else "")


@maker
def from_start(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«с начала года», «с начала ноября», «с начала т.г.»: up to the text's date."""
    now = ctx.date
    unit = reading.get("u")[0] if reading.get("u") else None
    ref = ctx.year(reading.get("y"))
    if reading.get("m"):
        at = number(reading.get("m"))
        named = (
            ref.year if ref.kind != "none" else ctx.latest(reading, lambda y: months(y, at, at), begun=True)
        )
        begins = dt.date(named, at, 1) if named else None
    elif reading.get("s"):
        begins = _season_start(ctx, reading, ref.year)
    elif unit is not None and category(unit) == "YEAR_N":
        known = now.year if now else None if ctx.full_year() else ctx.reporting_year(reading.start)
        begins = dt.date(known, 1, 1) if known else None
    elif unit is not None:
        begins = _unit_start(category(unit), now)
    else:
        begins = dt.date(ref.year, 1, 1) if ref.year else None
    end = now
    if begins and now and begins.year < now.year and not (reading.get("m") or reading.get("s")):
        end = dt.date(begins.year, 12, 31)
    if begins is None or (end and end < begins):
        end = None
    return ctx.mention(reading, (begins, end), grain="months", year=begins.year if begins else None)


def _season_start(ctx: Context, reading: Reading, year: int | None) -> dt.date | None:
    """The first day of a season: of the latest one that has begun where no year is said."""
    name = values("SEASON")[reading.get("s")[0].low]
    if year is None:
        year = ctx.latest(reading, lambda y: season_of(name, y), begun=True)
    if year is None:
        return None
    begins = season_of(name, year)[0]
    # In December the winter that has begun is counted to the year to come.
    following = season_of(name, year + 1)[0]
    return following if ctx.date is not None and following <= ctx.date else begins


def _unit_start(unit: str, now: dt.date | None) -> dt.date | None:
    if now is None:
        return None
    if unit == "WEEK":
        return now - DAY * now.weekday()
    step = {"MES": 1, "QRT": 3, "HALF": 6}[unit]
    return dt.date(now.year, (now.month - 1) // step * step + 1, 1)


@maker
def edge(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«до конца года», «на начало 2025 года», «в конце прошлого года»."""
    edge_of = category(reading.get("v")[0])
    ref = ctx.year(reading.get("y"))
    unit = category(reading.get("u")[0]) if reading.get("u") else "YEAR_N"
    named = ref.year if ref.kind != "none" else (ctx.date.year if ctx.date else None)
    word = reading.preposition
    role = {"на": "as_of", "до": "deadline", "к": "deadline"}.get(word, "")
    span: tuple[dt.date | None, dt.date | None] = (None, None)
    if named and unit in ("YEAR_N", "MES"):
        at = ctx.date.month if ctx.date else 1
        first = dt.date(named, 1 if unit == "YEAR_N" else at, 1)
        last = dt.date(named, 12, 31) if unit == "YEAR_N" else month_end(named, at)
        if role == "as_of" and edge_of != "MID":
            span = (first, first) if edge_of == "START" else (last, last)
        elif role == "deadline" and edge_of == "END":
            span = (ctx.date if ctx.date and ctx.date <= last else None, last)
    grain = {"YEAR_N": "year", "MES": "month", "WEEK": "week", "QRT": "quarter"}[unit]
    return ctx.mention(reading, span, grain=grain, role=role, year=named if unit == "YEAR_N" else None)
