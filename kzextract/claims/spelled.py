"""Numeral words that do not count: «один из», «вторая половина года», «четверть часа»."""

from __future__ import annotations

from functools import cache
from typing import Final

from kzextract.claims.numbers import Number
from kzextract.claims.units import unit_at
from kzextract.layers import Quantity
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

_TIME_WORDS: Final = frozenset(
    (
        "года",
        "месяца",
        "дня",
        "века",
        "часа",
        "недели",
        "суток",
        "лета",
        "ночи",
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
        "финала",
        "срока",
    )
)
_NEGATIVE: Final = frozenset(("ни", "не", "как"))
_WHOSE: Final = frozenset(("их", "его", "ее", "еще"))
_DASHES: Final = frozenset(("–", "-", ":"))
_ENDERS: Final = frozenset((".", ")", ";", *_DASHES))
# How many words may stand between a counted thing and «и один …» that is counted with it.
_BESIDE: Final = 9
# How far after it «второй», «другой» are looked for.
_FAR: Final = 30


@cache
def _one(key: str) -> frozenset[str]:
    return frozenset(load_toml("set_aside")["one"][key])


def one_reason(
    sheet: Sheet, number: Number, first: int, stop: int, held: Quantity | None = None
) -> str | None:
    """«один» in the senses of "a", "some", "one of", "alone"; None where it counts.

    It counts before a unit and before the nouns of the lexicon («один ребёнок», «одно убийство»), right after
    a verb of finding or harm («задержан один»), and beside another count, ``held`` («трое мужчин и одна
    женщина», «двое под стражей, один объявлен в розыск»).
    """
    if number.digits or number.value != 1 or number.scale != 1 or stop - first != 1:
        return None
    words = sheet.words
    before = words[first - 1].low if first else ""
    after = words[stop].low if stop < len(words) else ""
    if before in _NEGATIVE or after == "из":
        return "one_of"
    unit = unit_at(sheet, number.end)
    if unit is not None and unit.code not in ("ratio", "day", "hour", "minute"):
        return None
    if after in _one("nouns") or after in _one("verbs"):
        return None
    if after in _one("after"):
        return "one_of"
    if before in _one("verbs"):
        return None
    return None if _beside_count(sheet, first, stop, held) or _after_dash(sheet, first, stop) else "one_of"


def _beside_count(sheet: Sheet, first: int, stop: int, held: Quantity | None) -> bool:
    """Whether «один» goes on a count of its sentence: after a comma or «и», before a noun, a verb, a dash."""
    words = sheet.words
    if held is None or held.unit != "count" or held.kind != "number" or not 0 <= first - held.stop <= _BESIDE:
        return False
    sentence = sheet.sentence_at(words[first].start)
    if held.start < sentence.start or words[first - 1].low not in (",", "и", "а", "плюс"):
        return False
    if stop >= sentence.stop or words[stop].low in _ENDERS:
        return True
    form = words[stop + (words[stop].low in _WHOSE and stop + 1 < sentence.stop)].form
    if form.pos in ("PRTS", "VERB", "PREP"):
        return not any(w.low in _one("others") for w in words[stop : min(sentence.stop, stop + _FAR)])
    return form.pos in ("NOUN", "ADJF", "PRTF") and bool(form.agreement & words[first].form.agreement)


def _after_dash(sheet: Sheet, first: int, stop: int) -> bool:
    """«грабёж – один», «убийства: одно»; «задача – одна» says that there is no other."""
    words = sheet.words
    if first < 2 or words[first - 1].low not in _DASHES:
        return False
    sentence = sheet.sentence_at(words[first].start)
    if not words[first - 2].is_alpha or any(
        w.low in _one("only") for w in words[max(sentence.first, first - 7) : first]
    ):
        return False
    return stop >= sentence.stop or words[stop].low in (".", ",", ";", ")")


def part_reason(sheet: Sheet, number: Number, first: int, stop: int) -> str | None:
    """A half or a quarter that is a stretch of time: «вторая половина», «четверть века»."""
    if number.kind != "fraction" or number.digits:
        return None
    words = sheet.words
    after = words[stop].low if stop < len(words) else ""
    if after in _TIME_WORDS or after[:2] in ("19", "20"):
        return "period"
    if first and words[first - 1].form.parses[0].tags & {"Anum"}:
        return "period"
    return None
