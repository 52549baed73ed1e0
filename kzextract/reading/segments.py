"""Sentences by razdel, with the cuts that it gets wrong in this genre put right.

razdel splits after «г.» before a city's name, after «млн.» before a capital, and does not split where the space
after a full stop is missing («наркопреступность.Ликвидировано»).
"""

from __future__ import annotations

import re

from razdel import sentenize

# Abbreviations after which a sentence does not end, though a capital or a number may follow.
_OPEN = re.compile(
    r"(?:^|[\s(«\"–/-])(?:г|гг|г\.г|им|ул|пр|пр-т|д|кв|с|пос|п|р|обл|р-н|ст|ч|чч|пп|п\.п|т|т\.д|т\.ч|т\.е|т\.н|и\.о|врио|"
    r"тел|тыс|млн|млрд|трлн|гр|кг|руб|тг|долл|чел|ед|шт|стр|см|рис|др|проф|акад|ген|полк|подп|кап|мес|зам|"
    r"нач|пом|[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])\.$"
)
# Abbreviations that may also end a sentence: they hold it together only before a number or a lower-case word.
_MAY_END = re.compile(
    r"(?:^|[\s(])(?:г|гг|тыс|млн|млрд|трлн|гр|кг|руб|тг|долл|чел|ед|шт|мес|т\.д|др|т\.п|км|га|п\.п|т\.г|с\.г)\.$"
)
_NAME_AFTER = re.compile(r"[«\"]?[А-ЯЁӘҒҚҢӨҰҮҺІ]")
# A full stop glued to the next sentence: a word of two letters or more before it, a capitalised word after it.
_GLUED = re.compile(
    r"(?<=[а-яёәғқңөұүһі0-9%»\")][а-яёәғқңөұүһі%»\")])[.!?](?=[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]*[\s,])"
)
_GLUED_OPEN = re.compile(
    r"(?:^|[\s(«\"])(?:ст|гг|им|ул|пос|обл|тел|тыс|млн|млрд|гр|кг|руб|тг|см|др|проф|акад|ген|мес|зам|нач|пом|пр)$"
)


def _joins(left: str, right: str) -> bool:
    """Whether the cut between two pieces of one line is no sentence end."""
    left = left.rstrip()
    right = right.lstrip()
    if not right:
        return True
    if _MAY_END.search(left):
        if right[0].isdigit() or right[0].islower():
            return True
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


def sentence_spans(line: str) -> list[tuple[int, int]]:
    """Character spans of the sentences of one line of normalised text.

    >>> [ "В г. Алматы 5 тыс. краж. Их больше."[a:b] for a, b in sentence_spans("В г. Алматы 5 тыс. краж. Их больше.") ]
    ['В г. Алматы 5 тыс. краж.', 'Их больше.']
    """
    pieces: list[tuple[int, int]] = []
    for piece in sentenize(line):
        if pieces and _joins(line[pieces[-1][0] : pieces[-1][1]], piece.text):
            pieces[-1] = (pieces[-1][0], piece.stop)
        else:
            pieces.append((piece.start, piece.stop))
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        at = start
        for match in _GLUED.finditer(line, start, end):
            if not _GLUED_OPEN.search(line, at, match.start()):
                out.append((at, match.end()))
                at = match.end()
        if at < end:
            out.append((at, end))
    return out
