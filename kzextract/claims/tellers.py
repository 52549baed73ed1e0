"""Tellers: the subject of a verb of speech, after it or before it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kzextract.claims.lemmas import LemmaSet
from kzextract.claims.speakers import PERSON, Cast, Party, Speaker
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sentence, Sheet, Word

_VOICES: Final = LemmaSet(load_toml("attribution")["voices"])
_QUOTING: Final = LemmaSet(["цитировать", "процитировать"])
PRONOUNS: Final = {"он": "m", "она": "f", "его": "m", "ее": "f"}
STOPS: Final = frozenset({":", ";", "«", '"', "–", "(", ")", "»"})
_PREPOSITIONS: Final = {
    "о",
    "об",
    "с",
    "со",
    "для",
    "из",
    "от",
    "к",
    "ко",
    "по",
    "при",
    "у",
    "за",
    "до",
    "через",
    "под",
}
# «Напомним», «отметьте»: the writer's own words.
_NOT_TOLD: Final = frozenset({"impr", "1per", "2per"})


def is_finite(word: Word) -> bool:
    """Whether a word is a verb that somebody else than the writer can be the subject of."""
    return any(p.pos == "VERB" and not p.tags & _NOT_TOLD for p in word.form.parses[:2])


_DATA: Final = frozenset({"данные", "данное", "статистика", "цифра", "информация", "сведение", "сведения"})


def sums_up(words: list[Word]) -> bool:
    """«Об этом», «такие данные»: what was told before is meant."""
    return any(
        w.low in ("этом", "это") or (w.low[:4] in ("таки", "таку", "эти") and following.form.lemmas & _DATA)
        for w, following in pairwise([*words, words[-1]])
    )


class Tellers:
    """Finds who tells something in one sheet; ``cast`` knows who may."""

    def __init__(self, sheet: Sheet, cast: Cast) -> None:
        self.sheet = sheet
        self.cast = cast

    def after(self, sentence: Sentence, i: int) -> list[Party]:
        """The subjects that follow the verb."""
        words = self.sheet.words
        plural = words[i].form.has("VERB", None, "plur")
        stop = i + 1
        while stop < sentence.stop:
            low = words[stop].low
            if low in STOPS or (
                low == "," and not self.cast.inside(words[stop].start) and not self._listed(sentence, stop)
            ):
                if low not in ("«", '"') or not self.cast.inside(words[stop].start):
                    break
            stop += 1
        end = words[stop - 1].end
        parties = [p for p in self.cast.parties(sentence) if words[i].end <= p.start and p.start < end]
        # «цитирует начальника полиции N», «приводит слова N»
        oblique = _QUOTING.has(words[i]) or any(w.low == "слова" for w in words[i + 1 : i + 2])
        named = [self._chief(p) for p in parties if self._can_tell(p, plural, after=True, oblique=oblique)]
        if not named:
            return []
        best = min(p.rank for p in named)
        named = [p for p in named if p.rank == best]
        return named if best == PERSON and plural else named[:1]

    def _chief(self, party: Party) -> Party:
        """«Начальник ДП области отчитался»: the person who holds the office, where the text names one."""
        first = self.sheet.word_at(party.start)
        if party.rank == PERSON or first == 0 or not self.sheet.words[first - 1].form.has("NOUN", "nomn"):
            return party
        speaker = self.cast.by_position(self.sheet.words[first - 1], len(self.sheet.text), exactly=True)
        return Party(party.start, party.end, PERSON, speaker) if speaker is not None else party

    def _listed(self, sentence: Sentence, comma: int) -> bool:
        """A comma before a further speaker: «сообщили А, Б и В»."""
        at = self.sheet.words[comma].end
        return any(at <= p.start <= at + 2 for p in self.cast.parties(sentence))

    def before(self, sentence: Sentence, start: int, i: int) -> list[Party]:
        """The subject that stands before the verb in its clause."""
        words = self.sheet.words
        plural = words[i].form.has("VERB", None, "plur")
        low, high = words[start].start, words[i].start
        parties = [p for p in self.cast.parties(sentence) if low <= p.start and p.end <= high]
        named = [self._chief(p) for p in parties if self._can_tell(p, plural, after=False)]
        if named:
            last = named[-1]
            between = words[self.sheet.word_at(last.end - 1) + 1 : i]
            if not any(is_finite(w) for w in between):
                joint = [p for p in named if p.rank == PERSON] if plural and last.rank == PERSON else []
                return joint or [last]
        for k in range(i - 1, max(start - 1, i - 5), -1):
            speaker = self._noun(words[k], plural, k)
            if speaker is not None:
                return [Party(words[k].start, words[k].end, self.cast.rank(speaker), speaker)]
        return []

    def named_after(self, sentence: Sentence, i: int) -> list[Party]:
        """«– отметил он», «сказала глава ведомства», «пояснили в полиции»."""
        words = self.sheet.words
        plural = words[i].form.has("VERB", None, "plur")
        for k in range(i + 1, min(sentence.stop, i + 5)):
            if words[k].low in STOPS or words[k].low == ",":
                break
            speaker = self._noun(words[k], plural, k)
            if speaker is None and words[k].form.has("NOUN", "nomn") and k + 1 < sentence.stop:
                # «ответил начальник департамента», whom the text does not name: it is the department's word.
                speaker = self.cast.by_noun(words[k + 1], words[k + 1].start, bodies=True)
            if speaker is not None:
                return [Party(words[k].start, words[k].end, self.cast.rank(speaker), speaker)]
        return []

    def _noun(self, word: Word, plural: bool, k: int) -> Speaker | None:
        gender = PRONOUNS.get(word.low) if word.low in ("он", "она") else None
        if gender is not None:
            return self.cast.by_gender(gender, word.start)
        before = self.sheet.words[k - 1].low if k else ""
        if before in ("в", "во"):
            return self.cast.by_noun(word, word.start, bodies=True) if plural else None
        if not word.form.has("NOUN", "nomn") and not word.form.has("ADJF", "nomn"):
            return None
        return self.cast.by_noun(word, word.start)

    def unnamed_after(self, sentence: Sentence, i: int) -> bool:
        """«– рассказала потерпевшая»: a noun that names no one known says it."""
        words = self.sheet.words
        following = words[i + 1 : min(sentence.stop, i + 4)]
        return any(
            w.form.has("NOUN", "nomn") and w.form.parses[0].animacy == "anim" for w in following
        ) or any(w.form.has(pos, "nomn") for w in following[:1] for pos in ("PRTF", "ADJF"))

    def in_unnamed_body(self, sentence: Sentence, i: int) -> bool:
        """«В полиции добавили», where the text names no police: somebody else speaks than before."""
        words = self.sheet.words
        if not words[i].form.has("VERB", None, "plur"):
            return False
        near = range(max(sentence.first + 1, i - 3), min(sentence.stop, i + 4))
        return any(words[k - 1].low in ("в", "во") and self.cast.is_body(words[k]) for k in near)

    def _can_tell(self, party: Party, plural: bool, *, after: bool, oblique: bool = False) -> bool:
        """Whether a name can be the subject: nominative, or «в N» with a plural verb, or led by its voice."""
        words = self.sheet.words
        first = self.sheet.word_at(party.start)
        before = words[first - 1].low if first else ""
        if party.rank == PERSON:
            return party.nominative or oblique
        k = first - 1
        while k > 0 and words[k].form.pos == "ADJF" and k > first - 3:
            k -= 1
        if k >= 0 and _VOICES.has(words[k]):
            lead = words[k - 1].low if k else ""
            return plural if lead in ("в", "во") else words[k].form.has(None, "nomn")
        if before in ("в", "во", "на"):
            return plural and (after or before != "на")
        if before in _PREPOSITIONS:
            return False
        return party.nominative
