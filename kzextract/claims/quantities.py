"""TO BE WRITTEN: the quantities stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Quantities(Stage):
    """Writes the layer ``quantities``."""

    layer = "quantities"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
