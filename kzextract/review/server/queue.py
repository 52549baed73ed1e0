"""What to review next: documents with findings first, then those the machine is least sure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kzextract.review.server.corpus import Summary, worst
from kzextract.review.server.service import Review
from kzextract.review.server.states import FINISHED
from kzextract.review.server.tracks import COMMON, Refused, is_finished

PAGE: Final = 100
STATES: Final = ("new", "begun", "returned", "differences", "flagged", "waiting", "taken", "done")
# What still needs somebody's work, as the filter «to do» has it.
TO_DO: Final = frozenset({"new", "begun", "returned", "differences", "flagged"})


@dataclass(frozen=True)
class Progress:
    """How far a reviewer is with a document."""

    state: str
    double: bool
    statuses: Counter[str]
    returned: int = 0
    differences: int = 0

    @property
    def decided(self) -> int:
        """Claims with a decision."""
        return sum(n for status, n in self.statuses.items() if status != "open")

    @property
    def claims(self) -> int:
        """All claims."""
        return sum(self.statuses.values())


def progress(review: Review, summary: Summary, reviewer: str) -> Progress:
    """How far ``reviewer`` is with a document; what others decide blindly is not told."""
    last = review.ledger.last(summary.id)
    return review.kept(("progress", summary.id, reviewer), last, lambda: _progress(review, summary, reviewer))


def _progress(review: Review, summary: Summary, reviewer: str) -> Progress:
    tracks = review.tracks
    if not review.ledger.last(summary.id) and not tracks.is_double(summary):
        return Progress("new", False, Counter(open=len(summary.claims)))
    double = tracks.is_double(summary)
    try:
        track = tracks.for_reviewer(summary, reviewer)
    except Refused:
        return Progress("taken", double, Counter(open=len(summary.claims)))
    items = tracks.items(summary, track)
    statuses = Counter(settled.item.status for settled in items)
    returned = sum(s.item.earlier is not None and s.item.state is None for s in items)
    differences = sum(not s.agreed and s.item.state is None for s in items)
    finished = is_finished(review.ledger.head(track, summary.id, FINISHED), summary)
    # Two blind reviewers who agree on everything leave nothing to settle.
    finished = finished or (double and track == COMMON and not statuses["open"])
    if differences:
        state = "differences"
    elif returned:
        state = "returned"
    elif finished and not statuses["open"]:
        state = "done" if track == COMMON else "waiting"
    elif statuses["flagged"]:
        state = "flagged"
    else:
        state = "begun" if statuses.keys() - {"open"} else "new"
    return Progress(state, double, statuses, returned, differences)


def matches(summary: Summary, region: str, code: str, words: str, findings: str) -> bool:
    """Whether a document passes the filters; an empty one lets all through."""
    return (
        (not region or region in summary.regions)
        and (not code or any(c == code or c.startswith(code + ".") for c in summary.codes))
        and (not findings or (findings == "any" and any(worst(summary))) or findings in summary.verdicts)
        and all(word in summary.words for word in words.lower().replace("ё", "е").split())
    )


def ordered(review: Review) -> list[Summary]:
    """All documents, those that need a look most first."""

    def make() -> list[Summary]:
        everything = review.corpus.summaries.values()
        return sorted(everything, key=lambda s: (*worst(s), s.confidence, s.date or "", s.id))

    return review.kept("ordered", 0, make)


def queue(
    review: Review,
    reviewer: str,
    state: str = "",
    region: str = "",
    code: str = "",
    words: str = "",
    findings: str = "",
    offset: int = 0,
) -> dict[str, Any]:
    """One page of the queue, and the progress over all documents."""
    states: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    found = 0
    for summary in ordered(review):
        done = progress(review, summary, reviewer)
        states[done.state] += 1
        statuses.update(done.statuses)
        if state and not (done.state in TO_DO if state == "todo" else done.state == state):
            continue
        if not matches(summary, region, code, words, findings):
            continue
        if offset <= found < offset + PAGE:
            rows.append(_row(summary, done))
        found += 1
    return {
        "documents": rows,
        "found": found,
        "offset": offset,
        "page": PAGE,
        "states": {name: states[name] for name in STATES if states[name]},
        "total": len(review.corpus.summaries),
        "claims": sum(statuses.values()),
        "decided": sum(n for status, n in statuses.items() if status != "open"),
        **review.kept("choices", 0, lambda: _choices(review)),
    }


def _choices(review: Review) -> dict[str, list[str]]:
    summaries = review.corpus.summaries.values()
    return {
        "regions": sorted({region for s in summaries for region in s.regions}),
        "codes": sorted({code for s in summaries for code in s.codes}),
    }


def _row(summary: Summary, done: Progress) -> dict[str, Any]:
    return {
        "id": summary.id,
        "title": summary.title,
        "date": summary.date,
        "source": summary.source,
        "file": summary.file,
        "verdicts": summary.verdicts,
        "confidence": round(summary.confidence, 2),
        "state": done.state,
        "double": done.double,
        "claims": done.claims,
        "decided": done.decided,
        "flagged": done.statuses["flagged"],
        "returned": done.returned,
        "differences": done.differences,
    }


def neighbours(review: Review, reviewer: str, name: str) -> dict[str, str | None]:
    """The documents before and after this one, and the next that still needs work."""
    names = [summary.id for summary in ordered(review)]
    at = names.index(name)
    following = [*names[at + 1 :], *names[:at]]
    return {
        "previous": names[at - 1] if at else None,
        "next": names[at + 1] if at + 1 < len(names) else None,
        "todo": next(_to_do(review, reviewer, following), None),
    }


def _to_do(review: Review, reviewer: str, names: list[str]) -> Iterator[str]:
    for name in names:
        if progress(review, review.corpus.summaries[name], reviewer).state in TO_DO:
            yield name
