"""What a reader knows when resolving a period: the text's date, the years named, comparison words, tense."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

from kzextract.entities.periods_calendar import Stretch, days_before, months
from kzextract.entities.periods_patterns import Reading, Token, word_list
from kzextract.entities.periods_words import category, number, tense_of
from kzextract.layers import PeriodMention
from kzextract.reading.sheet import Sheet

Maker = Callable[["Context", Reading], "PeriodMention | None"]
MAKERS: Final[dict[str, Maker]] = {}

# A period is told of as over even when the release comes out on its last days.
TOLERANCE: Final = dt.timedelta(days=5)

_NOUN: Final = r"(?:показател\w+|уровн\w+|данны\w+|значени\w+|результат\w+|итог\w+|цифр\w+)"
# «с доковидным 2019 годом»
_SUCH: Final = r"(?: [а-я-]{4,20}(?:ым|ими?|ому|ему))?"
_BEFORE: Final = re.compile(
    r"(?<!\w)(?:чем|нежели|против|относительно|"
    r"(?:по сравнению|сравнени[юи]|сравнив\w+|сравнить|в отличие|по отношению)"
    rf"(?: с| со| от| к)?(?: {_NOUN})?{_SUCH}|(?:к|с|со|от|на|чем|выше|ниже|больше|меньше|превы\w+) {_NOUN}"
    rf"(?: (?:за|в|во))?|уровн(?:ю|я|е|ем))\s*$"
)
_COMPARATIVE: Final = re.compile(r"(?<!\w)(?:больше|меньше|выше|ниже|чаще|реже|превы\w+|хуже|лучше)\s*$")


def maker(function: Maker) -> Maker:
    """Registers the function that reads the patterns whose ``make`` is its name."""
    MAKERS[function.__name__] = function
    return function


class YearRef(NamedTuple):
    """A year as the text refers to it.

    ``kind``: explicit, current, previous, preceding, past, last, that, next or none.
    """

    kind: str
    year: int | None


class Named(NamedTuple):
    """An explicit year in the text and the months that it is said of (1, 12 for the year itself)."""

    at: int
    year: int
    first: int
    last: int


_KINDS: Final = {
    "CUR": "current",
    "THIS": "current",
    "T": "current",
    "S": "current",
    "PREV": "previous",
    "PA": "previous",
    "PRED": "preceding",
    "PAST": "past",
    "LAST": "last",
    "NEXT": "next",
    "TOT": "that",
}


class Context:
    """The sheet being read, its date, the years it names and the mentions found so far."""

    def __init__(self, sheet: Sheet, readings: list[Reading]) -> None:
        self.sheet = sheet
        self.date = sheet.date
        self.mentions: list[PeriodMention] = []
        self.last_year: int | None = None
        self.month_named: PeriodMention | None = None
        self.named: list[Named] = []
        self.named = [n for r in readings if (n := self._naming(r)) is not None]
        self._named_at = [n.at for n in self.named]
        self._stretches: dict[tuple[int, int], Named] = {}
        for named in self.named:
            running = self.date is not None and named.year == self.date.year and self.date.month < 12
            if not (running and (named.first, named.last) == (1, 12)):
                self._stretches.setdefault((named.first, named.last), named)

    def _naming(self, reading: Reading) -> Named | None:
        if reading.make not in word_list("naming") or reading.preposition in ("к", "на", "от", "до"):
            return None
        if reading.make in ("year", "month") and reading.preposition == "с":
            return None
        tokens = reading.get("y") or reading.get("b") or reading.get("a")
        year = next((int(y) for t in tokens for y in re.findall(r"(?:19|20)\d{2}", t.low)), None)
        if self.date is None and reading.make == "year" and self.tense(reading) == "future":
            return None
        if year is None or (self.date and year > self.date.year) or self.comparison(reading) >= 0:
            return None
        first, last = 0, 0
        if reading.make == "year":
            first, last = 1, 12
        elif reading.make == "month_count":
            first, last = 1, number(reading.get("n"))
        elif reading.make == "month_range":
            first, last = number(reading.get("m")), number(reading.get("n"))
        elif reading.make == "half" and number(reading.get("q")) in (0, 1):
            first, last = 1, 6
        return Named(reading.start, year, first, last)

    def add(self, mention: PeriodMention) -> None:
        """Keeps a mention, and which year and month were spoken of last."""
        self.mentions.append(mention)
        self.last_year = mention.year or self.last_year
        if mention.grain == "month" and mention.start_date:
            self.month_named = mention

    # --- what stands around a mention ---

    def comparison(self, reading: Reading) -> int:
        """Where the comparison words that introduce a reading begin; -1 if there are none."""
        if reading.compared is None:
            reading.compared = self._comparison(reading)
        return reading.compared

    def _comparison(self, reading: Reading) -> int:
        start, low = reading.start, self.sheet.low
        before = low[max(0, start - 48) : start].rpartition("\n")[2]
        match = _BEFORE.search(before)
        if match is None and not reading.preposition:
            match = _COMPARATIVE.search(before)
        if match is not None:
            return start - len(before) + match.start()
        if reading.preposition in ("с", "со") and any(
            t.low in word_list("instrumental") for t in reading.tokens
        ):
            return start
        if reading.preposition in ("к", "ко") and reading.make in word_list("compared"):
            year = self.year(reading.get("y")).year
            ahead = year is not None and year > (
                self.date.year if self.date else self.reporting_year() or year
            )
            return -1 if ahead else start
        return -1

    def tense(self, reading: Reading) -> str:
        """past, future or nothing: the tense of the verb nearest to a reading in its sentence."""
        words = self.sheet.words
        first, stop = self.sheet.word_range(reading.start, reading.end)
        sentence = self.sheet.sentence_at(reading.start)
        best, found = 99, ""
        for i in (
            *range(stop, min(sentence.stop, stop + 10)),
            *range(first - 1, max(sentence.first, first - 10) - 1, -1),
        ):
            distance = i - stop if i >= stop else first - 1 - i
            if distance >= best or not words[i].is_alpha:
                continue
            tense = tense_of(words[i].form, words[i].low)
            if tense:
                best, found = distance, tense
        return found

    def next_word(self, reading: Reading) -> str:
        """The folded word after a reading, in the same sentence."""
        _, stop = self.sheet.word_range(reading.start, reading.end)
        words = self.sheet.words
        return words[stop].low if stop < min(len(words), self.sheet.sentence_at(reading.start).stop) else ""

    def without_count(self, reading: Reading) -> Reading:
        """«1 мая 2000 полицейских»: the number after a month counts what follows, it is no year."""
        year = reading.get("y")
        if len(year) == 1 and category(year[0]) == "Y4" and reading.tokens[-1] is year[0]:
            _, stop = self.sheet.word_range(reading.start, reading.end)
            words = self.sheet.words
            if stop >= min(len(words), self.sheet.sentence_at(reading.start).stop):
                return reading
            form = words[stop].form
            if form.known and form.has("NOUN", "gent", "plur") and not form.has("NOUN", "nomn"):
                captures = {name: tokens for name, tokens in reading.captures.items() if name != "y"}
                return replace(reading, tokens=reading.tokens[:-1], captures=captures)
        return reading

    # --- years ---

    def reporting_year(self, at: int | None = None) -> int | None:
        """The year named nearest before an offset, else the first that is named at all."""
        if not self.named:
            return None
        i = bisect_left(self._named_at, at) if at is not None else 0
        return self.named[max(0, i - 1)].year

    def full_year(self) -> int | None:
        """The whole year that the text reports on, if it names one."""
        told = self._stretches.get((1, 12))
        return told.year if told else None

    def year(self, tokens: list[Token]) -> YearRef:
        """The year that a capture refers to."""
        for token in tokens:
            if category(token) == "Y4":
                return YearRef("explicit", int(token.low))
        if not tokens:
            return YearRef("none", None)
        kind = _KINDS.get(category(tokens[0]), "none")
        now, full, named = self.date, self.full_year(), self.reporting_year(tokens[0].start)
        if kind == "that":
            return YearRef(kind, self.last_year or named)
        if kind == "preceding":
            base = named or (now.year if now else None)
            back = 2 if tokens[0].low.startswith("поза") else 1
            return YearRef(kind, base - back if base else None)
        if now is not None:
            shift = {"current": 0, "previous": -1, "next": 1, "past": 0 if now.month == 12 else -1, "last": 0}
            return YearRef(kind, now.year + shift[kind])
        if named is None or kind == "next" or (kind == "current" and full):
            return YearRef(kind, None)
        # Of an undated text that sums up a whole year, «прошлый год» and «истекший год» are that year.
        if kind == "previous":
            return YearRef(kind, full or named - 1)
        return YearRef(kind, full if kind == "past" else named)

    def latest(self, reading: Reading, stretch: Callable[[int], Stretch], begun: bool = False) -> int | None:
        """The year of the latest such stretch that is over (or has ``begun``) by the text's date.

        An undated text's year is the one it named last; a stretch named with its year elsewhere is that one.
        """
        probe = stretch(2001)
        told = self._stretches.get((probe[0].month, probe[1].month))
        # Of a dated text only what it names first is sure to be its own time, not one it compares with.
        its_own = told is not None and (
            (told is self.named[0] and told.at < reading.start) or self.date is None
        )
        if told is not None and its_own and probe[0].day == 1:
            return told.year
        if self.date is None:
            return self.reporting_year(reading.start)
        start, end = stretch(self.date.year)
        over = start <= self.date if begun else end <= self.date + TOLERANCE
        return self.date.year if over else self.date.year - 1

    def days_back(self, count: int) -> Stretch | None:
        """So many days that ended the day before the text's date."""
        return days_before(self.date, count) if self.date else None

    def cumulative(self, reading: Reading, count: int) -> int | None:
        """The year of «N месяцев» counted from January."""
        return self.latest(reading, lambda y: months(y, 1, count))

    # --- mentions ---

    def mention(self, reading: Reading, stretch: tuple[dt.date | None, dt.date | None] | None = None,
                **fields: Any) -> PeriodMention:  # fmt: skip
        """A mention of a reading, with its preposition, and whether words of comparison introduce it."""
        first, stop = self.sheet.word_range(reading.start, reading.end)
        fields.setdefault("comparison", self.comparison(reading) >= 0)
        return PeriodMention(
            reading.start,
            reading.end,
            first,
            stop,
            *(stretch or (None, None)),
            preposition=reading.preposition,
            rule=reading.name,
            **fields,
        )
