"""Comparisons: what a change or an earlier figure is compared with, where words leave it out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kzextract.claims.frames import Frame
from kzextract.entities.periods_calendar import month_end
from kzextract.layers import PeriodMention
from kzextract.reading.sheet import Sheet


def settle_bases(frames: list[Frame]) -> None:
    """«больше на 9,1%: 132 против 121 за девять месяцев 2021
    года»: the pair tells what the change is from."""
    for frame in frames:
        if frame.measure != "change" or frame.base is not None:
            continue
        if frame.period_mention is None:
            _explained(frame, frames)
        if frame.period is None:
            _share_base(frame, frames)
            continue
        for other in frames:
            kin = other.indicator and frame.indicator and other.indicator.code == frame.indicator.code
            if other.is_base and other.pair and other.period and kin and other.place_name == frame.place_name:
                frame.base = other.period
                break


def _share_base(frame: Frame, frames: list[Frame]) -> None:
    """«грабежей на 17 меньше, а разбоев на три больше, чем в 2021 году»: said once, for both."""
    for other in reversed(frames):
        if other is frame or other.measure != "change" or other.base is None or other.base_mention is None:
            continue
        said = other.base_mention.start
        both = min(other.at, frame.at), max(other.at, frame.at)
        inside = frame.chunks[both[0]].first <= other.base_mention.first < frame.chunks[both[1]].first
        if other.period is None and (said < frame.quantity.start or not inside):
            frame.base = other.base
            return


def _explained(frame: Frame, frames: list[Frame]) -> None:
    """«вырос на 40 процентов: если в 2023 году он составлял 500 млн, то в 2024-м – 700 млн»: from when on."""
    after = [
        f
        for f in frames
        if f.at > frame.at and f.measure == "level" and f.period_mention is not None and f.period is not None
    ]
    if len(after) != 2 or frame.indicator is None or frame.direction is None:
        return
    first, second = after
    if first.unit != second.unit or any(
        f.indicator is None or f.indicator.code != frame.indicator.code or f.place_name != frame.place_name
        for f in after
    ):
        return
    if first.period > second.period:  # type: ignore[operator]
        first, second = second, first
    rises = second.quantity.value > first.quantity.value
    if first.period != second.period and rises == (frame.direction == "up"):
        frame.period, frame.base = second.period, first.period


def bracketed_comparison(frame: Frame) -> PeriodMention | None:
    """«по сравнению с тем же периодом 2020 года (222)»: the bracket gives that period's figure."""
    if frame.measure != "level" or frame.at < 2 or frame.chunks[frame.at - 1].low != "(":
        return None
    mention = frame.chunks[frame.at - 2].mention
    if isinstance(mention, PeriodMention) and (mention.comparison or mention.relation == "year_before"):
        return mention
    return None


def compared_again(sheet: Sheet, frame: Frame) -> PeriodMention | None:
    """«на 8% в сравнении с маем 2022 года и на 3% – с апрелем»: the second comparison says only with what."""
    before = frame.before
    if frame.measure != "change" or before is None or before.base_mention is None or not frame.right:
        return None
    chunk = frame.right[0]
    if not isinstance(chunk.mention, PeriodMention):
        return None
    mention = chunk.mention
    if chunk.prep not in _WITH and not sheet.low.startswith(_WITH_WORDS, mention.start):
        return None
    if mention.role == "since" and mention.start_date is not None and mention.grain in ("month", "year"):
        first = mention.start_date  # «с апрелем» is no «since April»
        end = month_end(first.year, 12 if mention.grain == "year" else first.month)
        return replace(mention, end_date=end, role="", comparison=True)
    return mention


_WITH: Final = frozenset({"с", "со", "к", "против"})
_WITH_WORDS: Final = tuple(f"{word} " for word in _WITH)


def says_last_year(frame: Frame) -> bool:
    """«по сравнению с прошлогодними 44»: the adjective alone says that the figure is last year's."""
    near = frame.left[-1] if frame.left else None
    return (
        near is not None and near.kind == "np" and near.head is not None and near.head.lemma == "прошлогодний"
    )


def is_time_of(frame: Frame, compared: list[PeriodMention]) -> bool:
    """«годом ранее их было 2766»: the words of an earlier time stand with a level of their own."""
    mention = compared[-1]
    if frame.pair == "now":
        return False
    if mention.start < frame.quantity.start:
        return any(c.mention is mention for c in frame.left)
    return not mention.comparison and any(c.mention is mention for c in frame.right)
