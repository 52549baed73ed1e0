"""Reading: from a string to a sheet with words, sentences and blocks."""

from __future__ import annotations

from kzextract.layers import Layers
from kzextract.reading.blocks import find_blocks, header_date
from kzextract.reading.language import language_of
from kzextract.reading.normal import fold, normalise
from kzextract.reading.segments import sentence_spans
from kzextract.reading.sheet import Sentence, Sheet, words_at
from kzextract.reading.tokens import token_spans as token_spans


def read(text: str, tokens: list[tuple[int, int]] | None = None) -> Sheet:
    """The sheet of a text; ``tokens`` are the character spans of another tokenizer's tokens, if any."""
    norm = normalise(text)
    low = fold(norm)
    words = words_at(norm, low, token_spans(norm) if tokens is None else tokens)
    sentences: list[Sentence] = []
    sheet = Sheet(text, norm, low, words, sentences, find_blocks(norm), Layers(), lang=language_of(low))
    sheet.header_date = header_date(norm)[0]
    for block in sheet.blocks:
        block.first, block.stop = sheet.word_range(block.start, block.end)
        if block.kind == "header":
            pieces = [(0, block.end - block.start)]
        else:
            pieces = sentence_spans(norm[block.start : block.end])
        for start, end in pieces:
            first, stop = sheet.word_range(block.start + start, block.start + end)
            if stop > first:
                sentences.append(
                    Sentence(
                        len(sentences), words[first].start, words[stop - 1].end, first, stop, block.index
                    )
                )
    sheet.__post_init__()
    return sheet
