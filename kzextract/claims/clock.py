"""Clock: the time that is spoken of, from the whole text down to the
sentence, and the comparisons said so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kzextract.claims.frames import Frame
from kzextract.entities.periods_calendar import Stretch, months, moved
from kzextract.layers import PeriodMention
from kzextract.reading.sheet import Block, Sheet

_USABLE: Final = frozenset({"", "as_of", "since"})
# A time named only deep inside a text is not yet the time of its first sentences.
_LEAD_SENTENCES: Final = 5
_CONTRAST: Final = re.compile(r", (?:а|но) |;")
_LEGEND_SLASH: Final = re.compile(r"через дробь[^.\n]{0,40}(?:20\d\d ?/ ?20\d\d|текущ)")
_LEGEND_FRACTION: Final = re.compile(
    r"в числителе\W+(?:за )?(20\d\d)[^\n]{1,12}в знаменателе\W+(?:за )?(20\d\d)"
)
_LEGEND_WEEK: Final = re.compile(r"в скобках[^\n)]{0,30}(?:предыдущ\w+|прошл\w+) недел")
_LEGEND_BRACKET: Final = re.compile(
    r"в скобках[^.\n)]{0,20}(?:данные|показател|цифр|прошл|предыдущ|за 20\d\d)"
)


def stretch_of(mention: PeriodMention) -> Stretch | None:
    """The dates of a mention, if it has both."""
    if mention.start_date is None or mention.end_date is None:
        return None
    return mention.start_date, mention.end_date


def is_reporting(mention: PeriodMention) -> bool:
    """Whether a mention can be the time that counts are about."""
    return mention.relation == "absolute" and mention.role in _USABLE and not mention.comparison


def base_of(mention: PeriodMention, current: Stretch | None, low: str) -> Stretch | None:
    """What a comparison's words come to, given the current period and the folded text."""
    if mention.relation == "year_before":
        if current is not None:
            if mention.year is not None:
                return moved(current, mention.year - current[1].year)
            by = mention.shift or -1
            if "позапрошл" in low[mention.start : mention.end]:
                by = mention.start_date.year - current[1].year if mention.start_date is not None else -2
            return moved(current, by, mention.shift_unit)
    stretch = stretch_of(mention)
    whole = "весь" in low[max(0, mention.start - 8) : mention.end]  # «за весь прошлый год»
    relative = mention.grain == "year" and not whole and not _names_year(mention, low)
    if stretch is not None and current is not None and relative:
        # «в прошлом году» beside nine months of this year: the same nine months
        if stretch[1] < current[0] and stretch[0].year == current[0].year - 1:
            return moved(current, -1)
    return stretch


def _names_year(mention: PeriodMention, low: str) -> bool:
    return any(c.isdigit() for c in low[mention.start : mention.end])


@dataclass(slots=True)
class Clock:
    """The time that is spoken of, and the comparisons said so far."""

    text: Stretch | None = None
    text_from: int = 0
    heading: Stretch | None = None
    paragraph: Stretch | None = None
    sentence: Stretch | None = None
    bases: dict[Stretch, Stretch] = field(default_factory=dict)
    comparisons: list[tuple[int, int]] = field(default_factory=list)
    bracket_base: Stretch | None = None
    low: str = ""
    legend_slash: bool = False
    legend_unit: str = "year"
    legend_bracket: bool = False
    bracket_bases: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, sheet: Sheet) -> Clock:
        """The clock of a text before its first sentence."""
        clock = cls(low=sheet.low)
        clock.legend_slash = bool(_LEGEND_SLASH.search(sheet.low))
        fraction = _LEGEND_FRACTION.search(sheet.low)
        if fraction is not None:
            clock.legend_slash = True
            above, below = (months(int(year), 1, 12) for year in fraction.groups())
            clock.bases[above] = below
        if _LEGEND_WEEK.search(sheet.low):
            clock.legend_unit = "week"
        clock.legend_bracket = bool(_LEGEND_BRACKET.search(sheet.low))
        found = find_text_period(sheet)
        if found is not None:
            clock.text = stretch_of(found)
            late = len(sheet.sentences) > _LEAD_SENTENCES and (
                found.start > sheet.sentences[_LEAD_SENTENCES].start
            )
            # «В мае в Аягозе изъяли …»: the time of one event does not reach back.
            near = found.start <= sheet.sentences[min(2, len(sheet.sentences) - 1)].end
            event = _is_day(found) or found.grain == "month"
            # «Всего с начала года …» after the story of one case: the story's figures are not of that time.
            later = found.role == "since" or "начала" in sheet.low[found.start : found.end]
            first = next((b for b in sheet.blocks if b.kind not in ("header", "heading", "byline")), None)
            later = later and first is not None and found.start > first.end
            clock.text_from = found.start if late or later or (event and not (near and _is_day(found))) else 0
        for mention in sheet.layers.periods:
            if (mention.comparison or mention.relation == "year_before") and mention.role in _USABLE:
                clock.comparisons.append((mention.start, sheet.sentence_at(mention.start).index))
        return clock

    def text_at(self, at: int) -> Stretch | None:
        """The text's period where it holds already."""
        return self.text if at >= self.text_from else None

    def at(self, at: int) -> Stretch | None:
        """The narrowest stretch that holds at a position."""
        return self.sentence or self.paragraph or self.heading or self.text_at(at)

    def note(self, current: Stretch | None, base: Stretch | None) -> None:
        """Remembers that a period was compared with another."""
        if current is not None and base is not None:
            self.bases[current] = base

    def base_for(self, current: Stretch, frame: Frame) -> Stretch | None:
        """The base of a period: said before, or a year earlier if such a comparison was said.

        A comparison of the next sentences counts for the figure of a heading or lead («на 15% меньше …
        сравнивают с тем же периодом»), not one that stands later in the same sentence with a number of its
        own.
        """
        known = self.bases.get(current)
        if known is not None:
            return known
        if any(self._reaches(start, index, frame) for start, index in self.comparisons):
            if current in (self.text, self.heading) or not self.bases:
                return moved(current, -1)
        if self.legend_bracket and current == (self.heading or self.text):
            return moved(current, -1, self.legend_unit)
        return None

    def _reaches(self, start: int, index: int, frame: Frame) -> bool:
        """Whether a comparison said at a position holds for a number."""
        at, here = frame.quantity.start, frame.sentence.index
        if start < at:
            return True
        if index == here:
            # «на 334 факта меньше (−6,5%), чем в 2024 году», not «на 4%, а в сравнении с 2019 годом – на 21%»
            return not _CONTRAST.search(self.low, at, start)
        return here <= 3 and index <= here + (5 if here <= 1 else 2)

    def is_earlier(self, mention: PeriodMention, current: Stretch | None) -> bool:
        """«а в 2024 году было 8 385»: a time before the text's own, of its kind, is there to compare with."""
        stretch = stretch_of(mention)
        main = self.sentence or self.heading or self.text or current
        if stretch is None or main is None or current is None:
            return False
        if mention.grain not in ("year", "month", "months", "quarter", "half", "season"):
            return False
        if main[0] == main[1]:
            return False  # a day's event is no reporting period: «в прошлом году … 86 ДТП» stands for itself
        whole_year = (stretch[0].month, stretch[0].day, stretch[1].month, stretch[1].day) == (1, 1, 12, 31)
        same_shape = (stretch[0].month, stretch[1].month) == (main[0].month, main[1].month)
        return stretch[1] < main[0] and (whole_year or same_shape)

    def bracket_is_base(self, frame: Frame) -> bool:
        """Whether a bare number in brackets after a level is that of the year before."""
        host = frame.host
        if host is None or host.quantity.end > frame.quantity.start:
            return False
        place = next((c for c in frame.left if c.kind == "place"), None)
        if place is not None:
            return False
        between = [c for c in frame.chunks[host.at + 1 : frame.at] if c.kind == "period"]
        if host.unit != frame.unit and not between:
            return False
        if between or self.legend_bracket or frame.sentence.block in self.bracket_bases:
            self.bracket_bases.add(frame.sentence.block)
            return True
        return False

    def leave(self, periods: list[PeriodMention], numbers: bool) -> None:
        """The time that a sentence named holds on in its paragraph."""
        usable = [m for m in periods if not self.is_earlier(m, self.text)]
        if self.sentence is not None:
            self.paragraph = self.sentence
        elif usable and not numbers:
            self.paragraph = stretch_of(usable[-1])


def find_text_period(sheet: Sheet) -> PeriodMention | None:
    """The reporting period of a text: the first of its body that is no single day and no row of years; else
    of its heading; else the first of any kind."""
    blocks = [b for b in sheet.blocks if b.kind != "header"]
    title_end = blocks[0].end if len(blocks) > 1 and _is_title(sheet, blocks[0]) else 0
    found: list[PeriodMention] = []
    for mention in sheet.layers.periods:
        stretch = stretch_of(mention)
        if stretch is None or not is_reporting(mention) or (sheet.date and stretch[0] > sheet.date):
            continue
        if not _in_brackets(sheet, mention):
            found.append(mention)
    plain = [m for m in found if not _is_day(m) and m.grain != "years" and m.role != "as_of"]
    lead = sheet.sentences[min(_LEAD_SENTENCES, len(sheet.sentences) - 1)].end if sheet.sentences else 0
    body = [m for m in plain if m.start >= title_end]
    title = [m for m in plain if m.start < title_end]
    if title and body and stretch_of(body[0])[1] < stretch_of(title[0])[0]:  # type: ignore[index]
        return title[0]  # the body begins with last year's figure
    days = [m for m in found if _is_day(m) and m.role != "as_of" and m.start < lead]
    for choice in (
        [m for m in body if m.start < lead],
        [m for m in plain if m.start < lead],
        days,
        plain,
        found,
    ):
        if choice:
            return choice[0]
    return None


def _in_brackets(sheet: Sheet, mention: PeriodMention) -> bool:
    """«(за 6 мес. 2020 г. – 158)»: a period of a bracket is no period of the text."""
    block = sheet.block_at(mention.start)
    before = sheet.norm[max(block.start, mention.start - 80) : mention.start]
    return before.rfind("(") > before.rfind(")") and not before.strip().startswith("(")


def _is_day(mention: PeriodMention) -> bool:
    return mention.start_date == mention.end_date or mention.grain == "time"


def _is_title(sheet: Sheet, first: Block) -> bool:
    line = sheet.norm[first.start : first.end].rstrip()
    return first.kind == "heading" or line[-1:] not in ".!?;:"
