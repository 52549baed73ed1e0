"""The laws stage: what the case files cannot say (dev gold, cost, the numbers that spans cover)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from entities.measures import development_f1, is_linear

from kzextract.entities.laws import Laws
from kzextract.layers import LawMention
from kzextract.lexicon import load_toml
from kzextract.reading.reader import read


def laws(text: str) -> list[LawMention]:
    """The laws of a text by this stage alone."""
    sheet = read(text)
    Laws().annotate(sheet)
    return sheet.layers.laws


@pytest.mark.parametrize("row", load_toml("laws")["code"], ids=lambda row: row["short"])
def test_every_code_by_its_name_and_its_abbreviation(row: dict[str, str]) -> None:
    by_name = laws(f"Ответственность по статье 15 {row['name']} РК ужесточили.")
    assert [m.name for m in by_name] == [f"ст. 15 {row['short']} РК"]
    if " " not in row["short"]:
        assert [m.name for m in laws(f"по ч. 2 ст. 15 {row['short']} РК")] == [
            f"ч. 2 ст. 15 {row['short']} РК"
        ]


@pytest.mark.parametrize(
    "article",
    [
        "ст. {}",
        "ст.{}",
        "статье {}",
        "статьёй {}",
        "ч. 1 ст. {}",
        "п. 1 ч. 2 ст. {}",
        "ст. {} ч. 3",
        "{}-й статье",
        "части второй статьи {}",
    ],
)
@pytest.mark.parametrize("code", ["УК РК", "УК", "Уголовного кодекса", "КоАП", "УПК Республики Казахстан"])
def test_spans_cover_every_number(article: str, code: str) -> None:
    text = f"Материал по {article.format('188')} {code} передан, изъято 40 кг."
    found = laws(text)
    assert len(found) == 1
    inside = {n.start() for n in re.finditer(r"\d+", text) if found[0].start <= n.start() < found[0].end}
    outside = [n.group() for n in re.finditer(r"\d+", text) if n.start() not in inside]
    assert outside == ["40"]
    assert found[0].name.endswith(("ст. 188 УК РК", "ст. 188 КоАП РК", "ст. 188 УПК РК"))


def test_an_article_of_a_named_law_is_one_mention() -> None:
    text = "Нарушена статья 5 Закона РК «О дорожном движении»."
    assert [text[m.start : m.end] for m in laws(text)] == ["статья 5 Закона РК «О дорожном движении»"]


def test_a_decree_is_not_found_without_number_date_or_title() -> None:
    assert laws("По указу Президента и приказу министра созданы группы.") == []


@pytest.mark.parametrize(
    "piece",
    ["ст. ", "ст. 1, 2 и 3 ", "п. 1 ч. 2 ", "1, ", "закон о ", "приказ а ", "ст. 1 (", "кодекс ", "глава 1 "],
)
def test_cost_is_linear(piece: str) -> None:
    assert is_linear(Laws(), piece)


def test_development_gold(shared: Path) -> None:
    assert development_f1(shared, "laws", laws) >= 0.90
