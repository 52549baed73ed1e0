"""Units left out: «38 и 27%», «с 41 до 56,6%», «взыскано 940 млн» after a sum in tenge."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from kzextract.claims.changes import change_of
from kzextract.claims.numbers import plain
from kzextract.claims.set_aside import counts_noun
from kzextract.claims.units import TIME, is_money, is_physical, unit_at
from kzextract.layers import Quantity
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

_JOINED: Final = re.compile(
    r" (?:и|или|до|против|к|по)(?: (?:до|на|почти|около|примерно|более|чем|свыше|в|с|за|уже|только))* |/| / "
)
_COMPARE: Final = re.compile(
    r"(?:при|против|было|был|была|составля|годом|аппг|прошл|предыдущ|раньше|ранее|вместо|норматив|20\d\d)"
)
# «взыскано 120 млн штрафов»: a noun of money after millions is no counted thing.
_MONEY_NOUNS: Final = re.compile(
    r" (?:[а-я]+(?:ых|их|ого|его|ой|ей) )?(?:штраф|ущерб|долг|налог|компенсац|убытк|кредит)"
)
# What is never counted by the piece: «312 тысяч процессуальных издержек», «40 тысяч госпошлины».
_SUMS: Final = re.compile(
    r" (?:[а-я]+(?:ых|их|ого|его|ой|ей) ){0,2}(?:ущерба|издержек|убытков|убытка|долга|долгов|задолженности"
    r"|пени|пошлины|госпошлины|недоимки|неустойки|доходов|дохода|выручки|прибыли|зарплаты|алиментов|компенсации"
    r"|возмещения|бюджетных средств|денег|наличными|наличных|вреда)(?![а-я])"
)
_NEXT_SHARE: Final = re.compile(r",? (?:а )?[а-я]+ – ")
_STOPS: Final = re.compile(r"[\n;]|[.!?] |\d")
_SCALE: Final = re.compile(r"(тыс)|(млн|миллион)|(млрд|миллиард)|(трлн|триллион)")
_SCALES: Final = tuple(Decimal(10) ** n for n in (3, 6, 9, 12))


@cache
def _money_words() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load_toml("units")["money"]["stems"]) + ")")


def _between(sheet: Sheet, left: Quantity, right: Quantity) -> str:
    return sheet.low[left.end : right.start]


def _scale_of(sheet: Sheet, quantity: Quantity) -> Decimal:
    """The multiplier written in a quantity's own text, 1 if none."""
    found = _SCALE.search(sheet.low, quantity.number_start, quantity.number_end)
    return _SCALES[found.lastindex - 1] if found and found.lastindex else Decimal(1)


def _bare(sheet: Sheet, quantity: Quantity) -> bool:
    """Whether a quantity has neither a unit nor a counted noun."""
    return (
        quantity.unit == "count" and quantity.kind == "number" and not counts_noun(sheet.words, quantity.stop)
    )


def _take_unit(sheet: Sheet, quantity: Quantity, other: Quantity, scale: Decimal) -> None:
    quantity.unit, quantity.kind = other.unit, other.kind
    if scale != 1 and quantity.value < 1000 and other.value <= quantity.value * scale * 50:
        quantity.value *= scale
    # «с 500 до 700 граммов»: the factor to the unit holds for both.
    unit = unit_at(sheet, other.number_end)
    if unit is not None:
        quantity.value = plain(quantity.value * unit.factor)


_COLLECTIVES: Final = frozenset(
    entry.split()[0] for forms in load_toml("numerals")["collective"].values() for entry in forms
)


def share_units(sheet: Sheet, quantities: list[Quantity]) -> None:
    """Gives quantities without a unit the unit that their neighbours show."""
    for i in range(len(quantities) - 2, -1, -1):
        _from_next(sheet, quantities[i], quantities[i + 1])
    money: Quantity | None = None
    told: Quantity | None = None  # the last one whose unit is written
    for i, quantity in enumerate(quantities):
        if i and _are_points(sheet, quantities[i - 1], quantity):
            continue
        if _in_percent(sheet, quantity):
            quantity.unit = "percent"
            continue
        before = quantities[i - 1] if i else None
        if before is not None:
            if unit_at(sheet, before.number_end) is not None:
                told = before
            _from_previous(sheet, before, quantity, told)
        if is_money(quantity.unit):
            money = quantity
        else:
            _money(sheet, quantity, money)
            if is_money(quantity.unit):
                money = quantity


def _are_points(sheet: Sheet, left: Quantity, quantity: Quantity) -> bool:
    """«раскрываемость – 82%, плюс 7 пунктов»: points of a percentage, said with «процентных» left out."""
    words, at = sheet.words, quantity.stop
    if quantity.unit != "count" or at >= len(words) or words[at].low not in _POINTS or left.unit != "percent":
        return False
    lead = words[quantity.first - 1].low if quantity.first else ""
    if lead not in ("на", "плюс", "минус", "+", "-") or not _near(sheet, left, quantity):
        return False
    quantity.unit, quantity.end, quantity.stop = "pp", words[at].end, at + 1
    return True


_POINTS: Final = frozenset({"пункт", "пункта", "пунктов"})


def _in_percent(sheet: Sheet, quantity: Quantity) -> bool:
    """«в процентах это 6», «в процентах рост почти 14»: the unit is said before the number."""
    if quantity.unit != "count" or quantity.value > 1000:
        return False
    low = sheet.low
    at = low.rfind("в процентах", max(0, quantity.start - 45), quantity.start)
    return at >= 0 and not _STOPS.search(low, at, quantity.start) and _bare(sheet, quantity)


def _from_next(sheet: Sheet, left: Quantity, right: Quantity) -> None:
    """«38 и 27%», «с 17 до 23,5%», «к 5 и 7 годам», «с 41 в 2024 году до 56,6%»."""
    if not _bare(sheet, left) or right.kind == "fraction" or left.value_max is not None:
        return
    scale = _scale_of(sheet, right)
    if right.unit == "count" and scale == 1:
        return
    if sheet.low[left.start : left.end] in _COLLECTIVES:
        return  # «осуждены двое, 5 и 7 лет колонии»: people
    gap = _between(sheet, left, right)
    listed = (
        gap == ", " and right.kind == "number" and right.unit != "count" and right.end == right.number_end
    )
    joined = bool(_JOINED.fullmatch(gap)) or listed or (gap == ", " and left.value % 1 != 0)
    words = sheet.words
    if not joined and left.first and words[left.first - 1].low in ("с", "со") and len(gap) < 60:
        joined = words[right.first - 1].low == "до" and "," not in gap and "." not in gap
    if not joined:
        return
    if right.unit == "count":
        if gap not in ("/", " / ") and left.value < 1000 and right.value <= left.value * scale * 50:
            left.value *= scale
        return
    if gap in ("/", " / ") and is_money(right.unit):
        return
    _take_unit(sheet, left, right, scale if scale != _scale_of(sheet, left) else Decimal(1))


def _from_previous(sheet: Sheet, left: Quantity, right: Quantity, told: Quantity | None) -> None:
    """«142 км/ч при разрешённых 110», «с 41% до 56», «49,6 кг, … было 17», «6 лет, а подельнику – 4»."""
    if not _bare(sheet, right):
        return
    gap = _between(sheet, left, right)
    if left.unit == "count" or len(gap) > 100 or "\n" in gap or ". " in gap:
        return
    lead = sheet.words[right.first - 1].low if right.first else ""
    if left.unit in ("percent", "pp"):
        if (
            lead in ("с", "со")
            and sheet.words[left.first - 1].low == "до"
            and re.search(r"^[^.;:]* (?:с|со)$", gap.rstrip())
            and right.value <= 100
        ):
            right.unit = left.unit  # «с 12,8 до 9,5 процента, ранее судимыми – с 38 до 40»
            return
        if (
            _parallel(sheet, left, right, gap)
            or lead == "против"
            or (lead == "до" and re.fullmatch(r" (?:в [^,.]{1,30} )?до ", gap))
        ):
            right.unit = left.unit
        return
    if left.unit in TIME and lead in ("–", "-") and not counts_noun(sheet.words, right.stop):
        right.unit = left.unit  # «6 лет колонии, а подельнику – 4»
        return
    if left.unit in TIME or is_physical(left.unit) or is_money(left.unit):
        nearby = sheet.words[max(left.stop, right.first - 4) : right.first]
        if any(_COMPARE.match(w.low) for w in nearby) and nearby[-1].low != "(":
            unit = unit_at(sheet, told.number_end) if told is not None else None
            if unit is not None and is_physical(left.unit) and unit.code == left.unit:
                right.value = plain(right.value * unit.factor)
            right.unit = left.unit


def _parallel(sheet: Sheet, left: Quantity, right: Quantity, gap: str) -> bool:
    """«преступность сократилась на 4,4%, то бытовые преступления выросли на 6»; «мужчин 80%, женщин – 20»;
    «доля краж – 40%, мошенничеств – 25»: the same construction, its unit said once."""
    words = sheet.words
    if len(gap) > 80 or right.value > 100 or right.stop >= len(words):
        return False
    if words[right.stop].low not in (".", ",", ";", ")") or not left.first or not right.first:
        return False
    if words[right.first - 1].low == "на" and words[left.first - 1].low == "на":
        between = words[left.stop : right.first]
        return any(w.form.pos == "VERB" and change_of(w) is not None for w in between)
    if not _NEXT_SHARE.fullmatch(gap):
        return False
    whole = left.value + right.value == 100
    share = any(w.low in ("доля", "доли", "долю") for w in words[max(0, left.first - 7) : left.first])
    return whole or share or left.end == left.number_end  # a unit that was left out itself


def _money(sheet: Sheet, quantity: Quantity, money: Quantity | None) -> None:
    """A large amount with no noun of its own is money where money is what is talked about."""
    scale = _scale_of(sheet, quantity)
    if scale == 1 or quantity.unit != "count":
        return
    if _SUMS.match(sheet.low, quantity.end):
        quantity.unit = money.unit if money is not None and _near(sheet, money, quantity) else "KZT"
        return
    if (
        sheet.low.startswith((" кажд", " на кажд"), quantity.end)
        and money is not None
        and _near(sheet, money, quantity)
    ):
        quantity.unit = money.unit  # «взыскано 24 миллиона тенге, по восемь миллионов каждой»
        return
    if _counts_before(sheet, quantity):
        return
    of_money = scale >= _SCALES[1] and _MONEY_NOUNS.match(sheet.low, quantity.end) is not None
    if not (_bare(sheet, quantity) or of_money):
        return
    sentence = sheet.sentence_at(quantity.start)
    if money is not None:
        home = sheet.sentence_at(money.start)
        near = home.index == sentence.index or (
            home.index == sentence.index - 1 and home.block == sentence.block
        )
        if near or sheet.blocks[sentence.block].parent == sheet.blocks[home.block].parent is not None:
            quantity.unit = money.unit
            return
    if _speaks_of_money(sheet, max(sentence.first, quantity.first - 25), quantity.first):
        quantity.unit = money.unit if money is not None else "KZT"


def _counts_before(sheet: Sheet, quantity: Quantity) -> bool:
    """«предписаний было 1,4 миллиона»: what is counted stands before the number, and is no money."""
    words, at = sheet.words, quantity.first - 1
    if at < 1 or words[at].low not in ("было", "стало", "насчитывалось"):
        return False
    parse = words[at - 1].form.parses[0]
    counted = parse.pos == "NOUN" and parse.case == "gent" and parse.number == "plur"
    return counted and not _money_words().match(words[at - 1].low)


def _near(sheet: Sheet, money: Quantity, quantity: Quantity) -> bool:
    return sheet.sentence_at(money.start).index == sheet.sentence_at(quantity.start).index


def _speaks_of_money(sheet: Sheet, first: int, stop: int) -> bool:
    match = _money_words().match
    return any(match(w.low) for w in sheet.words[first:stop])
