"""What a fact-checker reads of a finding: the arithmetic in it is right and says how exact it is."""

import pytest

from kzextract import extract


def messages(text: str, check: str) -> list[tuple[str, str]]:
    findings = extract(text, date="2025-11-01").findings
    return [(f.message, f.message_en) for f in findings if f.check == check]


@pytest.mark.parametrize(
    ("text", "russian", "english"),
    [
        (
            "Изъято 900 кг наркотиков: 600 кг марихуаны, 5 кг синтетики и более 400 кг гашиша.",
            "вместе не менее 1005;",
            "are at least 1005 together;",
        ),
        (
            "Изъято 900 кг наркотиков: 600 кг марихуаны, 5 кг синтетики и 400 кг гашиша.",
            "вместе 1005;",
            "are 1005 together;",
        ),
        (
            "Изъято 900 кг наркотиков: 600 кг марихуаны, около 400 кг гашиша.",
            "вместе около 1000;",
            "are about 1000 together;",
        ),
    ],
)
def test_a_sum_is_that_of_the_figures_written(text: str, russian: str, english: str) -> None:
    [(told, told_en)] = messages(text, "parts_sum")
    assert russian in told
    assert english in told_en


def test_more_than_a_whole_is_declined_after_of() -> None:
    text = "Зарегистрировано более 12 500 краж, из них 418 краж скота."
    [(told, told_en)] = messages(text, "part_within_whole")
    assert told.replace("\u202f", " ").startswith("418 из более чем 12 500")
    assert told_en.startswith("418 of over 12,500")


def test_a_change_of_exact_figures_is_one_number_and_of_others_a_range() -> None:
    [(exact, _)] = messages("Число краж снизилось на 20% – с 1 000 до 800.", "change_matches_levels")
    assert "— это 20%;" in exact
    [(loose, _)] = messages("Число краж снизилось на 20% – с более 1 000 до 800.", "change_matches_levels")
    assert "— это 20–" in loose
