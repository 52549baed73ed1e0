"""The last step: parts to the outputs, in the order of the files, with duplicates marked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from kzextract.batch.duplicates import NO_DATE, PERMUTATIONS, digest_of, find_duplicates, unique_ids
from kzextract.batch.extras import needed
from kzextract.batch.outputs import open_outputs
from kzextract.batch.parts import Parts
from kzextract.batch.schema import NESTED, OF_DOCUMENT, table_schemas
from kzextract.batch.summary import Summary

if TYPE_CHECKING:
    import pyarrow


@dataclass
class Links:
    """What only the whole batch can tell about a row: another id, and what it repeats."""

    ids: dict[int, str] = field(default_factory=dict)
    duplicates: dict[int, tuple[str, float]] = field(default_factory=dict)


@contextmanager
def _thrifty() -> Iterator[None]:
    """Arrow takes memory from the system meanwhile: its own pool keeps what nobody uses."""
    pa = needed("pyarrow", "batch")
    usual = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(usual)


@_thrifty()
def finish(
    out: Path,
    parts: Parts,
    keys: Sequence[str],
    near: float,
    also: Sequence[str],
    csv_for: str,
    summary: Summary,
) -> list[str]:
    """Writes all outputs beside the old ones and puts them in their place; returns their names."""
    links = link(parts, keys, near)
    summary.exact_duplicates = sum(similarity == 1 for _, similarity in links.duplicates.values())
    summary.near_duplicates = len(links.duplicates) - summary.exact_duplicates
    with open_outputs(out, also, csv_for) as outputs:
        row = 0
        for key in keys:
            batch = parts.read(key)
            tables = flatten(batch, links, row)
            documents = [
                _renamed(data, links.ids.get(row + at))
                for at, data in enumerate(batch.column("json").to_pylist())
                if data is not None
            ]
            outputs.write(tables, documents, _failures(batch))
            row += batch.num_rows
    return outputs.names


def link(parts: Parts, keys: Sequence[str], near: float) -> Links:
    """Ids that are unique, and duplicates, over all parts; little of each row is held."""
    counts = [known["documents"] + known["failed"] for key in keys if (known := parts.about(key))]
    total = sum(counts)
    fingerprints, ids = np.zeros(total, "<i8"), np.zeros(total, "<i8")
    dates = np.full(total, NO_DATE, "<i8")
    there, signed = np.zeros(total, bool), np.zeros(total, bool)
    with tempfile.TemporaryFile() as file:
        # The signatures lie on the disk: half a kilobyte a document would be gigabytes for millions.
        signatures: Any = (
            np.memmap(file, "<u4", "w+", shape=(total, PERMUTATIONS))
            if total
            else np.zeros((0, PERMUTATIONS), "<u4")
        )
        row = 0
        for key in keys:
            batch = parts.read(key, ["id", "status", "date", "fingerprint", "minhash"])
            for values in batch.to_pylist():
                if values["status"] != "failed":
                    there[row] = True
                    ids[row] = digest_of(values["id"])
                    fingerprints[row] = values["fingerprint"]
                    if values["date"]:
                        dates[row] = values["date"].toordinal()
                    if values["minhash"]:
                        signed[row] = True
                        signatures[row] = np.frombuffer(values["minhash"], "<u4")
                row += 1
        rows = np.flatnonzero(there)
        # Of several alike, the earliest release is the original; of one day, the first in the folder.
        compact = signatures if len(rows) == total else signatures[rows]
        # Of several alike, the earliest release is the original; of one day, the first in the folder.
        found = find_duplicates(fingerprints[rows], compact, signed[rows], dates[rows], near)
    repeats = {int(rows[copy]): (int(rows[one]), like) for copy, (one, like) in found.items()}
    values, amounts = np.unique(ids[rows], return_counts=True)
    clashing = rows[np.isin(ids[rows], values[amounts > 1])].tolist()
    names = _ids_of(parts, keys, {*clashing, *(one for one, _ in repeats.values())})
    new = {clashing[at]: id for at, id in unique_ids([names[row] for row in clashing]).items()}
    duplicates = {copy: (new.get(one, names[one]), like) for copy, (one, like) in repeats.items()}
    return Links(new, duplicates)


def _ids_of(parts: Parts, keys: Sequence[str], wanted: set[int]) -> dict[int, str]:
    known: dict[int, str] = {}
    row = 0
    for key in keys if wanted else ():
        ids = parts.read(key, ["id"]).column("id")
        known.update({row + at: ids[at].as_py() for at in range(len(ids)) if row + at in wanted})
        row += len(ids)
    return known


def flatten(batch: pyarrow.RecordBatch, links: Links, first: int = 0) -> dict[str, pyarrow.Table]:
    """The four tables of a nested batch; its first row has the number ``first``; failed rows are left out."""
    pa, pc = needed("pyarrow", "batch"), needed("pyarrow.compute", "batch")
    numbers = range(first, first + batch.num_rows)
    replaced: dict[str, Any] = {"id": [links.ids.get(row) for row in numbers]}
    replaced["duplicate_of"] = [links.duplicates.get(row, (None, None))[0] for row in numbers]
    replaced["similarity"] = [links.duplicates.get(row, (None, None))[1] for row in numbers]
    schemas = table_schemas()
    columns = {}
    for known in schemas["documents"]:
        column = batch.column(known.name)
        if known.name in replaced:
            column = pc.coalesce(pa.array(replaced[known.name], known.type), column)
        columns[known.name] = column
    documents = pa.table(columns, schema=schemas["documents"])
    tables = {"documents": documents.filter(pc.not_equal(documents["status"], "failed"))}
    for name, inner in NESTED.items():
        lists = batch.column(name)
        parents, rows = pc.list_parent_indices(lists), lists.flatten()
        head = {
            column: columns["id" if column == "document" else column].take(parents) for column in OF_DOCUMENT
        }
        tables[name] = pa.table({**head, **{c: rows.field(c) for c in inner}}, schema=schemas[name])
    return tables


def _renamed(data: bytes, id: str | None) -> bytes:
    if id is None:
        return data
    return msgspec.json.encode({**msgspec.json.decode(data), "id": id})


def _failures(batch: pyarrow.RecordBatch) -> Iterator[Mapping[str, str]]:
    for row in batch.select(["status", "path", "record", "reason"]).to_pylist():
        if row["status"] == "failed":
            yield {"path": row["path"], "where": row["record"], "reason": row["reason"]}
