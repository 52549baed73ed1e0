"""Releases that are the same text but for figures: sentences are compared without their figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from hashlib import blake2b

from kzextract.checks.audit import code, place, span
from kzextract.checks.repeats import unfigured
from kzextract.compare.agreement import agree
from kzextract.compare.records import Comparison, Entry, Reason
from kzextract.reading.normal import fold
from kzextract.records import Claim, Document
from kzextract.review.labels import period

_LETTERS = re.compile(r"[^\W\d_]+")
# Words that a sentence must have to tell one text from another.
_MIN_WORDS = 6
# A sentence that stands in more releases than this is a formula of the trade.
_FORMULA = 12
_ALIKE = 0.6
_FEW = 2


def near_duplicates(documents: list[Document], entry: Callable[[Document, Claim], Entry]) -> list[Comparison]:
    """Pairs of releases that share most sentences, for every figure that is different in them."""
    masks = [_masks(document) for document in documents]
    where: dict[bytes, list[int]] = {}
    for n, found in enumerate(masks):
        for mask in found:
            where.setdefault(mask, []).append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in where.values():
        if 1 < len(holders) <= _FORMULA:
            shared.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    out = []
    for (a, b), count in shared.items():
        few = min(len(masks[a]), len(masks[b]))
        if count >= max(_FEW, _ALIKE * few):
            out += _differences(documents[a], documents[b], masks[a], masks[b], count, few, entry)
    return out


def _masks(document: Document) -> dict[bytes, list[Claim]]:
    """The sentences with figures, without them, each with its claims; and the plain ones with none."""
    by_sentence: dict[tuple[int, int], list[Claim]] = {}
    for claim in document.claims:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    found: dict[bytes, list[Claim]] = {}
    for claims in by_sentence.values():
        words = _LETTERS.findall(fold(unfigured(document.text, claims)))
        if len(words) >= _MIN_WORDS:
            found.setdefault(blake2b(" ".join(words).encode(), digest_size=12).digest(), claims)
    return found


def _differences(
    a: Document,
    b: Document,
    masks_a: dict[bytes, list[Claim]],
    masks_b: dict[bytes, list[Claim]],
    shared: int,
    of: int,
    entry: Callable[[Document, Claim], Entry],
) -> list[Comparison]:
    out = []
    for mask, claims in masks_a.items():
        others = masks_b.get(mask, [])
        if len(others) != len(claims):
            continue
        for x, y in zip(claims, others, strict=True):
            if x.unit != y.unit or agree(x, y) or span(x) != span(y):
                # A weekly bulletin has the same words every week; it is no duplicate of the last.
                continue
            largest = max(abs(x.value), abs(y.value))
            out.append(
                Comparison(
                    kind="near_duplicate",
                    verdict="inconsistent",
                    severity="error",
                    code=code(x) or "",
                    place=place(x) or "",
                    period=period(x.period, "ru"),
                    entries=(entry(a, x), entry(b, y)),
                    reasons=(
                        Reason(
                            slot="text",
                            text=f"Тексты почти одинаковы: общих предложений с числами {shared} из {of}.",
                            text_en=f"Nearly the same text: {shared} of {of} sentences are shared.",
                        ),
                    ),
                    message=f"В почти одинаковых текстах числа разные: {x.text} и {y.text}.",
                    message_en=f"Different figures in texts that are nearly the same: {x.text} and {y.text}.",
                    spread=(abs(x.value - y.value) / largest).quantize(Decimal("0.0001")),
                )
            )
    return out
