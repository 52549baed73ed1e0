"""Dates and periods: what is written, what it means on the text's date, and the date of the text itself."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import kzextract.entities.periods_days
import kzextract.entities.periods_links
import kzextract.entities.periods_spans
import kzextract.entities.periods_years  # noqa: F401  (these four register the makers)
from kzextract.entities.periods_context import MAKERS, Context
from kzextract.entities.periods_days import parse_date
from kzextract.entities.periods_links import link
from kzextract.entities.periods_patterns import Reading, read_periods
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage

# A dateline stands in the first lines: alone, after a city («АСТАНА. 21 октября 2025 года. KAZINFORM – …») or
# before a rubric («12.09.2025 | Пресс-служба …»).
_DATELINE_CHARS: Final = 600
_DATELINE_BEFORE: Final = re.compile(r"\s*(?:(?:г\.\s?)?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w.-]*[\s,.|/(–-]*){0,4}")
_DATELINE_AFTER: Final = re.compile(r"\s*(?:$|\n|[.,|/()–-])")
# The point of «г.» is in the date itself: «Астана. 3 декабря 2025 г. За 11 месяцев …». Without a city set off
# before it the date may be that of a deed: «3 декабря 2025 г. Ивановым совершена кража».
_SET_OFF: Final = re.compile(r".*[.,|/)–-]\s*", re.DOTALL)
_SENTENCE_BEGINS: Final = re.compile(r"\s+[«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9]")


def dateline_of(sheet: Sheet, readings: list[Reading]) -> tuple[Reading, dt.date] | None:
    """The dateline at the top of the text and its date, if there is one.

    >>> from kzextract.reading.reader import read
    >>> sheet = read("15 июля 2025 года, г. Кокшетау\\n\\nСостоялось заседание.")
    >>> dateline_of(sheet, read_periods(sheet))[1]
    datetime.date(2025, 7, 15)
    """
    for reading in readings:
        if reading.start > _DATELINE_CHARS:
            return None
        if reading.make not in ("day", "date") or reading.preposition:
            continue
        if reading.tokens[0].low == "сегодня" and (date := _explicit_date(sheet, reading)) is not None:
            return reading, date
        line = sheet.norm.rfind("\n", 0, reading.start) + 1
        before = sheet.norm[line : reading.start]
        if len(before) > 60 or not _DATELINE_BEFORE.fullmatch(before):
            continue
        if not _DATELINE_AFTER.match(sheet.norm, reading.end) and not _ends_itself(sheet, reading, before):
            continue
        date = _explicit_date(sheet, reading)
        if date is not None:
            return reading, date
    return None


def _ends_itself(sheet: Sheet, reading: Reading, before: str) -> bool:
    ends = sheet.norm[reading.end - 1] == "." and _SENTENCE_BEGINS.match(sheet.norm, reading.end)
    return bool(ends and _SET_OFF.fullmatch(before))


def _explicit_date(sheet: Sheet, reading: Reading) -> dt.date | None:
    if reading.make == "date":
        return parse_date(reading.get("a")[0])
    context = Context(sheet, [])
    if context.year(reading.get("y")).kind != "explicit":
        return None
    mention = MAKERS["day"](context, reading)
    return mention.start_date if mention else None


class Periods(Stage):
    """Writes the layer ``periods`` and, where only a dateline tells the date, ``sheet.header_date``."""

    layer = "periods"
    label = "PERIOD"

    def annotate(self, sheet: Sheet) -> None:
        """Reads what is written, then resolves it from left to right."""
        if sheet.lang not in ("ru", "und"):
            return
        readings = read_periods(sheet)
        dateline = dateline_of(sheet, readings)
        if dateline is not None and sheet.header_date is None:
            sheet.header_date = dateline[1]
        header_end = next((b.end for b in sheet.blocks if b.kind == "header"), 0)
        context = Context(sheet, readings)
        for reading in readings:
            mention = MAKERS[reading.make](context, reading)
            if mention is not None:
                own = dateline is not None and reading is dateline[0] and reading.tokens[0].low != "сегодня"
                if own or reading.start < header_end:
                    mention.role = "dateline"
                context.add(mention)
        link(context.mentions)
        sheet.layers.periods = context.mentions
