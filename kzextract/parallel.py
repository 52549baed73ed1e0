"""Batches in worker processes: each loads once, order is kept, only a few batches are under way at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import msgspec

from kzextract.lexicon.own import Lexicon
from kzextract.records import Document

# Batches under way for each worker: one at work, one waiting so that it never idles, one spare.
_AHEAD = 3

# Documents travel as msgpack: records, decimals and dates come back equal, in a third of pickle's time.
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Document])


def in_processes(
    batches: Iterator[tuple[int, list[Any]]], processes: int, lexicon: Lexicon | None = None
) -> Iterator[Document]:
    """The documents of all batches in order; the first error of a worker ends it and is raised here."""
    pool = ProcessPoolExecutor(processes, initializer=_warm_up, initargs=(lexicon,))
    waiting: deque[Future[bytes]] = deque()
    try:
        for first, records in batches:
            waiting.append(pool.submit(_work, first, records, lexicon))
            if len(waiting) >= _AHEAD * processes:
                yield from _DECODER.decode(waiting.popleft().result())
        while waiting:
            yield from _DECODER.decode(waiting.popleft().result())
    finally:
        pool.shutdown(cancel_futures=True)


def _warm_up(lexicon: Lexicon | None) -> None:
    """Loads the models, and builds the tables of the user's lexicon, before the first batch comes."""
    from kzextract.extraction import extract

    extract("В Астане изъято 5 кг наркотиков.", lexicon=lexicon)


def _work(first: int, records: list[Any], lexicon: Lexicon | None) -> bytes:
    from kzextract.extraction import extract_batch

    return _ENCODER.encode(extract_batch(first, records, lexicon))
