"""No expression and no loop of any stage is super-linear: ten times the text, about ten times the time."""

from __future__ import annotations

import time

import pytest
from adversarial import PATTERNS, text_of

from kzextract import extract

SMALL, LARGE = 10_000, 100_000
# Linear is 10. Measuring noise and tables that grow explain some more; a quadratic loop gives 100.
MOST = 25


def seconds(text: str, rounds: int) -> float:
    """Processor time of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        extract(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    extract("В Астане изъято 5 кг наркотиков.")


@pytest.mark.parametrize("name", PATTERNS)
def test_ten_times_the_text_takes_ten_times_as_long(name: str) -> None:
    # A beginning in Russian, so that the stages look at the text whatever the pattern is.
    start = "В области за год зарегистрировано больше краж, чем годом ранее. " * 8
    small = seconds(start + text_of(PATTERNS[name], SMALL), rounds=3)
    long = start + text_of(PATTERNS[name], LARGE)
    most = MOST * max(small, 0.002)
    large = seconds(long, rounds=1)
    if large >= most:
        large = seconds(long, rounds=3)  # something else may have had the processor
    assert large < most
