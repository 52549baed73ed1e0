"""Which position belongs to which person: before the name, after it, and after a verb of office."""

from __future__ import annotations

from dataclasses import dataclass

from kzextract.entities.org_lexicon import org_lexicon
from kzextract.entities.phrases import extend, shape
from kzextract.entities.roles import RoleNoun, left_edge, lexicon, nominative, role_noun
from kzextract.reading.sheet import Sentence, Sheet

_ONE = frozenset("один одна одним одной одного одному".split())
_APPOSITION = frozenset(",–(-")


@dataclass(slots=True)
class Role:
    """A role found in the text: its words ``start:stop``, where its phrase ends, its wording in the nominative."""

    start: int
    stop: int
    reach: int
    text: str
    head: str
    rank: bool
    cases: frozenset[str]


@dataclass(slots=True)
class _Position:
    """One position phrase: «заместитель начальника ДП», a rank, a trade."""

    start: int
    head: int
    stop: int
    noun: RoleNoun
    acting: str
    bound: bool = False


class RoleFinder:
    """Finds the roles of the persons of one sheet.

    ``persons`` maps the first word of each person to the word after it; ``cases`` gives the cases that its name can
    stand in; ``jumps`` lead over places and bodies. Bodies that begin at a word of ``apart`` are independent ones:
    they are linked, and no part of the position's wording.
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

    def run(self) -> dict[int, Role]:
        """The role of each person (by the index of its first word)."""
        by_sentence: dict[int, list[int]] = {}
        for first in sorted(self.persons):
            index = self.sheet.sentence_at(self.sheet.words[first].start).index
            by_sentence.setdefault(index, []).append(first)
        for index, people in by_sentence.items():
            sentence = self.sheet.sentences[index]
            heads = self._heads(sentence)
            if heads:
                self._before(sentence, heads, people)
                self._after(sentence, heads, people)
        return self.found

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
        following = shape(words[i + 1])
        return (
            bool((following.noun | following.adjective) & shape(words[i]).adjective) and not following.other
        )

    def _position(
        self, head: int, noun: RoleNoun, sentence: Sentence, heads: dict[int, RoleNoun], strict: bool
    ) -> _Position:
        start, acting = left_edge(self.sheet, head, sentence.first, noun)
        stop = extend(
            self.sheet,
            head,
            sentence.stop,
            self.persons,
            self.jumps,
            heads,
            first=frozenset({"ablt", "gent"}) if noun.instrumental else frozenset({"gent"}),
            chain=noun.deputy or bool(acting) or "обязанности" in acting,
            strict=strict,
        )
        return _Position(start, head, stop, noun, acting)

    # Before the name -------------------------------------------------------------------------------------------

    def _before(self, sentence: Sentence, heads: dict[int, RoleNoun], people: list[int]) -> None:
        order = sorted(heads)
        at = 0
        pending: list[_Position] = []
        while at < len(order):
            head = order[at]
            at += 1
            position = self._position(head, heads[head], sentence, heads, strict=False)
            while at < len(order) and order[at] < position.stop:
                at += 1
            if pending and not self._adjoins(pending[-1], position):
                pending = []
            elif pending and position.start > pending[-1].stop:
                word = self.sheet.words[pending[-1].stop]
                pending[-1].bound = word.low in self.known.office_verbs
            pending.append(position)
            target = self._next_person(position)
            if target is None:
                self._inverted(position)
                continue
            group = self._listed(target, position)
            matching = [p for p in pending if self._agrees(p, target, len(group) > 1) and self._is_office(p)]
            if matching:
                self._give(group, self._main(matching))
            pending = []

    @staticmethod
    def _main(positions: list[_Position]) -> list[_Position]:
        """A position and a rank are one role; of several positions the one next to the name is taken."""
        civil = [p for p in positions if not p.noun.rank]
        if len(civil) < 2:
            return positions
        nearest = civil[-1]
        return [p for p in positions if p is nearest or p.noun.rank and p.head > nearest.head]

    @staticmethod
    def _is_office(position: _Position) -> bool:
        """Whether a position is one: a calling needs a complement («режиссёр театра», not «режиссёр»)."""
        if position.noun.relation:
            return False
        return not position.noun.calling or position.stop > position.head + 1

    def _adjoins(self, left: _Position, right: _Position) -> bool:
        """Whether two positions are said of one person: «начальник ДП, полковник полиции», «писатель и журналист»."""
        words = self.sheet.words
        between = words[left.stop : right.start]
        if between and between[0].low in self.known.office_verbs:
            # «Начальником департамента назначен генерал-майор полиции …»
            return len(between) == 1 and right.noun.rank and "ablt" in left.noun.singular
        if len(between) > 1 or (between and between[0].low not in (",", "и")):
            return False
        last = words[left.stop - 1]
        if between and between[0].low == "и" and last.is_title and not last.form.known:
            # «капитан клуба Тоттенхэм … и защитник»: the unknown name may be that of the captain himself.
            return False
        return bool(left.acting) or bool(left.noun.cases & right.noun.cases)

    def _next_person(self, position: _Position) -> int | None:
        """The person whose name follows a position, at once or after a comma or dash."""
        words = self.sheet.words
        i = position.stop
        if i in self.persons:
            return i
        if i < len(words) and words[i].low in self.known.titles:
            i += 1 if words[i + 1 : i + 2] and words[i + 1].norm != "." else 2
            return i if i in self.persons else None
        if i < len(words) and words[i].norm in (",", "–", ":") and i + 1 in self.persons:
            # «один из участковых, Самат Ибраев,» but not a list «журналисты, Иванов»
            if words[i].norm == ",":
                after = self.persons[i + 1]
                closed = after >= len(words) or words[after].norm in (",", ".", ")", "–")
                return i + 1 if closed else None
            return None
        return None

    def _inverted(self, position: _Position) -> None:
        """«капитаном стал Михаель Баллак», «на пост министра назначен Ерлан Серик»: the position comes first."""
        i = position.stop
        words = self.sheet.words
        if i + 1 not in self.persons or i + 1 in self.found or not self._is_office(position):
            return
        post = position.start > 0 and words[position.start - 1].low in self.known.posts
        becomes = words[i].low in self.known.office_verbs and "ablt" in position.noun.singular
        takes = post and words[i].low in self.known.taking and "gent" in position.noun.singular
        if becomes or takes:
            self._give([i + 1], [position])
            self.found[i + 1].cases = frozenset({"nomn"})

    def _listed(self, first: int, position: _Position) -> list[int]:
        """The persons of a list that a plural position heads: «начальники … Касымов и Оразалин»."""
        out = [first]
        if not position.noun.plural or position.noun.singular & self.cases[first]:
            return out
        words = self.sheet.words
        while True:
            stop = self.persons[out[-1]]
            if stop < len(words) and words[stop].low in (",", "и") and stop + 1 in self.persons:
                out.append(stop + 1)
            else:
                return out

    def _agrees(self, position: _Position, person: int, several: bool) -> bool:
        noun, cases = position.noun, self.cases[person]
        if position.acting or position.bound:
            return True
        if (
            noun.deputy
            and position.stop == position.head + 1 == person
            and "gent" in cases
            and "nomn" in noun.singular
        ):
            # «помощник Хиллари Клинтон»: the assistant of the one who is named.
            return False
        if several:
            return bool(noun.cases & cases)
        words = self.sheet.words
        if noun.singular & cases:
            return True
        # «один из участковых, Самат Ибраев»
        before = words[max(0, position.start - 2) : position.start]
        return len(before) == 2 and before[1].low == "из" and before[0].low in _ONE and "gent" in noun.plural

    def _give(self, people: list[int], positions: list[_Position]) -> None:
        start, stop = positions[0].start, self._own_stop(positions[-1])
        parts = [self._wording(p) for p in positions]
        texts = [", ".join(parts)] * len(people)
        if len(people) > 1 and len(positions) == 1:
            shared = self._distributed(positions[0], len(people))
            texts = shared or texts
        for person, text in zip(people, texts, strict=True):
            noun = positions[0].noun
            cases = frozenset() if positions[0].acting or positions[0].bound else noun.plural if len(people) > 1 else noun.singular
            self.found[person] = Role(
                start, stop, positions[-1].stop, text, noun.lemma, all(p.noun.rank for p in positions), cases
            )
        self._used.update(p.head for p in positions)

    def _distributed(self, position: _Position, count: int) -> list[str] | None:
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
            # A second complement that is only a place shares the body of the first: «ДП СКО» → «ДП Костанайской области».
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

    def _wording(self, p: _Position) -> str:
        return nominative(self.sheet, p.start, p.head, self._own_stop(p), p.noun, p.acting)

    def _own_stop(self, p: _Position) -> int:
        """Where the position's own wording ends: before the name of a firm, a party, a club, an institute."""
        words = self.sheet.words
        i = p.head + 1
        while i < p.stop:
            if i in self.apart or words[i].norm in ("«", '"', "(") or words[i].low in self.known.wording_ends:
                break
            i = max(self.jumps.get(i, 0), i + 1)
        i = min(i, p.stop)
        if i == p.stop:
            return i
        # What the name is of goes with it when it has an adjective («независимого еженедельника «…»»), and so do
        # prepositions left hanging.
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

    # After the name --------------------------------------------------------------------------------------------

    def _after(self, sentence: Sentence, heads: dict[int, RoleNoun], people: list[int]) -> None:
        for person in people:
            if person in self.found:
                continue
            at, case = self._opening(person, sentence, heads)
            if at:
                positions = self._chain(at, sentence, heads, person, case)
                first_civil = next((p for p in positions if not p.noun.rank), None)
                kept = [p for p in positions if p is first_civil or p.noun.rank][:2]
                if kept:
                    self._give([person], kept)

    def _opening(self, person: int, sentence: Sentence, heads: dict[int, RoleNoun]) -> tuple[int, str]:
        """Where a position after a name may begin (0: nowhere), and the case that a verb gives it."""
        words = self.sheet.words
        i = self.persons[person]
        if i < sentence.stop and words[i].norm == "(":
            close = next((j for j in range(i + 1, min(i + 7, sentence.stop)) if words[j].norm == ")"), None)
            if close is not None and "A" <= words[i + 1].norm[0] <= "z":
                i = close + 1
        if i >= sentence.stop:
            return 0, ""
        post = self._post(i, sentence)
        if post:
            return post + 1, "gent"
        if words[i].low in self.known.office_verbs:
            if i + 1 < sentence.stop and words[i + 1].low in self.known.office_verbs:
                i += 1
            return i + 1, "ablt"
        if self._signature(person, i, sentence, heads):
            return i, ""
        if self._appointed(person, i, heads):
            return i, "ablt"
        return (i + 1, "") if words[i].norm in _APPOSITION else (0, "")

    def _post(self, i: int, sentence: Sentence) -> int:
        """The noun of office that follows a verb: «занимает должность», «назначен на пост»; 0 for none."""
        words = self.sheet.words
        if words[i].low not in self.known.taking:
            return 0
        for j in range(i + 1, min(i + 3, sentence.stop)):
            if words[j].low in self.known.posts:
                return j
        return 0

    def _appointed(self, person: int, i: int, heads: dict[int, RoleNoun]) -> bool:
        """«назвал Йенса Лемана первым вратарём»: a verb before the name, a position in the instrumental after it."""
        words = self.sheet.words
        if person == 0 or words[person - 1].lemma not in self.known.appointing:
            return False
        return any(j in heads and "ablt" in heads[j].singular for j in (i, i + 1))

    def _signature(self, person: int, i: int, sentence: Sentence, heads: dict[int, RoleNoun]) -> bool:
        """Whether a line is a signature: «Кирсан Илюмжинов Президент ФИДЕ»."""
        return (
            person == sentence.first and i in heads and "nomn" in heads[i].singular and sentence.stop - i < 12
        )

    def _chain(
        self, i: int, sentence: Sentence, heads: dict[int, RoleNoun], person: int, case: str
    ) -> list[_Position]:
        """The positions said after a name, one after another."""
        words = self.sheet.words
        out: list[_Position] = []
        while i < sentence.stop and len(out) < 3:
            head = self._head_from(i, sentence, heads)
            if head is None or head in self._used:
                break
            noun = heads[head]
            cases = frozenset({case}) if case else self.cases.get(person) or noun.cases
            position = self._position(head, noun, sentence, heads, strict=True)
            if not noun.singular & cases and not position.acting:
                break
            if not self._is_office(position):
                i = position.stop + 1
                if position.stop < sentence.stop and words[position.stop].norm == ",":
                    continue
                break
            if position.stop in self.persons and not case:
                break
            position.start = max(position.start, i)
            out.append(position)
            i = position.stop
            if i < sentence.stop and words[i].low in (",", "и"):
                i += 1
                if case and words[i - 1].norm == ",":
                    break
            else:
                break
        return out

    def _head_from(self, i: int, sentence: Sentence, heads: dict[int, RoleNoun]) -> int | None:
        """The position noun that a phrase beginning at word ``i`` has as its head, past adjectives and «ныне»."""
        words = self.sheet.words
        known = self.known
        for j in range(i, min(i + 6, sentence.stop)):
            if j in heads:
                return j
            word = words[j]
            if (
                word.low in known.after_comma
                or word.low in ("и", ".", "о", "врио", "обязанности")
                or word.low.startswith("исполняющ")
            ):
                continue
            if not shape(word).adjective and j not in self.jumps:
                return None
        return None
