"""Parquet tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzextract.batch.extras import needed
from kzextract.batch.outputs import Tables
from kzextract.batch.schema import table_schemas

if TYPE_CHECKING:
    import pyarrow

# Rows are collected up to this size: row groups of a bundle each would be read slowly.
_ROWS, _BYTES = 50_000, 8_000_000


class ParquetTable:
    """One table as ``NAME.parquet``."""

    def __init__(self, folder: Path, table: str) -> None:
        pq = needed("pyarrow.parquet", "batch")
        self.table, self.name = table, f"{table}.parquet"
        schema = table_schemas()[table]
        self.writer = pq.ParquetWriter(folder / self.name, schema, compression="zstd")
        self.waiting: list[pyarrow.Table] = []
        self.rows = self.bytes = 0

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        table = tables[self.table]
        self.waiting.append(table)
        self.rows, self.bytes = self.rows + table.num_rows, self.bytes + table.nbytes
        if self.rows >= _ROWS or self.bytes >= _BYTES:
            self._flush()

    def _flush(self) -> None:
        if self.waiting:
            self.writer.write_table(needed("pyarrow", "batch").concat_tables(self.waiting))
            self.waiting = []
            self.rows = self.bytes = 0

    def close(self) -> None:
        """As of every output."""
        self._flush()
        self.writer.close()
