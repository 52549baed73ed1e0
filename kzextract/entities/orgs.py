"""TO BE WRITTEN: the orgs stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Orgs(Stage):
    """Writes the layer ``orgs``."""

    layer = "orgs"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
