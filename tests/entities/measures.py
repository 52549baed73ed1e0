"""What the tests of several stages measure alike: the growth of cost, and F1 of the development gold."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kzextract.reading.reader import read
from kzextract.stage import Stage


def is_linear(stage: Stage, piece: str) -> bool:
    """Whether a stage's cost on a text of this piece, over and over, grows with its length."""

    def cost(size: int) -> float:
        sheet = read((piece * size)[:size])
        best = 9.0
        for _ in range(3):
            getattr(sheet.layers, stage.layer).clear()
            began = time.perf_counter()
            stage.annotate(sheet)
            best = min(best, time.perf_counter() - began)
        return best

    cost(1_000)
    # Eight times the text may take eight times as long; a quadratic stage would take sixty-four times.
    return cost(80_000) < 30 * cost(10_000) + 0.05


def development_f1(shared: Path, surfaces: str, find: Callable[[str], list[Any]]) -> float:
    """F1 of the mentions that ``find`` gives for a text against the gold's field ``surfaces``."""
    sys.path.insert(0, str(shared / "tools"))
    try:
        from score import mentions, pair_up
    finally:
        sys.path.pop(0)
    gold = predicted = hits = 0
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        wanted = mentions(data["text"], data[surfaces])
        found = [{"start": m.start, "end": m.end} for m in find(data["text"])]
        gold, predicted = gold + len(wanted), predicted + len(found)
        hits += len(pair_up(wanted, found))
    return 2 * hits / (gold + predicted)
