"""States: whether a number tells how things are now, or were before, instead of what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.chunks import Chunk, phrase_of
from kzextract.claims.frames import Frame
from kzextract.claims.predicates import own_verbs, speaks
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Word

STATES: Final = frozenset(load_toml("predicates")["present_states"])


def is_state(frame: Frame) -> bool:
    """Whether a number is of the present and of no period: «работает 79 скоростемеров», «по штату их 186»."""
    if phrase_of(frame.left, "по", "штат") is not None:
        return True
    for chunk in frame.left:
        if chunk.head is not None and chunk.head.low == "если" and not frame.per and not _reckons(frame):
            return True  # «если сумма кредита выше 150 МРП»
        if chunk.head is not None and chunk.head.low in ("теперь", "сейчас") and not own_verbs(frame):
            return True
    if _is_aside(frame):
        return True
    near = _clause(frame) if own_verbs(frame) else []
    if any(c.low == "есть" for c in near[:1]):
        return True  # «в гарнизоне есть 12 служебных собак»
    verbs = [c.head for c in near if c.head is not None]
    if not verbs:
        before = frame.before or frame.host
        return frame.action == "operating" or (before is not None and before.state and not own_verbs(frame))
    if any("past" in p.tags for v in verbs for p in v.form.parses[:1]):
        return False
    return any(_is_present(v) for v in verbs[:1])


def _is_aside(frame: Frame) -> bool:
    """«камеры на въездах, а их 40, …», «волонтёров мало, их всего 12»: how many there are, with no verb."""
    said = [c.low for c in frame.left if c.kind not in ("word", "punct")]
    return frame.unit == "count" and said[-1:] == ["их"] and not own_verbs(frame)


def _reckons(frame: Frame) -> bool:
    """«если пересчитать на население»: a way of speaking, no condition."""
    return any(c.head is not None and c.head.form.poses & {"INFN"} for c in own_verbs(frame))


def _clause(frame: Frame) -> list[Chunk]:
    """The verbs of the number's own clause, nearest first."""
    left: list[Chunk] = []
    for chunk in reversed(frame.left):
        if chunk.kind == "punct" and chunk.head is not None and chunk.head.low in (",", ";", ":"):
            break
        left.append(chunk)
    return [c for c in [*left, *frame.tail, *frame.right] if c.kind == "verb" and not speaks(c)]


def _is_present(verb: Word) -> bool:
    top = verb.form.parses[0]
    return "pres" in top.tags and top.lemma in STATES


def is_present(frame: Frame) -> bool:
    """Whether a number's verb, or that of the number before, is in the
    present: «ежедневно поступает 1050 звонков»."""
    verbs = [c.head for c in own_verbs(frame) if c.head is not None]
    if verbs:
        return not any("past" in v.form.parses[0].tags or v.form.pos == "PRTS" for v in verbs)
    return frame.before is not None and frame.before.present


def says_before(words: Sequence[Word], frame: Frame) -> bool:
    """«24, а было 38», «было 5 084, стало 5 120»: the verb alone says that the figure is the earlier one."""
    if frame.measure == "change" or frame.pair or any(c.kind == "period" for c in frame.left):
        return False
    own = [c for c in frame.left if c.kind in ("verb", "np", "rel")]
    if len(own) != 1 or own[0].kind != "verb" or own[0].head is None or own[0].head.lemma != "быть":
        return False
    if "past" not in own[0].head.form.parses[0].tags:
        return False
    if any(w.low == "а" for w in words[max(0, own[0].first - 1) : own[0].first]):
        return True
    after = words[frame.quantity.stop : frame.quantity.stop + 3]
    return any(w.low in ("стало", "стал", "стали") for w in after) or frame.marker == "bracket"
