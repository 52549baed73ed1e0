"""Speakers: the persons and bodies that can be a number's source, and the nouns that stand for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kzextract.claims.lemmas import LemmaSet
from kzextract.layers import Mention, OrgMention, PersonMention
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Sentence, Sheet, Word

# What is the better source where several are named for one statement.
PERSON, BODY, QUOTED, AGENCY = range(4)

_TABLE: Final = load_toml("attribution")
_HEARD_LAST: Final = LemmaSet(_TABLE["heard_last"])
_CHIEFS: Final = LemmaSet(_TABLE["chiefs"])
_RANKS: Final = LemmaSet(_TABLE["ranks"])
_UNIFORM: Final = re.compile(r"полици|\bдп\b|\bуп\b|" + "|".join(_TABLE["ranks"]))
_BODIES: Final = LemmaSet(_TABLE["bodies"])
_ANY_BODY: Final = LemmaSet(_TABLE["any_body"])
_AUTHORITIES: Final = frozenset({"ministry", "department", "committee", "prosecutor", "court"})
_VENUES: Final = tuple(_TABLE["venues"])
_NO_SOURCE: Final = frozenset({"bank", "party"})
_ROLE_REACH: Final = 250


@dataclass(slots=True)
class Speaker:
    """Who speaks: the name and the mention it came from."""

    name: str
    mention: Mention


@dataclass(slots=True)
class Party:
    """A speaker where a sentence names it; a person's position belongs to the span."""

    start: int
    end: int
    rank: int
    speaker: Speaker
    nominative: bool = True


class Cast:
    """Everybody whom a text names, and who was heard last (``heard``)."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.heard: Speaker | None = None
        self._persons = sheet.layers.persons
        self._parties = self._gather()
        self._starts = [p.start for p in self._parties]

    def _gather(self) -> list[Party]:
        out = [self._person(p) for p in self._persons]
        spans = [(p.start, p.end) for p in out]
        for org in self.sheet.layers.orgs:
            if not _is_venue(org) and not any(start <= org.start < end for start, end in spans):
                out.append(self._body(org))
        return sorted(out, key=lambda p: p.start)

    def _person(self, person: PersonMention) -> Party:
        start, end = person.start, person.end
        if person.role_start is not None and person.role_end is not None:
            if start - _ROLE_REACH < person.role_start < start and self._together(person.role_start, start):
                start = person.role_start
            elif end <= person.role_start < end + 4 and self._together(end, person.role_end):
                end = person.role_end
        nominative = _is_nominative(self.sheet.text[person.start : person.end], person.name)
        return Party(start, end, PERSON, Speaker(person.name, person), nominative)

    def _together(self, start: int, end: int) -> bool:
        return self.sheet.sentence_at(start).index == self.sheet.sentence_at(end - 1).index

    def _body(self, org: OrgMention) -> Party:
        word = self.sheet.words[org.first]
        nominative = word.form.has(None, "nomn") or not word.form.cases()
        rank = AGENCY if org.kind == "media" else BODY
        return Party(org.start, org.end, rank, Speaker(org.name, org), nominative)

    def parties(self, sentence: Sentence) -> list[Party]:
        """Those that a sentence names, in order."""
        return self._parties[
            bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)
        ]

    def inside(self, char: int) -> bool:
        """Whether a character lies within a name or its position."""
        at = bisect_left(self._starts, char + 1)
        return any(party.end > char for party in self._parties[max(0, at - 3) : at])

    def rank(self, speaker: Speaker) -> int:
        """How good a source this is; less is better."""
        if isinstance(speaker.mention, PersonMention):
            return PERSON
        return AGENCY if isinstance(speaker.mention, OrgMention) and speaker.mention.kind == "media" else BODY

    def by_gender(self, gender: str, char: int) -> Speaker | None:
        """«Он», «она»: who was heard last where that fits, else the last person named before."""
        if self.heard is not None and gender_of(self.heard.name) in (gender, ""):
            return self.heard
        for person in reversed(self._before(char)):
            if gender_of(person.name) in (gender, ""):
                return Speaker(person.name, person)
        return None

    def by_noun(self, word: Word, char: int, *, bodies: bool = False) -> Speaker | None:
        """The person or body that a common noun stands for: «прокурор», «глава ведомства», «в полиции»."""
        if not word.is_alpha:
            return None
        if not bodies:
            found = self.by_position(word, char)
            if found is not None:
                return found
        return self._by_body(word, char) if _BODIES.has(word) else None

    def by_position(self, word: Word, char: int, *, exactly: bool = False) -> Speaker | None:
        """The last person named before a character who holds the office, or something like it."""
        if not any(p.pos == "NOUN" and p.animacy == "anim" for p in word.form.parses):
            return None
        people = [p for p in self._before(char) if p.role][::-1]
        stem = word.lemma[:6]
        found = next((p for p in people if word.form.lemmas & _role_lemmas(p.role or "")), None)
        if found is None and exactly:
            return None
        if found is None and _RANKS.has(word):
            found = next((p for p in people if _UNIFORM.search(fold(p.role or ""))), None)
        found = found or next((p for p in people if f" {stem}" in f" {fold(p.role or '')}"), None)
        if found is None and _HEARD_LAST.has(word) and self.heard:
            return self.heard
        if found is None and _CHIEFS.has(word):
            found = next((p for p in people if _role_lemmas(p.role or "") & _CHIEFS.lemmas), None)
        return Speaker(found.name, found) if found is not None else None

    def _by_body(self, word: Word, char: int) -> Speaker | None:
        bodies = [o for o in self._bodies() if o.start < char and o.kind != "media"]
        stem = word.lemma[:5]
        named = [o for o in bodies if stem in fold(o.name)]
        found = [o for o in named if fold(o.name).startswith(stem)] or named
        if not found and _ANY_BODY.has(word):
            found = bodies
        return Speaker(found[-1].name, found[-1]) if found else None

    def is_body(self, word: Word) -> bool:
        """Whether a common noun stands for a body: «полиция», «прокуратура»."""
        return _BODIES.has(word)

    def _bodies(self) -> list[OrgMention]:
        return [o for o in self.sheet.layers.orgs if o.kind not in _NO_SOURCE and not _is_venue(o)]

    def _before(self, char: int) -> list[PersonMention]:
        return [p for p in self._persons if p.start < char]

    def default(self) -> Speaker | None:
        """The body that a text without any citation comes from: an authority, else any other."""
        orgs = self._bodies()
        found = next((o for o in orgs if o.kind in _AUTHORITIES), None) or next(iter(orgs), None)
        return Speaker(found.name, found) if found else None


def _is_venue(org: OrgMention) -> bool:
    """A press centre is where something is told, not who tells it."""
    name = fold(org.name)
    return any(venue in name for venue in _VENUES)


@cache
def _given() -> tuple[frozenset[str], frozenset[str]]:
    data = load_toml("given_names")
    return frozenset(fold(data["male"]).split()), frozenset(fold(data["female"]).split())


def gender_of(name: str) -> str:
    """``m`` or ``f`` by a name's form, empty where it does not say.

    >>> gender_of("Айгуль Нурланова"), gender_of("Серик Ергешов"), gender_of("Салтанат")
    ('f', 'm', 'f')
    """
    male, female = _given()
    for word in reversed(fold(name).split()):
        if word.endswith(("ова", "ева", "ина", "ына", "ская", "цкая", "кызы", "қызы", "овна", "евна")):
            return "f"
        if word.endswith(("ов", "ев", "ин", "ын", "ский", "цкий", "улы", "ұлы", "вич")):
            return "m"
        if (word in male) != (word in female):
            return "m" if word in male else "f"
    return ""


def _is_nominative(surface: str, name: str) -> bool:
    """Whether a name stands in the text as it is called: «Ергешову» is not, «С. Ергешов» is."""
    words = fold(name).split()
    for part in fold(surface).replace(".", ". ").split():
        if len(part) < 4 or part.endswith("."):
            continue
        like = [w for w in words if w[:3] == part[:3]]
        if like and part not in like:
            return False
    return True


@lru_cache(4_096)
def _role_lemmas(role: str) -> frozenset[str]:
    """The lemmas of a position's nouns, without those of the body: «начальник», «прокурор»."""
    lemmas: set[str] = set()
    for word in fold(role).replace(",", " ").split():
        form = MORPHOLOGY.form(word)
        if form.has("NOUN", "nomn", "sing") and any(p.animacy == "anim" for p in form.parses):
            lemmas |= form.lemmas
    return frozenset(lemmas)
