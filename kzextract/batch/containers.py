"""Files of many articles, one at a time: JSON lines, CSV, Parquet, WARC. A bad record costs itself alone."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from typing import IO, Any

import msgspec

from kzextract.batch.decoding import encoding_of
from kzextract.batch.fields import find_fields
from kzextract.batch.items import MAX_BYTES, Item, Options, failure, fields_item
from kzextract.batch.opening import Unreadable, opened, read_whole
from kzextract.batch.walking import Source
from kzextract.extraction import MAX_CHARS

_SAMPLE = 65_536


def read_json(source: Source, options: Options) -> Iterator[Item]:
    """A file of one JSON record, or of a list of them."""
    data = read_whole(source)
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"[":
        yield Item("json", source.name, "", data)
        return
    try:
        records = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"no JSON: {error}") from error
    except RecursionError as error:
        raise Unreadable("no JSON records: nested too deeply") from error
    for n, record in enumerate(records, 1):
        yield Item("json", source.name, f"record {n}", bytes(record))


def read_jsonl(source: Source, options: Options) -> Iterator[Item]:
    """A record a line; a line without end costs no memory."""
    n = 0
    with opened(source) as file:
        for n, line in enumerate(_lines(file), 1):
            if line is None:
                yield failure(source.name, f"too large: a line of more than {MAX_BYTES:,} bytes", f"line {n}")
            elif line.strip():
                yield Item("json", source.name, f"line {n}", line.rstrip(b"\r\n"))
    if not n:
        raise Unreadable("the file is empty")


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines in UTF-8 or as they are; None for one above the limit."""
    head = file.read(4)
    rest = io.BufferedReader(_Joined(head, file))
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        decoder = io.TextIOWrapper(rest, encoding="utf-16", errors="replace", newline="\n")
        read: Callable[[int], bytes] = lambda most: decoder.readline(most).encode()  # noqa: E731
    else:
        if head.startswith(codecs.BOM_UTF8):
            rest.read(len(codecs.BOM_UTF8))
        read = rest.readline
    while line := read(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = read(_SAMPLE)
        yield None


class _Joined(io.RawIOBase):
    """Bytes that were read ahead, and the stream they came from."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self.head, self.rest = head, rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As of any raw stream."""
        data = self.head[: len(buffer)] or self.rest.read(len(buffer))
        self.head = self.head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def read_csv(source: Source, options: Options) -> Iterator[Item]:
    """A record a row, below a row of names; separated by commas, semicolons or tabs."""
    with opened(source) as file:
        sample = file.read(_SAMPLE)
        if not sample.strip():
            raise Unreadable("the file is empty")
        try:
            encoding = encoding_of(sample, whole=len(sample) < _SAMPLE)
        except ValueError as error:
            raise Unreadable(error) from error
        text = io.TextIOWrapper(
            io.BufferedReader(_Joined(sample, file)),
            encoding=encoding,
            errors="replace",
            newline="",
        )
        rows = _rows(text)
        n, header = next(rows)
        if isinstance(header, str):
            raise Unreadable(f"the row of names cannot be read: {header}")
        names = find_fields(header, options)
        if "text" not in names and "html" not in names:
            raise Unreadable(
                f"no column of texts among {', '.join(header)[:200]} (name it: --field text=NAME)"
            )
        for n, row in rows:
            if isinstance(row, str):
                yield failure(source.name, row, f"line {n}")
            elif len(row) > len(header):
                yield failure(source.name, f"{len(row)} cells below {len(header)} names", f"line {n}")
            elif row:
                cells = dict(zip(header, row, strict=False))
                known = {name: cells[column] for name, column in names.items() if cells.get(column)}
                if any("\ufffd" in cell for cell in known.values()):
                    yield failure(source.name, f"holds bytes that are no {encoding}", f"line {n}")
                else:
                    yield fields_item(source.name, f"line {n}", known)


def _rows(text: io.TextIOWrapper) -> Iterator[tuple[int, list[str] | str]]:
    """Each row, or why it is none, with its line; after a bad row reading goes on at the next line."""
    taken: list[str] = []  # the lines of the row that is being read
    ahead: list[str] = []  # lines to be read again, the last first
    separator = ""

    def feed() -> Iterator[str]:
        while line := ahead.pop() if ahead else text.readline(MAX_CHARS):
            taken.append(line)
            if len(line) == MAX_CHARS:
                while line and not line.endswith("\n"):
                    line = text.readline(_SAMPLE)
                raise csv.Error(f"too large: a line of more than {MAX_CHARS:,} characters")
            yield line.replace("\0", "")

    old_limit = csv.field_size_limit(MAX_CHARS)
    at = 1
    try:
        while True:
            if not separator:
                ahead.append(text.readline(MAX_CHARS))
                separator = max(",;\t", key=ahead[0].count)
            reader = csv.reader(feed(), delimiter=separator, strict=True)
            try:
                for row in reader:
                    yield at, row
                    at += len(taken)
                    taken.clear()
                return
            except csv.Error as error:
                yield at, f"broken row: {error}"
                ahead.extend(reversed(taken[1:]))
                at += 1
                taken.clear()
    finally:
        csv.field_size_limit(old_limit)


def read_parquet(source: Source, options: Options) -> Iterator[Item]:
    """A record a row."""
    from kzextract.batch.extras import needed

    pa, pq = needed("pyarrow", "batch"), needed("pyarrow.parquet", "batch")
    try:
        with opened(source) as file:
            table = pq.ParquetFile(io.BytesIO(file.read()) if source.zipped else file, pre_buffer=False)
            names = find_fields(table.schema_arrow.names, options)
            if "text" not in names and "html" not in names:
                among = ", ".join(table.schema_arrow.names)[:200]
                raise Unreadable(f"no column of texts among {among} (name it: --field text=NAME)")
            n = 0
            for batch in table.iter_batches(batch_size=64, columns=list(names.values())):
                for row in batch.to_pylist():
                    n += 1
                    known = {name: row[column] for name, column in names.items() if row[column] is not None}
                    yield fields_item(source.name, f"row {n}", known)
    except pa.ArrowException as error:
        raise Unreadable(f"no sound Parquet file: {error}") from error


def read_warc(source: Source, options: Options) -> Iterator[Item]:
    """A record a web page that was fetched well; other responses are passed over."""
    from kzextract.batch.extras import needed

    archive = needed("warcio.archiveiterator", "warc")
    faults = needed("warcio.exceptions", "warc").ArchiveLoadFailed
    found = 0
    # warcio unzips by itself: each record of a .warc.gz is a gzip member of its own.
    plain = Source(source.path, source.name, source.format, False, source.size)
    try:
        with opened(plain) as file:
            for record in archive.ArchiveIterator(file):
                found += 1
                headers, kind = record.http_headers, record.rec_type
                about = (headers or record.rec_headers).get_header("Content-Type") or ""
                if kind not in ("response", "resource", "conversion"):
                    continue
                if kind == "response" and (headers is None or not headers.get_statuscode().startswith("2")):
                    continue
                form = "html" if "html" in about else "text" if about.startswith("text/plain") else None
                if form is None:
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                length = record.rec_headers.get_header("Content-Length")
                data = record.content_stream().read(MAX_BYTES + 1)
                if len(data) > MAX_BYTES:
                    yield failure(source.name, f"too large: more than {MAX_BYTES:,} bytes", url)
                elif kind == "response" and record.raw_stream.limit > 0:
                    yield failure(source.name, f"cut off: not the {length} bytes it should have", url)
                    raise Unreadable("the archive is cut off before its end")
                else:
                    yield Item("html" if form == "html" else "text", source.name, url, data, url or None)
    except faults as error:
        raise Unreadable(f"no sound WARC file: {error}") from error
    if not found:
        raise Unreadable("no records in this WARC file")
