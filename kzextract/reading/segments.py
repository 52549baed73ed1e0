"""Sentences by razdel, with the cuts that it gets wrong in this genre put right.

razdel splits after «г.» before a city's name, after «млн.» before a capital, and does not split where the
space after a full stop is missing («наркопреступность.Ликвидировано»).
"""

from __future__ import annotations

import re
from typing import Final

from razdel.segmenters.sentenize import HEAD_PAIR_SOKRS, HEAD_SOKRS, INITIALS, PAIR_SOKRS, SOKRS, SentSplit
from razdel.segmenters.sentenize import sentenize as _razdel

# Abbreviations after which a sentence does not end, though a capital or a number may follow.
_OPEN: Final = re.compile(
    r"(?:^|[\s(«\"–/-])(?:г|гг|г\.г|им|ул|пр|пр-т|д|кв|с|пос|п|р|обл|р-н|ст|ч|чч|пп|п\.п|т|т\.д|т\.ч|т\.е|т\.н|"
    r"и\.о|врио|тел|тыс|млн|млрд|трлн|гр|кг|руб|тг|долл|чел|ед|шт|стр|см|рис|др|проф|акад|ген|полк|подп|кап|мес|зам|"
    r"нач|пом|[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])\.$"
)
# Abbreviations that may also end a sentence: they hold it together only before a number or a lower-case word.
_MAY_END: Final = re.compile(
    r"(?:^|[\s(])(?:г|гг|тыс|млн|млрд|трлн|гр|кг|руб|тг|долл|чел|ед|шт|мес|т\.д|др|т\.п|км|га|п\.п|т\.г|с\.г)\.$"
)
_COUNTED: Final = re.compile(r"\d\s*(?:тыс|млн|млрд|трлн|ед|шт)\.$")
_CAPITALS: Final = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]{2}")
_NAME_AFTER: Final = re.compile(r"[«\"]?[А-ЯЁӘҒҚҢӨҰҮҺІ]")
# A full stop glued to the next sentence: a word of two letters or more before it, a capitalised one after it.
_GLUED: Final = re.compile(
    r"(?<=[а-яёәғқңөұүһі0-9%»\")][а-яёәғқңөұүһі%»\")])[.!?](?=[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]*[\s,])"
)
_GLUED_OPEN: Final = re.compile(
    r"(?:^|[\s(«\"])(?:ст|гг|им|ул|пос|обл|тел|тыс|млн|млрд|гр|кг|руб|тг|см|др|проф|акад|ген|мес|зам|нач|пом|пр)$"
)


# A cheap look for lines that may hold one.
_MAY_GLUE: Final = re.compile(r"[.!?][А-ЯЁӘҒҚҢӨҰҮҺІ]")

# Where razdel may cut: an ending, a smile or a closing mark, with white space after it. Left out are places
# where its rules always join: before a small letter, and at a quote or bracket closed after a word. The
# group takes part only before a capital, after two small letters, a percent sign or a quote: there its rules
# always cut, but after an abbreviation.
_CANDIDATE: Final = re.compile(
    r"[.?!…;=:\"„'»”’)}\]]"
    r"(?:(?<=[=:;])-?[)(]{1,3}|(?<=[.?!…;])|(?<=[\"„'»”’)}\]])(?<!\w.))"
    r"(?=\s)(?:(?:(?<=[а-яё]{2}[.?!])|(?<=[%»][.?!]))(?=\s[А-ЯЁ])()|(?!\s[а-яё]+[\s,.]))"
)
_ABBREVIATIONS: Final = frozenset(
    HEAD_SOKRS
    | SOKRS
    | INITIALS
    | {pair[0] for pair in HEAD_PAIR_SOKRS | PAIR_SOKRS}
    | set(re.findall(r"[а-яё]{2,}", _OPEN.pattern + _MAY_END.pattern))
)
_LAST_WORD: Final = re.compile(r"[^\W\d]+$")
_WINDOW: Final[int] = _razdel.split.window
# razdel takes a sentence no longer than this for the number of a list item; one longer will do for all.
_BUFFER: Final = 21
# None of the abbreviations above is longer: a piece is looked at no further back from its cut.
_TAIL: Final = 40


def _joins(left: str, right: str) -> bool:
    """Whether the cut between two pieces of one line is no sentence end."""
    if _MAY_END.search(left):
        if right[0].isdigit() or right[0].islower():
            return True
        if _COUNTED.search(left) and _CAPITALS.match(right):
            return True  # «26 тыс. ДТП»
        if re.search(r"(?:^|[\s(«\"–-])г\.$", left):
            # «в г. Алматы» joins; «в 2025 г. Алматы …» and «за 9 мес. 2025 г.» end.
            return not re.search(r"\d\s*г\.$", left) and bool(_NAME_AFTER.match(right))
        return False
    if _OPEN.search(left):
        return True
    # «„…!“ – сказал он»: a dash and a lower-case word go on.
    if re.match(r"–\s*[а-яё]", right):
        return True
    return right[0].islower() and not left.endswith((":", ";"))


def _is_abbreviated(line: str, end: int) -> bool:
    """Whether the word that ends here is an abbreviation; none is as long as the piece looked at."""
    word = line[max(0, end - _TAIL) : end].rpartition(" ")[2]
    if not word.isalpha():
        found = _LAST_WORD.search(word)
        word = found.group() if found else ""
    return word.lower() in _ABBREVIATIONS


def _cuts(line: str) -> list[int]:
    """Where a sentence of the line ends and white space and another sentence follow."""
    cuts: list[int] = []
    begin = razdel_begin = 0  # of the sentence, as we cut and as razdel cuts
    for match in _CANDIDATE.finditer(line):
        start, stop = match.span()
        if match.lastindex and not _is_abbreviated(line, start):
            cuts.append(stop)
            begin = razdel_begin = stop
            continue
        split = SentSplit(line[max(0, start - _WINDOW) : start], match.group(), line[stop : stop + _WINDOW])
        split.buffer = line[max(razdel_begin, start - _BUFFER) : start]
        if _razdel.join(split):
            continue
        razdel_begin = stop
        if not _joins(line[max(begin, stop - _TAIL) : stop].lstrip(), line[stop : stop + _TAIL].lstrip()):
            cuts.append(stop)
            begin = stop
    return cuts


def sentence_spans(line: str) -> list[tuple[int, int]]:
    """Character spans of the sentences of one line of normalised text.

    >>> text = "В г. Алматы 5 тыс. краж. Их больше."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['В г. Алматы 5 тыс. краж.', 'Их больше.']
    """
    begin = len(line) - len(line.lstrip())
    last = len(line.rstrip())
    cuts = _cuts(line)
    glued = {m.end() for m in _GLUED.finditer(line, begin, last)} if _MAY_GLUE.search(line) else set()
    spans: list[tuple[int, int]] = []
    for cut in sorted([*cuts, *glued]) if glued else cuts:
        if cut in glued and _GLUED_OPEN.search(line, max(begin, cut - _TAIL), cut - 1):
            continue
        spans.append((begin, cut))
        begin = cut
        while begin < last and line[begin].isspace():
            begin += 1
    if begin < last or not spans:
        spans.append((begin, last))
    return spans
