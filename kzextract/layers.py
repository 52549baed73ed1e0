"""What the stages write on a sheet: mentions with their spans, before they become records.

Offsets are those of the text; ``first`` and ``stop`` are word indices of the sheet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from mypy_extensions import mypyc_attr


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class Mention:
    """A span of the text that names something."""

    start: int
    end: int
    first: int
    stop: int


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class NameMention(Mention):
    """A span that slovnet calls PER, LOC or ORG."""

    label: str


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class PlaceMention(Mention):
    """A place. ``region`` is the KATO code of the region (or
    republican city) it lies in, its own for a region."""

    name: str
    ref: str | None = None
    kind: str | None = None
    parent: str | None = None
    region: str | None = None


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class OrgMention(Mention):
    """A named body."""

    name: str
    kind: str = "other"


@dataclass(slots=True, eq=False)
class PersonMention(Mention):
    """A person; mentions of one person share ``group``."""

    name: str
    role: str | None = None
    role_start: int | None = None
    role_end: int | None = None
    org: OrgMention | None = None
    group: int = -1


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class ProgramMention(Mention):
    """A named programme, system, operation …; the span is without quotes."""

    name: str
    kind: str | None = None


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class LawMention(Mention):
    """Articles, codes, named laws."""

    name: str


@dataclass(slots=True, eq=False)
class PeriodMention(Mention):
    """A stretch of time.

    ``relation`` says how it is to be understood beside other periods:

    - ``absolute``: the dates stand for themselves (also «с начала года», «вчера», resolved against the date);
    - ``year_before``: the current period moved ``shift`` years («годом ранее», «за аналогичный период
      прошлого года», «в прошлом году» where a comparison is meant); dates are given too where the text alone
      gives them;
    - ``same``: points back to the current period («за отчётный период», «за это время»);
    - ``habit``: no stretch of time at all («ежедневно», «в сутки», «сейчас»): a present state or a habit.

    ``comparison`` is true when comparison words introduce it («по сравнению с …», «чем в …», «против … в»,
    «к уровню …»); these lie before the span, which begins with the preposition («за девять месяцев»).

    ``grain``: time, day, days, week, month, months, quarter, half, season, year or years. ``shift`` counts
    years, or ``shift_unit`` («неделей ранее» is year_before, -1, week). ``year`` is the year that the words
    name, if any; a year_before mention with a year but no dates means the current period moved to that year.
    One of the dates may be None («с 2015 года» of an undated text). ``length`` is that of «за десять дней» in
    days. ``antecedent`` is what a relational mention points to, if it is plain.

    ``role`` says which use a stretch has; only ``""``, ``as_of`` and ``since`` can be the time a count is
    about: ``as_of`` («на 1 ноября»), ``since`` («с апреля»), ``deadline`` («до 1 марта», «к 2030 году»),
    ``programme`` («на 2024–2028 годы»), ``dateline`` (the text's own date), ``birth``, ``label``
    («2025/2024»), ``time`` (a clock time); of habits ``now`` («сейчас») or ``rate`` («в сутки», «ежедневно»).
    """

    start_date: dt.date | None = None
    end_date: dt.date | None = None
    relation: str = "absolute"
    shift: int = 0
    comparison: bool = False
    grain: str = ""
    role: str = ""
    year: int | None = None
    shift_unit: str = "year"
    preposition: str = ""
    antecedent: PeriodMention | None = None
    length: int = 0
    rule: str = ""


@mypyc_attr(acyclic=True)
@dataclass(init=False, slots=True, eq=False)
class Quantity(Mention):
    """A number with its multiplier and unit, as the guidelines' quantity span.

    ``unit`` is "count" where none is written; ``per`` the denominator written beside it. ``sign`` is +1 or -1
    for a written sign («+7,6%», «минус 28,3%»). ``number_start`` and ``number_end`` are the digits or numeral
    words alone; ``modifier_start`` is where the modifier's words begin (the span's start if there are none).
    ``kind``: "number", "fraction" (треть, половина) or "times" (вдвое, в 2 раза).
    """

    value: Decimal
    value_max: Decimal | None
    unit: str
    per: str | None
    per_span: tuple[int, int] | None
    modifier: str
    modifier_start: int
    sign: int
    kind: str
    number_start: int
    number_end: int
    rule: str

    def __init__(
        self,
        start: int,
        end: int,
        first: int,
        stop: int,
        value: Decimal,
        value_max: Decimal | None = None,
        unit: str = "count",
        per: str | None = None,
        per_span: tuple[int, int] | None = None,
        modifier: str = "exact",
        modifier_start: int = -1,
        sign: int = 0,
        kind: str = "number",
        number_start: int = -1,
        number_end: int = -1,
        rule: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.stop = stop
        self.value = value
        self.value_max = value_max
        self.unit = unit
        self.per = per
        self.per_span = per_span
        self.modifier = modifier
        self.modifier_start = modifier_start
        self.sign = sign
        self.kind = kind
        self.number_start = number_start
        self.number_end = number_end
        self.rule = rule


@mypyc_attr(acyclic=True)
@dataclass(slots=True, eq=False)
class SetAside(Mention):
    """A number that was seen and is no claim, with the reason (``date``, ``age``, ``law`` …)."""

    reason: str


@dataclass(slots=True)
class Layers:
    """All layers of one sheet; each is written by one stage and read by later ones."""

    names: list[NameMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    metonyms: list[PlaceMention] = field(default_factory=list)
    """«столица», «южная столица», «мегаполис»: they stand for a place they do not name; no entities."""
    orgs: list[OrgMention] = field(default_factory=list)
    persons: list[PersonMention] = field(default_factory=list)
    programs: list[ProgramMention] = field(default_factory=list)
    laws: list[LawMention] = field(default_factory=list)
    periods: list[PeriodMention] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
