"""The same figure twice: headline against body, sentence against
its repetition, and sums that must not fall."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from os.path import commonpath
from typing import Final

from kzextract.checks.audit import Audit, code, finding, place, span
from kzextract.checks.ranges import Stated, stated
from kzextract.reading.blocks import header_date
from kzextract.records import Claim, Finding, Verdict
from kzextract.review.labels import amount

_LETTERS: Final = re.compile(r"[^\W\d_]+")
# What a repeated sentence must have besides its figures, so that lines of a table are no repetitions.
_WORDS_IN_SENTENCE: Final = 5
_STEM: Final = 6
# Words that say that something is counted, not what.
_COUNTING: Final = frozenset(
    [
        "количе",
        "число",
        "числа",
        "общее",
        "зареги",
        "соверш",
        "уголов",
        "всего",
        "фактов",
        "факты",
        "случаи",
        "случае",
        "показа",
        "статис",
        "регист",
        "выявле",
    ]
)
_STOCK: Final = frozenset({"operating", "installed"})
_HEAP_CODES: Final = ("person.", "population", "police.", "equipment.", "facility.")


def repeated_figure(audit: Audit) -> Iterator[Finding]:
    """Check 9: the same figure stated twice with different values."""
    yield from _repeated_sentences(audit)
    yield from _headline(audit)
    yield from _repeated_changes(audit)


def _agree(a: Claim, b: Claim) -> Verdict:
    one, two = stated(a), stated(b)
    if one.strict.meets(two.strict):
        return "consistent"
    return "implausible" if _forgiven(one, two) else "inconsistent"


def _forgiven(one: Stated, two: Stated) -> bool:
    return one.loose.meets(two.strict) or one.strict.meets(two.loose)


def _same(a: Claim, b: Claim, verdict: Verdict, why: tuple[str, str]) -> Finding:
    right = verdict == "consistent"
    hint = ("", "")
    if (
        not right
        and a.value
        and b.value
        and max(a.value, b.value) / min(a.value, b.value) in (1000, 1_000_000)
    ):
        hint = " Разница ровно на порядки: «тыс.» вместо «млн»?", " Off by thousands: a wrong multiplier?"
    return finding(
        "repeated_figure",
        verdict,
        [a, b],
        (
            f"{why[0]}: {amount(a, 'ru')} и {amount(b, 'ru')} — "
            + ("одно и то же." if right else "числа разные.")
            + hint[0],
            f"{why[1]}: {amount(a, 'en')} and {amount(b, 'en')} "
            + ("agree." if right else "differ.")
            + hint[1],
        ),
        expected=stated(a).strict,
        stated=str(b.value),
    )


def _repeated_sentences(audit: Audit) -> Iterator[Finding]:
    """Sentences that are the same but for their figures."""
    by_sentence: dict[tuple[int, int], list[Claim]] = {}
    for claim in audit.claims:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    texts = [unfigured(audit.low, claims) for claims in by_sentence.values()]
    # Most sentences begin like no other, and need not be looked at word by word.
    begins = [found.group() if (found := _LETTERS.search(text)) else "" for text in texts]
    often = Counter(begins)
    seen: dict[str, list[Claim]] = {}
    for claims, text, begin in zip(by_sentence.values(), texts, begins, strict=True):
        if often[begin] < 2:
            continue
        mask = " ".join(_LETTERS.findall(text))
        if mask.count(" ") + 1 < _WORDS_IN_SENTENCE:
            continue
        known = seen.setdefault(mask, claims)
        if known is claims or len(known) != len(claims):
            continue
        for a, b in zip(known, claims, strict=True):
            if a.unit == b.unit and place(a) == place(b) and span(a) == span(b):
                verdict = _agree(a, b)
                yield _same(a, b, verdict, ("Повторённое предложение", "A repeated sentence"))


def unfigured(text: str, claims: list[Claim]) -> str:
    """The sentence of these claims without their figures."""
    at, end = claims[0].sentence
    pieces = []
    for claim in claims:
        pieces.append(text[at : claim.start])
        at = claim.end
    pieces.append(text[at:end])
    return " ".join(pieces)


def _first_line_end(audit: Audit) -> int:
    """Where the headline ends: a short first line; 0 where the text begins with no headline."""
    # A scraped date stands before the headline, on its line or on one of its own.
    _, header = header_date(audit.document.text)
    start = header + len(audit.low[header:]) - len(audit.low[header:].lstrip())
    end = audit.low.find("\n", start)
    line = audit.low[start:end] if end > 0 else ""
    return end if line and len(line) <= 200 and not line.rstrip().endswith((".", ":", ";")) else 0


def _headline(audit: Audit) -> Iterator[Finding]:
    """A headline's figure is one of the body's."""
    end = _first_line_end(audit)
    if not end:
        return
    for head in audit.claims:
        if head.start >= end:
            break
        if code(head) is None or (head.measure == "change" and head.direction is None):
            continue
        body = [
            c
            for c in audit.claims
            if c.start > end
            and code(c) == code(head)
            and c.unit == head.unit
            and c.measure == head.measure
            and c.direction == head.direction
            and c.per == head.per
            and (place(c) == place(head) or place(c) is None or place(head) is None)
        ]
        if not body:
            continue
        found = next((c for c in body if _agree(head, c) == "consistent"), None)
        if found is not None:
            yield _same(head, found, "consistent", ("Заголовок и текст", "Headline and body"))
            continue
        nearest = max(body, key=lambda c: _likeness(c, head))
        # With several candidates the headline may sum up or speak of something else.
        verdict: Verdict = (
            "inconsistent" if len(body) == 1 and _agree(head, body[0]) == "inconsistent" else "implausible"
        )
        yield _same(head, nearest, verdict, ("Заголовок и текст", "Headline and body"))


def _likeness(a: Claim, b: Claim) -> tuple[int, Decimal]:
    """How much one figure looks like the other: digits in common at
    both ends, then how near the values are."""
    one, two = f"{a.value.normalize():f}", f"{b.value.normalize():f}"
    shared = len(commonpath([one, two])) + len(commonpath([one[::-1], two[::-1]]))
    low, high = sorted((a.value, b.value))
    return (shared if 2 * shared > len(two) else 0, low / high if high else Decimal(0))


def key(claim: Claim) -> tuple[object, ...]:
    """What must be equal for two claims of one document to be the same figure."""
    words = frozenset(
        w[:_STEM] for w in _LETTERS.findall((claim.indicator.text if claim.indicator else "").lower())
    )
    return (
        code(claim),
        words - _COUNTING,
        place(claim),
        span(claim),
        claim.unit,
        claim.per,
        claim.measure,
        claim.direction,
    )


def _repeated_changes(audit: Audit) -> Iterator[Finding]:
    """A change told twice of the same indicator, place and period."""
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in audit.claims:
        if claim.measure != "change" or code(claim) is None or claim.period is None or claim.part_of:
            continue
        base = claim.base_period and (claim.base_period.start, claim.base_period.end)
        first = seen.setdefault((*key(claim), base), claim)
        if first is not claim and first.sentence != claim.sentence:
            yield _same(first, claim, _agree(first, claim), ("Одно и то же изменение", "The same change"))


def cumulative_falls(audit: Audit) -> Iterator[Finding]:
    """Check 10: what is summed from the year's beginning cannot
    fall («за 6 месяцев» below «за 5 месяцев»)."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in audit.claims:
        if claim.measure != "level" or claim.period is None or claim.part_of or code(claim) is None:
            continue
        if claim.unit in ("percent", "ratio", "pp") or claim.action in _STOCK or claim.value_max is not None:
            continue
        if str(code(claim)).startswith(_HEAP_CODES) and claim.action is None:
            continue
        same = key(claim)
        groups.setdefault((same[:3], same[4:], claim.action, claim.period.start), []).append(claim)
    for claims in groups.values():
        ordered = sorted(claims, key=lambda c: c.period.end if c.period else None)  # type: ignore[arg-type,return-value]
        for early, late in itertools.pairwise(ordered):
            assert early.period is not None and late.period is not None
            if early.period.end == late.period.end:
                continue
            before, after = stated(early), stated(late)
            falls = after.strict.high is not None and after.strict.high < before.strict.low
            yield finding(
                "cumulative_falls",
                "implausible" if falls else "consistent",
                [early, late],
                (
                    f"С начала периода до {early.period.end:%d.%m.%Y} — {amount(early, 'ru')}, до "
                    f"{late.period.end:%d.%m.%Y} — {amount(late, 'ru')}: "
                    + ("нарастающий итог не может уменьшиться." if falls else "не уменьшается."),
                    f"Up to {early.period.end} it was {amount(early, 'en')}, up to {late.period.end} "
                    f"{amount(late, 'en')}: " + ("a running total cannot fall." if falls else "no fall."),
                ),
                expected=f"{before.strict.low}..",
                stated=str(late.value),
            )
