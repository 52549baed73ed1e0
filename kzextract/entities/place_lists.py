"""Lists of places: shared heads, elliptical adjectives, and names that the list makes places."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kzextract.entities.place_context import Context
from kzextract.entities.place_heads import Candidate
from kzextract.entities.place_index import FREE, GUARDED, HEAD_ONLY, Reading, rules
from kzextract.reading.sheet import Sheet

_STOPS: Final = frozenset((".", ";", "!", "?"))
_PLACED: Final = frozenset(("в", "во", "по", "из", "на", "у", "к", "с"))
_EDGES: Final = frozenset(("", ",", ".", ";", "и", "–", "-", ":", "а", "(", "•"))
_REACH: Final = 16  # words between two neighbours of a list: figures in brackets and the like


def link(sheet: Sheet, candidates: list[Candidate]) -> None:
    """Joins neighbours that stand in one list: only commas, «и», figures and the like between them."""
    words, links = sheet.words, rules()["links"]
    for a, b in pairwise(candidates):
        if b.first - a.stop > _REACH:
            continue
        between = words[a.stop : b.first]
        if between and all(
            (not w.is_alpha or w.low in links) and (w.low not in _STOPS or words[w.i - 1].low == "г")
            for w in between
        ):
            a.linked.append(b)
            b.linked.append(a)


def accept(sheet: Sheet, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with enough evidence; adjectives and names get the head of the list they stand in."""
    for c in reversed(candidates):
        if c.kind == "adjective" and not c.head:
            share_head(c)
    topic = _topic(sheet, candidates)
    for n, c in enumerate(candidates):
        left = next((o for o in c.linked if o.start < c.start and o.need == FREE), None)
        if c.kind == "adjective":
            if c.need != FREE:
                ellipsis(sheet, c, left, topic)
                if c.need != FREE and n + 1 < len(candidates):
                    later(sheet, c, candidates[n + 1])
        elif left is not None and left.plural and left.head in ("район", "область") and c.head == "":
            # «областей Абай, Жетісу и Улытау», «районах Самар и Алтай»
            fitting = [
                r
                for r in c.readings
                if r.head == left.head or (r.place.kind == "region") == (left.head == "область")
            ]
            fitting = (
                [r for r in fitting if r.head == left.head] or fitting
                if left.head == "область"
                else [r for r in c.readings if r.head == left.head]
            )
            if fitting:
                c.readings, c.need, c.head, c.plural = fitting, FREE, left.head, True
    for a, b in pairwise(candidates):
        # «Семей – Аягоз»: two names joined by a dash are a road, though each alone may be another word.
        dash = sheet.norm[a.end : b.start].strip() in ("–", "-")
        nominative = any(r.base for r in a.readings) and any(r.base for r in b.readings)
        if a.need == b.need == GUARDED and b in a.linked and dash and nominative:
            a.need = b.need = FREE
    for order in (candidates, candidates[::-1]):
        for c in order:
            if c.need == GUARDED and any(o.need == FREE for o in c.linked):
                c.need = FREE
    for c in candidates:
        if c.kind == "noun" and not c.head:
            c.readings = [r for r in c.readings if r.guard < HEAD_ONLY and not r.head]
    return [c for c in candidates if c.need == FREE and c.readings]


def rescue(candidates: list[Candidate], kept: list[Candidate], context: Context) -> list[Candidate]:
    """With them, guarded names that the document's region holds: «Рудный улучшил показатели»."""
    added = False
    for c in candidates:
        pair = any(o.need in (FREE, GUARDED) for o in c.linked)
        if c.need == GUARDED and (c.bare or pair):
            fitting = [
                r for r in c.readings if r.guard < HEAD_ONLY and not r.head and context.knows(r.place.region)
            ]
            if fitting:
                c.readings, c.need, added = fitting, FREE, True
    return [c for c in candidates if c.need == FREE and c.readings] if added else kept


def share_head(c: Candidate) -> None:
    """«в Жалагашском, Аральском и Казалинском районах»: an adjective takes the head of the one after it."""
    for other in c.linked:
        if other.start > c.start and other.kind == "adjective" and other.head:
            gender = "m" if other.head == "район" else "f"
            fitting = [r for r in c.readings if r.adjective == gender]
            if fitting:
                c.readings, c.need, c.head = fitting, FREE, other.head


def _topic(sheet: Sheet, candidates: list[Candidate]) -> dict[str, bool]:
    """Whether the text speaks of districts («m») and of regions («f»)."""
    heads = {c.head for c in candidates}
    low = sheet.low
    return {
        "m": "район" in heads or "район" in low or "р-н" in low,
        "f": "область" in heads or "област" in low or "регион" in low,
    }


def later(sheet: Sheet, c: Candidate, following: Candidate) -> None:
    """«трое жителей Аральского и один житель Казалинского района»: the head comes with the next adjective."""
    words = sheet.words
    near = following.first - c.stop <= 8 and c.stop < len(words) and words[c.stop].low in ("и", ",", "а")
    same = words[c.name_stop - 1].low[-2:] == words[following.name_stop - 1].low[-2:]
    if near and same and following.kind == "adjective" and following.head:
        gender = "m" if following.head == "район" else "f"
        fitting = [r for r in c.readings if r.adjective == gender]
        if fitting:
            c.readings, c.need, c.head = fitting, FREE, following.head


def ellipsis(sheet: Sheet, c: Candidate, left: Candidate | None, topic: dict[str, bool]) -> None:
    """«В Тайыншинском зарегистрировано 131»: an adjective alone in a text about districts or regions."""
    fitting: list[Reading] = [r for r in c.readings if topic[r.adjective]]
    if not fitting:
        return
    words = sheet.words
    before = words[c.first - 1].low if c.first else ""
    after = words[c.stop].low if c.stop < len(words) else ""
    listed = left is not None and left.kind == "adjective"
    alone = before in _EDGES and not (after[:1].isalpha() and len(after) > 1)
    if listed or before in _PLACED or alone:
        c.readings, c.need = fitting, FREE
        c.head = "район" if fitting[0].adjective == "m" else "область"
