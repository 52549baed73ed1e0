"""The review page in a real browser: a review by mouse and by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from documents import by_hand
from playwright.sync_api import expect
from reviewing import decide, open_review, statuses, texts, write_batch
from visiting import Visit, chosen, press, wait_for_log

from kzextract import Document
from kzextract.review.server.service import Review

pytest_plugins = ("browsing", "visiting")


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", [*texts(), by_hand()]))


def test_a_whole_review_by_keyboard_alone(review: Review, visit: Visit) -> None:
    page = visit(review)
    press(page, "Enter")  # the document with a discrepancy comes first
    expect(page.locator("article h2")).to_contain_text("В Департаменте полиции")
    expect(page.locator(".claim.chosen .head")).to_contain_text("1,5–2 кг")
    press(page, "a")
    expect(page.locator(".claim.s-accepted")).to_have_count(1)
    press(page, "e")
    expect(page.locator("#f-value")).to_be_focused()
    page.keyboard.type("12,5")
    press(page, "Control+Enter")
    expect(page.locator(".claim.s-accepted")).to_have_count(2)
    expect(page.locator(".pill.b-edited")).to_have_count(1)
    expect(page.locator("#finish")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("article .about")).not_to_contain_text("d1")
    assert wait_for_log(review, 3) == [("Анна", "accept"), ("Анна", "fix"), ("Анна", "finish")]
    first = chosen(page)
    press(page, "Space")
    assert chosen(page) != first
    press(page, "k")
    assert chosen(page) == first
    press(page, "j", "k", "x")
    expect(page.locator(".claim.s-rejected")).to_have_count(1)
    press(page, "f")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("уточнить у пресс-службы")
    press(page, "Control+Enter")
    expect(page.locator(".claim.s-flagged")).to_have_count(1)
    press(page, "Backspace")
    expect(page.locator(".claim.s-flagged")).to_have_count(0)
    press(page, "Shift+Backspace")
    expect(page.locator(".claim.s-flagged")).to_have_count(1)
    expect(page.locator(".claim.chosen blockquote")).to_have_text("уточнить у пресс-службы")
    press(page, "?")
    expect(page.locator("dialog")).to_contain_text("пропустить")
    press(page, "Escape", "q")
    expect(page.locator(".queue .row")).to_have_count(3)
    expect(page.locator(".queue .s-done")).to_have_count(1)


def test_letters_work_on_a_russian_layout(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    for code, letter in (("KeyA", "ф"), ("KeyX", "ч")):
        page.evaluate(
            "([code, key]) => document.activeElement.dispatchEvent("
            "new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }))",
            [code, letter],
        )
    assert wait_for_log(review, 2) == [("Анна", "accept"), ("Анна", "reject")]


def test_the_queue_is_filtered(review: Review, visit: Visit) -> None:
    page = visit(review)
    expect(page.locator(".queue .row")).to_have_count(3)
    page.get_by_label("Регион").select_option(label="Жамбылская область")
    expect(page.locator(".queue .row")).to_have_count(1)
    page.get_by_role("button", name="Сбросить").click()
    expect(page.locator(".queue .row")).to_have_count(3)
    page.get_by_role("combobox", name="Проверка чисел").select_option("inconsistent")
    expect(page.locator(".queue .row")).to_have_count(1)
    page.get_by_role("button", name="Сбросить").click()
    page.get_by_role("searchbox").fill("жамбыл")
    expect(page.locator(".queue .row")).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_be_focused()
    decide(review, "two", 0, "accept", "Борис")
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".queue .row")).to_have_count(3)
    page.locator(".chip", has_text="Начатые").click()
    expect(page.locator(".queue .row")).to_have_count(1)


def test_what_is_reviewed_can_be_downloaded(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "a")
    expect(page.locator(".claim.s-accepted")).to_have_count(1)
    page.get_by_role("button", name="Выгрузка").click()
    with page.expect_download() as waiting:
        page.locator(".formats li", has_text="JSONL").get_by_role("link").click()
    path = waiting.value.path()
    [line] = Path(path).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["review"]["claims"]["c1"]["reviewer"] == "Анна"
    assert Document.from_json(line).claims[0].text == "1 240 краж" or Document.from_json(line).claims


def test_english_on_request(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".claim.chosen .act.accept")).to_contain_text("Accept")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Русский").click()
    expect(page.locator(".claim.chosen .act.accept")).to_contain_text("Принять")


def test_the_service_says_what_the_page_shows(review: Review, visit: Visit) -> None:
    page = visit(review, hash="#/doc/one")
    press(page, "a", "x", "a")
    expect(page.locator(".claim.s-open")).to_have_count(0)
    assert statuses(review, "one") == ["accepted", "rejected", "accepted"]
