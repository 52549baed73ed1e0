"""Concepts: what a word or a phrase stands for («кража», «хищение» → theft), as bits of an integer.

Rules over indicators and actions are written in concepts, so that a new synonym is a line in
``lexicon/concepts.toml`` and no new rule. A form is looked up once; a phrase costs a few dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import product
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from kzextract.lexicon import load_toml
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.reading.declining import declined
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Word

if TYPE_CHECKING:
    from kzextract.lexicon.own import IndicatorEntry
    from kzextract.lexicon.own import Lexicon as Own

# The shortest prefix that a table entry may have, and so the key under which prefixes are kept.
_PREFIX: Final = 3
_LIMIT: Final = 4_096


# The phrases that begin with a word, by their second word.
_Starts = dict[str, list[tuple[tuple[str, ...], int]]]


class Lexicon(NamedTuple):
    """The concept table, ready for look-ups; ``bits`` maps a concept's name to its bit.

    ``seen`` are the forms that were looked up, ``starting`` those of them that begin a phrase, ``bits_seen``
    the bits of each.
    """

    bits: dict[str, int]
    lemmas: dict[str, int]
    prefixes: dict[str, list[tuple[str, int]]]
    phrases: dict[str, list[tuple[tuple[str, ...], int]]]
    seen: dict[str, tuple[frozenset[str], int, _Starts]]
    starting: set[str]
    bits_seen: dict[str, int]


@per_lexicon()
def lexicon() -> Lexicon:
    """The table ``lexicon/concepts.toml``, and the concepts of a user's indicators after it."""
    bits: dict[str, int] = {}
    lemmas: dict[str, int] = {}
    prefixes: dict[str, list[tuple[str, int]]] = {}
    phrases: dict[str, dict[tuple[str, ...], int]] = {}
    own = active()
    tables = {**load_toml("concepts"), **(_added(own) if own is not None else {})}
    for n, (name, entries) in enumerate(tables.items()):
        bit = bits[name] = 1 << n
        for entry in (" ".join(e.split()) for e in entries.split(",")):
            if not entry:
                continue
            if " " in entry:
                parts = tuple(entry.split())
                found = phrases.setdefault(parts[0], {})
                found[parts] = found.get(parts, 0) | bit
            elif entry.endswith("*"):
                stem = entry[:-1]
                prefixes.setdefault(stem[:_PREFIX], []).append((stem, bit))
            else:
                lemmas[entry] = lemmas.get(entry, 0) | bit
    return Lexicon(bits, lemmas, prefixes, {k: list(v.items()) for k, v in phrases.items()}, {}, set(), {})


def concept_of(own: Own, n: int, key: str) -> str:
    """The name of the concept of the words that a user's indicator number ``n`` has under a key."""
    return f"{own.indicators[n].code} {key} {n}"


def _added(own: Own) -> dict[str, str]:
    """The concepts of a user's indicators, as the package's table has its own."""
    return {
        concept_of(own, n, key): ", ".join(
            form for phrase in phrases for form in _writings(entry, key, phrase)
        )
        for n, entry in enumerate(own.indicators)
        for key, phrases in (("words", entry.words), ("with", entry.with_), ("without", entry.without))
        if phrases
    }


def _writings(entry: IndicatorEntry, key: str, phrase: str) -> list[str]:
    """The lemmas of a phrase in every reading; of a single word, also all its forms."""
    words = fold(phrase).split()
    if not words or not all(word.replace("-", "").isalnum() for word in words):
        raise entry.wrong(key, f"{phrase!r} is no phrase: words, with spaces between them")
    if len(words) == 1:
        return sorted(declined(words[0]) | MORPHOLOGY.form(words[0]).lemmas)
    # «незаконная охота»: an adjective stands under its masculine, whatever noun it goes with.
    return [" ".join(lemmas) for lemmas in product(*(sorted(MORPHOLOGY.form(w).lemmas) for w in words))]


def _form(table: Lexicon, low: str) -> tuple[frozenset[str], int, _Starts]:
    """Of a form: its keys (lemmas and itself), the bits of its own, the phrases that may begin with it."""
    found = table.seen.get(low)
    if found is None:
        keys = MORPHOLOGY.form(low).lemmas | {low}
        bits = 0
        starts: _Starts = {}
        for key in keys:
            bits |= table.lemmas.get(key, 0)
            for parts, bit in table.phrases.get(key, ()):
                starts.setdefault(parts[1], []).append((parts, bit))
            for stem, bit in table.prefixes.get(key[:_PREFIX], ()):
                if key.startswith(stem):
                    bits |= bit
        if not bits and "-" in low:
            # «женщины-участковые», «кибер-дружинники»: a compound stands for what its parts stand for.
            for part in low.split("-"):
                for key in MORPHOLOGY.form(part).lemmas if part else ():
                    bits |= table.lemmas.get(key, 0)
        if len(table.seen) >= _LIMIT:
            table.seen.clear()
            table.starting.clear()
            table.bits_seen.clear()
        if starts:
            table.starting.add(low)
        found = table.seen[low] = (keys, bits, starts)
        table.bits_seen[low] = bits
    return found


def word_concepts(word: Word | str) -> int:
    """The concepts of one word by itself."""
    low = fold(word) if isinstance(word, str) else word.low
    table = lexicon()
    return (table.seen.get(low) or _form(table, low))[1]


def concepts(words: Sequence[Word]) -> list[int]:
    """The concepts of each word where it stands: the words of a phrase have the phrase's, not their own.

    >>> from kzextract.reading.reader import read
    >>> names(concepts(read("особо тяжкие").words)[1])
    ['especially_grave']
    """
    table = lexicon()
    seen = table.seen
    lows = [w.low for w in words]
    try:
        out = list(map(table.bits_seen.__getitem__, lows))
    except KeyError:
        out = [_form(table, low)[1] for low in lows]
    if table.starting.isdisjoint(lows):
        return out  # no word begins a phrase
    forms = [seen.get(low) or _form(table, low) for low in lows]
    free, last = 0, len(forms) - 1
    for i, form in enumerate(forms):
        if form[2] and free <= i < last:
            best, bits = _phrase_at(forms, i)
            if best:
                free = i + best
                out[i:free] = [bits] * best
    return out


def _phrase_at(forms: list[tuple[frozenset[str], int, _Starts]], i: int) -> tuple[int, int]:
    """The length and the concepts of the longest phrase that begins at a word; no length where none does."""
    starts = forms[i][2]
    best, bits = 0, 0
    for second in forms[i + 1][0]:
        for parts, bit in starts.get(second, ()):
            size = len(parts)
            if size < best or i + size > len(forms):
                continue
            # The first two parts are there already: they led here.
            if size == 2 or all(parts[j] in forms[i + j][0] for j in range(2, size)):
                best, bits = size, bits | bit if size == best else bit
    return best, bits


def union(masks: Sequence[int]) -> int:
    """All concepts of some words together."""
    return reduce(or_, masks, 0)


def mask_of(names: str) -> int:
    """The bits of some concepts, parted by «|» or spaces; ``ValueError`` names one that the table lacks."""
    bits = lexicon().bits
    out = 0
    for name in names.replace("|", " ").split():
        if name not in bits:
            raise ValueError(f"no concept {name!r} in lexicon/concepts.toml")
        out |= bits[name]
    return out


def names(mask: int) -> list[str]:
    """The names of the concepts in a mask, for people."""
    return [name for name, bit in lexicon().bits.items() if mask & bit]
