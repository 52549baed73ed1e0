"""Parts and groups: which number is a part of which, and which numbers speak of one thing together."""

from __future__ import annotations

from kzextract.claims.frames import Frame

_SHARE_BASES = ("level", "rate")


def settle_part(frame: Frame, frames: list[Frame]) -> None:
    """Fills ``part_of``: «из них», «в том числе», the items under a total, a share of a count."""
    if frame.marker == "among":
        frame.part_of = _whole(frame, frames)
    elif frame.item and frame.intro is not None and frame.measure in ("level", "change") and _breaks_down(frame):
        frame.part_of = frame.intro
    elif frame.marker == "colon":
        frame.part_of = _colon_whole(frame)
    elif frame.marker == "of" and frame.partner is not None:
        frame.part_of = frame.partner
    elif frame.measure == "share":
        frame.part_of = _share_base(frame, frames)


def _whole(frame: Frame, frames: list[Frame]) -> Frame | None:
    """The number before «из них»: the nearest level of the sentence or of the one before; not itself a side remark."""
    at = frames.index(frame) if frame in frames else len(frames)
    for other in reversed(frames[:at]):
        if other.marker == "bracket" and other.measure == "change":
            continue
        if other.pair in ("against", "from", "slash_second") or other.is_base:
            continue
        if frame.measure == "change" and other.measure != "change":
            continue
        if frame.measure != "change" and other.measure not in ("level", "share", "rate"):
            continue
        if _chained(frame, other):
            return other.part_of
        return other
    return None


def _chained(frame: Frame, other: Frame) -> bool:
    """«в том числе … , … , …»: the items of one list share their whole."""
    return other.part_of is not None and other.marker == frame.marker and getattr(frame, "chained", False)


def _breaks_down(frame: Frame) -> bool:
    intro = frame.intro
    return intro is not None and intro.measure == frame.measure


def _colon_whole(frame: Frame) -> Frame | None:
    before = frame.before
    while before is not None:
        if before.marker != "colon":
            return before
        before = before.before
    return None


def _share_base(frame: Frame, frames: list[Frame]) -> Frame | None:
    """The count whose part a percentage is: one with the same code (or of the ruling kind) that came before."""
    if frame.indicator is None or frame.rule == "share.rate":
        return None
    code = frame.indicator.code
    want = {"money.recovered": ("money.damage", "money.stolen")}.get(code or "", (code,) if code else ())
    at = frames.index(frame) if frame in frames else len(frames)
    for other in reversed(frames[:at]):
        if other.measure != "level" or other.indicator is None or other.unit in ("percent", "ratio"):
            continue
        if other.indicator.code in want and other.place_name == frame.place_name and other.period == frame.period:
            return other
    return None


def settle_groups(frames: list[Frame]) -> None:
    """Numbers in one group: the two of a pair, a change with its pair, a number with its bracket."""
    next_group = 1
    for frame in frames:
        kin = frame.partner or frame.host
        if kin is None and frame.before is not None and frame.rule in ("change.apposition", "pair.now_words"):
            kin = frame.before
        if kin is None:
            kin = _change_beside(frame)
        if kin is None:
            continue
        number = frame.group or kin.group
        if not number:
            number, next_group = next_group, next_group + 1
        frame.group = kin.group = number


def _change_beside(frame: Frame) -> Frame | None:
    """«снизилось на 27,6% — с 16 045 до 11 616», «7 916, а в 2024 году было 8 385, минус 5,6%»."""
    before = frame.before
    if before is None or frame.indicator is None or before.indicator is None:
        return None
    same = frame.indicator.text == before.indicator.text and frame.place_name == before.place_name
    one_change = (frame.measure == "change") != (before.measure == "change") or frame.is_base or before.is_base
    return before if same and one_change else None
