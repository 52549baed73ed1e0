"""Every number that was seen and is no claim carries the reason."""

from __future__ import annotations

import pytest

from kzextract.claims.quantities import Quantities
from kzextract.reading.reader import read

REASONS = {
    "date": ["14 ноября", "с 12 по 14 мая", "16 и 17 августа 2025 года", "12.11.2025", "2025-12-11", "5 мая"],
    "year": [
        "в 2025 году",
        "2024–2028 годы",
        "к 2030 году",
        "чем в 2024-м",
        "2025 г.",
        "братья 1996 и 1999 годов",
    ],
    "time": ["в 19:40", "около 02:40", "с 15.00 до 17.30 часов", "в 3 часа ночи", "с 9 до 18 часов"],
    "period": [
        "за последние три года",
        "за 9 месяцев",
        "пять лет назад",
        "во второй половине года",
        "за 24 часа",
    ],
    "age": [
        "34-летний водитель",
        "старше 18 лет",
        "ему 43 года",
        "младшему 8 месяцев",
        "подростки от 14 до 17 лет",
    ],
    "law": ["ст. 188 УК", "п. 1 ч. 4 ст. 297", "по ст. 106 и 188 Кодекса", "статьи 434, 440", "главой 10"],
    "number": ["школа № 7", "школы №11, 35 и гимназия №38", "приказ № 345"],
    "phone": ["тел. 8 (7162) 25-14-03", "+7 701 123 45 67", "8-701-123-45-67", "8 (71036) 4-02-02"],
    "service": ["на канал 102", "звоните 102 или 112", "пульт «101»", "на номер 1477", "линию 111"],
    "address": ["ул. Горького, 35", "дом 48", "каб. 312", "по улице Жибек жолы, 18"],
    "plate": ["госномер 417 ABC 07", "г/н 112 АВС 08"],
    "code": ["трасса М-36", "Audi-80", "365info.kz", "СПЧ-15", "счёт 12345678901234567890"],
    "name": ["«Халык-Арена 2»", "акция «16 дней без насилия»", "режим 24/7", "Toyota Camry 70"],
    "ordinal": ["2-е место", "на 214-м километре", "ученик 7 класса", "на 3 этаже", "9-11 классов"],
    "score": ["счёт 3:1"],
    "furniture": ["Просмотров: 2417"],
    "rate": ["USD 523.14"],
    "calibre": ["калибра 5,45", "9 мм патронов"],
    "marker": ["1. Алматы", "2) грабежи"],
    "one_of": ["один из них", "одна из задач", "ни одного факта"],
    "repeat": ["задержано 4 (четыре) вора"],
    "denominator": ["на 10 тысяч жителей – 57"],
    "idiom": ["24 часа в сутки"],
}


@pytest.mark.parametrize(("reason", "text"), [(r, t) for r, texts in REASONS.items() for t in texts])
def test_reasons(reason: str, text: str) -> None:
    sheet = read(text)
    sheet.lang = "ru"  # a bare code or a ticker has no Russian word in it
    Quantities().annotate(sheet)
    assert reason in {s.reason for s in sheet.layers.set_aside}, sheet.layers.set_aside
    kept = [text[q.start : q.end] for q in sheet.layers.quantities]
    assert kept == {"repeat": ["4"], "denominator": ["57"]}.get(reason, [])


def test_a_number_is_either_claimed_or_set_aside() -> None:
    text = "За 9 месяцев 2025 года по ст. 188 УК возбуждено 24 дела, задержан 34-летний мужчина, изъято 5 кг."
    sheet = read(text)
    Quantities().annotate(sheet)
    layers = sheet.layers
    assert [text[q.start : q.end] for q in layers.quantities] == ["24", "5 кг"]
    assert [s.reason for s in layers.set_aside] == ["period", "year", "law", "age"]


def test_earlier_layers_are_believed() -> None:
    from kzextract.layers import LawMention

    text = "Он осуждён по 297 и 298, изъято 12 доз."
    sheet = read(text)
    first, stop = sheet.word_range(14, 24)
    sheet.layers.laws.append(LawMention(14, 23, first, stop, name="297 и 298"))
    Quantities().annotate(sheet)
    assert [text[q.start : q.end] for q in sheet.layers.quantities] == ["12"]
    assert [s.reason for s in sheet.layers.set_aside] == ["law", "law"]
