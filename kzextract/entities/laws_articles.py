"""Articles, parts and points of codes in all writings, and codes that are named alone.

«ч. 2 ст. 188 УК РК», «ст. 190 ч. 4», «127-й статье КоАП», «части второй статьи 188 Уголовного кодекса»,
«главой 10 Административного процедурно-процессуального кодекса».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from kzextract.lexicon import load_toml

# An article's number: «188», «188-1», and with an ordinal ending «127-й», «188-1-й».
_SUFFIX: Final = r"(?:-?(?:ой|ая|ую|ей|го|му|й|я|е|х|м|ю)(?![а-я]))?"
_NUM: Final = rf"\d{{1,3}}(?!\d)(?:-\d{{1,2}}(?!\d))?{_SUFFIX}"
_ORDINAL: Final = r"(?:перв|втор|трет|четверт|пят|шест|седьм|восьм)(?:[а-я]{1,3})"
_LIST: Final = rf"{_NUM}(?:(?:, ?| и | или | ?– ?|, а также |/){_NUM}){{0,14}}"
_ARTICLE: Final = r"(?:ст\. ?ст\.|ст\.|ст(?= ?\d)|стать(?:я|и|е|ю|ей|ям|ями|ях)|статей)(?![а-я])"
_PLURAL_ARTICLE: Final = re.compile(r"ст\. ?ст\.|стать(?:ям|ями|ях|и)|статей")
_PART: Final = (
    r"(?:(?:под)?пункт(?:а|у|ом|е|ы|ов|ам|ами|ах)?|част(?:ь|и|ью|ей|ям|ями|ях)|"
    r"абзац(?:а|у|ем|е|ы|ев)?|примечани(?:е|я|ю|ем|и)|п\.п\.|пп\.?|(?:под)?п\.|чч?\.|ч(?= ?\d)|абз\.|прим\.)"
)
_PIECE: Final = rf"(?:{_PART} ?(?:{_LIST}|{_ORDINAL})|(?:\d{{1,2}}-?(?:й|я|ой|ей)|{_ORDINAL}) {_PART})"
_GAP: Final = r"(?:, ?| и | ?)"
# A piece after a comma or «и» belongs to the next article, if one follows: «ч. 1 ст. 106 и ч. 2 ст. 293».
_TAIL: Final = rf"(?: ?{_PIECE}|(?:, ?| и ){_PIECE}(?! ?(?:{_PIECE} ?)?{_ARTICLE}))"
_REMARK: Final = r"(?: ?\([^()\n]{1,80}\)| ?[«\"][^«»\"\n]{1,80}[»\"])?"

# No look-behind here: a pattern that begins with a letter is searched for several times faster.
_ANCHOR: Final = re.compile(r"ст(?:\.|ать| ?\d|атей)|гл(?:ав[аыеуо]|\. ?\d)")
_CODE_ANCHOR: Final = re.compile(r"к(?:одекс|оап(?!\w)|(?= ?рк(?!\w)| республики казахстан))|пк(?!\w)")
_LEFT: Final = re.compile(rf"(?<![\w.])(?:{_PIECE}{_GAP}){{1,4}}$")
_LEFT_NUMBER: Final = re.compile(rf"(?<![\w.,–-]){_NUM}(?:(?:, ?| и ){_NUM}){{0,5}} $")
_RIGHT: Final = re.compile(rf"{_ARTICLE} ?№? ?(?P<list>{_LIST})(?P<tail>{_TAIL}{{0,4}})")
_WORD: Final = re.compile(rf"{_ARTICLE}(?P<tail>{_TAIL}{{0,4}})")
_TITLED: Final = re.compile(r"стать[яиею] ?[«\"](?P<title>[^«»\"\n]{3,90})[»\"]")
_CHAPTER: Final = re.compile(rf"(?:глав(?:а|ы|е|у|ой|ам|ами|ах)|гл\.) ?(?P<list>{_LIST})")
_FIRST: Final = re.compile(_NUM)
# After these the number is not an article's: «статья 5 процентов».
_NOT_AFTER: Final = re.compile(r"(?:[.,]\d| ?(?:%|процент|тыс|млн|млрд|тенге|человек|факт|раз[а ]))")
# An article of something that is no law.
_NO_LAW: Final = re.compile(r" (?:[а-я]+ )?(?:регламент|договор|контракт|соглашени|устав|журнал|газет)")
_PIECES: Final = re.compile(
    rf"(?P<unit>{_ARTICLE}|{_PART}|глав(?:а|ы|е|у|ой)|гл\.) ?№? ?(?P<after>{_LIST}|{_ORDINAL})|"
    rf"(?P<before>{_NUM}(?:(?:, ?| и ){_NUM}){{0,5}}|{_ORDINAL}) (?P<unit2>{_ARTICLE}|{_PART})"
)
_ORDINALS: Final = {
    "перв": "1",
    "втор": "2",
    "трет": "3",
    "четв": "4",
    "пят": "5",
    "шест": "6",
    "седь": "7",
    "вось": "8",
}
_ENDING: Final = re.compile(r"-?[а-я]+$")


@dataclass(frozen=True, slots=True)
class Found:
    """A law found: its characters, its normalised name without the code, and the code («УК РК») or None."""

    start: int
    end: int
    name: str
    code: str | None


@cache
def _codes() -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[str, str], ...]]:
    """Codes after an article, codes that count alone, and (abbreviation, full name) by group number."""
    rows = load_toml("laws")["code"]
    country = r"(?P<c{n}> ?рк(?!\w)| республики казахстан| казахстана| рф(?!\w)| россии| российской федерации"
    country += r"| кр(?!\w)| кыргызской республики| кыргызстана| республики узбекистан| узбекистана)?"
    after, alone = [], []
    for n, row in enumerate(rows):
        short = re.escape(row["short"].lower())
        suffix = country.format(n=n)
        after.append(rf"(?P<k{n}>(?:{row['stem']}|{short}(?!\w)){suffix})")
        abbreviation = rf"{short}(?!\w)" if row["alone"] else rf"{short}(?= ?рк(?!\w)| республики казахстан)"
        alone.append(rf"(?P<k{n}>(?:{row['stem']}|{abbreviation}){suffix})")
    names = tuple((row["short"], row["name"]) for row in rows)
    constitution = r"(?P<const>конституци[а-я]{1,2}(?: рк(?!\w)| республики казахстан| казахстана)?)"
    return (
        re.compile(rf"{_REMARK},? ?(?:действующего |нового )?(?:{'|'.join(after)}|{constitution})"),
        re.compile(rf"(?<!\w)(?:{'|'.join(alone)})"),
        names,
    )


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_toml("laws")["articles"]["titles"])


def country_of(text: str) -> str:
    """The country that a code or law names; Kazakhstan where none is named.

    >>> country_of(" республики казахстан"), country_of(" рф")
    ('РК', 'РФ')
    """
    if "рф" in text or "росси" in text:
        return "РФ"
    if "кр" in text or "кыргыз" in text:
        return "КР"
    return "РУз" if "узбек" in text else "РК"


def _code_name(match: re.Match[str], full: bool = False) -> str:
    if match.lastgroup == "const" or match.groupdict().get("const"):
        return "Конституция РК"
    names = _codes()[2]
    for n, (short, name) in enumerate(names):
        if match.group(f"k{n}"):
            return f"{name if full else short} {country_of(match.group(f'c{n}') or '')}"
    raise AssertionError(match.group())


def _numbers(text: str) -> str:
    """«188-1-й, 190» → «188-1, 190»; an ordinal in words as a figure."""
    if text[0].isalpha():
        return _ORDINALS.get(text[:4], _ORDINALS.get(text[:3], text))
    found = [_ENDING.sub("", number) for number in re.findall(_NUM, text)]
    return ("–" if "–" in text else ", ").join(found)


def _unit(word: str) -> str:
    if word.startswith("ст"):
        return "ст."
    if word.startswith("гл"):
        return "гл."
    if word.startswith(("подп", "пп", "п.п")):
        return "пп."
    if word.startswith("п") and not word.startswith("пр"):
        return "п."
    if word.startswith("ч"):
        return "ч."
    return "абз." if word.startswith("аб") else "прим."


def normal_name(low: str) -> str:
    """The pieces of an article's mention in their usual order.

    >>> normal_name("ст. 190 ч. 4"), normal_name("127-й статье"), normal_name("части второй статьи 188")
    ('ч. 4 ст. 190', 'ст. 127', 'ч. 2 ст. 188')
    """
    pieces: dict[str, str] = {}
    for match in _PIECES.finditer(low):
        unit, value = (
            match.group("unit") or match.group("unit2"),
            match.group("after") or match.group("before"),
        )
        pieces.setdefault(_unit(unit), _numbers(value))
    order = ("абз.", "пп.", "п.", "прим.", "ч.", "ст.", "гл.")
    return " ".join(f"{unit} {pieces[unit]}" for unit in order if unit in pieces)


def _left(low: str, at: int, pattern: re.Pattern[str]) -> int:
    """Where the pieces before an article begin («п. 1 ч. 4 ст. …»), or ``at`` if there are none."""
    start = max(0, at - 80)
    cut = low.rfind("\n", start, at) + 1
    start = max(start, cut)
    match = pattern.search(low[start:at])
    return start + match.start() if match else at


def articles(low: str) -> Iterator[Found]:
    """Every article or chapter of a code in a folded text, left to right."""
    code_after = _codes()[0]
    done = 0
    for anchor in _ANCHOR.finditer(low):
        at = anchor.start()
        if at < done or (at and low[at - 1].isalnum()):
            continue
        if low.startswith("гл", at):
            match = _CHAPTER.match(low, at)
            code = match and code_after.match(low, match.end())
            if match and code:
                done = code.end()
                yield Found(at, done, normal_name(low[at : match.end()]), _code_name(code))
            continue
        titled = _TITLED.match(low, at)
        if titled is not None:
            code = code_after.match(low, titled.end())
            if code or titled.group("title") in _titles():
                start, done = _left(low, at, _LEFT), code.end() if code else titled.end()
                name = " ".join(
                    (normal_name(low[start:at]), f"ст. «{titled.group('title').capitalize()}»")
                ).strip()
                yield Found(start, done, name, _code_name(code) if code else None)
            continue
        match = _RIGHT.match(low, at)
        if match is not None:
            code = code_after.match(low, match.end())
            end = match.end()
            if code is None and not match.group("tail") and not _PLURAL_ARTICLE.match(low, at):
                # «по ст. 188, 25 фактов»: without a code only the first number is sure to be an article's.
                first = _FIRST.match(low, match.start("list"))
                assert first is not None
                end = first.end()
            if code is None and (_NOT_AFTER.match(low, end) or _NO_LAW.match(low, end)):
                continue
            start = _left(low, at, _LEFT)
        else:
            start = _left(low, at, _LEFT_NUMBER)
            word = _WORD.match(low, at)
            if word is None or start == at:
                continue
            start = _left(low, start, _LEFT)
            end = word.end()
            code = code_after.match(low, end)
        if start < done:
            start = at
        done = code.end() if code else end
        yield Found(start, done, normal_name(low[start:end]), _code_name(code) if code else None)


def codes_alone(low: str) -> Iterator[Found]:
    """Codes that are named without an article: «в Уголовный кодекс внесены поправки», «нарушение КоАП»."""
    done = 0
    for anchor in _CODE_ANCHOR.finditer(low):
        if anchor.start() < done:
            continue
        # A code's name begins at most four words before «кодекс».
        match = _codes()[1].search(low, max(done, anchor.start() - 60), anchor.end() + 90)
        if match is not None and match.end() >= anchor.end():
            done = match.end()
            yield Found(match.start(), done, _code_name(match, full=True), None)
