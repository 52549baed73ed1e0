"""The same figure twice: a headline against its body, wherever a scraped date stands."""

from __future__ import annotations

import pytest

from kzextract import extract

HEADLINE = "В Астане за год раскрыто 45 краж"
BODY = "В Астане за 2025 год раскрыто {} краж, сообщили в полиции города."


@pytest.mark.parametrize(
    "before",
    ["", "date 2026-01-20 ", " date 2026-01-20 10:15 ", "date 2026-01-20\n", "date 2026-01-20T10:15:00\n\n"],
    ids=["none", "on its line", "with the time", "on a line of its own", "with a blank line"],
)
@pytest.mark.parametrize(("figure", "verdict"), [("45", "consistent"), ("54", "inconsistent")])
def test_a_headline_is_held_against_the_body(before: str, figure: str, verdict: str) -> None:
    document = extract(f"{before}{HEADLINE}\n\n{BODY.format(figure)}", date="2026-01-20")
    [found] = [f for f in document.findings if f.check == "repeated_figure"]
    assert found.verdict == verdict
    assert [document.text[start:end] for start, end in found.spans] == ["45", figure]


@pytest.mark.parametrize("end", [".", ":", ";"])
@pytest.mark.parametrize("before", ["", "date 2026-01-20 "])
def test_a_first_line_that_ends_as_a_sentence_is_no_headline(before: str, end: str) -> None:
    document = extract(f"{before}{HEADLINE}{end}\n\n{BODY.format('54')}", date="2026-01-20")
    assert [f for f in document.findings if f.message.startswith("Заголовок")] == []
