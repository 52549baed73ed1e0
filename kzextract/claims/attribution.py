"""Attribution: whose words a number is — who was cited for it, else the source of the whole text.

A text is read from its beginning. A citation («сообщил …», «по словам …») makes its source the speaker of
what it is said of, and of what follows it, until another source is cited or a paragraph begins that does not
go on with what was said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from kzextract.claims.citations import SPEECH, Citation, CitationFinder, in_block
from kzextract.claims.speakers import AGENCY, Cast, Speaker
from kzextract.layers import OrgMention, PersonMention
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Block, Sentence, Sheet

__all__ = ["SPEECH", "Attribution", "Speaker", "speakers"]

_TABLE: Final = load_toml("attribution")
_GOING_ON: Final = tuple(_TABLE["going_on"])
_ANSWERS: Final = frozenset(_TABLE["answers"])
_ASKER: Final = re.compile(r"[–-]?\s*(" + "|".join([*_TABLE["askers"], *_TABLE["answers"]]) + r")\.?\s*:")
_LEAD: Final = 6
_SPEAKING: Final = ("–", "-")


class Attribution:
    """Who says what stands at a character."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._speakers: list[Speaker | None] = []

    def at(self, char: int) -> Speaker | None:
        """The speaker at a character, if there is one."""
        k = bisect_right(self._starts, char) - 1
        return self._speakers[k] if k >= 0 else None

    def say(self, start: int, speaker: Speaker | None) -> None:
        """What stands from ``start`` on is this speaker's."""
        while self._starts and self._starts[-1] >= start:
            self._starts.pop()
            self._speakers.pop()
        self._starts.append(start)
        self._speakers.append(speaker)


def speakers(sheet: Sheet) -> Attribution:
    """Whose words each place of a text is."""
    if not sheet.layers.persons and not sheet.layers.orgs:
        return Attribution()
    return _Reader(sheet).read()


class _Reader:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.cast = Cast(sheet)
        self.finder = CitationFinder(sheet, self.cast)
        self.out = Attribution()
        self.current: Speaker | None = None
        self.joint: tuple[Speaker, ...] = ()
        self.source: Speaker | None = None
        self.guest = _guest(sheet)
        self.spoken = False
        self.narrated = False
        self.held: tuple[Speaker | None] | None = None
        self.last = 0

    def read(self) -> Attribution:
        sheet = self.sheet
        self.source = self.cast.default()
        found = {s.index: self.finder.find(s) for s in sheet.sentences[:_LEAD]}
        self._find_source(found)
        self.current = self.source
        block: Block | None = None
        for sentence in sheet.sentences:
            if block is None or sentence.block != block.index:
                block = sheet.blocks[sentence.block]
                self._enter(block, sentence)
            if self.held is not None:
                self.current, self.held = self.held[0], None
            self.out.say(sentence.start, self.current)
            cited = found.get(sentence.index)
            # Whom «он» and «глава ведомства» mean depends on who was heard before, so it is asked in order.
            self._read(sentence, block, self.finder.find(sentence) if cited is None or cited else cited)
        return self.out

    def _find_source(self, found: dict[int, list[Citation]]) -> None:
        """The source of the text as a whole: the first one that its lead names."""
        told = [
            citation
            for index, citations in sorted(found.items(), key=lambda item: self._is_heading(item[0]))
            for citation in citations
            # A bystander's words, or a quotation further on, do not make a text theirs.
            if citation.speakers and not _is_witness(citation) and (index == 0 or not citation.spoken)
        ]
        if told:
            # An agency only passes on what somebody else is cited for.
            first = next((c for c in told if c.rank < AGENCY), told[0])
            self.source, self.joint = first.speakers[0], first.speakers

    def _is_heading(self, index: int) -> bool:
        return self.sheet.blocks[self.sheet.sentences[index].block].kind == "heading"

    def _enter(self, block: Block, sentence: Sentence) -> None:
        """A new paragraph: direct speech and what goes on with what was said keep the speaker."""
        line = self.sheet.low[block.start : block.end].strip()
        speech = self._is_speech(block) or (self.spoken and line[:1] in '«"')
        asker = _ASKER.match(line)
        if asker is not None:
            self.narrated = asker[1] not in _ANSWERS
            self.current = None if self.narrated else self.source
        elif self.narrated and not speech:
            self.current = None
        elif self.guest is not None and block.start >= self.guest.asked:
            asks = speech and self.sheet.norm[: block.end].rstrip().endswith("?")
            self.current = None if asks else self.guest.speaker
        elif speech:
            if not self.spoken and not _is_person(self.current):
                self.current = self.source if _is_person(self.source) else self.cast.heard or self.current
        elif block.kind == "item" or self._goes_on(sentence):
            pass
        elif self.source is not None and not (self.joint_speaks() and len(self.joint) > 1):
            self.current = self.source
        if len(self.joint) > 1 and not speech:
            self.current = self._head_of(sentence) or self.current
        self.spoken = self._is_speech(block) or line.endswith(":")

    def joint_speaks(self) -> bool:
        """Whether the speaker is one of those who told the whole text together."""
        return self.current is not None and self.current.name in {s.name for s in self.joint}

    def _is_speech(self, block: Block) -> bool:
        """Whether a dash opens the paragraph, and it is no item of a list."""
        line = self.sheet.norm[block.start : block.end].strip()
        if line[:1] not in _SPEAKING:
            return False
        if block.kind != "item":
            return True
        introduced = block.parent is not None and self.sheet.blocks[block.parent].kind != "turn"
        return not introduced and line[1:].lstrip()[:1].isupper() and line[-1] in ".!?…"

    def _goes_on(self, sentence: Sentence) -> bool:
        """«Так, …», «Кроме того, …»: the paragraph goes on with what was said before it."""
        low = self.sheet.low
        if not low.startswith(_GOING_ON, sentence.start):
            return False
        said = [phrase for phrase in _GOING_ON if low.startswith(phrase, sentence.start)]
        return not all(low[sentence.start + len(p) : sentence.start + len(p) + 1].isalpha() for p in said)

    def _head_of(self, sentence: Sentence) -> Speaker | None:
        """Of several who told the text the one whose body a paragraph begins with."""
        first = next(iter(self.cast.parties(sentence)), None)
        if first is None or not isinstance(first.speaker.mention, OrgMention) or not first.nominative:
            return None
        if first.start > sentence.start + 1:
            return None
        for speaker in self.joint:
            mention = speaker.mention
            if isinstance(mention, PersonMention) and mention.org and mention.org.name == first.speaker.name:
                return speaker
        return None

    def _read(self, sentence: Sentence, block: Block, citations: list[Citation]) -> None:
        """Gives what a sentence cites to its sources, also what stands before it in quotation marks."""
        before: Citation | None = None
        held = self.current
        for citation in citations:
            speaker = citation.speakers[0] if citation.speakers else None
            if self._adds_nothing(citation, before):
                continue
            self.out.say(self._from(citation, before, sentence, block), speaker)
            self.current = speaker
            self.last = max(citation.end, self.last)
            if speaker is not None and _is_person(speaker):
                self.cast.heard = speaker
            before = citation
            if citation.speakers and _is_witness(citation) and not citation.spoken:
                self.held = (held,)  # a bystander's word is one sentence long

    @staticmethod
    def _adds_nothing(citation: Citation, before: Citation | None) -> bool:
        """«По словам N, …, сообщает ведомство»: the words are N's already."""
        return before is not None and citation.back and not before.back and citation.rank >= before.rank

    def _from(self, citation: Citation, before: Citation | None, sentence: Sentence, block: Block) -> int:
        """Where the words that are cited begin."""
        if citation.this:
            first = not self.sheet.norm[block.start : sentence.start].strip() and block.index > 0
            start = self.sheet.blocks[block.index - 1].start if first else block.start
            return max(start, self.last) if self.last else 0
        if citation.spoken and citation.back:
            return max(self._opening(sentence, block, citation), self.last)
        if before is None:
            return sentence.start
        if not citation.back:
            return citation.start
        return before.end if before.back else before.start

    def _opening(self, sentence: Sentence, block: Block, citation: Citation) -> int:
        """The beginning of the direct speech that a citation follows."""
        if self._is_speech(block):
            return block.start
        norm = self.sheet.norm
        opening = [s.start for s in in_block(self.sheet, sentence) if norm[s.start] in '«"']
        begun = [start for start in opening if start >= self.last]
        if begun:
            return begun[-1]  # they are told backwards: the first of the block
        mark = max(norm.rfind(opening, block.start, citation.start) for opening in (": «", ': "'))
        return mark if mark > self.last else sentence.start


def _is_person(speaker: Speaker | None) -> bool:
    return speaker is not None and isinstance(speaker.mention, PersonMention)


def _is_witness(citation: Citation) -> bool:
    mention = citation.speakers[0].mention
    return isinstance(mention, PersonMention) and not mention.role


@dataclass(frozen=True, slots=True)
class _Guest:
    """Who answers in an interview, and where the first question begins."""

    speaker: Speaker
    asked: int


def _guest(sheet: Sheet) -> _Guest | None:
    """Who answers in an interview: the person whom its lead introduces, where
    questions and answers follow."""
    turns = [s for s in sheet.sentences if sheet.norm[s.start : s.start + 1] in _SPEAKING]
    asked = sum(1 for s in turns if sheet.norm[s.start : s.end].rstrip().endswith("?"))
    if asked < 2:
        return None
    lead = [p for p in sheet.layers.persons if p.start < turns[0].start]
    said = lead[-1] if lead else None
    return _Guest(Speaker(said.name, said), turns[0].start) if said is not None else None
