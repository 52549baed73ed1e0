"""``extract`` and ``extract_many``: from texts to documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kzextract.entities.gazetteer import check_place
from kzextract.lexicon.own import Given, Lexicon, open_lexicon
from kzextract.lexicon.scope import using
from kzextract.pipeline import annotate, stages
from kzextract.reading.reader import read
from kzextract.reading.sheet import Sheet, origin_of
from kzextract.records import Document

MAX_CHARS = 5_000_000
# A batch is not made longer than this (but for its last text), so that long texts do not fill the memory.
BATCH_CHARS = 250_000


def check_text(text: object) -> str:
    """The text, if it is one; ``TypeError`` for what is none, ``ValueError`` for what is too large."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if len(text) > MAX_CHARS:
        raise ValueError(f"text has {len(text):,} characters, the limit is {MAX_CHARS:,}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        at = error.start
        raise ValueError(
            f"text holds a lone surrogate (U+{ord(text[at]):04X}) at character {at}: decode it anew"
        ) from None
    return text


def extract(
    text: str,
    id: str | None = None,
    date: dt.date | str | None = None,
    source: str | None = None,
    url: str | None = None,
    place: str | None = None,
    lexicon: Given = None,
) -> Document:
    """Everything that one press release says, as a :class:`~kzextract.records.Document`.

    ``date`` is the publication date (it wins over one found in the text); ``place`` the region the release is
    from, the default for claims that name none. ``lexicon`` is a TOML file of yours, or several, that add
    places, programmes, indicators and units. An empty text, or one that is not Russian, gives a document
    without claims. Raises ``TypeError`` for input that is no text, ``ValueError`` for one above
    :data:`MAX_CHARS` characters or a place that is not known, and its subclass
    :class:`kzextract.LexiconError` for a wrong lexicon.

    >>> extract("В Астане изъято 5 кг наркотиков.", date="2025-12-01").claims[0].unit
    'kg'
    """
    record = {"text": text, "id": id, "date": date, "source": source, "url": url, "place": place}
    own = open_lexicon(lexicon)
    sheet = checked_sheet(record, own)
    annotate([sheet], own)
    return _made(sheet)


def extract_many(
    texts: Iterable[str | Mapping[str, Any]],
    processes: int = 1,
    batch_size: int = 64,
    lexicon: Given = None,
) -> Iterator[Document]:
    """Documents of many texts, or of records with text, id, date, source, url and place; in order.

    The texts are read as they are needed, ``batch_size`` at a time (fewer if they are long). With more
    ``processes``, as many workers share the work; a few batches for each are under way at a time. What cannot
    be read raises as with :func:`extract`; the message begins with the number and the id of the record.
    ``lexicon`` is as of :func:`extract`.

    >>> [len(d.claims) for d in extract_many(["Изъято 5 кг наркотиков.", ""])]
    [1, 0]
    """
    if processes < 1 or batch_size < 1:
        raise ValueError(f"processes and batch_size must be at least 1, not {processes} and {batch_size}")
    own = open_lexicon(lexicon)
    batches = _batches(texts, batch_size)
    if processes > 1:
        from kzextract.parallel import in_processes

        return in_processes(batches, processes, own)
    return (document for first, records in batches for document in extract_batch(first, records, own))


def _batches(texts: Iterable[Any], batch_size: int) -> Iterator[tuple[int, list[Any]]]:
    """The records in batches bounded in number and in characters, each with the index of its first."""
    batch: list[Any] = []
    first = chars = 0
    for item in texts:
        batch.append(item)
        text = item.get("text") if isinstance(item, Mapping) else item
        chars += len(text) if isinstance(text, str) else 0
        if len(batch) >= batch_size or chars >= BATCH_CHARS:
            yield first, batch
            first, batch, chars = first + len(batch), [], 0
    if batch:
        yield first, batch


def extract_batch(
    first: int, records: Sequence[Any], lexicon: Lexicon | None = None, any_place: bool = False
) -> list[Document]:
    """The documents of a batch whose first record has the index ``first``; errors name the record.

    With ``any_place`` a record's place may be one that is not known, as scraped fields hold them.
    """
    stages()  # what cannot be loaded is no record's fault
    sheets = []
    for index, record in enumerate(records, first):
        try:
            checked = not any_place and isinstance(record, Mapping)
            sheets.append(checked_sheet(record, lexicon) if checked else read_sheet(record))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{_label(index, record)}: {error}") from error
    try:
        annotate(sheets, lexicon)
    except Exception:
        # The stages work on whole batches: which document was it?
        for index, record in enumerate(records, first):
            try:
                annotate([read_sheet(record)], lexicon)
            except Exception as error:
                raise RuntimeError(f"{_label(index, record)}: {type(error).__name__}: {error}") from error
        raise
    return [_made(sheet) for sheet in sheets]


def _made(sheet: Sheet) -> Document:
    assert sheet.document is not None, "the stages have not run"
    return sheet.document


def _label(index: int, record: object) -> str:
    known = record.get("id") if isinstance(record, Mapping) else None
    return f"record {index}" if known is None else f"record {index} (id {known!r})"


def checked_sheet(record: Mapping[str, Any], lexicon: Lexicon | None) -> Sheet:
    """As :func:`read_sheet`; ``ValueError`` also for a place that neither gazetteer nor lexicon knows."""
    with using(lexicon):
        check_place(record.get("place"))
    return read_sheet(record)


def read_sheet(item: str | Mapping[str, Any]) -> Sheet:
    """A text or record as a sheet that no stage has seen yet; raises as :func:`extract` does."""
    record = item if isinstance(item, Mapping) else {"text": item}
    origin = origin_of(record)
    sheet = read(check_text(record.get("text")))
    sheet.origin = origin
    return sheet
