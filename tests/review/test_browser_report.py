"""The report page in a real browser: what its charts, its table and its cards show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kzextract import Document, extract
from kzextract.review.page import page

pytest_plugins = ("browsing",)

# Crime falls in the first region while two kinds of theft rise; the second names no total.
FALLING = (
    "В Павлодарской области за 2025 год число преступлений снизилось на 8%. "
    "Число мошенничеств выросло на 40%. Количество краж увеличилось на 30%."
)
OTHER = "В Костанайской области за 2025 год число краж снизилось на 12%, грабежей – на 5%."

Visit = Callable[..., Page]


@pytest.fixture
def visit(engine: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Opens the report on these texts; fails on anything the page complains about."""
    complaints: list[str] = []
    context = engine.new_context(viewport={"width": 1280, "height": 860}, locale="ru-RU")

    def open_report(*texts: str, unread: tuple[str, ...] = ()) -> Page:
        documents: list[Document] = [
            extract(text, id=f"d{n}", date="2026-01-20") for n, text in enumerate(texts)
        ]
        file = tmp_path / "report.html"
        file.write_text(page(documents, unread=unread), encoding="utf-8")
        shown = context.new_page()
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.goto(file.as_uri())
        return shown

    yield open_report
    context.close()
    assert complaints == []


def card(shown: Page, heading: str) -> Locator:
    return shown.locator("section.card", has=shown.locator("h2", has_text=heading))


def test_regions_are_compared_by_one_indicator(visit: Visit) -> None:
    shown = visit(FALLING, OTHER)
    regions = card(shown, "Изменения по регионам")
    expect(regions.locator("h2")).to_have_text("Изменения по регионам: Все преступления")
    expect(regions.locator(".row .name")).to_have_text(["Павлодарская область"])
    expect(regions.locator(".row .n")).to_have_text(["▼ −8\u00a0%"])
    shown.get_by_label("Показатель").select_option("crime.theft")
    expect(regions.locator("h2")).to_have_text("Изменения по регионам: Кражи")
    expect(regions.locator(".row .n")).to_have_text(["▲ +30\u00a0%", "▼ −12\u00a0%"])


def test_what_was_not_read_is_said_in_the_overview_even_of_one_document(visit: Visit) -> None:
    shown = visit(OTHER, unread=("а.html", "b.csv: 7"))
    expect(shown.locator(".unread")).to_have_text("Не прочитано: 2 (errors.jsonl): а.html, b.csv: 7")
    expect(visit(OTHER, FALLING).locator(".unread")).to_have_count(0)


def test_the_list_names_the_language_of_what_was_skipped(visit: Visit) -> None:
    shown = visit(OTHER, "Облыста 5 ұрлық тіркелді және қылмыс саны азайды.")
    shown.get_by_role("button", name="Документы").click()
    rows = shown.locator("nav.list button small")
    expect(rows.nth(0)).to_contain_text("чисел: 2")
    expect(rows.nth(1)).to_contain_text("язык: казахский")
    expect(rows.nth(1)).not_to_contain_text("чисел")


def test_the_map_of_changes_is_of_one_indicator_too(visit: Visit) -> None:
    shown = visit(FALLING, OTHER)
    tiles = shown.locator(".tile:not(.none)")
    expect(tiles.locator("b")).to_have_text(["2", "3"])
    shown.locator("select.switch").select_option("change")
    expect(card(shown, "Регионы: Все преступления")).to_have_count(1)
    expect(tiles.locator("b")).to_have_text(["−8\u00a0%"])


def test_a_report_without_the_indicator_says_so(visit: Visit) -> None:
    regions = card(visit(OTHER, OTHER), "Изменения по регионам: Все преступления")
    expect(regions).to_contain_text("Изменений в процентах нет.")


def test_what_is_inherited_is_marked_in_table_and_cards(visit: Visit) -> None:
    shown = visit(FALLING, OTHER)
    shown.get_by_role("button", name="Таблица").click()
    own, inherited = (shown.locator("tbody tr").nth(n).locator("td") for n in (0, 1))
    expect(own.nth(3)).to_have_text("Павлодарская область")
    expect(own.nth(4)).to_have_text("2025")
    expect(inherited.nth(3)).to_have_text("Павлодарская область ↑")
    expect(inherited.nth(4)).to_have_text("2025 ↑")
    shown.get_by_role("button", name="Документы").click()
    expect(shown.locator(".claim .brief")).to_have_text(
        ["Павлодарская область · 2025", *["Павлодарская область ↑ · 2025 ↑"] * 2]
    )
