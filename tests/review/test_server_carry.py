"""What becomes of decisions after a newer run."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from reviewing import FIRST, changed, decide, items, open_review, statuses, texts, write_batch

from kzextract.review.server.service import Review
from kzextract.review.server.tracks import Refused


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", texts()))


def test_after_a_newer_run_unchanged_claims_keep_their_decisions(review: Review, tmp_path: Path) -> None:
    for n, action in enumerate(("accept", "accept", "reject")):
        decide(review, "one", n, action)
    first, second = texts()
    newer = changed(first, 1, direction="up", rule="new.rule")
    # Ids are given anew by every run, and rules and confidences change: that is no change of the claim.
    newer = changed(changed(newer, 0, id="c17", confidence=0.1, rule="other"), 2, group="g9")
    write_batch(tmp_path / "out", [newer, second], rules="0.2.0+test")
    review.refresh()
    found = items(review, "one")
    assert [s.item.status for s in found] == ["accepted", "open", "rejected"]
    assert found[1].item.earlier and found[1].item.earlier.status == "accepted"
    decide(review, "one", 1, "accept")
    assert statuses(review, "one") == ["accepted", "accepted", "rejected"]
    assert review.ledger.entries()[-1].rules == "0.2.0+test"
    review.take_back("Анна")
    assert statuses(review, "one") == ["accepted", "open", "rejected"]


def test_a_correction_that_newer_rules_make_themselves_stands(review: Review, tmp_path: Path) -> None:
    decide(review, "one", 0, "fix", patch={"modifier": "about"})
    first, second = texts()
    write_batch(tmp_path / "out", [changed(first, 0, modifier="about"), second])
    review.refresh()
    assert statuses(review, "one")[0] == "accepted"


def test_a_corrected_span_is_found_again(review: Review, tmp_path: Path) -> None:
    start = FIRST.index("15 кг")
    decide(review, "one", 2, "fix", span=(start, start + 2))
    first, second = texts()
    moved = changed(first, 2, start=start, end=start + 2, text="15")
    write_batch(tmp_path / "out", [moved, second])
    review.refresh()
    assert statuses(review, "one") == ["open", "open", "accepted"]
    # The same number with other edges is one claim that has changed, not one lost and one new.
    other = changed(first, 2, start=start + 1, end=start + 5, text="5 кг")
    write_batch(tmp_path / "out", [other, second])
    review.refresh()
    found = items(review, "one")
    assert [s.item.status for s in found] == ["open", "open", "open"]
    assert found[2].item.earlier is not None
    decide(review, "one", 2, "accept")
    assert statuses(review, "one") == ["open", "open", "accepted"]


def test_claims_that_newer_rules_no_longer_find(review: Review, tmp_path: Path) -> None:
    decide(review, "one", 0, "accept")
    decide(review, "one", 1, "reject")
    first, second = texts()
    write_batch(tmp_path / "out", [msgspec.structs.replace(first, claims=first.claims[2:]), second])
    review.refresh()
    found = items(review, "one")
    assert [(s.item.origin, s.item.status) for s in found] == [("gone", "open"), ("machine", "open")]
    decide(review, "one", 0, "accept")
    assert [(s.item.origin, s.item.status) for s in items(review, "one")] == [
        ("added", "accepted"),
        ("machine", "open"),
    ]


def test_decisions_on_another_text_do_not_count(review: Review, tmp_path: Path) -> None:
    decide(review, "one", 0, "accept")
    _, second = texts()
    write_batch(tmp_path / "out", [msgspec.structs.replace(second, id="one")])
    review.refresh()
    assert set(statuses(review, "one")) == {"open"}
    with pytest.raises(Refused):
        review.take_back("Анна")
    with pytest.raises(Refused):
        decide(review, "two", 0, "accept")
