"""The programmes stage: what the case files cannot say (dev gold, cost, spans)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from entities.measures import development_f1, is_linear

from kzextract.entities.laws import Laws
from kzextract.entities.programs import Programs
from kzextract.entities.programs_lexicon import bare_starts, lexicon, match_at, pieces
from kzextract.entities.programs_quotes import find_quoted
from kzextract.layers import ProgramMention
from kzextract.lexicon import load_toml
from kzextract.reading.reader import read

KINDS = {"programme", "document", "operation", "campaign", "system", "platform", "app", "device", "slogan"}


def programs(text: str) -> list[ProgramMention]:
    """The programmes of a text, by this stage and the laws before it alone."""
    sheet = read(text)
    Laws().annotate(sheet)
    Programs().annotate(sheet)
    return sheet.layers.programs


def surfaces(text: str) -> list[str]:
    """The surface forms found in a text."""
    return [text[m.start : m.end] for m in programs(text)]


def test_kinds_of_the_tables_are_those_of_the_specification() -> None:
    table = load_toml("programs")
    assert {row["kind"] for row in (*table["program"], *table["names"])} <= KINDS
    assert set(load_toml("program_triggers")["kinds"]) == KINDS


@pytest.mark.parametrize("name", sorted({known.name for known in lexicon().values()}))
def test_every_known_name_is_found_after_a_trigger(name: str) -> None:
    found = programs(f"В районе действует проект «{name}», сообщили в полиции.")
    assert [m.name for m in found] == [lexicon()[pieces(name.replace("—", "–"))].name]


def test_aliases_have_one_canonical_name() -> None:
    text = "Работают комплексы SUNQAR, «Сункар» и «Sunqar», приложение Egov mobile и система Ekin-Patrol."
    assert [m.name for m in programs(text)] == ["Sunqar", "Sunqar", "Sunqar", "eGov Mobile", "Ekin Patrol"]


@pytest.mark.parametrize("opening, closing", ["«»", '""', "„“", "“”", "„”"])
def test_all_quotation_marks(opening: str, closing: str) -> None:
    text = f"Прошла акция {opening}Тихий двор{closing} и рейд {opening}Ночь без шума{closing}."
    assert surfaces(text) == ["Тихий двор", "Ночь без шума"]


def test_a_mark_left_open_does_not_swallow_the_rest() -> None:
    assert surfaces("Система «Көз сломалась. Зато операция «Лёд» удалась.") == ["Лёд"]


def test_quotes_do_not_cross_lines() -> None:
    assert find_quoted(read("Проект «Первый\nвторой» и так далее")) == []


def test_hyphen_space_and_case_of_a_known_name_do_not_matter() -> None:
    sheet = read("ekin patrol")
    rows = bare_starts()["ekin"]
    assert max(match_at(sheet, 0, writing) for writing, _ in rows) == len("ekin patrol")


def test_mentions_do_not_overlap_and_hold_their_words() -> None:
    text = "Сервис «Закон и порядок» в приложении eGov Mobile, проект «Безопасный город: камеры Sergek»."
    sheet = read(text)
    Programs().annotate(sheet)
    found = sheet.layers.programs
    assert len(found) >= 3
    assert all(a.end <= b.start for a, b in pairwise(found))
    for mention in found:
        assert sheet.words[mention.first].start <= mention.start
        assert sheet.words[mention.stop - 1].end >= mention.end


@pytest.mark.parametrize(
    "piece",
    [
        "«",
        "«а» ",
        '"а" и ',
        "система «Абв» ",
        "система ",
        "Ab Cd ",
        "A-",
        "Концепция развития и ",
        "система a.b.c.",
    ],
)
def test_cost_is_linear(piece: str) -> None:
    assert is_linear(Programs(), piece)


def test_development_gold(shared: Path) -> None:
    assert development_f1(shared, "programs", programs) >= 0.90
