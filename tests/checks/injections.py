"""Errors put into true texts: one figure of a group that adds up is changed so that it no longer does.

The arithmetic here is its own, apart from that of :mod:`kzextract.checks`: it decides whether a group of the
gold adds up within the rounding of its figures, and whether a change goes beyond it.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from conftest import ROOT

from kzextract.checks.rates import population
from kzextract.evaluation.gold import Gold, GoldClaim, load_gold
from kzextract.records import Document

DIGITS = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
Interval = tuple[Decimal, Decimal]
# Beyond this a rate contradicts the table of populations, a daily figure its total.
POPULATION_GIVE, DAILY_GIVE = Decimal("0.12"), Decimal("0.06")


@dataclass(frozen=True)
class Group:
    """Figures of one gold file that belong together."""

    gold: Gold
    kind: str
    members: tuple[int, ...]

    @property
    def claims(self) -> list[GoldClaim]:
        return [self.gold.claims[i] for i in self.members]

    def __str__(self) -> str:
        return f"{self.gold.id} {self.kind} {' '.join(c.text for c in self.claims)}"


@dataclass(frozen=True)
class Injection:
    """A text with one figure changed, at ``start``; what follows has moved by ``shift``."""

    group: Group
    member: int
    text: str
    start: int
    shift: int
    figure: str

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where the figures of the group stand in the new text."""
        return [
            (c.start + self.shift * (c.start > self.start), c.end + self.shift * (c.end > self.start))
            for c in self.group.claims
        ]

    def is_flagged(self, document: Document) -> bool:
        """Whether a finding says of two figures of the group, or of
        the changed one, that something is wrong."""
        for found in document.findings:
            if found.verdict in ("inconsistent", "implausible"):
                hit = [any(s < end and start < e for s, e in found.spans) for start, end in self.spans]
                if sum(hit) >= 2 or hit[self.member]:
                    return True
        return False


def load_groups(folders: list[Path]) -> list[Group]:
    golds = {gold.id: gold for folder in folders for gold in load_gold(folder)}
    lines = (ROOT / "corpora" / "groups.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [
        Group(golds[row["document"]], row["kind"], tuple(map(int, row["claims"].split())))
        for row in rows
        if row["document"] in golds
    ]


def place_of(text: str) -> Decimal | None:
    """The last written place of the last number, before any multiplier; None where it is in words."""
    numbers = DIGITS.findall(text)
    if not numbers:
        return None
    return Decimal(1).scaleb(
        -len(re.sub("[ \u00a0\u202f]", "", numbers[-1]).replace(",", ".").partition(".")[2])
    )


def interval(claim: GoldClaim, value: Decimal | None = None) -> Interval:
    """What the figure may stand for."""
    low = value if value is not None else claim.value
    high = value if value is not None else claim.value_max or claim.value
    place = place_of(claim.text)
    if place is None:
        # In words: «треть», «шесть тысяч», «вдвое».
        give = low / 8 if claim.unit == "ratio" else low / 20 if low >= 1000 else Decimal(0)
    else:
        numbers = DIGITS.findall(claim.text)
        written = Decimal(re.sub("[ \u00a0\u202f]", "", numbers[-1]).replace(",", "."))
        scale = high / written if written and len(numbers) == 1 and value is None else _scale(claim)
        give = place * scale / 2
        exact = (
            claim.unit in ("count", "KZT", "USD")
            and claim.per is None
            and claim.measure in ("level", "change")
        )
        if exact and place * scale == 1:
            give = Decimal(0)
    if claim.modifier == "about":
        give = max(give, low / 6 if claim.unit == "ratio" else low / 10)
    if claim.modifier in ("over", "at_least"):
        return low, high * Decimal("1.5")
    if claim.modifier in ("under", "at_most"):
        return Decimal(0), high
    return low - give, high + give


def _scale(claim: GoldClaim) -> Decimal:
    numbers = DIGITS.findall(claim.text)
    written = Decimal(re.sub("[ \u00a0\u202f]", "", numbers[-1]).replace(",", "."))
    if len(numbers) == 1:
        return claim.value / written if written else Decimal(1)
    tail = claim.text[claim.text.rfind(numbers[-1]) + len(numbers[-1]) :].strip().lower()
    for prefix, scale in (("млн", 6), ("миллион", 6), ("тыс", 3), ("гр", -3)):
        if tail.startswith(prefix):
            return Decimal(1).scaleb(scale)
    return Decimal(1)


def meets(a: Interval, b: Interval) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def ratio(a: Interval, b: Interval) -> Interval:
    return a[0] / b[1], a[1] / b[0]


def size(a: Interval) -> Interval:
    low, high = sorted((abs(a[0]), abs(a[1])))
    return (Decimal(0), high) if a[0] < 0 < a[1] else (low, high)


def adds_up(group: Group, changed: tuple[int, Decimal] | None = None) -> bool:
    """Whether the figures agree within their rounding; ``changed``
    is a member's position and its new value."""
    claims = group.claims
    at = [interval(c, changed[1] if changed and changed[0] == n else None) for n, c in enumerate(claims)]
    kind = group.kind
    if any(low <= 0 for low, _ in at[:2]):
        return False
    if kind in ("percent", "difference", "times"):
        then, now, change = at
        direction = claims[2].direction
        if (direction == "up" and now[1] < then[0]) or (direction == "down" and now[0] > then[1]):
            return False
        if kind == "difference":
            return meets(size((now[0] - then[1], now[1] - then[0])), change)
        if kind == "times":
            return meets(ratio(*((then, now) if direction == "down" else (now, then))), change)
        grown = ratio(now, then)
        return meets(size((grown[0] * 100 - 100, grown[1] * 100 - 100)), change)
    if kind == "triple":
        level, by, percent = at
        sign = -1 if claims[1].direction == "up" else 1
        base = level[0] + sign * by[0], level[1] + sign * by[1]
        return base[0] > 0 and meets(tuple(x * 100 for x in ratio(by, base)), percent)  # type: ignore[arg-type]
    if kind == "sum":
        return meets(at[0], (sum(x[0] for x in at[1:]), sum(x[1] for x in at[1:])))  # type: ignore[arg-type]
    if kind in ("within", "recovered"):
        return at[1][0] <= at[0][1]
    if kind == "share":
        factor = 100 if claims[2].unit == "percent" else 1
        return meets(tuple(x * factor for x in ratio(at[1], at[0])), at[2])  # type: ignore[arg-type]
    if kind == "rate":
        assert claims[1].place and claims[1].period and claims[1].per
        known = population(claims[1].place, claims[1].period[1].year)
        assert known is not None and known.high is not None
        people = ratio(at[0], at[1])
        per = int(claims[1].per.split()[0])
        give = POPULATION_GIVE if changed else POPULATION_GIVE / 2 * Decimal("1.4")
        allowed = known.low * (1 - give), known.high * (1 + give)
        return meets((people[0] * per, people[1] * per), allowed)
    if kind == "growth":
        grown = ratio(ratio(at[2], at[3]), ratio(at[0], at[1]))
        return meets(grown, (Decimal("0.94"), Decimal("1.10")))
    if kind == "daily":
        assert claims[0].period
        days = (claims[0].period[1] - claims[0].period[0]).days + 1
        total = at[1][0] * days * (1 - DAILY_GIVE), at[1][1] * days * (1 + DAILY_GIVE)
        return meets(at[0], total)
    if kind == "same":
        return meets(at[0], at[1])
    assert kind in ("rise", "fall")
    return at[1][1] > at[0][0] if kind == "rise" else at[1][0] < at[0][1]


def mutations(figure: str, rng: random.Random, compound: bool = False) -> Iterator[str]:
    """Endless slips of the pen: another digit, two digits swapped, one too many, one too few."""
    at = [m.start() for m in re.finditer(r"\d", figure)]
    while at:
        digits = list(figure)
        slip = rng.randrange(2 if compound else 4)
        i = rng.choice(at)
        if slip == 0:
            digits[i] = rng.choice("0123456789")
        elif slip == 1 and i + 1 < len(figure) and figure[i + 1].isdigit():
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
        elif slip == 2 and re.fullmatch(r"\d{1,3}", figure):
            digits.insert(i, rng.choice("123456789"))
        elif slip == 3 and re.fullmatch(r"\d{2,3}", figure):
            del digits[i]
        made = "".join(digits)
        if made != figure and not made.startswith("0"):
            yield made


def value_of(claim: GoldClaim, old: str, new: str) -> Decimal:
    """The value of the figure when its last number is written differently."""

    def number(text: str) -> Decimal:
        return Decimal(re.sub("[ \u00a0\u202f]", "", text).replace(",", "."))

    return claim.value + (number(new) - number(old)) * _scale(claim)


def inject(group: Group, member: int, rng: random.Random, tries: int = 300) -> Injection | None:
    """One figure changed beyond rounding; None where its place in
    the group cannot break it, or it is in words."""
    claim = group.claims[member]
    numbers = list(DIGITS.finditer(claim.text))
    if not numbers or claim.value_max is not None:
        return None
    last = numbers[-1]
    for made, _ in zip(mutations(last.group(), rng, len(numbers) > 1), range(tries), strict=False):
        value = value_of(claim, last.group(), made)
        # A figure that is impossible by itself is another error than one that does not add up.
        if value <= 0 or adds_up(group, (member, value)):
            continue
        figure = claim.text[: last.start()] + made + claim.text[last.end() :]
        text = group.gold.text[: claim.start] + figure + group.gold.text[claim.end :]
        return Injection(group, member, text, claim.start, len(figure) - len(claim.text), figure)
    return None


def injections(groups: list[Group], seed: int = 7) -> list[Injection]:
    """One injection for every figure of every group that adds up and that a figure can break."""
    rng = random.Random(seed)
    made = [
        inject(group, member, rng)
        for group in groups
        if adds_up(group)
        for member in range(len(group.members))
    ]
    return [injection for injection in made if injection is not None]
