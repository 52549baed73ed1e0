"""Names without quotes beside a trigger noun: Latin ones, domains, and capitalised Cyrillic ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kzextract.entities.programs_context import tables, trigger_of
from kzextract.entities.programs_quotes import Quoted
from kzextract.reading.sheet import Sheet

# With the letters of Kazakh in Latin script («Öz Qorğan»).
_L: Final = "A-Za-zÀ-ɏ"
_ANY_LATIN: Final = re.compile(rf"[{_L}]")
_NAME: Final = re.compile(
    rf"(?<![\w@./-])[{_L}0-9][{_L}0-9_]*(?:[-–.][{_L}0-9]+)*"
    rf"(?:[ -][A-ZÇÖÜĞİŞÄÑŪŊ][{_L}0-9-]*)*(?: \d{{1,4}}(?=[»\")]?(?:[.,;)]|\s*$)))?(?![\w@/])",
    re.MULTILINE,
)
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+(?:kz|com|org|net|ru|gov|app|info)")
_CAPITAL: Final = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]")
# pymorphy's tags of given names, surnames, patronymics, bodies, and places.
_PERSONS: Final = frozenset(("Name", "Surn", "Patr", "Orgn", "Abbr"))
_PROPER: Final = _PERSONS | {"Geox"}


def _latin_names(norm: str) -> Iterator[re.Match[str]]:
    """What looks like a name in the lines that have a Latin letter: most have none."""
    begin = 0
    for line in norm.split("\n"):
        end = begin + len(line)
        if _ANY_LATIN.search(line):
            yield from _NAME.finditer(norm, begin, end)
        begin = end + 1


def latin_candidates(sheet: Sheet, quotes: list[Quoted]) -> Iterator[Quoted]:
    """Latin names and domains outside quotes that may be named by a trigger noun."""
    norm = sheet.norm
    known = tables()
    at = 0
    for match in _latin_names(norm):
        text = match.group()
        start, end = match.span()
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        if len(text) < 3 or not _ANY_LATIN.search(text) or (at < len(quotes) and quotes[at].start <= start):
            continue
        # «LED-подсветка», «eGov-портал»: the first half of a compound.
        if norm[end : end + 1] in "-–" and norm[end + 1 : end + 2].isalpha():
            continue
        low = text.lower()
        if low in known.media or low.partition(" ")[0] in known.never:
            continue
        if not text.islower() or _DOMAIN.fullmatch(low):
            yield Quoted(start, end)


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
        form = word.form
        if form.known:
            # A common noun in the nominative is a name here, even where slovnet takes it for a person.
            nouns = [p for p in form.parses if p.pos == "NOUN"]
            if known.kinds[lemma] == "operation":
                # «ОПМ Кордон»: that the word is a surname or a village too does not matter here.
                nouns = [p for p in nouns if p.animacy == "inan" and _PERSONS.isdisjoint(p.tags)]
            elif any(not _PROPER.isdisjoint(p.tags) for p in nouns):
                continue
            if not any(p.case in ("nomn", "accs") for p in nouns) or any(p.case == "gent" for p in nouns):
                continue
        else:
            if taken is None:
                layers = sheet.layers
                taken = {n for m in (*layers.places, *layers.names) for n in range(m.first, m.stop)}
            if i + 1 in taken:
                continue
        yield word.start, word.end, known.kinds[lemma]
