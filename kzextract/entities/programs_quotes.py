"""Quoted strings of a text: where they begin and end, whatever marks are used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kzextract.reading.sheet import Sheet

_MARKS: Final = re.compile(r"[«»\"\n]")
MAX_LENGTH: Final = 140


@dataclass(frozen=True, slots=True)
class Quoted:
    """The characters between two quotation marks; ``inner`` is true when another pair stands around it."""

    start: int
    end: int
    inner: bool = False


def _opens(norm: str, at: int, depth: int) -> bool:
    before, after = norm[at - 1 : at], norm[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    return not before or before.isspace() or before in '(«"–-/:' or (depth == 0 and not before.isalnum())


def find_quoted(sheet: Sheet) -> list[Quoted]:
    """Every quoted string of one line, in text order; those over ``MAX_LENGTH`` characters are left out.

    Straight marks open after a space and close before one; a pair never crosses a line.
    """
    norm = sheet.norm
    found: list[Quoted] = []
    stack: list[tuple[int, str]] = []
    for match in _MARKS.finditer(norm):
        mark, at = match.group(), match.start()
        if mark == "\n":
            stack.clear()
        elif mark == "«" or (mark == '"' and _opens(norm, at, len(stack))):
            # A mark left open by mistake must not swallow what follows: nesting deeper than two is a mistake.
            if len(stack) >= 2:
                stack.pop(0)
            stack.append((at, mark))
        elif stack:
            opened, kind = stack.pop()
            # «„…“» may share one closing mark: a » closes what an inner straight mark left open.
            if mark == "»" and kind == '"' and stack and stack[-1][1] == "«":
                opened, kind = stack.pop()
            start, end = opened + 1, at
            while start < end and norm[start] == " ":
                start += 1
            while end > start and norm[end - 1] == " ":
                end -= 1
            if start < end and end - start <= MAX_LENGTH:
                found.append(Quoted(start, end, bool(stack)))
    found.sort(key=lambda q: q.start)
    return found
