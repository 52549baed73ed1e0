"""Where releases come from: files, folders, patterns and standard input, as raw items in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from kzextract.batch.containers import read_csv, read_json, read_jsonl, read_parquet, read_warc
from kzextract.batch.extras import MissingExtra
from kzextract.batch.items import Item, Options, failure
from kzextract.batch.opening import Unreadable, read_whole
from kzextract.batch.parsing import record_of
from kzextract.batch.walking import FORMATS, Source


def _one(source: Source, options: Options) -> Iterator[Item]:
    yield Item("html" if source.format == "html" else "text", source.name, "", read_whole(source))


READERS: dict[str, Callable[[Source, Options], Iterator[Item]]] = {
    "text": _one,
    "html": _one,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
}


def items_of(source: Source, options: Options) -> Iterator[Item]:
    """The articles of one file; what cannot be read comes as an item that says why."""
    try:
        yield from READERS[source.format](source, options)
    except MissingExtra:
        raise
    except Unreadable as error:
        yield failure(source.name, error)
    except Exception as error:
        # A reader's own fault, at a file nobody thought of: it costs that file, not the batch.
        yield failure(source.name, f"cannot be read: {type(error).__name__}: {error}")


class Reading:
    """The articles of all files, one at a time, and how many bytes of the files have been read so far."""

    def __init__(self, sources: Iterable[Source | Item], options: Options) -> None:
        self.sources, self.options = sources, options
        self._before = 0
        self._file: IO[bytes] | None = None

    def __iter__(self) -> Iterator[Item]:
        for source in self.sources:
            if isinstance(source, Source):
                yield from items_of(replace(source, begun=self._begun), self.options)
                self._file = None
                self._before += source.size
            else:
                yield source

    def _begun(self, file: IO[bytes]) -> None:
        self._file = file

    @property
    def position(self) -> int:
        """Bytes read so far (of zipped files: as they are on the disk)."""
        here = self._file.tell() if self._file is not None and not self._file.closed else 0
        return self._before + here


def read_record(path: Path, id: str | None = None) -> dict[str, Any]:
    """A file of one article as a record: text, path and what is known besides; ``ValueError`` if none."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    zipped = suffixes[-1:] == [".gz"]
    form = FORMATS.get(suffixes[-1 - zipped] if len(suffixes) > zipped else "", "text")
    items = list(items_of(Source(path, path.as_posix(), form, zipped, path.stat().st_size), Options()))
    if len(items) != 1:
        raise Unreadable(f"{len(items)} articles in one file: kzextract batch reads them all")
    record = record_of(items[0], Options())
    return record if id is None else {"id": id, **record}
