"""Where persons are named: slovnet's spans put right, and the names that it misses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kzextract.entities.declension import is_given, listed_given
from kzextract.entities.person_names import SURNAME, is_initial, is_patronymic, looks_like_surname
from kzextract.entities.phrases import shape
from kzextract.entities.roles import role_noun
from kzextract.reading.sheet import Sheet, Word

_CAPITAL = "А-ЯЁӘҒҚҢӨҰҮҺІ"
_SMALL = "а-яёәғқңөұүһі"
_SURNAME = rf"[{_CAPITAL}](?:[{_SMALL}]+|[{_CAPITAL}]+)(?:-[{_CAPITAL}][{_SMALL}{_CAPITAL}]+)?"
# «Р. Ожаров», «К.Сарсенбаев», «Д. К. Смаилова»; and with the initials after: «Смаилова Д.К.»
_INITIALS_FIRST = re.compile(rf"(?<![\w.])[{_CAPITAL}]\.[ ]?(?:[{_CAPITAL}]\.[ ]?)?({_SURNAME})(?!\w)")
_INITIALS_LAST = re.compile(rf"(?<!\w)({_SURNAME})[ ][{_CAPITAL}]\.[ ]?[{_CAPITAL}]\.")
_LATIN_ALIAS = re.compile(r"\s?\(([A-ZÀ-ÖØ-Þ][\w’'.-]+(?: [A-ZÀ-ÖØ-Þa-z][\w’'.-]+){1,3})\)")

_STREETS = frozenset(
    "улица улицы улице улицей улицу ул проспект проспекта проспекте проспекту пр пр-т бульвар бульваре бульвара бульвару "
    "площадь площади переулок переулке микрорайон микрорайоне мкр".split()
)
# What stands before the name of a place, street or thing that is called after a person.
_PLACE_NOUNS = frozenset(
    "г город города городе село села селе с аул ауле поселок поселка поселке п пос район района районе область области "
    "улица улицы улице улицей улицу ул проспект проспекта проспекте проспекту пр пр-т бульвар бульваре бульвара бульвару "
    "площадь площади переулок переулке микрорайон микрорайоне мкр трасса трассе станция станции шоссе набережная "
    "набережной остров острова озеро озера река реки реке гора горы порт порта аэропорт аэропорту команда команды "
    "болид болида болиды клуб клуба машина кличка клички кличке пес собака регион региона трасс г.".split()
)


_ABSTRACT = ("ость", "ство", "ание", "ение", "ция", "изм")


def blocked(sheet: Sheet, spans: list[tuple[int, int]]) -> bytearray:
    """One flag a word: whether it lies in one of these word ranges."""
    flags = bytearray(len(sheet.words) + 1)
    for first, stop in spans:
        for i in range(first, stop):
            flags[i] = 1
    return flags


def _name_word(word: Word) -> bool:
    norm = word.norm
    return norm[0].isupper() and not any(c.isdigit() for c in norm) and (norm[0].isalpha())


def _trim(sheet: Sheet, first: int, stop: int) -> tuple[int, int]:
    """A span without leading ranks and small words, quotes and marks at its ends."""
    words = sheet.words
    for i in range(first + 1, stop):
        # «Джошуа Вольфа (Joshua Wolf», «Эль Сальвадор • Эфиопия»: brackets, bullets and commas end a name.
        if words[i].norm[0] in "(•,;:–|/[":
            stop = i
            break
    while first < stop and not (
        _name_word(words[first])
        or words[first].low in ("аль", "эль", "бин", "де", "фон")
        or words[first].low.startswith(("аль-", "эль-"))
    ):
        first += 1
    while (
        stop - first > 1
        and words[first].norm[0].isupper()
        and role_noun(words[first])
        and not is_given(words[first].low)
        and not looks_like_surname(words[first].low)
    ):
        first += 1
    while (
        stop > first
        and not words[stop - 1].norm[0].isalnum()
        and not (words[stop - 1].norm == "." and is_initial(words[stop - 2].norm))
    ):
        stop -= 1
    return first, stop


class Evidence:
    """What the document says elsewhere, looked up only when a doubtful span asks for it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._small: set[str] | None = None

    def written_small(self, word: Word) -> bool:
        """Whether the document has the word, in some form, without a capital."""
        if self._small is None:
            self._small = {w.low[:6] for w in self.sheet.words if w.norm[0].islower() and len(w.low) > 4}
        return word.low[:6] in self._small


def _common_word(word: Word) -> bool:
    """Whether pymorphy3 knows the word, and not as a name."""
    form = word.form
    if not form.known:
        return False
    return not any(p.tags & {"Name", "Surn", "Patr"} for p in form.parses)


def _keeps(sheet: Sheet, first: int, stop: int, evidence: Evidence) -> bool:
    """Whether a span that slovnet calls a person can be one."""
    words = sheet.words
    head = words[first]
    if stop - first > 6 or not any(_name_word(words[i]) for i in range(first, stop)):
        return False
    if any(c.isdigit() for c in sheet.norm[head.start : words[stop - 1].end]):
        return False
    before = words[first - 1] if first else None
    if before is not None:
        noun = words[first - 2] if before.norm == "." and first > 1 else before
        if noun.low in (_PLACE_NOUNS if stop - first == 1 else _STREETS):
            return False
        if before.norm == "«" and stop < len(words) and words[stop].norm == "»":
            return False
    if stop - first > 1:
        return not all(_common_word(words[i]) for i in range(first, stop)) or any(
            is_patronymic(words[i].low) for i in range(first, stop)
        )
    if head.low.endswith(
        ("ская", "ской", "ском", "скую", "ские", "ских", "скими", "ского", "скому")
    ) and not (any("Surn" in p.tags for p in head.form.parses)):
        return False
    sentence = sheet.sentence_at(head.start)
    starts = all(not words[i].norm[0].isalnum() for i in range(max(sentence.first, first - 3), first))
    if starts and not is_given(head.low):
        if _common_word(head) or evidence.written_small(head) or head.low.endswith(_ABSTRACT):
            return False
        following = words[stop] if stop < len(words) else None
        # «Дропперов выявлено 64»: an impersonal verb has no person before it.
        if following is not None and following.form.pos == "PRTS" and following.low.endswith("о"):
            return False
        if (
            not looks_like_surname(head.low)
            and following is not None
            and following.form.parses[0].number == "plur"
        ):
            return False
    return not (head.norm.isupper() and len(head.norm) > 1 and "a" > head.norm[0].lower())


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
        first, stop = _trim(sheet, first, stop)
        if stop <= first or any(taken[first:stop]) or not _keeps(sheet, first, stop, evidence):
            continue
        # «Ержан Абильмажинов Серикович», «Мадина РАХИМБАЕВА»: the words of the name that slovnet left outside.
        while (
            stop < len(words)
            and not taken[stop]
            and words[stop].start - words[stop - 1].end == 1
            and stop - first < 4
        ):
            following = words[stop]
            if not _name_word(following) or "a" <= following.norm[0].lower() <= "z":
                break
            if is_patronymic(following.low) or (
                stop - first == 1 and is_given(words[first].low) and _like_surname(following)
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
                _name_word(previous)
                and listed_given(previous.low)
                and _like_surname(words[first])
                and len(previous.norm) > 2
            ):
                first -= 1
        yield first, stop


def _like_surname(word: Word) -> bool:
    low = word.low
    return len(low) > 2 and (looks_like_surname(low) or not word.form.known)


def _from_lists(sheet: Sheet, taken: bytearray) -> Iterator[tuple[int, int]]:
    """A listed given name beside a surname, or with a patronymic."""
    words = sheet.words
    n = len(words)
    i = 0
    while i < n - 1:
        word = words[i]
        if word.norm[0].isupper() and not taken[i] and listed_given(word.low):
            j = i + 1
            following = words[j]
            if (
                following.norm[0].isupper()
                and not taken[j]
                and following.start - word.end == 1
                and len(following.norm) > 2
                and (
                    looks_like_surname(following.low)
                    or is_patronymic(following.low)
                    or following.norm.isupper()
                )
                and (not word.norm.isupper() or following.norm.isupper())
                and not (
                    word.norm.isupper() and following.norm.isupper() and not looks_like_surname(following.low)
                )
            ):
                stop = j + 1
                if (
                    stop < n
                    and words[stop].norm[0].isupper()
                    and not taken[stop]
                    and words[stop].start - following.end == 1
                ):
                    if is_patronymic(words[stop].low) or (
                        is_patronymic(following.low) and _like_surname(words[stop])
                    ):
                        stop += 1
                yield i, stop
                i = stop
                continue
        i += 1


def _from_initials(sheet: Sheet, taken: bytearray) -> Iterator[tuple[int, int]]:
    norm = sheet.norm
    for pattern in (_INITIALS_FIRST, _INITIALS_LAST):
        for match in pattern.finditer(norm):
            first, stop = sheet.word_range(match.start(), match.end())
            surname = sheet.word_at(match.start(1))
            if any(taken[first:stop]) or stop <= first:
                continue
            word = sheet.words[surname]
            if not looks_like_surname(word.low) and (_common_word(word) or pattern is _INITIALS_LAST):
                continue
            before = sheet.words[first - 1] if first else None
            if before is not None and (
                before.low in _STREETS
                or (before.norm == "." and sheet.words[first - 2].low in ("ул", "г", "пр", "пл"))
            ):
                continue
            yield first, stop


def _after_roles(sheet: Sheet, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Two capitalised words right after the name of a position: «бундестренер Юрген Клинсман»."""
    words = sheet.words
    named = blocked(sheet, [(m.first, m.stop) for m in sheet.layers.names if m.label != "PER"])
    for i in range(len(words) - 2):
        word = words[i]
        if named[i + 1] or named[i + 2]:
            continue
        if (
            word.norm[0].isupper()
            and i
            and words[i - 1].norm[0] not in ".!?:–«"
            or taken[i + 1]
            or taken[i + 2]
        ):
            continue
        one, two = words[i + 1], words[i + 2]
        if (
            not (one.norm[0].isupper() and two.norm[0].isupper() and two.start - one.end == 1)
            or one.start - word.end != 1
        ):
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


def _single_after_roles(sheet: Sheet, taken: bytearray) -> Iterator[tuple[int, int]]:
    """One word with a surname's form right after a position: «мэр города Лужков», «судья Серикова»."""
    words = sheet.words
    for i in range(1, len(words)):
        word = words[i]
        if not word.norm[0].isupper() or taken[i] or len(word.norm) < 4 or word.norm.isupper():
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
    """Word ranges of all persons named, in order; ``taken`` words belong to other entities and are left alone."""
    out: list[tuple[int, int]] = []
    used = bytearray(taken)
    for source in (_from_initials, _from_slovnet, _from_lists, _after_roles, _single_after_roles):
        for first, stop in list(source(sheet, used)):
            if any(used[first:stop]):
                continue
            out.append((first, stop))
            used[first:stop] = b"\x01" * (stop - first)
    out.sort()
    return out


def latin_alias(sheet: Sheet, stop: int) -> tuple[int, int] | None:
    """The word range of a name repeated in Latin letters in brackets: «Джоэл Саймон (Joel Simon)»."""
    if stop >= len(sheet.words) or sheet.words[stop].norm != "(":
        return None
    match = _LATIN_ALIAS.match(sheet.norm, sheet.words[stop - 1].end)
    return sheet.word_range(match.start(1), match.end(1)) if match else None
