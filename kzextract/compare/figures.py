"""What makes two figures of different releases the same figure: a key of the slots that must be equal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kzextract.checks.audit import code
from kzextract.checks.ranges import usable
from kzextract.compare.places import HomePlace
from kzextract.lexicon import load_toml
from kzextract.reading.normal import fold
from kzextract.records import Claim, Document

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_STEM = 6
_PLAIN = frozenset(load_toml("audit")["indicator"]["plain"].split())
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim of a document with the place it is about and how that is known."""

    document: Document
    claim: Claim
    place: str
    home: HomePlace | None


def key_of(claim: Claim, place: str) -> Key | None:
    """The slots that must be equal; None where one of them is unknown: then there is nothing to compare.

    A part is never compared with a whole, nor a change up with a level.
    """
    subject = code(claim)
    if subject is None or claim.period is None or not usable(claim) or claim.value_max is not None:
        return None
    if claim.unit == "ratio" or (claim.measure == "change" and claim.direction is None):
        return None
    return (
        subject,
        qualifiers(claim),
        place,
        claim.period.start,
        claim.period.end,
        claim.measure,
        claim.unit,
        claim.per,
        claim.part_of is not None,
        _action(claim),
    )


def _action(claim: Claim) -> str | None:
    # «Зарегистрировано» is what a count of crimes means anyway.
    return None if claim.action in (None, "registered", "damaged", "killed", "injured") else claim.action


def qualifiers(claim: Claim) -> frozenset[str]:
    """The words of the indicator beyond its code: «кражи **из автомашин**».

    >>> from kzextract import extract
    >>> doc = extract("Количество зарегистрированных преступлений снизилось на 2%.")
    >>> qualifiers(doc.claims[0])
    frozenset()
    """
    words = _LETTERS.findall(fold(claim.indicator.text)) if claim.indicator else []
    stems = {word[:_STEM] for word in words}
    return frozenset(stem for stem in stems if stem not in _PLAIN and stem[:4] not in ("прес", "реги"))
