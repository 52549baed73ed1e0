"""Republished releases: exact copies by a fingerprint, near ones by MinHash; the same in every run."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from kzextract.batch.extras import needed
from kzextract.reading.blocks import HEADER

PERMUTATIONS, SEED = 128, 42
# 32 bands of 4: two texts of similarity 0.8 share a band all but once in 10 million times.
BANDS, ROWS = 32, 4
SHINGLE = 3
# Fewer three-word runs than this say little about what text they are from: such texts are compared exactly.
LEAST = 20
NO_DATE = 2**31 - 1

_WORD = re.compile(r"\w+")


def digest_of(words: str) -> int:
    """Eight bytes of a digest as a whole number that Arrow and NumPy hold."""
    digest = hashlib.blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def signature(text: str) -> tuple[int, bytes | None]:
    """The fingerprint of a text's words and its MinHash; white space, case and the scraped date do not count.

    >>> signature(" date 2025-12-11 Изъято 5 кг.")[0] == signature("ИЗЪЯТО  5 кг")[0]
    True
    """
    header = HEADER.match(text)
    words = _WORD.findall(text[header.end() if header else 0 :].lower())
    fingerprint = digest_of(" ".join(words))
    shingles = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    if len(shingles) < LEAST:
        return fingerprint, None
    minhash = needed("rensa", "batch").RMinHash(PERMUTATIONS, SEED)
    minhash.update(sorted(shingles))
    return fingerprint, np.array(minhash.digest(), dtype="<u4").tobytes()


def find_duplicates(
    fingerprints: npt.NDArray[np.int64],
    signatures: npt.NDArray[np.uint32],
    signed: npt.NDArray[np.bool_],
    order: npt.NDArray[np.int64],
    threshold: float,
) -> dict[int, tuple[int, float]]:
    """Row → the row it repeats and the similarity (1.0: the same words).

    ``order`` ranks the rows, those of one rank by their numbers: of several alike the first is the original,
    and every other one repeats an original, never another copy. Rows without a signature (``signed``) have
    only exact copies. The similarity of near copies is MinHash's estimate, exact to about 0.04.
    """
    found: dict[int, tuple[int, float]] = {}
    ranked = np.argsort(order, kind="stable")
    _, first, inverse = np.unique(fingerprints[ranked], return_index=True, return_inverse=True)
    originals = ranked[first[inverse]]
    for row, original in zip(ranked.tolist(), originals.tolist(), strict=True):
        if row != original:
            found[row] = (original, 1.0)
    exact = set(found)
    shared = _shared_bands(signatures, signed)
    # As a plain array: each row of a memory map would be a map of its own.
    plain = signatures.view(np.ndarray)
    kept: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in ranked[np.isin(ranked, list(shared))].tolist() if shared else ():
        if row in exact:
            continue
        best: tuple[float, int] | None = None
        for other in dict.fromkeys(other for group in shared[row] for other in kept[group]):
            similarity = int(np.count_nonzero(plain[row] == plain[other])) / plain.shape[1]
            if similarity >= threshold and (best is None or similarity > best[0]):
                best = (similarity, other)
        if best:
            found[row] = (best[1], round(best[0], 4))
        else:
            for group in shared[row]:
                kept[group].append(row)
    # An exact copy of a near copy repeats what that one repeats.
    for row in exact:
        original = found[row][0]
        if original in found:
            found[row] = found[original]
    return found


def _shared_bands(
    signatures: npt.NDArray[np.uint32], signed: npt.NDArray[np.bool_]
) -> dict[int, list[tuple[int, int]]]:
    """Row → the bands it shares with another row; a band at a time, so that little is held."""
    rows = np.flatnonzero(signed)
    shared: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for band in range(BANDS if len(rows) > 1 else 0):
        part = np.ascontiguousarray(signatures[rows, band * ROWS : (band + 1) * ROWS])
        keys = part.view(np.dtype((np.void, part.shape[1] * part.itemsize))).ravel()
        _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
        for at in np.flatnonzero(counts[inverse] > 1).tolist():
            shared[int(rows[at])].append((band, int(inverse[at])))
    return shared


def unique_ids(ids: Iterable[str]) -> dict[int, str]:
    """Row → a new id, for rows whose id another row has too: «id~2», «id~3» in their order.

    >>> unique_ids(["a", "b", "a"])
    {2: 'a~2'}
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for row, id in enumerate(ids):
        rows[id].append(row)
    new = {}
    taken = set(rows)
    for id, same in rows.items():
        number = 1
        for row in same[1:]:
            number += 1
            while f"{id}~{number}" in taken:
                number += 1
            new[row] = f"{id}~{number}"
            taken.add(new[row])
    return new
