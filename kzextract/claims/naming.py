"""Naming: small questions that the indicator rules share."""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import parts_label
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.phrases import is_light
from kzextract.claims.units import is_money
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Word

_DATA: Final = load_toml("phrases")
PARTICIPLES: Final[dict[str, str]] = _DATA["participles"]
SHARE_UNITS: Final = frozenset({"percent", "ratio", "pp"})
DEMONSTRATIVES: Final = frozenset(
    ["этих", "таких", "данных", "указанных", "этими", "таким", "такие", "эти", "такая"]
)
SEVERITY_CODES: Final = frozenset(
    {"crime.total", "crime.grave", "crime.especially_grave", "crime.medium", "crime.minor", "crime.clearance"}
)


def copy_of(topic: Indicator) -> Indicator:
    """The same indicator for another number."""
    return Indicator(topic.text, topic.words, topic.start, topic.end, topic.code)


def is_money_unit(frame: Frame) -> bool:
    """Whether a number is a sum of money: its unit is a currency."""
    return is_money(frame.unit)


def crime_noun(topic: Indicator) -> list[Word]:
    """The noun of a topic that names a kind of deed or thing: «преступления», «кражи», «наркотики»."""
    named = [w for w in topic.words if w.form.pos == "NOUN" and not is_light([w]) and code_for([w])]
    # «пьяных преступлений»: of two, one that can be an adjective is one
    return [w for w in named if "ADJF" not in w.form.poses or w is named[-1]][:1]


def told_lemma(verb: Word | None) -> str:
    """The lemma of a verb that names those to whom it happened (a key of ``PARTICIPLES``); empty if none."""
    return next((p.lemma for p in verb.form.parses if p.lemma in PARTICIPLES), "") if verb is not None else ""


def names_damage(frame: Frame) -> bool:
    """«46 баранов найдены, ущерб – 2,3 млн тенге»: no verb tells of the damage."""
    if not (is_money_unit(frame) or frame.unit == "MCI") or not frame.left or not parts_label(frame.left[-1]):
        return False
    return any(
        c.kind == "np" and c.head is not None and c.head.lemma in ("ущерб", "убыток", "штраф", "стоимость")
        for c in frame.left
    )
