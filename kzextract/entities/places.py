"""TO BE WRITTEN: the places stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Places(Stage):
    """Writes the layer ``places``."""

    layer = "places"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
