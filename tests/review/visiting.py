"""The review page opened by a reviewer in a browser, as a plugin of the tests that do so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from reviewing import serving

from kzextract.review.server.security import Keys
from kzextract.review.server.service import Review

expect.set_options(timeout=10_000)

KEYS = Keys("secret")


Visit = Callable[..., Page]


@pytest.fixture
def visit(engine: Browser) -> Iterator[Visit]:
    """Opens the page for somebody in a browser of their own; fails on anything the page complains about."""
    complaints: list[str] = []
    running: dict[int, str] = {}
    with ExitStack() as stack:

        def open_page(review: Review, name: str = "Анна", hash: str = "", **options: Any) -> Page:
            if id(review) not in running:
                running[id(review)] = stack.enter_context(serving(review, KEYS))
            size = options.pop("viewport", {"width": 1280, "height": 860})
            context = engine.new_context(viewport=size, locale="ru-RU", accept_downloads=True, **options)
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda m: complaints.append(m.text) if _complains(m) else None)
            page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
            page.goto(f"{running[id(review)]}/?token={KEYS.token()}")
            page.fill("#name", name)
            page.keyboard.press("Enter")
            expect(page.locator(".queue, main .empty")).not_to_have_count(0)
            if hash:
                page.evaluate("hash => { location.hash = hash }", hash)
                expect(page.locator(".reader")).to_be_visible()
            return page

        yield open_page
    assert complaints == []


def _complains(message: Any) -> bool:
    # That an answer was 409, 422 or 403 the browser logs by itself; the page has told the reviewer.
    return message.type == "error" and "Failed to load resource" not in message.text


def chosen(page: Page) -> str:
    return page.locator(".claim.chosen").get_attribute("data-key") or ""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def log_of(review: Review) -> list[tuple[str, str]]:
    review.refresh()
    return [(entry.reviewer, entry.action) for entry in review.ledger.entries()]


def wait_for_log(review: Review, n: int) -> list[tuple[str, str]]:
    """The log once it has n rows."""
    until = time.monotonic() + 10
    while len(log := log_of(review)) < n and time.monotonic() < until:
        time.sleep(0.02)
    assert len(log) == n
    return log


def select_words(page: Page, words: str) -> None:
    """Selects these words of the text as a mouse would, and lets the button go."""
    page.evaluate(
        """words => {
          const box = document.getElementById('text'), at = box.textContent.indexOf(words);
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), range = document.createRange();
          let seen = 0;
          for (let node = walker.nextNode(); node; seen += node.length, node = walker.nextNode()) {
            if (seen <= at && at < seen + node.length) range.setStart(node, at - seen);
            const end = at + words.length;
            if (seen < end && end <= seen + node.length) range.setEnd(node, end - seen);
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          for (const kind of ['mousedown', 'mouseup'])
            box.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
        }""",
        words,
    )
