"""Names of persons back to the nominative: by endings, by parts, and 300 names in six cases in sentences."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from entities.inflected_names import CASES, FRAMES, page, rows

from kzextract import extract_many
from kzextract.entities.declension import given_readings, surname_readings
from kzextract.entities.person_names import analyse, hinted
from kzextract.reading.normal import fold

ROOT = Path(__file__).parents[2]

NAMES = [
    # given name first, surname first
    ("Кенесбека Абишева", "Кенесбек Абишев"),
    ("Абишева Кенесбека", "Кенесбек Абишев"),
    ("Абишевой Айжан", "Айжан Абишева"),
    ("Медведева Дмитрия Анатольевича", "Дмитрий Анатольевич Медведев"),
    ("Дмитрию Анатольевичу Медведеву", "Дмитрий Анатольевич Медведев"),
    # Kazakh patronymics
    ("Серик Журсинбайулы", "Серик Журсинбайулы"),
    ("Айдара Сейткасымулы Байжанова", "Айдар Сейткасымулы Байжанов"),
    ("Нұрлан Әбдіқадырұлы", "Нұрлан Әбдіқадырұлы"),
    # initials before and after
    ("Д. Смаиловой", "Д. Смаилова"),
    ("Смаиловой Д.К.", "Д.К. Смаилова"),
    # capitals
    ("Замира АЛИШЕРОВА", "Замира Алишерова"),
    ("Замирой АЛИШЕРОВОЙ", "Замира Алишерова"),
    # double names
    ("Касым-Жомартом Токаевым", "Касым-Жомарт Токаев"),
    ("Михаила Салтыкова-Щедрина", "Михаил Салтыков-Щедрин"),
    # foreign ones
    ("Реджепом Эрдоганом", "Реджеп Эрдоган"),
    ("Николя Саркози", "Николя Саркози"),
    ("Усамы бин Ладена", "Усама бин Ладен"),
]


@pytest.mark.parametrize(("form", "name"), NAMES, ids=[n for n, _ in NAMES])
def test_names_are_put_in_the_nominative(form: str, name: str) -> None:
    assert analyse(form.split()).text() == name


def test_the_case_of_the_place_decides_between_equal_readings() -> None:
    form = ["Оливера", "Кана"]
    assert hinted(analyse(form), frozenset({"gent"}), 1.0).text() == "Оливер Кан"
    assert hinted(analyse(form), frozenset({"nomn"}), 1.0).text() == "Оливера Кана"


def test_readings_know_gender_and_case() -> None:
    first = given_readings("айгули")[0]
    assert (first.name, first.gender) == ("айгуль", "f")
    assert {(r.name, r.gender) for r in surname_readings("ожарова") if r.weight >= 2} == {
        ("ожаров", "m"),
        ("ожарова", "f"),
    }


def test_the_page_of_the_docs_has_every_form() -> None:
    assert (ROOT / "docs" / "person-names.md").read_text(encoding="utf-8") == page()


def test_300_names_in_six_cases_go_back_to_the_nominative() -> None:
    table = list(rows())
    assert len(table) >= 300
    wanted = [
        (row.name, case, FRAMES[case].format(form))
        for row in table
        for case, form in zip(CASES, row.forms, strict=True)
    ]
    wrong: Counter[str] = Counter()
    lines = []
    for (name, case, text), document in zip(wanted, extract_many([t for _, _, t in wanted]), strict=True):
        found = [e.name for e in document.entities if e.type == "PERSON"]
        # ё is not always written in an oblique form (Пётр, Петра), so it does not count.
        if [fold(n) for n in found] != [fold(name)]:
            wrong[case] += 1
            lines.append(f"{case}: {text} → {found}")
    right = 1 - wrong.total() / len(wanted)
    assert right >= 0.95, f"{right:.1%}\n" + "\n".join(lines[:80])
