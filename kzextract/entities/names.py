"""Persons, places and organisations as slovnet tags them (the weights that natasha ships)."""

from __future__ import annotations

from functools import cache
from typing import Any

from kzextract.layers import NameMention
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


@cache
def _tagger() -> Any:
    from natasha import NewsEmbedding, NewsNERTagger

    return NewsNERTagger(NewsEmbedding())


class Names(Stage):
    """Writes the layer ``names``: spans labelled PER, LOC or ORG."""

    layer = "names"

    def annotate(self, sheet: Sheet) -> None:
        """Tags every sentence."""
        if sheet.lang != "ru" or not sheet.sentences:
            return
        markups = _tagger().map(sheet.norm[s.start : s.end] for s in sheet.sentences)
        for sentence, markup in zip(sheet.sentences, markups, strict=True):
            for span in markup.spans:
                start, end = sentence.start + span.start, sentence.start + span.stop
                first, stop = sheet.word_range(start, end)
                sheet.layers.names.append(NameMention(start, end, first, stop, span.type))

    def label_of(self, mention: object) -> tuple[str, str]:
        """PER, LOC or ORG."""
        assert isinstance(mention, NameMention)
        return mention.label, ""
