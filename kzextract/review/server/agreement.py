"""How far two blind reviewers agree: Cohen's κ on decisions and, slot by slot, on what they accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import Any

from kzextract.review.server.carry import Item
from kzextract.review.server.corpus import Summary
from kzextract.review.server.service import Review
from kzextract.review.server.states import SLOTS, content

Pair = tuple[Hashable, Hashable]


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's κ; None without pairs, or where both always said one and the same thing (0/0).

    >>> kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    >>> kappa([("a", "a"), ("a", "a")]) is None
    True
    """
    n = len(pairs)
    if not n:
        return None
    observed = sum(a == b for a, b in pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    # In whole numbers, times n²: a float would make 1 - expected a little more than nothing.
    expected = sum(first[label] * second[label] for label in first)
    if expected == n * n:
        return None
    return (observed * n - expected) / (n * n - expected)


def share(pairs: Sequence[Pair]) -> float | None:
    """The share of pairs that agree."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def verdict(item: Item | None) -> str:
    """A decision as agreement counts it: a correction is another one than an acceptance."""
    if item is None or item.state is None:
        return "absent"
    if item.state.status == "accepted":
        return "added" if item.origin == "added" else "fixed" if item.state.edited else "accepted"
    return item.state.status


def agreement(review: Review) -> dict[str, Any]:
    """All documents that two people have finished blindly, and how far these agree, pair by pair."""
    per_pair: dict[tuple[str, str], list[Summary]] = {}
    for summary in review.corpus.summaries.values():
        if review.tracks.closed(summary):
            for one, other in combinations(review.tracks.finished(summary)[:2], 2):
                per_pair.setdefault((one, other), []).append(summary)
    pairs = [_of_pair(review, names, documents) for names, documents in sorted(per_pair.items())]
    return {"pairs": pairs, "waiting": _waiting(review)}


def _of_pair(review: Review, names: tuple[str, str], documents: list[Summary]) -> dict[str, Any]:
    decisions: list[Pair] = []
    slots: dict[str, list[Pair]] = {slot: [] for slot in SLOTS}
    differing: list[dict[str, Any]] = []
    for summary in documents:
        one, other = ({item.key: item for item in review.tracks.items_of(summary, name)} for name in names)
        apart = 0
        for key in sorted(one.keys() | other.keys()):
            a, b = one.get(key), other.get(key)
            if verdict(a) == verdict(b) == "absent":
                continue
            decisions.append((verdict(a), verdict(b)))
            states = [
                item.state for item in (a, b) if item and item.state and item.state.status == "accepted"
            ]
            same = verdict(a) == verdict(b)
            if len(states) == 2:
                x, y = (content(state.claim) for state in states if state.claim)
                for slot in SLOTS:
                    slots[slot].append((x[slot], y[slot]))
                same = x == y
            apart += not same
        if apart:
            settled = sum(s.item.state is None and not s.agreed for s in review.tracks.items(summary, ""))
            differing.append(
                {"id": summary.id, "title": summary.title, "differences": apart, "open": settled}
            )
    return {
        "reviewers": list(names),
        "documents": len(documents),
        "claims": len(decisions),
        "agreement": share(decisions),
        "kappa": kappa(decisions),
        "table": [[a, b, n] for (a, b), n in sorted(Counter(decisions).items(), key=str)],
        "slots": {
            slot: {"n": len(found), "agreement": share(found), "kappa": kappa(found)}
            for slot, found in slots.items()
        },
        "differing": differing,
    }


def _waiting(review: Review) -> int:
    """Documents reviewed twice of which a review is still to be finished."""
    double = filter(review.tracks.is_double, review.corpus.summaries.values())
    return sum(not review.tracks.closed(summary) for summary in double)
