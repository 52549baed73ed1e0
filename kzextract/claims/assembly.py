"""From settled frames to claim records."""

from __future__ import annotations

from msgspec.structs import force_setattr

from kzextract.claims.attribution import Attribution
from kzextract.claims.confidence import confidence_of
from kzextract.claims.frames import Frame
from kzextract.entities.periods_calendar import Stretch
from kzextract.layers import PeriodMention
from kzextract.reading.sheet import Sheet
from kzextract.records import (
    AttributionSlot,
    Claim,
    IndicatorSlot,
    PeriodSlot,
    PlaceSlot,
)


def _period(
    sheet: Sheet, stretch: Stretch | None, mention: PeriodMention | None, inherited: bool
) -> PeriodSlot | None:
    if stretch is None:
        return None
    return PeriodSlot(
        start=stretch[0],
        end=stretch[1],
        text=sheet.text[mention.start : mention.end] if mention else None,
        span=(mention.start, mention.end) if mention else None,
        inherited=inherited,
    )


def _indicator(frame: Frame) -> IndicatorSlot | None:
    found = frame.indicator
    if found is None:
        return None
    return IndicatorSlot(text=found.text, start=found.start, end=found.end, code=found.code)


def claims_of(
    sheet: Sheet,
    frames: list[Frame],
    entity_ids: dict[int, str],
    said_by: Attribution,
) -> tuple[Claim, ...]:
    """The claims of a text, in order, with their ids and links."""
    ids = {id(frame): f"c{n}" for n, frame in enumerate(frames, 1)}
    out = []
    for frame in frames:
        quantity = frame.quantity
        speaker = said_by.at(quantity.start)
        out.append(
            Claim(
                id=ids[id(frame)],
                start=quantity.start,
                end=quantity.end,
                text=sheet.text[quantity.start : quantity.end],
                sentence=(frame.sentence.start, frame.sentence.end),
                value=quantity.value,
                value_max=quantity.value_max,
                unit=frame.unit,
                per=frame.per,
                measure=frame.measure,
                direction=frame.direction,
                modifier=frame.modifier,  # type: ignore[arg-type]
                indicator=_indicator(frame),
                action=frame.action,
                place=PlaceSlot(
                    name=frame.place_name,
                    ref=frame.place_ref,
                    entity=entity_ids.get(id(frame.place)) if frame.place else None,
                    inherited=frame.place_inherited,
                )
                if frame.place_name
                else None,
                period=_period(sheet, frame.period, frame.period_mention, frame.period_inherited),
                base_period=_period(sheet, frame.base, frame.base_mention, frame.base_inherited),
                attribution=AttributionSlot(name=speaker.name, entity=entity_ids.get(id(speaker.mention)))
                if speaker
                else None,
                part_of=ids.get(id(frame.part_of)) if frame.part_of else None,
                group=f"g{frame.group}" if frame.group else None,
                rule=frame.rule,
            )
        )
        force_setattr(out[-1], "confidence", confidence_of(out[-1]))  # still being made
    return tuple(out)
