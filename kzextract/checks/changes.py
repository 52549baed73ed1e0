"""A change against its two levels: percentages, differences, times,
percentage points, and the direction word."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kzextract.checks.audit import Audit, Pair, finding
from kzextract.checks.links import belongs, changes_of, compatible
from kzextract.checks.ranges import Range, Stated, reckoned, shown, stated
from kzextract.records import Claim, Finding
from kzextract.review.labels import amount


def change_matches_levels(audit: Audit) -> Iterator[Finding]:
    """Checks 1 to 4: the change recomputed from the pair, and its direction, as findings of their own."""
    for change, pair in changes_of(audit):
        direction = _direction(change, pair)
        if direction is not None:
            yield direction
        yield _size(change, pair)


def _from_to(pair: Pair) -> tuple[str, str]:
    return (
        f"с {amount(pair.then, 'ru')} до {amount(pair.now, 'ru')}",
        f"from {amount(pair.then, 'en')} to {amount(pair.now, 'en')}",
    )


def _direction(change: Claim, pair: Pair) -> Finding | None:
    """The direction word against the sign of the pair; None where either is unknown."""
    then, now = stated(pair.then).strict, stated(pair.now).strict
    if change.direction is None or not pair.ordered or then.high is None or now.high is None:
        return None
    if change.direction == "up":
        agrees = now.high > then.low
    elif change.direction == "down":
        agrees = now.low < then.high
    else:
        agrees = now.meets(then)
    russian, english = _from_to(pair)
    word = {"up": ("рост", "a rise"), "down": ("снижение", "a fall"), "same": ("без изменений", "no change")}
    said_ru, said_en = word[change.direction]
    # Which of the two is the earlier is read from words around them, so the figures may only be swapped.
    return finding(
        "direction_matches_levels",
        "consistent" if agrees else "inconsistent",
        [pair.then, pair.now, change],
        (
            f"В тексте {said_ru}, числа идут {russian}"
            + (": сходится." if agrees else ": направление не то."),
            f"The text says {said_en}, the figures go {english}"
            + (": consistent." if agrees else ": the wrong direction."),
        ),
        expected="up" if now.low > then.low else "down" if now.low < then.low else "same",
        stated=change.direction,
    )


def _size(change: Claim, pair: Pair) -> Finding:
    """The size of the change, whatever its direction."""
    then, now = stated(pair.then).strict, stated(pair.now).strict
    russian, english = _from_to(pair)
    claims = [pair.then, pair.now, change]
    check = {
        "percent": "change_matches_levels",
        "ratio": "times_match_levels",
        "pp": "points_match_levels",
    }.get(change.unit, "difference_matches_levels")
    if then.high is None or now.high is None or (change.unit in ("percent", "ratio") and then.low <= 0):
        reason = "нет верхней границы у одного из чисел" if then.low > 0 else "изменение от нуля"
        return finding(
            check, "not_checkable", claims, (f"Не проверяется: {reason}.", "Not checkable."), reason=reason
        )
    said = stated(change)
    recomputed = recompute(change, then, now)
    if not pair.ordered:
        # «53/50» may be either way round.
        other = recompute(change, now, then) if now.low > 0 else recomputed
        if said.strict.meets(other) and not said.strict.meets(recomputed):
            recomputed = other
    verdict = said.verdict(recomputed)
    levels = [c for c in claims if c is not change]
    middle = {lang: shown(reckoned(recomputed, *levels), lang) for lang in ("ru", "en")}
    unit_ru, unit_en = {"percent": ("%", "%"), "pp": (" п.п.", " pp"), "ratio": (" раза", " times")}.get(
        change.unit, ("", "")
    )
    if change.unit == "ratio" and change.value < 1:
        unit_ru, unit_en = " от прежнего", " of the former figure"
    tail = _tail(change, pair, said, verdict)
    return finding(
        check,
        verdict,
        claims,
        (
            f"{russian[0].upper()}{russian[1:]} — это {middle['ru']}{unit_ru}; "
            f"в тексте {amount(change, 'ru')}: {tail[0]}",
            f"{english[0].upper()}{english[1:]} is {middle['en']}{unit_en}; "
            f"the text says {amount(change, 'en')}: {tail[1]}",
        ),
        expected=recomputed,
        stated=str(change.value),
        severity="info" if tail[2] else None,
    )


def _tail(change: Claim, pair: Pair, said: Stated, verdict: str) -> tuple[str, str, bool]:
    if verdict == "consistent":
        return "сходится.", "consistent.", False
    if change.unit == "percent" and pair.now.unit == "percent":
        difference = recompute_difference(stated(pair.then).strict, stated(pair.now).strict)
        if said.strict.meets(difference):
            return (
                "это процентные пункты, названные процентами.",
                "these are percentage points called percent.",
                False,
            )
    if verdict == "implausible" and change.modifier == "exact" and change.unit == "percent":
        return "знаки отброшены, а не округлены.", "cut off instead of rounded.", True
    if verdict == "implausible":
        return "далеко от названного.", "far from what is said.", False
    return "не сходится.", "inconsistent.", False


def recompute_difference(then: Range, now: Range) -> Range:
    """The absolute difference of two levels."""
    return now.minus(then).size()


def recompute(change: Claim, then: Range, now: Range) -> Range:
    """The size of the change in its own unit.

    «в 2,5 раза меньше» is then/now, «на треть» the part of the former figure.
    """
    if change.unit == "percent":
        return now.minus(then).over(then).times(100).size() if _apart(then, now) else _spread(then, now)
    if change.unit == "ratio" and change.value >= 1:
        falls = now.high is not None and then.high is not None and now.low + now.high < then.low + then.high
        top, bottom = (then, now) if falls else (now, then)
        return top.over(bottom) if bottom.low > 0 else Range(Decimal(0), None)
    if change.unit == "ratio":
        return (
            now.minus(then).over(then).size()
            if _apart(then, now)
            else _spread(then, now).times(Decimal("0.01"))
        )
    return recompute_difference(then, now)


def _apart(then: Range, now: Range) -> bool:
    return then.low == then.high and now.low == now.high


def _spread(then: Range, now: Range) -> Range:
    """The relative change in percent of rounded levels: its extremes lie at opposite ends of the two."""
    assert then.high is not None and now.high is not None
    low = (now.low / then.high - 1) * 100
    high = (now.high / then.low - 1) * 100
    return Range(low, high).size()


def triple_matches(audit: Audit) -> Iterator[Finding]:
    """A level with its difference and its percentage: «4 786, это на 334 меньше (−6,5%)»."""
    claims = audit.claims
    for n in range(len(claims) - 2):
        level, one, two = claims[n : n + 3]
        if level.measure != "level" or one.measure != "change" or two.measure != "change":
            continue
        difference, percent = (one, two) if two.unit == "percent" else (two, one)
        if percent.unit != "percent" or difference.unit in ("percent", "ratio", "pp"):
            continue
        if not compatible(difference, level) or difference.direction != percent.direction:
            continue
        if not belongs(audit, one, (level,)) or not belongs(audit, two, (one, level)):
            continue
        if percent.direction not in ("up", "down"):
            continue
        yield _triple(level, difference, percent)


def _triple(level: Claim, difference: Claim, percent: Claim) -> Finding:
    now, by = stated(level).strict, stated(difference).strict
    claims = [level, difference, percent]
    base = None
    if now.high is not None and by.high is not None:
        base = now.plus(by) if percent.direction == "down" else now.minus(by)
    if base is None or base.low <= 0:
        reason = "прежнее число не восстанавливается"
        return finding(
            "change_matches_levels",
            "not_checkable",
            claims,
            (f"Не проверяется: {reason}.", "Not checkable: the former figure cannot be restored."),
            reason=reason,
        )
    recomputed = by.over(base).times(100)
    verdict = stated(percent).verdict(recomputed)
    ends = {
        "consistent": ("сходится.", "consistent."),
        "implausible": ("знаки отброшены, а не округлены.", "cut off instead of rounded."),
        "inconsistent": ("не сходится.", "inconsistent."),
    }[verdict]
    middle = reckoned(recomputed, level, difference)
    return finding(
        "change_matches_levels",
        verdict,
        claims,
        (
            f"{amount(level, 'ru')} при разнице {amount(difference, 'ru')} — это {shown(middle, 'ru')}%; "
            f"в тексте {amount(percent, 'ru')}: {ends[0]}",
            f"{amount(level, 'en')} with a difference of {amount(difference, 'en')} "
            f"is {shown(middle, 'en')}%; "
            f"the text says {amount(percent, 'en')}: {ends[1]}",
        ),
        expected=recomputed,
        stated=str(percent.value),
        severity="info" if verdict == "implausible" and percent.modifier == "exact" else None,
    )
