"""The cache of word categories is bounded; beginning it anew in the middle of a text changes nothing."""

from __future__ import annotations

import pytest

from kzextract.entities import periods_patterns
from kzextract.entities.periods_patterns import Patterns, Symbols, read_periods
from kzextract.reading.reader import read


def test_a_full_cache_is_begun_anew_in_the_middle_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "За январь–ноябрь 2025 года изъято вдвое больше, чем за январь–октябрь 2024 года. " + " ".join(
        f"слово{chr(0x430 + n % 32)}{chr(0x430 + n // 32)}" for n in range(400)
    )
    wanted = read_periods(read(text))
    monkeypatch.setattr(periods_patterns, "_LIMIT", 50)
    small = Patterns(Symbols())
    monkeypatch.setattr(periods_patterns, "patterns", lambda: small)
    found = read_periods(read(text))
    assert [(r.start, r.end) for r in found] == [(r.start, r.end) for r in wanted]
    assert wanted
