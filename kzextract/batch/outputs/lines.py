"""JSON lines: whole documents, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from kzextract.batch.outputs import Tables


class DocumentLines:
    """``documents.jsonl``: a document a line, in schema ``kzextract/1``."""

    name = "documents.jsonl"

    def __init__(self, folder: Path) -> None:
        self.file = (folder / self.name).open("wb")

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        self.file.writelines(document + b"\n" for document in documents)

    def close(self) -> None:
        """As of every output."""
        self.file.close()


class ErrorLines:
    """``errors.jsonl``: path, place inside the file, and the reason, a failure a line."""

    name = "errors.jsonl"

    def __init__(self, folder: Path) -> None:
        self.file = (folder / self.name).open("wb")

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        self.file.writelines(msgspec.json.encode(failure) + b"\n" for failure in failures)

    def close(self) -> None:
        """As of every output."""
        self.file.close()


def unread_in(folder: Path) -> list[str]:
    """What a run could not read, as ``path: place inside the file``; nothing where it kept no such list."""
    file = folder / ErrorLines.name
    if not file.is_file():
        return []
    failures = []
    for n, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            failures.append(msgspec.json.decode(line, type=dict[str, str | None]))
        except msgspec.DecodeError as error:
            raise ValueError(f"{ErrorLines.name}, line {n}: {error}") from error
    return [": ".join(filter(None, (failure.get("path"), failure.get("where")))) for failure in failures]
