"""A reviewer's corrections checked and applied to a claim: :func:`edited`, :func:`added`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

import msgspec

from kzextract.entities import gazetteer
from kzextract.records import (
    AttributionSlot,
    Claim,
    Direction,
    IndicatorSlot,
    Measure,
    Modifier,
    PeriodSlot,
    PlaceSlot,
    is_currency,
)
from kzextract.review.labels import labels

MAX_WORDS = 500
_PER = re.compile(r"[1-9]\d{0,8} people|hour|day|week|month|year")


class Wrong(ValueError):
    """What is wrong with a correction: the slot and the code of a message (``errors`` in the labels)."""

    def __init__(self, slot: str, code: str) -> None:
        super().__init__(f"{slot}: {code}")
        self.slot = slot
        self.code = code


def edited(
    claim: Claim,
    patch: Mapping[str, Any],
    text: str,
    keys: Collection[str],
    span: tuple[int, int] | None = None,
) -> Claim:
    """The claim with the slots of ``patch`` replaced; :class:`Wrong` names the first that makes no sense.

    >>> from kzextract import extract
    >>> document = extract("Изъято 5 кг наркотиков.")
    >>> str(edited(document.claims[0], {"value": "6,5"}, document.text, ()).value)
    '6.5'
    """
    changes: dict[str, Any] = {}
    if span is not None:
        changes.update(start=span[0], end=span[1], text=text[slice(*span)])
        # A number dragged out of its sentence takes the sentence with it.
        changes["sentence"] = (min(claim.sentence[0], span[0]), max(claim.sentence[1], span[1]))
    for slot, value in patch.items():
        if slot in ("indicator", "code"):
            continue
        if slot not in _READERS:
            raise Wrong(slot, "unknown_slot")
        changes[slot] = _READERS[slot](slot, value)
    if "indicator" in patch or "code" in patch:
        changes["indicator"] = _indicator(claim.indicator, patch)
    if changes.get("place") and claim.place and changes["place"].name == claim.place.name:
        changes["place"] = claim.place
    for slot in ("period", "base_period"):
        old, new = getattr(claim, slot), changes.get(slot)
        if old and new and (old.start, old.end) == (new.start, new.end):
            changes[slot] = old
    if changes.get("part_of") is not None and (
        changes["part_of"] not in keys or changes["part_of"] == claim.id
    ):
        raise Wrong("part_of", "no_such_claim")
    found = msgspec.structs.replace(claim, **changes)
    if found.value_max is not None and found.value_max <= found.value:
        raise Wrong("value_max", "range_backwards")
    if found.measure != "change" and found.direction is not None:
        if patch.get("direction"):
            raise Wrong("direction", "direction_of_change")
        found = msgspec.structs.replace(found, direction=None)
    return found


def added(
    span: tuple[int, int],
    sentence: tuple[int, int],
    patch: Mapping[str, Any],
    text: str,
    keys: Collection[str],
) -> Claim:
    """A claim that the machine missed."""
    start, end = span
    if "value" not in patch:
        raise Wrong("value", "needed")
    blank = Claim(
        id=f"{start}-{end}",
        start=start,
        end=end,
        text=text[start:end],
        sentence=sentence,
        value=Decimal(0),
        unit="count",
        measure="level",
        rule="reviewer",
    )
    return edited(blank, patch, text, keys)


def read_number(words: str) -> Decimal:
    """A number as people type it; ``ValueError`` for what is none.

    >>> read_number("16 045"), read_number("2,4")
    (Decimal('16045'), Decimal('2.4'))
    """
    plain = re.sub(r"[\s\u00a0\u202f\u2009']", "", words).replace(",", ".")
    if not re.fullmatch(r"\d{1,30}(\.\d{1,12})?", plain):
        raise ValueError(words)
    return Decimal(plain)


def _number(slot: str, value: Any) -> Decimal | None:
    if value in (None, "") and slot == "value_max":
        return None
    try:
        return read_number(str(value))
    except (ValueError, InvalidOperation) as error:
        raise Wrong(slot, "no_number") from error


def _unit(slot: str, value: Any) -> str:
    if isinstance(value, str) and (value in labels()["units"] or is_currency(value)):
        return value
    raise Wrong(slot, "no_unit")


def _per(slot: str, value: Any) -> str | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and _PER.fullmatch(value):
        return value
    raise Wrong(slot, "no_denominator")


def _one_of(allowed: Collection[str], optional: bool) -> Callable[[str, Any], str | None]:
    def read(slot: str, value: Any) -> str | None:
        if value in (None, "") and optional:
            return None
        if isinstance(value, str) and value in allowed:
            return value
        raise Wrong(slot, "not_listed")

    return read


def _words(slot: str, value: Any) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > MAX_WORDS:
        raise Wrong(slot, "too_long")
    return " ".join(value.split())


def _indicator(old: IndicatorSlot | None, patch: Mapping[str, Any]) -> IndicatorSlot | None:
    words = _words("indicator", patch["indicator"]) if "indicator" in patch else (old.text if old else None)
    code = patch.get("code", old.code if old else None)
    if code in (None, ""):
        code = None
    elif code not in labels()["codes"]:
        raise Wrong("code", "not_listed")
    if words is None:
        if code is not None:
            raise Wrong("indicator", "needed")
        return None
    if old is not None and old.text == words:
        return msgspec.structs.replace(old, code=code)
    return IndicatorSlot(text=words, code=code)


def _place(slot: str, value: Any) -> PlaceSlot | None:
    if value in (None, ""):
        return None
    if not isinstance(value, Mapping):
        raise Wrong(slot, "no_place")
    name, ref = _words(slot, value.get("name")), value.get("ref")
    known = gazetteer.by_ref(ref) if isinstance(ref, str) else None
    if known is not None:
        return PlaceSlot(name=known.name, ref=known.ref)
    # A village that only the full classifier has, or a foreign city: kept as the text's record had it.
    if name is None or not (ref is None or (isinstance(ref, str) and len(ref) <= 20)):
        raise Wrong(slot, "no_place")
    return PlaceSlot(name=name, ref=ref)


def _period(slot: str, value: Any) -> PeriodSlot | None:
    if value in (None, ""):
        return None
    try:
        start, end = (dt.date.fromisoformat(str(day)) for day in value)
    except (TypeError, ValueError) as error:
        raise Wrong(slot, "no_dates") from error
    if start > end:
        raise Wrong(slot, "dates_backwards")
    return PeriodSlot(start=start, end=end)


def _attribution(slot: str, value: Any) -> AttributionSlot | None:
    name = _words(slot, value)
    return AttributionSlot(name=name) if name else None


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "value": _number,
    "value_max": _number,
    "unit": _unit,
    "per": _per,
    "measure": _one_of(get_args(Measure), optional=False),
    "direction": _one_of(get_args(Direction), optional=True),
    "modifier": _one_of(get_args(Modifier), optional=False),
    "action": lambda slot, value: _one_of(labels()["actions"], optional=True)(slot, value),
    "place": _place,
    "period": _period,
    "base_period": _period,
    "attribution": _attribution,
    "part_of": _words,
}
