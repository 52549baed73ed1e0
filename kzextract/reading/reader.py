"""Reading: from a string to a sheet with words, sentences and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kzextract.layers import Layers
from kzextract.reading.blocks import find_blocks, header_date
from kzextract.reading.language import language_of
from kzextract.reading.normal import fold, normalise
from kzextract.reading.segments import sentence_spans
from kzextract.reading.sheet import Sentence, Sheet, Word, words_at
from kzextract.reading.tokens import token_spans

# The longest sentence of the genre has some 60 words. What has no full stop for so long is no sentence but a
# table or a broken text; it is read in pieces, so that rules which look through a whole sentence stay linear.
MAX_WORDS: Final = 200


def _in_pieces(words: list[Word], first: int, stop: int) -> Iterator[tuple[int, int]]:
    """The words of a sentence; one too long is cut, after a mark where there is one near the end."""
    while stop - first > MAX_WORDS:
        cut = first + MAX_WORDS
        marks = (i for i in range(cut, cut - MAX_WORDS // 2, -1) if words[i - 1].norm in (";", ",", "–"))
        cut = next(marks, cut)
        yield first, cut
        first = cut
    yield first, stop


def read(text: str) -> Sheet:
    """The sheet of a text."""
    norm = normalise(text)
    low = fold(norm)
    words = words_at(norm, low, token_spans(norm))
    sentences: list[Sentence] = []
    date, header_end = header_date(norm)
    blocks = find_blocks(norm, header_end)
    sheet = Sheet(
        text, norm, low, words, sentences, blocks, Layers(), lang=language_of(low), header_date=date
    )
    for block in sheet.blocks:
        block.first, block.stop = sheet.word_range(block.start, block.end)
        if block.kind == "header":
            pieces = [(0, block.end - block.start)]
        else:
            pieces = sentence_spans(norm[block.start : block.end])
        for start, end in pieces:
            first, stop = sheet.word_range(block.start + start, block.start + end)
            if stop <= first:
                continue
            for at, end_at in _in_pieces(words, first, stop):
                sentences.append(
                    Sentence(len(sentences), words[at].start, words[end_at - 1].end, at, end_at, block.index)
                )
    return sheet
