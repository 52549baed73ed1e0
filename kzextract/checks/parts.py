"""Parts against their whole: no part above it, and a list that names everything sums to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kzextract.checks.audit import Audit, code, finding, place, span
from kzextract.checks.ranges import ZERO, Range, shown, stated, step
from kzextract.claims.units import is_money
from kzextract.records import Claim, Finding, Severity, Verdict
from kzextract.review.labels import amount, label, out_of

# A list so introduced names some of the parts, not all.
_SOME: Final = re.compile(
    r"из них|в том числе|в т\. ?ч|среди (?:них|которых)|включая|в частности|в (?:их|этом|которых) числе"
    r"|например|больше всего"
    r"|в основном|из которых|из (?:этого|общего) числа"
)
_REST: Final = re.compile(r"\bостальн\w+|\bпрочи\w+")
_AND: Final = re.compile(r"(?:^|[\s,])и\s[^,;:.]*$|\bостальн\w+[^;:.]*$")
# What is weighed or paid lies in one heap only; cases are counted in several ways at once.
_HEAPS: Final = frozenset({"kg", "l", "ha", "m2"})
_NEARLY: Final = Decimal("0.05")
# What introduces a list stands close before its first figure.
_LEAD: Final = 80


def parts_by_whole(audit: Audit) -> dict[str, list[Claim]]:
    """The parts of every whole: levels of the same unit."""
    found: dict[str, list[Claim]] = {}
    for part in audit.claims:
        whole = audit.by_id.get(audit.wholes.get(part.id, ""))
        if whole is None or whole.id == part.id or part.measure != "level" or whole.measure != "level":
            continue
        if part.unit == whole.unit and part.per == whole.per:
            found.setdefault(whole.id, []).append(part)
    return found


def part_within_whole(audit: Audit) -> Iterator[Finding]:
    """Check 5a: no part is above its whole."""
    for whole, parts in audit.parts_of():
        whole_said = stated(whole)
        all_ru, all_en = out_of(whole, "ru"), out_of(whole, "en")
        for part in parts:
            low = stated(part).strict.low
            verdict: Verdict = "consistent"
            if whole_said.loose.high is not None and low > whole_said.loose.high:
                verdict = "inconsistent"
            elif whole_said.strict.high is not None and low > whole_said.strict.high:
                verdict = "implausible"
            said = (
                f"{amount(part, 'ru')} из {all_ru}",
                f"{amount(part, 'en')} of {all_en}",
            )
            right = verdict == "consistent"
            yield finding(
                "part_within_whole",
                verdict,
                [whole, part],
                (
                    f"{said[0]}: " + ("часть не больше целого." if right else "часть больше целого."),
                    f"{said[1]}: " + ("no more than the whole." if right else "the part is above the whole."),
                ),
                expected=Range(ZERO, whole_said.strict.high),
                stated=str(part.value),
            )


def parts_sum(audit: Audit) -> Iterator[Finding]:
    """Check 5b: the parts of a list against the whole."""
    for whole, parts in audit.parts_of():
        for listed in _lists(audit, whole, parts) if len(parts) > 1 else ():
            yield from _sum(audit, whole, listed)


def _together(listed: list[Claim], lang: str) -> str:
    """The sum of the figures as they are written; «не меньше 1872» where one of them is «более 1650»."""
    low = sum((c.value for c in listed), ZERO)
    high = sum((c.value_max if c.value_max is not None else c.value for c in listed), ZERO)
    modifiers = {c.modifier for c in listed}
    up, down = modifiers & {"over", "at_least"}, modifiers & {"under", "at_most"}
    one_way = "at_least" if up else "at_most" if down else "exact"
    word = label("modifiers", "about" if "about" in modifiers or (up and down) else one_way, lang)
    return f"{word} {shown(Range(low, high), lang)}".strip()


def _sum(audit: Audit, whole: Claim, listed: list[Claim]) -> Iterator[Finding]:
    total = stated(listed[0]).strict
    for part in listed[1:]:
        total = total.plus(stated(part).strict)
    judged = _judge(audit, whole, listed, total)
    if judged is not None:
        verdict, severity, (russian, english) = judged
        together = {lang: _together(listed, lang) for lang in ("ru", "en")}
        sums = " + ".join(amount(p, "ru") for p in listed), " + ".join(amount(p, "en") for p in listed)
        yield finding(
            "parts_sum",
            verdict,
            [whole, *listed],
            (
                f"{sums[0]} — вместе {together['ru']}; названо {amount(whole, 'ru')}: {russian}",
                f"{sums[1]} are {together['en']} together; {amount(whole, 'en')} is stated: {english}",
            ),
            expected=total,
            stated=str(whole.value),
            severity=severity,
        )


def _lists(audit: Audit, whole: Claim, parts: list[Claim]) -> Iterator[list[Claim]]:
    """The parts in lists: those in the line of the whole, and those on lines that follow one another."""
    current: list[Claim] = []
    for part in parts:
        if part.start < whole.start:
            continue
        before = current[-1] if current else whole
        lines = sum(1 for line in audit.low[before.end : part.start].split("\n")[1:-1] if line.strip())
        starts_block = (
            current
            and "\n" not in audit.low[whole.end : before.start]
            and ("\n" in audit.low[before.end : part.start])
        )
        if starts_block or (current and lines):
            if len(current) > 1:
                yield current
            current = []
        current.append(part)
    if len(current) > 1:
        yield current


_Judged = tuple[Verdict, Severity | None, tuple[str, str]]


def _judge(audit: Audit, whole: Claim, parts: list[Claim], total: Range) -> _Judged | None:
    """None where the list may leave something out, or count something twice."""
    said = stated(whole)
    if said.strict.meets(total):
        return "consistent", None, ("сходится.", "consistent.")
    disjoint, complete = _kind(audit, whole, parts)
    above = said.strict.high is not None and total.low > said.strict.high
    if above and disjoint:
        hard = said.loose.high is None or total.low > said.loose.high
        return (
            "inconsistent" if hard else "implausible",
            None,
            ("части больше целого.", "the parts are above the whole."),
        )
    if not above and _left_out(audit, parts):
        return None
    if not above and complete:
        return "inconsistent", None, ("чего-то не хватает.", "something is missing.")
    some = _SOME.search(audit.low[whole.end : parts[0].start][-_LEAD:])
    if _nearly(said.strict, total) and not (above and some):
        return (
            "implausible",
            None,
            ("почти сходится: похоже на ошибку.", "nearly the whole: probably an error."),
        )
    if _one_digit(audit, whole, parts):
        reason = ("сошлось бы с другой цифрой в одном числе.", "one other digit would make it right.")
        return "implausible", "info", reason
    return None


def _kind(audit: Audit, whole: Claim, parts: list[Claim]) -> tuple[bool, bool]:
    """Whether the parts exclude each other, and whether they are all there are."""
    lead = audit.low[whole.end : parts[0].start][-_LEAD:]
    text = audit.low[whole.end : parts[-1].start]
    inline = "\n" not in text
    some = _SOME.search(lead) is not None
    direct = inline and not some and re.search(r"[:—–]", lead) is not None
    disjoint = whole.unit in _HEAPS or is_money(whole.unit) or direct
    last = audit.low[parts[-2].end : parts[-1].start]
    complete = _REST.search(text[text.find(audit.low[parts[0].start : parts[0].end]) :]) is not None or (
        direct and _AND.search(last) is not None
    )
    return disjoint, complete


def _left_out(audit: Audit, parts: list[Claim]) -> bool:
    """Whether a figure of the unit stands among the parts and was not taken for one."""
    known = {p.id for p in parts}
    return any(
        c.id not in known
        and c.unit == parts[0].unit
        and c.measure == "level"
        and audit.wholes.get(c.id) not in known
        for c in audit.claims[audit.index[parts[0].id] : audit.index[parts[-1].id]]
    )


def kind_within_total(audit: Audit) -> Iterator[Finding]:
    """Check 5c: no kind of crime outnumbers the crimes it is one of; said only where one does."""
    known: dict[tuple[object, ...], list[Claim]] = {}
    for c in audit.claims:
        if (
            c.measure == "level"
            and c.unit == "count"
            and c.action in (None, "registered")
            and c.period
            and c.place
        ):
            known.setdefault((code(c), place(c), span(c)), []).append(c)
    for (kind, where, when), parts in known.items():
        for total in _above(str(kind)):
            wholes = [c for c in known.get((total, where, when), []) if c.id not in audit.wholes]
            if not wholes or kind == "crime.clearance":
                continue
            whole = max(wholes, key=lambda c: c.value)
            limit = stated(whole).loose.high
            for part in parts:
                if limit is None or stated(part).strict.low <= limit or audit.wholes.get(part.id) == whole.id:
                    continue
                yield finding(
                    "kind_within_total",
                    "implausible",
                    [whole, part],
                    (
                        f"{amount(part, 'ru')} одного вида при {amount(whole, 'ru')} всего: "
                        "вид больше целого.",
                        f"{amount(part, 'en')} of one kind with {amount(whole, 'en')} in all: "
                        "the kind is above the whole.",
                    ),
                    expected=Range(ZERO, limit),
                    stated=str(part.value),
                )


def _above(kind: str) -> list[str]:
    """The codes whose count holds this one.

    >>> _above("crime.theft.phone"), _above("traffic.deaths")
    (['crime.theft', 'crime.total'], [])
    """
    if not kind.startswith("crime.") or kind == "crime.total":
        return []
    steps = kind.split(".")
    return [".".join(steps[:n]) for n in range(len(steps) - 1, 1, -1)] + ["crime.total"]


def _nearly(whole: Range, total: Range) -> bool:
    """Whether the sum misses the whole by a few hundredths."""
    if whole.high is None or total.high is None:
        return False
    miss = max(whole.low - total.high, total.low - whole.high)
    return miss <= whole.high * _NEARLY


def _one_digit(audit: Audit, whole: Claim, parts: list[Claim]) -> bool:
    """Whether a single other digit in one of the exact figures would make the sum right.

    Round figures miss by round sums as a matter of course; only a breakdown in the form of a list is looked
    at.
    """
    figures = [whole, *parts]
    if whole.value < 100 or any(step(f) or f.modifier != "exact" for f in figures):
        return False
    if all(f.value % 10 == 0 for f in figures) or not re.search(
        r"[:\n]", audit.low[whole.end : parts[0].start]
    ):
        return False
    miss = int(sum((p.value for p in parts), ZERO) - whole.value)
    return any(_slip(int(p.value), -miss) for p in parts) or _slip(int(whole.value), miss)


def _slip(value: int, by: int) -> bool:
    """Whether adding ``by`` changes a single digit of the value, or swaps two that stand side by side.

    >>> _slip(211, 100), _slip(113057, 18000), _slip(911, 100)
    (True, True, False)
    """
    a, b = str(value), str(value + by)
    if value + by <= 0 or len(a) != len(b):
        return False
    other = [n for n in range(len(a)) if a[n] != b[n]]
    if len(other) == 2 and other[1] == other[0] + 1:
        return a[other[0]] == b[other[1]] and a[other[1]] == b[other[0]]
    return len(other) == 1
