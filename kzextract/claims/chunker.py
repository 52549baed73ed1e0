"""Chunker: cuts a sentence into chunks, longest mentions first."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from kzextract.claims.chunks import Chunk
from kzextract.claims.mentions import mention_map, sharing
from kzextract.claims.word_facts import (
    AMONG,
    AMONG_PAIRS,
    ANY_CASE,
    BEFORE_PLACE,
    COMPOUND_PAIRS,
    COMPOUND_PREPOSITIONS,
    LONGEST,
    SEVERITY,
    facts_of,
)
from kzextract.layers import Mention, SetAside
from kzextract.reading.sheet import Sentence, Sheet, Word


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
        self.facts = facts_of(sheet)
        self.mentions = mention_map(sheet)
        self._inner = sorted(sheet.layers.places, key=_first)
        self._shared = sharing(sheet.layers.quantities)
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
                if words[i].low in BEFORE_PLACE and i + 2 < stop and words[i + 1].low == ".":
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
        if (low,) in AMONG or (i + 1 < stop and (low, words[i + 1].low) in AMONG_PAIRS):
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
        if i + 1 < stop and (words[i].low, words[i + 1].low) in COMPOUND_PAIRS:
            for length in range(min(LONGEST, stop - i), 1, -1):
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
                if self._agree(cases, j + 1) is None:
                    break  # «совершённых | ранее судимыми»
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
        if j + 1 < stop and self._is_attribute(j):
            agreed = self._agree(cases, j)
            if agreed is not None and agreed & all_facts[j + 1].cases:
                cases, j = agreed, j + 1  # «участковый пункт»
        if j < stop and j not in mentions and all_facts[j].nounlike:
            agreed = self._agree(cases, j)
            if agreed is not None:
                return Chunk("np", i, self._genitives(j + 1, stop), words[j], cases=agreed)
        if j == i:
            return Chunk("word", i, i + 1, words[i])
        return Chunk("np", i, j, words[j - 1], cases=cases or frozenset(), elided=True)

    def _is_attribute(self, j: int) -> bool:
        """Whether a noun that can be an adjective too stands before a noun that it agrees with."""
        word = self.words[j]
        if (
            j in self.mentions
            or j + 1 in self.mentions
            or not self.facts[j].nounlike
            or "ADJF" not in word.form.poses
        ):
            return False
        following = self.words[j + 1].form
        if following.pos != "NOUN" or following.parses[0].animacy == "anim":
            return False
        top = following.parses[0]
        return any(
            p.pos == "ADJF" and p.case == top.case and p.number == top.number and p.gender in ("", top.gender)
            for p in word.form.parses
        )

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
            return cases or ANY_CASE
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


_UNGOVERNED: Final = frozenset({"punct", "word", "conj"})
_JOINING: Final = frozenset({"и", "или", ","})
_GENITIVE: Final = frozenset({"gent"})
