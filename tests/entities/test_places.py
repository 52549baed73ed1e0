"""Places: the gazetteer's relations, the table of forms, every inflection, and what the stage costs."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from benchmarks.place_inflections import DOCS, mentions, rows, table

from kzextract import extract
from kzextract.entities import gazetteer, place_full
from kzextract.entities.inflect import noun_forms
from kzextract.entities.places import Places
from kzextract.layers import NameMention, PlaceMention
from kzextract.lexicon.build_forms import TARGET, Builder
from kzextract.reading.reader import read


def found(text: str, place: str | None = None, full: bool = False) -> list[PlaceMention]:
    sheet = read(text)
    sheet.origin.place = place
    Places(full=full).annotate(sheet)
    return sheet.layers.places


def test_every_inflection_of_regions_districts_and_cities() -> None:
    made = list(rows())
    forms = [ok for row in made for ok in row.found]
    assert len(made) >= 220
    assert sum(forms) / len(forms) >= 0.99
    assert DOCS.read_text(encoding="utf-8") == table(made), "run tests/benchmarks/place_inflections.py"


def test_the_inflection_check_can_fail() -> None:
    taraz = gazetteer.by_name("Тараз")
    assert taraz is not None
    assert not mentions("Таразище", "loct", taraz)


def test_table_of_forms_is_what_the_rules_make() -> None:
    assert TARGET.read_text(encoding="utf-8") == Builder().build(), (
        "run python -m kzextract.lexicon.build_forms"
    )


def test_relations() -> None:
    assert gazetteer.capital_of_region("630000000").name == "Усть-Каменогорск"  # type: ignore[union-attr]
    assert gazetteer.capital_of_region("KZ").name == "Астана"  # type: ignore[union-attr]
    assert gazetteer.capital_of_region("314800000").name == "Кордай"  # type: ignore[union-attr]
    assert gazetteer.region_of("751210000") == "750000000"
    assert gazetteer.region_of("KZ") is None and gazetteer.region_of("RU") is None
    assert gazetteer.region_of("103233127") == "100000000"
    assert gazetteer.is_within("751210000", "750000000")
    assert not gazetteer.is_within("RU", "KZ")
    assert gazetteer.by_name("г. Конаев").ref == "191010000"  # type: ignore[union-attr]
    assert gazetteer.by_name("ЗКО").ref == "270000000"  # type: ignore[union-attr]
    assert gazetteer.by_name("Нигде") is None


def test_every_place_has_what_the_stages_need() -> None:
    for place in gazetteer.places().values():
        if place.kind == "country":
            continue
        assert place.parent == "KZ" or place.parent in gazetteer.places(), place
        assert gazetteer.is_within(place.ref, place.region), place
        assert gazetteer.is_within(place.ref, "KZ")
        if place.kind == "region":
            assert gazetteer.capital_of_region(place.ref) is not None


def test_village_keeps_its_district() -> None:
    village = found("В ауле Жосалы Кармакшинского района открыт пункт полиции.")[0]
    assert (village.ref, village.kind, village.parent, village.region) == (
        "434630100", "settlement", "434600000", "430000000",
    )  # fmt: skip


def test_dash_without_spaces_joins_two_places() -> None:
    made = found("На трассе Алматы–Бишкек и на дороге Караганда-Балхаш усилен контроль.")
    assert [m.name for m in made] == ["Алматы", "Караганда", "Балхаш"]
    assert next((m.first, m.stop) for m in made) == (2, 3)


def test_full_classifier_on_request() -> None:
    def names(full: bool) -> list[tuple[str, str | None]]:
        sheet = read("Стадо угнали близ Жидебая.")
        at = sheet.text.index("Жидебая")
        word = sheet.word_at(at)
        sheet.layers.names.append(NameMention(at, at + 7, word, word + 1, "LOC"))
        sheet.origin.place = "область Абай"
        Places(full=full).annotate(sheet)
        return [(m.name, m.ref) for m in sheet.layers.places]

    assert names(full=True) == [("Жидебай", "103233127")]
    assert names(full=False)[0][1] is None


def test_whole_classifier_is_there() -> None:
    assert {p.region for p in place_full.find("Талапе")} >= {"270000000", "590000000"}
    assert [p.ref for p in place_full.find("Кенгирбай би")] == ["103233100"]
    assert len(place_full.find("Карасу")) > 20
    assert not place_full.find("Ывапролд")


@pytest.mark.parametrize(
    "name", ["Караганда", "Семей", "Сарань", "Булаево", "Рудный", "Глубокое", "Актау", "Тараз"]
)
def test_nominative_is_a_form(name: str) -> None:
    assert name in noun_forms(name)


def test_offsets_of_every_mention_are_the_text() -> None:
    text = "В г.Алматы, р-не «Есиль» и обл. Абай; САРАНЬ – 5, Taлдыкорган – 6."
    document = extract(text)
    assert all(text[e.start : e.end] == e.text for e in document.entities)
    assert "Taлдыкорган" in [e.text for e in document.entities]


@pytest.mark.parametrize(
    "text",
    [
        "Аральском, " * 20_000,
        "Абай и " * 20_000,
        "районе «" * 20_000,
        "с. " * 30_000,
        "Алматы-Астана " * 9_000,
        "(" * 90_000,
    ],
    ids=["adjectives", "names", "heads", "villages", "dashes", "brackets"],
)
def test_adversarial_text_takes_linear_time(text: str) -> None:
    sheet = read(text[:126_000])
    before = time.perf_counter()
    Places().annotate(sheet)
    assert time.perf_counter() - before < 2.0


def test_cost_a_token(shared: Path) -> None:
    sheets = [
        read(json.loads(p.read_text(encoding="utf-8"))["text"])
        for p in sorted((shared / "gold" / "dev").glob("*.json"))
    ]
    stage = Places()
    best = 1.0
    for _ in range(4):
        before = time.perf_counter()
        for sheet in sheets:
            sheet.layers.places.clear()
            stage.annotate(sheet)
        best = min(best, (time.perf_counter() - before) / sum(len(s.words) for s in sheets))
    assert best < 4e-6, "meant to be 2 microseconds a token; the limit leaves room for a busy machine"
