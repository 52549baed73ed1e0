"""``kzextract review``: the span-review page for fact-checkers, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzextract.commands.output import CSV_FOR, reading_batch

if TYPE_CHECKING:
    from kzextract.review.server.service import Review

LOG = "review.sqlite"
FORMATS = ("jsonl", "csv", "parquet", "gold", "log")


@click.command(
    epilog="""
Examples:

\b
  kzextract review out/
  kzextract review out/ --double 20 --reviewer Анна --reviewer Борис
  kzextract review out/ --export gold --output gold/ && kzextract score gold/ out/
  kzextract review out/ --export csv --output reviewed.csv
"""
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option("--reviewer", "reviewers", multiple=True, help="An address for this person alone; repeatable.")
@click.option(
    "--double",
    "percent",
    type=click.IntRange(0, 100),
    default=0,
    help="Share of documents, in percent, that two people review blindly.",
)
@click.option(
    "--log",
    "log",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Where decisions are kept. [default: DIR/{LOG}]",
)
@click.option(
    "--export", "wanted", type=click.Choice(FORMATS), help="Write what is reviewed, start no server."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File of the export; for gold a folder."
)
@CSV_FOR
def review(
    folder: Path,
    host: str,
    port: int,
    reviewers: tuple[str, ...],
    percent: int,
    log: Path | None,
    wanted: str | None,
    output: Path | None,
    csv_for: str,
) -> None:
    """Starts the review page for the batch in DIR and prints its address."""
    if (wanted is None) != (output is None):
        raise click.UsageError("--export and --output belong together")
    try:
        from kzextract.review.server import running
        from kzextract.review.server.security import clean_name
    except ImportError as error:
        raise click.ClickException(f"{error.name} is missing: pip install 'kzextract[review]'") from error
    names = [clean_name(name) for name in reviewers]
    if None in names:
        raise click.BadParameter("a reviewer's name has 1 to 60 visible characters", param_hint="--reviewer")
    opened = _open(folder, log or folder / LOG, percent)
    if wanted is not None and output is not None:
        _export(opened, wanted, output, csv_for)
        return
    try:
        running.serve(opened, host, port, [name for name in names if name], click.echo)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}, port {port}: {error.strerror}") from error


def _open(folder: Path, log: Path, percent: int) -> Review:
    import sqlite3

    from kzextract.review.server.corpus import Corpus
    from kzextract.review.server.service import Review
    from kzextract.review.server.store import Ledger

    with reading_batch(folder):
        corpus = Corpus(folder)
    try:
        ledger = Ledger(log)
        ledger.verify()
    except (sqlite3.Error, ValueError) as error:
        raise click.ClickException(f"{log}: {error}") from error
    return Review(corpus, ledger, percent)


def _export(opened: Review, wanted: str, output: Path, csv_for: str) -> None:
    from kzextract.review.server.exports import FORMATS as MAKERS
    from kzextract.review.server.exports import as_csv, gold_files

    try:
        if wanted == "gold":
            files = list(gold_files(opened))
            if not files:
                raise click.ClickException("no document is reviewed to the end: there is no gold to write")
            output.mkdir(parents=True, exist_ok=True)
            for name, body in files:
                (output / name).write_bytes(body)
            click.echo(f"{output}: {len(files)}")
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            made = as_csv(opened, csv_for) if wanted == "csv" else MAKERS[wanted].make(opened)
            output.write_bytes(made)
            click.echo(str(output))
    except OSError as error:
        raise click.ClickException(f"cannot write {output}: {error.strerror}") from error
