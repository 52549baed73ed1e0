"""The page of errors: self-contained, texts never markup, every case with its sentence and both readings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from documents import documents
from hypothesis import given
from hypothesis import strategies as st
from page_data import data_of
from playwright.sync_api import Browser, Page, expect
from scored import flawed, golds, perfect

from kzextract import Document
from kzextract.evaluation.errors import line
from kzextract.evaluation.page import page
from kzextract.evaluation.scoring import score
from kzextract.lexicon import load_toml
from kzextract.pages import static

pytest_plugins = ("browsing",)


def compared() -> str:
    return page(score(golds(), flawed()), score(golds(), perfect()))


def test_nothing_is_fetched_and_no_text_is_markup() -> None:
    html = page(score(golds(), flawed()), title="</title><b>")
    assert html.count("<script") == 2 and "<b>" not in html
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:)[^"']*""", html.split("<script")[0])
    assert "default-src &#x27;none&#x27;" in html


def test_cases_carry_both_readings_and_their_sentence() -> None:
    cases = data_of(page(score(golds(), flawed())))["cases"]
    period, missed, person, alarm = cases
    assert [row for row in period["rows"] if row["predicted_wrong"]] == [
        {"slot": "period", "gold": ["2025", "2025"], "predicted": ["—", "—"], "predicted_wrong": True}
    ]
    assert {row["slot"]: row["gold"][0] for row in missed["rows"]}["part_of"] == "45"
    assert (person["type"], person["wrong"], alarm["kind"]) == ("PERSON", ["role"], "false_alarm")
    assert "".join(words for words, _ in missed["pieces"]) == golds()[0].text
    assert [words for words, marks in period["pieces"] if "gold" in marks and "got" in marks] == ["45"]
    assert [words for words, marks in missed["pieces"] if marks] == ["12"]


def test_two_versions_show_what_became_better_and_worse() -> None:
    worse = data_of(compared())
    assert {case["change"] for case in worse["cases"]} == {"worse"}
    assert worse["differences"]["types"][0]["name"] == "quantity"
    better = data_of(page(score(golds(), perfect()), score(golds(), flawed())))["cases"]
    assert [(case["change"], case["kind"]) for case in better] == [("better", "right")] * 4
    # The same mistake in both is an error, but no change.
    same = data_of(page(score(golds(), flawed()), score(golds(), flawed())))["cases"]
    assert {case["change"] for case in same} == {None}


@given(st.lists(documents, min_size=2, max_size=2))
def test_any_documents_can_be_scored_and_shown(found: list[Document]) -> None:
    """Whatever a batch holds, even spans that lie outside the text of gold."""
    named = [msgspec.structs.replace(d, id=gold.id) for d, gold in zip(found, golds(), strict=True)]
    result = score(golds(), named)
    assert [line(*error) for error in result.errors]
    for html in (page(result, score(golds(), perfect())), page(score(golds(), perfect()), result)):
        assert len(data_of(html)["cases"]) > 0


def test_every_word_the_script_asks_for_exists() -> None:
    script = static("kzextract.pages", "dom.js") + static("kzextract.evaluation", "figures.js", "score.js")
    table = load_toml("score_labels")
    assert set(re.findall(r"\bt\('([a-z_0-9]+)'", script)) <= table["score"].keys() | {"filter_"}
    assert {"filter_type", "filter_kind", "filter_slot", "filter_document", "filter_change"} <= table[
        "score"
    ].keys()
    for words in [*table["score"].values(), *table["names"].values()]:
        assert len(words) == 2 and all(words)


@pytest.fixture
def shown(engine: Browser, tmp_path: Path) -> Any:
    """Opens a page in a browser; fails on anything the page complains about."""
    complaints: list[str] = []
    context = engine.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")

    def opened(html: str, width: int = 1280) -> Page:
        file = tmp_path / "score.html"
        file.write_text(html, encoding="utf-8")
        view = context.new_page()
        view.set_viewport_size({"width": width, "height": 900})
        view.on("pageerror", lambda error: complaints.append(str(error)))
        view.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        view.goto(file.as_uri())
        return view

    yield opened
    context.close()
    assert complaints == []


def test_filters_leave_what_is_asked_for(shown: Any) -> None:
    view = shown(page(score(golds(), flawed())))
    cases = view.locator("article.case")
    expect(cases).to_have_count(4)
    view.get_by_label("Ошибка", exact=True).select_option("missed")
    expect(cases.locator("h3")).to_have_text(["число: 12"])
    view.get_by_role("button", name="Сбросить").click()
    view.get_by_label("Поле", exact=True).select_option("period")
    expect(cases.locator("td.wrong")).to_have_text(["—"])
    view.get_by_role("button", name="Сбросить").click()
    cases.nth(3).get_by_role("button", name="b", exact=True).click()
    expect(cases.locator("h3")).to_have_text(["число: 188"])
    # What the other filters offer is what is left.
    assert view.get_by_label("Что", exact=True).locator("option").all_inner_texts() == [
        "Что: все",
        "число (1)",
    ]
    view.get_by_role("button", name="Сбросить").click()
    view.get_by_label("Поиск").fill("СТ. 188")
    expect(cases).to_have_count(1)


def test_the_sentence_is_text_with_the_number_marked(shown: Any) -> None:
    view = shown(page(score(golds(), flawed())))
    alarm = view.locator("article.case").nth(3)
    expect(alarm.locator("mark")).to_have_text(["188"])
    expect(alarm.locator(".said")).to_contain_text("в <Астане> за 2025 год")


def test_it_speaks_english_and_fits_a_telephone(shown: Any) -> None:
    view = shown(compared(), width=390)
    view.get_by_role("button", name="English").click()
    expect(view.locator("h1")).to_have_text("Two versions scored")
    expect(view.locator("article.case .pill.worse")).to_have_text(["worse"] * 4)
    assert view.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_read_by_everybody(shown: Any, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    view = shown(compared())
    view.emulate_media(color_scheme=theme)
    found = Axe().run(view).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found] == []


def test_no_errors_says_so(shown: Any) -> None:
    expect(shown(page(score(golds(), perfect()))).locator(".empty")).to_have_text("Ошибок нет.")


def test_many_cases_are_shown_in_portions(shown: Any) -> None:
    every = [msgspec.structs.replace(gold, id=f"{gold.id}{n}") for n in range(30) for gold in golds()]
    view = shown(page(score(every, [])))
    expect(view.locator("article.case")).to_have_count(60)
    view.get_by_role("button", name="Показать ещё").click()
    expect(view.locator("article.case")).to_have_count(210)
