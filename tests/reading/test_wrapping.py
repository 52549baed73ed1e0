"""Lines broken by width are one line; lines that end for a reason stay."""

import pytest

from kzextract import extract
from kzextract.reading.normal import normalise
from kzextract.reading.wrapping import unwrap

WRAPPED = """За девять месяцев 2025 года в Павлодарской области зарегистрировано 1 240 краж
против 1 550 годом ранее, снижение составило 20%. Об этом сообщил начальник
Департамента полиции Ерлан Омаров."""


def test_a_wrapped_paragraph_is_one_line() -> None:
    assert unwrap(WRAPPED) == WRAPPED.replace("\n", " ")


def test_records_are_those_of_one_line() -> None:
    def told(text: str) -> list[object]:
        claims = extract(text, date="2025-10-20").claims
        return [(c.start, c.end, c.value, c.direction, c.base_period, c.attribution) for c in claims]

    assert told(WRAPPED) == told(WRAPPED.replace("\n", " "))
    assert extract(WRAPPED, date="2025-10-20").claims[2].direction == "down"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Кражи – 5\nв том числе квартирные – 2\nразбои – 3",
        # A list: no line is full.
        "За год раскрыто больше преступлений, чем годом ранее, по области:\n- краж – 120;\n- разбоев – 7;",
        # Paragraphs of one line each.
        "В Таразе за девять месяцев этого года раскрыто 120 краж, а годом ранее 98.\nВ Шу раскрыты 12 краж.",
        # A deeper indent is a part, though the line above is full.
        "Зарегистрировано уголовных правонарушений по области, всего – 4 318 (-6,9%)\n   из них преступлений",
        # One line is far longer than any page is wide.
        f"{'Слово и дело ' * 30}\nи ещё слово.",
    ],
)
def test_other_breaks_stay(text: str) -> None:
    assert unwrap(text) == text


def test_carriage_returns_end_no_paragraph() -> None:
    assert normalise("Кражи – 5\r\nРазбои – 3") == "Кражи – 5 \nРазбои – 3"
    assert normalise("Кражи – 5\rРазбои – 3") == "Кражи – 5\nРазбои – 3"
