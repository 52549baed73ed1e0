"""A share against part and whole, and GRIM: can this percentage of so few whole cases exist at all?

GRIM is after Brown and Heathers (2017), who asked it of means of whole numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import islice
from typing import Final

from kzextract.checks.audit import Audit, code, finding, lies_within, place, same_subject, span
from kzextract.checks.links import tight
from kzextract.checks.ranges import Range, reckoned, shown, stated, step
from kzextract.records import Claim, Finding, Verdict
from kzextract.review.labels import amount, out_of

_WHOLES: Final = {"money.recovered": ("money.damage", "money.stolen"), "money.damage": ("money.damage",)}


COUNTRY: Final = "Казахстан"
# So many figures back, or about, the whole or the part of a share is looked for.
_LOOK_BACK: Final = 100
_OF_ALL: Final = re.compile(r"\s*(?:от|из) (?:общего|всех|всего)")
_IN_PERCENT: Final = re.compile(
    r"\s*[,–—-]?\s*(?:что |это )?(?:в процентах|то есть|составляет|или)(?: это)?\s*"
)
_THESE: Final = re.compile(r"\s*(?:этих|таких|всех)\b")


def share_matches(audit: Audit) -> Iterator[Finding]:
    """Check 6: «93, то есть 54%» of 173."""
    for n, share in enumerate(audit.claims):
        if share.measure != "share" or share.unit not in ("percent", "ratio"):
            continue
        whole = _whole(audit, n)
        part = _part(audit, n, whole)
        if part is None:
            continue
        by_words = audit.by_id.get(audit.wholes.get(part.id, ""))
        if by_words is not None and by_words.measure == "level" and by_words.unit == part.unit:
            whole = by_words
        if whole is None:
            whole = _whole_of_part(audit, part)
        if whole is None or whole.id == part.id or whole.unit != part.unit:
            continue
        yield _share(share, part, whole)


def _is_plain_level(claim: Claim) -> bool:
    return claim.measure == "level" and claim.per is None and claim.value_max is None


def _levels_before(audit: Audit, n: int) -> Iterator[Claim]:
    """The plain levels before a claim, the nearest first; only as many as are asked for are looked at."""
    return (c for i in range(n - 1, -1, -1) if _is_plain_level(c := audit.claims[i]))


def _whole(audit: Audit, n: int) -> Claim | None:
    """The whole of the share: what its words point to, else what the extraction names, if it is a level."""
    share = audit.claims[n]
    whole = audit.by_id.get(audit.wholes.get(share.id, ""))
    if whole is not None and whole.measure != "level":
        whole = None
    astray = whole is not None and not lies_within(share, whole)
    if astray or _OF_ALL.match(audit.low, share.end, share.end + 40):
        whole = None if astray else whole
        counts = (c for c in islice(audit.claims, n) if _is_plain_level(c) and c.unit == "count")
        widest = (c for c in counts if place(c) == COUNTRY and span(c) == span(share))
        return next((c for c in widest if code(c) in (code(share), "crime.total")), whole)
    if whole is not None and whole is audit.claims[n - 1] and _IN_PERCENT.fullmatch(audit.gap(share, whole)):
        # «483 единицы. Некомплект – 29, в процентах это 6»: what stands just before is the part.
        known = audit.by_id.get(audit.wholes.get(whole.id, ""))
        return known or next(
            (c for c in islice(_levels_before(audit, n), 1, None) if same_subject(c, whole)), None
        )
    if (
        whole is not None
        and code(share)
        and code(whole)
        and code(whole) != code(share)
        and _THESE.match(audit.low, share.end, share.end + 30)
    ):
        return next((c for c in _levels_before(audit, n) if code(c) == code(share)), whole)
    return whole


def _part(audit: Audit, n: int, whole: Claim | None) -> Claim | None:
    """The count of which the share is the percentage: just before
    or after it, else the same thing elsewhere."""
    share = audit.claims[n]
    for m in (n - 1, n + 1):
        if not 0 <= m < len(audit.claims):
            continue
        near = audit.claims[m]
        if near.measure != "level" or (
            whole is not None and (near.id == whole.id or near.unit != whole.unit)
        ):
            continue
        gap = audit.gap(share, near)
        if "\n" in gap:
            continue
        kin = (near.part_of is not None and near.part_of == share.part_of) or same_subject(near, share)
        if tight(gap) or (_short(gap) and kin and place(near) == place(share)):
            return near
    if whole is None or code(share) in (None, code(whole)):
        return None
    same = [
        c
        for c in audit.claims[max(0, n - _LOOK_BACK) : n + _LOOK_BACK]
        if c.measure == "level"
        and c.unit == whole.unit
        and same_subject(c, share)
        and place(c) == place(share) is not None
        and span(c) == span(share) is not None
        and c.action in (None, "registered", whole.action)
    ]
    return same[0] if len(same) == 1 else None


def _short(gap: str) -> bool:
    return len(gap) <= 60 and not any(mark in gap for mark in ".;\n")


def _whole_of_part(audit: Audit, part: Claim) -> Claim | None:
    """The whole of the part; for money recovered the damage of the same scope."""
    whole = audit.by_id.get(part.part_of or "")
    if whole is not None and whole.measure == "level":
        return whole
    wanted = _WHOLES.get(code(part) or "")
    if not wanted or code(part) in wanted:
        return None
    scope = [
        c
        for c in audit.claims[max(0, audit.index[part.id] - _LOOK_BACK) : audit.index[part.id] + _LOOK_BACK]
        if code(c) in wanted
        and c.measure == "level"
        and c.unit == part.unit
        and place(c) == place(part)
        and span(c) == span(part)
    ]
    return scope[0] if len(scope) == 1 else None


def _share(share: Claim, part: Claim, whole: Claim) -> Finding:
    top, bottom = stated(part).strict, stated(whole).strict
    claims = [whole, part, share]
    russian = f"{amount(part, 'ru')} из {out_of(whole, 'ru')}"
    english = f"{amount(part, 'en')} of {amount(whole, 'en')}"
    if top.high is None or bottom.high is None or bottom.low <= 0:
        reason = "целое равно нулю" if bottom.low <= 0 else "число без верхней границы"
        message = f"{russian}: не проверяется, {reason}.", f"{english}: not checkable."
        return finding("share_matches", "not_checkable", claims, message, reason=reason)
    recomputed = top.over(bottom).times(100 if share.unit == "percent" else 1)
    verdict = stated(share).verdict(recomputed)
    sign = "%" if share.unit == "percent" else ""
    end = {
        "consistent": ("сходится.", "consistent."),
        "implausible": ("близко, но не сходится.", "close, but not right."),
    }.get(verdict, ("не сходится.", "inconsistent."))
    middle = reckoned(recomputed, *(c for c in claims if c is not share))
    return finding(
        "share_matches",
        verdict,
        claims,
        (
            f"{russian} — это {shown(middle, 'ru')}{sign}; в тексте {amount(share, 'ru')}: {end[0]}",
            f"{english} is {shown(middle, 'en')}{sign}; the text says {amount(share, 'en')}: {end[1]}",
        ),
        expected=recomputed,
        stated=str(share.value),
    )


def grim(audit: Audit) -> Iterator[Finding]:
    """Check 7: a percentage of an exact count must be that of a whole number of cases.

    Only where it could fail: where fewer cases are counted than the percentage has steps.
    """
    checked = set()
    pairs = {claim.id for pair in audit.pairs for claim in (pair.now, pair.then)}
    for n, claim in enumerate(audit.claims):
        if claim.unit != "percent" or claim.modifier != "exact" or claim.value_max is not None:
            continue
        if claim.measure == "share":
            whole = _whole(audit, n)
            if whole is not None and _few(whole, claim) and code(whole) and claim.value <= 100:
                said = stated(claim)
                yield _grim(
                    claim, whole, *(r.times(whole.value * Decimal("0.01")) for r in (said.strict, said.loose))
                )
        elif claim.measure == "change" and claim.direction in ("up", "down") and claim.value < 100 and n:
            level = audit.claims[n - 1]
            if level.measure != "level" or not _few(level, claim) or level.id in checked:
                continue
            if level.id in pairs or not same_subject(level, claim) or not _short(audit.gap(level, claim)):
                continue
            checked.add(level.id)
            yield _grim(claim, level, _base(claim, level, step(claim) / 2), _base(claim, level, step(claim)))


def _base(change: Claim, level: Claim, give: Decimal) -> Range:
    """The former counts from which the change, give or take, leads to the level."""
    sign = 1 if change.direction == "up" else -1
    ends = [1 + sign * (change.value + by) / 100 for by in (-give, give)]
    low, high = min(ends), max(ends)
    return Range(level.value / high, level.value / low if low > 0 else level.value * 10_000)


def _few(count: Claim, percent: Claim) -> bool:
    """Whether an exact count is so small that some percentages of it do not exist."""
    if count.unit != "count" or step(count) or count.modifier != "exact" or count.value_max is not None:
        return False
    return 0 < count.value * step(percent) < 100


def _whole_number_in(cases: Range) -> bool:
    assert cases.high is not None
    return cases.high.to_integral_value(ROUND_FLOOR) >= cases.low.to_integral_value(ROUND_CEILING)


def _grim(percent: Claim, count: Claim, cases: Range, forgiven: Range) -> Finding:
    exists = _whole_number_in(cases)
    verdict: Verdict = (
        "consistent" if exists else "implausible" if _whole_number_in(forgiven) else "inconsistent"
    )
    said = amount(percent, "ru"), amount(percent, "en")
    return finding(
        "grim",
        verdict,
        [count, percent],
        (
            f"{said[0]} при {amount(count, 'ru')}: "
            + (
                "такое целое число случаев есть."
                if exists
                else "ни одно целое число случаев не даёт такого процента."
            ),
            f"{said[1]} with {amount(count, 'en')}: "
            + (
                "a whole number of cases fits."
                if exists
                else "no whole number of cases gives this percentage."
            ),
        ),
        expected=cases,
        stated=str(percent.value),
    )
