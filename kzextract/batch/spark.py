"""Spark: a DataFrame with texts to the tables of a batch, by the same function that the local runner uses.

>>> from kzextract.batch import spark as kz            # doctest: +SKIP
>>> claims = kz.extract(articles, "claims")            # doctest: +SKIP
>>> tables = kz.tables(kz.mark_duplicates(kz.annotate(articles).persist()))  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from kzextract.batch.duplicates import NO_DATE, PERMUTATIONS, find_duplicates, unique_ids
from kzextract.batch.extras import needed
from kzextract.batch.fields import find_fields
from kzextract.batch.items import Item, Options, fields_item
from kzextract.batch.parts import MOST, MOST_BYTES
from kzextract.batch.schema import DOCUMENTS, NESTED, OF_DOCUMENT, nested_schema
from kzextract.batch.walking import FORMATS

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

# Rows of one task are numbered from its partition's number times this.
_ROWS = 2**33


def extract(articles: DataFrame, table: str = "claims", options: Options | None = None) -> DataFrame:
    """One table of a batch (documents, entities, claims or findings) from a DataFrame with a column of texts.

    The columns are those of the Parquet output; :func:`mark_duplicates` settles ids and duplicates. For
    several tables, ask :func:`annotate` and :func:`tables`: each call of this function extracts anew.
    """
    return tables(annotate(articles, options))[table]


def annotate(articles: DataFrame, options: Options | None = None) -> DataFrame:
    """One row a document: its columns, and ``entities``, ``claims`` and ``findings`` as arrays of structs.

    ``articles`` has a column of texts and, where known, of id, date, source, url, title and place, by their
    usual names or those in ``options.fields``; ``path`` is kept. A text column of bytes holds files (``path``
    tells which kind), decoded as the local runner does. What cannot be processed has ``status`` ``failed``.
    """
    options = options or Options()
    names = find_fields(articles.columns, options)
    if "text" not in names and "html" not in names:
        raise ValueError(f"no column of texts among {', '.join(articles.columns)}")
    wanted = dict.fromkeys([*names.values(), *(["path"] if "path" in articles.columns else [])])
    chosen = articles.select(*(f"`{name}`" for name in wanted))

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from pyspark import TaskContext

        context = TaskContext.get()
        first = (context.partitionId() if context else 0) * _ROWS
        for done in process_batches(batches, names, options):
            yield _numbered(done, first)
            first += done.num_rows

    return chosen.mapInArrow(work, f"`row` long, {ddl(_spark_schema())}")


def process_batches(
    batches: Iterable[pyarrow.RecordBatch], names: dict[str, str], options: Options
) -> Iterator[pyarrow.RecordBatch]:
    """Arrow batches of articles to nested batches of documents, a few articles at a time."""
    from kzextract.batch.processing import process_items

    for batch in batches:
        items: list[Item] = []
        size = 0
        for row in batch.to_pylist():
            items.append(_item(row, names))
            size += len(items[-1].data)
            if len(items) >= MOST or size >= MOST_BYTES:
                yield process_items(items, options)
                items, size = [], 0
        if items:
            yield process_items(items, options)


def _item(row: dict[str, Any], names: dict[str, str]) -> Item:
    path = row.get("path") or ""
    fields = {field: row[column] for field, column in names.items() if row[column] is not None}
    data = fields.get("text")
    if not isinstance(data, bytes):
        return fields_item(path, "", fields)
    suffix = f".{path.rsplit('.', 1)[-1].lower()}"
    kind = FORMATS.get(suffix)
    return Item("html" if kind == "html" else "json" if kind == "json" else "text", path, "", data)


def _spark_schema() -> pyarrow.Schema:
    schema = nested_schema()
    return schema.remove(schema.get_field_index("json"))


def _numbered(batch: pyarrow.RecordBatch, first: int) -> pyarrow.RecordBatch:
    pa = needed("pyarrow", "spark")
    kept = batch.select(_spark_schema().names)
    numbers = pa.array(range(first, first + kept.num_rows), pa.int64())
    return pa.RecordBatch.from_arrays([numbers, *kept.columns], ["row", *kept.schema.names])


def ddl(schema: Any) -> str:
    """An Arrow schema in Spark's words.

    >>> import pyarrow as pa
    >>> ddl(pa.schema({"n": pa.list_(pa.struct({"v": pa.decimal128(38, 10)}))}))
    '`n` array<struct<`v`: decimal(38,10)>>'
    """
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(kind: Any) -> str:
    types = needed("pyarrow", "spark").types
    if types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {_type(field.type)}' for field in kind)}>"
    if types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if types.is_decimal(kind):
        return f"decimal({kind.precision},{kind.scale})"
    plain = {"string": "string", "int64": "bigint", "double": "double", "bool": "boolean"}
    return {**plain, "date32[day]": "date", "binary": "binary"}[str(kind)]


def mark_duplicates(annotated: DataFrame, near: float = Options().near) -> DataFrame:
    """The same rows with unique ids, ``duplicate_of`` and ``similarity``, as the local runner sets them.

    ``annotated`` must give the same rows each time it is read: persist it, or write and read it, before. Half
    a kilobyte a document comes to the driver.
    """
    from pyspark.sql import functions as f

    columns = ["row", "id", "date", "path", "url", "fingerprint", "minhash"]
    found = annotated.where("status != 'failed'").select(*columns).toLocalIterator()
    rows = sorted(found, key=lambda row: (row["path"] or "", row["url"] or "", row["id"], row["row"]))
    dates = np.array([row["date"].toordinal() if row["date"] else NO_DATE for row in rows], "<i8")
    empty = bytes(4 * PERMUTATIONS)
    signatures = np.frombuffer(b"".join(bytes(row["minhash"] or empty) for row in rows), "<u4")
    repeats = find_duplicates(
        np.array([row["fingerprint"] for row in rows], "<i8"),
        signatures.reshape(-1, PERMUTATIONS),
        np.array([row["minhash"] is not None for row in rows], bool),
        dates,
        near,
    )
    ids = unique_ids([row["id"] for row in rows])
    links = [
        (
            rows[at]["row"],
            ids.get(at),
            ids.get(repeats[at][0], rows[repeats[at][0]]["id"]) if at in repeats else None,
            repeats[at][1] if at in repeats else None,
        )
        for at in sorted({*ids, *repeats})
    ]
    known = annotated.sparkSession.createDataFrame(
        links, "`row` long, new_id string, new_original string, new_similarity double"
    )
    joined = annotated.join(f.broadcast(known), "row", "left")
    return joined.withColumns(
        {
            "id": f.coalesce("new_id", "id"),
            "duplicate_of": f.col("new_original"),
            "similarity": f.col("new_similarity"),
        }
    ).select(*annotated.columns)


def tables(annotated: DataFrame) -> dict[str, DataFrame]:
    """The four tables with the columns of the Parquet output, and ``errors``: path and reason."""
    from pyspark.sql import functions as f

    done = annotated.where("status != 'failed'")
    made = {"documents": done.select(*DOCUMENTS)}
    for name in NESTED:
        head = [f.col("id").alias("document"), *(f.col(column) for column in OF_DOCUMENT[1:])]
        flat = done.select(*head, f.explode(name).alias("found"))
        inner = [f.col(f"found.`{column}`") for column in NESTED[name]]
        made[name] = flat.select(*OF_DOCUMENT, *inner)
    failed = annotated.where("status = 'failed'")
    made["errors"] = failed.select("path", f.col("record").alias("where"), "reason")
    return made
