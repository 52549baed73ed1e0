"""Where releases come from: files and folders of ``.txt`` and ``.json``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kzextract.batch.decoding import decode
from kzextract.extraction import MAX_CHARS, check_text

SUFFIXES = frozenset({".txt", ".json"})
# A character takes up to four bytes; more than this cannot be a text within the limit.
MAX_BYTES = 4 * MAX_CHARS


@dataclass(frozen=True)
class Failure:
    """A file that could not be read, and why."""

    path: str
    reason: str


def find_files(places: Iterable[Path]) -> list[tuple[Path, str]]:
    """The releases in these files and folders, each with its id (its path in the folder without the suffix).

    Gold files (``*.gold.json``) and hidden files are no releases.
    """
    places = list(places)
    found: list[tuple[Path, str]] = []
    for place in places:
        inside = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
        for path in inside:
            name = path.name if place.is_file() else path.relative_to(place).as_posix()
            hidden = any(part.startswith(".") for part in Path(name).parts)
            if path.suffix.lower() in SUFFIXES and not hidden and not name.endswith(".gold.json"):
                known = name[: -len(path.suffix)]
                found.append((path, known if len(places) == 1 else f"{place.name}/{known}"))
    return found


def read_record(path: Path, id: str) -> dict[str, Any]:
    """One file as a record: text, id, path, what a ``.json`` says besides; ``ValueError`` if it is none."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"the file has {size:,} bytes, the limit is {MAX_BYTES:,}")
    data = path.read_bytes()
    record: dict[str, Any] = {}
    if path.suffix.lower() == ".json":
        try:
            record = msgspec.json.decode(decode(data), type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise ValueError(f"no JSON record: {error}") from error
        if not isinstance(record.get("text"), str):
            raise ValueError('the JSON record has no "text"')
    else:
        record["text"] = decode(data)
    check_text(record["text"])
    if record.get("date"):
        record["date"] = _date(record["date"])
    known = {
        key: record[key] for key in ("text", "date", "source", "url", "title", "place") if record.get(key)
    }
    return {"text": "", **known, "id": str(record.get("id") or id), "path": path.as_posix()}


def _date(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ValueError(f"the date {value!r} is none like 2025-12-11") from error


def read_records(files: Iterable[tuple[Path, str]], failures: list[Failure]) -> Iterator[dict[str, Any]]:
    """The records of these files in order; those that cannot be read are put into ``failures``."""
    for path, known in files:
        try:
            yield read_record(path, known)
        except (OSError, ValueError) as error:
            failures.append(Failure(path.as_posix(), getattr(error, "strerror", None) or str(error)))
