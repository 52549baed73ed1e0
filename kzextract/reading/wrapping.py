"""Wrapping: lines broken by width alone, as in mail and PDF, made one line again, offsets kept.

A line break is a paragraph's end in scraped articles. Where lines are filled to one width and go on in small
letters, the breaks mean nothing and become spaces.
"""

from __future__ import annotations

import re
from typing import Final

_NARROWEST, _WIDEST = 50, 160
_MARKED: Final = re.compile(r"\s*(?:[•·▪■●◦*✓✔➢►▶☑–-]|\d{1,2}[.)]\s|[а-я]\)\s)")
_ENDS: Final = (".", "!", "?", ":", ";", "…")


def unwrap(norm: str) -> str:
    """The normalised text with the line breaks inside wrapped paragraphs as spaces, of the same length.

    A break is one of width if the next line's first word had no room on the line. The text counts as wrapped
    if two of these, or all breaks that it has, are of that kind and one goes on in a small letter with no
    mark before it.

    >>> text = "За девять месяцев 2025 года в области зарегистрировано 1 240 краж, снижение\\nсоставило 20%."
    >>> unwrap(text) == text.replace("\\n", " ")
    True
    >>> unwrap("Кражи – 5\\nв том числе квартирные – 2")
    'Кражи – 5\\nв том числе квартирные – 2'
    """
    lines = norm.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return norm
    pairs = [n for n in range(len(lines) - 1) if lines[n].strip() and lines[n + 1].strip()]
    filled = [n for n in pairs if _is_filled(lines[n], lines[n + 1], width)]
    onward = sum(not _ended(lines[n]) and lines[n + 1].lstrip()[0].islower() for n in filled)
    if onward < 2 and not (onward and len(filled) == len(pairs)):
        return norm
    breaks = {n for n in filled if not _is_item_end(lines[n], lines[n + 1])}
    out = [lines[0]]
    for n in range(1, len(lines)):
        out += (" " if n - 1 in breaks else "\n", lines[n])
    return "".join(out)


def _is_filled(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line had no room on this one; a deeper indent is no wrap."""
    word = following.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(word) > width and _indent(following) <= _indent(line)


def _is_item_end(line: str, following: str) -> bool:
    """Whether a full line ends an item of a list: a mark ends it, and a list mark or a new item follows."""
    bare = following.lstrip()
    item = line.rstrip().endswith(";") and (bare[:1] in '«"' or bare[:1].isupper())
    return item or (_ended(line) and bool(_MARKED.match(following)))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _ended(line: str) -> bool:
    return line.rstrip().endswith(_ENDS)
