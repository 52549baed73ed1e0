"""Positions after a name: in apposition, after a verb of office, in a signature."""

from __future__ import annotations

from typing import Final

from kzextract.entities.phrases import shape
from kzextract.entities.role_noun import RoleNoun
from kzextract.entities.role_positions import Position, PositionReader
from kzextract.reading.sheet import Sentence

_APPOSITION: Final = frozenset(",–(-")


class RolesAfterNames(PositionReader):
    """«Олжас Медетов, инспектор …», «Перминов является главой …», «назвал Лемана первым вратарём»."""

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
        """«назвал Йенса Лемана первым вратарём».

        A verb before the name, a position in the instrumental after it.
        """
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
    ) -> list[Position]:
        """The positions said after a name, one after another."""
        words = self.sheet.words
        out: list[Position] = []
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
        """The position noun that a phrase beginning at word ``i`` has as its head.

        Past adjectives and «ныне».
        """
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
