"""Persons, places and organisations as slovnet tags them (the weights that natasha ships)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from kzextract.entities.slovnet_numpy import OUTSIDE, TAGS, tagger
from kzextract.layers import NameMention
from kzextract.reading.sheet import Sentence, Sheet
from kzextract.stage import Stage

# Words tagged in one go: some 256 sentences, beyond which the arithmetic gains nothing.
_BATCH: Final = 8_192


class Names(Stage):
    """Writes the layer ``names``: spans labelled PER, LOC or ORG.

    >>> from kzextract.reading.reader import read
    >>> sheet = read("Сообщил Серик Ергешов из Астаны.")
    >>> Names().annotate(sheet)
    >>> [(sheet.slice(n.start, n.end), n.label) for n in sheet.layers.names]
    [('Серик Ергешов', 'PER'), ('Астаны', 'LOC')]
    """

    layer = "names"

    def annotate(self, sheet: Sheet) -> None:
        """Tags every sentence."""
        self.annotate_many([sheet])

    def annotate_many(self, sheets: Sequence[Sheet]) -> None:
        """Tags every sentence of all the sheets, many sentences at a time."""
        places: list[tuple[int, Sheet, Sentence]] = []
        flat = [""]
        for sheet in sheets:
            if sheet.lang != "ru":
                continue
            norms = [word.norm for word in sheet.words]
            for sentence in sheet.sentences:
                places.append((len(flat), sheet, sentence))
                flat += norms[sentence.first : sentence.stop]
                flat.append("")
                if len(flat) > _BATCH:
                    _tag(flat, places)
                    places, flat = [], [""]
        if places:
            _tag(flat, places)

    def label_of(self, mention: object) -> tuple[str, str]:
        """PER, LOC or ORG."""
        assert isinstance(mention, NameMention)
        return mention.label, ""


def _tag(flat: list[str], places: list[tuple[int, Sheet, Sentence]]) -> None:
    """Tags the words of a batch and writes the names on the sheets.

    As slovnet reads its tags: B begins a name, I of whatever type goes on with one and begins none.
    """
    best = tagger().decode(flat, everywhere=False)
    inside = np.flatnonzero(best > OUTSIDE)
    spans: list[tuple[int, int, str]] = []
    for at, tag in zip(inside.tolist(), best[inside].tolist(), strict=True):
        name = TAGS[tag - 1]
        if name[0] == "B":
            spans.append((at, at + 1, name[2:]))
        elif spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1, spans[-1][2])
    next_place = 0
    for first, stop, label in spans:
        while next_place + 1 < len(places) and places[next_place + 1][0] <= first:
            next_place += 1
        begin, sheet, sentence = places[next_place]
        offset = sentence.first - begin
        start, end = sheet.words[first + offset].start, sheet.words[stop - 1 + offset].end
        sheet.layers.names.append(NameMention(start, end, first + offset, stop + offset, label))
