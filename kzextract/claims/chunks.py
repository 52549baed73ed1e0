"""Chunks: a sentence as a row of numbers, noun phrases, predicates and the names found by earlier stages.

«В Астане | зарегистрировано | 90 884 | уголовных преступления» is place, verb, num, np. Rules about claims
look at chunks, so that they need not know how long a phrase is. A preposition is not a chunk: it is the
``prep`` of the chunk that follows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kzextract.claims.actions import verb_of
from kzextract.layers import Mention, Quantity, SetAside
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.sheet import Sentence, Sheet, Word

_GRAMMAR = load_toml("grammar")
PREPOSITIONS = frozenset(_GRAMMAR["prepositions"])
COMPOUND_PREPOSITIONS = {tuple(p.split()): p for p in _GRAMMAR["compound_prepositions"]}
_LONGEST = max(map(len, COMPOUND_PREPOSITIONS))
_COMPOUND_FIRST = frozenset(p[0] for p in COMPOUND_PREPOSITIONS)
PARTICLES = frozenset(_GRAMMAR["particles"])
CONJUNCTIONS = frozenset(_GRAMMAR["conjunctions"])
RELATIVES = frozenset(_GRAMMAR["relatives"])
PRONOUNS = frozenset(_GRAMMAR["pronouns"])
COMPARATIVES: dict[str, str] = _GRAMMAR["comparatives"]
NOT_VERBS = frozenset(_GRAMMAR["not_verbs"])
AMONG = frozenset(tuple(a.split()) for a in _GRAMMAR["among"])
AMONG_FIRST = frozenset(a[0] for a in AMONG)
DEGREES = frozenset(_GRAMMAR["degrees"])
SEVERITY = frozenset(_GRAMMAR["severity"])
# What a word is by itself; where two lists have it, the one that stands later here.
_SIMPLE = {
    **dict.fromkeys(PARTICLES, "word"),
    **dict.fromkeys(CONJUNCTIONS, "conj"),
    **dict.fromkeys(RELATIVES, "rel"),
    **dict.fromkeys(PRONOUNS, "pron"),
    **dict.fromkeys(COMPARATIVES, "comp"),
}
_VERBAL = frozenset({"VERB", "PRTS", "INFN", "GRND", "PRED", "ADJS"})
_ADJECTIVAL = frozenset({"ADJF", "PRTF"})
_NOUNLIKE = frozenset({"NOUN", "LATN", "UNKN", "ROMN"})
_BEFORE_PLACE = frozenset({"г", "гор", "с", "п", "пос", "обл"})
_STRONG = frozenset("–;:.!?()")


@dataclass(slots=True, eq=False)
class Chunk:
    """A piece of a sentence, words ``first:stop`` of the sheet.

    ``kind``: num, np, place, period, program, org, person, law, setaside, verb, comp, pron, rel, conj, punct,
    word. ``prep`` is the preposition before it; ``cases`` the grammatical cases a noun phrase can stand in;
    ``elided`` marks adjectives without their noun («особо тяжких»); ``inner`` are mentions inside a larger
    one.
    """

    kind: str
    first: int
    stop: int
    head: Word | None = None
    prep: str = ""
    cases: frozenset[str] = frozenset()
    mention: Mention | None = None
    elided: bool = False
    index: int = 0
    inner: list[Mention] = field(default_factory=list)

    @property
    def low(self) -> str:
        """The folded head word; empty where there is none."""
        return self.head.low if self.head else ""

    def __repr__(self) -> str:
        return f"{self.kind}[{self.prep}{'|' if self.prep else ''}{self.head.norm if self.head else ''}]"


def _pos(word: Word) -> str:
    """The part of speech, with this genre's readings preferred."""
    low = word.low
    found = _POSES.get(low)
    if found is None:
        if len(_POSES) >= 4_096:
            _POSES.clear()
        found = _POSES[low] = _find_pos(word)
    return found


_POSES: dict[str, str] = {}


def _find_pos(word: Word) -> str:
    low = word.low
    if not word.is_alpha:
        return "PNCT" if not any(c.isalnum() for c in low) else "NUMB"
    if low in NOT_VERBS:
        return "NOUN"
    pos = word.form.pos
    if pos in _WEAK and word.form.poses & {"PRTS", "VERB"} and verb_of(word) is not None:
        return "PRTS"  # «открыто 6 классов»: pymorphy's first reading is an adverb
    return pos


_WEAK = frozenset({"ADVB", "ADJS", "PRED", "PRCL", "INTJ"})


def mention_map(sheet: Sheet) -> dict[int, tuple[str, Mention]]:
    """For each word that begins a mention, its kind and the
    mention; longer ones win, numbers before names."""
    layers = sheet.layers
    best: dict[int, tuple[str, Mention]] = {}
    groups: Iterable[tuple[str, Iterable[Mention]]] = (
        ("place", layers.places),
        ("period", layers.periods),
        ("setaside", layers.set_aside),
        ("program", layers.programs),
        ("person", layers.persons),
        ("org", layers.orgs),
        ("law", layers.laws),
    )
    for kind, mentions in groups:
        for mention in mentions:
            held = best.get(mention.first)
            if held is None or held[1].stop < mention.stop:
                best[mention.first] = (kind, mention)
    for quantity in layers.quantities:
        best[quantity.first] = ("num", quantity)
    return best


def _sharing(quantities: list[Quantity]) -> dict[int, list[Quantity]]:
    """Numbers that share a word («53/50», «2 871/3 003»), by the first word of each set."""
    out: dict[int, list[Quantity]] = {}
    for first, second in itertools.pairwise(quantities):
        if second.first < first.stop:
            home = next((k for k, v in out.items() if v[-1] is first), first.first)
            out.setdefault(home, [first]).append(second)
    return out


def _is_abbreviation(word: Word) -> bool:
    """«КРС», «ДТП»: capitals that are not bent by case."""
    return len(word.norm) > 1 and word.norm.isupper() and word.norm.isalpha()


@lru_cache(maxsize=4_096)
def _cases_of(low: str, poses: frozenset[str]) -> frozenset[str]:
    parses = MORPHOLOGY.form(low).parses
    return frozenset(p.case for p in parses if p.pos in poses and p.case) or frozenset(
        {"nomn", "gent", "accs"}
    )


class Chunker:
    """Cuts the sentences of one sheet into chunks."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.mentions = mention_map(sheet)
        self._inner = sorted(sheet.layers.places, key=lambda m: m.first)
        self._shared = _sharing(sheet.layers.quantities)
        self._quantity_words = {i for q in sheet.layers.quantities for i in range(q.first, q.stop)}

    def chunks(self, sentence: Sentence) -> list[Chunk]:
        """The chunks of a sentence, in order."""
        out: list[Chunk] = []
        i, stop, prep = sentence.first, sentence.stop, ""
        words, mentions = self.words, self.mentions
        while i < stop:
            low = words[i].low
            if i in self._shared:
                for quantity in self._shared[i]:
                    out.append(
                        Chunk("num", quantity.first, quantity.stop, self.words[i], prep, mention=quantity)
                    )
                    out[-1].index, prep = len(out) - 1, ""
                i = out[-1].stop
                continue
            if low in _BEFORE_PLACE and i + 2 < stop and words[i + 1].low == ".":
                if mentions.get(i + 2, ("",))[0] == "place":
                    i += 2  # «в г. Алматы»
                    continue
            among = self._among(i, stop) if low in AMONG_FIRST else None
            if among is not None:
                among.index, prep = len(out), ""
                out.append(among)
                i = among.stop
                continue
            chunk = (self._mention(i, stop) if i in mentions else None) or self._simple(i)
            if chunk is None:
                joined = self._preposition(i, stop)
                if joined:
                    prep, i = joined
                    continue
                chunk = self._phrase(i, stop)
            chunk.prep, prep = ("", prep) if chunk.kind in ("punct", "word", "conj") else (prep, "")
            chunk.index = len(out)
            out.append(chunk)
            i = chunk.stop
        return out

    def _among(self, i: int, stop: int) -> Chunk | None:
        """«из них», «в том числе», «в т.ч.»: the words that announce a part."""
        for length in (5, 4, 3, 2, 1):
            if i + length <= stop and tuple(w.low for w in self.words[i : i + length]) in AMONG:
                return Chunk("among", i, i + length, self.words[i])
        return None

    def _mention(self, i: int, stop: int) -> Chunk | None:
        found = self.mentions.get(i)
        if found is None:
            return None
        kind, mention = found
        end = min(mention.stop, stop)
        if kind != "num":
            # A number inside a name's span (a period that begins before it) must stay a number of its own.
            for j in range(i, end):
                if j in self._quantity_words:
                    end = j
                    break
            if end <= i:
                return None
        if kind == "setaside" and isinstance(mention, SetAside) and mention.reason == "denominator":
            # «на 10 тысяч жителей»: what a rate is counted by is no topic of its own.
            while (
                end < stop and end not in self.mentions and _pos(self.words[end]) in (_NOUNLIKE | _ADJECTIVAL)
            ):
                end += 1
        head = self.words[end - 1]
        chunk = Chunk(kind, i, end, head, mention=mention)
        if kind == "org":
            chunk.inner = [p for p in self._inner if p.first >= i and p.stop <= end]
        return chunk

    def _simple(self, i: int) -> Chunk | None:
        word = self.words[i]
        low = word.low
        if not word.is_alpha:
            return Chunk("punct", i, i + 1, word)
        if low == "то" and i + 1 < len(self.words) and self.words[i + 1].low == "есть":
            return Chunk("conj", i, i + 2, word)
        if low in DEGREES and i + 1 < len(self.words) and _pos(self.words[i + 1]) in _ADJECTIVAL:
            return None  # «менее тяжкие», «ранее судимых» begin a phrase
        kind = _SIMPLE.get(low)
        return Chunk(kind, i, i + 1, word) if kind is not None else None

    def _preposition(self, i: int, stop: int) -> tuple[str, int] | None:
        low = self.words[i].low
        if low in _COMPOUND_FIRST:
            for length in range(min(_LONGEST, stop - i), 1, -1):
                found = COMPOUND_PREPOSITIONS.get(tuple(w.low for w in self.words[i : i + length]))
                if found:
                    # «по сравнению с прошлым годом»: the period's span begins with «с»
                    inside = next((j for j in range(i + 1, i + length) if j in self.mentions), i + length)
                    return found, inside
        return (low, i + 1) if low in PREPOSITIONS else None

    def _phrase(self, i: int, stop: int) -> Chunk:
        """A noun phrase, a verb, or a single word of another kind."""
        word = self.words[i]
        pos = _pos(word)
        if pos in _VERBAL:
            return Chunk("verb", i, i + 1, word)
        if pos in _ADJECTIVAL or pos in _NOUNLIKE or word.low in DEGREES or pos == "NUMR":
            return self._noun_phrase(i, stop)
        return Chunk("word", i, i + 1, word)

    def _noun_phrase(self, i: int, stop: int) -> Chunk:
        words = self.words
        cases: set[str] | None = None
        j = i
        while j < stop and j not in self.mentions:
            word, pos = words[j], _pos(words[j])
            if word.low in DEGREES and j + 1 < stop and _pos(words[j + 1]) in _ADJECTIVAL:
                j += 1
            elif pos in _ADJECTIVAL and word.low not in RELATIVES:
                agreed = self._agree(cases, word, _ADJECTIVAL)
                if agreed is None:
                    break
                cases, j = agreed, j + 1
            elif (
                word.low in ("и", "или", ",") and j > i and j + 1 < stop and self._goes_on(j + 1, stop, cases)
            ):
                j += 1
            else:
                break
        if j < stop and j not in self.mentions and _pos(words[j]) in _NOUNLIKE:
            agreed = self._agree(cases, words[j], _NOUNLIKE)
            if agreed is not None:
                head = words[j]
                end = self._genitives(j + 1, stop)
                return Chunk("np", i, end, head, cases=frozenset(agreed))
        if j == i:
            return Chunk("word", i, i + 1, words[i])
        return Chunk("np", i, j, words[j - 1], cases=frozenset(cases or ()), elided=True)

    def _listed(self, j: int, stop: int) -> bool:
        """«убойных пунктов, рынков и ферм»: nouns in the genitive after a comma, the last with «и»."""
        k = j + 1
        if k >= stop or k in self.mentions or not self.words[k].form.has(pos="NOUN", case="gent"):
            return False
        if self.words[k].form.parses[0].case not in ("gent", "accs") or k + 2 >= stop:
            return False
        last = self.words[k + 2]
        return (
            self.words[k + 1].low == "и"
            and k + 2 not in self.mentions
            and last.form.has(pos="NOUN", case="gent")
        )

    def _agree(self, cases: set[str] | None, word: Word, poses: frozenset[str]) -> set[str] | None:
        """The cases that the phrase so far and this word share; None if they have none in common."""
        if _is_abbreviation(word):
            return cases or {"nomn", "gent", "accs"}
        own = _cases_of(word.low, poses)
        if cases is None:
            return set(own)
        return (cases & own) or None

    def _goes_on(self, j: int, stop: int, cases: set[str] | None) -> bool:
        """Whether an adjective of the same case (and in the end a noun) follows a comma or «и»."""
        if self.words[j].low in DEGREES:
            j += 1
        if j >= stop or j in self.mentions or _pos(self.words[j]) not in _ADJECTIVAL:
            return False
        return self._agree(cases, self.words[j], _ADJECTIVAL) is not None and (
            j + 1 < stop
            and j + 1 not in self.mentions
            and _pos(self.words[j + 1]) in (_NOUNLIKE | _ADJECTIVAL)
        )

    def _genitives(self, j: int, stop: int) -> int:
        """Where the chain of genitives after a noun ends: «число | преступлений небольшой тяжести»."""
        words = self.words
        end = j
        while j < stop and j not in self.mentions and end - j < 8:
            word, pos = words[j], _pos(words[j])
            if word.low in PREPOSITIONS or word.low in PARTICLES or word.low in PRONOUNS:
                break
            if word.low in DEGREES or (pos in _ADJECTIVAL and word.form.has(case="gent")):
                j += 1
                continue
            if pos in _NOUNLIKE and (
                word.form.has(pos="NOUN", case="gent") or pos != "NOUN" or _is_abbreviation(word)
            ):
                j = end = j + 1
                continue
            if word.low == "," and end == j and self._listed(j, stop):
                j += 1
                continue
            if word.low == "и" and j > end and self._goes_on(j + 1, stop, {"gent"}):
                j += 1
                continue
            if word.low == "и" and end == j and j + 1 < stop and j + 1 not in self.mentions:
                nxt = words[j + 1]
                nominative = nxt.form.parses[0].case in ("nomn", "accs")
                if _pos(nxt) in (_NOUNLIKE | _ADJECTIVAL) and nxt.form.has(case="gent") and not nominative:
                    j += 1
                    continue
            break
        if j > end and not (j < stop and _pos(words[j]) in _NOUNLIKE) and words[end].low in SEVERITY:
            return j  # «удельный вес тяжких и особо тяжких»: adjectives whose noun is left out
        return end


def is_break(chunk: Chunk) -> bool:
    """Whether a chunk can part two numbers' contexts: a comma, dash, semicolon, bracket or conjunction."""
    if chunk.kind == "punct":
        return chunk.head is not None and chunk.head.low[0] in ",–;:.!?()-"
    return chunk.kind == "conj" or (chunk.kind == "rel" and chunk.prep not in ("из", "среди"))


def is_strong(chunk: Chunk) -> bool:
    """Whether a chunk parts two statements: a dash, semicolon, colon or bracket."""
    return chunk.kind == "punct" and chunk.head is not None and chunk.head.low[0] in _STRONG


def quantity_of(chunk: Chunk) -> Quantity:
    """The quantity of a num chunk."""
    assert isinstance(chunk.mention, Quantity)
    return chunk.mention
