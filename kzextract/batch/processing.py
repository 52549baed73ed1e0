"""The work itself: a batch of raw items to one Arrow record batch, for the local runner and for Spark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzextract.batch.duplicates import signature
from kzextract.batch.extras import MissingExtra, needed
from kzextract.batch.items import Item, Options, one_line
from kzextract.batch.parsing import record_of
from kzextract.batch.schema import ENTITIES, FINDINGS, NESTED, nested_schema
from kzextract.batch.version import rules_version
from kzextract.extraction import extract_batch
from kzextract.lexicon.own import Lexicon
from kzextract.lexicon.scope import using
from kzextract.records import Document, document_id
from kzextract.tables import DECIMALS, DIGITS, row_of

if TYPE_CHECKING:
    import pyarrow

_LARGEST = Decimal(10) ** (DIGITS - DECIMALS)
_SMALLEST = -DECIMALS


def process_items(items: Sequence[Item], options: Options) -> pyarrow.RecordBatch:
    """One row an item, in order: what was found in it, or why it was skipped or failed."""
    own = options.own
    records: list[dict[str, Any] | str] = []
    for item in items:
        try:
            records.append(record_of(item, options))
        except MissingExtra:
            raise
        except (ValueError, TypeError) as error:
            records.append(one_line(error))
    origins = [(item.path, item.where) for item in items]
    with using(own):
        return to_batch(process_records(records, own), origins)


def process_records(
    records: Sequence[Mapping[str, Any] | str], lexicon: Lexicon | None = None
) -> list[Document | str]:
    """The documents of records; a record that is a reason why there is none stays one."""
    good = [record for record in records if not isinstance(record, str)]
    results = iter(_documents(good, lexicon))
    return [record if isinstance(record, str) else next(results) for record in records]


def _documents(records: list[Mapping[str, Any]], lexicon: Lexicon | None) -> list[Document | str]:
    try:
        return list(extract_batch(0, records, lexicon, any_place=True))
    except Exception:
        # One of them is to blame; the others must not pay for it.
        return [_alone(record, lexicon) for record in records]


def _alone(record: Mapping[str, Any], lexicon: Lexicon | None) -> Document | str:
    try:
        return extract_batch(0, [record], lexicon, any_place=True)[0]
    except Exception as error:
        cause = error.__cause__ or error
        return one_line(f"the extraction failed: {type(cause).__name__}: {cause}")


def to_batch(
    documents: Sequence[Document | str], origins: Sequence[tuple[str | None, str]]
) -> pyarrow.RecordBatch:
    """Documents, or reasons why there is none, as rows of :func:`~kzextract.batch.schema.nested_schema`."""
    pa = needed("pyarrow", "batch")
    rules = rules_version()
    rows = [
        _failed(document, *origin, rules) if isinstance(document, str) else _row(document, origin[1], rules)
        for document, origin in zip(documents, origins, strict=True)
    ]
    schema = nested_schema()
    arrays = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _failed(reason: str, path: str | None, where: str, rules: str) -> dict[str, Any]:
    empty = dict.fromkeys(nested_schema().names)
    lists: dict[str, Any] = {name: [] for name in NESTED}
    return {
        **empty,
        **lists,
        "status": "failed",
        "reason": reason,
        "path": path,
        "record": where,
        "rules": rules,
    }


def _row(document: Document, where: str, rules: str) -> dict[str, Any]:
    meta, text = document.meta, document.text
    russian = document.lang == "ru"
    fingerprint, minhash = signature(text)
    return {
        "id": document.id or document_id(text),
        "status": "done" if russian else "skipped",
        "reason": None if russian else f"not Russian ({document.lang})",
        "lang": document.lang,
        "date": meta.date,
        "source": meta.source,
        "url": meta.url,
        "title": meta.title,
        "path": meta.path,
        "record": where or None,
        "duplicate_of": None,
        "similarity": None,
        "characters": len(text),
        "rules": rules,
        "text": text,
        "entities": [{"entity": e.id, **_attributes(e, ENTITIES)} for e in document.entities],
        "claims": [_claim(row_of(claim, document)) for claim in document.claims],
        "findings": [_attributes(f, FINDINGS) for f in document.findings],
        "fingerprint": fingerprint,
        "minhash": minhash,
        "json": document.to_json().encode(),
    }


def _attributes(record: object, columns: Iterable[str]) -> dict[str, Any]:
    return {column: getattr(record, column, None) for column in columns if column != "entity"}


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    for column in ("value", "value_max"):
        if not fits(row[column]):
            row[column] = None  # the exact number stays in the document's JSON
    return row


def fits(value: Decimal | None) -> bool:
    """Whether a number goes into the Parquet column exactly.

    >>> fits(Decimal("27.6")), fits(Decimal("0.12345678901"))
    (True, False)
    """
    if value is None:
        return True
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _SMALLEST and abs(value) < _LARGEST
