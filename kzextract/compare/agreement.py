"""Whether two written figures agree: the finer one, rounded as the coarser is, must give the coarser."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from decimal import ROUND_HALF_UP, Decimal

from kzextract.checks.ranges import stated, step
from kzextract.records import Claim


def signed(claim: Claim) -> Decimal:
    """The value, below zero for a fall."""
    return -claim.value if claim.direction == "down" else claim.value


def agree(a: Claim, b: Claim) -> bool:
    """Whether both may be the same figure.

    Rounding is from the figure as written: 2,5% is not 2%, though 2,47% would be written both ways.
    """
    if (a.direction == "down") != (b.direction == "down") and a.value and b.value:
        return False
    coarse, fine = (a, b) if step(a) >= step(b) else (b, a)
    if coarse.modifier != "exact" or fine.modifier != "exact":
        return stated(coarse).strict.meets(stated(fine).strict)
    place = step(coarse)
    if not place:
        return coarse.value == fine.value
    return (fine.value / place).quantize(Decimal(1), ROUND_HALF_UP) * place == coarse.value


def could_agree(a: Claim, b: Claim) -> bool:
    """Whether one unrounded value exists that would be written either way."""
    return a.direction == b.direction and stated(a).strict.meets(stated(b).strict)


# Of the groups whose figure lies within what a coarse figure may mean, so many are looked at.
_CANDIDATES = 8


def clusters(claims: list[Claim]) -> list[list[int]]:
    """Indices of the claims in groups that agree with the group's first; the finest figures come first.

    One pass over the claims sorted: a coarse figure is held only against the groups that lie in its range.
    """
    order = sorted(
        range(len(claims)), key=lambda n: (step(claims[n]), claims[n].modifier != "exact", signed(claims[n]))
    )
    groups: list[list[int]] = []
    firsts: list[tuple[Decimal, int]] = []
    known: dict[tuple[Decimal, str, Decimal], int] = {}
    for n in order:
        claim = claims[n]
        same = (signed(claim), claim.modifier, step(claim))
        at = known.get(same)
        if at is None:
            at = _group_of(claim, claims, groups, firsts)
            if at is None:
                at = len(groups)
                groups.append([])
                insort(firsts, (signed(claim), at))
            known[same] = at
        groups[at].append(n)
    return groups


def _group_of(
    claim: Claim, claims: list[Claim], groups: list[list[int]], firsts: list[tuple[Decimal, int]]
) -> int | None:
    reach = stated(claim).strict
    low, high = reach.low, reach.high if reach.high is not None else claim.value * 10
    if claim.direction == "down":
        low, high = -high, -low
    left = bisect_left(firsts, (low, -1))
    # Figures with a modifier were put in before exact ones of a coarser place: their own range is wider.
    right = bisect_right(firsts, (high, len(groups)))
    for _, at in (*firsts[left : min(right, left + _CANDIDATES)], *firsts[max(0, left - 1) : left]):
        if agree(claims[groups[at][0]], claim):
            return at
    return None
