"""Releases compared: agreements, disagreements, inferred places, revisions, duplicates, sums, the command."""

from __future__ import annotations

import datetime as dt
import json
import time
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from kzextract import Document, extract
from kzextract.cli import command
from kzextract.compare import Comparison, compare
from kzextract.compare.page import page
from kzextract.compare.places import home_places, main_region, names_a_region

HEAD = "начальник Департамента полиции"


def made(
    id: str, text: str, date: str = "2026-01-20", source: str | None = None, place: str | None = None
) -> Document:
    return extract(text, id=id, date=date, source=source or id, place=place)


def verdicts(*documents: Document) -> list[tuple[str, str]]:
    return [(c.kind, c.verdict) for c in compare(documents)]


def crimes(id: str, figure: str, place: str = "В Астане") -> Document:
    return made(id, f"{place} за 2025 год зарегистрировано {figure} преступлений.")


def test_agreement_within_rounding() -> None:
    assert verdicts(crimes("a", "16 045"), crimes("b", "16 тысяч")) == [("same_figure", "consistent")]


def test_figures_that_only_do_not_contradict_are_not_called_the_same() -> None:
    [found] = compare([crimes("a", "16 045"), crimes("b", "более 16 000")])
    assert found.verdict == "consistent"
    assert "одинаково" not in found.message and "не противоречат друг другу" in found.message
    assert found.message.replace("\u202f", " ").endswith("16 045; более 16 000.")
    [same] = compare([crimes("a", "16 045"), crimes("b", "16 045")])
    assert "одинаково" in same.message


def test_disagreement_names_both_sources_and_says_why() -> None:
    [found] = compare([crimes("a", "16 045"), crimes("b", "15 045")])
    assert (found.verdict, found.severity, found.code) == ("inconsistent", "error", "crime.total")
    assert {e.source for e in found.entries} == {"a", "b"}
    assert {r.slot for r in found.reasons} >= {"indicator", "place", "period"}
    assert all(r.text and r.text_en and r.text != r.text_en for r in found.reasons)


@pytest.mark.parametrize(
    "other",
    [
        "В Алматы за 2025 год зарегистрировано 15 045 преступлений.",
        "В Астане за 2024 год зарегистрировано 15 045 преступлений.",
        "В Астане за 2025 год зарегистрировано 15 045 краж.",
        "В Астане за 2025 год раскрыто 15 045 преступлений.",
        "В Астане за 2025 год ущерб составил 15 045 тенге.",
    ],
)
def test_different_things_are_not_compared(other: str) -> None:
    assert compare([crimes("a", "16 045"), made("b", other)]) == []


def test_the_same_release_is_not_compared_with_itself() -> None:
    assert (
        compare(
            [
                made(
                    "a",
                    " ".join(f"В Астане за 2025 год зарегистрировано {n} краж." for n in (500, 510)),
                )
            ]
        )
        == []
    )


def test_two_and_a_half_percent_is_not_two() -> None:
    text = "В Кызылординской области за 2025 год число преступлений снизилось на {}."
    [found] = compare([made("a", text.format("2,5%")), made("b", text.format("2%"))])
    assert (found.verdict, found.severity) == ("inconsistent", "warning")
    [found] = compare([made("a", text.format("2,4%")), made("b", text.format("2%"))])
    assert found.verdict == "consistent"


NAMELESS = (
    "В 2025 году количество зарегистрированных преступлений в регионе снизилось на 7,5 процента. "
    f"Об этом сообщил {HEAD} области Нурлан Сагатов."
)
NAMED = (
    f"О работе в Павлодарской области рассказал {HEAD} Павлодарской области Нурлан Сагатов. "
    "В 2025 году число преступлений в области снизилось на 3%."
)


def test_an_inferred_place_is_said_to_be_weak() -> None:
    nameless, named = made("x", NAMELESS), made("y", NAMED)
    assert nameless.claims[0].place is None
    [found] = compare([nameless, named])
    assert found.verdict == "implausible"
    [weak] = [r for r in found.reasons if r.weak]
    assert "Нурлан Сагатов" in weak.text
    assert "y" in weak.text
    assert "Weak" in weak.text_en
    assert found.place == "Павлодарская область"


def test_a_place_that_the_caller_gives_is_no_inference() -> None:
    [found] = compare([made("x", NAMELESS, place="Павлодарская область"), made("y", NAMED)])
    assert found.verdict == "inconsistent"
    assert not any(r.weak for r in found.reasons)


def test_nothing_is_inferred_where_the_official_is_seen_in_two_regions() -> None:
    other = NAMED.replace("Павлодарской", "Атырауской")
    assert home_places([made("x", NAMELESS), made("y", NAMED), made("z", other)]) == {}


def test_a_foreign_country_is_no_region() -> None:
    abroad = NAMED.replace("в области снизилось", "в России снизилось")
    assert main_region(made("y", abroad)) is None
    assert home_places([made("x", NAMELESS), made("y", abroad)]) == {}
    assert names_a_region(made("y", abroad))
    assert not names_a_region(made("x", "Опыт переняли гости из России. " + NAMELESS))


def test_a_deputy_or_a_namesake_elsewhere_proves_nothing() -> None:
    deputy = NAMED.replace(HEAD, "заместитель начальника Департамента полиции")
    prosecutor = NAMED.replace(f"{HEAD} Павлодарской области", "прокурор Павлодарской области")
    assert home_places([made("x", NAMELESS), made("y", deputy)]) == {}
    assert home_places([made("x", NAMELESS), made("y", prosecutor)]) == {}


def test_revision_of_last_years_figure() -> None:
    then = made("old", "В Астане за 2024 год зарегистрировано 15 400 преступлений.", "2025-01-20")
    now = made(
        "new",
        "В Астане за 2025 год число преступлений снизилось с 15 920 до 14 100, по сравнению с 2024 годом.",
    )
    found = [c for c in compare([then, now]) if c.verdict != "consistent"]
    assert [(c.kind, c.verdict) for c in found] == [("revision", "inconsistent")]


REPEATED = (
    "В Таразе завершилась операция по безопасности на дорогах. За неделю патрульные выписали {} предписаний "
    "за езду без ремня безопасности. На штрафную стоянку эвакуаторами было отправлено ещё {} брошенных машин."
)


def test_near_duplicates_whose_figures_differ() -> None:
    found = compare([made("a", REPEATED.format(310, 24)), made("b", REPEATED.format(310, 42))])
    assert [(c.kind, c.verdict) for c in found if c.kind == "near_duplicate"] == [
        ("near_duplicate", "inconsistent")
    ]
    same = compare([made("a", REPEATED.format(310, 24)), made("b", REPEATED.format(310, 24))])
    assert all(c.verdict == "consistent" for c in same)


def test_a_region_above_the_country() -> None:
    country = made("kz", "В Казахстане за 2025 год зарегистрировано 900 разбоев.")
    region = made("r", "В Актюбинской области за 2025 год зарегистрировано 950 разбоев.")
    assert ("sum_of_regions", "inconsistent") in verdicts(country, region)
    less = made("r", "В Актюбинской области за 2025 год зарегистрировано 90 разбоев.")
    assert verdicts(country, less) == []


def test_the_seed_articles_disagree(shared: Path) -> None:
    def seed(name: str, **more: str) -> Document:
        gold = json.loads((shared / "gold" / "dev" / f"{name}.json").read_text(encoding="utf-8"))
        return extract(gold["text"], id=name, date=gold["date"], source=f"source of {name}", **more)

    def crime(found: list[Comparison]) -> Comparison:
        [one] = [
            c
            for c in found
            if c.code == "crime.total" and {e.text for e in c.entries} == {"2,5 процента", "2%"}
        ]
        return one

    inferred = crime(compare([seed("seed2"), seed("seed3")]))
    assert inferred.verdict == "implausible"
    assert {e.source for e in inferred.entries} == {"source of seed2", "source of seed3"}
    [weak] = [r for r in inferred.reasons if r.weak]
    assert "Серик Ергешов" in weak.text
    assert "один человек" in weak.text
    given = crime(compare([seed("seed2", place="Кызылординская область"), seed("seed3")]))
    assert given.verdict == "inconsistent"
    assert not any(r.weak for r in given.reasons)


def many(count: int) -> list[Document]:
    """Documents of one template with figures that differ from release to release."""
    model = made(
        "m", "В Астане за 2025 год зарегистрировано 16 045 преступлений, число краж снизилось на 27,6%."
    )
    return [
        msgspec.structs.replace(
            model,
            id=f"d{n}",
            text=model.text,
            claims=tuple(msgspec.structs.replace(c, value=c.value + Decimal(n % 997)) for c in model.claims),
        )
        for n in range(count)
    ]


def test_time_grows_with_the_number_of_claims() -> None:
    def seconds(documents: list[Document]) -> float:
        start = time.perf_counter()
        compare(documents)
        return time.perf_counter() - start

    small, large = many(1_000), many(10_000)
    seconds(small)
    fast, slow = min(seconds(small) for _ in range(3)), seconds(large)
    assert slow < 60
    # Ten times the claims take ten times as long, on a busy machine twenty; a square would take a hundred.
    assert slow < 25 * fast


def test_the_page_shows_texts_as_text_and_forbids_the_rest() -> None:
    evil = made("</script><b>", "В Астане за 2025 год зарегистрировано 500 краж.")
    shown = page(compare([evil, made("b", "В Астане за 2025 год зарегистрировано 510 краж.")]))
    assert "<b>" not in shown
    assert "default-src &#x27;none&#x27;" in shown
    assert "http" not in shown.split("<style>")[0].replace("http-equiv", "").replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_the_command_writes_page_and_parquet(tmp_path: Path) -> None:
    lines = [crimes("a", "16 045").to_json(), crimes("b", "15 045").to_json()]
    (tmp_path / "documents.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(command, ["compare", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "расходится 1" in result.output
    assert (tmp_path / "compare.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    import pyarrow.parquet as pq

    table = pq.read_table(tmp_path / "comparisons.parquet").to_pylist()
    assert sorted(row["document"] for row in table) == ["a", "b"]
    assert {row["value"] for row in table} == {Decimal(16045), Decimal(15045)}
    assert all(isinstance(row["date"], dt.date) and row["reasons"] for row in table)


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["compare", str(tmp_path)])
    assert result.exit_code != 0
    assert "holds no batch" in str(result.output) + str(result.exception)
