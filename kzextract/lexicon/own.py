"""A lexicon of the user's own: places, programmes, indicators and units beside the package's, from TOML.

The entries only say what there is; the modules that own the tables add them (:mod:`kzextract.lexicon.scope`)
and say what is wrong with one, by :meth:`Entry.wrong`, which names the file, the line and the key.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from kzextract.lexicon.lines import Path as KeyPath
from kzextract.lexicon.lines import line_of, path_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class LexiconError(ValueError):
    """What is wrong with a lexicon file, and where; ``line`` counts from 1, ``key`` may be empty."""

    def __init__(self, file: str, line: int, key: str, message: str) -> None:
        where = f"{file}, line {line}" + (f", key {key!r}" if key else "")
        super().__init__(f"{where}: {message}")
        self.file, self.line, self.key, self.message = file, line, key, message

    def __reduce__(self) -> tuple[Any, ...]:
        return LexiconError, (self.file, self.line, self.key, self.message)


class Entry(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, dict=True):
    """Base of the entries; each knows where it stands."""

    def settle(self, source: Source, path: KeyPath) -> None:
        """Notes where the entry stands."""
        self.__dict__["where"] = (source, path)

    def wrong(self, key: str, message: str) -> LexiconError:
        """The error to raise about a key of this entry."""
        source, path = self.__dict__["where"]
        return LexiconError(source.file, line_of((*path, key), source.text), key, message)


PlaceKind = Literal["region", "city", "district", "city_district", "settlement"]
ProgramKind = Literal[
    "programme", "document", "operation", "campaign", "system", "platform", "app", "device", "slogan"
]
UnitKind = Literal["count", "mass", "space", "speed", "money"]


class PlaceEntry(Entry, kw_only=True):
    """A place, or further names (``also``) of one that the package knows by its ``ref``."""

    ref: str
    name: str = ""
    kind: PlaceKind | None = None
    parent: str = ""
    also: list[str] = []
    needs: Literal["name", "context", "head"] | None = None


class ProgramEntry(Entry, kw_only=True):
    """A programme, operation, campaign, system, platform or app."""

    name: str
    kind: ProgramKind
    also: list[str] = []
    needs: Literal["name", "capital", "quotes", "weak"] = "capital"


class IndicatorEntry(Entry, kw_only=True, rename={"with_": "with"}):
    """What is counted: the words that name it, and its code."""

    code: str
    words: list[str]
    with_: list[str] = []
    without: list[str] = []
    unit: list[Literal["count", "mass", "space", "speed", "money", "part", "time", "MCI"]] = []
    action: list[str] = []
    label: str = ""
    label_en: str = ""


class UnitEntry(Entry, kw_only=True):
    """A unit: a new one with its ``kind``, or more words for one that there is, with a ``factor`` to it."""

    code: str
    words: list[str] = []
    short: list[str] = []
    factor: Any = 1
    kind: UnitKind | None = None
    label: str = ""
    label_en: str = ""


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    place: list[PlaceEntry] = []
    program: list[ProgramEntry] = []
    indicator: list[IndicatorEntry] = []
    unit: list[UnitEntry] = []


class Source(msgspec.Struct, frozen=True):
    """A lexicon file: its name and what stands in it."""

    file: str
    text: str


class Lexicon:
    """What some TOML files add to the package's data; docs/extending.md shows the format.

    Made once and given to :func:`kzextract.extract`, :func:`kzextract.extract_many` or :func:`kzextract.load`
    as ``lexicon``; a path there does the same. Equal if the files are; ``digest`` names their content.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        self.places: list[PlaceEntry] = []
        self.programs: list[ProgramEntry] = []
        self.indicators: list[IndicatorEntry] = []
        self.units: list[UnitEntry] = []
        # The tables that were made of it, by the function that makes them.
        self.kept: dict[Callable[..., Any], Callable[..., Any]] = {}
        for source in self.sources:
            file = _read(source)
            self.places += file.place
            self.programs += file.program
            self.indicators += file.indicator
            self.units += file.unit

    @property
    def digest(self) -> str:
        """The same for the same texts."""
        whole = hashlib.sha256()
        for source in self.sources:
            whole.update(hashlib.sha256(source.text.encode()).digest())
        return whole.hexdigest()[:12]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.sources == other.sources

    def __hash__(self) -> int:
        return hash(self.sources)

    def __repr__(self) -> str:
        return f"Lexicon({', '.join(source.file for source in self.sources)})"

    def __reduce__(self) -> tuple[Any, ...]:
        # What was made of it stays here: another process makes its own.
        return lexicon_of, (self.sources,)


Given = Lexicon | str | os.PathLike[str] | Iterable["str | os.PathLike[str]"] | None


@lru_cache(maxsize=16)
def lexicon_of(sources: tuple[Source, ...]) -> Lexicon:
    """The lexicon of these texts, one object for equal ones, so that its tables are made once."""
    from kzextract.extending import check

    lexicon = Lexicon(sources)
    check(lexicon)
    return lexicon


def open_lexicon(given: Given) -> Lexicon | None:
    """The lexicon in one file or several, checked; None for None.

    Raises :class:`LexiconError` naming file, line and key, and ``OSError`` for a file that cannot be read.
    """
    if given is None or isinstance(given, Lexicon):
        return given
    paths = [given] if isinstance(given, str | os.PathLike) else list(given)
    return lexicon_of(tuple(Source(os.fspath(path), _text(Path(path))) for path in paths)) if paths else None


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LexiconError(os.fspath(path), line, "", "this is not UTF-8") from error


_AT_LINE = re.compile(r" \(at line (\d+).*\)$")
_AT = re.compile(r"^(.*?)(?: - at `(.*)`)?$", re.DOTALL)
_FIELD = re.compile(r"^Object (contains unknown|missing required) field `(.*)`$")


def _read(source: Source) -> _File:
    """The entries of one file; what is no TOML or has other keys raises."""
    try:
        # Numbers with a point stay exact.
        data = tomllib.loads(source.text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else source.text.rstrip().count("\n") + 1
        message = _AT_LINE.sub("", str(error)).removesuffix(" (at end of document)")
        raise LexiconError(source.file, line, "", f"no TOML: {message}") from error
    try:
        file = msgspec.convert(data, _File)
    except msgspec.ValidationError as error:
        raise _explained(source, str(error)) from None
    for table in _File.__struct_fields__:
        for n, entry in enumerate(getattr(file, table)):
            entry.settle(source, (table, n))
    return file


def _explained(source: Source, said: str) -> LexiconError:
    """An error of msgspec's in the words of this file."""
    file, text = source.file, source.text
    at = _AT.match(said)
    assert at is not None
    message, path = at[1], path_of(at[2] or "$")
    field = _FIELD.match(message)
    if field is None:
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        allowed = _choices(str(path[0]), key) if message.startswith("Invalid enum value") else ()
        hint = f": allowed are {', '.join(allowed)}" if allowed else ""
        return LexiconError(file, line_of(path, text), key, _lower(message) + hint)
    key = field[2]
    if field[1] == "missing required":
        return LexiconError(file, line_of(path, text), key, "this entry needs it")
    known = _keys(str(path[0])) if path else _File.__struct_fields__
    near = get_close_matches(key, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
    return LexiconError(file, line_of((*path, key), text), key, f"there is no such key: {hint}")


_ENTRIES: dict[str, type[Entry]] = {
    "place": PlaceEntry,
    "program": ProgramEntry,
    "indicator": IndicatorEntry,
    "unit": UnitEntry,
}


def _keys(table: str) -> tuple[str, ...]:
    return tuple(field.encode_name for field in msgspec.structs.fields(_ENTRIES[table]))


def _choices(table: str, key: str) -> tuple[str, ...]:
    """The values that a key may have, in the order they are declared; none where it takes any text."""
    [field] = (field for field in msgspec.structs.fields(_ENTRIES[table]) if field.encode_name == key)
    return tuple(_literals(field.type))


def _literals(kind: Any) -> Iterator[str]:
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    else:
        for inner in get_args(kind):
            yield from _literals(inner)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
