"""TO BE WRITTEN: the persons stage."""

from __future__ import annotations

from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Persons(Stage):
    """Writes the layer ``persons``."""

    layer = "persons"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
