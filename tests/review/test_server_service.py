"""Decisions, undo and redo, conflicts, and documents that one or two people review."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from reviewing import FIRST, decide, items, open_review, statuses, texts, write_batch

from kzextract.records import PeriodSlot
from kzextract.review.server.edits import Wrong
from kzextract.review.server.service import Conflict, Review
from kzextract.review.server.tracks import Refused


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", texts()))


def test_every_action_is_a_row_with_before_and_after(review: Review) -> None:
    decide(review, "one", 0, "accept")
    decide(review, "one", 1, "reject", note="не то")
    decide(review, "one", 2, "flag", note="проверить по карточке")
    decide(review, "one", 0, "fix", patch={"value": "1 250", "modifier": "about"})
    assert statuses(review, "one") == ["accepted", "rejected", "flagged"]
    rows = review.ledger.entries("one")
    assert [row.action for row in rows] == ["accept", "reject", "flag", "fix"]
    assert rows[3].before == rows[0].after
    assert rows[3].after and rows[3].after.claim and rows[3].after.claim.value == Decimal(1250)
    assert rows[3].after.edited and not rows[0].after.edited  # type: ignore[union-attr]
    assert rows[0].rules == "0.1.0+test"
    assert len(rows[0].text_hash) == 64


def test_every_slot_can_be_corrected(review: Review) -> None:
    start = FIRST.index("15 кг")
    patch = {
        "value": "15,5",
        "value_max": "16",
        "unit": "l",
        "per": "day",
        "measure": "change",
        "direction": "up",
        "modifier": "over",
        "indicator": "изъятый спирт",
        "code": "seizure.alcohol",
        "action": "destroyed",
        "place": {"ref": "710000000", "name": "whatever"},
        "period": ["2025-01-01", "2025-03-31"],
        "base_period": ["2024-01-01", "2024-03-31"],
        "attribution": "ДП Жамбылской области",
        "part_of": items(review, "one")[0].item.key,
    }
    decide(review, "one", 2, "fix", patch=patch, span=(start, start + 2))
    state = items(review, "one")[2].item.state
    assert state and state.claim
    claim = state.claim
    assert (claim.text, claim.value, claim.value_max, claim.unit, claim.per) == (
        "15",
        Decimal("15.5"),
        Decimal(16),
        "l",
        "day",
    )
    assert (claim.measure, claim.direction, claim.modifier, claim.action) == (
        "change",
        "up",
        "over",
        "destroyed",
    )
    assert claim.indicator and (claim.indicator.text, claim.indicator.code) == (
        "изъятый спирт",
        "seizure.alcohol",
    )
    assert claim.place and (claim.place.name, claim.place.ref) == ("Астана", "710000000")
    assert claim.period == PeriodSlot(start=dt.date(2025, 1, 1), end=dt.date(2025, 3, 31))
    assert claim.base_period == PeriodSlot(start=dt.date(2024, 1, 1), end=dt.date(2024, 3, 31))
    assert claim.attribution and claim.attribution.name == "ДП Жамбылской области"
    assert claim.part_of == patch["part_of"]
    emptied = dict.fromkeys(
        (
            "value_max",
            "per",
            "direction",
            "action",
            "place",
            "period",
            "base_period",
            "attribution",
            "part_of",
        )
    )
    decide(review, "one", 2, "fix", patch={**emptied, "indicator": None, "code": None})
    state = items(review, "one")[2].item.state
    assert state and state.claim
    assert all(getattr(state.claim, slot) is None for slot in [*emptied, "indicator"])


@pytest.mark.parametrize(
    ("patch", "slot", "code"),
    [
        ({"value": "много"}, "value", "no_number"),
        ({"value": "1e9"}, "value", "no_number"),
        ({"value_max": "3"}, "value_max", "range_backwards"),
        ({"unit": "furlong"}, "unit", "no_unit"),
        ({"per": "people"}, "per", "no_denominator"),
        ({"measure": None}, "measure", "not_listed"),
        ({"direction": "up"}, "direction", "direction_of_change"),
        ({"code": "crime.nothing"}, "code", "not_listed"),
        ({"indicator": "", "code": "crime.total"}, "indicator", "needed"),
        ({"indicator": "x" * 501}, "indicator", "too_long"),
        ({"action": "flew"}, "action", "not_listed"),
        ({"place": "Астана"}, "place", "no_place"),
        ({"period": ["2025-13-01", "2025-12-31"]}, "period", "no_dates"),
        ({"period": ["2025-12-31", "2025-01-01"]}, "period", "dates_backwards"),
        ({"part_of": "1-2"}, "part_of", "no_such_claim"),
        ({"rule": "mine"}, "rule", "unknown_slot"),
    ],
)
def test_corrections_that_make_no_sense_are_refused(
    review: Review, patch: dict[str, object], slot: str, code: str
) -> None:
    with pytest.raises(Wrong) as caught:
        decide(review, "one", 2, "fix", patch=patch)
    assert (caught.value.slot, caught.value.code) == (slot, code)
    assert review.ledger.entries() == []


def test_a_flag_says_why(review: Review) -> None:
    with pytest.raises(Wrong):
        decide(review, "one", 0, "flag", note="  ")
    assert statuses(review, "one")[0] == "open"


def test_two_people_never_overwrite_each_other(review: Review) -> None:
    decide(review, "one", 0, "accept", "Анна", version=0)
    with pytest.raises(Conflict) as caught:
        decide(review, "one", 0, "reject", "Борис", version=0)
    assert (caught.value.code, caught.value.by) == ("decided_meanwhile", "Анна")
    assert statuses(review, "one")[0] == "accepted"
    with pytest.raises(Conflict) as caught:
        decide(review, "one", 0, "reject", "Борис", shown="another claim")
    assert caught.value.code == "claim_changed"
    decide(review, "one", 0, "reject", "Борис")
    assert statuses(review, "one")[0] == "rejected"


def test_a_missed_claim_is_added_once(review: Review) -> None:
    start = FIRST.index("девять")
    settled = review.add("Анна", "one", (start, start + 6), {"value": "9", "unit": "month"})
    assert settled.item.origin == "added"
    assert settled.item.state and settled.item.state.claim
    assert settled.item.state.claim.text == "девять"
    assert statuses(review, "one") == ["accepted", "open", "open", "open"]
    for span in ((start, start + 6), (start + 1, start + 3)):
        with pytest.raises(Conflict) as caught:
            review.add("Борис", "one", span, {"value": "9"})
        assert caught.value.code == "claim_is_there"
    with pytest.raises(Wrong):
        review.add("Анна", "one", (0, 2), {})
    review.take_back("Анна")
    assert statuses(review, "one") == ["open", "open", "open"]
    review.take_back("Анна", redo=True)
    assert statuses(review, "one") == ["accepted", "open", "open", "open"]


def test_undo_and_redo_outlive_the_server(review: Review, tmp_path: Path) -> None:
    decide(review, "one", 0, "accept")
    decide(review, "one", 0, "fix", patch={"value": "7"})
    decide(review, "two", 0, "reject")
    again = open_review(tmp_path / "out")
    assert again.take_back("Анна")[0].document == "two"
    assert again.take_back("Анна")[0].action == "fix"
    assert statuses(again, "one")[0] == "accepted"
    again = open_review(tmp_path / "out")
    again.take_back("Анна")
    assert statuses(again, "one")[0] == "open"
    with pytest.raises(Refused):
        again.take_back("Анна")
    for _ in range(3):
        again.take_back("Анна", redo=True)
    assert [statuses(again, name)[0] for name in ("one", "two")] == ["accepted", "rejected"]
    state = items(again, "one")[0].item.state
    assert state and state.claim and state.claim.value == 7
    with pytest.raises(Refused):
        again.take_back("Анна", redo=True)


def test_undo_leaves_alone_what_another_has_decided_since(review: Review) -> None:
    decide(review, "one", 1, "accept", "Анна")
    decide(review, "one", 0, "accept", "Анна")
    decide(review, "one", 0, "reject", "Борис")
    entry, skipped = review.take_back("Анна")
    assert (entry.claim, skipped) == (items(review, "one")[1].item.key, 1)
    assert statuses(review, "one")[:2] == ["rejected", "open"]


def test_a_document_is_finished_when_nothing_is_open(review: Review) -> None:
    with pytest.raises(Refused):
        review.finish("Анна", "one", True)
    for n in range(3):
        decide(review, "one", n, "accept")
    review.finish("Анна", "one", True)
    assert review.ledger.entries()[-1].action == "finish"
    review.finish("Анна", "one", False)


def test_two_reviewers_blind_to_each_other_and_a_third_who_settles(tmp_path: Path) -> None:
    review = open_review(write_batch(tmp_path / "out", texts()), percent=100)
    for n, action in enumerate(("accept", "accept", "reject")):
        decide(review, "one", n, action, "Анна")
    assert statuses(review, "one", "Борис") == ["open"] * 3
    decide(review, "one", 0, "accept", "Борис")
    decide(review, "one", 1, "fix", "Борис", patch={"modifier": "about"})
    decide(review, "one", 2, "accept", "Борис")
    with pytest.raises(Refused) as caught:
        items(review, "one", "Вера")
    assert caught.value.code == "taken_by_two"
    review.finish("Анна", "one", True)
    with pytest.raises(Refused) as caught:
        decide(review, "one", 0, "reject", "Анна")
    assert caught.value.code == "finished_waiting"
    review.finish("Анна", "one", False)
    decide(review, "one", 0, "reject", "Анна")
    decide(review, "one", 0, "accept", "Анна")
    review.finish("Анна", "one", True)
    review.finish("Борис", "one", True)
    found = items(review, "one", "Вера")
    assert [s.agreed for s in found] == [True, False, False]
    assert [s.item.status for s in found] == ["accepted", "open", "open"]
    assert found[0].item.state and found[0].item.state.by == "Анна + Борис"
    with pytest.raises(Refused):
        review.take_back("Анна")  # the blind tracks are closed
    decide(review, "one", 1, "accept", "Вера")
    decide(review, "one", 2, "reject", "Вера")
    review.finish("Вера", "one", True)
    assert statuses(review, "one", "Вера") == ["accepted", "accepted", "rejected"]


def test_how_often_a_document_is_reviewed_is_set_before_anybody_begins(review: Review) -> None:
    review.set_mode("Анна", "one", True)
    assert review.tracks.is_double(review.summary("one"))
    decide(review, "one", 0, "accept", "Анна")
    with pytest.raises(Refused):
        review.set_mode("Анна", "one", False)
    decide(review, "two", 0, "accept", "Анна")
    review.tracks.percent = 100
    assert not review.tracks.is_double(review.summary("two"))


def test_the_mode_is_not_undone_under_the_reviewers_feet(review: Review) -> None:
    review.set_mode("Анна", "one", True)
    decide(review, "one", 0, "accept", "Борис")
    with pytest.raises(Refused):
        review.take_back("Анна")
    assert review.tracks.is_double(review.summary("one"))
