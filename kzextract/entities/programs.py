"""The programs stage: named programmes, documents, operations, campaigns, systems, platforms, apps …

A name counts when the lexicon knows it, or when the words around it say what it is: a trigger noun before or
after quotes or a Latin name, a coordinated name that counts, a list that a trigger introduces.
"""

from __future__ import annotations

import re

from kzextract.entities.programs_bare import bare_names, latin_names
from kzextract.entities.programs_context import (
    other_before,
    tables,
    trigger_after,
    trigger_before,
    weak_before,
)
from kzextract.entities.programs_documents import documents
from kzextract.entities.programs_lexicon import Known, bare_starts, lexicon, match_at, pieces
from kzextract.entities.programs_lists import introduced
from kzextract.entities.programs_quotes import Quoted, find_quoted
from kzextract.layers import ProgramMention
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage

_BETWEEN = re.compile(r"[»\"]?(?:,| и| или| а также|, а также|,? также)? [«\"]?")
_SPEECH_AFTER = re.compile(r"[»\"](?:,? ?– |, ?-)[а-я]")
MAX_WORDS = 11


def may_be_name(sheet: Sheet, start: int, end: int) -> bool:
    """Whether quoted characters look like a name: they begin with a capital or digit and are no sentence."""
    text = sheet.norm[start:end]
    first = text[0]
    if not (first.isupper() or first.isdigit() or first.isascii()) or not any(c.isalpha() for c in text):
        return False
    if text.count(" ") >= MAX_WORDS or text[-1] in ".,;:" or ". " in text:
        return False
    return text.lower() not in tables().never


class Programs(Stage):
    """Writes the layer ``programs``; needs ``laws`` (a law's title in quotes is no programme).

    >>> import kzextract
    >>> doc = kzextract.extract("В Абае прошла акция «Тихий двор».")
    >>> [(e.text, e.kind) for e in doc.entities if e.type == "PROGRAM"]
    [('Тихий двор', 'campaign')]
    """

    layer = "programs"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
        finder = Finder(sheet)
        finder.run()
        sheet.layers.programs = finder.mentions()


class Finder:
    """The work on one sheet: spans found so far, and the names that were discovered."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.found: dict[tuple[int, int], tuple[str, str]] = {}
        self.discovered: dict[tuple[str, ...], tuple[str, str]] = {}
        self.refused: set[tuple[int, int]] = set()

    def run(self) -> None:
        """All ways of finding names, surest first."""
        sheet = self.sheet
        laws = [(law.start, law.end) for law in sheet.layers.laws]
        quotes = [q for q in find_quoted(sheet) if not any(s < q.end and q.start < e for s, e in laws)]
        triggers = self.scan_words()
        self.judge_quotes(quotes)
        for start, end, trigger in latin_names(sheet, [(q.start, q.end) for q in quotes]):
            self.discover(start, end, trigger.kind)
        for start, end, kind in bare_names(sheet, triggers):
            self.discover(start, end, kind)
        for start, end, name, kind in documents(sheet, triggers):
            self.found[start, end] = (name, kind)
        if self.discovered:
            self.repeat(quotes)

    def scan_words(self) -> list[int]:
        """Known names without quotes, in one pass over the words; returns where trigger nouns stand."""
        sheet, starts, forms = self.sheet, bare_starts(), tables().forms
        triggers: list[int] = []
        done = 0
        for word in sheet.words:
            low = word.low
            if low in forms or "-" in low:
                triggers.append(word.i)
            rows = starts.get(low)
            if rows is None:
                continue
            for writing, known in rows:
                if word.start < done or (known.needs == "capital" and not word.norm[0].isupper()):
                    continue
                end = match_at(sheet, word.start, writing)
                if end > 0:
                    self.found[word.start, end] = (known.name, self.kind_of(known, word.i, end))
                    done = end
                    break
        return triggers

    def kind_of(self, known: Known, index: int, end: int) -> str:
        """The kind of a known name: what the text says beside it, if the kind varies, else the lexicon's."""
        if not known.loose:
            return known.kind
        trigger = trigger_before(self.sheet, index) or trigger_after(self.sheet, end)
        return trigger.kind if trigger else known.kind

    def discover(self, start: int, end: int, kind: str, name: str | None = None) -> None:
        """A name that its context proves; the same name elsewhere in the text counts from now on."""
        text = " ".join(self.sheet.text[start:end].split())
        key = pieces(self.sheet.norm[start:end])
        known = lexicon().get(key)
        if known is not None:
            # A name that only quotes make a name is whatever the text calls it.
            name, kind = known.name, kind if known.loose or known.needs in ("quotes", "weak") else known.kind
        self.found[start, end] = self.discovered[key] = (name or text, kind)

    def judge_quotes(self, quotes: list[Quoted]) -> None:
        """Decides on every quoted string, left to right: a coordinated name follows the one before it."""
        last: tuple[int, str] | None = None
        for quote in quotes:
            kind = self.judge(quote, last)
            if kind is None:
                continue
            self.discover(quote.start, quote.end, kind)
            last = (quote.end, kind)

    def judge(self, quote: Quoted, last: tuple[int, str] | None) -> str | None:
        """The kind of a quoted name, or None if it is not a programme's."""
        sheet, start, end = self.sheet, quote.start, quote.end
        known = lexicon().get(pieces(sheet.norm[start:end]))
        if known is None and not may_be_name(sheet, start, end):
            return None
        index = sheet.word_at(start)
        if index >= len(sheet.words):
            return None
        if last is not None and _BETWEEN.fullmatch(sheet.norm, last[0], start):
            return last[1]
        if sheet.norm.startswith(("», –", "», -", "» –", '", –', '" –', '", -'), end) and _SPEECH_AFTER.match(
            sheet.low, end
        ):
            trigger = trigger_after(sheet, end) if sheet.norm[end + 1] == " " else None
            if trigger or known is None:
                return trigger.kind if trigger else None
        trigger = trigger_before(sheet, index)
        if trigger is not None:
            return trigger.kind
        if other_before(sheet, index):
            self.refused.add((start, end))
            return None
        trigger = trigger_after(sheet, end)
        if trigger is not None:
            return trigger.kind
        weak = introduced(sheet, start, end) or weak_before(sheet, index)
        if known is not None and (known.needs != "weak" or weak):
            return known.kind
        return weak

    def repeat(self, quotes: list[Quoted]) -> None:
        """Other mentions of the discovered names: in quotes, or bare where nothing else is written so."""
        sheet = self.sheet
        for quote in quotes:
            if (quote.start, quote.end) not in self.refused:
                known = self.discovered.get(pieces(sheet.norm[quote.start : quote.end]))
                if known is not None:
                    self.found.setdefault((quote.start, quote.end), known)
        starts: dict[str, list[tuple[str, ...]]] = {}
        for key in self.discovered:
            if key and (len(key) > 1 or key[0].isascii() or any(c in "әғқңөұүһі" for c in key[0])):
                for first in {key[0], key[0].partition(".")[0], "-".join(key[:2])}:
                    starts.setdefault(first, []).append(key)
        for word in sheet.words:
            for key in starts.get(word.low, ()):
                end = match_at(sheet, word.start, key)
                if end > 0 and not word.norm[0].islower():
                    self.found.setdefault((word.start, end), self.discovered[key])

    def mentions(self) -> list[ProgramMention]:
        """The spans found, without those inside longer ones or inside laws."""
        sheet = self.sheet
        out: list[ProgramMention] = []
        taken = [(law.start, law.end) for law in sheet.layers.laws]
        done = 0
        at = 0
        for (start, end), (name, kind) in sorted(self.found.items(), key=lambda row: (row[0][0], -row[0][1])):
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            if start < done or (at < len(taken) and taken[at][0] < end):
                continue
            first, stop = sheet.word_range(start, end)
            out.append(ProgramMention(start, end, first, stop, name, kind))
            done = end
        return out
