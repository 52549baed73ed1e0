"""What the words of a pattern's captures stand for: numbers, months, weekdays; and the tense of a verb."""

from __future__ import annotations

from functools import cache
from typing import Any

from kzextract.entities.periods_patterns import Token, patterns, word_list
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import Form


@cache
def values(category: str) -> dict[str, Any]:
    """word form → value, of a table of the lexicon."""
    table = load_toml("periods")["values"][category]
    return {
        form: key if category in ("SEASON", "SEASONA") else int(key)
        for key, forms in table.items()
        for form in forms.split()
    }


def category(token: Token) -> str:
    """The name of a token's category."""
    name: str = patterns().symbols.name[token.category]
    return name


def number(tokens: list[Token]) -> int:
    """The number that a numeral, ordinal, Roman numeral, month or weekday stands for; 0 if there is none."""
    for token in tokens:
        if token.low.isdecimal():
            return int(token.low)
        name = category(token)
        if name in ("CARDW", "ORDW", "ROMAN", "MON", "MONA", "WEEKDAY"):
            return int(values(name)[token.low])
    return 0


def tense_of(form: Form, low: str) -> str:
    """past, present or future, of a verb or short participle; empty for other words."""
    if low in word_list("speech"):
        return ""
    if low in word_list("plans"):
        return "future"
    best = form.parses[0]
    if best.pos == "PRTS":
        return "past"
    if best.pos == "VERB":
        return "past" if "past" in best.tags else "future" if "futr" in best.tags else "present"
    return ""
