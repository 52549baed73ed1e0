"""From a raw item to a record: decoding, JSON, field names, dates. Runs in the workers."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from kzextract.batch.decoding import decode
from kzextract.batch.fields import find_fields
from kzextract.batch.items import Item, Options
from kzextract.batch.opening import Unreadable
from kzextract.extraction import check_text

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DOTTED = re.compile(r"\s*(\d{1,2})[./](\d{1,2})[./](\d{4})\b")


def record_of(item: Item, options: Options) -> dict[str, Any]:
    """The record of an item, as :func:`kzextract.extract_many` takes it; ``ValueError`` saying why if none.

    >>> record_of(Item("text", "a.txt", "", "Изъято 5 кг".encode("cp1251")), Options())
    {'text': 'Изъято 5 кг', 'path': 'a.txt'}
    """
    if item.kind == "failure":
        raise Unreadable(item.data.decode())
    if item.kind == "text":
        record: dict[str, Any] = {"text": decode(item.data)}
    elif item.kind == "html":
        record = _page(item.data, item.url)
    elif item.kind == "json":
        record = _fields(_json(item.data), options)
    else:
        record = _typed(msgspec.msgpack.decode(item.data))
    if item.url:
        record.setdefault("url", item.url)
    if not check_text(record["text"]).strip():
        raise Unreadable("the text is empty")
    defaults = {"source": options.source, "place": options.place}
    record = {**{key: value for key, value in defaults.items() if value}, **record}
    return {**record, "path": item.path or None}


def _page(data: bytes | str, url: str | None) -> dict[str, Any]:
    from kzextract.batch.html import article, page_text

    return article(page_text(data) if isinstance(data, bytes) else data, url)


def _json(data: bytes) -> dict[str, Any]:
    try:
        record = msgspec.json.decode(decode(data).lstrip("\ufeff"))
    except msgspec.DecodeError as error:
        raise Unreadable(f"no JSON record: {error}") from error
    except RecursionError as error:
        raise Unreadable("no JSON record: nested too deeply") from error
    if not isinstance(record, dict):
        raise Unreadable(f"no JSON record: a {type(record).__name__} and no object with names")
    return record


def _fields(record: dict[str, Any], options: Options) -> dict[str, Any]:
    names = find_fields(record, options)
    return _typed({field: record[name] for field, name in names.items() if record[name] is not None})


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the types they should have; without those that are empty."""
    record: dict[str, Any] = {}
    for field, value in fields.items():
        if field in ("text", "html"):
            if not isinstance(value, str):
                raise Unreadable(f'"{field}" is a {type(value).__name__}, not a string')
            record[field] = value
        elif field == "date":
            if value != "":
                record[field] = date_of(value)
        elif isinstance(value, str | int) and str(value).strip():
            record[field] = str(value).strip()
    if not record.get("text", "").strip() and record.get("html"):
        page = _page(record["html"], record.get("url"))
        record = {**page, **{key: value for key, value in record.items() if key != "text"}}
    record.pop("html", None)
    if "text" not in record:
        raise Unreadable('the record has no "text"')
    return record


def date_of(value: object) -> dt.date:
    """A date as scrapers write it; ``Unreadable`` for what is none.

    >>> date_of("2025-12-11T09:30:00+05:00"), date_of("11.12.2025")
    (datetime.date(2025, 12, 11), datetime.date(2025, 12, 11))
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    dotted = _DOTTED.match(text)
    try:
        if dotted:
            day, month, year = map(int, dotted.groups())
            return dt.date(year, month, day)
        if text[:3].isalpha() and text[:3].isascii():
            return parsedate_to_datetime(text).date()
        iso = _ISO.match(text)
        if iso:
            return dt.date(*map(int, iso.groups()))
    except (ValueError, TypeError):
        pass  # said below, as of what looks like no date at all
    raise Unreadable(f"the date {text[:40]!r} is none like 2025-12-11")
