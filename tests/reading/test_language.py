"""Texts of other languages are set aside, whatever letters they are written in; Russian ones never are."""

from __future__ import annotations

import re

import pytest
from conftest import RELEASES

from kzextract import extract
from kzextract.reading.language import language_of
from kzextract.reading.normal import fold, normalise

OTHER = {
    "kk": [
        "Облыста 5 ұрлық тіркелді және қылмыс саны азайды, деп хабарлайды полиция департаменті.",
        "Полиция ұрлықтарды ашты. Айыппұл салынды.",
        "Жыл басынан бері 300 адам жауапқа тартылды",
    ],
    "other": [
        "Облуста 5 уурулук катталды жана кылмыштуулук азайды",
        "Шаарда 12 киши кармалды, бул тууралуу милиция менен прокуратура билдирди, ошондой эле жана сот",
        "В області зареєстровано 5 крадіжок, що на 10% менше. Поліція також вилучила зброю.",
        "Паводле звестак міліцыі, у вобласці адбылося 5 крадзяжоў, што на 10% менш, таксама затрыманы двое.",
        "В областта са регистрирани 5 кражби, като полицията е задържала двама души, които са признали.",
        "У граду је пријављено 5 крађа, полиција није ухапсила осумњичене који су побегли.",
        "Вилоятда 5 та ўғирлик рўйхатга олинди ва жиноятлар сони камайди, бу ҳақда прокуратура билан айтди.",
        "Дар вилоят 5 дуздӣ ба қайд гирифта шудааст, ки барои ҷиноят аст",
        "Police registered 5 thefts in the region, 10% less than a year before.",
        "Die Polizei hat 5 Diebstähle registriert.",
    ],
}
RUSSIAN = [
    "Кражи — 5, грабежи — 6, разбои — 7.",
    "Та самая операция «Мак»",
    "Изъято 5 кг",
    "Алматы: 12 ДТП, 3 погибших",
    "Акция «Қауіпсіз қала» и «Заң және тәртіп» прошла в Кызылорде, сообщили в департаменте.",
    "Заместитель акима Ұлытау Ғани Әбдіқадыров: кражи снизились на 5%",
]


@pytest.mark.parametrize(
    ("language", "text"), [(lang, text) for lang, texts in OTHER.items() for text in texts]
)
def test_other_languages(language: str, text: str) -> None:
    document = extract(text)
    assert document.lang == language
    assert document.claims == () and document.entities == ()


@pytest.mark.parametrize("text", RUSSIAN)
def test_russian(text: str) -> None:
    assert extract(text).lang == "ru"


def test_every_release_and_each_of_its_lines_is_russian() -> None:
    paths = sorted(RELEASES.glob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for part in [text, *text.splitlines()]:
            if re.search("[а-яё]{4}", part):
                assert language_of(fold(normalise(part))) == "ru", part
