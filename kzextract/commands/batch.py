"""``kzextract batch``: every release of some folders."""

from __future__ import annotations

from pathlib import Path

import click

from kzextract.commands.output import LANGUAGE, console


@click.command(
    epilog="""
Examples:

\b
  kzextract batch releases/ --out out/
  kzextract batch north/ south/ --out out/ && kzextract report out/
"""
)
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FOLDER..."
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where results go."
)
@LANGUAGE
def batch(folders: tuple[Path, ...], out: Path, lang: str) -> int:
    """Every release (.txt, or .json with "text") in the folders, to documents.jsonl and claims.csv in DIR."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kzextract.batch.runner import CLAIMS, DOCUMENTS, run
    from kzextract.batch.sources import find_files
    from kzextract.commands.tables import summary_table

    files = find_files(folders)
    if not files:
        raise click.ClickException(f"no .txt or .json files in {', '.join(map(str, folders))}")
    screen = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=screen, transient=True) as progress:
            task = progress.add_task("kzextract", total=len(files))
            summary = run(files, out, lambda done: progress.update(task, completed=done))
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    for failure in summary.failures:
        click.echo(f"kzextract batch: {failure.path}: {failure.reason}", err=True)
    terminal = console()
    terminal.print(summary_table(summary, lang))
    terminal.print(f"\n{out / DOCUMENTS}\n{out / CLAIMS}", highlight=False, soft_wrap=True)
    return 1 if summary.failures else 0
