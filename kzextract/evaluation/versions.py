"""Two versions held against the same gold: what the newer one reads better, and what worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kzextract.evaluation.scoring import Case, DocumentScore, Score

Verdict = Literal["better", "worse", "otherwise"]
_Key = tuple[str, bool, int, int]


@dataclass(frozen=True)
class Change:
    """One number or entity that two versions read differently rightly.

    ``case`` is what this version makes of it, ``other`` what the other does: None where a version has
    neither a gold nor a predicted span there, which is the case for a false alarm of the other alone.
    ``document`` and ``before`` are the two readings of the document.
    """

    document: DocumentScore
    before: DocumentScore
    case: Case | None
    other: Case | None

    @property
    def verdict(self) -> Verdict:
        """Whether this version is better, worse, or wrong in another way.

        Finding a number is always better than missing it, and one field wrong fewer is better.
        """
        mine = self.case.problems if self.case else frozenset[str]()
        others = self.other.problems if self.other else frozenset[str]()
        if "missed" in mine | others:
            return "worse" if "missed" in mine else "better"
        if mine < others:
            return "better"
        return "worse" if others < mine else "otherwise"


def changes(score: Score, against: Score) -> list[Change]:
    """Everything whose mistakes differ between two versions, in the order of the texts.

    The versions must have been held against the same gold files.
    """
    found = []
    for mine, other in zip(score.each, against.each, strict=True):
        cases = {_key(case): case for case in mine.cases}
        others = {_key(case): case for case in other.cases}
        for key in sorted(cases.keys() | others.keys(), key=lambda k: (k[2], k[3], k[0], k[1])):
            case, before = cases.get(key), others.get(key)
            if (case.problems if case else frozenset()) != (before.problems if before else frozenset()):
                found.append(Change(mine, other, case, before))
    return found


def _key(case: Case) -> _Key:
    return case.type, case.gold is None, *case.span
