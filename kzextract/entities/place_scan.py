"""Where names of places may stand: the candidates, with their heads and the evidence they still need."""

from __future__ import annotations

import re
from typing import Final

from kzextract.entities.place_heads import DISTRICT, QUOTE_CLOSE, QUOTE_OPEN, REGION, Candidate
from kzextract.entities.place_index import (
    FREE,
    GUARDED,
    HEAD_ONLY,
    REFUSED,
    Reading,
    form_set,
    forms,
    readings,
)
from kzextract.entities.place_villages import Villages
from kzextract.reading.sheet import Sheet, Word

_DASH: Final = re.compile("[–-]")
_INSIDE: Final = frozenset(("в", "во", "из", "под", "близ", "вблизи", "около", "через", "недалеко"))
_WOMAN: Final = ("ова", "ева", "ина", "кызы", "қызы")
_CODES: Final = frozenset(
    ("ук", "упк", "гк", "гпк", "коап", "уик", "нк", "кодекса", "кодексу", "кодексом", "кодексе")
)


class Scanner(Villages):
    """Finds the candidates of one sheet."""

    def scan(self) -> list[Candidate]:
        """All candidates in order and without overlap."""
        known = form_set()
        out: list[Candidate] = []
        done = 0
        sheet, words = self.sheet, self.words
        for i in sorted({*sheet.words_of(known), *sheet.hyphened}):
            word = words[i]
            if i < done:
                continue
            if word.low in known:
                for candidate in self.at(word, done):
                    out.append(candidate)
                    done = candidate.stop
            elif len(word.low) > 5:
                out += self.joined(word)
        return out

    def follows(self, i: int, rest: tuple[str, ...]) -> bool:
        """Whether these words stand at an index."""
        return all(self.low(i + k) == low for k, low in enumerate(rest))

    def at(self, word: Word, floor: int) -> list[Candidate]:
        """The candidates at a word of the index: the longest name, and the readings that its head allows."""
        i = word.i
        entries = readings(word.low)
        if not entries:
            return self.villages(i)
        full = [r for r in entries if not r.rest or self.follows(i + 1, r.rest)]
        if not full:
            return []
        length = max(len(r.rest) for r in full)
        best = [r for r in full if len(r.rest) == length]
        stop = i + 1 + length
        title = word.is_title
        made: Candidate | None = None
        if title:
            head, at, plural = self.head(i, floor)
            # «за Щучинском» is the city; the adjective would be «за Щучинским».
            town = word.low.endswith("ском") and self.low(i - 1) in self.lists["instrumental"]
            made = None if town else self.adjective(i, stop, best)
            made = made or self.headed(i, stop, best, head, at, plural)
        if made is None:
            nouns = [r for r in best if not r.adjective]
            made = self.noun(i, stop, nouns, self.head(i, floor)[0], title) if nouns else None
        return [made] if made is not None else []

    def adjective(self, i: int, stop: int, found: list[Reading]) -> Candidate | None:
        """«Аральский район», «Костанайской обл.»; without a head it waits for one from its list."""
        found = [r for r in found if r.adjective]
        if not found:
            return None
        after = self.low(stop)
        for heads, gender, head in ((DISTRICT, "m", "район"), (REGION, "f", "область")):
            fitting = [r for r in found if r.adjective == gender]
            if fitting and after in heads:
                end = stop + 2 if after == "обл" and self.low(stop + 1) == "." else stop + 1
                made = self.make(i, end, fitting, "adjective", (i, stop))
                made.head, made.plural = head, heads[after] == 2
                return made
        # slovnet takes a lone «Атырауская» for a woman, so only a longer name of a person counts.
        named = self.labels.get(i)
        person = named is not None and named.label == "PER" and named.stop - named.first > stop - i
        if person or self.modifies(i, stop) or self.quoted(i, stop) or self.is_street(i):
            return None
        made = self.make(i, stop, found, "adjective", (i, stop))
        made.need = HEAD_ONLY
        return made

    def headed(
        self, i: int, stop: int, found: list[Reading], head: str, at: int, plural: bool
    ) -> Candidate | None:
        """«район Есиль», «области Абай», «районах «Нура» и «Есиль»»: a name that its own head precedes."""
        free = any(r.guard == FREE and not r.head and not r.adjective for r in found)
        # «район Астана» is a district, «районы Астаны» are the city's: quotes or the form must show it.
        fitting = [r for r in found if r.head == head and (r.base or not free)] if head else []
        if head == "область":
            fitting = fitting or [r for r in found if r.place.kind == "region" and not r.adjective]
        if not fitting:
            return None
        quoted = self.quoted(i, stop)
        if free and not quoted and plural:
            return None
        end = stop + 1 if quoted else stop
        first = at if not plural else i - 1 if quoted else i
        if not quoted and self.low(i - 1) in QUOTE_OPEN:
            return None
        made = self.make(first, end, fitting, "head", (i, stop))
        made.head, made.plural = head, plural
        if free and not quoted:
            # «района Алматы» may be either: the document's region decides.
            made.readings = [
                *fitting,
                *(r for r in found if r.guard == FREE and not r.head and not r.adjective),
            ]
        return made

    def noun(self, i: int, stop: int, found: list[Reading], head: str, title: bool) -> Candidate | None:
        """«Астана», «г. Абай», «Жетісу»: a noun, unless it is a street, a firm, a person or another word."""
        nouns = [r for r in found if not r.head]
        if self.is_street(i) or (not title and not nouns):
            return None
        made = self.make(i, stop, nouns or found, "noun", (i, stop))
        if not nouns:
            # Only «районах Самар и «Алтай»» can make it a place: the head must come from the list.
            if self.quoted(i, stop):
                made = self.make(i - 1, stop + 1, found, "noun", (i, stop))
            made.need = HEAD_ONLY
            return made
        if head in ("город", "село"):
            kind = "city" if head == "город" else "settlement"
            fitting = [r for r in nouns if r.place.kind == kind]
            if fitting or head == "село":
                made.readings, made.head = fitting or nouns, head if fitting else ""
        if self.low(i - 1) in self.lists["brands"] or self.low(stop) in self.lists["brands"]:
            return None
        if self.quoted(i, stop) and not made.head:
            # A firm, a channel; but «районах «Есиль» и «Нура»» may go on a list.
            made = self.make(i - 1, stop + 1, [r for r in found if r.head], "noun", (i, stop))
            made.need = HEAD_ONLY
            return made if made.readings else None
        if self.in_title(i, stop) and not made.head:
            return None
        if not self.spelled(i, made, title):
            return None
        made.need = FREE if made.head else self.evidence(made)
        if not made.head:
            made.readings += [r for r in found if r.head]
        return made if made.need != REFUSED else None

    def in_title(self, i: int, stop: int) -> bool:
        """Whether a short quoted title holds the name: «Вечерний Алматы», «Жас Астана»."""
        first = next((k for k in range(i - 1, max(-1, i - 4), -1) if self.low(k) in QUOTE_OPEN), None)
        last = next((k for k in range(stop, stop + 3) if self.low(k) in QUOTE_CLOSE), None)
        if first is None or last is None or self.head(i, first)[0]:
            return False
        inside = self.words[first + 1 : last]
        return 1 < len(inside) <= 3 and all(w.is_title and w.is_alpha for w in inside)

    def spelled(self, i: int, made: Candidate, title: bool) -> bool:
        """Whether letters and the word before are those of a name: «РК» in capitals, no «долларов США»."""
        word = self.words[i]
        previous = self.low(i - 1)
        name = made.readings[0].place.name
        if len(word.low) <= 3 and name.lower() != word.low and any(r.base for r in made.readings):
            # Abbreviations: ЗКО, РК, КНР.
            if not word.norm.isupper() or previous in _CODES:
                return False
        elif word.low in ("сша", "оаэ") and (not word.norm.isupper() or previous.startswith("доллар")):
            return False
        if word.low.endswith("ском") and made.stop == i + 1:
            # «под Уральском» is the city; «в Уральском …» an adjective.
            return previous in self.lists["instrumental"]
        if made.readings[0].place.kind == "country" and previous in self.lists["compass"]:
            return self.words[i - 1].norm.islower()
        if title:
            return True
        # A name without its capital: only a city or country, after a preposition, and no other word.
        if made.readings[0].place.kind not in ("city", "country") or made.readings[0].guard != FREE:
            return False
        known = word.form.known and not any("Geox" in p.tags for p in word.form.parses)
        return not known and previous in self.lists["prepositions"]

    def evidence(self, made: Candidate) -> int:
        """How much evidence a noun still needs beside its neighbours; REFUSED if it is something else."""
        i, stop = made.name_first, made.name_stop
        need = min(r.guard for r in made.readings)
        label = self.label(i)
        if need == FREE:
            # A woman called Сарань has her surname in the same span.
            named = self.labels.get(i)
            woman = named is not None and named.label == "PER" and (named.first, named.stop) == (i, stop + 1)
            return REFUSED if woman and self.low(stop).endswith(_WOMAN) else FREE
        if self.is_person(i, stop):
            return REFUSED
        if need == GUARDED:
            previous = self.low(i - 1)
            alone = previous in _INSIDE or (previous in self.lists["bodies"])
            if alone or label == "LOC":
                return FREE
            declined = not made.readings[0].base or self.words[i].low[-1:] in "уыиэюо"
            if declined and previous in self.lists["owners"] and self.many(i - 1):
                return FREE  # «полицейских Рудного»: several people are not called by one name
            if label != "PER" and (
                previous in self.lists["prepositions"] or (declined and previous in self.lists["owners"])
            ):
                return FREE
            if self.dateline(i, stop):
                return FREE
            inside = (
                self.sheet.sentence_at(self.words[i].start).first != i and self.low(i - 1) not in QUOTE_OPEN
            )
            heading = self.words[i].norm.isupper() and (
                self.words[i - 1].norm.isupper() or self.words[i - 2].norm.isupper()
            )
            made.bare = label != "PER" and (inside or not self.words[i].form.known) and not heading
        return need

    def many(self, i: int) -> bool:
        """Whether the word at ``i`` is plural in all its readings."""
        return all(p.number == "plur" for p in self.words[i].form.parses if p.case)

    def dateline(self, i: int, stop: int) -> bool:
        """«Семей. За прошлый год …»: a name alone at the head of a line."""
        block = self.sheet.block_at(self.words[i].start)
        return block.first == i and self.low(stop) in (".", ",", "–", "-") and stop < block.stop - 1

    def joined(self, word: Word) -> list[Candidate]:
        """«Алматы–Бишкек»: names that a dash without spaces joins into one token."""
        parts: list[tuple[int, str]] = []
        at = 0
        for piece in _DASH.split(word.norm):
            parts.append((at, piece))
            at += len(piece) + 1
        known = forms()
        if not all(p[:1].isupper() for _, p in parts):
            return []
        out = []
        for at, piece in parts:
            low = word.low[at : at + len(piece)]
            found = (
                [r for r in readings(low) if not (r.rest or r.head or r.adjective)] if low in known else []
            )
            if found:
                start = word.start + at
                made = Candidate(word.i, word.i + 1, start, start + len(piece), found, "noun")
                made.name_first, made.name_stop = word.i, word.i + 1
                out.append(made)
        road = (
            "–" in word.norm
            or self.low(word.i - 1) in self.lists["roads"]
            or self.low(word.i - 2) in self.lists["roads"]
        )
        if not any(r.guard == FREE for c in out for r in c.readings) or not (road or len(out) == len(parts)):
            return []
        return out


def scan(sheet: Sheet) -> list[Candidate]:
    """The candidates of a sheet."""
    return Scanner(sheet).scan()
