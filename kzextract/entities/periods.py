"""TO BE WRITTEN: the periods stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Periods(Stage):
    """Writes the layer ``periods``."""

    layer = "periods"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
