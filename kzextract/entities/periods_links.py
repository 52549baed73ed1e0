"""Makers of periods that point to others, and what they point to."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Final

from kzextract.entities.periods_calendar import DAY, Stretch, months, moved
from kzextract.entities.periods_context import Context, maker
from kzextract.entities.periods_patterns import Reading, word_list
from kzextract.entities.periods_words import category, number
from kzextract.layers import PeriodMention

_UNITS: Final = {
    "YEAR_N": "year",
    "LET": "year",
    "MES": "month",
    "POLGODA": "month",
    "WEEK": "week",
    "DAYN": "day",
    "SUTKI": "day",
}
_RATE_FORMS: Final = {
    "сутки": "day",
    "день": "day",
    "неделю": "week",
    "месяц": "month",
    "год": "year",
    "час": "hour",
}


@maker
def ago(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«годом ранее», «два года назад», «неделей ранее», «месяцем позже»."""
    unit_name = category(reading.get("u")[0])
    unit = _UNITS[unit_name]
    count = number(reading.get("n")) or 1
    if unit_name == "POLGODA":
        count = 6
    if count > 1 and reading.get("u")[0].low in word_list("single"):
        # «против 97 годом ранее»: the number is no part of it.
        count, reading.tokens = 1, [t for t in reading.tokens if t not in reading.get("n")]
    first, _ = ctx.sheet.word_range(reading.start, reading.end)
    if first and ctx.sheet.words[first - 1].low == "на" and category(reading.get("t")[0]) != "AGO":
        return None  # «на 3 месяца раньше» is a difference
    if category(reading.get("t")[0]) == "LATER":
        return _later(ctx, reading, unit, count)
    return ctx.mention(reading, relation="year_before", shift=-count, shift_unit=unit, grain=unit)


def _later(ctx: Context, reading: Reading, unit: str, count: int) -> PeriodMention | None:
    last = ctx.month_named if unit == "month" else None
    stretch: Stretch | None = None
    if last is not None and last.start_date is not None:
        at, _ = moved((last.start_date, last.start_date), count, unit)
        stretch = months(at.year, at.month, at.month)
    return ctx.mention(reading, stretch, grain=unit)


@maker
def analogous(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за аналогичный период прошлого года», «за тот же период», «АППГ», «прошлогоднего»."""
    kinds = [category(t) for t in reading.tokens]
    ref = ctx.year(reading.get("y"))
    comparison = ctx.comparison(reading) >= 0 or "DAVN" in kinds
    same_kind = not {"TOT", "THIS", "ETO"}.isdisjoint(kinds)
    if "INDEX" in kinds and ref.kind == "none":
        return None
    if same_kind and not comparison and ref.kind in ("none", "current", "that"):
        return ctx.mention(reading, relation="same")
    named = ref.year if ref.kind == "explicit" else None
    return ctx.mention(reading, relation="year_before", shift=-1, year=named, comparison=comparison)


@maker
def same(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«за отчётный период», «за это время»."""
    return ctx.mention(reading, relation="same")


@maker
def now(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«сейчас», «в настоящее время», «на сегодняшний день»."""
    return ctx.mention(reading, relation="habit", role="now", comparison=False)


@maker
def rate(ctx: Context, reading: Reading) -> PeriodMention | None:
    """«ежедневно», «в сутки», «каждые три дня»; «в день рождения» is none."""
    if reading.get("u"):
        unit = reading.tokens[-1].low
        if unit not in _RATE_FORMS:
            return None
        _, stop = ctx.sheet.word_range(reading.start, reading.end)
        if stop < len(ctx.sheet.words) and unit in ("день", "час", "год"):
            form = ctx.sheet.words[stop].form
            if form.pos == "NOUN" and form.parses[0].case == "gent":
                return None
    return ctx.mention(reading, relation="habit", role="rate", comparison=False)


def link(mentions: list[PeriodMention]) -> None:
    """Gives lengths without dates the dates said elsewhere, and relational mentions what they point to."""
    plain = [
        m
        for m in mentions
        if m.relation == "absolute" and not m.comparison and m.role in ("", "since") and m.start_date
    ]
    lengths: dict[int, PeriodMention] = {}
    for mention in plain:
        if mention.grain == "days" and not mention.length and mention.start_date and mention.end_date:
            lengths.setdefault((mention.end_date - mention.start_date).days + 1, mention)
    for mention in mentions:
        other = lengths.get(mention.length)
        if mention.length and other is not None:
            mention.start_date, mention.end_date = other.start_date, other.end_date
    for mention, following in pairwise(mentions):
        # «с начала 2025 года по состоянию на 20 июня»: in an undated text that day ends it.
        open_ended = mention.start_date and mention.end_date is None and mention.rule.startswith("from_start")
        if open_ended and following.role == "as_of" and following.first - mention.stop <= 1:
            day = following.end_date
            mention.end_date = day - DAY if day and day.day == 1 else day
    wide = [m for m in plain if m.grain in word_list("wide")]
    at, last = 0, None
    for mention in mentions:
        if mention.relation in ("same", "year_before"):
            while at < len(wide) and wide[at].start < mention.start:
                last = wide[at]
                at += 1
            mention.antecedent = last or (wide[0] if wide else None)
            _shift_to_year(mention)


def _shift_to_year(mention: PeriodMention) -> None:
    """«к аналогичному периоду 2023 года»: how many years before the current period that is."""
    current = mention.antecedent
    if (
        mention.relation == "year_before"
        and mention.year
        and current is not None
        and current.end_date is not None
    ):
        years = mention.year - current.end_date.year
        if years < 0:
            mention.shift = years


def resolved(mention: PeriodMention) -> tuple[dt.date | None, dt.date | None]:
    """The dates of a mention, those of a relational one worked out from what it points to."""
    if mention.start_date is not None or mention.end_date is not None:
        return mention.start_date, mention.end_date
    current = mention.antecedent
    if current is None or current.start_date is None or current.end_date is None:
        return None, None
    if mention.relation == "same":
        return current.start_date, current.end_date
    return moved((current.start_date, current.end_date), mention.shift, mention.shift_unit)
