"""Periods of claims, and what a change is compared with.

The time named in the number's own context comes first, then that of the sentence, the paragraph, the heading,
the text. A comparison («по сравнению с прошлым годом») gives the base; once it was said for a period, later
changes for that period inherit it. An earlier time beside a level («а в 2024 году было 8 385») is the base
said as a period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from kzextract.claims.attribution import SPEECH
from kzextract.claims.chunks import Chunk
from kzextract.claims.clock import Clock, base_of, is_reporting, stretch_of
from kzextract.claims.comparisons import (
    bracketed_comparison,
    compared_again,
    is_time_of,
    says_last_year,
)
from kzextract.claims.frames import Frame, beyond
from kzextract.claims.predicates import LEANING
from kzextract.entities.periods_calendar import Stretch
from kzextract.layers import PeriodMention
from kzextract.reading.sheet import Sheet

_EARLIER_OF_PAIR: Final = frozenset({"from", "against"})


def mentions_in(chunks: Iterable[Chunk]) -> list[PeriodMention]:
    """The periods that these chunks name."""
    return [c.mention for c in chunks if c.kind == "period" and isinstance(c.mention, PeriodMention)]


def settle_period(sheet: Sheet, frame: Frame, clock: Clock) -> None:
    """Fills period and base period of a frame; the frames before it are settled."""
    if frame.rule == "level.penalty":
        return
    own = _own(frame)
    before = frame.before
    if before is not None and not own and _follows(sheet, before, frame):
        frame.period, frame.base, frame.is_base = before.period, before.base, before.is_base
        if frame.measure == "change" and before.measure != "change" and before.period:
            frame.base = clock.base_for(before.period, frame)
        return
    _settle_is_base(frame, clock)
    reporting = [m for m in own if is_reporting(m) and stretch_of(m) and not _of_speech(sheet, m)]
    if frame.state:
        reporting = [m for m in reporting if _same_clause(sheet, m, frame)]
    compared = [m for m in own if m.comparison or m.relation == "year_before"]
    bracketed = bracketed_comparison(frame)
    if bracketed is not None and not compared:
        compared = [bracketed]
    again = compared_again(sheet, frame)
    if again is not None and not compared:
        compared = [again]
    same = [m for m in own if m.relation == "same"]
    habits = [m for m in own if m.relation == "habit"]
    current = _current(frame, clock, same)
    if again is not None:
        reporting = [m for m in reporting if m.start != again.start]
    earlier = [m for m in reporting if clock.is_earlier(m, current)]
    if frame.is_base:
        _settle_base_period(frame, clock, current, reporting, compared)
        return
    reporting = [m for m in reporting if m not in earlier]
    compared += earlier
    if reporting:
        mention = _nearest(frame, reporting)
        clipped = _as_of([m for m in own if is_reporting(m)])
        if clipped is not None and clock.text is not None and clock.text[0] == clipped[0]:
            clock.text = clipped  # «с начала года, по состоянию на 1 октября» holds for the whole text
        current = clock.sentence = clipped or stretch_of(mention)
        frame.period_mention, frame.period_inherited = mention, False
    elif same:
        frame.period_mention, frame.period_inherited = same[-1], False
    base = _base(frame, clock, compared, current)
    if frame.measure == "change":
        frame.period = current
        frame.base = base or (clock.base_for(current, frame) if current else None)
        frame.base_inherited = base is None
        if any(m.role == "now" for m in habits):
            frame.period = frame.base = None
    elif base is not None and is_time_of(frame, compared):
        frame.period, frame.period_inherited = base, False
        frame.period_mention = compared[-1]
        frame.is_base = True
    elif not reporting and (
        frame.state or any(m.role == "now" for m in habits) or (habits and frame.present)
    ):
        frame.period_mention = habits[-1] if habits else None
        if before is not None and before.state and before.period is not None and not own and frame.marker:
            frame.period = (
                before.period
            )  # «на 1 января насчитывалось 5,2 млн авто, из них 21% – отечественные»
    elif frame.pair == "to" and frame.partner is not None and frame.partner.period == current:
        frame.period = None  # «со 140 в прошлом году до 163 в текущем»: not the time of the first
    else:
        frame.period = current


def _as_of(mentions: list[PeriodMention]) -> Stretch | None:
    """«с начала года, по состоянию на 1 октября»: a stretch that ends on
    the day named (the first of a month: before)."""
    snapshot = next((m for m in mentions if m.role == "as_of" and m.end_date), None)
    running = next((m for m in mentions if m.role != "as_of" and m.start_date), None)
    if snapshot is None or running is None or snapshot.end_date is None or running.start_date is None:
        return None
    end = snapshot.end_date - dt.timedelta(days=1) if snapshot.end_date.day == 1 else snapshot.end_date
    return (running.start_date, end) if end >= running.start_date else None


def _own(frame: Frame) -> list[PeriodMention]:
    """The periods named beside the number, also across a dash: «из них 9 – в июне»."""
    own = mentions_in(_around(frame))
    if not own:
        own = mentions_in(beyond(frame))
    if frame.pair == "to" and frame.partner is not None:
        # «с 912 в 2024 году до 744»: the time between them is that of the first.
        own = [m for m in own if not frame.partner.quantity.end <= m.start < frame.quantity.start]
    return own


def _follows(sheet: Sheet, before: Frame, frame: Frame) -> bool:
    """Whether a number without a time of its own shares that of the
    number before: «231 и 129», «93, то есть 54%»."""
    if frame.rule_same and not before.is_base and not frame.pair:
        return True
    return before.is_base and (_coordinate(sheet, before, frame) or _goes_on(sheet, before, frame))


def _goes_on(sheet: Sheet, first: Frame, second: Frame) -> bool:
    """«неделей ранее аварий было 17, погиб один человек»: only a comma and a verb between two levels."""
    if second.measure != "level" or first.marker == "bracket" or first.pair or second.pair:
        return False
    between = sheet.words[first.quantity.stop : second.quantity.first]
    if len(between) != 2 or between[0].low != "," or between[1].form.pos not in ("VERB", "PRTS"):
        return False
    return not between[1].form.lemmas & LEANING  # «было 5 084, стало 5 120»


def _same_clause(sheet: Sheet, mention: PeriodMention, frame: Frame) -> bool:
    """«в отделе, созданном в 2016 году, трудятся 15 человек»: no comma may stand between."""
    if mention.start > frame.quantity.start:
        return True
    return all(w.low != "," for w in sheet.words[mention.stop : frame.quantity.first])


def _settle_base_period(
    frame: Frame,
    clock: Clock,
    current: Stretch | None,
    reporting: list[PeriodMention],
    compared: list[PeriodMention],
) -> None:
    """The time of the earlier one of a pair: its own words («против 61
    за январь–апрель прошлого года»), else the base."""
    base = _base(frame, clock, compared, current)
    after = [m for m in reporting if m.start > frame.quantity.start]
    own = after if frame.pair in _EARLIER_OF_PAIR else reporting
    if own:
        mention = own[0]
        frame.period, frame.period_mention, frame.period_inherited = stretch_of(mention), mention, False
        if clock.is_earlier(mention, current):
            frame.period = base_of(mention, current, clock.low)
    else:
        frame.period = base or _known_base(frame, clock, current)
    if frame.marker == "bracket":
        if frame.period is None:
            frame.period = clock.bracket_base
        clock.bracket_base = frame.period
    clock.note(current, frame.period)


def _coordinate(sheet: Sheet, first: Frame, second: Frame) -> bool:
    return [w.low for w in sheet.words[first.quantity.stop : second.quantity.first]] in (["и"], [","])


def _around(frame: Frame) -> list[Chunk]:
    return [*frame.left, *([frame.governed] if frame.governed else []), *frame.tail, *frame.right]


def _current(frame: Frame, clock: Clock, same: list[PeriodMention]) -> Stretch | None:
    """The time that holds where the number stands, unless its own words say another."""
    if same:
        for mention in reversed(same):
            if mention.antecedent is not None:
                found = stretch_of(mention.antecedent)
                if found is not None:
                    return found
        return clock.paragraph or clock.heading or clock.text_at(frame.quantity.start)
    if frame.host is not None and frame.host.period and not frame.host.is_base:
        return frame.host.period
    return clock.at(frame.quantity.start)


def _of_speech(sheet: Sheet, mention: PeriodMention) -> bool:
    """«как сообщили вчера в прокуратуре»: when it was told, not when it happened."""
    if mention.grain not in ("day", "time"):
        return False
    words = sheet.words
    near = words[max(0, mention.first - 2) : mention.first] + words[mention.stop : mention.stop + 1]
    return SPEECH.among(near)


def _nearest(frame: Frame, mentions: list[PeriodMention]) -> PeriodMention:
    """Of several periods the one before the number that is nearest, else the first after it."""
    before = [m for m in mentions if m.start < frame.quantity.start]
    return before[-1] if before else mentions[0]


def _base(
    frame: Frame, clock: Clock, compared: list[PeriodMention], current: Stretch | None
) -> Stretch | None:
    base = None
    for mention in compared:
        found = base_of(mention, current, clock.low)
        if found is not None:
            base, frame.base_mention = found, mention
        clock.note(current, found)
    return base


def _settle_is_base(frame: Frame, clock: Clock) -> None:
    """Which of a pair is the earlier one, and whether a bare bracket holds last year's figure."""
    if frame.pair in _EARLIER_OF_PAIR:
        frame.is_base = True
    elif frame.pair == "slash_second" and frame.partner is not None:
        first, second = frame.partner.quantity.value, frame.quantity.value
        before = frame.partner.before or frame.host or frame.partner.host
        change = frame.change or frame.partner.change
        direction = change.direction if change else (before.direction if before is not None else None)
        earlier_first = (direction == "up" and first < second) or (direction == "down" and first > second)
        frame.is_base = not (earlier_first and not clock.legend_slash)
        if not frame.is_base:
            frame.partner.is_base = True
            current = frame.partner.period
            if current is not None:
                frame.partner.period = clock.base_for(current, frame)
    elif frame.before_words or says_last_year(frame) or bracketed_comparison(frame) is not None:
        frame.is_base = True
    elif frame.marker == "bracket" and frame.host is not None and frame.measure == "level":
        frame.is_base = clock.bracket_is_base(frame)


def _known_base(frame: Frame, clock: Clock, current: Stretch | None) -> Stretch | None:
    """The base that was said for this period, for the earlier number of a pair."""
    partner = frame.partner or frame.host or frame.before
    if partner is not None and partner.measure == "change" and partner.base:
        return partner.base
    return clock.base_for(current, frame) if current else None
