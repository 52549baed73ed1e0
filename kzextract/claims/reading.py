"""From quantities to settled frames: the rules about one number, run in reading order over a whole text."""

from __future__ import annotations

import re
from typing import Final

from kzextract.claims.actions import action_for
from kzextract.claims.chunker import Chunker
from kzextract.claims.chunks import Chunk
from kzextract.claims.clock import Clock, is_reporting, stretch_of
from kzextract.claims.columns import Column, columns_of, fill_column
from kzextract.claims.comparisons import settle_bases
from kzextract.claims.focus import Focus, find_text_place, is_dateline, spot_of
from kzextract.claims.framer import Framer
from kzextract.claims.frames import Frame, is_object
from kzextract.claims.groups import settle_groups
from kzextract.claims.indicators import settle_indicator
from kzextract.claims.intros import introduce
from kzextract.claims.marks import mark
from kzextract.claims.measures import RATE_NOUNS, settle_measure
from kzextract.claims.naming import is_money_unit, names_damage
from kzextract.claims.parts import Parts
from kzextract.claims.penalties import is_penalty
from kzextract.claims.predicates import (
    ASIDE,
    MEASURES,
    counted_words,
    find_action,
    has_own_subject,
    leans,
    own_verbs,
    participle_action,
    verb_ahead,
)
from kzextract.claims.scope import is_doer
from kzextract.claims.states import is_present, is_state, says_before
from kzextract.claims.times import mentions_in, settle_period
from kzextract.claims.topics import Topics, says_total
from kzextract.claims.whereabouts import distribute, places_in, settle_place, theme
from kzextract.layers import PlaceMention
from kzextract.reading.sheet import Block, Sentence, Sheet, Word

_EMPTY_LINE: Final = re.compile(r"\n *\n")
_HEADINGS: Final = frozenset({"heading", "intro"})


class ClaimReader:
    """Reads the numbers of one sheet; ``frames`` holds them, settled, in text order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.chunker = Chunker(sheet)
        self.framer = Framer(sheet)
        self.topics = Topics()
        self.focus = Focus(text=find_text_place(sheet))
        self.clock = Clock.of(sheet)
        self.parts = Parts(sheet)
        self._list_intro: Frame | None = None
        self._columns: tuple[Column, Column] | None = None
        self._list_verb: tuple[str | None, Word | None] | None = None
        self._asked: tuple[str | None, Word | None] | None = None
        self.frames: list[Frame] = []
        self._last_of_block: dict[int, Frame] = {}
        self._spaced = _EMPTY_LINE.search(sheet.norm) is not None

    def read(self) -> list[Frame]:
        """Settles every number of the text."""
        sheet = self.sheet
        block: Block | None = None
        # What stands after the last number cannot change what any number means.
        last = max((q.start for q in sheet.layers.quantities), default=-1)
        for sentence in sheet.sentences:
            if sentence.start > last:
                break
            if block is None or sentence.block != block.index:
                block = sheet.blocks[sentence.block]
                self._enter(block)
            chunks = self.chunker.chunks(sentence)
            self.focus.sentence = self.clock.sentence = None
            frames = self.framer.frames(sentence, chunks)
            self.topics.read(sheet, chunks, block.index, bool(frames))
            self.focus.named = self.chunker.names_place(sentence)
            mark(sheet, frames)
            distribute(sheet, frames, self.focus)
            for frame in frames:
                self._settle(frame, block)
            settle_bases(frames)
            self._leave(chunks, sentence, block, frames)
        settle_groups(self.frames)
        return self.frames

    def _enter(self, block: Block) -> None:
        """A new paragraph starts at the place and time of its heading, or of the text."""
        if block.kind != "item" and (not self._spaced or self._blank_before(block)):
            self.focus.paragraph = self.clock.paragraph = None
        if block.kind != "item" and self._blank_before(block):
            self._columns = None

    def _blank_before(self, block: Block) -> bool:
        before = self.sheet.norm[max(0, block.start - 40) : block.start]
        return before[len(before.rstrip()) :].count("\n") > 1

    def _leave(self, chunks: list[Chunk], sentence: Sentence, block: Block, frames: list[Frame]) -> None:
        """What the sentence named holds on: in its paragraph, or under the heading that it is."""
        self._note_verb(chunks, block, frames)
        if not frames and chunks:
            self._columns = columns_of(self.sheet, block) or self._columns
            self._introduce(chunks, sentence, block)
        elif frames and self._list_intro is not None and frames[0].intro is not self._list_intro:
            self._list_intro = None
        spots = [s for c, s in places_in(self.sheet, chunks, self.focus) if c.kind == "place"]
        spots += [spot_of(p) for c in chunks if c.inner for p in c.inner if isinstance(p, PlaceMention)]
        self.focus.recent += spots
        periods = [m for m in mentions_in(chunks) if is_reporting(m) and stretch_of(m)]
        turn = block.kind == "turn" and self.sheet.norm.endswith(":", 0, block.end)
        if (block.kind in _HEADINGS or turn) and not frames:
            if spots and not is_dateline(self.sheet, block):
                self.focus.heading = spots[-1]
            if periods and periods[-1].role != "as_of":
                self.clock.heading = stretch_of(periods[-1])
            return
        about = theme(self.sheet, chunks, frames, self.focus)
        if about is not None:
            self.focus.paragraph = about
        self.clock.leave(periods, bool(frames))

    def _continues_list(self, frame: Frame, block: Block) -> bool:
        """A line without a verb under a line that carries one: «Рост допущен / в Сатпаеве – на 6,3%»."""
        return not own_verbs(frame) and block.end - block.start < 120 and not self._blank_before(block)

    def _introduce(self, chunks: list[Chunk], sentence: Sentence, block: Block) -> None:
        """A line without numbers over a list: «Снизилось
        количество:», «Раскрываемость (январь–март 2025 года):»."""
        line = self.sheet.norm[block.start : block.end].rstrip()
        intro: Frame | None = None
        if (block.kind in _HEADINGS or line[-1:] not in ".!?;,") and not line.endswith("?"):
            intro = introduce(self.sheet, chunks, sentence)
        if intro is not None:
            self._last_of_block[block.index] = self._list_intro = intro
        elif self._blank_before(block):
            self._list_intro = None

    def _note_verb(self, chunks: list[Chunk], block: Block, frames: list[Frame]) -> None:
        """«Зарегистрировано:» over a table, «А сколько изъяли?»:
        the verb holds for the figures that follow."""
        if frames:
            if self._list_verb is None:
                return
            labels = (f for f in frames if f.marker != "bracket" and not says_total(f))
            if not all(self.parts.is_label(f, block) for f in labels):
                self._list_verb = None
            return
        mark = self.sheet.low[block.start : block.end].rstrip()[-1:]
        if mark == ":":
            self._list_verb = self._verb_of(chunks)
        elif mark == "?":
            self._asked = self._verb_of(chunks)
        elif block.kind == "heading" and self._blank_before(block):
            self._list_verb = None

    def _verb_of(self, chunks: list[Chunk]) -> tuple[str | None, Word | None] | None:
        """The first verb of a line that has an action, with it."""
        for chunk in chunks:
            if chunk.kind == "verb" and chunk.head is not None:
                action = action_for(self.sheet.words, chunk.head.i)
                if action:
                    return action, chunk.head
        return None

    def _settle(self, frame: Frame, block: Block) -> None:
        sheet, words = self.sheet, self.sheet.words
        if block.kind == "item":
            frame.item = True
            if block.parent is not None:
                frame.intro = self._last_of_block.get(block.parent)
            last = self.frames[-1] if self.frames else None
            if last is not None and last.item and last.sentence.block == block.index - 1:
                frame.sibling = last
        elif frame.before is None and self._list_intro is not None and self._continues_list(frame, block):
            frame.item, frame.intro = True, self._list_intro
        frame.action, frame.verb = find_action(words, frame)
        self._inherit_action(frame, block)
        settle_measure(words, frame)
        self._inherit_rate(frame)
        if is_penalty(words, frame):
            frame.rule, frame.action = "level.penalty", None
        settle_place(sheet, frame, self.focus)
        if self._columns is None or not fill_column(frame, self._columns):
            settle_indicator(sheet, frame, self.topics)
        _judge(frame)
        self.topics.note(frame)
        _agree_harm(frame)
        if frame.action == "damaged" and is_doer(frame):
            frame.action = None
        frame.state, frame.present = is_state(frame), is_present(frame)
        frame.before_words = says_before(words, frame)
        settle_period(sheet, frame, self.clock)
        if frame.measure != "level":
            frame.action = None
        elif (frame.action is None and frame.verb is None and not own_verbs(frame)) or frame.pair:
            frame.action = frame.action or participle_action(words, frame)
        self.frames.append(frame)
        self.parts.settle(frame, block)
        if frame.before is not None and frame.before.part_of is frame and frame.before.period_mention is None:
            frame.before.period = frame.period  # «88 краж из 97 зарегистрированных за июнь»
        if frame.action is not None and says_total(frame):
            self._list_verb = (frame.action, frame.verb)
        self._asked = None
        self._last_of_block[block.index] = self._last_of_block.get(block.index, frame)

    def _inherit_action(self, frame: Frame, block: Block) -> None:
        """«выявлено 5 краж, 3 грабежа»: the verb of the first
        holds for the others of the sentence or list."""
        if frame.action is not None or not leans(frame) or frame.unit in MEASURES:
            return
        if frame.prep == "из" or frame.prep in ASIDE or is_object(frame):
            return
        source = frame.partner if frame.pair in ("to", "against", "slash_second") else None
        source = source or frame.host or frame.before
        while source is not None and source.measure != "level" and source.before is not None:
            source = source.before
        source = source or frame.intro
        sums = source is None or is_money_unit(source) or source.unit == "MCI"
        damage = not sums and names_damage(frame)
        if source is not None and (damage or has_own_subject(frame, source)):
            return
        if source is not None:
            frame.action, frame.verb = source.action, source.verb
            if (
                frame.action is None
                and frame.verb is not None
                and not frame.left
                and frame.governed is not None
            ):
                # «доставлено с 4 постов 9 нарушителей»: the verb tells of the second
                frame.action = action_for(
                    self.sheet.words, frame.verb.i, noun=counted_words(self.sheet.words, frame)
                )
            return
        frame.action, frame.verb = verb_ahead(self.sheet.words, frame)
        if frame.action is None and self._list_verb is not None and self.parts.is_label(frame, block):
            frame.action, frame.verb = self._list_verb
        elif frame.action is None and self._asked is not None and not own_verbs(frame):
            frame.action, frame.verb = self._asked

    def _says_rate(self, frame: Frame) -> bool:
        """Whether a number has no other noun than «показатель», «уровень»: «в среднем по стране – 57»."""
        nouns = [c for c in frame.left if c.kind == "np" and not c.prep and not c.elided]
        return not any(c.head is not None and not c.head.form.lemmas & RATE_NOUNS for c in nouns)

    def _inherit_rate(self, frame: Frame) -> None:
        """«по стране – 57», «до 3,1»: the denominator was said with the number before."""
        if frame.measure != "level" or frame.unit != "count" or frame.governed is not None or frame.action:
            return
        inner = frame.host is not None or (frame.partner is not None and frame.partner.per)
        if not inner and not self._says_rate(frame):
            return
        before = frame.partner if frame.partner is not None and frame.partner.per else frame.before
        if before is None and self.frames:
            before = self.frames[-1]
        if before is None or before.measure != "rate" or not before.per:
            return
        frame.measure, frame.per, frame.rule = "rate", before.per, "rate.inherited"


def _judge(frame: Frame) -> None:
    """«раскрываемость лучше на 5 п.п.» is a rise, «показатели по кражам лучше на 5%» a fall."""
    if frame.measure != "change" or frame.change is None or not frame.change.judged:
        return
    code = frame.indicator.code if frame.indicator else None
    if code is not None and code != "crime.clearance" and code.startswith(_HARMFUL):
        frame.direction = "down" if frame.change.direction == "up" else "up"


_HARMFUL: Final = (
    "crime.",
    "offence.",
    "traffic.",
    "fire.",
    "emergency.",
    "money.damage",
    "money.stolen",
    "call.fraud",
)


def _agree_harm(frame: Frame) -> None:
    """«погибших – 250, раненых – 2 900»: the verb of the dead does not hold for the hurt."""
    code = frame.indicator.code if frame.indicator else None
    if frame.action == "killed" and code == "traffic.injured":
        frame.action = "injured"
    elif frame.action == "injured" and code == "traffic.deaths":
        frame.action = "killed"
