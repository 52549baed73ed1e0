"""What is decided about one claim, and what makes two claims the same: :class:`State`, :func:`content`.

A claim is known by where its number stands in the text: its key is ``"start-end"``. Inside states a claim
carries keys instead of the ids of one run (``id``, ``part_of``), for ids are renumbered by every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec

from kzextract.records import Claim, Document, PeriodSlot, Record

Status = Literal["accepted", "rejected", "flagged", "finished", "double", "single"]

# Reserved keys: what is decided about a document as a whole.
FINISHED: Final = "@finished"
MODE: Final = "@mode"

SLOTS: Final = (
    "span",
    "value",
    "value_max",
    "unit",
    "per",
    "measure",
    "direction",
    "modifier",
    "indicator",
    "code",
    "action",
    "place",
    "period",
    "base_period",
    "attribution",
    "part_of",
)


class State(Record, frozen=True, kw_only=True):
    """A decision. ``claim`` is the claim as decided on, ``basis`` the digest of what the machine had said.

    ``basis`` is None for a claim that a person added.
    """

    status: Status
    by: str
    at: str
    claim: Claim | None = None
    note: str | None = None
    basis: str | None = None

    @property
    def edited(self) -> bool:
        """Whether the claim is not as the machine had it."""
        return self.claim is not None and self.basis is not None and digest(self.claim) != self.basis


def portable(claims: Sequence[Claim]) -> dict[str, Claim]:
    """The claims of one run by their keys, with keys for ids.

    >>> from kzextract import extract
    >>> list(portable(extract("Изъято 5 кг наркотиков.").claims))
    ['7-11']
    """
    keys: dict[str, str] = {}
    taken: dict[str, int] = {}
    for claim in claims:
        key = f"{claim.start}-{claim.end}"
        taken[key] = taken.get(key, 0) + 1
        keys[claim.id] = key if taken[key] == 1 else f"{key}.{taken[key]}"
    return {
        keys[claim.id]: msgspec.structs.replace(
            claim, id=keys[claim.id], part_of=keys.get(claim.part_of or ""), group=None
        )
        for claim in claims
    }


def content(claim: Claim) -> dict[str, Any]:
    """What a reviewer decides on, slot by slot; not how it was found, nor which words of the text say it."""

    def dates(slot: PeriodSlot | None) -> str | None:
        return f"{slot.start}..{slot.end}" if slot else None

    indicator, place, said = claim.indicator, claim.place, claim.attribution
    return {
        "span": f"{claim.start}-{claim.end}",
        "value": f"{claim.value.normalize():f}",
        "value_max": None if claim.value_max is None else f"{claim.value_max.normalize():f}",
        "unit": claim.unit,
        "per": claim.per,
        "measure": claim.measure,
        "direction": claim.direction,
        "modifier": claim.modifier,
        "indicator": indicator.text if indicator else None,
        "code": indicator.code if indicator else None,
        "action": claim.action,
        "place": (place.ref or place.name) if place else None,
        "period": dates(claim.period),
        "base_period": dates(claim.base_period),
        "attribution": said.name if said else None,
        "part_of": claim.part_of,
    }


def digest(claim: Claim) -> str:
    """Equal for two claims that say the same about the same number."""
    return hashlib.blake2b(repr(content(claim)).encode(), digest_size=12).hexdigest()


def differing(one: Claim, other: Claim) -> list[str]:
    """The slots in which two claims differ."""
    a, b = content(one), content(other)
    return [slot for slot in SLOTS if a[slot] != b[slot]]


def text_hash(document: Document) -> str:
    """What tells whether the text is still the one that was decided on."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def same_words(claim: Claim, machine: Claim | None) -> Claim:
    """The claim with the machine's pointers into this run's entities, where the slot says the same."""
    if machine is None:
        return claim
    changes: dict[str, Any] = {}
    if claim.place and machine.place and claim.place.name == machine.place.name:
        changes["place"] = machine.place
    if claim.attribution and machine.attribution and claim.attribution.name == machine.attribution.name:
        changes["attribution"] = machine.attribution
    return msgspec.structs.replace(claim, **changes) if changes else claim
