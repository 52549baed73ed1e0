"""Citations: where a sentence says whose words it gives — «сообщил …», «по словам …», «– отметил он»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kzextract.claims.lemmas import LemmaSet
from kzextract.claims.speakers import AGENCY, BODY, PERSON, QUOTED, Cast, Party, Speaker
from kzextract.claims.tellers import PRONOUNS, STOPS, Tellers, is_finite, sums_up
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sentence, Sheet, Word

_TABLE: Final = load_toml("attribution")
SPEECH: Final = LemmaSet(_TABLE["speech_verbs"])
_TELLING: Final = LemmaSet([*_TABLE["speech_verbs"], *_TABLE["telling_verbs"]])
_PASSIVE: Final = LemmaSet(_TABLE["passive_verbs"])
_CUES: Final = LemmaSet(_TELLING.lemmas | _PASSIVE.lemmas)
_STATEMENTS: Final = LemmaSet(_TABLE["statements"])
_PHRASES: Final = tuple(_TABLE["source_phrases"])
_PHRASE_HEADS: Final = frozenset(p.split()[0] for p in _PHRASES)
_LIGHT: Final = frozenset(
    [
        "как",
        "также",
        "ранее",
        "об",
        "этом",
        "это",
        "же",
        "и",
        "так",
        "при",
        "сам",
        "сама",
        "в",
        "свою",
        "очередь",
    ]
)


def in_block(sheet: Sheet, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence and those before it in its paragraph, backwards."""
    for index in range(sentence.index, -1, -1):
        if sheet.sentences[index].block != sentence.block:
            return
        yield sheet.sentences[index]


@dataclass(slots=True)
class Citation:
    """One naming of a source: where it begins and ends, and whom it names (nobody: a voice without a name).

    ``back`` says that what stands before it is theirs («…», – сообщил N), ``this`` that it sums up what was
    told («об этом сообщил N»), ``spoken`` that the words themselves are given.
    """

    start: int
    end: int
    speakers: tuple[Speaker, ...]
    rank: int
    back: bool = False
    this: bool = False
    spoken: bool = False


class CitationFinder:
    """Finds the citations of one sheet's sentences; ``cast`` knows who may speak."""

    def __init__(self, sheet: Sheet, cast: Cast) -> None:
        self.sheet = sheet
        self.cast = cast
        self.tellers = Tellers(sheet, cast)
        # Where a citation may stand: most words announce none.
        self._cues = sheet.words_of(_CUES.of(sheet) | _PHRASE_HEADS | {":"})

    def find(self, sentence: Sentence) -> list[Citation]:
        """The citations of a sentence, in order."""
        words = self.sheet.words
        out: list[Citation] = []
        first = bisect_left(self._cues, sentence.first)
        cues = self._cues[first : bisect_left(self._cues, sentence.stop, first)]
        if not cues:
            return out
        for i in cues:
            word = words[i]
            found = self._colon(sentence, i) if word.low == ":" else None
            if word.low in _PHRASE_HEADS:
                found = self._phrase(sentence, i)
            elif _TELLING.has(word) and is_finite(word):
                found = self._verb(sentence, i)
            if found is None and _PASSIVE.has(word):
                found = self._statement(sentence, i)
            if found is not None and not (out and found.start < out[-1].end):
                out.append(found)
        return _strongest([*out, *self._without_verb(sentence, out)])

    def _without_verb(self, sentence: Sentence, out: list[Citation]) -> Iterator[Citation]:
        """«…, а министр юстиции N – о росте жалоб»: the verb of the first speaker holds."""
        norm = self.sheet.norm
        for party in self.cast.parties(sentence) if out else ():
            dash = norm[party.end : party.end + 3].lstrip()[:1] in ("–", "-")
            gap = norm[max(0, party.start - 4) : party.start] == ", а "
            if dash and gap and party.nominative and party.start > out[-1].end:
                yield Citation(party.start, party.end, (party.speaker,), party.rank)

    def _colon(self, sentence: Sentence, i: int) -> Citation | None:
        """«Начальник полиции N: «…»»."""
        sheet = self.sheet
        char = sheet.words[i].start
        opening = sheet.norm[char + 1 : char + 10].lstrip()[:1]
        turn = sheet.blocks[sentence.block].kind == "turn"
        if opening not in ("«", '"', "–", "-") and not (turn and not opening):
            return None
        # «Комментарий прокурора N: «…»» has no verb, so the name need not be a subject.
        bare = not any(is_finite(w) for w in sheet.words[sentence.first : i])
        parties = [p for p in self.cast.parties(sentence) if p.end <= char and (p.nominative or bare)]
        if not parties:
            return None
        party = min(reversed(parties), key=lambda p: p.rank)
        if any(is_finite(w) for w in sheet.words[sheet.word_at(party.start) : i]):
            return None
        if party.end < char and sheet.norm[party.speaker.mention.end] != ",":
            return None
        return Citation(party.start, char, (party.speaker,), party.rank, spoken=True)

    def _phrase(self, sentence: Sentence, i: int) -> Citation | None:
        """«По словам N», «со ссылкой на N»."""
        sheet = self.sheet
        start = sheet.words[i].start
        phrase = next((p for p in _PHRASES if sheet.low.startswith(p, start)), None)
        if phrase is None or sheet.low[start + len(phrase) : start + len(phrase) + 1].isalpha():
            return None
        after = sheet.word_at(start + len(phrase))
        pronoun = next((p for p in phrase.split() if p in PRONOUNS), None)
        if pronoun is not None:
            speaker = self.cast.by_gender(PRONOUNS[pronoun], start)
            end = start + len(phrase)
            found = [Party(start, end, PERSON, speaker)] if speaker is not None else []
        else:
            found = list(self._beside(sentence, after))
        if not found:
            return None
        end = max(p.end for p in found)
        closing = self._rest(sentence, sheet.word_at(end - 1) + 1)
        return Citation(start, end, _speakers(found), min(found[0].rank, QUOTED), back=closing)

    def _beside(self, sentence: Sentence, at: int) -> Iterator[Party]:
        """The source whose name begins at a word or a few nouns after it, or the noun that stands for one."""
        words = self.sheet.words
        limit = min(sentence.stop, at + 7)
        parties = [p for p in self.cast.parties(sentence) if p.start >= words[at - 1].end]
        first = parties[0].start if parties else sentence.end
        j = at
        while j < limit and words[j].start < first and _is_nominal(words[j]):
            j += 1
        if j < limit and parties and words[j].start >= first:
            yield parties[0]
            return
        for k in range(at, j):
            speaker = self.cast.by_noun(words[k], words[k].start)
            if speaker is not None:
                yield Party(words[k].start, words[k].end, self.cast.rank(speaker), speaker)
                return

    def _statement(self, sentence: Sentence, i: int) -> Citation | None:
        """«Говорится в отчёте N», «отмечено в докладе N»."""
        words = self.sheet.words
        if words[i].form.pos not in ("VERB", "PRTS") or i + 2 >= sentence.stop:
            return None
        if words[i + 1].low not in ("в", "на", "во"):
            return None
        noun = i + 2
        while noun < min(sentence.stop, i + 5) and not _STATEMENTS.has(words[noun]):
            noun += 1
        if noun >= sentence.stop or not _STATEMENTS.has(words[noun]):
            return None
        found = tuple(self._beside(sentence, noun + 1))
        if not found:
            return None
        end = max(p.end for p in found)
        back = self._rest(sentence, self.sheet.word_at(end - 1) + 1)
        return Citation(words[i].start, end, _speakers(found), found[0].rank, back)

    def _verb(self, sentence: Sentence, i: int) -> Citation | None:
        """A verb of speech with its subject, after it or before it."""
        words = self.sheet.words
        verb = words[i]
        if i and words[i - 1].low == "не":
            return None
        start = self._clause(sentence, i, over=False)
        inverted = self._is_inverted(start, i)
        after = self.tellers.after(sentence, i) or (self.tellers.named_after(sentence, i) if inverted else [])
        if not after or not inverted:
            start = self._clause(sentence, i, over=True)
            inverted = self._is_inverted(start, i)
        quoted = self._quoted(sentence, start)
        before = self.tellers.before(sentence, start, i) if start < i else []
        # «Об этом в службе коммуникаций сообщил N»: the person, not the place where it was told.
        found = after if after and (not before or after[0].rank < before[0].rank or inverted) else before
        about = sums_up(words[start : min(i + 3, sentence.stop)])
        if not found:
            if quoted and inverted and self.tellers.unnamed_after(sentence, i):
                return Citation(words[start].start, verb.end, (), PERSON, back=True, spoken=True)
            if self.tellers.in_unnamed_body(sentence, i):
                back = inverted and start > sentence.first and words[start].low != "как"
                return Citation(words[start].start, verb.end, (), BODY, back and not self._tells(verb.end))
            return None
        first, last = min(p.start for p in found), max(p.end for p in found)
        begins, ends = min(first, words[start].start), max(last, verb.end)
        back = inverted and start > sentence.first and words[start].low != "как" and not self._tells(ends)
        this = about and not self._tells(ends)
        return Citation(begins, ends, _speakers(found), found[0].rank, back, this, quoted and back)

    def _is_inverted(self, start: int, i: int) -> bool:
        """Whether the verb opens its clause, so that its subject follows."""
        return all(w.low in _LIGHT or not w.is_alpha for w in self.sheet.words[start:i])

    def _clause(self, sentence: Sentence, i: int, *, over: bool) -> int:
        """The first word of the clause that the verb at ``i`` stands in; ``over`` what is put in."""
        words = self.sheet.words
        k = i
        while k > sentence.first:
            mark = words[k - 1]
            if mark.low in STOPS and not self._quotes_name(mark):
                break
            if mark.low == "," and not self.cast.inside(mark.start):
                opening = self._put_in(sentence, k - 1) if over else k - 1
                if opening == k - 1:
                    break
                k = opening
            else:
                k -= 1
        return k

    def _put_in(self, sentence: Sentence, comma: int) -> int:
        """The comma that opens what another one closes: «N, отвечая на вопрос, сказал»."""
        words = self.sheet.words
        k = comma - 1
        while k > sentence.first and words[k].low != "," and words[k].low not in STOPS:
            k -= 1
        following = words[k + 1]
        put_in = following.form.pos in ("GRND", "PRTF") or following.low.startswith("котор")
        return k if words[k].low == "," and put_in else comma

    def _quotes_name(self, mark: Word) -> bool:
        """Whether a quotation mark belongs to a name: «рассказал «Нашей газете»»."""
        return mark.low in ("«", "»", '"') and (
            self.cast.inside(mark.start - 1) or self.cast.inside(mark.end)
        )

    def _quoted(self, sentence: Sentence, start: int) -> bool:
        """Whether direct speech ends before the clause: a quotation mark or the dash of a spoken line."""
        words = self.sheet.words
        if start <= sentence.first:
            return False
        before = [words[k].low for k in range(max(sentence.first, start - 3), start)]
        dash = before[-1] in ("–", "-")
        if any(mark in ("»", '"') for mark in before) and before[-1] not in ("»", '"'):
            return dash or any(self.sheet.norm[s.start] in '«"' for s in in_block(self.sheet, sentence))
        norm, block = self.sheet.norm, self.sheet.blocks[sentence.block]
        if not dash:
            return False
        told = norm[sentence.start : words[start].start]
        return norm[block.start :].lstrip()[:1] in "–-" or told.count("«") > told.count("»")

    def _tells(self, end: int) -> bool:
        """Whether what was said follows: «сообщил, что …», «сообщил: …»."""
        rest = self.sheet.low[end : end + 60].lstrip(' »"')
        return rest.startswith((", что", ":", "что ")) or rest.startswith(", как ")

    def _rest(self, sentence: Sentence, at: int) -> bool:
        """Whether nothing but marks follows in the sentence."""
        return at > sentence.first and not any(w.is_alpha for w in self.sheet.words[at : sentence.stop])


def _is_nominal(word: Word) -> bool:
    return word.form.pos in ("NOUN", "ADJF", "PRTF", "PREP", "UNKN", "LATN", "NPRO") or word.low in ('"', "«")


def _speakers(parties: Iterable[Party]) -> tuple[Speaker, ...]:
    return tuple(p.speaker for p in parties)


def _strongest(found: list[Citation]) -> list[Citation]:
    """An agency that passes on what a person, a body or another agency said is no source of its own."""
    best = min((c.rank for c in found), default=AGENCY)
    return [c for c in found if c.rank < QUOTED or c.rank == best]
