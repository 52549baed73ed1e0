"""What goes from the reading of files to the workers: raw items, and options that say how to read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import msgspec

from kzextract.extraction import MAX_CHARS
from kzextract.lexicon.own import Lexicon, Source, lexicon_of

# A character takes up to four bytes; more than this cannot be a text within the limit.
MAX_BYTES = 4 * MAX_CHARS

Kind = Literal["text", "html", "json", "fields", "failure"]


class Item(NamedTuple):
    """One article as it was found, not yet decoded.

    ``path`` is relative to the folder that was given, ``where`` the place inside a file of many articles
    (``"line 3"``). ``data`` are the bytes; of kind ``fields`` a msgpack mapping, of ``failure`` the reason.
    """

    kind: Kind
    path: str
    where: str
    data: bytes
    url: str | None = None

    @property
    def name(self) -> str:
        """The path, and the place inside the file."""
        return f"{self.path}: {self.where}" if self.where else self.path


class Failure(msgspec.Struct, frozen=True):
    """What could not be read or processed, and why, in one line."""

    path: str
    reason: str
    where: str = ""
    kind: str = "unreadable"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What changes the records of a batch; kept in its manifest."""

    # Field → its name in JSON, CSV and Parquet, where it is not one of the usual names.
    fields: dict[str, str] = {}
    source: str | None = None
    place: str | None = None
    near: float = 0.8
    # The user's own lexicon files with their texts: workers on other machines need no path of this one.
    lexicon: tuple[Source, ...] = ()

    @property
    def own(self) -> Lexicon | None:
        """The user's own lexicon, or None."""
        return lexicon_of(self.lexicon) if self.lexicon else None


def failure(path: str, reason: object, where: str = "") -> Item:
    """An item that says why there is none."""
    return Item("failure", path, where, one_line(reason).encode("utf-8", "backslashreplace"))


def one_line(reason: object, most: int = 300) -> str:
    """A message in one line that is not too long."""
    line = " ".join(str(reason).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def key_of(items: Iterable[Item]) -> str:
    """The same for the same items, whatever run or machine reads them.

    >>> key_of([Item("text", "a.txt", "", b"a")])
    '3df6bd95b2a3644e0184ce815f3388e4'
    """
    digest = hashlib.sha256()
    for item in items:
        for part in item:
            data = part if isinstance(part, bytes) else (part or "").encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "little"))
            digest.update(data)
    return digest.hexdigest()[:32]


def fields_item(path: str, where: str, fields: dict[str, Any]) -> Item:
    """An item of a record whose fields are known already."""
    return Item("fields", path, where, msgspec.msgpack.encode(fields))
