"""Claims as tables: one row a claim, decimals as decimals and dates as dates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from kzextract.records import Claim, Document, PeriodSlot

if TYPE_CHECKING:
    import pandas
    import pyarrow

# Column → its Arrow type's name; the order is that of a table one reads from left to right.
COLUMNS: dict[str, str] = {
    "document": "string",
    "date": "date",
    "source": "string",
    "url": "string",
    "claim": "string",
    "text": "string",
    "start": "int",
    "end": "int",
    "value": "decimal",
    "value_max": "decimal",
    "unit": "string",
    "per": "string",
    "measure": "string",
    "direction": "string",
    "modifier": "string",
    "indicator": "string",
    "code": "string",
    "action": "string",
    "place": "string",
    "place_ref": "string",
    "place_inherited": "bool",
    "period_start": "date",
    "period_end": "date",
    "period_inherited": "bool",
    "base_period_start": "date",
    "base_period_end": "date",
    "attribution": "string",
    "part_of": "string",
    "group": "string",
    "rule": "string",
    "confidence": "float",
    "sentence": "string",
}


# 38 digits with 10 after the point hold every figure of this genre exactly.
DIGITS, DECIMALS = 38, 10


def arrow_types(pa: Any) -> dict[str, Any]:
    """The Arrow types by the names that :data:`COLUMNS` gives them."""
    return {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "decimal": pa.decimal128(DIGITS, DECIMALS),
    }


def _period(name: str, slot: PeriodSlot | None) -> dict[str, Any]:
    return {f"{name}_start": slot and slot.start, f"{name}_end": slot and slot.end}


def row_of(claim: Claim, document: Document) -> dict[str, Any]:
    """One claim as a flat row, its keys those of :data:`COLUMNS`.

    >>> from kzextract import extract
    >>> document = extract("В Астане изъято 5 кг наркотиков.", date="2025-12-01")
    >>> row_of(document.claims[0], document)["value"]
    Decimal('5')
    """
    indicator, place = claim.indicator, claim.place
    row = {
        "document": document.id,
        "date": document.meta.date,
        "source": document.meta.source,
        "url": document.meta.url,
        "claim": claim.id,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "value": claim.value,
        "value_max": claim.value_max,
        "unit": claim.unit,
        "per": claim.per,
        "measure": claim.measure,
        "direction": claim.direction,
        "modifier": claim.modifier,
        "indicator": indicator and indicator.text,
        "code": indicator and indicator.code,
        "action": claim.action,
        "place": place and place.name,
        "place_ref": place and place.ref,
        "place_inherited": place and place.inherited,
        **_period("period", claim.period),
        "period_inherited": claim.period and claim.period.inherited,
        **_period("base_period", claim.base_period),
        "attribution": claim.attribution and claim.attribution.name,
        "part_of": claim.part_of,
        "group": claim.group,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "sentence": document.text[slice(*claim.sentence)].strip(),
    }
    return {column: row[column] for column in COLUMNS}


def rows(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """The rows of all claims of these documents, in order."""
    for document in documents:
        for claim in document.claims:
            yield row_of(claim, document)


def claims_table(documents: Iterable[Document]) -> pyarrow.Table:
    """The claims as an Arrow table; needs the extra ``arrow``."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError("this needs pyarrow: pip install 'kzextract[arrow]'") from error
    types = arrow_types(pa)
    fields = [pa.field(column, types[kind]) for column, kind in COLUMNS.items()]
    return pa.Table.from_pylist(list(rows(documents)), schema=pa.schema(fields))


def claims_frame(documents: Iterable[Document]) -> pandas.DataFrame:
    """The claims as a pandas table with ``Decimal`` numbers and
    ``date`` dates; needs the extra ``pandas``."""
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError("this needs pandas: pip install 'kzextract[pandas]'") from error
    found = list(rows(documents))
    return pd.DataFrame(
        {
            # Decimals and dates stay Python objects: pandas' own types would round or widen them.
            column: pd.Series([row[column] for row in found], dtype=_PANDAS.get(kind, "object"))
            for column, kind in COLUMNS.items()
        }
    )


_PANDAS = {"int": "int64", "float": "float64", "bool": "boolean"}


def write_csv(documents: Iterable[Document], file: IO[str]) -> int:
    """Writes the claims as CSV with a heading line; returns how many."""
    writer = csv.DictWriter(file, fieldnames=list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows(documents):
        writer.writerow({key: cell(value) for key, value in row.items()})
        count += 1
    return count


def cell(value: object) -> object:
    """A value as it is safe in CSV: on one line, and never a formula."""
    # A spreadsheet runs a cell that begins with = + - @ as a formula; a quote makes it text again.
    if isinstance(value, str):
        value = value.replace("\r", " ").replace("\n", " ")
        if value[:1] in {"=", "+", "-", "@", "\t"}:
            return "'" + value
    return value
