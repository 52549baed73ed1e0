"""The stage that adds the findings to the document: every check, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from kzextract.checks import changes, directions, parts, rates, repeats, sanity, shares
from kzextract.checks.audit import Audit
from kzextract.reading.sheet import Sheet
from kzextract.records import Document, Finding
from kzextract.stage import DocumentStage

Check = Callable[[Audit], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    changes.change_matches_levels,
    changes.triple_matches,
    directions.direction_of_pairs,
    parts.part_within_whole,
    parts.parts_sum,
    parts.kind_within_total,
    shares.share_matches,
    shares.grim,
    rates.rate_matches_population,
    rates.rates_imply_population,
    rates.daily_matches_total,
    repeats.repeated_figure,
    repeats.cumulative_falls,
    sanity.impossible_percent,
    sanity.order_of_magnitude,
    sanity.future_period,
    sanity.recovered_within_damage,
)


def findings_of(document: Document, low: str = "") -> tuple[Finding, ...]:
    """The findings of every check, in the order of the text; ``low`` is the folded text where it is at hand.

    >>> from kzextract import extract
    >>> doc = extract("Число краж снизилось на 27,6% — с 16 045 до 11 616.")
    >>> [(f.check, f.verdict) for f in doc.findings]
    [('direction_matches_levels', 'consistent'), ('change_matches_levels', 'consistent')]
    """
    if not document.claims:
        return ()
    audit = Audit(document, low)
    found = [finding for check in CHECKS for finding in check(audit)]
    return tuple(sorted(found, key=lambda f: f.spans[0]))


class Checks(DocumentStage):
    """Adds the findings to ``sheet.document``."""

    needs = ("Claims",)

    def annotate(self, sheet: Sheet) -> None:
        """Replaces the document by one with findings."""
        document = sheet.document
        if document is not None and document.claims:
            findings = findings_of(document, sheet.low)
            sheet.document = msgspec.structs.replace(document, findings=findings)
