"""Calendar arithmetic."""

from __future__ import annotations

import datetime as dt

from kzextract.entities.periods_calendar import (
    months,
    moved,
    season,
    week_before,
    weekday_on_or_before,
    weekend_before,
    years,
)


def test_calendar() -> None:
    day = dt.date
    assert moved((day(2024, 2, 29), day(2024, 2, 29)), -1) == (day(2023, 2, 28), day(2023, 2, 28))
    assert moved(months(2024, 3, 3), -1, "month") == months(2024, 2, 2)
    assert moved(months(2024, 1, 3), -1, "quarter") == months(2023, 10, 12)
    assert moved(months(2024, 1, 6), 1, "half") == months(2024, 7, 12)
    assert moved((day(2024, 3, 1), day(2024, 3, 7)), -1, "week") == (day(2024, 2, 23), day(2024, 2, 29))
    assert moved(years(1, 1), -1) == years(1, 1)
    assert season("winter", 2025) == (day(2024, 12, 1), day(2025, 2, 28))
    assert week_before(day(2025, 11, 19)) == (day(2025, 11, 10), day(2025, 11, 16))
    assert weekend_before(day(2025, 8, 18)) == (day(2025, 8, 16), day(2025, 8, 17))
    assert weekday_on_or_before(day(2025, 8, 18), 4) == day(2025, 8, 15)
