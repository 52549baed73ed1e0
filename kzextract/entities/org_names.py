"""Bodies named by abbreviations, media, names in quotes, and what slovnet finds beyond them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kzextract.entities.org_lexicon import head_of, org_lexicon
from kzextract.entities.phrases import quoted_end, shape
from kzextract.entities.word_lists import word_set
from kzextract.reading.sheet import Sheet

_DOMAIN: Final = re.compile(
    r"(?<![\w@./-])(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:kz|KZ|Kz|ru|RU|com|COM|media|info|news|tv|org|net|su)(?![\w/@])(?!\.\w)"
)
_ENDS: Final = frozenset(("kz", "ru", "com", "media", "info", "news", "tv", "org", "net", "su"))
# «АКТОБЕ. 11 апреля – Диапазон. Вчера …»: who reports, at the end of a dateline.
_DATELINE: Final = re.compile(
    r"^[А-ЯЁӘҒҚҢӨҰҮҺІ][А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі-]{2,20}[.,] \d{1,2} [а-я]{3,8}(?: \d{4} года?)?[.,]? [–-] "
    r"([А-ЯЁ][а-яё]{2,20})\.(?= [А-ЯЁ])",
    re.MULTILINE,
)
_DATELINE_CHARS: Final = 800


@dataclass(slots=True)
class Named:
    """A name found: its words, its kind, its canonical name, and whether a place may follow it.

    The canonical name is None where the wording of the text itself is the name.
    """

    first: int
    stop: int
    kind: str
    name: str | None
    takes_place: bool = False


def abbreviations(sheet: Sheet, closed: bytearray) -> Iterator[Named]:
    """МВД, ДП, СПЧ-15, Минюст."""
    known = org_lexicon()
    for i in sheet.capitals:
        if closed[i]:
            continue
        word = sheet.words[i]
        norm = word.norm
        found = known.abbreviations.get(norm) or known.folded.get(word.low)
        if found is not None:
            name, kind = found
            yield Named(word.i, word.i + 1, kind, name.rstrip("*"), name.endswith("*"))
        elif "-" in norm and norm.split("-")[0] in known.prefixes and norm.split("-")[1].isdigit():
            yield Named(word.i, word.i + 1, "department", None, False)
        elif (
            word.low in known.central and not norm.isupper() and sheet.sentence_at(word.start).first != word.i
        ):
            # «из резерва Правительства»: a capital inside a sentence.
            yield Named(word.i, word.i + 1, "other", known.central[word.low])


def media(sheet: Sheet, closed: bytearray) -> Iterator[Named]:
    """Domains and names of media, known ones anywhere, others where the text takes them for a source."""
    known = org_lexicon()
    words = sheet.words
    signed = _DATELINE.search(sheet.norm, 0, _DATELINE_CHARS)
    if signed:
        first, stop = sheet.word_range(*signed.span(1))
        if not any(closed[first:stop]) and not any(n.first <= first < n.stop for n in sheet.layers.places):
            yield Named(first, stop, "media", signed.group(1))
    # Most texts have no Latin word that could be a domain's end.
    if not sheet.forms.isdisjoint(_ENDS):
        for match in _DOMAIN.finditer(sheet.norm):
            first, stop = sheet.word_range(match.start(), match.end())
            if any(closed[first:stop]):
                continue
            name = match.group()
            if name.lower() in known.media or _is_source(sheet, first, stop):
                yield Named(first, stop, "media", name)
    for i in sheet.capitals:
        if closed[i]:
            continue
        word = words[i]
        norm = word.norm
        if norm.isascii() and word.low in known.media and words[word.i].end - word.start > 3:
            yield Named(word.i, word.i + 1, "media", norm)
        elif word.low in known.media_starts:
            # «Казинформ», «РИА Новости»; «Хабар» and «Литер» are words too, so they want a source's place.
            for length in (3, 2, 1):
                stop = word.i + length
                if stop > len(words):
                    continue
                text = sheet.low[word.start : words[stop - 1].end]
                if text in known.media_names and (
                    length > 1 or _is_source(sheet, word.i, stop) or norm.isupper()
                ):
                    yield Named(word.i, stop, "media", sheet.text[word.start : words[stop - 1].end])
                    break


def _is_source(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether words of reporting stand around a name: «передаёт X», «со ссылкой на X», «X рассказал»."""
    known = org_lexicon()
    words = sheet.words
    i = first - 1
    while i >= max(0, first - 4) and words[i].norm in ("«", '"', "на", ":", "в", "для", "—", "–"):
        i -= 1
    if i >= 0 and (words[i].low in known.before or words[i].lemma in known.before):
        return True
    j = stop
    while j < min(len(words), stop + 3) and words[j].norm in ("»", '"'):
        j += 1
    return j < len(words) and words[j].low in known.after


_QUOTES: Final = frozenset('«"')
_BARE_HEADS: Final = ("парти", "тоо", "холдинг", "концерн", "компани", "корпораци")


def quoted(sheet: Sheet, closed: bytearray) -> Iterator[Named]:
    """Names in quotes after a noun that says what they name («партии «Amanat»»), or quoted as a source."""
    known = org_lexicon()
    words = sheet.words
    for i in sheet.words_of(_QUOTES):
        if i + 2 >= len(words) or closed[i + 1]:
            continue
        if not (words[i + 1].is_title or words[i + 1].norm[0].isdigit()):
            continue
        stop = quoted_end(sheet, i, len(words))
        if stop is None or stop - i > 7 or any(closed[i:stop]):
            continue
        before = words[i - 1] if i else None
        if before is not None and before.norm[0].isalpha():
            lemma = next((x for x in before.form.lemmas if x in known.triggers), None)
            if before.norm.upper() in ("ТОО", "АО", "ОО", "ОФ", "ИП", "НАО", "ОАО", "ЗАО", "ООО", "НПО"):
                lemma = before.low
            if lemma is not None:
                if lemma in known.skipped:
                    continue
                kind = known.triggers[lemma]
                yield Named(i + 1, stop - 1, kind, None)
                continue
        if (
            (_is_source(sheet, i, stop) and not words[i + 2].norm.islower())
            or (before is not None and before.norm == "," and _byline(sheet, i))
            or (
                _is_source(sheet, i, stop)
                and stop - i <= 4
                and "." not in sheet.norm[words[i].start : words[stop - 1].end]
            )
        ):
            yield Named(i + 1, stop - 1, "media", None)


def _byline(sheet: Sheet, i: int) -> bool:
    """Whether a quoted name ends a line of names.

    «Айгерим Сеитова, Виктор Клименко, «Муниципальный канал»».
    """
    block = sheet.block_at(sheet.words[i].start)
    if block.stop - block.first > 16:
        return False
    inside = sheet.words[block.first : i]
    return bool(inside) and all(w.norm[0].isupper() or not w.norm[0].isalpha() for w in inside)


def bare_parties(sheet: Sheet, closed: bytearray) -> Iterator[Named]:
    """A capitalised name without quotes right after its noun: «партией Amanat», «клуба Челси»."""
    words = sheet.words
    for at in sheet.capitals:
        i = at - 1
        word = words[i]
        if i >= 0 and not closed[at] and word.low.startswith(_BARE_HEADS):
            name = words[at]
            if name.start - word.end == 1 and ("A" <= name.norm[0] <= "Z" or not name.form.known):
                stop = i + 2
                while stop < len(words) and "A" <= words[stop].norm[0] <= "Z" and not closed[stop]:
                    stop += 1
                yield Named(i + 1, stop, "party" if word.low.startswith("парти") else "other", None)


def slovnet_orgs(sheet: Sheet, closed: bytearray) -> Iterator[Named]:
    """What slovnet calls an organisation and nothing else has claimed, without its usual mistakes."""
    words = sheet.words
    for name in sheet.layers.names:
        if name.label != "ORG":
            continue
        first, stop = name.first, name.stop
        while first < stop and (closed[first] or words[first].norm in '«"(' or not _own(words[first].norm)):
            first += 1
        while stop > first and (closed[stop - 1] or words[stop - 1].norm in '»")'):
            stop -= 1
        for i in range(first, stop):
            if words[i].norm == "(" and not any(w.norm == ")" for w in words[i:stop]):
                stop = i
                break
        marks = sum(w.norm in '«»"' for w in words[first:stop])
        if marks % 2 and stop < len(words) and words[stop].norm in '»"':
            stop += 1
        elif marks % 2:
            stop = next(i for i in range(first, stop) if words[i].norm in '«»"')
        if stop <= first or any(closed[first:stop]) or not _keeps(sheet, first, stop):
            continue
        yield Named(first, stop, _kind(sheet, first, stop), None)


def _own(norm: str) -> bool:
    return norm[0].isupper() or norm[0].isdigit()


_GENERIC: Final = word_set("org_generic")
_PLURAL_HEADS: Final = word_set("org_plural_heads")
_GENERIC_FIRST: Final = word_set("org_generic_first")
_PLATFORMS: Final = word_set("platforms")


def _keeps(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether an ORG span of slovnet is a body's name rather than a common word.

    A platform or an abbreviation.
    """
    words = sheet.words
    head = words[first]
    before = words[first - 1] if first else None
    if before is not None and before.norm in ("«", '"'):
        # Names in quotes have been judged by the noun before them.
        return False
    lemmas = head.form.lemmas
    if lemmas & _PLURAL_HEADS and (stop - first > 1 or not head.is_title):
        # A body's head noun whose phrase made no name: «центры оперативного управления».
        return any(words[i].is_title for i in range(first + 1, stop)) and head_of(head) is not None
    if stop - first > 1:
        if lemmas & _GENERIC_FIRST:
            return False
        # «Фракция партии»: the capital is the sentence's, the words are common ones.
        own = any(words[i].is_title or words[i].norm in '«"' for i in range(first + 1, stop))
        return own or not all(words[i].form.known for i in range(first, stop))
    norm = head.norm
    if head.low in _PLATFORMS or any(x in _GENERIC for x in head.form.lemmas):
        return False
    if norm.isupper():
        return 2 < len(norm) <= 8 and norm.isalpha() and not head.form.known
    if norm.isascii() or "-" in norm:
        return False
    sentence = sheet.sentence_at(head.start)
    if first == sentence.first or (before is not None and not before.norm[0].isalnum()):
        return not head.form.known and not shape(head).adjective
    return True


def _kind(sheet: Sheet, first: int, stop: int) -> str:
    for i in range(first, stop):
        found = head_of(sheet.words[i])
        if found is not None:
            return found[1]
    return "other"
