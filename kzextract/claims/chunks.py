"""Chunks: a sentence as a row of numbers, noun phrases, predicates and the names found by earlier stages.

«В Астане | зарегистрировано | 90 884 | уголовных преступления» is place, verb, num, np. Rules about claims
look at chunks, so that they need not know how long a phrase is. A preposition is not a chunk: it is the
``prep`` of the chunk that follows.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from kzextract.claims.actions import verb_of
from kzextract.claims.pointers import HERE, MAY_POINT
from kzextract.layers import Mention, Quantity, SetAside
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sentence, Sheet, Word

_GRAMMAR = load_toml("grammar")
PREPOSITIONS = frozenset(_GRAMMAR["prepositions"])
COMPOUND_PREPOSITIONS = {tuple(p.split()): p for p in _GRAMMAR["compound_prepositions"]}
_LONGEST = max(map(len, COMPOUND_PREPOSITIONS))
_COMPOUND_FIRST = frozenset(p[0] for p in COMPOUND_PREPOSITIONS)
_COMPOUND_PAIRS = frozenset(p[:2] for p in COMPOUND_PREPOSITIONS)
PARTICLES = frozenset(_GRAMMAR["particles"])
CONJUNCTIONS = frozenset(_GRAMMAR["conjunctions"])
RELATIVES = frozenset(_GRAMMAR["relatives"])
PRONOUNS = frozenset(_GRAMMAR["pronouns"])
COMPARATIVES: dict[str, str] = _GRAMMAR["comparatives"]
NOT_VERBS = frozenset(_GRAMMAR["not_verbs"])
AMONG = frozenset(tuple(a.split()) for a in _GRAMMAR["among"])
AMONG_FIRST = frozenset(a[0] for a in AMONG)
_AMONG_PAIRS = frozenset(a[:2] for a in AMONG)
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
_BREAKS = frozenset(",–;:.!?()-")
_STRONG = frozenset("–;:.!?()")


class Chunk(msgspec.Struct, gc=False, eq=False):
    """A piece of a sentence, words ``first:stop`` of the sheet.

    ``kind``: num, np, place, period, program, org, person, law, setaside, verb, comp, pron, rel, conj, punct,
    word. ``prep`` is the preposition before it; ``cases`` the grammatical cases a noun phrase can stand in;
    ``elided`` marks adjectives without their noun («особо тяжких»); ``inner`` are mentions inside a larger
    one; ``points`` says whether its words may point to a place (None where nobody has asked yet).
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
    inner: Sequence[Mention] = ()
    points: bool | None = None

    @property
    def low(self) -> str:
        """The folded head word; empty where there is none."""
        return self.head.low if self.head else ""

    def __repr__(self) -> str:
        return f"{self.kind}[{self.prep}{'|' if self.prep else ''}{self.head.norm if self.head else ''}]"


class _Facts(msgspec.Struct, gc=False, eq=False):
    """What the chunker asks of a word form, worked out once a form.

    ``kind`` is that of a chunk the word makes by itself, ``odd`` whether it may begin something larger that
    is looked for first; ``cases`` are those of its readings as an adjective or as a noun.
    """

    pos: str
    kind: str
    odd: bool
    degree: bool
    preposition: bool
    compound: bool
    closed: bool
    verbal: bool
    adjectival: bool
    nounlike: bool
    naming: bool
    relative: bool
    genitive: bool
    points: bool
    cases: frozenset[str]


_FACTS: dict[str, _Facts] = {}
_FACTS_LIMIT = 8_192


def _find_facts(word: Word) -> _Facts:
    low, form, pos = word.low, word.form, _find_pos(word)
    kind = _SIMPLE.get(low, "") if word.is_alpha else "punct"
    adjectival, nounlike = pos in _ADJECTIVAL, pos in _NOUNLIKE
    poses = _ADJECTIVAL if adjectival else _NOUNLIKE if nounlike else frozenset()
    facts = _Facts(
        pos=pos,
        kind=kind,
        odd=low in _BEFORE_PLACE or low in AMONG_FIRST or low in DEGREES or low == "то",
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
        cases=frozenset(p.case for p in form.parses if p.pos in poses and p.case) or _ANY_CASE,
    )
    if len(_FACTS) >= _FACTS_LIMIT:
        _FACTS.clear()
    _FACTS[low] = facts
    return facts


def _find_pos(word: Word) -> str:
    """The part of speech, with this genre's readings preferred."""
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
_ANY_CASE = frozenset({"nomn", "gent", "accs"})


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


def _first(mention: Mention) -> int:
    return mention.first


class Chunker:
    """Cuts the sentences of one sheet into chunks."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.facts = [_FACTS.get(w.low) or _find_facts(w) for w in sheet.words]
        self.mentions = mention_map(sheet)
        self._inner = sorted(sheet.layers.places, key=_first)
        self._shared = _sharing(sheet.layers.quantities)
        self._quantity_words = {i for q in sheet.layers.quantities for i in range(q.first, q.stop)}

    def names_place(self, sentence: Sentence) -> bool:
        """Whether a sentence names a place, or has a word that may point to one."""
        first, stop = sentence.first, sentence.stop
        for facts in self.facts[first:stop]:
            if facts.points:
                return True
        at = bisect_left(self._inner, first, key=_first)
        # A place that begins in the sentence before may have its last word here: then it is no chunk here.
        return at < len(self._inner) and self._inner[at].first < stop

    def chunks(self, sentence: Sentence) -> list[Chunk]:
        """The chunks of a sentence, in order."""
        out: list[Chunk] = []
        i, stop, prep = sentence.first, sentence.stop, ""
        words, mentions, all_facts, shared = self.words, self.mentions, self.facts, self._shared
        while i < stop:
            facts = all_facts[i]
            if i in shared:
                for quantity in shared[i]:
                    out.append(Chunk("num", quantity.first, quantity.stop, words[i], prep, mention=quantity))
                    out[-1].index, prep = len(out) - 1, ""
                i = out[-1].stop
                continue
            if facts.odd:
                if words[i].low in _BEFORE_PLACE and i + 2 < stop and words[i + 1].low == ".":
                    if mentions.get(i + 2, ("",))[0] == "place":
                        i += 2  # «в г. Алматы»
                        continue
                among = self._among(i, stop)
                if among is not None:
                    among.index, prep = len(out), ""
                    out.append(among)
                    i = among.stop
                    continue
            chunk = self._mention(i, stop) if i in mentions else None
            if chunk is None:
                kind = self._odd_kind(i) if facts.odd else facts.kind
                if kind:
                    chunk = Chunk(kind, i, i + 1, words[i])
                    if kind == "conj" and words[i].low == "то":
                        chunk.stop = i + 2
                elif facts.compound and (joined := self._compound(i, stop)):
                    prep, i = joined
                    continue
                elif facts.preposition:
                    prep = words[i].low
                    i += 1
                    continue
                elif facts.verbal:
                    chunk = Chunk("verb", i, i + 1, words[i])
                elif facts.naming or facts.degree or facts.pos == "NUMR":
                    chunk = self._noun_phrase(i, stop)
                else:
                    chunk = Chunk("word", i, i + 1, words[i])
            if chunk.kind not in _UNGOVERNED:
                chunk.prep, prep = prep, ""
            chunk.index = len(out)
            out.append(chunk)
            i = chunk.stop
        return out

    def _among(self, i: int, stop: int) -> Chunk | None:
        """«из них», «в том числе», «в т.ч.»: the words that announce a part."""
        words = self.words
        low = words[i].low
        if (low,) in AMONG or (i + 1 < stop and (low, words[i + 1].low) in _AMONG_PAIRS):
            for length in (5, 4, 3, 2, 1):
                if i + length <= stop and tuple(w.low for w in words[i : i + length]) in AMONG:
                    return Chunk("among", i, i + length, words[i])
        return None

    def _mention(self, i: int, stop: int) -> Chunk | None:
        kind, mention = self.mentions[i]
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
            while end < stop and end not in self.mentions and self.facts[end].naming:
                end += 1
        chunk = Chunk(kind, i, end, self.words[end - 1], mention=mention)
        if kind == "org":
            chunk.inner = [p for p in self._inner if p.first >= i and p.stop <= end]
        return chunk

    def _odd_kind(self, i: int) -> str:
        """The kind of a word by itself, where the next word has a say."""
        facts = self.facts[i]
        if i + 1 < len(self.words):
            if self.words[i].low == "то" and self.words[i + 1].low == "есть":
                return "conj"
            if facts.degree and self.facts[i + 1].adjectival:
                return ""  # «менее тяжкие», «ранее судимых» begin a phrase
        return facts.kind

    def _compound(self, i: int, stop: int) -> tuple[str, int] | None:
        words = self.words
        if i + 1 < stop and (words[i].low, words[i + 1].low) in _COMPOUND_PAIRS:
            for length in range(min(_LONGEST, stop - i), 1, -1):
                found = COMPOUND_PREPOSITIONS.get(tuple(w.low for w in words[i : i + length]))
                if found:
                    # «по сравнению с прошлым годом»: the period's span begins with «с»
                    inside = next((j for j in range(i + 1, i + length) if j in self.mentions), i + length)
                    return found, inside
        return None

    def _noun_phrase(self, i: int, stop: int) -> Chunk:
        words, all_facts, mentions = self.words, self.facts, self.mentions
        cases: frozenset[str] | None = None
        j = i
        while j < stop and j not in mentions:
            facts = all_facts[j]
            if facts.degree and j + 1 < stop and all_facts[j + 1].adjectival:
                j += 1
            elif facts.adjectival and not facts.relative:
                agreed = self._agree(cases, j)
                if agreed is None:
                    break
                cases, j = agreed, j + 1
            elif j > i and words[j].low in _JOINING and j + 1 < stop and self._goes_on(j + 1, stop, cases):
                j += 1
            else:
                break
        if j < stop and j not in mentions and all_facts[j].nounlike:
            agreed = self._agree(cases, j)
            if agreed is not None:
                return Chunk("np", i, self._genitives(j + 1, stop), words[j], cases=agreed)
        if j == i:
            return Chunk("word", i, i + 1, words[i])
        return Chunk("np", i, j, words[j - 1], cases=cases or frozenset(), elided=True)

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

    def _agree(self, cases: frozenset[str] | None, j: int) -> frozenset[str] | None:
        """The cases that the phrase so far and this word share; None if they have none in common."""
        word = self.words[j]
        if word.norm.isupper() and _is_abbreviation(word):
            return cases or _ANY_CASE
        own = self.facts[j].cases
        return own if cases is None else (cases & own) or None

    def _goes_on(self, j: int, stop: int, cases: frozenset[str] | None) -> bool:
        """Whether an adjective of the same case (and in the end a noun) follows a comma or «и»."""
        if self.facts[j].degree:
            j += 1
        if j >= stop or j in self.mentions or not self.facts[j].adjectival:
            return False
        return self._agree(cases, j) is not None and (
            j + 1 < stop and j + 1 not in self.mentions and self.facts[j + 1].naming
        )

    def _genitives(self, j: int, stop: int) -> int:
        """Where the chain of genitives after a noun ends: «число | преступлений небольшой тяжести»."""
        words, all_facts, mentions = self.words, self.facts, self.mentions
        end = j
        while j < stop and j not in mentions and end - j < 8:
            facts = all_facts[j]
            if facts.closed:
                break
            if facts.degree or (facts.adjectival and facts.genitive):
                j += 1
                continue
            if facts.nounlike and (facts.genitive or _is_abbreviation(words[j])):
                j = end = j + 1
                continue
            low = words[j].low
            if low == "," and end == j and self._listed(j, stop):
                j += 1
                continue
            if low == "и" and j > end and self._goes_on(j + 1, stop, _GENITIVE):
                j += 1
                continue
            if low == "и" and end == j and j + 1 < stop and j + 1 not in mentions and all_facts[j + 1].naming:
                form = words[j + 1].form
                if form.has(case="gent") and form.parses[0].case not in ("nomn", "accs"):
                    j += 1
                    continue
            break
        if j > end and not (j < stop and all_facts[j].nounlike) and words[end].low in SEVERITY:
            return j  # «удельный вес тяжких и особо тяжких»: adjectives whose noun is left out
        return end


_UNGOVERNED = frozenset({"punct", "word", "conj"})
_JOINING = frozenset({"и", "или", ","})
_GENITIVE = frozenset({"gent"})


def is_break(chunk: Chunk) -> bool:
    """Whether a chunk can part two numbers' contexts: a comma, dash, semicolon, bracket or conjunction."""
    if chunk.kind == "punct":
        return chunk.head is not None and chunk.head.low[0] in _BREAKS
    return chunk.kind == "conj" or (chunk.kind == "rel" and chunk.prep not in ("из", "среди"))


def is_strong(chunk: Chunk) -> bool:
    """Whether a chunk parts two statements: a dash, semicolon, colon or bracket."""
    return chunk.kind == "punct" and chunk.head is not None and chunk.head.low[0] in _STRONG


def quantity_of(chunk: Chunk) -> Quantity:
    """The quantity of a num chunk."""
    assert isinstance(chunk.mention, Quantity)
    return chunk.mention
