"""Bodies named by what they are for: «управление криминальной полиции ДП СКО», «прокуратура области Абай»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kzextract.entities.org_lexicon import head_of, org_lexicon
from kzextract.entities.phrases import GOVERNED, quoted_end, shape
from kzextract.entities.word_lists import word_set
from kzextract.reading.sheet import Sheet, Word

# After these topics a preposition and a free phrase follow: «борьбе со скотокрадством», «контролю в сфере
# оборота».
_OPEN_TOPICS: Final = word_set("open_topics")
_LONGEST: Final = 24
# «управление … комитета … прокуратуры»: bodies inside one another; more than these are noise.
_DEEPEST: Final = 2


@dataclass(slots=True)
class Body:
    """A body found: its words, its head's index, lemma and kind.

    And whether a place is a part of its name.
    """

    first: int
    head: int
    stop: int
    lemma: str
    kind: str
    placed: bool = False


class PhraseScanner:
    """Reads the phrases that begin at head nouns.

    ``jumps`` leads over places, ``closed`` marks words of others.
    """

    def __init__(self, sheet: Sheet, jumps: dict[int, int], closed: bytearray) -> None:
        self.sheet = sheet
        self.jumps = jumps
        self.closed = closed
        self.lexicon = org_lexicon()

    def bodies(self) -> Iterator[Body]:
        """All bodies of the sheet in order; one inside another is not given by itself."""
        words, starts = self.sheet.words, self.lexicon.head_starts
        done = 0
        for i in self.sheet.words_of({low for low in self.sheet.forms if low[:3] in starts}):
            if i < done or self.closed[i]:
                continue
            head = head_of(words[i])
            if head is None:
                continue
            body = self.body(i, head)
            if body is not None:
                yield body
                done = body.stop

    def body(self, head: int, what: tuple[str, str], depth: int = 0) -> Body | None:
        """The body whose head noun is word ``head``, if its phrase makes it a named one."""
        lemma, kind = what
        sentence = self.sheet.sentence_at(self.sheet.words[head].start)
        limit = min(sentence.stop, head + _LONGEST)
        first, proper = self._left(head, sentence.first)
        body = Body(first, head, head + 1, lemma, kind)
        words = self.sheet.words
        # «по данным департамента» are data of a body; «данным департаментом» is a body that is not named.
        data = first and words[first - 1].low in ("данным", "данные", "данных", "данными")
        if first and not data and words[first - 1].form.lemmas & self.lexicon.generic:
            return None
        topic = self._right(body, limit, depth)
        if topic:
            return body
        title = words[head].is_title and head > sentence.first
        if body.placed:
            if lemma not in self.lexicon.strict:
                return body
            return body if first < head or title else None
        if first < head:
            adjectives = {p.lemma for i in range(first, head) for p in words[i].form.parses}
            if kind == "prosecutor" and adjectives & self.lexicon.distinguishing:
                return body
            if kind == "court" and adjectives & self.lexicon.court_adjectives:
                return body
            if proper and (kind in ("bank", "other", "court") or title):
                return body
            if lemma in ("акимат", "маслихат"):
                return body
        return body if lemma == "спецпрокуратура" else None

    def _left(self, head: int, begin: int) -> tuple[int, bool]:
        """Where the adjectives before the head begin.

        And whether one of them has a capital within the sentence.
        """
        words = self.sheet.words
        cases = shape(words[head]).noun
        first, proper = head, False
        while first > begin and not self.closed[first - 1]:
            word = words[first - 1]
            if not word.norm[0].isalpha() or not shape(word).adjective & cases:
                break
            lemmas = {p.lemma for p in word.form.parses if p.pos in ("ADJF", "PRTF")}
            listed = bool(lemmas & self.lexicon.adjectives)
            named = word.is_title and first - 1 > begin
            relational = any(x.endswith(("ский", "цкий")) for x in lemmas)
            if not (listed or named or (relational and word.is_title)):
                break
            proper = proper or word.is_title
            first -= 1
        return first, proper

    def _right(self, body: Body, limit: int, depth: int) -> bool:
        """Extends a body over its complements; true when a topic or an own name is among them."""
        words = self.sheet.words
        known = self.lexicon
        free = body.kind == "ministry"
        topic = False
        j = body.head + 1
        allowed = frozenset({"gent"})
        spare = 0
        while j < limit:
            word = words[j]
            if j in self.jumps and self.jumps[j] <= limit:
                adjective_list = j + 1 < limit and self.jumps[j] == j + 1 and shape(word).adjective
                j = body.stop = self.jumps[j]
                body.placed = True
                spare = 0
                if adjective_list:
                    continue
                allowed = frozenset({"gent"})
                continue
            if self.closed[j]:
                break
            norm, low = word.norm, word.low
            if norm in '«"':
                close = quoted_end(self.sheet, j, limit) if body.stop == j else None
                if close is None or not (words[j + 1].is_title and words[j + 1].norm[0].isalpha()):
                    break
                j = body.stop = close
                topic = True
                continue
            if norm == "№":
                j = body.stop = min(j + 2, limit)
                continue
            if (
                low in ("г", "гор", "обл")
                and j + 2 < limit
                and words[j + 1].norm == "."
                and j + 2 in self.jumps
            ):
                j += 2
                continue
            if not norm[0].isalpha():
                if norm == "," and topic and self._topic_follows(j + 1, limit, allowed):
                    j += 1
                    continue
                break
            if norm in known.abbreviations and body.stop >= j - 1:
                j = body.stop = j + 1
                topic = True
                continue
            if low in ("имени", "им"):
                j += 1
                while j < limit and (
                    words[j].is_title or (words[j].norm == "." and len(words[j - 1].norm) == 1)
                ):
                    j += 1
                    body.stop = j
                topic = True
                continue
            if low in ("по", "с", "со", "в", "во", "за", "над", "на"):
                if low == "по" and self._governed(j + 1, limit):
                    allowed = GOVERNED["по"] | {"gent"}
                    j += 1
                    continue
                if topic and self._opens(words[j - 1]) and low != "по":
                    j = self._free(j + 1, limit, GOVERNED[low], 3)
                    if j > 0:
                        body.stop = j
                        allowed = frozenset({"gent"})
                        continue
                break
            if low == "и":
                if topic and self._topic_follows(j + 1, limit, allowed):
                    j += 1
                    continue
                break
            if word.form.lemmas & known.region_words and shape(word).noun & allowed:
                j = body.stop = j + 1
                body.placed = True
                if j < limit and words[j].norm == ".":
                    j = body.stop = j + 1
                continue
            inner = head_of(word)
            if (
                inner is not None
                and shape(word).noun & allowed
                and (
                    topic
                    or inner[1] in ("prosecutor", "committee", "ministry", "department")
                    or j > body.head + 1
                )
            ):
                nested = self.body(j, inner, depth + 1) if depth < _DEEPEST else None
                if nested is not None:
                    j = body.stop = nested.stop
                    topic = True
                    body.placed = body.placed or nested.placed
                    break
            form = shape(word)
            if form.noun & allowed and not form.other:
                lemmas = word.form.lemmas
                if lemmas & known.topics or free or spare > 0:
                    spare = 2 if lemmas & _OPEN_TOPICS or "datv" in allowed else max(0, spare - 1)
                    j = body.stop = j + 1
                    topic = True
                    continue
            if form.adjective & allowed and not form.other:
                j += 1
                continue
            break
        return topic

    def _opens(self, word: Word) -> bool:
        return bool(word.form.lemmas & _OPEN_TOPICS)

    def _governed(self, j: int, limit: int) -> bool:
        """Whether what follows «по» is a topic, a place or a region.

        «по защите …», «по ЗКО», «по городу Шымкенту».
        """
        words = self.sheet.words
        if j in self.jumps:
            return True
        for i in range(j, min(j + 4, limit)):
            word = words[i]
            if i in self.jumps or word.norm in self.lexicon.abbreviations:
                return True
            form = shape(word)
            if "datv" in form.noun:
                topics = self.lexicon.topics | _OPEN_TOPICS | self.lexicon.region_words
                return bool(word.form.lemmas & topics)
            if "datv" not in form.adjective:
                return False
        return False

    def _topic_follows(self, j: int, limit: int, allowed: frozenset[str]) -> bool:
        """Whether a coordinated topic comes next: «развитию финансового рынка», «специальным учётам»."""
        words = self.sheet.words
        for i in range(j, min(j + 4, limit)):
            form = shape(words[i])
            if form.noun & allowed and not form.other:
                return bool(words[i].form.lemmas & self.lexicon.topics)
            if not form.adjective & allowed:
                return False
        return False

    def _free(self, j: int, limit: int, cases: frozenset[str], count: int) -> int:
        """The end of a free phrase of up to ``count`` nouns, the first in one of ``cases``.

        0 if there is none.
        """
        words = self.sheet.words
        end = 0
        allowed = cases
        while j < limit and count and not self.closed[j] and j not in self.jumps:
            form = shape(words[j])
            if form.noun & allowed and not form.other:
                j += 1
                end = j
                count -= 1
                allowed = frozenset({"gent"})
            elif form.adjective & allowed:
                j += 1
            else:
                break
        return end
