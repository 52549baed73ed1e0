"""Numbers that are no claims: dates, articles, telephones, addresses, names, furniture; with the reason.

Every rule looks at the number itself, a few characters around it and the word before it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kzextract.claims.numbers import Number
from kzextract.claims.shapes import AGE_WORD, SIDE_ROAD, YEAR, Reason, shape_reason, year_reason
from kzextract.claims.units import unit_at
from kzextract.entities.periods_patterns import word_list
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

# «97 годом ранее»: no noun of the number.
_EARLIER: Final = word_list("single")
_CHAIN: Final = frozenset(
    (", ", " и ", "-", "–", " – ", " - ", "/", " или ", ",", ", №", " и №", " и № ", ", № ", " по ", " до ")
)
_CHAINED: Final = frozenset(
    ("law", "number", "year", "calibre", "address", "service", "code", "name", "phone")
)
_SKIP: Final = frozenset((".", ":", "«", '"', "„", "(", "-", "–", "'"))
# A street, its name in capitals or a number, and a comma: «ул. Абая, 40», not «на улицах, 40 – в парках».
_STREET: Final = re.compile(
    r"\b(?i:ул\.|улиц[аеуы]|пр\.|пр-т|просп\.|проспект[аеу]?|мкр|микрорайон[ае]?|пер\.|переул\w*|шоссе|бульвар[ае]?"
    r"|б-р|пл\.|площад[ьи]|алле[яе]|тупик[е]?)\.? "
    r"(?:(?i:имени|им\.|героев|генерала|академика) ?)?[«\"]?[А-ЯЁӘҒҚҢӨҰҮІҺ\d][^,;()\n]{0,40}, ?$"
)
_HOUSE_TAIL: Final = re.compile(r"(?:/\d+|[а-я]\b)")
# «188 и 191 УК РК»: numbers that a code of laws follows are its articles.
_CITED: Final = re.compile(
    r"(?:-\d{1,2})?(?:(?:, ?| и )\d{1,3}(?:-\d{1,2})?){0,9}"
    r" (?:УК|УПК|УИК|КоАП|КРКоАП|ГК|ГПК|НК|ТК|АППК)(?![А-Яа-я])"
)
_QUOTED: Final = re.compile(r"[«\"„]([^«»\"„“\n]{1,60})[»\"“]")


_MILLIMETRES: Final = re.compile(r" ?(?:мм|миллиметр[а-я]*)\b")


@cache
def _before() -> dict[str, str]:
    return {word: reason for reason, words in load_toml("set_aside")["before"].items() for word in words}


@cache
def _label_nouns() -> frozenset[str]:
    return frozenset(load_toml("set_aside")["label_nouns"]["singular"])


@cache
def _services() -> tuple[frozenset[str], frozenset[str]]:
    table = load_toml("set_aside")["services"]
    return frozenset(table["numbers"]), frozenset(table["before"])


@cache
def _near(table: str) -> tuple[str, ...]:
    """Stems of the words that may stand near a number of this kind."""
    return tuple(load_toml("set_aside")[table]["near"])


def counts_noun(words: list[Word], i: int) -> bool:
    """Whether word ``i`` begins a counted noun phrase: «краж», «уголовных дел», «человек»."""
    if i >= len(words):
        return False
    word = words[i]
    if not word.norm[0].isalpha() or word.norm[0].isupper() or word.low in _EARLIER:
        return False
    parse = word.form.parses[0]
    if parse.pos == "NOUN":
        return parse.case in ("gent", "nomn", "accs", "datv", "ablt", "loct")
    return parse.pos in ("ADJF", "PRTF") and parse.case in ("gent", "nomn", "datv", "ablt", "loct", "accs")


def _marker(sheet: Sheet, number: Number, first: int) -> bool:
    """A list marker: «1. Алматы», «2) грабежи», at the start of a line or after a colon or semicolon."""
    norm, start, end = sheet.norm, number.start, number.end
    if end - start > 2 or end >= len(norm) or norm[end] not in ".)" or number.scale != 1:
        return False
    before = norm[max(0, start - 2) : start].strip(" ")
    opens = start == 0 or before == "" or before[-1] in "\n:;.,–-"
    if norm[end] == ")":
        near = norm[max(norm.rfind("\n", 0, start) + 1, start - 120) : start]
        return opens and near.rfind("(") <= near.rfind(")")
    opens = opens and (before[-1:] not in (",", "–", "-") or first == 0)
    return opens and norm[end + 1 : end + 2] == " " and norm[end + 2 : end + 3].isalpha()


def _label(sheet: Sheet, number: Number, stop: int) -> Reason | None:
    """Ordinals and adjectives: «3-й», «34-летний», «5 класса»."""
    low = sheet.low
    if number.label:
        return Reason("age" if AGE_WORD.match(low, number.start) else "ordinal", number.end)
    if number.scale == 1 and stop < len(sheet.words) and sheet.words[stop].low in _label_nouns():
        value = number.value or 0
        whole = value == int(value)
        singular = value % 10 == 1 and value % 100 != 11
        few = value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
        word = sheet.words[stop].low
        form = sheet.words[stop].form
        genitive = any(p.case == "gent" and p.number == "sing" for p in form.parses)
        plural = any(p.case == "gent" and p.number == "plur" for p in form.parses)
        if whole and not plural and not singular and not (few and genitive) and word != "км":
            return Reason("ordinal", number.end)
    return None


# A token of more characters than this holds no figure: it is an account, a key, a broken table.
_LONGEST: Final = 60


def find_reason(sheet: Sheet, number: Number, first: int, stop: int, floor: int) -> Reason | None:
    """Why the number in words ``first:stop`` is no claim, or None; ``floor`` is its sentence's first word."""
    if not number.digits:
        return None
    found = _by_itself(sheet, number, first, stop)
    if found is not None:
        return found
    words = sheet.words
    last, skipped = first - 1, 0
    while last >= 0 and skipped < 2 and words[last].low in _SKIP:
        last, skipped = last - 1, skipped + 1
    return (
        _by_word_before(sheet, number, (first, stop), last, floor)
        or (_by_foreign_name(sheet, number, first, stop) if last >= floor else None)
        or _service(sheet, number, (first, stop), words[last].low if last >= 0 else "", floor)
        or _house(sheet, number, stop)
    )


def _by_itself(sheet: Sheet, number: Number, first: int, stop: int) -> Reason | None:
    """What the number's own writing and the words after it tell: a code, a date, an age, an article …"""
    words, end = sheet.words, number.end
    if words[first].end - words[first].start > _LONGEST:
        return Reason("code", words[first].end)
    found = shape_reason(sheet, number)
    if found is None and 1900 <= number.bare < 2100:
        found = year_reason(sheet, number, words[first - 1].low if first else "", counts_noun(words, stop))
    found = found or _label(sheet, number, stop)
    if found is not None:
        return found
    if number.scale == 1 and number.bare < 1000 and (cited := _CITED.match(sheet.norm, end)):
        return Reason("law", cited.end())
    if _marker(sheet, number, first):
        return Reason("marker", end)
    if _is_calibre(sheet, number, first, stop):
        return Reason("calibre", end)
    age = AGE_WORD.match(sheet.low, number.start)
    if age:
        return Reason("age", age.end())
    return Reason("ordinal", end) if SIDE_ROAD.match(sheet.low, end) else None


def _by_word_before(
    sheet: Sheet, number: Number, span: tuple[int, int], last: int, floor: int
) -> Reason | None:
    """What the word before it says: «статья 188», «№ 11», «дом 40»; ``last`` is that word, marks left out."""
    words, low = sheet.words, sheet.low
    first, stop = span
    before = words[last].low if last >= 0 else ""
    reason = _before().get(before)
    if reason is None or number.scale != 1:
        return None
    if before == "ч" and last > 1 and words[last - 1].low in (".", "т"):
        if "т" in (words[last - 1].low, words[last - 2].low):
            return None  # «в т.ч. 137»
    # «мкр. 3, зд. 123»: the dot of a short word for a house ends no sentence.
    near = reason in ("service", "law", "furniture") or (reason == "address" and len(before) < 5)
    if last < floor and not near:
        return None
    counted = counts_noun(words, stop)
    dashed = last < first - 1 and words[first - 1].low in ("–", "-")
    holds = False
    if reason == "rate":
        holds = True
    elif reason in ("law", "number", "calibre"):
        # «на 2 п.п. (98%)» cites no point.
        holds = not dashed and not low.startswith(("%", " %"), number.end)
    elif reason == "furniture":
        holds = (last < first - 1 or not counted) and before != "подписчиков"
    elif reason == "service":
        holds = not counted and (number.value or 0) >= 100 and not _unit_follows(low, number.end)
    elif reason in ("address", "name"):
        holds = not counted and not dashed
    return Reason(reason, number.end) if holds else None


def _by_foreign_name(sheet: Sheet, number: Number, first: int, stop: int) -> Reason | None:
    """«Toyota Camry 70», «Audi 80»: a number that ends a foreign name."""
    if not first or sheet.norm[number.start - 1] != " " or _measures(sheet, number, stop):
        return None
    name = sheet.words[first - 1].norm
    foreign = name[0].isascii() and name[0].isupper() and not name.isupper() and name.isalpha()
    return Reason("name", number.end) if foreign else None


def _service(sheet: Sheet, number: Number, span: tuple[int, int], before: str, floor: int) -> Reason | None:
    """«звонить на 102», «по «109»»: the number of a service."""
    words, low = sheet.words, sheet.low
    first, stop = span
    short, leads = _services()
    if low[number.start : number.end] not in short:
        return None
    if counts_noun(words, stop) or _unit_follows(low, number.end):
        return None
    if number.start > 0 and sheet.norm[number.start - 1] in '«"„':
        return Reason("service", number.end)
    led = first > 0 and words[first - 1].low in leads and before not in ("с", "до")
    if led and (words[first - 1].low in ("на", "по") or _near_service(words, first, floor)):
        return Reason("service", number.end)
    return None


def _house(sheet: Sheet, number: Number, stop: int) -> Reason | None:
    """«ул. Абая, 40/2»: a house after its street."""
    start, low = number.start, sheet.low
    if low[max(0, start - 2) : start] != ", " or counts_noun(sheet.words, stop):
        return None
    if not _STREET.search(sheet.norm[max(0, start - 60) : start]):
        return None
    tail = _HOUSE_TAIL.match(low, number.end)
    return Reason("address", tail.end() if tail else number.end)


def _is_calibre(sheet: Sheet, number: Number, first: int, stop: int) -> bool:
    """«9 мм», «калибра 5,45 мм» beside a weapon or its cartridges."""
    if not _MILLIMETRES.match(sheet.low, number.end):
        return False
    near = sheet.words[max(0, first - 3) : first] + sheet.words[stop : stop + 3]
    return any(w.low.startswith(_near("calibre")) for w in near)


def _unit_follows(low: str, end: int) -> bool:
    return low.startswith(("%", " %", " тенге", " тыс", " млн", " процент"), end)


def _near_service(words: list[Word], first: int, floor: int) -> bool:
    """A telephone, a line or a call in the few words before."""
    return any(words[i].low.startswith(_near("services")) for i in range(max(floor, first - 8), first))


def _measures(sheet: Sheet, number: Number, stop: int) -> bool:
    """Whether a unit, a multiplier or a counted noun shows that a number measures something."""
    return number.scale != 1 or unit_at(sheet, number.end) is not None or counts_noun(sheet.words, stop)


def chained(sheet: Sheet, reason: str, end: int, number: Number, stop: int) -> bool:
    """Whether a number goes on a list that was set aside: «ст. 106 и 188», «№ 11, 35»."""
    if reason not in _CHAINED or not number.digits or number.scale != 1:
        return False
    gap = sheet.low[end : number.start]
    if gap not in _CHAIN:
        return False
    if reason == "year":
        return bool(YEAR.match(sheet.low, number.start)) and not counts_noun(sheet.words, stop)
    return not counts_noun(sheet.words, stop) and not _unit_follows(sheet.low, number.end)


def quoted_names(norm: str) -> list[tuple[int, int]]:
    """Short quoted spans that hold a digit and read as a name: «Халык-Арена 2», «16 дней без насилия»."""
    out = []
    for found in _QUOTED.finditer(norm):
        inner = found.group(1)
        if (
            not any(c.isdigit() for c in inner)
            or not any(c.isalpha() for c in inner)
            or len(inner.split()) > 6
            or "," in inner
        ):
            continue
        after = norm[found.end() : found.end() + 3].lstrip(" ,")
        speech = norm[max(0, found.start() - 2) : found.start()].strip() == ":" or after[:1] in ("–", "-")
        if not speech and inner[-1] not in ".!?":
            out.append((found.start(1), found.end(1)))
    return out
