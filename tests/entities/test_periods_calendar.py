"""Calendar arithmetic."""

from __future__ import annotations

import datetime as dt

from kzextract.entities.periods_calendar import (
    months,
    moved_months,
    moved_years,
    season,
    week_before,
    weekday_on_or_before,
    weekend_before,
)


def test_calendar() -> None:
    day = dt.date
    assert moved_years((day(2024, 2, 29), day(2024, 2, 29)), -1) == (day(2023, 2, 28), day(2023, 2, 28))
    assert moved_months(months(2024, 3, 3), -1) == months(2024, 2, 2)
    assert season("winter", 2025) == (day(2024, 12, 1), day(2025, 2, 28))
    assert week_before(day(2025, 11, 19)) == (day(2025, 11, 10), day(2025, 11, 16))
    assert weekend_before(day(2025, 8, 18)) == (day(2025, 8, 16), day(2025, 8, 17))
    assert weekday_on_or_before(day(2025, 8, 18), 4) == day(2025, 8, 15)
