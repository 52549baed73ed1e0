"""Lists of names that a trigger noun introduces: «три системы: „…“, „…“», «По системам: ⏎ „…“ – …»."""

from __future__ import annotations

from typing import Final

from kzextract.entities.programs_context import tables, trigger_of
from kzextract.reading.sheet import Sheet

# Plural forms end so in every case; a singular noun before a colon introduces speech or an explanation.
_PLURAL: Final = ("ы", "и", "а", "я", "ам", "ям", "ами", "ями", "ах", "ях", "ов", "ей", "ий")
REACH: Final = 12


def _plural_trigger(sheet: Sheet, first: int, stop: int) -> str | None:
    for i in range(stop - 1, max(first, stop - REACH) - 1, -1):
        word = sheet.words[i]
        lemma = trigger_of(word)
        if lemma is not None:
            return tables().kinds[lemma] if word.form.has(pos="NOUN", number="plur") else None
    return None


def introduced(sheet: Sheet, start: int) -> str | None:
    """The kind that the introduction of a list gives to a quoted name in it, or None.

    The name follows the colon at once, or begins a list item whose introducing line has the trigger noun.
    """
    words = sheet.words
    i = sheet.word_at(start) - 1
    if i >= 0 and words[i].norm in ("«", '"'):
        i -= 1
    block = sheet.block_at(start)
    if i >= block.first and words[i].norm == ":":
        sentence = sheet.sentence_at(start)
        return _plural_trigger(sheet, min(sentence.first, i), i)
    marked = i < block.first or words[i].start < block.marker_end
    above = block.parent
    if above is None and block.index and sheet.blocks[block.index - 1].kind == "item":
        # The last item of a list ends with a full stop and looks like a paragraph.
        above = sheet.blocks[block.index - 1].parent
    if marked and above is not None:
        parent = sheet.blocks[above]
        return _plural_trigger(sheet, parent.first, parent.stop)
    return None
