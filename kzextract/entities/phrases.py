"""Noun phrases: what a word can be in one, and how far a phrase reaches from its head to the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kzextract.entities.role_noun import RoleNoun
from kzextract.entities.word_lists import word_set
from kzextract.reading.morphology import Form
from kzextract.reading.sheet import Sheet, Word

_NOUNS: Final = ("NOUN", "NPRO")
_ADJECTIVES: Final = ("ADJF", "PRTF")
# The cases a preposition governs inside the name of a position or a body.
GOVERNED: Final[dict[str, frozenset[str]]] = {
    "по": frozenset({"datv"}),
    "с": frozenset({"ablt", "gent"}),
    "со": frozenset({"ablt", "gent"}),
    "в": frozenset({"loct", "accs"}),
    "во": frozenset({"loct", "accs"}),
    "на": frozenset({"loct", "accs"}),
    "при": frozenset({"loct"}),
    "из": frozenset({"gent"}),
    "от": frozenset({"gent"}),
    "для": frozenset({"gent"}),
    "без": frozenset({"gent"}),
    "за": frozenset({"ablt", "accs"}),
    "над": frozenset({"ablt"}),
    "о": frozenset({"loct"}),
    "об": frozenset({"loct"}),
}
GENITIVE: Final = frozenset({"gent"})
_OPENING: Final = '«"'
# A quoted name longer than this is a quotation.
MAX_QUOTED: Final = 9


class Shape(NamedTuple):
    """What a word form can be: the cases of its noun and adjective readings.

    And whether it is a verb and the like.
    """

    noun: frozenset[str]
    adjective: frozenset[str]
    plural: bool
    other: bool


_NOTHING: Final = Shape(frozenset(), frozenset(), False, True)
_SHAPES: Final[dict[str, Shape]] = {}


def _make(form: Form) -> Shape:
    noun = frozenset(p.case for p in form.parses if p.pos in _NOUNS and p.case)
    adjective = frozenset(p.case for p in form.parses if p.pos in _ADJECTIVES and p.case)
    likely = [p for p in form.parses if p.pos in _NOUNS or p.pos in _ADJECTIVES]
    # A word whose likeliest reading by far is a verb, an adverb or a particle does not carry a phrase on.
    other = not likely or (
        form.known
        and form.pos not in _NOUNS
        and form.pos not in _ADJECTIVES
        and sum(p.score for p in likely) < 0.25
    )
    plural = bool(likely) and likely[0].number == "plur"
    return Shape(noun, adjective, plural, other)


def shape(word: Word) -> Shape:
    """The shape of a word, looked up once a form."""
    low = word.low
    found = _SHAPES.get(low)
    if found is None:
        if len(_SHAPES) > 4_096:
            _SHAPES.clear()
        found = _SHAPES[low] = _make(word.form) if low[0].isalpha() else _NOTHING
    return found


def is_abbreviation(word: Word) -> bool:
    """Whether a word is written in capitals or Latin letters, so that it shows no case: ДП, МВД, Philips."""
    norm = word.norm
    return (norm.isupper() and len(norm) > 1 and norm.isalpha()) or "A" <= norm[0] <= "z"


def quoted_end(sheet: Sheet, i: int, limit: int) -> int | None:
    """The word after the quotation mark that closes the one at word ``i``; None where it is no short name."""
    words = sheet.words
    close = "»" if words[i].norm == "«" else '"'
    for j in range(i + 1, min(i + 2 + MAX_QUOTED, limit)):
        if words[j].norm == close:
            return j + 1
    return None


def extend(
    sheet: Sheet,
    head: int,
    limit: int,
    stops: Mapping[int, object],
    jumps: Mapping[int, int],
    heads: Mapping[int, RoleNoun],
    *,
    first: frozenset[str] = GENITIVE,
    chain: bool = False,
    strict: bool = False,
) -> int:
    """The end of the phrase that begins with the noun at word ``head``: its complements to the right.

    ``stops`` are words where it must end (a person's name), ``jumps`` lead from the first word of a place
    or body to the word after it, ``heads`` are words that begin a position of their own. ``first`` are the
    cases of the complement (instrumental after «заведующий»); ``chain`` allows a position as the first
    complement («заместитель начальника»); ``strict`` (after a name) stops at prepositions that do
    not belong to a position.
    """
    words = sheet.words
    j, end = head + 1, head + 1
    allowed = first
    joined = False
    foreign = 0
    while j < limit:
        if j in stops:
            break
        word = words[j]
        norm = word.norm
        jump = jumps.get(j)
        if jump is not None and jump <= limit:
            j = end = jump
            allowed, joined = GENITIVE, False
            continue
        inner = heads.get(j)
        if inner is not None and not _complement(
            word, inner, chain and _next_to(words, head, j), heads.get(j - 1)
        ):
            break
        mark = norm[0]
        if mark in _OPENING:
            close = quoted_end(sheet, j, limit) if end == j else None
            if close is None and norm == '"' and end == j:
                # The closing mark of a name that another stage took without it.
                close = j + 1
            if close is None:
                break
            j = end = close
            continue
        if mark == "№":
            j = end = j + (2 if j + 1 < limit and words[j + 1].norm[0].isdigit() else 1)
            continue
        if mark.isdigit():
            if words[j - 1].low in ("часть", "части", "школы", "отдела", "номер"):
                j = end = j + 1
                continue
            break
        closes = j + 2 < limit and words[j + 2].norm == ")"
        if mark == "(" and end == j and closes and words[j + 1].norm.isupper():
            # «Национального фронта (FN)»
            j = end = j + 3
            continue
        if not mark.isalpha():
            if norm in '»"' and end == j:
                j = end = j + 1
                continue
            if norm == "," and end == j and j + 2 < limit and words[j + 1].low in GOVERNED and j + 2 in jumps:
                # «в России, на Украине, в Белоруссии»
                j += 1
                joined = False
                continue
            if (
                norm == "."
                and words[j - 1].low in ("г", "обл", "им", "р", "респ", "с", "п", "зам", "нач", "пом", "зав")
                and end == j
            ):
                j = end = j + 1
                continue
            break
        low = word.low
        if low in GOVERNED:
            if joined or (strict and low != "по" and words[end - 1].low not in _TAKES and end != head + 1):
                break
            allowed = GOVERNED[low] | GENITIVE if low == "по" else GOVERNED[low]
            j, joined = j + 1, True
            continue
        if low == "и":
            if end == head + 1 and not chain:
                break
            j, joined = j + 1, True
            continue
        if is_abbreviation(word):
            j = end = j + 1
            allowed, joined = GENITIVE, False
            continue
        form = shape(word)
        if form.other and not word.is_title:
            if word.form.pos == "ADVB" and j + 1 < limit and shape(words[j + 1]).adjective & allowed:
                j += 1  # «крайне правого»
                continue
            break
        if form.noun & allowed:
            j = end = j + 1
            # After a noun its own genitives follow; a coordinated one stands in the same case.
            allowed, joined = allowed | GENITIVE, False
            continue
        if form.adjective & allowed:
            j += 1
            if joined and j < limit and j not in stops:
                joined = False
            continue
        if word.is_title and not strict and not form.noun & {"gent"} and not word.form.known and foreign < 2:
            # An undeclined foreign name: «клуба Челси».
            j = end = j + 1
            foreign += 1
            continue
        if low in ("г", "г.", "обл", "им", "имени"):
            j = end = j + 1
            continue
        break
    if (
        end < j
        and not joined
        and (j in stops or j >= limit or not words[j].norm[0].isalnum() or shape(words[j]).other)
    ):
        # Adjectives with no noun after them stand for one: «по делам несовершеннолетних».
        return j
    return end


# Positions and topics after which these prepositions go on: «посол в …», «борьбе со …», «контролю за …».
_TAKES: Final = word_set("takes_preposition")


def _next_to(words: list[Word], head: int, j: int) -> bool:
    """Whether word ``j`` follows the head at once, or after the full stop of «зам.»."""
    return j == head + 1 or (j == head + 2 and words[head + 1].norm == ".")


def _complement(word: Word, inner: RoleNoun, follows: bool, before: RoleNoun | None) -> bool:
    """Whether a word that names a position is a complement here.

    «заместитель начальника», «министр энергетики».
    """
    cases = shape(word).noun
    if inner.rank:
        return False
    if "gent" in cases and "gent" not in inner.cases:
        return True
    return (follows or (before is not None and before.deputy)) and "gent" in inner.singular | shape(
        word
    ).adjective
