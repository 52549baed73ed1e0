"""SQL over the Parquet tables of a batch, by DuckDB."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from kzextract.batch.extras import needed

TABLES = ("documents", "entities", "claims", "findings")


class NoBatch(ValueError):
    """The folder does not hold the tables of a finished batch."""


class QueryFault(ValueError):
    """What DuckDB says about a query."""


class Answer:
    """The rows that a query gave; they can be read once."""

    def __init__(self, connection: Any, query: str) -> None:
        self.connection, self.query = connection, query
        self.columns: list[str] = [column[0] for column in connection.description]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, read a thousand at a time."""
        while rows := self.connection.fetchmany(1000):
            yield from rows

    def write(self, form: str, output: Path | None) -> None:
        """Writes CSV, JSON lines or Parquet to a file, or to standard output."""
        if form == "parquet":
            pq = needed("pyarrow.parquet", "batch")
            pq.write_table(self.connection.cursor().sql(self.query).to_arrow_table(), output)
        elif output is None:
            self._write_text(form, sys.stdout)
        else:
            with output.open("w", encoding="utf-8", newline="") as file:
                self._write_text(form, file)

    def _write_text(self, form: str, file: IO[str]) -> None:
        if form == "json":
            for row in self.rows():
                line = dict(zip(self.columns, row, strict=True))
                file.write(json.dumps(line, ensure_ascii=False, default=shown) + "\n")
            return
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(map(shown, row) for row in self.rows())


def shown(value: object) -> str:
    """A value as a person writes it; numbers stay exact, without the zeros that say nothing.

    >>> shown(Decimal("27.6000000000")), shown(Decimal("100.0000")), shown(None)
    ('27.6', '100', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
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
        connection.execute(query)
    except duckdb.Error as error:
        raise QueryFault(str(error).split("\n\n")[0].replace("\n", " ")) from error
    return Answer(connection, query)
