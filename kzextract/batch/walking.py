"""Which files there are: folders recursively in a fixed order, globs, single files, standard input."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kzextract.batch.items import Item, failure

FORMATS: dict[str, str] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
STDIN = "-"


@dataclass(frozen=True)
class Source:
    """A file to read: where it is, what to call it, what it holds; ``begun`` is given the open file."""

    path: Path
    name: str
    format: str
    zipped: bool = False
    size: int = 0
    begun: Callable[[IO[bytes]], None] = lambda file: None


@dataclass
class Walk:
    """Everything below some places, in an order that does not depend on the file system.

    ``ignored`` counts files of other kinds by their suffix, ``skip`` is a folder to leave out (the output).
    """

    places: list[str]
    skip: Path | None = None
    stdin: str = "jsonl"
    ignored: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Source | Item]:
        self.ignored.clear()
        roots = list(self._roots())
        names = _names([root for root in roots if isinstance(root, Path)])
        for root in roots:
            if isinstance(root, Source | Item):
                yield root
            elif os.path.isdir(root):
                yield from self._folder(root, names[root], ())
            else:
                yield from self._file(root, names[root] or root.name, wanted=True)

    def _roots(self) -> Iterator[Path | Source | Item]:
        for place in dict.fromkeys(self.places):
            if place == STDIN:
                yield Source(Path(STDIN), STDIN, self.stdin)
            elif not os.path.lexists(place) and glob.has_magic(place):
                found = sorted(glob.glob(place, recursive=True))
                if not found:
                    yield failure(place, "nothing matches this pattern")
                yield from map(Path, found)
            else:
                yield Path(place)

    def _folder(self, folder: Path, name: str, above: tuple[tuple[int, int], ...]) -> Iterator[Source | Item]:
        try:
            known = os.stat(folder)
            # Entries in the order of their bytes: the same on every machine and in every language.
            entries = sorted(os.listdir(folder), key=os.fsencode)
        except OSError as error:
            yield failure(_shown(name), f"the folder cannot be read: {error.strerror}")
            return
        here = (known.st_dev, known.st_ino)
        if here in above:
            yield failure(_shown(name), "a link that leads back to a folder above it")
            return
        for entry in entries:
            if entry.startswith("."):
                continue
            path, below = folder / entry, f"{name}/{entry}" if name else entry
            if os.path.isdir(path):
                if (
                    self.skip is None
                    or not os.path.exists(self.skip)
                    or not os.path.samefile(path, self.skip)
                ):
                    yield from self._folder(path, below, (*above, here))
            else:
                yield from self._file(path, below, wanted=False)

    def _file(self, path: Path, name: str, wanted: bool) -> Iterator[Source | Item]:
        suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
        zipped = suffixes[-1:] == [".gz"]
        suffix = suffixes[-1 - zipped] if len(suffixes) > zipped else ""
        form = FORMATS.get(suffix)
        if name.lower().endswith(".gold.json") or (form is None and not wanted):
            self.ignored[suffix or "none"] += 1
            return
        try:
            known = os.stat(path)
        except OSError as error:
            dangling = isinstance(error, FileNotFoundError) and os.path.islink(path)
            yield failure(_shown(name), "a link to nothing" if dangling else error.strerror)
            return
        if not stat.S_ISREG(known.st_mode):
            yield failure(_shown(name), "no regular file (a pipe, a socket or a device)")
            return
        yield Source(path, _shown(name), form or "text", zipped, known.st_size)


def _names(roots: list[Path]) -> dict[Path, str]:
    """What the paths of records begin with: nothing for a single place, else the places' names."""
    if len(roots) == 1:
        return {roots[0]: ""}
    plain = Counter(root.name for root in roots)
    return {root: root.name if plain[root.name] == 1 and root.name else root.as_posix() for root in roots}


def _shown(name: str) -> str:
    """A name that JSON can hold: bytes that are no UTF-8 as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def count(sources: Iterable[Source | Item]) -> tuple[int, int, set[str]]:
    """How many files there are, their bytes, and which formats."""
    files = size = 0
    formats = set()
    for source in sources:
        if isinstance(source, Source):
            files, size = files + 1, size + source.size
            formats.add(source.format)
    return files, size, formats
