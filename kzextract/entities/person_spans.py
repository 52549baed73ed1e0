"""Where persons are named: slovnet's spans put right, and the names that it misses."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Final

from kzextract.entities.closed_words import close, closed_words
from kzextract.entities.declension import is_given, listed_given
from kzextract.entities.name_parts import SURNAME, is_patronymic, looks_like_surname
from kzextract.entities.person_evidence import (
    Evidence,
    common_word,
    keeps,
    like_surname,
    name_word,
    trim,
)
from kzextract.entities.phrases import shape
from kzextract.entities.roles import role_noun
from kzextract.entities.word_lists import word_set
from kzextract.reading.sheet import Sheet, Word

_CAPITAL: Final = "А-ЯЁӘҒҚҢӨҰҮҺІ"
_SMALL: Final = "а-яёәғқңөұүһі"
_SURNAME: Final = rf"[{_CAPITAL}](?:[{_SMALL}]+|[{_CAPITAL}]+)(?:-[{_CAPITAL}][{_SMALL}{_CAPITAL}]+)?"
# «Р. Ожаров», «К.Сарсенбаев», «Д. К. Смаилова»; and with the initials after: «Смаилова Д.К.»
_INITIALS_FIRST: Final = re.compile(rf"(?<![\w.])[{_CAPITAL}]\.[ ]?(?:[{_CAPITAL}]\.[ ]?)?({_SURNAME})(?!\w)")
_INITIALS_LAST: Final = re.compile(rf"(?<!\w)({_SURNAME})[ ][{_CAPITAL}]\.[ ]?[{_CAPITAL}]\.")
_LATIN_ALIAS: Final = re.compile(r"\s?\(([A-ZÀ-ÖØ-Þ][\w’'.-]+(?: [A-ZÀ-ÖØ-Þa-z][\w’'.-]+){1,3})\)")

_STREETS: Final = word_set("streets")


def _from_slovnet(sheet: Sheet, taken: bytearray) -> Iterator[tuple[int, int]]:
    evidence = Evidence(sheet)
    words = sheet.words
    for name in sheet.layers.names:
        if name.label != "PER":
            continue
        first, stop = name.first, name.stop
        while first < stop and taken[first]:
            first += 1
        while stop > first and taken[stop - 1]:
            stop -= 1
        first, stop = trim(sheet, first, stop)
        if stop <= first or any(taken[first:stop]) or not keeps(sheet, first, stop, evidence):
            continue
        # «Ержан Абильмажинов Серикович», «Мадина РАХИМБАЕВА»: the words of the name that slovnet left
        # outside.
        while (
            stop < len(words)
            and not taken[stop]
            and words[stop].start - words[stop - 1].end == 1
            and stop - first < 4
        ):
            following = words[stop]
            if not name_word(following) or "a" <= following.norm[0].lower() <= "z":
                break
            if is_patronymic(following.low) or (
                stop - first == 1 and is_given(words[first].low) and like_surname(following)
            ):
                stop += 1
            else:
                break
        if (
            first
            and not taken[first - 1]
            and words[first].start - words[first - 1].end == 1
            and stop - first == 1
        ):
            previous = words[first - 1]
            if (
                name_word(previous)
                and listed_given(previous.low)
                and like_surname(words[first])
                and len(previous.norm) > 2
            ):
                first -= 1
        yield first, stop


def _from_lists(sheet: Sheet, taken: bytearray, capitals: list[int]) -> Iterator[tuple[int, int]]:
    """A listed given name beside a surname, or with a patronymic."""
    words = sheet.words
    n = len(words)
    stop = 0
    for i in capitals:
        if i < stop or i >= n - 1 or taken[i] or taken[i + 1]:
            continue
        word = words[i]
        if listed_given(word.low) and _follows_given(word, words[i + 1]):
            stop = i + 2
            third = words[stop] if stop < n and not taken[stop] else None
            if third is not None and _follows_two(words[i + 1], third):
                stop += 1
            yield i, stop


def _follows_given(given: Word, word: Word) -> bool:
    """Whether a word can be the surname or patronymic of the given name before it."""
    if not word.norm[0].isupper() or word.start - given.end != 1 or len(word.norm) < 3:
        return False
    capitals = word.norm.isupper()
    if given.norm.isupper():
        # In a line of capitals every word has them: only a surname's ending tells.
        return capitals and looks_like_surname(word.low)
    return capitals or looks_like_surname(word.low) or is_patronymic(word.low)


def _follows_two(second: Word, word: Word) -> bool:
    """Whether a word goes on a name of two words: a patronymic, or the surname after one."""
    if not word.norm[0].isupper() or word.start - second.end != 1:
        return False
    return is_patronymic(word.low) or (is_patronymic(second.low) and like_surname(word))


def _from_initials(sheet: Sheet, taken: bytearray) -> Iterator[tuple[int, int]]:
    norm, words = sheet.norm, sheet.words
    initials = [i for i in sheet.capitals if words[i].end - words[i].start == 1]
    for pattern, back in ((_INITIALS_FIRST, 0), (_INITIALS_LAST, 1)):
        done = 0
        for i in initials:
            at = words[max(0, i - back)].start
            match = pattern.match(norm, at) if at >= done else None
            if match is None:
                continue
            done = match.end()
            first, stop = sheet.word_range(match.start(), match.end())
            surname = sheet.word_at(match.start(1))
            if any(taken[first:stop]) or stop <= first:
                continue
            word = sheet.words[surname]
            if not looks_like_surname(word.low) and (common_word(word) or pattern is _INITIALS_LAST):
                continue
            before = sheet.words[first - 1] if first else None
            if before is not None and (
                before.low in _STREETS
                or (before.norm == "." and sheet.words[first - 2].low in ("ул", "г", "пр", "пл"))
            ):
                continue
            yield first, stop


def _after_roles(sheet: Sheet, taken: bytearray, capitals: list[int]) -> Iterator[tuple[int, int]]:
    """Two capitalised words right after the name of a position: «бундестренер Юрген Клинсман»."""
    words = sheet.words
    named = closed_words(sheet, ((m.first, m.stop) for m in sheet.layers.names if m.label != "PER"))
    for at, after in itertools.pairwise(capitals):
        if after != at + 1 or not at or taken[at] or taken[after] or named[at] or named[after]:
            continue
        i = at - 1
        word, one, two = words[i], words[at], words[after]
        if word.norm[0].isupper() and i and words[i - 1].norm[0] not in ".!?:–«":
            continue
        if two.start - one.end != 1 or one.start - word.end != 1:
            continue
        noun = role_noun(word)
        if noun is None or not noun.singular or len(one.norm) < 3 or len(two.norm) < 3:
            continue
        if one.norm.isupper() or "a" <= one.norm[0].lower() <= "z" or "a" <= two.norm[0].lower() <= "z":
            continue
        if (
            one.form.known
            and not is_given(one.low)
            and shape(one).adjective | shape(one).noun
            and not looks_like_surname(one.low)
        ):
            continue
        if one.form.known and "Geox" in one.form.parses[0].tags:
            continue
        yield i + 1, i + 3


def _single_after_roles(sheet: Sheet, taken: bytearray, capitals: list[int]) -> Iterator[tuple[int, int]]:
    """One word with a surname's form right after a position: «мэр города Лужков», «судья Серикова»."""
    words = sheet.words
    for i in capitals:
        word = words[i]
        if not i or taken[i] or len(word.norm) < 4 or word.norm.isupper():
            continue
        before = words[i - 1]
        if word.start - before.end != 1 or not before.norm[0].islower():
            continue
        office = role_noun(before)
        if office is None and before.low in ("города", "области", "района", "республики", "страны") and i > 1:
            office = role_noun(words[i - 2])
        known = word.form.known and not any("Surn" in p.tags for p in word.form.parses)
        if office is not None and office.singular and SURNAME.search(word.low) and not known:
            yield i, i + 1


def person_spans(sheet: Sheet, taken: bytearray) -> list[tuple[int, int]]:
    """Word ranges of all persons named, in order.

    ``taken`` words belong to other entities and are left alone.
    """
    out: list[tuple[int, int]] = []
    used = bytearray(taken)
    capitals = sheet.capitals
    # Each source is asked once those before it have taken their words.
    sources: tuple[Callable[[], Iterator[tuple[int, int]]], ...] = (
        lambda: _from_initials(sheet, used),
        lambda: _from_slovnet(sheet, used),
        lambda: _from_lists(sheet, used, capitals),
        lambda: _after_roles(sheet, used, capitals),
        lambda: _single_after_roles(sheet, used, capitals),
    )
    for source in sources:
        for first, stop in list(source()):
            if any(used[first:stop]) or (first and sheet.words[first - 1].low in _STREETS):
                continue
            out.append((first, stop))
            close(used, first, stop)
    out.sort()
    return out


def latin_alias(sheet: Sheet, stop: int) -> tuple[int, int] | None:
    """The word range of a name repeated in Latin letters in brackets: «Джоэл Саймон (Joel Simon)»."""
    if stop >= len(sheet.words) or sheet.words[stop].norm != "(":
        return None
    match = _LATIN_ALIAS.match(sheet.norm, sheet.words[stop - 1].end)
    return sheet.word_range(match.start(1), match.end(1)) if match else None
