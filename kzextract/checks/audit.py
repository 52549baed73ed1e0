"""What every check sees: the claims of a document in order, the
text between them, and how a finding is made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kzextract.checks.ranges import Range, usable
from kzextract.entities.gazetteer import is_within
from kzextract.reading.normal import fold, normalise
from kzextract.records import Claim, Document, Finding, Severity, Verdict

SEVERITIES: Final[dict[Verdict, Severity]] = {
    "consistent": "info",
    "not_checkable": "info",
    "implausible": "warning",
    "inconsistent": "error",
}


@dataclass
class Audit:
    """A document under audit. ``low`` is its text folded, with the same offsets.

    ``claims`` are those that can be reckoned with, in the order of the text, ``by_id`` the same by id, and
    ``index`` their positions.
    """

    document: Document
    low: str = ""
    claims: list[Claim] = field(init=False)
    by_id: dict[str, Claim] = field(init=False, repr=False)
    index: dict[str, int] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)
    _place_starts: list[int] = field(init=False, repr=False)
    _pairs: list[Pair] | None = field(init=False, repr=False)
    _wholes: dict[str, str] | None = field(init=False, repr=False)
    _parts: dict[str, list[Claim]] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.low = self.low or fold(normalise(self.document.text))
        self.claims = sorted((c for c in self.document.claims if usable(c)), key=lambda c: (c.start, c.end))
        self.by_id = {claim.id: claim for claim in self.claims}
        self.index = {claim.id: n for n, claim in enumerate(self.claims)}
        self._starts = [c.start for c in self.claims]
        self._pairs = self._wholes = self._parts = None
        self._place_starts = sorted(e.start for e in self.document.entities if e.type == "PLACE")

    def within(self, start: int, end: int) -> list[Claim]:
        """The claims that begin between these offsets."""
        return self.claims[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def gap(self, a: Claim, b: Claim) -> str:
        """The folded text between two claims, whichever comes first."""
        return self.low[a.end : b.start] if a.end <= b.start else self.low[b.end : a.start]

    def names_place(self, start: int, end: int) -> bool:
        """Whether a place is named between these offsets."""
        starts = self._place_starts
        at = bisect_left(starts, start)
        return at < len(starts) and starts[at] < end

    @property
    def pairs(self) -> list[Pair]:
        """The pairs of a figure then and now."""
        from kzextract.checks.pairs import find_pairs

        if self._pairs is None:
            self._pairs = find_pairs(self)
        return self._pairs

    @property
    def wholes(self) -> dict[str, str]:
        """The whole of each part, by id."""
        from kzextract.checks.wholes import wholes

        if self._wholes is None:
            self._wholes = wholes(self)
        return self._wholes

    def parts_of(self) -> Iterator[tuple[Claim, list[Claim]]]:
        """Every whole with its parts, in text order."""
        from kzextract.checks.parts import parts_by_whole

        if self._parts is None:
            self._parts = parts_by_whole(self)
        for whole, parts in self._parts.items():
            yield self.by_id[whole], parts


@dataclass(frozen=True, slots=True)
class Pair:
    """The same indicator at two times. ``ordered`` is false where the text does not tell which is which."""

    then: Claim
    now: Claim
    ordered: bool = True

    @property
    def first(self) -> Claim:
        """The one that stands first in the text."""
        return min(self.then, self.now, key=lambda c: c.start)

    @property
    def last(self) -> Claim:
        """The one that stands last in the text."""
        return max(self.then, self.now, key=lambda c: c.start)


def code(claim: Claim) -> str | None:
    """The indicator code of a claim."""
    return claim.indicator.code if claim.indicator else None


def place(claim: Claim) -> str | None:
    """The name of a claim's place."""
    return claim.place.name if claim.place else None


def lies_within(part: Claim, whole: Claim) -> bool:
    """Whether the part's place is that of the whole or lies in it; true where one has no place or no code."""
    if place(part) == place(whole) or part.place is None or whole.place is None:
        return True
    inner, outer = part.place.ref, whole.place.ref
    return inner is None or outer is None or is_within(inner, outer)


def span(claim: Claim) -> tuple[object, object] | None:
    """A claim's period as a pair of dates."""
    return (claim.period.start, claim.period.end) if claim.period else None


def same_subject(a: Claim, b: Claim) -> bool:
    """Whether two claims count the same thing: the same code, else the same words."""
    if code(a) or code(b):
        return code(a) == code(b)
    return bool(a.indicator and b.indicator and a.indicator.text.lower() == b.indicator.text.lower())


def finding(
    check: str,
    verdict: Verdict,
    claims: list[Claim],
    message: tuple[str, str],
    expected: Range | str | None = None,
    stated: str | None = None,
    reason: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding over these claims; their spans are those of its figures."""
    ordered = sorted(claims, key=lambda c: c.start)
    return Finding(
        check=check,
        verdict=verdict,
        claims=tuple(c.id for c in ordered),
        expected=None if expected is None else str(expected),
        stated=stated,
        message=message[0],
        message_en=message[1],
        severity=severity or SEVERITIES[verdict],
        reason=reason,
        spans=tuple((c.start, c.end) for c in ordered),
    )
