"""Where a name can stand: near words with a capital or Latin letter, and behind an opening quotation mark.

Most of a release is numbers and common nouns, which slovnet tags O; its arithmetic need not be done for them.
«В», «За», «Также», «Зарегистрировано» have a capital for no other reason than that a sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold

Flags = NDArray[np.bool_]

# How far a name may reach to either side of such a word: «Комитет по правовой статистике и специальным
# учётам». On all texts of the project no tag of slovnet's lies farther off.
_BEFORE, _AFTER = 2, 5
# A tag depends on three words to either side: one for each of slovnet's convolutions.
HALO = 3
# To tell what is near a word, this many words around it must be known.
REACH = HALO + max(_BEFORE, _AFTER)

_TELLING = re.compile("[A-Za-zА-ЯЁӘҒҚҢӨҰҮІҺ]")
_CLOSED = frozenset(
    word
    for kind in ("prepositions", "particles", "conjunctions", "relatives", "pronouns")
    for word in load_toml("grammar")[kind]
)
# By pymorphy; no name is one of these alone, and none is described by one.
_NO_NAMES = frozenset({"VERB", "PRTS", "INFN", "GRND", "ADVB", "COMP", "PRED", "NUMR"})
_OPENING = frozenset('«"“„')


def flags_of(words: Sequence[str]) -> NDArray[np.uint8]:
    """Of each word: 1 where it tells of a name itself, 2 where the word after it does, 0 of others.

    >>> flags_of(["За", "Ергешов", "eGov", "«", "краж", "5"]).tolist()
    [0, 1, 1, 2, 0, 0]
    """
    return np.array([_flag(word) for word in words], np.uint8)


def _flag(word: str) -> int:
    if word in _OPENING:
        return 2
    if _TELLING.search(word) is None:
        return 0
    low = word.lower()
    if word[1:] != low[1:] or len(low) != len(word):
        return 1
    return int(low not in _CLOSED and not _cannot_name(low))


def _cannot_name(low: str) -> bool:
    """Whether a word can be nothing that names or describes: «Зарегистрировано», «Снизилось», «Всего»."""
    form = MORPHOLOGY.form(fold(low))
    return form.known and form.poses <= _NO_NAMES


def near(flags: NDArray[np.uint8]) -> tuple[Flags, Flags]:
    """Which words of a sequence may belong to a name, and for which the arithmetic is needed.

    >>> zone, needed = near(flags_of(["краж"] * 6 + ["Ергешов"] + ["краж"] * 10))
    >>> zone.nonzero()[0].tolist(), needed.nonzero()[0].tolist()
    ([4, 5, 6, 7, 8, 9, 10, 11], [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    """
    seeds = flags == 1
    seeds[1:] |= flags[:-1] == 2
    zone = _widened(seeds, _BEFORE, _AFTER)
    # The first convolution sees the words around a place without anything being computed for them.
    return zone, _widened(zone, HALO - 1, HALO - 1)


def _widened(flags: Flags, before: int, after: int) -> Flags:
    out = flags.copy()
    for step in range(1, after + 1):
        out[step:] |= flags[:-step]
    for step in range(1, before + 1):
        out[:-step] |= flags[step:]
    return out
