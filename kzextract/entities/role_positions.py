"""Positions as phrases: where one begins and ends, and its wording in the nominative."""

from __future__ import annotations

from dataclasses import dataclass

from kzextract.entities.org_lexicon import org_lexicon
from kzextract.entities.phrases import GOVERNED, extend, shape
from kzextract.entities.role_noun import RoleNoun
from kzextract.entities.roles import left_edge, lexicon, nominative, role_noun
from kzextract.reading.sheet import Sentence, Sheet


@dataclass(slots=True)
class Role:
    """A role found in the text: its words ``start:stop``, where its phrase ends.

    Its wording in the nominative.
    """

    start: int
    stop: int
    reach: int
    text: str
    head: str
    rank: bool
    cases: frozenset[str]


@dataclass(slots=True)
class Position:
    """One position phrase: «заместитель начальника ДП», a rank, a trade."""

    start: int
    head: int
    stop: int
    noun: RoleNoun
    acting: str
    bound: bool = False


class PositionReader:
    """Reads the positions of one sheet.

    ``persons`` maps the first word of each person to the word after it; ``cases`` gives the cases that its
    name can stand in; ``jumps`` lead over places and bodies. Bodies that begin at a word of ``apart`` are
    independent ones: they are linked, and no part of the position's wording.
    """

    def __init__(
        self,
        sheet: Sheet,
        persons: dict[int, int],
        cases: dict[int, frozenset[str]],
        jumps: dict[int, int],
        apart: frozenset[int] = frozenset(),
    ) -> None:
        self.sheet = sheet
        self.persons = persons
        self.cases = cases
        self.jumps = jumps
        self.apart = apart
        self.known = lexicon()
        self.found: dict[int, Role] = {}
        self._used: set[int] = set()
        self._inside = {i for first, stop in persons.items() for i in range(first, stop)}

    def _heads(self, sentence: Sentence) -> dict[int, RoleNoun]:
        heads = {}
        words = self.sheet.words
        for i in range(sentence.first, sentence.stop):
            noun = role_noun(words[i])
            if noun is not None and i not in self._inside and not self._modifies(i, noun, sentence):
                heads[i] = noun
        return heads

    def _modifies(self, i: int, noun: RoleNoun, sentence: Sentence) -> bool:
        """Whether an adjective that can name a position («пожарный») stands before a noun of its own here."""
        words = self.sheet.words
        if not shape(words[i]).adjective or i + 1 >= sentence.stop or i + 1 in self.persons:
            return False
        if noun.instrumental and role_noun(words[i + 1]) is None:
            return False  # «заведующей лабораторией»
        following = shape(words[i + 1])
        return (
            bool((following.noun | following.adjective) & shape(words[i]).adjective) and not following.other
        )

    def _position(
        self, head: int, noun: RoleNoun, sentence: Sentence, heads: dict[int, RoleNoun], strict: bool
    ) -> Position:
        start, acting = left_edge(self.sheet, head, sentence.first, noun)
        stop = extend(
            self.sheet,
            head,
            sentence.stop,
            self.persons,
            self.jumps,
            heads,
            first=frozenset({"ablt", "gent"}) if noun.instrumental else frozenset({"gent"}),
            chain=noun.deputy or bool(acting),
            strict=strict,
        )
        return Position(start, head, stop, noun, acting)

    def _is_office(self, position: Position) -> bool:
        """Whether a position is one: a calling needs a complement («режиссёр театра», not «режиссёр»)."""
        if position.noun.relation:
            return False
        if not position.noun.calling:
            return True
        following = position.head + 1
        return position.stop > following and self.sheet.words[following].low not in GOVERNED

    def _wording(self, p: Position) -> str:
        return nominative(self.sheet, p.start, p.head, self._own_stop(p), p.noun, p.acting)

    def _own_stop(self, p: Position) -> int:
        """Where the position's own wording ends: before the name of a firm, a party, a club, an institute."""
        words = self.sheet.words
        i = p.head + 1
        while i < p.stop:
            if i in self.apart or words[i].norm in ("«", '"', "(") or words[i].low in self.known.wording_ends:
                break
            i = max(self.jumps.get(i, 0), i + 1)
        i = min(i, p.stop)
        after = self.jumps.get(i, i + 1)
        if i == p.stop or (after < p.stop and words[after].low == "по"):
            # «директор НАСА по космическим полётам»: the field of work belongs to the position.
            return p.stop
        # What the name is of goes with it when it has an adjective («независимого еженедельника «…»»), and
        # so do prepositions left hanging.
        named = org_lexicon().triggers
        if (
            i - p.head > 2
            and words[i - 2].form.pos == "ADJF"
            and any(x in named for x in words[i - 1].form.lemmas)
        ):
            i -= 1
        while i > p.head + 1 and words[i - 1].form.pos in ("ADJF", "PREP", "CONJ", "PRTF", "ADVB"):
            i -= 1
        return i

    def _give(self, people: list[int], positions: list[Position]) -> None:
        start, stop = positions[0].start, self._own_stop(positions[-1])
        parts = [self._wording(p) for p in positions]
        texts = [", ".join(parts)] * len(people)
        if len(people) > 1 and len(positions) == 1:
            shared = self._distributed(positions[0], len(people))
            texts = shared or texts
        for person, text in zip(people, texts, strict=True):
            noun = positions[0].noun
            cases = noun.plural if len(people) > 1 else noun.singular
            if positions[0].acting or positions[0].bound:
                cases = frozenset()
            self.found[person] = Role(
                start, stop, positions[-1].stop, text, noun.lemma, all(p.noun.rank for p in positions), cases
            )
        self._used.update(p.head for p in positions)

    def _distributed(self, position: Position, count: int) -> list[str] | None:
        """«начальники ДП СКО и Костанайской области» for two persons: one complement each."""
        words = self.sheet.words
        cuts = [
            i for i in range(position.head + 1, position.stop) if words[i].low == "и" or words[i].norm == ","
        ]
        if len(cuts) != count - 1:
            return None
        edges = [position.head + 1, *[c + 1 for c in cuts]]
        ends = [*cuts, position.stop]
        head = nominative(
            self.sheet, position.start, position.head, position.head + 1, position.noun, position.acting
        )
        pieces = [
            self.sheet.text[words[a].start : words[b - 1].end]
            for a, b in zip(edges, ends, strict=True)
            if b > a
        ]
        if len(pieces) != count:
            return None
        out = [f"{head} {pieces[0]}"]
        body = words[edges[0]]
        for piece in pieces[1:]:
            # A second complement that is only a place shares the body: «ДП СКО» → «ДП Костанайской области».
            shares = (
                ends[0] - edges[0] > 1
                and (body.norm.isupper() or body.norm[0].islower())
                and piece[:1].isupper()
            )
            shares = shares and not piece.split()[0].isupper()
            out.append(
                f"{head} {self.sheet.text[body.start : body.end]} {piece}" if shares else f"{head} {piece}"
            )
        return out
