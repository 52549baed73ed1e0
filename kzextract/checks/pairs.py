"""Which two figures are the same indicator then and now: «с 53 до
50», «173 против 258», «27 (в 2024 году – 31)»."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from kzextract.checks.audit import Audit, Pair, code, place, same_subject, span
from kzextract.records import Claim

# Words that may stand between a preposition and its number.
_LOOSE: Final = r"\s*(?:(?:почти|около|порядка|примерно|более чем|более|свыше|уровня|отметки)\s+){0,2}"
_FROM: Final = re.compile(rf"(?:^|[\s(«])со?{_LOOSE}$")
_TO: Final = re.compile(rf"^[^.;()!?]*\bдо{_LOOSE}$|^[^;()!?]*[^.;()!?]\bдо{_LOOSE}$")
_AGAINST: Final = re.compile(rf"^[^;!?]*\bпротив{_LOOSE}$")
# What says that the second figure is the earlier one.
_EARLIER: Final = re.compile(
    r"\b(?:было|была|были|составлял\w*|равнял\w*|ранее|раньше|год назад|тогда как|аппг"
    r"|прошл\w+ (?:год|период)\w*"
    r"|(?:в|за) (?:20\d\d|прошлом|том же)|20\d\d)\b"
)
_BECAME: Final = re.compile(r"\bстало\b")
_COMPARED: Final = re.compile(r"\bдля сравнения\b")
# Between two figures of one indicator there is no new thought.
MAX_GAP: Final = 160
_MONTHS_APART: Final = 370


def _no_pair(x: Claim, y: Claim) -> bool:
    return (
        x.measure == "change"
        or y.measure == "change"
        or x.measure != y.measure
        or x.unit != y.unit
        or x.per != y.per
        or x.value_max is not None
        or y.value_max is not None
        or x.part_of == y.id
        or y.part_of == x.id
    )


def _says_compared(low: str, claim: Claim) -> bool:
    """Whether «для сравнения» stands before a figure in its sentence."""
    at = low.find("для сравнения", claim.sentence[0], claim.start)
    return at >= 0 and _COMPARED.search(low, at, claim.start) is not None


def find_pairs(audit: Audit) -> list[Pair]:
    """All pairs, each figure in one pair at most."""
    pairs: list[Pair] = []
    claims = audit.claims
    taken: set[str] = set()
    for n, y in enumerate(claims):
        if y.measure == "change" or y.id in taken:
            continue
        before = n - 1
        while before >= 0 and claims[before].measure == "change" and n - before < 4:
            before -= 1
        if before < 0:
            continue
        x = claims[before]
        pair = None
        if x.id not in taken and not _no_pair(x, y) and y.start - x.end <= MAX_GAP:
            pair = _pair(audit, x, y)
        if pair is None and _says_compared(audit.low, y):
            pair = _far_pair(audit, n)
        if pair is not None:
            pairs.append(pair)
            taken |= {pair.then.id, pair.now.id}
    return pairs


def _pair(audit: Audit, x: Claim, y: Claim) -> Pair | None:
    """The two as a pair, if the words or their periods say so; ``x`` stands first."""
    gap = audit.low[x.end : y.start]
    if "\n\n" in gap:
        return None
    if "до" in gap and _TO.match(gap) and _FROM.search(audit.low, max(0, x.start - 40), x.start):
        return Pair(then=x, now=y)
    if "против" in gap and _AGAINST.match(gap) and not audit.names_place(x.end, y.start):
        return Pair(then=y, now=x)
    if not same_subject(x, y) or place(x) != place(y):
        return None
    order = _by_period(x, y)
    if gap.strip() == "/":
        return Pair(then=order[0], now=order[1]) if order else Pair(then=x, now=y, ordered=False)
    if _BECAME.search(gap) and not _EARLIER.search(gap):
        return Pair(then=x, now=y)
    if order and _follows(order[0], order[1]) and ("(" in gap or _EARLIER.search(gap) or x.group == y.group):
        return Pair(then=order[0], now=order[1])
    if not order and span(x) == span(y) and _EARLIER.search(gap) and "\n" not in gap and _near(gap):
        return Pair(then=y, now=x)
    return None


def _near(gap: str) -> bool:
    return len(gap) <= 60 and not re.search(r"[;!?]", gap)


def _by_period(x: Claim, y: Claim) -> tuple[Claim, Claim] | None:
    """The two in the order of their periods, None where these are unknown or the same."""
    if x.period is None or y.period is None or x.period.end == y.period.end:
        return None
    return (x, y) if x.period.end < y.period.end else (y, x)


def _follows(then: Claim, now: Claim) -> bool:
    """Whether the periods are the same stretch of another year, or one after the other."""
    a, b = then.period, now.period
    assert a is not None and b is not None
    if (a.start.month, a.start.day, a.end.month, a.end.day) == (
        b.start.month,
        b.start.day,
        b.end.month,
        b.end.day,
    ):
        return a.end.year < b.end.year
    # A whole year before stands for the same stretch of it («в ходе такого же мероприятия в 2024 году»).
    if a.end < b.start and b.start - a.end < dt.timedelta(days=_MONTHS_APART):
        return a.end + dt.timedelta(days=1) == b.start or (a.end - a.start).days > 360
    return False


def _far_pair(audit: Audit, n: int) -> Pair | None:
    """«Для сравнения: в 2024 году изъяли 48 единиц»: the nearest earlier whole of the same kind and place."""
    then = audit.claims[n]
    for now in reversed(audit.claims[max(0, n - 12) : n]):
        if _no_pair(then, now) or now.part_of or not same_subject(then, now) or place(then) != place(now):
            continue
        if code(now) and _by_period(then, now) == (then, now) and then.action == now.action:
            return Pair(then=then, now=now)
    return None
