"""``extract`` and ``extract_many``: from texts to documents."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from kzextract.pipeline import annotate
from kzextract.reading.reader import read
from kzextract.reading.sheet import Origin, Sheet
from kzextract.records import Document

MAX_CHARS = 5_000_000


def _origin(record: Mapping[str, Any]) -> Origin:
    date = record.get("date")
    if isinstance(date, dt.datetime):
        date = date.date()
    elif isinstance(date, str):
        date = dt.date.fromisoformat(date[:10])
    elif not (date is None or isinstance(date, dt.date)):
        raise TypeError(f"date must be a datetime.date, an ISO string or None, not {type(date).__name__}")
    known = {k: record.get(k) for k in ("id", "source", "url", "title", "path", "place")}
    return Origin(date=date, **known)


def check_text(text: object) -> str:
    """The text, if it is one; ``TypeError`` for what is no text, ``ValueError`` for what is too large or broken."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if len(text) > MAX_CHARS:
        raise ValueError(f"text has {len(text):,} characters, the limit is {MAX_CHARS:,}")
    for at, char in enumerate(text) if not text.isascii() and _has_surrogate(text) else ():
        if "\ud800" <= char <= "\udfff":
            raise ValueError(
                f"text holds a lone surrogate (U+{ord(char):04X}) at character {at}: decode it anew"
            )
    return text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def document_id(text: str) -> str:
    """A stable id from the content, for texts that come without one."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def extract(
    text: str,
    id: str | None = None,
    date: dt.date | str | None = None,
    source: str | None = None,
    url: str | None = None,
    place: str | None = None,
) -> Document:
    """Everything that one press release says, as a :class:`~kzextract.records.Document`.

    ``date`` is the publication date (it wins over one found in the text); ``place`` the region the release is from,
    the default for claims that name none. An empty text, or one that is not Russian, gives a document without claims.
    Raises ``TypeError`` for input that is no text and ``ValueError`` for one above :data:`MAX_CHARS` characters.

    >>> extract("В Астане изъято 5 кг наркотиков.", date="2025-12-01").claims[0].unit
    'kg'
    """
    record = {"text": text, "id": id, "date": date, "source": source, "url": url, "place": place}
    return next(extract_many([record]))


def extract_many(
    texts: Iterable[str | Mapping[str, Any]], processes: int = 1, batch_size: int = 64
) -> Iterator[Document]:
    """Documents of many texts, or of records with text, id, date, source, url and place; in order.

    >>> [len(d.claims) for d in extract_many(["Изъято 5 кг наркотиков.", ""])]
    [1, 0]
    """
    stream = iter(texts)
    while batch := list(islice(stream, batch_size)):
        sheets = [read_sheet(item) for item in batch]
        annotate(sheets)
        for sheet in sheets:
            assert sheet.document is not None
            yield sheet.document


def read_sheet(item: str | Mapping[str, Any]) -> Sheet:
    """A text or record as a sheet that no stage has seen yet; raises as :func:`extract` does."""
    record = item if isinstance(item, Mapping) else {"text": item}
    sheet = read(check_text(record.get("text")))
    sheet.origin = _origin(record)
    return sheet
