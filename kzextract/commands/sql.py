"""``kzextract sql``: questions to the tables of a batch."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kzextract.commands.output import console

TABLES = ("documents", "entities", "claims", "findings")


@click.command(
    epilog="""
Examples:

\b
  kzextract sql out/ "SELECT code, count(*) AS n FROM claims GROUP BY code ORDER BY n DESC LIMIT 10"
  kzextract sql out/ "DESCRIBE claims"
  kzextract sql out/ - --format csv < question.sql > answer.csv
"""
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.argument("query", metavar="QUERY|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not on the terminal."
)
def sql(folder: Path, query: str, form: str, output: Path | None) -> None:
    """The answer to an SQL QUERY over the tables of a batch in DIR: documents, entities, claims, findings."""
    from kzextract.batch.extras import MissingExtra
    from kzextract.batch.questions import NoBatch, QueryFault, ask, shown

    if query == "-":
        query = sys.stdin.buffer.read().decode("utf-8-sig")
    try:
        answer = ask(folder, query)
    except (NoBatch, MissingExtra, QueryFault) as error:
        raise click.ClickException(str(error)) from error
    if form == "parquet" and output is None:
        raise click.UsageError("--format parquet needs --output FILE")
    if form == "table" and output is None:
        from rich.table import Table

        table = Table(*answer.columns)
        for row in answer.rows():
            table.add_row(*(shown(value) for value in row))
        console().print(table)
        return
    try:
        answer.write(form, output)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from error
