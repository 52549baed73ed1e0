"""The review page in a real browser: corrections, edges of spans, numbers that were missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import by_hand
from playwright.sync_api import expect
from reviewing import FIRST, SECOND, open_review, texts, write_batch
from visiting import Visit, log_of, press, select_words

from kzextract.review.server.service import Review

pytest_plugins = ("browsing", "visiting")


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", [*texts(), by_hand()]))


def test_every_slot_of_the_form(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    page.get_by_role("button", name="Исправить", exact=False).click()
    page.fill("#f-value", "1 300")
    page.fill("#f-value_max", "1 400")
    for field, value in {
        "unit": "percent",
        "per": "1000 people",
        "measure": "change",
        "direction": "up",
        "modifier": "about",
        "action": "detected",
        "code": "crime.fraud",
    }.items():
        page.select_option(f"#f-{field}", value)
    page.fill("#f-indicator", "мошенничества")
    page.fill("#f-place", "шымк")
    expect(page.locator("#place-options [aria-selected=true]")).to_contain_text("Шымкент")
    page.locator("#f-place").press("Enter")
    page.fill("#f-period-from", "2025-01-01")
    page.fill("#f-period-to", "2025-06-30")
    page.get_by_role("button", name="годом ранее").click()
    page.fill("#f-attribution", "ДП")
    page.locator("#f-part_of").select_option(index=1)
    page.get_by_role("button", name="Исправить и принять").click()
    expect(page.locator(".claim.s-accepted")).to_have_count(1)
    state = review.ledger.heads("", "one")[_first(review, "one")].state
    assert state and state.claim and state.claim.place
    claim = state.claim.to_dict()
    assert (claim["value"], claim["value_max"], claim["unit"], claim["per"]) == (
        "1300",
        "1400",
        "percent",
        "1000 people",
    )
    assert (claim["measure"], claim["direction"], claim["modifier"], claim["action"]) == (
        "change",
        "up",
        "about",
        "detected",
    )
    assert claim["indicator"]["text"] == "мошенничества"
    assert claim["indicator"]["code"] == "crime.fraud"
    assert (state.claim.place.name, state.claim.place.ref) == ("Шымкент", "790000000")
    assert (claim["period"]["start"], claim["period"]["end"]) == ("2025-01-01", "2025-06-30")
    assert (claim["base_period"]["start"], claim["base_period"]["end"]) == ("2024-01-01", "2024-06-30")
    assert claim["attribution"]["name"] == "ДП"
    assert claim["part_of"] is not None
    # What was corrected is shown with both readings.
    press(page, "k")
    expect(page.locator(".claim.chosen .changes")).to_contain_text("Шымкент")


def _first(review: Review, name: str) -> str:
    return review.summary(name).claims[0].key


def test_a_wrong_value_is_explained_beside_its_field(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "e")
    page.fill("#f-value", "много")
    press(page, "Control+Enter")
    expect(page.locator(".editor .problem")).to_have_text("Значение: не число")
    expect(page.locator("#f-value")).to_be_focused()
    page.fill("#f-value", "5")
    page.fill("#f-place", "Нигдеево")
    press(page, "Control+Enter")
    expect(page.locator(".editor .problem")).to_contain_text("выберите место из списка")
    press(page, "Escape")
    expect(page.locator(".editor")).to_have_count(0)
    assert log_of(review) == []


def test_span_edges_move_by_selecting_and_by_buttons(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/two")  # an emoji stands before every number of this text
    press(page, "e")
    select_words(page, "98 преступлений")
    expect(page.locator(".quote")).to_have_text("98 преступлений")
    page.get_by_role("button", name="Начало правее").click()
    expect(page.locator(".quote")).to_have_text("8 преступлений")
    press(page, "Control+Enter")
    expect(page.locator(".claim.s-accepted")).to_have_count(1)
    state = review.ledger.heads("", "two")[_first(review, "two")].state
    assert state and state.claim
    start = SECOND.index("98") + 1
    assert (state.claim.start, state.claim.end) == (start, start + len("8 преступлений"))
    assert state.claim.text == "8 преступлений"
    expect(page.locator("#text .num.accepted")).to_have_text(["8 ", "преступлений"], use_inner_text=False)


def test_edges_do_not_cut_an_emoji(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/two")
    press(page, "e")
    select_words(page, "😀 Қазақстан")
    expect(page.locator(".quote")).to_have_text("😀 Қазақстан")
    page.get_by_role("button", name="Начало правее").click()
    expect(page.locator(".quote")).to_have_text(" Қазақстан", use_inner_text=False)
    page.get_by_role("button", name="Начало левее").click()
    press(page, "Control+Enter")
    expect(page.locator(".claim.s-accepted")).to_have_count(1)
    state = review.ledger.heads("", "two")[_first(review, "two")].state
    assert state and state.claim
    assert (state.claim.start, state.claim.end, state.claim.text) == (0, 11, "😀 Қазақстан")


def test_a_missed_number_is_added_by_selecting(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    select_words(page, "девять месяцев")
    page.get_by_role("button", name="Добавить число").click()
    expect(page.locator(".editor h3")).to_have_text("Добавить число")
    page.fill("#f-value", "9")
    page.select_option("#f-unit", "month")
    page.fill("#f-indicator", "отчётный период")
    press(page, "Control+Enter")
    expect(page.locator(".pill.b-added")).to_have_count(1)
    expect(page.locator(".num.added")).to_have_text("девять месяцев")
    start = FIRST.index("девять")
    state = review.ledger.heads("", "one")[f"{start}-{start + 14}"].state
    assert state and state.claim and state.basis is None
    assert (state.claim.unit, state.claim.text) == ("month", "девять месяцев")
    press(page, "Backspace")
    expect(page.locator(".num.added")).to_have_count(0)


def test_a_missed_number_is_added_by_keyboard_alone(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "n", *["ArrowLeft"] * 3, "Shift+ArrowRight", "Enter")
    expect(page.locator("#f-value")).to_be_focused()
    quoted = page.locator(".quote").inner_text()
    assert len(quoted.split()) == 2 and quoted in FIRST
    page.keyboard.type("3")
    press(page, "Control+Enter")
    expect(page.locator(".problem")).not_to_be_empty()  # the words chosen overlap with a number
    press(page, "Escape")
    expect(page.locator(".claim.fresh")).to_have_count(0)
    press(page, "n", "Escape")
    expect(page.locator("button.add")).to_be_hidden()
