"""``kzextract report``: a batch as one page."""

from __future__ import annotations

from pathlib import Path

import click

from kzextract.commands.output import LANGUAGE, in_known_folder, reading_batch, write


@click.command(
    epilog="""
Examples:

\b
  kzextract report out/
  kzextract report out/ --output report.html --lang en
"""
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=in_known_folder,
    help="[default: DIR/report.html]",
)
@click.option("--title", help="The page's heading.")
@LANGUAGE
def report(folder: Path, output: Path | None, title: str | None, lang: str) -> None:
    """One self-contained HTML page of what a batch found in DIR."""
    from kzextract.batch.outputs.lines import unread_in
    from kzextract.batch.runner import load_documents
    from kzextract.review.page import page

    with reading_batch(folder):
        documents = load_documents(folder)
        unread = unread_in(folder)
    target = output or folder / "report.html"
    write(page(documents, lang=lang, title=title, unread=unread), target)
    click.echo(str(target))
