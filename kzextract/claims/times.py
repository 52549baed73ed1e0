"""Periods of claims, and what a change is compared with.

The time named in the number's own context comes first, then that of the sentence, the paragraph, the heading, the
text. A comparison («по сравнению с прошлым годом») gives the base; once it was said for a period, later changes for
that period inherit it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame
from kzextract.layers import PeriodMention
from kzextract.reading.sheet import Sheet

Stretch = tuple[dt.date, dt.date]
_USABLE = frozenset({"", "as_of", "since"})


@dataclass(slots=True)
class Clock:
    """The time that is spoken of, and the comparisons said so far."""

    text: Stretch | None = None
    heading: Stretch | None = None
    paragraph: Stretch | None = None
    sentence: Stretch | None = None
    sentence_mention: PeriodMention | None = None
    bases: dict[Stretch, Stretch] = field(default_factory=dict)
    compared: bool = False
    legend_base: int | None = None

    @property
    def current(self) -> Stretch | None:
        """The narrowest stretch that holds now."""
        return self.sentence or self.paragraph or self.heading or self.text


def stretch_of(mention: PeriodMention) -> Stretch | None:
    """The dates of a mention, if it has both."""
    if mention.start_date is None or mention.end_date is None:
        return None
    return mention.start_date, mention.end_date


def moved(stretch: Stretch, shift: int, unit: str = "year") -> Stretch:
    """The same stretch some years, months, weeks or days away.

    >>> moved((dt.date(2024, 1, 1), dt.date(2024, 2, 29)), -1)
    (datetime.date(2023, 1, 1), datetime.date(2023, 2, 28))
    """
    return _moved(stretch[0], shift, unit, False), _moved(stretch[1], shift, unit, True)


def _moved(date: dt.date, shift: int, unit: str, at_end: bool) -> dt.date:
    if unit in ("week", "day", "days"):
        return date + dt.timedelta(days=shift * (7 if unit == "week" else 1))
    months = shift * {"year": 12, "quarter": 3, "half": 6}.get(unit, 1)
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    was_last = calendar.monthrange(date.year, date.month)[1] == date.day
    return dt.date(year, month, last if at_end and was_last else min(date.day, last))


def is_reporting(mention: PeriodMention) -> bool:
    """Whether a mention can be the time that counts are about."""
    return mention.relation == "absolute" and mention.role in _USABLE and not mention.comparison


def find_text_period(sheet: Sheet) -> Stretch | None:
    """The reporting period of a text: the first that it names which is no single day (else the first day)."""
    first_day: Stretch | None = None
    for mention in sheet.layers.periods:
        stretch = stretch_of(mention)
        if stretch is None or not is_reporting(mention):
            continue
        if sheet.date and stretch[0] > sheet.date:
            continue
        if mention.grain in ("day", "days", "time") and mention.role != "":
            continue
        if mention.grain == "day" or stretch[0] == stretch[1]:
            first_day = first_day or stretch
            continue
        return stretch
    return first_day


def find_comparisons(sheet: Sheet, clock: Clock) -> list[tuple[int, PeriodMention]]:
    """Where comparisons with another time are said, in text order."""
    return [
        (m.start, m)
        for m in sheet.layers.periods
        if (m.comparison or (m.relation == "year_before")) and m.role in _USABLE
    ]


def base_of(mention: PeriodMention, current: Stretch | None) -> Stretch | None:
    """What a comparison's words come to, given the current period."""
    dates = stretch_of(mention)
    if mention.relation == "year_before":
        if current is not None:
            if mention.year is not None:
                return moved(current, mention.year - current[1].year)
            return moved(current, mention.shift or -1, mention.shift_unit)
        return dates
    return dates


def mentions_in(chunks: Iterable[Chunk]) -> list[PeriodMention]:
    """The periods that these chunks name."""
    return [c.mention for c in chunks if c.kind == "period" and isinstance(c.mention, PeriodMention)]


def settle_period(sheet: Sheet, frame: Frame, clock: Clock) -> None:
    """Fills period and base period of a frame; the frames before it are settled."""
    own = mentions_in([*frame.left, *([frame.governed] if frame.governed else []), *frame.tail, *frame.right])
    reporting = [m for m in own if is_reporting(m) and stretch_of(m)]
    compared = [m for m in own if m.comparison or m.relation == "year_before"]
    habit = [m for m in own if m.relation == "habit"]
    same = [m for m in own if m.relation == "same"]
    current = clock.current
    if reporting and frame.pair not in ("from",):
        mention = _best(frame, reporting)
        current = stretch_of(mention)
        frame.period_mention, frame.period_inherited = mention, False
        if frame.pair == "" or frame.pair in ("now", "to"):
            clock.sentence = current
    elif same:
        current = clock.paragraph or clock.heading or clock.text or current
        for mention in same:
            if mention.antecedent is not None and stretch_of(mention.antecedent):
                current = stretch_of(mention.antecedent)
        frame.period_mention, frame.period_inherited = same[-1], False
    elif frame.host is not None and frame.host.period:
        current = frame.host.period  # type: ignore[assignment]
    base: Stretch | None = None
    for mention in compared:
        base = base_of(mention, current) or base
        frame.base_mention = mention
        clock.compared = True
        if base and current:
            clock.bases[current] = base
    frame.period = current
    if frame.measure == "change":
        if base is not None:
            frame.base, frame.base_inherited = base, False
        elif current is not None and current in clock.bases:
            frame.base = clock.bases[current]
        elif current is not None and clock.compared:
            frame.base = moved(current, -1)
        return
    _level_period(sheet, frame, clock, current, base, compared, habit, bool(reporting))


def _best(frame: Frame, mentions: list[PeriodMention]) -> PeriodMention:
    """Of several periods the one before the number that is nearest, else the first after it."""
    before = [m for m in mentions if m.start < frame.quantity.start]
    return before[-1] if before else mentions[0]


def _level_period(
    sheet: Sheet,
    frame: Frame,
    clock: Clock,
    current: Stretch | None,
    base: Stretch | None,
    compared: list[PeriodMention],
    habit: list[PeriodMention],
    said: bool,
) -> None:
    """Levels, shares and rates: the earlier one of a pair has the base period as its time."""
    if frame.is_base:
        own = base
        if own is None and compared:
            own = base_of(compared[-1], current)
        if own is None and frame.partner is not None and frame.partner.base:
            own = frame.partner.base  # type: ignore[assignment]
        if own is None and current is not None:
            own = clock.bases.get(current) or (moved(current, -1) if clock.compared else None)
        frame.period = own
        return
    if base is not None and _is_time_of(frame, compared):
        frame.period, frame.period_inherited = base, False
        frame.period_mention = compared[-1]
        return
    if (habit or frame.rule == "level.state") and not said:
        frame.period = None
        frame.period_mention = habit[-1] if habit else None


def _is_time_of(frame: Frame, compared: list[PeriodMention]) -> bool:
    """«годом ранее их было 2766»: the words of an earlier time stand with a level of their own."""
    mention = compared[-1]
    if frame.pair == "now":
        return False
    if mention.start < frame.quantity.start:
        return any(c.mention is mention for c in frame.left)
    return frame.pair == "against" or not mention.comparison and any(c.mention is mention for c in frame.right)
