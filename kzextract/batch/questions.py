"""SQL over the Parquet tables of a batch, by DuckDB."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kzextract.batch.extras import needed

if TYPE_CHECKING:
    import pyarrow

TABLES = ("documents", "entities", "claims", "findings")


class NoBatch(ValueError):
    """The folder does not hold the tables of a finished batch."""


class QueryFault(ValueError):
    """What DuckDB says about a query."""


class Answer:
    """The rows that a query gave."""

    def __init__(self, relation: Any, connection: Any) -> None:
        self.relation, self.connection = relation, connection
        self.columns: list[str] = list(relation.columns)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, a thousand at a time."""
        while rows := self.relation.fetchmany(1000):
            yield from rows

    def to_arrow(self) -> pyarrow.Table:
        """All rows as an Arrow table."""
        table: pyarrow.Table = self.relation.to_arrow_table()
        return table

    def write(self, form: str, output: Path | None) -> None:
        """Writes CSV, JSON lines or Parquet to a file, or to standard output."""
        if form == "parquet":
            assert output is not None
            needed("pyarrow.parquet", "batch").write_table(self.to_arrow(), output)
        elif output is None:
            self._write_text(form, sys.stdout)
        else:
            with output.open("w", encoding="utf-8", newline="") as file:
                self._write_text(form, file)

    def _write_text(self, form: str, file: IO[str]) -> None:
        if form == "json":
            for row in self.rows():
                line = dict(zip(self.columns, row, strict=True))
                file.write(json.dumps(line, ensure_ascii=False, default=_plain) + "\n")
            return
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows())


def _plain(value: object) -> str:
    # Numbers stay exact: JSON's would be read as floats.
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def ask(folder: Path, query: str) -> Answer:
    """The answer to a query over the tables of a batch; the tables are views, read as far as the query needs.

    Raises :class:`NoBatch` where the folder holds no finished batch, :class:`QueryFault` for a wrong query.
    """
    missing = [name for name in TABLES if not (folder / f"{name}.parquet").exists()]
    if missing:
        raise NoBatch(f"{folder} holds no finished batch: {missing[0]}.parquet is missing")
    duckdb = needed("duckdb", "sql")
    connection = duckdb.connect()
    for name in TABLES:
        table = folder / f"{name}.parquet"
        # Spark writes a folder of files.
        path = str(table / "*.parquet" if table.is_dir() else table).replace("'", "''")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    try:
        relation = connection.sql(query)
    except duckdb.Error as error:
        raise QueryFault(str(error).split("\n\n")[0].replace("\n", " ")) from error
    if relation is None:
        raise QueryFault("the query gives no rows")
    return Answer(relation, connection)
