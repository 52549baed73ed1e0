"""Input that is no ordinary release gives a result or a clear error, in bounded time and memory."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import RELEASES
from hypothesis import given, settings
from hypothesis import strategies as st

from kzextract import Document, extract, extract_many
from kzextract.extraction import MAX_CHARS

KAZAKH = "Облыста биыл 5 ұрлық тіркелді және қылмыс саны 10 пайызға азайды. Бұл туралы полиция хабарлады."


def sound(document: Document) -> Document:
    """The document, if every span quotes the text and JSON gives it back."""
    for item in (*document.entities, *document.claims):
        assert document.text[item.start : item.end] == item.text
    assert Document.from_json(document.to_json()) == document
    return document


@pytest.mark.parametrize("text", ["", " ", " \n\t\u00a0\r\n" * 50])
def test_no_words(text: str) -> None:
    document = sound(extract(text))
    assert (document.lang, document.claims, document.entities) == ("und", (), ())


def test_latin_text() -> None:
    document = sound(extract("In 2025 the police registered 5 thefts, 10% fewer than in 2024."))
    assert (document.lang, document.claims) == ("other", ())


def test_kazakh_text() -> None:
    document = sound(extract(KAZAKH))
    assert (document.lang, document.claims) == ("kk", ())


@pytest.mark.parametrize("value", [None, 5, b"bytes", ["list"], Path("x")])
def test_what_is_no_text_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="must be a str"):
        extract(value)  # type: ignore[arg-type]


def test_too_long_a_text_is_a_value_error_that_names_the_limit() -> None:
    with pytest.raises(ValueError, match="5,000,000"):
        extract("а" * (MAX_CHARS + 1))


def test_lone_surrogate_is_a_value_error_that_says_where() -> None:
    with pytest.raises(ValueError, match=r"surrogate \(U\+D83D\) at character 3"):
        extract("abc\ud83d")


@pytest.mark.parametrize("date", ["yesterday", "2025-13-01"])
def test_wrong_date_is_a_value_error(date: str) -> None:
    with pytest.raises(ValueError):
        extract("Краж стало меньше.", date=date)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all(text: str) -> None:
    sound(extract(text))


PIECES = [
    "зарегистрировано", "5", "10,5", "%", "на", "в", "1/3", "1 000", "тысяч", "млрд", "тенге",
    "по сравнению с", "2025", "года", "г.", "Астане", "–", "(", ")", ".", "\n", "- ", "«", "»",
    "снизилось", "вдвое", "краж", "из них", "ст.", "188", "УК", "№", "кг", "с", "до", "12.03.2025",
    "т.д.", "😀", "І", "\u200b", "до н.э.", "102",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " ", "\u00a0"]))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_the_words_of_the_genre(pieces: list[str], between: str) -> None:
    sound(extract(between.join(pieces), date="2025-12-11"))


def random_unicode(characters: int) -> str:
    """Characters of all planes but surrogates, the same at every run."""
    draw = random.Random(7)
    return "".join(
        chr(c) for c in (draw.randrange(0x110000) for _ in range(characters)) if not 0xD800 <= c < 0xE000
    )


def test_random_unicode() -> None:
    text = random_unicode(60_000)
    assert len(text.encode()) > 200_000
    sound(extract(text))


# Run by a process of its own under a limit of memory and time, so that a failure cannot take the tests down.
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
from pathlib import Path
from kzextract import extract
document = extract(Path(sys.argv[1]).read_text(encoding="utf-8"))
assert all(document.text[x.start : x.end] == x.text for x in (*document.entities, *document.claims))
print(len(document.claims), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def limited(text: str, path: Path, seconds: float) -> tuple[int, int]:
    """The number of claims of a large text and the megabytes it took."""
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr.decode()
    claims, megabytes = map(int, done.stdout.split())
    return claims, megabytes


def test_five_megabytes_of_text(tmp_path: Path) -> None:
    text = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(RELEASES.glob("*.txt")))
    text *= 5_000_000 // len(text.encode()) + 1
    claims, megabytes = limited(text, tmp_path / "large.txt", seconds=300)
    assert claims > 10_000
    assert megabytes < 3_000


@pytest.mark.parametrize(
    "line", ["1" * 100_000, "Изъято " + "1" * 100_000 + " кг", "1 " * 50_000, "1." * 50_000]
)
def test_a_line_of_digits(line: str, tmp_path: Path) -> None:
    _, megabytes = limited(line, tmp_path / "digits.txt", seconds=60)
    assert megabytes < 2_000


@pytest.mark.parametrize(
    "unit",
    [
        "на ",
        "«",
        "(",
        "- а\n",
        "г. ",
        "ст. 188, ",
        "с 5 до ",
        "5% и ",
        "Астана ",
        "тысяч ",
        "А.Б. ",
        "–",
        "5–",
        "\n",
    ],
)
def test_hostile_repetition_is_linear(unit: str, tmp_path: Path) -> None:
    limited(unit * (100_000 // len(unit)), tmp_path / "hostile.txt", seconds=60)


def test_many_in_order_with_what_the_caller_knows() -> None:
    records = [
        {
            "text": "Изъято 5 кг наркотиков.",
            "id": "a",
            "date": "2025-12-01",
            "source": "S",
            "url": "https://x.example",
        },
        "",
        {"text": "Раскрыто 7 краж.", "place": "Павлодарская область"},
    ]
    first, second, third = extract_many(records)
    assert (first.id, str(first.meta.date), first.meta.source, first.meta.url) == (
        "a",
        "2025-12-01",
        "S",
        "https://x.example",
    )
    assert (second.text, second.claims) == ("", ())
    assert third.claims[0].place is not None
    assert third.claims[0].place.name == "Павлодарская область"
    assert third.id == extract("Раскрыто 7 краж.").id != second.id
