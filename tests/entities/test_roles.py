"""Roles: which words name a position, how far its phrase reaches, its wording in the nominative."""

from __future__ import annotations

import pytest

from kzextract import Person, extract
from kzextract.entities.roles import role_noun
from kzextract.reading.reader import read


def role(text: str) -> str | None:
    found = [e.role for e in extract(text).entities if isinstance(e, Person)]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "word",
    [
        "начальника",
        "замминистра",
        "вице-спикером",
        "экс-премьера",
        "генерал-майором",
        "участковому",
        "социологи",
        "криминолога",
        "заведующая",
        "управляющим",
        "фотокорреспондента",
        "подполковнику",
        "омбудсмена",
        "пресс-секретарём",
    ],
)
def test_words_that_name_a_position(word: str) -> None:
    assert role_noun(read(word).words[0]) is not None


@pytest.mark.parametrize(
    "word",
    ["список", "тест", "протест", "каталог", "диалог", "после", "стол", "область", "аферист", "турист"],
)
def test_words_that_do_not(word: str) -> None:
    assert role_noun(read(word).words[0]) is None


# the position in an oblique case → the wording in the nominative
NOMINATIVES = [
    ("Слово дали начальнику управления полиции Асету Кожину.", "начальник управления полиции"),
    ("Беседовали с официальным представителем МВД Дианой Серик.", "официальный представитель МВД"),
    ("По мнению главного врача больницы Аси Тлеуовой, риска нет.", "главный врач больницы"),
    ("Участкового инспектора Ивана Петрова наградили.", "участковый инспектор"),
    ("Подполковнику юстиции Ермеку Саинову вручили медаль.", "подполковник юстиции"),
    ("Премию отдали актёру театра Павлу Громову.", "актёр театра"),
    ("Заведующей лабораторией Анне Ким вынесли благодарность.", "заведующая лабораторией"),
]


@pytest.mark.parametrize(("text", "wanted"), NOMINATIVES, ids=[w for _, w in NOMINATIVES])
def test_the_wording_is_in_the_nominative(text: str, wanted: str) -> None:
    assert role(text) == wanted


# how far the phrase reaches
PHRASES = [
    ("Инспектор по борьбе с кражами скота Серик Досов уехал.", "инспектор по борьбе с кражами скота"),
    ("Посол Японии в Казахстане Дзюн Ямада вернулся.", "посол Японии в Казахстане"),
    ("Министр культуры и информации Аида Балаева выступила.", "министр культуры и информации"),
    ("Начальник части № 3 города Семея Марат Исаев доложил.", "начальник части № 3 города Семея"),
    ("Помощник заместителя прокурора области Олжас Тен приехал.", "помощник заместителя прокурора области"),
    ("Глава компании «Рога и копыта» Остап Громов сбежал.", "глава компании"),
    ("Солист группы «Дос-Мукасан» Мурат Кусаинов спел.", "солист группы"),
]


@pytest.mark.parametrize(("text", "wanted"), PHRASES, ids=[w for _, w in PHRASES])
def test_how_far_a_position_reaches(text: str, wanted: str) -> None:
    assert role(text) == wanted


# a position that is another's
NONE = [
    "Жена прокурора Сауле Ахметова живёт в Астане.",
    "Дочь начальника полиции Анара Серикова стала певицей.",
    "Художник Борис Громов выставил картины.",
    "Мужчину зовут Ерлан Сатов.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_role(text: str) -> None:
    assert role(text) is None
