"""Families: whether one number can be a part of another by what they count and how it is said."""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import Chunk, is_dash
from kzextract.claims.frames import Frame

SHARES: Final = frozenset({"percent", "ratio"})
# What is of a kind though its code does not begin with that of the kind.
_KINDS: Final = {"offence.traffic": ("offence.speeding", "offence.drunk_driving")}


def same_family(whole: Frame, part: Frame) -> bool:
    """«Всего краж – 96» is no total of the migration offences of the next line."""
    if (
        whole.indicator is None
        or part.indicator is None
        or not whole.indicator.code
        or not part.indicator.code
    ):
        return True
    theirs, own = whole.indicator.code, part.indicator.code
    if theirs in ("crime.total", "offence.admin"):
        return theirs.split(".")[0] == own.split(".")[0]
    return own.startswith((theirs, *_KINDS.get(theirs, ())))


def is_outcome(frame: Frame) -> bool:
    """«выявлено 14 нарушений, устранено 70%»: a verb alone, of what the number before counts."""
    before = frame.before
    if before is None or before.measure != "level" or before.unit in SHARES or frame.governed is not None:
        return False
    told = [c for c in [*frame.left, *frame.right] if c.kind in ("verb", "np", "among", "program", "org")]
    return len(told) == 1 and told[0].kind == "verb" and "PRTS" in _poses(told[0])


def is_share_counted(frame: Frame, before: Frame) -> bool:
    """«половина из них – 902 – …», «треть преступлений – 1 867, …»: the share said as a number."""
    dash = len(frame.left) == 1 and is_dash(frame.left[0])
    return dash and before.measure == "share" and frame.measure == "level" and frame.governed is None


def _poses(chunk: Chunk) -> frozenset[str]:
    return chunk.head.form.poses if chunk.head is not None else frozenset()


def counted_first(frame: Frame) -> Frame | None:
    """«214, что составляет 41% всех мошенничеств и 12% всей преступности»: the number shared."""
    first: Frame | None = frame
    while first is not None and first.measure == "share" and first.rule != "share.of_all":
        first = first.before
    return first.before if first is not None and first.rule == "share.of_all" else None


def is_among_group(frame: Frame) -> bool:
    """Whether the group that a number is a part of is named before it: «среди осуждённых – 11 лиц»."""
    return any(c.kind == "np" and c.prep in ("среди", "из числа") for c in frame.left)


def is_out_of(frame: Frame) -> bool:
    """Whether a number is the first part of «из 88 пожаров 40 …»."""
    return frame.part_of is not None and frame.part_of is frame.before and frame.before.prep == "из"


def is_kind_of(frame: Frame) -> bool:
    """«305 тысяч нарушений, более 176 тысяч – грубые», «21
    привлечён, причём трое – несовершеннолетние»."""
    after = frame.chunks[frame.at + 1 : frame.at + 3]
    if frame.rule == "level.predicate":
        return True
    if frame.governed is not None or frame.measure != "level" or frame.pair or len(after) < 2:
        return False
    if any(c.kind in ("np", "verb") for c in frame.left):
        return False
    dash, kind = after
    if not is_dash(dash):
        return False
    return (
        kind.kind == "np" and not kind.prep and "nomn" in kind.cases and (kind.elided or _substantive(kind))
    )


def _substantive(chunk: Chunk) -> bool:
    return chunk.head is not None and "ADJF" in chunk.head.form.poses
