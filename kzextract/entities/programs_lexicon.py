"""Known programmes, systems, operations and apps: the lexicon, by the first word of each writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kzextract.lexicon import load_toml
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.reading.declining import declined
from kzextract.reading.normal import fold, normalise
from kzextract.reading.sheet import Sheet

if TYPE_CHECKING:
    from kzextract.lexicon.own import ProgramEntry

# What a writing is cut into to be compared: words; hyphens, dashes and spaces between them count alike.
_PIECES: Final = re.compile(r"[^\W_]+(?:\.[^\W_]+)*|!")
_DECLINED: Final = re.compile(r"[а-яіңғүұқөһ]{4,}[бвгджзклмнпрстфхцчшщқғң]")
_ENDINGS: Final = ("а", "у", "ом", "е")


@dataclass(frozen=True, slots=True)
class Known:
    """A known name: ``needs`` says what a mention must have to count, ``loose`` that its kind varies."""

    name: str
    kind: str
    needs: str
    loose: bool = False


def pieces(text: str) -> tuple[str, ...]:
    """The folded words of a name, by which names are compared.

    >>> pieces("Ekin-Patrol") == pieces("EKIN PATROL")
    True
    """
    return tuple(_PIECES.findall(fold(text)))


def known_name(words: tuple[str, ...]) -> Known | None:
    """The lexicon's entry for a name, also where this year's number ends it («Қарасора–2026»)."""
    found = lexicon().get(words)
    if (
        found is None
        and len(words) > 1
        and words[-1].isdigit()
        and words[-1].startswith("20")
        and len(words[-1]) == 4
    ):
        found = lexicon().get(words[:-1])
    return found


def inflected(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """A name and, if it is one Cyrillic word that ends in a consonant, its oblique cases.

    >>> sorted(inflected(("капкан",)))
    [('капкан',), ('капкана',), ('капкане',), ('капканом',), ('капкану',)]
    """
    found = {words}
    if len(words) == 1 and _DECLINED.fullmatch(words[0]):
        found.update((words[0] + ending,) for ending in _ENDINGS)
    return found


def _added(entry: ProgramEntry) -> Iterator[tuple[tuple[str, ...], Known]]:
    """The writings of a user's entry, in all cases."""
    known = Known(entry.name, entry.kind, entry.needs)
    for key, name in (("name", entry.name), *(("also", name) for name in entry.also)):
        if not pieces(normalise(name)):
            raise entry.wrong(key, f"{name!r} is no name")
        for form in (normalise(name), *declined(normalise(name))):
            for writing in inflected(pieces(form)):
                yield writing, known


def _writings(name: str, also: list[str]) -> set[tuple[str, ...]]:
    found = set()
    for writing in (name, *also):
        found |= inflected(pieces(normalise(writing)))
    return found


@per_lexicon()
def lexicon() -> dict[tuple[str, ...], Known]:
    """Every writing of every known name; what a user says of a name goes before what the package does."""
    own = active()
    if own is None or not own.programs:
        return _listed()
    found: dict[tuple[str, ...], Known] = {}
    for entry in own.programs:
        for writing, known in _added(entry):
            found.setdefault(writing, known)
    return {**_listed(), **found}


@cache
def _listed() -> dict[tuple[str, ...], Known]:
    table = load_toml("programs")
    found: dict[tuple[str, ...], Known] = {}
    for row in table["program"]:
        known = Known(row["name"], row["kind"], row["needs"], row.get("loose", False))
        for writing in _writings(row["name"], row.get("also", [])):
            found.setdefault(writing, known)
    for row in table["names"]:
        for name in row["names"]:
            known = Known(name, row["kind"], row["needs"])
            for writing in _writings(name, []):
                found.setdefault(writing, known)
    return found


@per_lexicon()
def bare_starts() -> dict[str, tuple[tuple[tuple[str, ...], Known], ...]]:
    """The names that count without quotes, longest first, by their first word."""
    starts: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for writing, known in lexicon().items():
        if known.needs in ("name", "capital"):
            # razdel keeps «Антифрод-центр» whole and may cut «egov.kz»: found under either start.
            first = writing[0]
            for key in {first, first.partition(".")[0], "-".join(writing[:2])}:
                starts.setdefault(key, []).append((writing, known))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in starts.items()}


@per_lexicon()
def bare_forms() -> frozenset[str]:
    """The keys of :func:`bare_starts`."""
    return frozenset(bare_starts())


def match_at(sheet: Sheet, start: int, writing: tuple[str, ...]) -> int:
    """Where a writing that begins at this character ends, or -1 if it does not stand there."""
    low, at = sheet.low, start
    for n, word in enumerate(writing):
        if n:
            gap = at
            while at < len(low) and at - gap < 3 and low[at] in " -–,":
                at += 1
            if at == gap:
                return -1
        if not low.startswith(word, at):
            return -1
        at += len(word)
    if at < len(low) and (low[at].isalnum() or (low[at] == "-" and low[at + 1 : at + 2].isalpha())):
        return -1
    return at
