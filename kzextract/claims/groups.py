"""Groups: numbers that speak of one thing together, a change with its pair, a figure with its bracket."""

from __future__ import annotations

from kzextract.claims.frames import Frame


def settle_groups(frames: list[Frame]) -> None:
    """Gives each such set of numbers a group number of its own."""
    next_group = 1
    for frame in frames:
        kin = frame.partner or _of_host(frame) or _change_beside(frame)
        if kin is None:
            continue
        number = frame.group or kin.group
        if not number:
            number, next_group = next_group, next_group + 1
        frame.group = kin.group = number


def _of_host(frame: Frame) -> Frame | None:
    """«1 204 (-12,4%)»: a bracket about the same thing; «гашиш (32
    кг), смола (8,9 кг)» are things of their own."""
    host = frame.host
    if host is None or frame.indicator is None or host.indicator is None:
        return None
    same = frame.indicator.text == host.indicator.text and frame.place_name == host.place_name
    return host if same and (frame.measure == "change" or frame.is_base) else None


def _change_beside(frame: Frame) -> Frame | None:
    """«снизилось на 27,6% — с 16 045 до 11 616», «7 916, а в 2024 году было 8 385, минус 5,6%»."""
    before = frame.before
    if before is None or frame.indicator is None or before.indicator is None:
        return None
    same = (
        frame.indicator.text == before.indicator.text
        or frame.rule_same
        or (frame.indicator.code is not None and frame.indicator.code == before.indicator.code)
    )
    if not same or frame.place_name != before.place_name or frame.part_of is not before.part_of:
        return None
    one_change = (frame.measure == "change") != (before.measure == "change")
    return before if one_change or frame.is_base or before.is_base or frame.rule_same else None
