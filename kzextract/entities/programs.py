"""The programs stage: named programmes, documents, operations, campaigns, systems, platforms, apps …

A name counts when the lexicon knows it, or when the words around it say what it is: a trigger noun before or
after quotes or a Latin name, a coordinated name that counts, a list that a trigger introduces.
"""

from __future__ import annotations

import re
from heapq import merge
from typing import Final

from kzextract.entities.programs_bare import bare_names, latin_candidates
from kzextract.entities.programs_context import (
    other_before,
    tables,
    trigger_after,
    trigger_before,
    trigger_of,
    weak_before,
)
from kzextract.entities.programs_documents import documents
from kzextract.entities.programs_lexicon import (
    Known,
    bare_forms,
    bare_starts,
    inflected,
    known_name,
    match_at,
    pieces,
)
from kzextract.entities.programs_lists import introduced
from kzextract.entities.programs_quotes import Quoted, find_quoted
from kzextract.layers import ProgramMention
from kzextract.reading.sheet import Sheet, Word
from kzextract.stage import Stage

_BETWEEN: Final = re.compile(r"[»\"]?(?:,| и| или| а также|, а также|,? также)? [«\"]?")
_COMPANY: Final = re.compile(r" (?:group|групп|llp|ltd|development|холдинг)\b")
_SPEECH_VERBS: Final = (
    r"сказа[лв]|отме(?:ти[лв]|чает)|подчерк|рассказ(?:ал|ыва)|сообщ(?:ил|ает)|добави|поясн(?:ил|яет)|заяв(?:ил|ляет)|"
    r"говор(?:ит|ят|ил)|пиш[еу]т|призна(?:л|ет)|обеща[лею]|счита[ею]т|увер(?:ен|я)|привод[ия]т|цитир|резюм|посовет|"
    r"напом[нили]|шут[ия]|объясн|дел[ия]т|ответил|прокомм|коммент|констат|заключ(?:ил|ает)|предупре(?:дил|жда)|"
    r"призв|призыва|обрати|вспом|утвержда"
)
# A site of the state: a service, no medium.
_STATE_SITE: Final = re.compile(r"(?:[a-z0-9-]+\.){1,3}gov\.kz(?![\w/])")
_SPEECH_AFTER: Final = re.compile(rf"[»\"],? ?[–-] ?(?:[а-яё]+ ){{0,3}}?(?:{_SPEECH_VERBS})")
MAX_WORDS: Final = 11


def may_be_name(sheet: Sheet, start: int, end: int) -> bool:
    """Whether quoted characters look like a name: they begin with a capital or digit and are no sentence."""
    text = sheet.norm[start:end]
    first = text[0]
    if not (first.isupper() or first.isdigit() or first.isascii()) or not any(c.isalpha() for c in text):
        return False
    if text.count(" ") >= MAX_WORDS or text[-1] in ".,;:" or ". " in text:
        return False
    return text.lower() not in tables().never


def is_owner(sheet: Sheet, index: int, end: int) -> bool:
    """Whether a quoted word is in the genitive, an owner and not a name («инициатива „Яблока“»)."""
    word = sheet.words[index]
    if word.end < end or not word.form.known:
        return False
    cases = word.form.cases("NOUN")
    return "gent" in cases and "nomn" not in cases


def is_short(sheet: Sheet, start: int, end: int) -> bool:
    """Whether quoted characters are a name of a few words and not a sentence or a heading with its colon."""
    return sheet.norm.count(" ", start, end) < 4 and ":" not in sheet.norm[start:end]


def outside(quotes: list[Quoted], spans: list[tuple[int, int]]) -> list[Quoted]:
    """The quoted strings that touch none of the spans; both in text order."""
    kept, at = [], 0
    for quote in quotes:
        while at < len(spans) and spans[at][1] <= quote.start:
            at += 1
        if at == len(spans) or spans[at][0] >= quote.end:
            kept.append(quote)
    return kept


class Programs(Stage):
    """Writes the layer ``programs``; needs ``laws`` (a law's title in quotes is no programme).

    >>> import kzextract
    >>> doc = kzextract.extract("В Абае прошла акция «Тихий двор».")
    >>> [(e.text, e.kind) for e in doc.entities if e.type == "PROGRAM"]
    [('Тихий двор', 'campaign')]
    """

    layer = "programs"
    label = "PROGRAM"

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
        self.proved: set[tuple[int, int]] = set()
        self.refused: list[tuple[int, int]] = []

    def run(self) -> None:
        """All ways of finding names, surest first."""
        sheet = self.sheet
        quotes = outside(find_quoted(sheet), [(law.start, law.end) for law in sheet.layers.laws])
        triggers = self.scan_words()
        self.judge_all(quotes, list(latin_candidates(sheet, quotes)))
        for start, end, kind in bare_names(sheet, triggers):
            self.discover(start, end, kind)
        for start, end, name, kind in documents(sheet, triggers):
            self.found[start, end] = (name, kind)
        if self.discovered:
            self.repeat(quotes)

    def scan_words(self) -> list[int]:
        """Known names without quotes, in one pass over the words; returns where trigger nouns stand."""
        sheet, starts = self.sheet, bare_starts()
        triggers = sorted({*sheet.words_of(tables().form_set), *sheet.hyphened})
        done = 0
        for i in sheet.words_of(bare_forms()):
            word = sheet.words[i]
            for writing, known in starts[word.low]:
                if word.start < done:
                    continue
                end = match_at(sheet, word.start, writing)
                if end > 0 and (known.needs == "name" or self.has_capital(word, writing)):
                    if _COMPANY.match(sheet.low, end):
                        break
                    self.found[word.start, end] = (known.name, self.kind_of(known, word.i, end))
                    done = end
                    break
        return triggers

    def has_capital(self, word: Word, writing: tuple[str, ...]) -> bool:
        """Whether a name that needs a capital has one that means something, or a trigger noun before it."""
        sheet = self.sheet
        before = sheet.words[word.i - 1] if word.i else None
        if before is not None and trigger_of(before) is not None:
            return True
        if not word.norm[0].isupper():
            return False
        # «Безопасный город начинается с двора»: every sentence begins with a capital.
        if len(writing) > 1 and word.start == sheet.sentence_at(word.start).start:
            return sheet.norm[word.start : word.start + 12].isupper()
        return True

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
        known = known_name(key)
        if known is not None:
            # A name that only quotes make a name is whatever the text calls it.
            name, kind = known.name, kind if known.loose or known.needs in ("quotes", "weak") else known.kind
        self.found[start, end] = self.discovered[key] = (name or text, kind)
        self.proved.add((start, end))

    def judge_all(self, quotes: list[Quoted], latin: list[Quoted]) -> None:
        """Decides on every candidate, left to right: a coordinated name follows the one before it."""
        last: tuple[int, str] | None = None
        bare = {q.start for q in latin}
        for candidate in merge(quotes, latin, key=lambda q: q.start):
            start, end = candidate.start, candidate.end
            if last is not None and start < last[0]:
                continue
            if last is not None and _BETWEEN.fullmatch(self.sheet.norm, last[0], start):
                known = start in bare or may_be_name(self.sheet, start, end)
                kind = last[1] if known else None
            elif start in bare:
                kind = self.judge_latin(start)
            else:
                kind = self.judge(start, end)
            if kind is not None:
                self.discover(start, end, kind)
                last = (end, kind)

    def judge_latin(self, start: int) -> str | None:
        """The kind of a Latin name without quotes: a trigger noun must govern it, and not a document's."""
        trigger = trigger_before(self.sheet, self.sheet.word_at(start), quoted=False)
        if trigger is None and _STATE_SITE.match(self.sheet.low, start):
            return "platform"  # «проверить можно на afm.gov.kz»
        return trigger.kind if trigger and trigger.kind != "document" else None

    def judge(self, start: int, end: int) -> str | None:
        """The kind of a quoted name, or None if it is not a programme's."""
        sheet = self.sheet
        known = known_name(pieces(sheet.norm[start:end]))
        if known is None and not may_be_name(sheet, start, end):
            return None
        index = sheet.word_at(start)
        if known is None and _SPEECH_AFTER.match(sheet.low, end):
            return None
        trigger = trigger_before(sheet, index)
        if trigger is not None:
            return trigger.kind if known or not is_owner(sheet, index, end) else None
        if other_before(sheet, index):
            self.refused.append((start, end))
            return None
        trigger = trigger_after(sheet, end)
        if trigger is not None:
            return trigger.kind
        weak = introduced(sheet, start) or weak_before(sheet, index)
        if known is not None and known.needs != "weak":
            # Known, but nothing here says its kind: another mention in the text may.
            self.found[start, end] = (known.name, known.kind)
            return None
        return known.kind if known and weak else weak

    def repeat(self, quotes: list[Quoted]) -> None:
        """Other mentions of the discovered names: in quotes, or bare where nothing else is written so."""
        sheet = self.sheet
        refused = set(self.refused)
        forms = {form: known for key, known in self.discovered.items() for form in inflected(key)}
        forms.update(self.discovered)
        for quote in quotes:
            span = quote.start, quote.end
            if span not in refused and span not in self.proved:
                known = forms.get(pieces(sheet.norm[quote.start : quote.end]))
                if known is not None:
                    self.found[span] = known
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
        # A known name inside the short name of something else is not meant: «ТОО „Сергек Групп“».
        taken = [(law.start, law.end) for law in sheet.layers.laws]
        taken += [(s, e) for s, e in self.refused if (s, e) not in self.found and is_short(sheet, s, e)]
        taken.sort()
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
