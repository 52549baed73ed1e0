"""Kinds: which part of a whole a number counts, where the sentence's verb or a dash says it.

«Половину преступлений составили кражи», «на кражи приходится 41% преступлений», «12% преступлений – грабежи»:
the number governs the whole, and what is counted is the other noun.
"""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import Chunk, is_dash
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.naming import SHARE_UNITS, copy_of
from kzextract.claims.people import is_animate
from kzextract.claims.phrases import NOT_COUNTED, complements, is_light, phrase, shown
from kzextract.claims.predicates import own_verbs
from kzextract.reading.sheet import Sheet

MAKING: Final = frozenset({"составить", "составлять"})
_FALLING: Final = frozenset({"приходиться", "прийтись"})


def kind_of_whole(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """The kind that a number of its whole counts; None where the sentence names none."""
    if frame.governed is None or frame.measure == "change":
        return None
    share = frame.unit in SHARE_UNITS
    if share:
        found = _fallen_on(sheet, frame) or _made_up_of(sheet, frame)
        if found is not None:
            return found
    found = _across_dash(sheet, frame)
    if found is not None:
        return found
    if (
        share
        and topic is not None
        and topic.code
        and [c.low for c in frame.left if c.kind != "word"] == ["это"]
    ):
        return copy_of(topic)  # «Кражи. Это почти сорок процентов всех преступлений»
    return None


def _fallen_on(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«на кражи приходится 41% преступлений»."""
    if not any(c.head is not None and c.head.form.lemmas & _FALLING for c in own_verbs(frame)):
        return None
    for chunk in frame.left:
        if chunk.kind == "np" and chunk.prep == "на":
            return _kind(sheet, frame, chunk, frame.at)
    return None


def _made_up_of(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«половину преступлений составили кражи»: the subject follows the verb."""
    making = False
    for chunk in frame.right:
        if chunk.kind == "verb":
            making = chunk.head is not None and bool(chunk.head.form.lemmas & MAKING)
            if not making:
                return None
        elif making and chunk.kind == "np" and not chunk.prep:
            return _kind(sheet, frame, chunk, len(frame.chunks)) if "nomn" in chunk.cases else None
        elif chunk.kind != "word":
            return None
    return None


def _across_dash(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«12% преступлений – грабежи», «пять происшествий – наезды на пешеходов»."""
    if own_verbs(frame) or frame.marker == "bracket" or (frame.left and is_dash(frame.left[-1])):
        return None
    assert frame.governed is not None
    at = frame.tail[-1].index + 1 if frame.tail else frame.governed.index + 1
    chunks = frame.chunks
    if at + 1 >= len(chunks) or not is_dash(chunks[at]):
        return None
    chunk = chunks[at + 1]
    if chunk.kind != "np" or chunk.prep or chunk.elided or "nomn" not in chunk.cases:
        return None
    return _kind(sheet, frame, chunk, len(chunks))


def _kind(sheet: Sheet, frame: Frame, chunk: Chunk, stop: int) -> Indicator | None:
    words = sheet.words[chunk.first : chunk.stop]
    if chunk.head is None or is_light(words) or chunk.head.form.lemmas & NOT_COUNTED:
        return None
    if is_animate(chunk):
        return None  # «две трети погибших – жители сёл» are the dead still
    found = phrase(sheet, complements(frame.chunks, chunk, stop), chunk)
    found.code = code_for(found.words, unit=frame.unit, action=frame.action)
    if found.code is None:
        return None
    plural = any(p.number == "plur" for p in chunk.head.form.parses[:1])
    return shown(sheet, found, chunk, plural)
