"""TO BE WRITTEN: the laws stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Laws(Stage):
    """Writes the layer ``laws``."""

    layer = "laws"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
