"""Which change belongs to which pair: «снизилось на 27,6% — с 16 045 до 11 616»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kzextract.checks.audit import Audit, Pair, code, place
from kzextract.records import Claim

# What may stand between a change and its figures without a new thought: linking words, units, base periods.
_WORDS: Final = (
    r"на|или|то|есть|это|что|снижени[ея]|рост|роста|прирост|прибавка|сокращени[ея]|увеличени[ея]|уменьшени[ея]|спад"
    r"|разница|падени[ея]|динамика|составил[аои]?|получается|получилось|выходит|вышло|минус|плюс|почти|около|порядка"
    r"|примерно|более|свыше|сразу|чем|с|со|до|случа\w*|факт\w*|преступлени\w*|правонарушени\w*|больше"
    r"|меньше|ниже|выше|годом|ранее|раньше|назад|в|за|годом|году|годе|год|года|годами|г|гг|прошл\w+|\d{4}|м|го|том|же"
    r"|тот|период\w*|аналогичн\w+|уровн\w+|уровень|к|сравнени\w+|по|раз|раза|аппг|было|стало|чел|человек\w*|тенге"
    r"|процент\w*|дополнительн\w+|неделей|месяцем|предыдущ\w+|уголовн\w+|еще|всего|месяц\w*|мес|кварталом|полугоди\w+"
    r"|дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|январ\w+|феврал\w+|март\w*"
    r"|апрел\w+|ма[йяею]|июн\w+|июл\w+|август\w*|сентябр\w+|октябр\w+|ноябр\w+|декабр\w+|если|точнее|быть|процентах|процентном"
    r"|выражении|количеств\w+|числ\w+|иными|словами|унесли|снизил\w+|вырос\w*|сократил\w+|увеличил\w+|уменьшил\w+"
)
_TIGHT: Final = re.compile(rf"(?:[\s—–\-−+(),:/%«»\"]|\b(?:{_WORDS})\b|(?<=г)\.|(?<=мес)\.)*")
_NEW_SENTENCE: Final = re.compile(
    r"^[^.!?]*[.!?]\s*[—–-]?\s*(?:это|снижени|рост|прирост|сокращени|увеличени|уменьшени|спад|получается|выходит|минус|плюс"
    r"|разница|динамика|то есть|таким образом|процент|в процент|иными словами|падение)"
)
# «(в 2024 г. – 9 210; +6,9%)»
_AFTER_SEMICOLON: Final = re.compile(r"\s*;\s*(?:[+−–-]|минус|плюс)?\s*")
_STOP: Final = re.compile(r"[.!?](?=\s+[А-ЯЁа-яё«—–-]|$)")


def tight(gap: str) -> bool:
    """Whether nothing but linking words stands there.

    >>> tight(", то есть на "), tight(" (минус "), tight(", а число краж — ")
    (True, True, False)
    """
    if len(gap) > 120:
        return False
    if _AFTER_SEMICOLON.fullmatch(gap):
        return True
    sentence = _NEW_SENTENCE.match(gap)
    if sentence:
        # The stop itself is no linking word.
        gap = gap.replace(".", " ", 1).replace("!", " ", 1).replace("?", " ", 1)
    return _TIGHT.fullmatch(gap) is not None


def compatible(change: Claim, figure: Claim) -> bool:
    """Whether the change can be that of the figure by its unit."""
    if change.unit in ("percent", "ratio"):
        return not (change.unit == "ratio" and figure.unit == "percent" and change.value < 1)
    if change.unit == "pp":
        return figure.unit == "percent"
    return change.unit == figure.unit and change.per in (None, figure.per)


def subject_conflict(a: Claim, b: Claim) -> bool:
    """Whether the two surely count different things or speak of different places."""
    if code(a) and code(b) and code(a) != code(b):
        return True
    return bool(place(a) and place(b) and place(a) != place(b))


def belongs(audit: Audit, change: Claim, figures: tuple[Claim, ...]) -> int:
    """How surely a change belongs to the figures beside it; 0 where it does not.

    3: nothing but linking words between; 2: linked by the extraction, or the same indicator and place in the
    same sentence. Words may overrule the records: what was inherited wrongly must not tear a plain pair
    apart.
    """
    near = min(figures, key=lambda f: max(f.start - change.end, change.start - f.end))
    gap = audit.gap(change, near)
    if tight(gap):
        return 3
    edges = (change.end, near.start) if change.end <= near.start else (near.end, change.start)
    if len(gap) > 140 or "\n" in gap or audit.names_place(*edges) or subject_conflict(change, near):
        return 0
    if _STOP.search(gap) and not _NEW_SENTENCE.match(gap):
        return 0
    if ";" in gap:
        return 0
    if change.group and any(change.group == f.group for f in figures):
        return 2
    if code(change) and code(change) == code(near) and place(change) == place(near):
        return 2
    return 0


def changes_of(audit: Audit) -> Iterator[tuple[Claim, Pair]]:
    """Every change with its pair: the change stands before the pair, within it, or after it.

    A second change on the same side («− 212, или −6,9%») belongs to the pair if it belongs to the first.
    """
    chosen: dict[str, tuple[int, int, Pair]] = {}

    def consider(n: int, pair: Pair, figures: tuple[Claim, ...], distance: int) -> bool:
        if not 0 <= n < len(audit.claims):
            return False
        change = audit.claims[n]
        if change.measure != "change" or not compatible(change, pair.now):
            return False
        sure = belongs(audit, change, figures)
        if distance > 1 and any(subject_conflict(change, f) for f in figures):
            return False
        known = chosen.get(change.id)
        if sure and (known is None or (sure, -distance) > known[:2]):
            chosen[change.id] = (sure, -distance, pair)
        return sure > 0

    for pair in audit.pairs:
        first, last = audit.index[pair.first.id], audit.index[pair.last.id]
        levels = (pair.first, pair.last)
        for n in range(first + 1, last):
            consider(n, pair, levels, 1)
        if consider(first - 1, pair, levels, 1):
            consider(first - 2, pair, (audit.claims[first - 1],), 2)
        if consider(last + 1, pair, levels, 1):
            consider(last + 2, pair, (audit.claims[last + 1],), 2)
    for change in audit.claims:
        if change.id in chosen:
            yield change, chosen[change.id][2]
