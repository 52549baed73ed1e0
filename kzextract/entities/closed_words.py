"""One flag a word: which words belong to a mention already and are closed to other readers."""

from __future__ import annotations

from collections.abc import Iterable

from kzextract.reading.sheet import Sheet


def close(flags: bytearray, first: int, stop: int) -> None:
    """Marks the words ``first:stop``."""
    flags[first:stop] = b"\x01" * (stop - first)


def closed_words(sheet: Sheet, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Flags of a sheet's words, and of the place after the last, with these word ranges marked."""
    flags = bytearray(len(sheet.words) + 1)
    for first, stop in spans:
        close(flags, first, stop)
    return flags
