"""Intervals: they hold the figure, narrow with more documents, repeat; differences are of the same draws."""

from __future__ import annotations

import msgspec
import pytest
from scored import flawed, golds, perfect

from kzextract import Document
from kzextract.evaluation.gold import Gold
from kzextract.evaluation.intervals import METRICS, differences, intervals
from kzextract.evaluation.scoring import Score, score


def many(times: int) -> tuple[list[Gold], list[Document], list[Document]]:
    """The two gold files so many times over, with perfect readings and such with a mistake in every fifth."""
    every, right, mixed = [], [], []
    for n in range(times):
        for gold, good, bad in zip(golds(), perfect(), flawed(), strict=True):
            name = f"{gold.id}{n}"
            every.append(msgspec.structs.replace(gold, id=name))
            right.append(msgspec.structs.replace(good, id=name))
            mixed.append(msgspec.structs.replace(good if n % 5 else bad, id=name))
    return every, right, mixed


def scores(times: int) -> tuple[Score, Score]:
    every, right, mixed = many(times)
    return score(every, right), score(every, mixed)


def test_the_figure_lies_in_its_interval_and_is_the_tally_s() -> None:
    _, mixed = scores(10)
    for group, tallies in mixed.groups():
        for name, tally in tallies.items():
            for metric, figure in intervals(mixed)[group][name].items():
                assert figure.value == pytest.approx(getattr(tally, metric))
                if tally.gold:
                    assert figure.low is not None and figure.high is not None
                    assert 0 <= figure.low <= figure.value <= figure.high <= 1
                else:
                    assert (figure.low, figure.high) == (None, None)


def test_more_documents_make_it_narrower() -> None:
    few, more = (intervals(scores(times)[1])["types"]["record"]["f1"] for times in (5, 50))
    assert few.value == pytest.approx(more.value)
    assert few.low is not None and more.low is not None
    assert few.low < more.low < more.value
    assert more.value - more.low > 0.005


def test_the_interval_is_about_what_theory_says() -> None:
    # Half of 400 documents with one name are right: the standard error is sqrt(.25 / 400) = 0.025.
    every = [Gold(id=str(n), text=f"В Астане {n}.", places={"Астане": "Астана"}) for n in range(400)]
    from kzextract.evaluation.gold import document_of

    result = score(every, [document_of(gold) for gold in every[:200]])
    recall = intervals(result)["types"]["PLACE"]["recall"]
    assert recall.value == 0.5
    assert recall.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert recall.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_the_same_draws_every_time() -> None:
    _, mixed = scores(7)
    assert intervals(mixed) == intervals(mixed)


def test_one_document_has_no_interval() -> None:
    result = score(golds()[:1], perfect()[:1])
    figure = intervals(result)["types"]["quantity"]["f1"]
    assert (figure.value, figure.low, figure.high) == (1.0, None, None)


def test_differences_are_paired() -> None:
    right, mixed = scores(20)
    moved = differences(right, mixed)
    for metric in METRICS:
        figure = moved["types"]["record"][metric]
        assert figure.value > 0 and figure.is_certain
        same = differences(mixed, mixed)["types"]["record"][metric]
        # On separate draws a version would differ from itself.
        assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0) and not same.is_certain
    assert differences(mixed, right)["types"]["record"]["f1"].value == -moved["types"]["record"]["f1"].value


def test_versions_need_the_same_gold() -> None:
    with pytest.raises(ValueError, match="same gold"):
        differences(score(golds(), perfect()), score(golds()[:1], perfect()))
