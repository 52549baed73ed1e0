"""When a record says the same as gold: spans paired, phrases, places and numbers held against each other.

What counts as the same is, to the letter, what the project's reference scorer counts: the figures are equal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from kzextract.entities.gazetteer import places
from kzextract.evaluation.gold import GoldClaim
from kzextract.lexicon.scope import per_lexicon
from kzextract.records import Claim, PeriodSlot, PlaceSlot

CORE = ("value", "value_max", "unit", "per", "measure", "direction", "modifier")
CONTEXT = ("indicator", "place", "period")
OTHER = ("indicator_text", "code", "action", "base_period", "part_of")

_NOWHERE = PlaceSlot(name="")
# Endings differ («краж», «кражи»): words are the same if their first letters are.
_STEM = 5


class Spanned(Protocol):
    """Anything with a start and an end in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def align(gold: Sequence[Spanned], predicted: Sequence[Spanned]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index) of overlapping spans, the largest overlaps first.

    >>> from collections import namedtuple
    >>> S = namedtuple("S", "start end")
    >>> align([S(0, 5), S(8, 9)], [S(2, 5), S(0, 2)])
    [(0, 0)]
    """
    order = sorted(range(len(predicted)), key=lambda p: (predicted[p].start, predicted[p].end))
    overlaps: list[tuple[int, int, int, int]] = []
    for g, wanted in enumerate(gold):
        for p in order:
            got = predicted[p]
            if got.start >= wanted.end:
                break
            common = min(wanted.end, got.end) - max(wanted.start, got.start)
            if common > 0:
                overlaps.append((-common, abs(wanted.start - got.start), g, p))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(overlaps):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return sorted(pairs.items())


def wrong_fields(gold: GoldClaim, claim: Claim, gold_of: Mapping[str, int]) -> set[str]:
    """The fields in which a claim differs from gold; ``gold_of`` leads from claims' ids to gold indices."""
    indicator = claim.indicator
    code, wording = (indicator.code, indicator.text) if indicator else (None, None)
    place = claim.place or _NOWHERE
    worded = same_words(wording, gold.indicator)
    agree = {
        "value": same_number(claim.value, gold.value),
        "value_max": same_number(claim.value_max, gold.value_max),
        **{name: (getattr(claim, name) or None) == getattr(gold, name) for name in CORE[2:]},
        # Where gold has a code, the code decides; where none fits, the wording does.
        "indicator": code == gold.code if gold.code else worded,
        "indicator_text": worded,
        "code": code == gold.code,
        "action": (claim.action or None) == gold.action,
        "place": same_place(gold.place, place.name, place.ref),
        "period": gold.period == _dates(claim.period),
        "base_period": gold.base_period == _dates(claim.base_period),
        "part_of": gold.part_of == gold_of.get(claim.part_of or ""),
    }
    return {name for name, right in agree.items() if not right}


def same_number(a: Decimal | None, gold: Decimal | None) -> bool:
    """Whether two numbers are equal, fractions to about three digits.

    A third written in words is 0.333 to one person and 0.3333 to another.

    >>> same_number(Decimal("0.3333"), Decimal("0.333")), same_number(Decimal(334), Decimal(333))
    (True, False)
    """
    if a is None or gold is None:
        return a is gold
    return a == gold or (abs(gold) < 1 and abs(a - gold) <= abs(gold) * Decimal("0.002"))


def same_words(a: str | None, b: str | None) -> bool:
    """Whether half of all words of two phrases agree, whatever their endings.

    >>> same_words("число преступлений", "преступления"), same_words("кражи", "мелкие кражи из домов")
    (True, False)
    """
    left, right = _stems(a), _stems(b)
    return bool(left & right) and 2 * len(left & right) >= len(left | right)


def _stems(phrase: str | None) -> set[str]:
    words = re.findall(r"[^\W\d_]+", (phrase or "").lower().replace("ё", "е"))
    return {word[:_STEM] for word in words if len(word) > 2}


def same_place(gold: str | None, name: str | None, ref: str | None = None) -> bool:
    """Whether two names of places are one, or the code is one that the gold name stands for.

    >>> same_place("Астана", "город Астана"), same_place("Алма-Ата", "Алматы", "750000000")
    (True, True)
    """
    if not gold or not name:
        return not gold and not name
    return same_name(name, gold) or (bool(ref) and ref in _refs().get(folded(gold), ()))


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are one in any order of their words.

    >>> same_name("Серик Ергешов", "Ергешов Серик")
    True
    """
    return folded(a) == folded(b)


def folded(name: str | None) -> str:
    """A name as names are held against each other: small letters, sorted words, no «г.»."""
    plain = (name or "").lower().replace("ё", "е").replace("-", " ")
    return " ".join(sorted(re.sub(r"\b(?:г|город|республика)\b\.?", " ", plain).split()))


@per_lexicon()
def _refs() -> dict[str, set[str]]:
    refs: dict[str, set[str]] = {}
    for place in places().values():
        for name in (place.name, place.kk, *place.aliases):
            if name:
                refs.setdefault(folded(name), set()).add(place.ref)
    return refs


def _dates(slot: PeriodSlot | None) -> tuple[object, object] | None:
    return (slot.start, slot.end) if slot else None
