"""Names without quotes beside a trigger noun: Latin ones, domains, and capitalised Cyrillic ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kzextract.entities.programs_context import Trigger, tables, trigger_before, trigger_of
from kzextract.reading.sheet import Sheet

_ANY_LATIN = re.compile(r"[A-Za-z]")
_NAME = re.compile(
    r"(?<![\w@./-])[A-Za-z0-9][A-Za-z0-9_]*(?:[-–.][A-Za-z0-9]+)*"
    r"(?:[ -][A-Z][A-Za-z0-9-]*)*(?: \d{1,4}(?=[»\")]?(?:[.,;)]|\s*$)))?(?![\w@/])",
    re.MULTILINE,
)
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?:kz|com|org|net|ru|gov|app|info)")
_JOIN = re.compile(r"[»\"]?(?:,| и| или) [«\"]?")
_CAPITAL = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]")


def latin_names(sheet: Sheet, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int, Trigger]]:
    """Latin names and domains outside quotes that a trigger noun governs."""
    if not _ANY_LATIN.search(sheet.norm):
        return
    known = tables()
    at = 0
    last: tuple[int, Trigger] | None = None
    for match in _NAME.finditer(sheet.norm):
        text = match.group()
        start, end = match.span()
        while at < len(quotes) and quotes[at][1] <= start:
            at += 1
        if at < len(quotes) and quotes[at][0] <= start:
            continue
        if not _ANY_LATIN.search(text) or sheet.norm[end : end + 2].strip("-–") != sheet.norm[
            end : end + 2
        ].strip("–-"):
            continue
        low = text.lower()
        domain = bool(_DOMAIN.fullmatch(low))
        if low in known.media or low in known.never or (text.islower() and not domain) or len(text) < 3:
            continue
        if low.partition(" ")[0] in known.never:
            continue
        index = sheet.word_at(start)
        trigger = None
        if last is not None and _JOIN.fullmatch(sheet.norm, last[0], start):
            trigger = last[1]
        else:
            trigger = trigger_before(sheet, index, quoted=False)
        if trigger is None or (domain and trigger.kind == "device"):
            continue
        last = (end, trigger)
        yield start, end, trigger


def bare_names(sheet: Sheet, triggers: list[int]) -> Iterator[tuple[int, int, str]]:
    """Capitalised Cyrillic names just after a trigger noun: «ОПМ Правопорядок», «система Баға».

    A word that is a place, a person or a body, or that could be a genitive («система Министерства»), is none.
    """
    words, known = sheet.words, tables()
    taken: set[int] | None = None
    for i in triggers:
        if i + 1 >= len(words):
            continue
        word = words[i + 1]
        if not _CAPITAL.match(word.norm) or word.start - words[i].end > 1 or len(word.norm) < 3:
            continue
        lemma = trigger_of(words[i])
        if lemma is None or lemma not in known.bare:
            continue
        if word.norm.isupper() and len(word.norm) < 6:
            continue
        if taken is None:
            layers = sheet.layers
            taken = {n for m in (*layers.places, *layers.names) for n in range(m.first, m.stop)}
        if i + 1 in taken:
            continue
        form = word.form
        if form.known:
            if not any(p.pos == "NOUN" and p.case in ("nomn", "accs") for p in form.parses):
                continue
            if any(p.pos == "NOUN" and p.case == "gent" for p in form.parses) or words[i].form.cases(
                "NOUN"
            ) == {"gent"}:
                continue
        yield word.start, word.end, known.kinds[lemma]
