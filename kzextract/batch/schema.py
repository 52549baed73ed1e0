"""The Arrow schema: one row a document with its entities, claims and findings; and four flat tables."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kzextract.batch.extras import needed
from kzextract.tables import COLUMNS, arrow_types

if TYPE_CHECKING:
    import pyarrow

# Column → its Arrow type's name, as in kzextract.tables.
DOCUMENTS: dict[str, str] = {
    "id": "string",
    "status": "string",  # done, skipped or failed
    "reason": "string",  # why it was skipped or failed
    "lang": "string",
    "date": "date",
    "source": "string",
    "url": "string",
    "title": "string",
    "path": "string",
    "record": "string",  # the place inside a file of many articles
    "duplicate_of": "string",
    "similarity": "float",
    "characters": "int",
    "rules": "string",
    "text": "string",
}
ENTITIES: dict[str, str] = {
    "entity": "string",
    "type": "string",
    "text": "string",
    "start": "int",
    "end": "int",
    "name": "string",
    "ref": "string",
    "kind": "string",
    "parent": "string",
    "role": "string",
    "role_start": "int",
    "role_end": "int",
    "org": "string",
    "group": "string",
    "start_date": "date",
    "end_date": "date",
}
# Said of the document, and so put into the flat tables alone.
OF_DOCUMENT = ("document", "date", "source", "url")
CLAIMS = {column: kind for column, kind in COLUMNS.items() if column not in OF_DOCUMENT}
FINDINGS: dict[str, str] = {
    "check": "string",
    "verdict": "string",
    "severity": "string",
    "claims": "strings",
    "expected": "string",
    "stated": "string",
    "message": "string",
    "message_en": "string",
    "reason": "string",
}
NESTED = {"entities": ENTITIES, "claims": CLAIMS, "findings": FINDINGS}
# What the runner needs besides and leaves out of the Parquet files.
INTERNAL = {"fingerprint": "int", "minhash": "bytes", "json": "bytes"}


@cache
def _types() -> dict[str, Any]:
    pa = needed("pyarrow", "batch")
    return {**arrow_types(pa), "strings": pa.list_(pa.string()), "bytes": pa.binary()}


def fields(columns: dict[str, str]) -> list[Any]:
    """Arrow fields of these columns."""
    pa = needed("pyarrow", "batch")
    return [pa.field(column, _types()[kind]) for column, kind in columns.items()]


@cache
def nested_schema() -> pyarrow.Schema:
    """One row a document, with all that was found in it."""
    pa = needed("pyarrow", "batch")
    lists = [pa.field(name, pa.list_(pa.struct(fields(columns)))) for name, columns in NESTED.items()]
    return pa.schema(fields(DOCUMENTS) + lists + fields(INTERNAL))


@cache
def table_schemas() -> dict[str, pyarrow.Schema]:
    """The four tables of a finished batch: documents, entities, claims and findings.

    >>> table_schemas()["claims"].field("value").type
    Decimal128Type(decimal128(38, 10))
    """
    pa = needed("pyarrow", "batch")
    head = {column: COLUMNS[column] for column in OF_DOCUMENT}
    flat = {name: pa.schema(fields(head | columns)) for name, columns in NESTED.items()}
    return {"documents": pa.schema(fields(DOCUMENTS)), **flat}
