"""Figures that cannot be, whatever they are about: a fall above 100 %,
a period in the future, more back than lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kzextract.checks.audit import Audit, code, finding, place, span
from kzextract.checks.ranges import Range, stated
from kzextract.claims.units import is_money
from kzextract.records import Finding, Verdict
from kzextract.review.labels import amount, period

HUNDRED: Final = Decimal(100)
# What is planned or will be is no report of what was.
_FUTURE: Final = re.compile(
    r"\b(?:планир\w+|запланир\w+|предусм\w+|ожида\w+|намер\w+|прогноз\w*|будет|будут|предстоит|появ[ия]тся"
    r"|до конца|ближайш\w+"
    r"|начн\w+|станет|станут|сможет|смогут|построят|установят|откроют|заработа\w+|перспектив\w+|цел[ьи]|задач\w+"
    r"|должн\w+|рассчитан\w*|действует до|выдел(?:ят|ено|яется|ены)|заложен\w*|\w+(?:ят|ут)ся)\b"
)
_DONE: Final = frozenset(
    [
        "registered",
        "detected",
        "solved",
        "prevented",
        "detained",
        "charged",
        "convicted",
        "wanted_found",
        "sent_to_court",
        "investigated",
        "seized",
        "destroyed",
        "blocked",
        "killed",
        "injured",
        "damaged",
        "recovered",
        "collected",
        "received",
    ]
)
_LOSSES: Final = ("money.damage", "money.stolen")


def impossible_percent(audit: Audit) -> Iterator[Finding]:
    """Check 11: no fall and no share above a hundred percent (percentage points: see points_match_levels)."""
    for claim in audit.claims:
        share = claim.measure == "share"
        if claim.unit != "percent" or not (
            share or (claim.measure == "change" and claim.direction == "down")
        ):
            continue
        if stated(claim).strict.low <= HUNDRED:
            continue
        what = ("Доля", "A share") if share else ("Снижение", "A fall")
        yield finding(
            "impossible_percent",
            "inconsistent",
            [claim],
            (
                f"{what[0]} {amount(claim, 'ru')}: больше 100% не бывает.",
                f"{what[1]} of {amount(claim, 'en')}: more than 100% is impossible.",
            ),
            expected=Range(Decimal(0), HUNDRED),
            stated=str(claim.value),
        )


def order_of_magnitude(audit: Audit) -> Iterator[Finding]:
    """Check 12: «тыс.» for «млн»: a pair that would be plain with three zeros more or fewer."""
    for pair in audit.pairs:
        then, now = pair.then, pair.now
        if min(then.value, now.value) <= 0 or max(then.value, now.value) < 1000:
            continue
        ratio = max(then.value, now.value) / min(then.value, now.value)
        if not 200 <= ratio <= 5_000_000:
            continue
        yield finding(
            "order_of_magnitude",
            "implausible",
            [then, now],
            (
                f"{amount(then, 'ru')} и {amount(now, 'ru')} отличаются на порядки: «тыс.» вместо «млн»?",
                f"{amount(then, 'en')} and {amount(now, 'en')} are orders of magnitude apart: "
                "a wrong multiplier?",
            ),
            expected=Range(then.value / 10, then.value * 10),
            stated=str(now.value),
        )


def future_period(audit: Audit) -> Iterator[Finding]:
    """Check 13: what was counted lies before the publication date."""
    date = audit.document.meta.date
    if date is None:
        return
    for claim in audit.claims:
        when = claim.period
        if when is None or when.start <= date or claim.action not in _DONE or claim.measure != "level":
            continue
        if _FUTURE.search(audit.low, *claim.sentence):
            continue
        yield finding(
            "future_period",
            "implausible",
            [claim],
            (
                f"{amount(claim, 'ru')} за {period(when, 'ru')}, а опубликовано {date:%d.%m.%Y}.",
                f"{amount(claim, 'en')} for {period(when, 'en')}, but published on {date}.",
            ),
            expected=f"..{date}",
            stated=when.start.isoformat(),
        )


def recovered_within_damage(audit: Audit) -> Iterator[Finding]:
    """Check 14: no more money comes back than was lost, in the same scope."""
    for n, back in enumerate(audit.claims):
        if code(back) != "money.recovered" or back.measure != "level" or not is_money(back.unit):
            continue
        loss = audit.by_id.get(back.part_of or "")
        if loss is not None:
            # part_within_whole says it.
            continue
        loss = next(
            (
                c
                for c in reversed(audit.claims[max(0, n - 6) : n])
                if code(c) in _LOSSES
                and c.measure == "level"
                and c.unit == back.unit
                and place(c) == place(back)
                and span(c) == span(back)
                and back.start - c.end < 250
            ),
            None,
        )
        if loss is None:
            continue
        limit, low = stated(loss), stated(back).strict.low
        verdict: Verdict = "consistent"
        if limit.strict.high is not None and low > limit.strict.high:
            hard = limit.loose.high is not None and low > limit.loose.high
            verdict = "inconsistent" if hard else "implausible"
        right = verdict == "consistent"
        yield finding(
            "recovered_within_damage",
            verdict,
            [loss, back],
            (
                f"Ущерб {amount(loss, 'ru')}, возмещено {amount(back, 'ru')}: "
                + ("не больше ущерба." if right else "возмещено больше, чем потеряно."),
                f"Damage {amount(loss, 'en')}, recovered {amount(back, 'en')}: "
                + ("no more than the damage." if right else "more recovered than lost."),
            ),
            expected=Range(Decimal(0), limit.strict.high),
            stated=str(back.value),
        )
