"""Which position belongs to which person: before the name, after it, and after a verb of office."""

from __future__ import annotations

from typing import Final

from kzextract.entities.role_after import RolesAfterNames
from kzextract.entities.role_noun import RoleNoun
from kzextract.entities.role_positions import Position, Role
from kzextract.entities.word_lists import word_set
from kzextract.reading.sheet import Sentence

__all__ = ["Role", "RoleFinder"]

_ONE: Final = word_set("one_of")


class RoleFinder(RolesAfterNames):
    """Finds the roles of the persons of one sheet; see :class:`PositionReader` for what it is given."""

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
                self._before(sentence, heads)
                self._after(sentence, heads, people)
        return self.found

    def _before(self, sentence: Sentence, heads: dict[int, RoleNoun]) -> None:
        order = sorted(heads)
        at = 0
        pending: list[Position] = []
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
    def _main(positions: list[Position]) -> list[Position]:
        """A position and a rank are one role; of several positions the one next to the name is taken."""
        civil = [p for p in positions if not p.noun.rank]
        if len(civil) < 2:
            return positions
        nearest = civil[-1]
        return [p for p in positions if p is nearest or (p.noun.rank and p.head > nearest.head)]

    def _adjoins(self, left: Position, right: Position) -> bool:
        """Whether two positions are said of one person.

        «начальник ДП, полковник полиции», «писатель и журналист».
        """
        words = self.sheet.words
        between = words[left.stop : right.start]
        if between and between[0].low in self.known.office_verbs:
            # «Начальником департамента назначен генерал-майор полиции …»
            return len(between) == 1 and right.noun.rank and "ablt" in left.noun.singular
        if len(between) > 1 or (between and between[0].low not in (",", "и")):
            return False
        last = words[left.stop - 1]
        if between and between[0].low == "и" and last.is_title and "Geox" not in last.form.parses[0].tags:
            # «капитан клуба Тоттенхэм … и защитник»: the last name may be that of the captain himself.
            return False
        return bool(left.acting) or bool(left.noun.cases & right.noun.cases)

    def _next_person(self, position: Position) -> int | None:
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
                closed = after >= len(words) or words[after].norm in (",", ".", ")")
                return i + 1 if closed else None
            return None
        return None

    def _inverted(self, position: Position) -> None:
        """«капитаном стал Михаель Баллак», «на пост министра назначен Ерлан Серик».

        The position comes first.
        """
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

    def _listed(self, first: int, position: Position) -> list[int]:
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

    def _agrees(self, position: Position, person: int, several: bool) -> bool:
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
