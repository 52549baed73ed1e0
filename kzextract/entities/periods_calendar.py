"""Calendar arithmetic: stretches of days, and the same stretch moved to another year, month or week."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

Stretch = tuple[dt.date, dt.date]
DAY: Final = dt.timedelta(days=1)


def date_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day (31.02)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, last: int, last_year: int | None = None) -> Stretch:
    """Whole months, from the first day of ``first`` to the last day of ``last``.

    >>> months(2025, 1, 10)
    (datetime.date(2025, 1, 1), datetime.date(2025, 10, 31))
    """
    return dt.date(year, first, 1), month_end(year if last_year is None else last_year, last)


def years(first: int, last: int) -> Stretch:
    """Whole years."""
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def season(name: str, year: int) -> Stretch:
    """A season by the calendar; winter ends in its year (зима 2025 года: December 2024 to February 2025)."""
    if name == "winter":
        return months(year - 1, 12, 2, year)
    first = {"spring": 3, "summer": 6, "autumn": 9}[name]
    return months(year, first, first + 2)


def moved(stretch: Stretch, by: int, unit: str = "year") -> Stretch:
    """The same stretch so many years, half-years, quarters, months, weeks or days later.

    A month's last day stays a last day; a date that would leave the calendar stays where it is.

    >>> moved(months(2024, 1, 2), -1)
    (datetime.date(2023, 1, 1), datetime.date(2023, 2, 28))
    >>> moved(months(2024, 1, 2), -1, "week")
    (datetime.date(2023, 12, 25), datetime.date(2024, 2, 22))
    """
    return _moved(stretch[0], by, unit, False), _moved(stretch[1], by, unit, True)


_DAYS: Final = {"week": 7, "day": 1, "days": 1}
_MONTHS: Final = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def _moved(date: dt.date, by: int, unit: str, is_end: bool) -> dt.date:
    if unit in _DAYS:
        return date + DAY * (by * _DAYS[unit])
    year, month = divmod(date.year * 12 + date.month - 1 + by * _MONTHS.get(unit, 1), 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return date
    end = month_end(year, month + 1)
    at_end = is_end and date == month_end(date.year, date.month)
    return end if at_end else end.replace(day=min(date.day, end.day))


def week_before(date: dt.date) -> Stretch:
    """The calendar week, Monday to Sunday, before the one that holds the date."""
    monday = date - DAY * date.weekday()
    return monday - 7 * DAY, monday - DAY


def weekend_before(date: dt.date) -> Stretch:
    """The last Saturday and Sunday that ended before the date (on a Sunday: this very weekend)."""
    sunday = date - DAY * ((date.weekday() + 1) % 7)
    return sunday - DAY, sunday


def days_before(date: dt.date, count: int) -> Stretch:
    """So many days that ended yesterday."""
    return date - DAY * count, date - DAY


def weekday_on_or_before(date: dt.date, weekday: int) -> dt.date:
    """The latest such weekday (Monday 0) that is not after the date."""
    return date - DAY * ((date.weekday() - weekday) % 7)
