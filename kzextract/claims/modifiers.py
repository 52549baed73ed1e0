"""Modifiers: «около», «более чем на», «не менее», «до» — how exact a number is.

Read backwards from the number, word by word, so the cost does not depend on the length of the sentence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

EXACT: Final = "exact"
_BRIDGES: Final = frozenset(
    ("на", "в", "к", "по", "за", "с", "у", "из", "для", "до", "–", "-", "через", "от")
)
_STOP: Final = frozenset((".", ";", "!", "?", ":"))


class Modifier(NamedTuple):
    """A modifier's code and the word with which it begins (the number's own first word if there is none)."""

    code: str
    first: int


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Last word → (phrase, code, whether a preposition may follow), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for code in ("about", "over", "under", "at_least", "at_most"):
        for kind in ("bridge", "close"):
            for phrase in load_toml("modifiers")[code].get(kind, ()):
                words = tuple(phrase.replace(",", " ,").split())
                out.setdefault(words[-1], []).append((words, code, kind == "bridge"))
    for entries in out.values():
        entries.sort(key=lambda e: -len(e[0]))
    return out


@cache
def _verbs() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    table = load_toml("modifiers")
    return tuple(table["verbs"]["over"]), tuple(table["verbs"]["under"]), frozenset(table["between"]["words"])


@cache
def _change() -> re.Pattern[str]:
    """Words of change, of which «до» names the goal («снизилось до 3,1») and sets no bound."""
    return re.compile("(?:" + "|".join(load_toml("modifiers")["change"]["stems"]) + ")")


def _match(words: list[Word], last: int, bridged: bool) -> Modifier | None:
    if last < 0:
        return None
    for phrase, code, bridge in _phrases().get(words[last].low, ()):
        if bridged and not bridge:
            continue
        first = last - len(phrase) + 1
        if first >= 0 and all(words[first + n].low == w for n, w in enumerate(phrase)):
            return Modifier(code, first)
    return None


def _verb(words: list[Word], last: int) -> Modifier | None:
    over, under, between = _verbs()
    at = last
    while at >= 0 and last - at < 3 and words[at].low in between:
        at -= 1
    if at < 0:
        return None
    low = words[at].low
    negated = at > 0 and words[at - 1].low == "не"
    if low.startswith(over):
        return Modifier("at_most", at - 1) if negated else Modifier("over", at)
    if low.startswith(under):
        return Modifier("under", at)
    return None


def modifier_before(sheet: Sheet, first: int, floor: int) -> Modifier:
    """The modifier that stands before word ``first``, looking back no further than word ``floor``."""
    words = sheet.words
    last = first - 1
    if last < floor:
        return Modifier(EXACT, first)
    found = _match(words, last, bridged=False)
    if found is None:
        at = last
        while at > floor and last - at < 2 and words[at].low in _BRIDGES:
            at -= 1
            found = _match(words, at, bridged=True)
            if found is not None:
                break
    if found is None:
        found = _verb(words, last)
    if found is None or found.first < floor:
        return Modifier(EXACT, first)
    return found


def is_goal(sheet: Sheet, first: int, floor: int, ceiling: int) -> bool:
    """Whether «до» before word ``first`` names where a change ends rather than an upper bound.

    It does when the other end stands before it («с 5 до 7»), or a word of change in the sentence.
    """
    words, change = sheet.words, _change().match
    if first - 2 == floor and words[floor].low == ",":
        return True  # «подскочило на 31,5%, до 1 187»
    if first - 2 == floor and words[floor].low in ("–", "-"):
        # «число жалоб сократилось в 1,5 раза – до 200»
        since = sheet.sentence_at(words[floor].start).first
        return any(change(w.low) for w in words[max(since, floor - 8) : floor])
    for i in range(first - 2, max(floor, first - 40) - 1, -1):
        if words[i].low in _STOP:
            break
        if change(words[i].low):
            return True
    # «до 203 фактов сократилось»: the verb may follow, in the same sentence.
    for i in range(first + 1, min(ceiling, first + 8)):
        low = words[i].low
        if low in _STOP:
            break
        if low != "снижения" and change(low):
            return True
    return False


def modifier_after(low: str, end: int) -> str | None:
    """«500 с лишним», «10 и более»."""
    if low.startswith(" ", end):
        for code, phrases in load_toml("modifiers")["after"].items():
            for phrase in phrases:
                if low.startswith(phrase, end + 1):
                    return str(code)
    return None
