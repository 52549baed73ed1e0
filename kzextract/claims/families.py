"""Families: whether one number can be a part of another by what the two count."""

from __future__ import annotations

from kzextract.claims.frames import Frame

# What is of a kind though its code does not begin with that of the kind.
_KINDS = {"offence.traffic": ("offence.speeding", "offence.drunk_driving")}


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
