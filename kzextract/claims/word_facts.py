"""Word facts: what chunking asks of a word form, once a form: part of speech, cases, closed class."""

from __future__ import annotations

from typing import Final

from kzextract.claims.actions import verb_of
from kzextract.claims.concepts import word_concepts
from kzextract.claims.pointers import HERE, MAY_POINT
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_GRAMMAR: Final = load_toml("grammar")
PREPOSITIONS: Final = frozenset(_GRAMMAR["prepositions"])
COMPOUND_PREPOSITIONS: Final = {tuple(p.split()): p for p in _GRAMMAR["compound_prepositions"]}
LONGEST: Final = max(map(len, COMPOUND_PREPOSITIONS))
_COMPOUND_FIRST: Final = frozenset(p[0] for p in COMPOUND_PREPOSITIONS)
COMPOUND_PAIRS: Final = frozenset(p[:2] for p in COMPOUND_PREPOSITIONS)
PARTICLES: Final = frozenset(_GRAMMAR["particles"])
CONJUNCTIONS: Final = frozenset(_GRAMMAR["conjunctions"])
RELATIVES: Final = frozenset(_GRAMMAR["relatives"])
PRONOUNS: Final = frozenset(_GRAMMAR["pronouns"])
COMPARATIVES: Final[dict[str, str]] = _GRAMMAR["comparatives"]
NOT_VERBS: Final = frozenset(_GRAMMAR["not_verbs"])
AMONG: Final = frozenset(tuple(a.split()) for a in _GRAMMAR["among"])
AMONG_FIRST: Final = frozenset(a[0] for a in AMONG)
AMONG_PAIRS: Final = frozenset(a[:2] for a in AMONG)
DEGREES: Final = frozenset(_GRAMMAR["degrees"])
SEVERITY: Final = frozenset(_GRAMMAR["severity"])
# What a word is by itself; where two lists have it, the one that stands later here.
_SIMPLE: Final = {
    **dict.fromkeys(PARTICLES, "word"),
    **dict.fromkeys(CONJUNCTIONS, "conj"),
    **dict.fromkeys(RELATIVES, "rel"),
    **dict.fromkeys(PRONOUNS, "pron"),
    **dict.fromkeys(COMPARATIVES, "comp"),
}
_VERBAL: Final = frozenset({"VERB", "PRTS", "INFN", "GRND", "PRED", "ADJS"})
_ADJECTIVAL: Final = frozenset({"ADJF", "PRTF"})
_NOUNLIKE: Final = frozenset({"NOUN", "LATN", "UNKN", "ROMN"})
BEFORE_PLACE: Final = frozenset({"г", "гор", "с", "п", "пос", "обл"})


class Facts:
    """What the chunker asks of a word form, worked out once a form.

    ``kind`` is that of a chunk the word makes by itself, ``odd`` whether it may begin something larger that
    is looked for first; ``cases`` are those of its readings as an adjective or as a noun.
    """

    __slots__ = (
        "adjectival",
        "cases",
        "closed",
        "compound",
        "degree",
        "genitive",
        "kind",
        "naming",
        "nounlike",
        "odd",
        "points",
        "pos",
        "preposition",
        "relative",
        "verbal",
    )

    def __init__(
        self,
        *,
        pos: str,
        kind: str,
        odd: bool,
        degree: bool,
        preposition: bool,
        compound: bool,
        closed: bool,
        verbal: bool,
        adjectival: bool,
        nounlike: bool,
        naming: bool,
        relative: bool,
        genitive: bool,
        points: bool,
        cases: frozenset[str],
    ) -> None:
        self.pos = pos
        self.kind = kind
        self.odd = odd
        self.degree = degree
        self.preposition = preposition
        self.compound = compound
        self.closed = closed
        self.verbal = verbal
        self.adjectival = adjectival
        self.nounlike = nounlike
        self.naming = naming
        self.relative = relative
        self.genitive = genitive
        self.points = points
        self.cases = cases


FACTS: Final[dict[str, Facts]] = {}
_FACTS_LIMIT: Final = 8_192


def find_facts(word: Word) -> Facts:
    low, form, pos = word.low, word.form, _find_pos(word)
    kind = _SIMPLE.get(low, "") if word.is_alpha else "punct"
    adjectival, nounlike = pos in _ADJECTIVAL, pos in _NOUNLIKE
    poses = _ADJECTIVAL if adjectival else _NOUNLIKE if nounlike else frozenset()
    facts = Facts(
        pos=pos,
        kind=kind,
        odd=low in BEFORE_PLACE or low in AMONG_FIRST or low in DEGREES or low == "то",
        degree=low in DEGREES,
        preposition=low in PREPOSITIONS,
        compound=low in _COMPOUND_FIRST,
        closed=low in PREPOSITIONS or low in PARTICLES or low in PRONOUNS,
        verbal=pos in _VERBAL,
        adjectival=adjectival,
        nounlike=nounlike,
        naming=adjectival or nounlike,
        relative=low in RELATIVES,
        # A name in another script and what pymorphy does not know go on in any case.
        genitive=form.has(case="gent") if adjectival else form.has("NOUN", "gent") or pos != "NOUN",
        points=low in HERE or MAY_POINT.has(word),
        cases=frozenset(p.case for p in form.parses if p.pos in poses and p.case) or ANY_CASE,
    )
    if len(FACTS) >= _FACTS_LIMIT:
        FACTS.clear()
    FACTS[low] = facts
    return facts


def facts_of(sheet: Sheet) -> list[Facts]:
    """The facts of every word of a sheet."""
    try:
        return list(map(FACTS.__getitem__, sheet.lows))
    except KeyError:
        return [FACTS.get(w.low) or find_facts(w) for w in sheet.words]


def _find_pos(word: Word) -> str:
    """The part of speech, with this genre's readings preferred."""
    low = word.low
    if not word.is_alpha:
        return "PNCT" if not any(c.isalnum() for c in low) else "NUMB"
    if low in NOT_VERBS:
        return "NOUN"
    pos = word.form.pos
    if not pos and word_concepts(word):
        return "UNKN"  # «участниками ОПГ», «марок ЛСД»: the dictionary lacks them, the lexicon does not
    if pos in _WEAK and word.form.poses & {"PRTS", "VERB"} and verb_of(word) is not None:
        return "PRTS"  # «открыто 6 классов»: pymorphy's first reading is an adverb
    return pos


_WEAK: Final = frozenset({"ADVB", "ADJS", "PRED", "PRCL", "INTJ"})
ANY_CASE: Final = frozenset({"nomn", "gent", "accs"})
