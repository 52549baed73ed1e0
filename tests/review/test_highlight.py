"""The highlighted text: nothing lost, nothing run as markup, overlapping spans told apart."""

from __future__ import annotations

import html
import re

from documents import by_hand, texts
from hypothesis import given
from hypothesis import strategies as st

from kzextract import Document
from kzextract.records import Program
from kzextract.review.highlight import MAX_LANES, fragment, lanes, segments


def shown(piece: str) -> str:
    """The text that a browser shows of a fragment."""
    body = piece.split('<div class="text">')[1].removesuffix("</div></div>")
    return html.unescape(re.sub(r"<[^>]*>", "", body))


@st.composite
def marked(draw: st.DrawFn) -> Document:
    """A text with random spans."""
    text = draw(texts)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    entities = tuple(
        Program(id=f"e{n}", start=min(p), end=max(p), text=text[min(p) : max(p)], name="x")
        for n, p in enumerate(pairs)
        if p[0] != p[1]
    )
    return Document(id="d", text=text, lang="ru", entities=entities)


@given(marked())
def test_the_text_is_all_there(document: Document) -> None:
    assert shown(fragment(document)) == document.text


@given(marked())
def test_segments_cover_the_text_once(document: Document) -> None:
    spans = document.entities
    found = list(segments(len(document.text), spans))
    assert "".join(document.text[s.start : s.end] for s in found) == document.text
    for segment in found:
        inside = {i for i, x in enumerate(spans) if x.start <= segment.start and segment.end <= x.end}
        assert set(segment.over) == inside


@given(marked())
def test_overlapping_spans_have_lines_of_their_own(document: Document) -> None:
    spans, lane = document.entities, lanes(document.entities)
    for i, a in enumerate(spans):
        for j, b in enumerate(spans[:i]):
            if a.start < b.end and b.start < a.end and max(lane[i], lane[j]) < MAX_LANES - 1:
                assert lane[i] != lane[j]


def test_nested_and_crossing_spans_and_markup() -> None:
    document = by_hand()
    piece = fragment(document)
    assert shown(piece) == document.text
    assert "<b>" not in piece
    assert lanes(document.entities) == [2, 0, 1]
    inner = '<span class="u ORG l2"><span class="u PROGRAM l1 s" title="Программа, система: crossing">'
    assert re.sub(r'(ORG l2)" title="[^"]*"', r'\1"', piece).count(inner) == 1
    assert "▼ 10 % · наркотики · Астана · 2025" in piece


def test_english_and_jupyter() -> None:
    document = by_hand()
    assert document._repr_html_() == fragment(document)
    assert "Place: Астана" in fragment(document, lang="en")
