"""The code of an indicator phrase: «кражи из квартир» → ``crime.theft.apartment``.

The phrase is read as concepts (:mod:`kzextract.claims.concepts`); the first rule of
``lexicon/indicators.toml`` that fits its head, the rest of it, the unit and the action decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from kzextract.claims.concepts import concept_of, concepts, lexicon, mask_of, union, word_concepts
from kzextract.claims.units import CLASSES, unit_class
from kzextract.lexicon import load_toml
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.reader import read
from kzextract.reading.sheet import Word

if TYPE_CHECKING:
    from kzextract.lexicon.own import Lexicon

_KEYS: Final = frozenset({"code", "head", "with", "context", "without", "nowhere", "unit", "action"})
_FAMILIES: Final = ("crime.", "person.")
_STOPS: Final = frozenset({",", ";", ":", "(", "–"})
_GENITIVE, _GENITIVE_PLURAL = ("gent", "sing"), ("gent", "plur")
_NAMING: Final = frozenset({"ADJF", "PRTF", "NPRO", "NUMR"})


class _Rule(NamedTuple):
    code: str | None
    head: int
    needed: tuple[int, ...]
    around: tuple[int, ...]
    without: int
    nowhere: int
    units: frozenset[str]
    actions: frozenset[str]


# What the deeds of a family are also counted as, beside their own names.
_HEADS: Final = {"crime": "crime|offence|light", "offence": "offence|violation|protocol|light"}
# A code is a family and what it is within it: «crime.poaching».
_CODE: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")


def _added(own: Lexicon) -> Iterator[_Rule]:
    """The rules of a user's indicators: one of the words is the head of what is counted."""
    bits = lexicon().bits
    for n, entry in enumerate(own.indicators):
        if not _CODE.fullmatch(entry.code):
            raise entry.wrong("code", f"{entry.code!r} is no code: small words like crime.poaching make one")
        if not entry.words:
            raise entry.wrong("words", "an indicator needs words")
        unknown = sorted(set(entry.action) - set(load_toml("labels")["actions"]))
        if unknown:
            raise entry.wrong("action", f"no action has the code {unknown[0]!r}")
        named = bits[concept_of(own, n, "words")]
        needed = (bits[concept_of(own, n, "with")],) if entry.with_ else ()
        without = bits[concept_of(own, n, "without")] if entry.without else 0
        units, actions = frozenset(entry.unit), frozenset(entry.action)
        yield _Rule(entry.code, named, needed, (), without, 0, units, actions)
        heads = mask_of(_HEADS.get(entry.code.partition(".")[0], ""))
        if heads:
            # «правонарушения, связанные с браконьерством»
            yield _Rule(entry.code, heads, (named, *needed), (), without, 0, units, actions)


@per_lexicon()
def rules() -> tuple[_Rule, ...]:
    """The rules in order; a user's own go before the package's."""
    own = active()
    return (*(_added(own) if own is not None else ()), *_listed())


@cache
def _listed() -> tuple[_Rule, ...]:
    rules = []
    for raw in load_toml("indicators")["rule"]:
        if set(raw) - _KEYS:
            raise ValueError(f"lexicon/indicators.toml: unknown keys {set(raw) - _KEYS}")
        units = frozenset(raw.get("unit", "").split("|")) - {""}
        if units - CLASSES:
            raise ValueError(f"lexicon/indicators.toml: unknown unit classes {units - CLASSES}")
        rules.append(
            _Rule(
                raw["code"] or None,
                mask_of(raw.get("head", "")),
                tuple(mask_of(p) for p in raw.get("with", "").split()),
                tuple(mask_of(p) for p in raw.get("context", "").split()),
                mask_of(raw.get("without", "")),
                mask_of(raw.get("nowhere", "")),
                units,
                frozenset(raw.get("action", "").split("|")) - {""},
            )
        )
    return tuple(rules)


@lru_cache(maxsize=1024)
def words_of(phrase: str) -> Sequence[Word]:
    """The words of a phrase given as a string."""
    return tuple(read(phrase).words) if phrase else ()


def head_of(words: Sequence[Word], masks: Sequence[int]) -> int | None:
    """The index of the word that is counted: the first noun that is not «число», «факт» and the like.

    >>> phrase = words_of("число фактов мошенничества в городе")
    >>> phrase[head_of(phrase, concepts(phrase))].norm
    'мошенничества'
    """
    light, personal = lexicon().bits["light"], _personal()
    modifier: int | None = None
    plain: int | None = None
    agree: frozenset[tuple[str, str]] = frozenset()
    governed = crossed = False
    for i, word in enumerate(words):
        form = word.form
        if form.pos == "PREP":
            # «осуждённых за сбыт наркотиков»: a participle that names people is no attribute of what follows.
            if modifier is not None and masks[modifier] & personal:
                return modifier
            governed = crossed = modifier is not None
        elif word.low in _STOPS:
            if modifier is not None:
                return modifier
        elif masks[i] & light:
            governed = False
            if modifier is not None and not masks[modifier] and agree & form.agreement:
                plain, modifier = modifier, None  # «высокий уровень преступности»
        elif form.pos in _NAMING:
            if modifier is None or not (masks[modifier] or crossed):
                modifier, agree = i, word.form.agreement
        elif form.pos == "NOUN" or (masks[i] and "NOUN" in form.poses) or (word.is_alpha and not form.pos):
            if modifier is None or not form.pos:
                return i
            if governed:
                governed = False
                continue
            shared = agree & word.form.agreement
            if i == modifier + 1 and masks[i] and not masks[modifier] & personal:
                # Nouns resolved from context need not agree: «тяжкие» of «наркоправонарушений».
                return i
            # «3 уголовных преступления»: after a small number the noun is singular.
            if shared or (not crossed and _GENITIVE_PLURAL in agree and _GENITIVE in word.form.agreement):
                return i
    return plain if modifier is None else modifier


@cache
def _personal() -> int:
    return mask_of(
        "suspect detained convict victim deaths injuries wanted charged arrested missing dropper juvenile"
    )


@lru_cache(maxsize=4_096)
def _is_living(low: str) -> bool:
    return any(p.animacy == "anim" and p.pos == "NOUN" for p in MORPHOLOGY.form(low).parses)


@per_lexicon(4_096)
def _decide(head: int, phrase: int, context: int, unit: str, action: str | None) -> str | None:
    around = phrase | context
    for rule in rules():
        if rule.head and not rule.head & head:
            continue
        if rule.without & phrase or rule.nowhere & around or (rule.units and unit not in rule.units):
            continue
        if rule.actions and action not in rule.actions:
            continue
        if all(m & phrase for m in rule.needed) and all(m & around for m in rule.around):
            return rule.code
    return None


def code_for(
    phrase: Sequence[Word] | str,
    *,
    unit: str = "count",
    action: str | None = None,
    verb: Word | str | None = None,
    context: Sequence[Word] | str | int = 0,
) -> str | None:
    """The most specific code of an indicator phrase, or None where none fits.

    ``verb`` is the predicate (it tells «похищено» from «причинён ущерб», both ``damaged``); ``context`` are
    words around the phrase, or their concepts as a mask: it says in what people died, never what kind of
    crime is meant.

    >>> code_for("кражи из квартир")
    'crime.theft.apartment'
    >>> code_for("раскрываемость краж"), code_for("ущерб от краж", unit="KZT")
    ('crime.clearance', 'money.damage')
    >>> code_for("марихуана", unit="kg", action="seized")
    'seizure.drugs'
    >>> code_for("человек", action="killed", context="в ДТП погибли пять человек")
    'traffic.deaths'
    """
    words = words_of(phrase) if isinstance(phrase, str) else phrase
    if isinstance(context, str):
        context = words_of(context)
    around = context if isinstance(context, int) else union(concepts(context))
    done = union(concepts(words_of(verb))) if isinstance(verb, str) else word_concepts(verb) if verb else 0
    # All the rest follows from the folded words.
    asked = (tuple([w.low for w in words]), unit, action, done, around)
    codes = _codes()
    known = codes.get(asked, "")
    if known == "":
        if len(codes) >= _CODES_LIMIT:
            codes.clear()
        known = codes[asked] = _find_code(words, unit_class(unit), action, done, around)
    return known


_CODES_LIMIT: Final = 4_096


@per_lexicon()
def _codes() -> dict[tuple[tuple[str, ...], str, str | None, int, int], str | None]:
    """The codes that were found, by all they follow from."""
    return {}


def _find_code(
    words: Sequence[Word], measured: str, action: str | None, done: int, around: int
) -> str | None:
    masks = concepts(words)
    whole = union(masks)
    at = head_of(words, masks)
    head = whole if at is None else masks[at]
    if not head and any(_is_living(w.low) for w in words):
        head = lexicon().bits["people"]
        whole |= head
    whole |= done
    code = _decide(head, whole, around, measured, action)
    if code and code.startswith(_FAMILIES) and at is not None and _is_sum(words, masks, at, code, measured):
        return None
    return code


def _is_sum(words: Sequence[Word], masks: Sequence[int], at: int, code: str, unit: str) -> bool:
    """Whether two kinds of crime or of people are counted together («кражи и мошенничества»)."""
    for i in range(at + 1, len(words) - 1):
        if words[i].low in ("и", "или"):
            rest = words[i + 1 :]
            second = head_of(rest, masks[i + 1 :])
            if (
                second is None
                or not masks[i + 1 + second]
                or not words[at].form.agreement & rest[second].form.agreement
            ):
                continue
            other = _decide(masks[i + 1 + second], union(masks[i + 1 :]), 0, unit, None)
            if (
                other
                and other.split(".")[0] == code.split(".")[0]
                and other != "crime.total"
                and code != "crime.total"
            ):
                return not (other.startswith(code) or code.startswith(other))
    return False
