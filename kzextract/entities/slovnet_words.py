"""What slovnet's NER sees of a word: its number in the embedding, and its shape."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left

import numpy as np


class Words:
    """The 250,000 words of the embedding, sorted: searched in the text itself, without a dictionary."""

    def __init__(self, packed: bytes) -> None:
        self.text = gzip.decompress(packed)
        ends = np.flatnonzero(np.frombuffer(self.text, np.uint8) == ord("\n"))
        # The last two items are the unknown word and the padding, which stand outside the order.
        self.unknown = len(ends) - 1
        self.stops = ends[: self.unknown]
        self.starts = np.concatenate(([0], self.stops[:-1] + 1))

    def __len__(self) -> int:
        return self.unknown

    def __getitem__(self, i: int) -> bytes:
        return self.text[self.starts[i] : self.stops[i]]

    def id_of(self, word: str) -> int:
        """The number of a lower-case word, or that of the unknown word."""
        key = word.encode("utf-8", "replace")
        i = bisect_left(self, key)
        return i if i < self.unknown and self[i] == key else self.unknown


_TYPE = re.compile(r"([а-яё]+)|([a-z]+)|([+-]?\d+)", re.IGNORECASE)


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _is_title(word):
        return "Xx"
    left, dash, right = word.partition("-")
    return "Xx-Xx" if dash and _is_title(left) and _is_title(right) else "OTHER"


def shape_of(word: str, shapes: dict[str, int]) -> int:
    """The number of a word's shape: its script and pattern of capitals, or the punctuation mark itself."""
    match = _TYPE.match(word)
    if match:
        script = ("RU", "EN", "NUM")[match.lastindex - 1]  # type: ignore[operator]
        return shapes["NUM" if script == "NUM" else f"{script}_{_outline(word)}"]
    if f"PUNCT_{word[0]}" not in shapes:
        return shapes["OTHER"]
    return shapes.get(f"PUNCT_{word}", shapes["PUNCT_OTHER"])
