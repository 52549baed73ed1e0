"""TO BE WRITTEN: the checks stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import DocumentStage


class Checks(DocumentStage):
    """Adds the findings to ``sheet.document``."""

    def annotate(self, sheet: Sheet) -> None:
        """Replaces the document by one with findings."""
