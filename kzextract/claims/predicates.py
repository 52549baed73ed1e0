"""Predicates: for each number the word of change that governs it, and the verb that says what happened.

Both are looked for beside the number first; where its own context has none («краж — на 20,8%»), those of the number
before it in the sentence hold on, and at the head of a list those of the line that introduces it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kzextract.claims.actions import action_for
from kzextract.claims.changes import Change, change_of, is_denied
from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame
from kzextract.reading.sheet import Word


def change_in(words: Sequence[Word], chunk: Chunk) -> Change | None:
    """The change that a verb, comparative or noun chunk speaks of; None if «не» denies it."""
    if chunk.kind not in ("verb", "comp", "np", "word") or chunk.head is None:
        return None
    at = chunk.head.i
    if chunk.kind == "comp":
        following = words[at + 1].low if at + 1 < len(words) else ""
        if following == "всего":  # «больше всего» compares places, not times
            return None
    found = change_of(chunk.head)
    if chunk.kind == "np" and (found is None or found.kind != "noun"):
        # The noun of change stands in its phrase with its genitives: «рост преступности», «резкое снижение числа».
        for i in range(chunk.first, chunk.stop):
            inner = change_of(words[i])
            if inner is not None and inner.kind == "noun":
                found, at = inner, i
                break
        else:
            if found is None or not chunk.elided:
                return None
    return None if found is None or is_denied(words, at) else found


def find_change(words: Sequence[Word], frame: Frame) -> Change | None:
    """The word of change that governs a frame's number, from its own context."""
    for chunk in [*frame.tail, *frame.right][:4]:
        if chunk.kind in ("comp", "verb"):
            found = change_in(words, chunk)
            if found:
                return found
        elif chunk.kind == "punct" and chunk.head is not None and chunk.head.low not in ('"', "«", "»"):
            break
    for chunk in reversed(frame.left):
        found = change_in(words, chunk)
        if found:
            return found
    for chunk in [*frame.tail, *frame.right]:
        if chunk.kind in ("verb", "comp"):
            found = change_in(words, chunk)
            if found:
                return found
    return None


def own_verbs(frame: Frame) -> list[Chunk]:
    """The verbs of a frame: those before the number, nearest first, then those after it."""
    left = [c for c in reversed(frame.left) if c.kind == "verb"]
    return left + [c for c in [*frame.tail, *frame.right] if c.kind == "verb"]


def find_action(words: Sequence[Word], frame: Frame) -> tuple[str | None, Word | None]:
    """The action code of the nearest verb that has one, with that verb; else the nearest verb alone."""
    verbs = own_verbs(frame)
    for chunk in verbs:
        assert chunk.head is not None
        action = action_for(words, chunk.head.i, unit=frame.unit, noun=counted_words(words, frame))
        if action:
            return action, chunk.head
    return None, verbs[0].head if verbs else None


def counted_words(words: Sequence[Word], frame: Frame) -> Sequence[Word]:
    """The words of the noun phrase that is counted, by which «установлено» of people is told from that of cameras."""
    chunk = frame.governed
    if chunk is None:
        chunk = next((c for c in reversed(frame.left) if c.kind == "np" and not c.prep), None)
    return words[chunk.first : chunk.stop] if chunk else ()


def has_state(frame: Frame) -> bool:
    """Whether the predicate speaks of a state in the present: «работает 79 скоростемеров», «на учёте состоит»."""
    verb = frame.verb
    return verb is not None and any("pres" in p.tags for p in verb.form.parses)
