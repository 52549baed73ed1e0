"""Rates: against count and population, two rates with their counts, and a daily figure against its total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from kzextract.checks.audit import Audit, finding, place, same_subject, span
from kzextract.checks.ranges import Range, point, reckoned, shown, stated
from kzextract.lexicon import load_csv
from kzextract.records import Claim, Finding, Verdict
from kzextract.review.labels import amount, number

_PER_PEOPLE: Final = {f"{n} people": n for n in (1_000, 10_000, 100_000)}
_DAYS: Final = {"day": 1, "week": 7}
# Bodies count different residents (present or registered, at the start of the year or on average).
_GIVE: Final = Decimal("0.08")
# A region's population does not change faster within a year; Astana's and Almaty's grew by up to 5 a hundred.
_SLOWEST, _FASTEST = Decimal("-0.05"), Decimal("0.09")


@cache
def populations() -> dict[str, dict[int, Decimal]]:
    """Population by the region's name and year (of its beginning)."""
    table: dict[str, dict[int, Decimal]] = {}
    for row in load_csv("populations"):
        table.setdefault(row["name"], {})[int(row["year"])] = Decimal(row["population"])
    return table


def population(name: str, year: int) -> Range | None:
    """The least and the greatest population of that year, None where the table has it not.

    >>> population("Астана", 2025).low > 1_400_000, population("Париж", 2025)
    (True, None)
    """
    known = populations().get(name, {})
    years = [known[y] for y in (year, year + 1) if y in known]
    return Range(min(years), max(years)) if years else None


def rate_matches_population(audit: Audit) -> Iterator[Finding]:
    """Check 8a: count over population gives the rate."""
    for rate, count in _rates_with_counts(audit):
        where, when = place(rate), rate.period
        if where is None or when is None or (when.end - when.start).days < 80:
            continue
        people = population(where, when.end.year)
        claims = [count, rate]
        if people is None:
            reason = "нет численности населения для этого места и года"
            yield finding(
                "rate_matches_population",
                "not_checkable",
                claims,
                (f"Не проверяется: {reason}.", "Not checkable: no population for this place and year."),
                reason=reason,
            )
            continue
        implied = _implied(rate, count)
        if implied is None:
            continue
        assert people.high is not None
        allowed = Range(people.low * (1 - _GIVE), people.high * (1 + _GIVE))
        verdict: Verdict = "consistent" if allowed.meets(implied) else "implausible"
        right = verdict == "consistent"
        yield finding(
            "rate_matches_population",
            verdict,
            claims,
            (
                f"{amount(count, 'ru')} при {amount(rate, 'ru')} — это население {shown(implied, 'ru')}; "
                f"на начало {when.end.year} года — {number(people.low, 'ru')} ({where}): "
                + ("сходится." if right else "не сходится."),
                f"{amount(count, 'en')} at {amount(rate, 'en')} "
                f"means a population of {shown(implied, 'en')}; "
                f"at the start of {when.end.year} it was {number(people.low, 'en')} ({where}): "
                + ("consistent." if right else "inconsistent."),
            ),
            expected=allowed,
            stated=str(point(implied)),
        )


def rates_imply_population(audit: Audit) -> Iterator[Finding]:
    """Check 8b: two rates with their counts imply two populations, which cannot lie far apart."""
    # More rates than a release ever has would only cost time.
    known = list(_rates_with_counts(audit))[:40]
    for (late_rate, late_count), (early_rate, early_count) in (
        (a, b) for a in known for b in known if a[0] is not b[0]
    ):
        late, early = late_rate.period, early_rate.period
        if late is None or early is None or place(late_rate) != place(early_rate):
            continue
        years = late.end.year - early.end.year
        if not 1 <= years <= 3 or not same_subject(late_rate, early_rate) or late_rate.per != early_rate.per:
            continue
        now, then = _implied(late_rate, late_count), _implied(early_rate, early_count)
        if now is None or then is None or then.low <= 0:
            continue
        growth = now.over(then)
        allowed = Range((1 + _SLOWEST) ** years, (1 + _FASTEST) ** years)
        verdict: Verdict = "consistent" if allowed.meets(growth) else "implausible"
        middle = point(growth).low * 100 - 100
        ends = (
            ("бывает.", "possible.") if verdict == "consistent" else ("так быстро не меняется.", "too fast.")
        )
        yield finding(
            "rates_imply_population",
            verdict,
            [early_rate, early_count, late_rate, late_count],
            (
                f"По числам и коэффициентам население изменилось на {middle:+.1f}%: ".replace(".", ",")
                + ends[0],
                f"Counts and rates imply a population change of {middle:+.1f}%: {ends[1]}",
            ),
            expected=allowed,
            stated=str(growth),
        )


def _rates_with_counts(audit: Audit) -> Iterator[tuple[Claim, Claim]]:
    """Rates per so many people with the one count of the same thing, place and period."""
    levels: dict[tuple[object, ...], list[Claim]] = {}
    rates = [c for c in audit.claims if c.per in _PER_PEOPLE and c.unit == "count" and c.value > 0]
    if not rates:
        return
    for claim in audit.claims:
        if claim.measure == "level" and claim.unit == "count" and claim.per is None and claim.part_of is None:
            levels.setdefault((place(claim), span(claim)), []).append(claim)
    for rate in rates:
        counts = [c for c in levels.get((place(rate), span(rate)), ()) if same_subject(c, rate)]
        if counts and all(stated(c).strict.meets(stated(counts[0]).strict) for c in counts):
            yield rate, min(counts, key=lambda c: abs(c.start - rate.start))


def _implied(rate: Claim, count: Claim) -> Range | None:
    top, bottom = stated(count).strict, stated(rate).strict
    if top.high is None or bottom.high is None or bottom.low <= 0:
        return None
    return top.over(bottom).times(_PER_PEOPLE[rate.per or ""])


def daily_matches_total(audit: Audit) -> Iterator[Finding]:
    """Check 8c: so many a day, over the days of the period, give the total of the same sentence."""
    for n, rate in enumerate(audit.claims):
        if rate.per not in _DAYS or rate.measure != "rate":
            continue
        for m in (n - 1, n + 1):
            if not 0 <= m < len(audit.claims):
                continue
            total = audit.claims[m]
            when = total.period
            gap = audit.gap(rate, total)
            if total.measure != "level" or total.unit != rate.unit or when is None or total.part_of:
                continue
            if len(gap) > 120 or "\n" in gap or any(f"{stop} " in gap for stop in ".!?"):
                continue
            if not same_subject(rate, total) or place(rate) != place(total):
                continue
            days = (when.end - when.start).days + 1
            if days <= 2 * _DAYS[rate.per]:
                continue
            yield _daily(rate, total, days)
            break


def _daily(rate: Claim, total: Claim, days: int) -> Finding:
    assert rate.per is not None
    expected = stated(total).strict.times(Decimal(_DAYS[rate.per]) / days)
    said = stated(rate)
    # A day more or less in the period is no error, nor is a daily figure a little off.
    loose = Range(said.strict.low * Decimal("0.97"), said.strict.high and said.strict.high * Decimal("1.03"))
    verdict: Verdict = (
        "consistent" if said.strict.meets(expected) or loose.meets(expected) else "inconsistent"
    )
    middle = reckoned(expected, total)
    ends = ("сходится.", "consistent.") if verdict == "consistent" else ("не сходится.", "inconsistent.")
    return finding(
        "daily_matches_total",
        verdict,
        [rate, total],
        (
            f"{amount(total, 'ru')} за {days} дн. — это {shown(middle, 'ru')}; "
            f"в тексте {amount(rate, 'ru')}: {ends[0]}",
            f"{amount(total, 'en')} in {days} days is {shown(middle, 'en')}; "
            f"the text says {amount(rate, 'en')}: {ends[1]}",
        ),
        expected=expected,
        stated=str(rate.value),
    )
