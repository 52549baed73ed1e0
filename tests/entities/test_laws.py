"""The laws stage: what the case files cannot say (dev gold, cost, the numbers that spans cover)."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

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
    def cost(size: int) -> float:
        sheet = read((piece * size)[:size])
        best = 9.0
        for _ in range(3):
            sheet.layers.laws = []
            began = time.perf_counter()
            Laws().annotate(sheet)
            best = min(best, time.perf_counter() - began)
        return best

    laws("ст. 5 УК")
    # Eight times the text may take eight times as long; a quadratic stage would take sixty-four times.
    assert cost(80_000) < 30 * cost(10_000) + 0.05


def test_development_gold(shared: Path) -> None:
    import sys

    sys.path.insert(0, str(shared / "tools"))
    from score import mentions, pair_up  # type: ignore[import-not-found]

    gold = predicted = hits = 0
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        wanted = mentions(data["text"], data["laws"])
        found = [{"start": m.start, "end": m.end} for m in laws(data["text"])]
        gold, predicted = gold + len(wanted), predicted + len(found)
        hits += len(pair_up(wanted, found))
    assert 2 * hits / (gold + predicted) >= 0.90
