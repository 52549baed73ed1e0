"""Where Python's offsets (code points) and the browser's (UTF-16 units) meet: the only place that converts.

Everything inside the server counts code points; everything that goes over the wire counts UTF-16 units.
"""

from __future__ import annotations

from bisect import bisect_left

from kzextract.review.payload import utf16_offset


class Offsets:
    """The two ways of counting in one text.

    >>> offsets = Offsets("😀 Қазақ")
    >>> offsets.to_browser(2), offsets.from_browser(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.to_browser = utf16_offset(text)
        self.astral = [at for at, char in enumerate(text) if char > "\uffff"] if not text.isascii() else []
        # Where the second half of each pair stands, counted in units: no offset may point there.
        self._halves = [self.to_browser(at) + 1 for at in self.astral]

    def from_browser(self, unit: int) -> int:
        """The code point at this unit; ``ValueError`` outside the text or in the middle of a character."""
        pairs_before = bisect_left(self._halves, unit)
        at = unit - pairs_before
        inside = pairs_before < len(self._halves) and self._halves[pairs_before] == unit
        if inside or not 0 <= at <= self.length:
            raise ValueError(f"no character of the text begins at {unit}")
        return at

    def span_from_browser(self, start: int, end: int) -> tuple[int, int]:
        """A span of at least one character."""
        first, last = self.from_browser(start), self.from_browser(end)
        if first >= last:
            raise ValueError("an empty span")
        return first, last
