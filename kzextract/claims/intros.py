"""Introductions: a line without numbers that says what the figures of the lines under it are about."""

from __future__ import annotations

from decimal import Decimal

from kzextract.claims.changes import change_of
from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.phrases import complements, is_light, phrase
from kzextract.claims.predicates import change_in
from kzextract.layers import Quantity
from kzextract.reading.sheet import Sentence, Sheet


def introduce(sheet: Sheet, chunks: list[Chunk], sentence: Sentence) -> Frame | None:
    """A frame without a number that holds the change and the thing
    the line names; None where it names neither."""
    if any(c.kind == "punct" and c.head is not None and c.head.low == "–" for c in chunks[1:]):
        return None  # «Грабежи – снижение» is a line of the list itself
    change = None
    found: Indicator | None = None
    for chunk in chunks:
        change = change or change_in(sheet.words, chunk)
        if found is None and chunk.kind == "np":
            found = _thing(sheet, chunks, chunk)
    if change is None and found is None:
        return None
    start = sheet.words[sentence.stop - 1].end
    quantity = Quantity(start, start, sentence.stop - 1, sentence.stop, value=Decimal(0))
    frame = Frame(quantity, sentence, chunks, len(chunks) - 1, prep=chunks[-1].prep, is_intro=True)
    frame.indicator = found
    if change is not None:
        frame.change, frame.measure, frame.direction = change, "change", change.direction
    return frame


def _thing(sheet: Sheet, chunks: list[Chunk], chunk: Chunk) -> Indicator | None:
    words = sheet.words[chunk.first : chunk.stop]
    at = next((i for i, w in enumerate(words) if (c := change_of(w)) is not None and c.kind == "noun"), None)
    if at is not None:
        words = words[at + 1 :]
        if not words:
            return None
        chunk = Chunk("np", words[0].i, chunk.stop, words[0], cases=chunk.cases, index=chunk.index)
    elif chunk.prep:
        return None
    if is_light(words):
        return None
    found = phrase(sheet, complements(chunks, chunk, len(chunks)), chunk)
    found.code = code_for(found.words)
    return found if found.code else None
