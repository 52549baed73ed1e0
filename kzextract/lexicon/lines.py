"""On which line of a TOML text each key stands; the parser of Python's library does not tell."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# The way to a value: keys of tables and, in arrays of tables, numbers from 0.
Path = tuple[str | int, ...]
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


def line_numbers(text: str) -> dict[Path, int]:
    """The line of every table and key of a valid TOML text, counted from 1.

    >>> found = line_numbers('[[unit]]\\ncode = "bale"\\n\\n[[unit]]\\ncode = "crate"')
    >>> found["unit", 1], found["unit", 1, "code"]
    (4, 5)
    """
    found: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for line, statement, data in _statements(text):
        if not statement.startswith("["):
            for path in _paths(data):
                found.setdefault((*table, *path), line)
            continue
        table = ()
        while data:
            (key, inner), *_ = data.items()
            table = (*table, key)
            last = not inner or inner == [{}]
            if inner == [{}]:
                counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, line)
            if table in counts:
                table = (*table, counts[table])
            data = {} if last else inner
        found.setdefault(table, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each header or assignment, which may go over several lines, with the line it begins on."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        stop = at + 1
        while True:
            statement = "\n".join(lines[at:stop]).strip()
            try:
                data = tomllib.loads(statement)
                break
            except tomllib.TOMLDecodeError:
                if stop == len(lines):
                    raise
                stop += 1
        if data:
            yield at + 1, statement, data
        at = stop


def _paths(data: dict[str, Any]) -> Iterator[Path]:
    for key, value in data.items():
        yield (key,)
        if isinstance(value, dict):
            yield from ((key, *path) for path in _paths(value))
        elif isinstance(value, list):
            for n, item in enumerate(value):
                if isinstance(item, dict):
                    yield key, n
                    yield from ((key, n, *path) for path in _paths(item))


def path_of(written: str) -> Path:
    """A path as msgspec writes it in its messages.

    >>> path_of("$.place[0].kind")
    ('place', 0, 'kind')
    """
    return tuple(int(number) if number else key for key, number in _STEP.findall(written.removeprefix("$")))


def line_of(path: Path, text: str) -> int:
    """The line of a key of a valid TOML text; where it has none of its own, that of the table which holds it.

    Every statement is parsed once more for it: this is for texts with something wrong in them.
    """
    lines = line_numbers(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
