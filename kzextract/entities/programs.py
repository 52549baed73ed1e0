"""TO BE WRITTEN: the programs stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Programs(Stage):
    """Writes the layer ``programs``."""

    layer = "programs"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
