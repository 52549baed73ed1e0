"""Parts: what a batch has done so far, a file for each bundle of articles, there as a whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzextract.batch.extras import needed
from kzextract.batch.items import Item, key_of
from kzextract.batch.schema import nested_schema

if TYPE_CHECKING:
    import pyarrow

FEWEST, MOST, MOST_BYTES = 32, 128, 1_000_000
# A bundle ends where an article's own digest says so, one time in this many.
_ONE_IN = 32
TEMPORARY = ".tmp"


@dataclass(frozen=True)
class Bundle:
    """Articles that are worked on together; the key is the same for the same articles."""

    key: str
    items: list[Item]


def bundles(items: Iterable[Item]) -> Iterator[Bundle]:
    """The items in bundles whose bounds follow from the articles themselves.

    A bundle ends after an article whose digest says so, not after a fixed number: an article that is new in
    the folder changes the bundle it falls into, and all others are found done.
    """
    taken: list[Item] = []
    size = 0
    for item in items:
        taken.append(item)
        size += len(item.data)
        full = len(taken) >= MOST or size >= MOST_BYTES
        if full or (len(taken) >= FEWEST and int(key_of([item])[:8], 16) % _ONE_IN == 0):
            yield Bundle(key_of(taken), taken)
            taken, size = [], 0
    if taken:
        yield Bundle(key_of(taken), taken)


def save(path: Path, data: bytes | memoryview) -> None:
    """Writes a file so that it is there as a whole or not at all, whatever happens meanwhile."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    with temporary.open("wb") as file:
        file.write(data)
    settle(temporary, path)


def settle(temporary: Path, path: Path) -> None:
    """Gives a finished file its name; what it holds is on the disk before the name is."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def pack(batch: pyarrow.RecordBatch, about: dict[str, Any]) -> memoryview:
    """A record batch as the bytes of an Arrow file, with a few figures about it."""
    pa = needed("pyarrow", "batch")
    sink = pa.BufferOutputStream()
    schema = batch.schema.with_metadata({"about": json.dumps(about)})
    with pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batch)
    return memoryview(sink.getvalue())


class Parts:
    """The folder of parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Where the part of a bundle is, or will be."""
        return self.folder / f"{key}.arrow"

    def sweep(self) -> None:
        """Removes what a killed run left half written."""
        for path in self.folder.glob(f"*{TEMPORARY}"):
            path.unlink(missing_ok=True)

    def about(self, key: str) -> dict[str, Any] | None:
        """The figures of a part that is done; None where there is none, or none that can be read."""
        pa = needed("pyarrow", "batch")
        try:
            with pa.OSFile(str(self.path(key)), "rb") as file:
                schema = pa.ipc.open_file(file).schema
        except (FileNotFoundError, pa.ArrowInvalid):
            return None
        if not schema.equals(nested_schema()):
            return None
        known: dict[str, Any] = json.loads(schema.metadata[b"about"])
        return known

    def read(self, key: str, columns: list[str] | None = None) -> pyarrow.RecordBatch:
        """A part, or only some of its columns."""
        pa = needed("pyarrow", "batch")
        names = nested_schema().names
        wanted = None if columns is None else [names.index(column) for column in columns]
        with pa.OSFile(str(self.path(key)), "rb") as file:
            options = pa.ipc.IpcReadOptions(included_fields=wanted)
            return pa.ipc.open_file(file, options=options).get_batch(0)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Removes the parts of articles that are no longer in the folder."""
        known = set(keys)
        for path in self.folder.glob("*.arrow"):
            if path.stem not in known:
                path.unlink()
