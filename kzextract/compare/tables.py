"""Comparisons as a table: one row a figure, the rows of a comparison together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kzextract.compare.records import Comparison

if TYPE_CHECKING:
    import pyarrow

_PLACES = Decimal("0.000000001")
COLUMNS = {
    "group": "int",
    "kind": "string",
    "verdict": "string",
    "severity": "string",
    "code": "string",
    "place": "string",
    "period": "string",
    "document": "string",
    "source": "string",
    "date": "date",
    "url": "string",
    "claim": "string",
    "value": "decimal",
    "value_max": "decimal",
    "unit": "string",
    "text": "string",
    "sentence": "string",
    "message": "string",
    "message_en": "string",
    "reasons": "list",
    "weak": "bool",
}


def rows(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """One row a figure; ``value`` is below zero for a fall."""
    return [
        {
            "group": n,
            "kind": c.kind,
            "verdict": c.verdict,
            "severity": c.severity,
            "code": c.code,
            "place": c.place,
            "period": c.period,
            "document": e.document,
            "source": e.source,
            "date": e.date,
            "url": e.url,
            "claim": e.claim,
            "value": e.value,
            "value_max": e.value_max,
            "unit": e.unit,
            "text": e.text,
            "sentence": e.sentence,
            "message": c.message,
            "message_en": c.message_en,
            "reasons": [r.text for r in c.reasons],
            "weak": any(r.weak for r in c.reasons),
        }
        for n, c in enumerate(comparisons, 1)
        for e in c.entries
    ]


def to_arrow(comparisons: Sequence[Comparison]) -> pyarrow.Table:
    """The rows as an Arrow table, numbers as exact decimals; needs the extra ``arrow``."""
    import pyarrow as pa

    types = {
        "int": pa.int32(),
        "string": pa.string(),
        "date": pa.date32(),
        "decimal": pa.decimal128(38, 9),
        "list": pa.list_(pa.string()),
        "bool": pa.bool_(),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    data = rows(comparisons)
    for row in data:
        for name in ("value", "value_max"):
            if row[name] is not None:
                row[name] = row[name].quantize(_PLACES)
    return pa.Table.from_pylist(data, schema=schema)


def write_parquet(comparisons: Sequence[Comparison], path: Any) -> None:
    """The rows as a Parquet file."""
    import pyarrow.parquet as pq

    pq.write_table(to_arrow(comparisons), path)
