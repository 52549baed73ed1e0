"""What speaks for and against a span being a person's name."""

from __future__ import annotations

from typing import Final

from kzextract.entities.declension import is_given
from kzextract.entities.name_parts import is_initial, is_patronymic, looks_like_surname
from kzextract.entities.roles import role_noun
from kzextract.entities.word_lists import word_set
from kzextract.reading.sheet import Sheet, Word

_STREETS: Final = word_set("streets")
_PLACE_NOUNS: Final = word_set("place_nouns")
# Endings of abstract nouns, which slovnet takes for names at the start of a sentence.
_ABSTRACT: Final = ("ость", "ство", "ание", "ение", "ция", "изм")

# Endings that a surname has in the nominative and a common noun in the genitive plural.
_PLURAL: Final = ("ов", "ев")


def name_word(word: Word) -> bool:
    """Whether a word can be a part of a name by its capital."""
    norm = word.norm
    return norm[0].isupper() and norm[0].isalpha() and not any(c.isdigit() for c in norm)


def trim(sheet: Sheet, first: int, stop: int) -> tuple[int, int]:
    """A span without leading ranks and small words, quotes and marks at its ends."""
    words = sheet.words
    for i in range(first + 1, stop):
        # «Джошуа Вольфа (Joshua Wolf», «Эль Сальвадор • Эфиопия»: brackets, bullets and commas end a name.
        if words[i].norm[0] in "(•,;:–|/[":
            stop = i
            break
    while first < stop and not (
        name_word(words[first])
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


def common_word(word: Word) -> bool:
    """Whether pymorphy3 knows the word, and not as a name."""
    form = word.form
    if not form.known:
        return False
    return not any(p.tags & {"Name", "Surn", "Patr"} for p in form.parses)


def _no_subject(words: list[Word]) -> bool:
    """Whether the first verb of a clause goes with no single man: «Дропперов стало больше»."""
    for word in words:
        if word.norm in (",", ";", ":", "–", "."):
            return False
        parse = word.form.parses[0]
        if parse.pos in ("VERB", "PRTS") and word.norm[0].islower():
            return parse.gender == "neut" or parse.number == "plur"
    return False


def keeps(sheet: Sheet, first: int, stop: int, evidence: Evidence) -> bool:
    """Whether a span that slovnet calls a person can be one."""
    words = sheet.words
    head = words[first]
    if stop - first > 6 or not any(name_word(words[i]) for i in range(first, stop)):
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
        return not all(common_word(words[i]) for i in range(first, stop)) or any(
            is_patronymic(words[i].low) for i in range(first, stop)
        )
    if head.low.endswith(
        ("ская", "ской", "ском", "скую", "ские", "ских", "скими", "ского", "скому")
    ) and not (any("Surn" in p.tags for p in head.form.parses)):
        return False
    after = words[stop] if stop < len(words) else None
    if after is not None and after.form.pos == "PRTS" and after.low.endswith("о"):
        # «Дропперов выявлено 64»: an impersonal verb has no person before it.
        return False
    if after is not None and after.form.pos == "VERB" and head.low.endswith(_PLURAL):
        # «Дропперов осудили»: a surname in -ов is a nominative, no verb in the plural goes with it.
        if all(p.number != "sing" for p in after.form.parses if p.pos == "VERB"):
            return False
    sentence = sheet.sentence_at(head.start)
    starts = all(not words[i].norm[0].isalnum() for i in range(max(sentence.first, first - 3), first))
    if starts and head.low.endswith(_PLURAL) and _no_subject(words[stop : sentence.stop]):
        return False
    if starts and not is_given(head.low):
        if common_word(head) or evidence.written_small(head) or head.low.endswith(_ABSTRACT):
            return False
        following = words[stop] if stop < len(words) else None
        if (
            not looks_like_surname(head.low)
            and following is not None
            and following.form.parses[0].number == "plur"
        ):
            return False
    return not (head.norm.isupper() and len(head.norm) > 1 and head.norm[0].lower() < "a")


def like_surname(word: Word) -> bool:
    """Whether a capitalised word can be a surname by its ending, or is unknown to the dictionary."""
    low = word.low
    return len(low) > 2 and (looks_like_surname(low) or not word.form.known)
