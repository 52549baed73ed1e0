"""Penalties: terms and fines that a law provides, not those that somebody was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.frames import Frame
from kzextract.claims.predicates import leans
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Word

PENAL: Final = frozenset(load_toml("predicates")["penal"])
_PENAL_UNITS: Final = frozenset({"KZT", "MCI", "year", "month", "day", "hour"})
_IMPOSED: Final = frozenset({"назначить", "наложить", "взыскать", "выписать", "заплатить", "уплатить"})


def is_penalty(words: Sequence[Word], frame: Frame) -> bool:
    """Whether a term is what a law provides: «санкция – от 10 до 15 лет», «грозит до 12 лет»."""
    before = frame.before
    if before is not None and before.rule == "level.penalty" and frame.unit in _PENAL_UNITS and leans(frame):
        return True  # «штраф в сорок МРП, это 157 тысяч»
    if frame.unit not in ("year", "month", "day", "MCI"):
        return False
    lead = words[max(frame.sentence.first, frame.quantity.first - 25) : frame.quantity.first]
    if any(w.is_alpha and w.form.lemmas & PENAL for w in lead):
        return True
    if frame.unit != "MCI":
        return False
    # «Штраф для юрлиц – до 200 МРП», not «наложено штрафов на 500 МРП»
    fine = any(w.is_alpha and "штраф" in w.form.lemmas for w in lead)
    done = any("past" in p.tags or p.pos == "PRTS" for w in lead if w.is_alpha for p in w.form.parses[:1])
    done = done or any(c.head is not None and c.head.form.lemmas & _IMPOSED for c in frame.right)
    return fine and not done
