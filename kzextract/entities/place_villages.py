"""Villages: what follows «село», «аул», «пос.», looked up in the whole classifier."""

from __future__ import annotations

from kzextract.entities.gazetteer import Place
from kzextract.entities.place_full import find
from kzextract.entities.place_heads import DISTRICT, QUOTE_CLOSE, QUOTE_OPEN, REGION, Candidate, Surroundings
from kzextract.entities.place_index import FREE, Reading, forms, readings
from kzextract.lexicon.scope import active


class Villages(Surroundings):
    """Look-ups after a word for a village."""

    def villages(self, i: int) -> list[Candidate]:
        """«селе Талап», «с. Бакалы», «сёл Талап и Бакалы»: names after a word for a village."""
        low = self.low(i)
        j = i + 1
        if low in self.lists["village_abbreviations"]:
            if self.low(j) != "." or self.low(i - 1) in ("ч", "п", "по") or self.low(j + 1).isdigit():
                return []
            j += 1
        elif self.low(j) == "имени":
            j += 1
        out: list[Candidate] = []
        while j < len(self.words):
            made = self.village(j, plural=low in self.lists["village_plural"], first=not out)
            if made is None:
                break
            out.append(made)
            if self.low(made.stop) not in (",", "и") or low not in self.lists["village_plural"]:
                break
            j = made.stop + 1
        return out

    def village(self, j: int, plural: bool, first: bool) -> Candidate | None:
        """The village named at a word, if it is one."""
        quote = self.low(j) in QUOTE_OPEN
        j += quote
        if j >= len(self.words) or not self.words[j].is_title or not self.words[j].is_alpha:
            return None
        word = self.words[j]
        entries = readings(word.low) if word.low in forms() else ()
        listed = self.listed(j, entries)
        if listed:
            stop = j + 1 + len(listed[0].rest)
            made = self.make(j, stop, listed, "noun", (j, stop))
            made.head = "село"
            return made
        after = self.low(j + 1)
        if any(r.adjective for r in entries) and (
            after in DISTRICT or after in REGION or after in (",", "и")
        ):
            return None
        strong = [r for r in entries if r.guard == FREE and not r.adjective and not r.head and not r.rest]
        if strong and (plural or not any(r.base for r in strong)):
            return None
        if (
            word.low in REGION
            or word.low in DISTRICT
            or after in ("сельского", "сельском", "районе", "района")
        ):
            return None
        for length in (3, 2, 1):
            stop = j + length
            if stop > len(self.words) or any(not w.is_alpha and w.low != "." for w in self.words[j:stop]):
                continue
            words = self.words[j:stop]
            name = self.sheet.norm[words[0].start : words[-1].end]
            found = find(name)
            if found:
                made = self.make(j, stop, [Reading(p, base=True) for p in found], "noun", (j, stop))
                made.head = "село"
                return made
        if (
            not first
            or strong
            or self.label(j) == "PER"
            or (self.low(j - 1) == "." and self.label(j) != "LOC")
        ):
            return None
        if self.label(j) == "LOC" or (quote and after in QUOTE_CLOSE):
            place = Place("", "settlement", word.norm.capitalize() if word.norm.isupper() else word.norm)
            made = self.make(j, j + 1, [Reading(place, base=True)], "noun", (j, j + 1))
            made.head = "село"
            return made
        return None

    def listed(self, j: int, entries: tuple[Reading, ...]) -> list[Reading]:
        """The villages of a user's lexicon, or listed ones of several words, whose whole name is here."""
        lexicon = active()
        own = {entry.ref for entry in lexicon.places} if lexicon is not None else set()
        found = [
            r
            for r in entries
            if r.place.kind == "settlement"
            and not (r.adjective or r.head)
            and (r.rest or r.place.ref in own)
            and all(self.low(j + 1 + k) == low for k, low in enumerate(r.rest))
        ]
        longest = max((len(r.rest) for r in found), default=0)
        return [r for r in found if len(r.rest) == longest]
