"""Sentences: razdel's, put right; the shortcut consults razdel at every cut that is not plain."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from razdel import sentenize

from kzextract.reading import segments
from kzextract.reading.reader import MAX_WORDS, read
from kzextract.reading.segments import sentence_spans
from kzextract.reading.sheet import Word

# Cuts, shown by a bar. One phenomenon a group.
CUTS = [
    # plain
    "Изъято 5 кг.| Возбуждено дело!| Кто виноват?",
    "Одно предложение без точки",
    "  Пробелы вокруг.| И внутри.  ",
    # abbreviations
    "В г. Алматы 5 тыс. краж.| Их больше.",
    "За 9 мес. 2025 г. выявлено 5 краж.| Итоги за 2024 г. те же.",
    "Выделено 5 млрд. тенге и 3 млн. на ул. Абая.",
    "По ст. 188 ч. 2 УК РК.| Арест.",
    "Об этом сообщил А. Б. Иванов.| Он начальник.",
    # a full stop without its space
    "Растёт наркопреступность.|Ликвидировано 5 лабораторий.",
    # quotes, brackets, dashes
    "«Стой!» – крикнул он.| Вор ушёл.",
    "(См. рис.)| Далее.",
    "Он сказал: «Да.»| Все ушли.",
    # list numbers
    "1. Кражи.| 2. Грабежи.",
]


@pytest.mark.parametrize("marked", CUTS)
def test_cuts(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[a:b] for a, b in sentence_spans(text)] == [piece.strip() for piece in marked.split("|")]


def slow_spans(line: str) -> list[tuple[int, int]]:
    """The same sentences by razdel's own segmenter over the whole line."""
    pieces: list[tuple[int, int]] = []
    for piece in sentenize(line):
        if pieces and segments._joins(line[pieces[-1][0] : pieces[-1][1]].rstrip(), piece.text):
            pieces[-1] = (pieces[-1][0], piece.stop)
        else:
            pieces.append((piece.start, piece.stop))
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        at = start
        for match in segments._GLUED.finditer(line, start, end):
            if not segments._GLUED_OPEN.search(line, at, match.start()):
                out.append((at, match.end()))
                at = match.end()
        if at < end:
            out.append((at, end))
    return out


# fmt: off
WORDS = [
    "Слово", "слово", "Вс", "внутр", "словацк", "домовлад", "г", "гг", "ст", "тыс", "млн", "т", "д",
    "е", "п", "I", "IV", "а", "А", "Б", "1", "25", "2.5", "и", "о", ":", ";", "(", ")", "«", "»",
    '"', "'", "–", "-", "...", "!", "?", "…", ":)", ";)", "=(", ":-)))", ",", "%", "№", "ё", "Ё",
    "Ә", "қала", "прекращено", "преступлений", "Москва", "Xx", "yz", "у", "е", "_", "[", "]", "}",
    "{", "“", "”", "„", "’", "‘", "стр", "Стр", "ед", "мн", "повел", "накл", "Млн", "Врио", "жен", "акад",
    "краж", "лет", "Лет", "ғкраж", "xстр",
]
# fmt: on
ENDS = ["", " ", " ", "%. ", "». ", ".", ". ", ".  ", " .", "! ", "? ", "; ", ") ", "» ", '" ']
LINE = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(ENDS)).map("".join), min_size=1, max_size=9)


@settings(max_examples=1500, deadline=None)
@given(LINE.map("".join).filter(str.strip))
def test_shortcut_gives_what_razdel_gives(line: str) -> None:
    assert sentence_spans(line) == slow_spans(line)


@given(st.text(min_size=1, max_size=40).filter(lambda t: t.strip() and "\n" not in t))
def test_sentences_cover_the_line(line: str) -> None:
    spans = sentence_spans(line)
    assert all(a < b for a, b in spans)
    assert all(line[b:c].strip() == "" for (_, b), (c, _) in pairwise(spans))
    assert line[: spans[0][0]].strip() == line[spans[-1][1] :].strip() == ""


def test_windows_of_razdel_are_as_assumed() -> None:
    rules = sys.modules["razdel.segmenters.sentenize"]
    assert rules.BULLET_SIZE == segments._BUFFER - 1
    assert set(rules.DELIMITERS) <= set(re.match(r"\[(.*?[^\\])\]", segments._CANDIDATE.pattern)[1])  # type: ignore[index]


def test_endless_sentences_are_read_in_pieces() -> None:
    words = [s.stop - s.first for s in read("краж, грабежей и разбоев " * 500).sentences]
    assert max(words) <= MAX_WORDS
    assert sum(words) == 2_500
    ends = [sheet_word.norm for sheet_word in _last_words("краж, грабежей и разбоев " * 500)]
    assert set(ends[:-1]) == {","}


def _last_words(text: str) -> list[Word]:
    sheet = read(text)
    return [sheet.words[s.stop - 1] for s in sheet.sentences]
