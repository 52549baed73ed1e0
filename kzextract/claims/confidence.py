"""Confidence: how often a claim read in this way has its number, indicator, place and period all right.

A logistic model over what is known of a claim once it is read: where its indicator, place and period come
from, what kind of number it is, which rule read it. ``lexicon/confidence.toml`` holds the weights;
``tests/benchmarks/calibration.py`` fits them and prints how well they hold.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from kzextract.claims.units import is_money
from kzextract.lexicon import load_toml
from kzextract.records import Claim


def features(claim: Claim) -> tuple[str, ...]:
    """The names of what holds of a claim; each has a weight, or none.

    The confidence itself is not among them.
    """
    found = [f"measure.{claim.measure}", f"rule.{claim.rule.partition('.')[0]}"]
    indicator = claim.indicator
    if indicator is None:
        found.append("indicator.none")
    else:
        start, end = claim.sentence
        if indicator.start is None:
            found.append("indicator.composed")
        elif not start <= indicator.start < end:
            found.append("indicator.from_elsewhere")
        elif abs(indicator.start - claim.end) > 40:
            found.append("indicator.far")
        if indicator.code is None:
            found.append("indicator.no_code")
        if len(indicator.text.split()) > 3:
            found.append("indicator.long")
    found.append(_origin("place", None if claim.place is None else claim.place.inherited))
    found.append(_origin("period", None if claim.period is None else claim.period.inherited))
    if claim.unit in ("minute", "hour", "day", "month", "year", "m", "km", "ha", "m2", "km/h"):
        found.append("unit.measure")
    elif is_money(claim.unit) or claim.unit == "MCI":
        found.append("unit.money")
    if claim.part_of is not None:
        found.append("part")
    if claim.action is None and claim.measure == "level":
        found.append("action.none")
    return tuple(found)


def _origin(slot: str, inherited: bool | None) -> str:
    if inherited is None:
        return f"{slot}.none"
    return f"{slot}.inherited" if inherited else f"{slot}.own"


@cache
def _weights() -> dict[str, float]:
    return {str(k): float(v) for k, v in load_toml("confidence")["weights"].items()}


def confidence_of(claim: Claim) -> float:
    """The share of claims like this one whose record is right, 0.01 to 0.99."""
    return _share(features(claim))


@lru_cache(maxsize=4_096)
def _share(found: tuple[str, ...]) -> float:
    weights = _weights()
    total = weights["base"] + sum(weights.get(name, 0.0) for name in found)
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-total)))), 2)
