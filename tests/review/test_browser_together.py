"""The review page in a real browser: undo, several reviewers, and newer rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import by_hand
from playwright.sync_api import expect
from reviewing import changed, decide, open_review, texts, write_batch
from visiting import Visit, log_of, press, wait_for_log

from kzextract.review.server.service import Review

pytest_plugins = ("browsing", "visiting")


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", [*texts(), by_hand()]))


def test_undo_after_a_reload(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "a", "a")
    expect(page.locator(".claim.s-accepted")).to_have_count(2)
    page.reload()
    expect(page.locator(".claim.s-accepted")).to_have_count(2)
    press(page, "Backspace")
    expect(page.locator(".claim.s-accepted")).to_have_count(1)
    page.reload()
    expect(page.locator(".claim.chosen")).to_be_visible()
    press(page, "Backspace")
    expect(page.locator(".claim.s-accepted")).to_have_count(0)
    press(page, "Backspace")
    expect(page.locator(".toast.bad")).to_have_text("Отменять нечего.")
    press(page, "Shift+Backspace", "Shift+Backspace")
    expect(page.locator(".claim.s-accepted")).to_have_count(2)


def test_two_reviewers_at_once(review: Review, visit: Visit) -> None:
    anna, boris = visit(review, "Анна", "#/doc/one"), visit(review, "Борис", "#/doc/one")
    press(anna, "a")
    expect(anna.locator(".claim.s-accepted")).to_have_count(1)
    press(boris, "x")
    expect(boris.locator(".toast.bad")).to_contain_text("Анна")
    expect(boris.locator(".claim.s-accepted")).to_have_count(1)
    assert log_of(review) == [("Анна", "accept")]
    # Boris sees what Anna decided, and decides on that.
    press(boris, "x")
    assert wait_for_log(review, 2)[-1] == ("Борис", "reject")
    # Anna's page notices by itself.
    expect(anna.locator(".claim.s-rejected")).to_have_count(1)


def test_what_was_typed_survives_a_conflict(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "e")
    page.fill("#f-indicator", "мои слова")
    decide(review, "one", 0, "accept", "Борис")
    press(page, "Control+Enter")
    expect(page.locator(".editor .problem")).to_contain_text("Борис")
    expect(page.locator("#f-indicator")).to_have_value("мои слова")
    press(page, "Control+Enter")
    assert wait_for_log(review, 2)[-1] == ("Анна", "fix")


def test_blind_review_and_settling(tmp_path: Path, visit: Visit) -> None:
    review = open_review(write_batch(tmp_path / "out", texts()), percent=100)
    anna, boris = visit(review, "Анна", "#/doc/one"), visit(review, "Борис", "#/doc/one")
    for key in "axa":
        press(anna, key)
    expect(anna.locator(".claim.s-open")).to_have_count(0)
    press(anna, "Enter")
    expect(anna.locator(".about")).not_to_contain_text("one")
    expect(boris.locator(".claim.s-open")).to_have_count(3)
    for key in "aaa":
        press(boris, key)
    expect(boris.locator(".claim.s-open")).to_have_count(0)
    press(boris, "Enter")
    expect(boris.locator(".about")).not_to_contain_text("one")
    vera = visit(review, "Вера", "#/doc/one")
    expect(vera.locator(".claim.s-accepted")).to_have_count(2)
    expect(vera.locator(".opinion")).to_have_count(2)
    press(vera, "1")
    expect(vera.locator(".claim.s-rejected")).to_have_count(1)
    vera.evaluate("location.hash = '#/agreement'")
    expect(vera.locator(".pair h2")).to_have_text("Анна · Борис")
    expect(vera.locator(".tile-number").nth(1)).to_contain_text("67")
    expect(vera.locator(".links .pill")).to_have_text("разобрано")


def test_claims_that_newer_rules_read_otherwise_come_back(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "a", "a", "a")
    expect(page.locator(".claim.s-accepted")).to_have_count(3)
    first, second = texts()
    write_batch(review.corpus.folder, [changed(first, 1, modifier="about"), second, by_hand()], "0.2.0+test")
    expect(page.locator(".pill.b-returned")).to_have_count(1)
    expect(page.locator(".claim.s-accepted")).to_have_count(2)
    page.locator(".claim.s-open .face").click()
    expect(page.locator(".claim.chosen .notice")).to_contain_text("Новые правила")
    press(page, "q")
    expect(page.locator(".queue .s-returned")).to_have_count(1)
