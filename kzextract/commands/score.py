"""``kzextract score``: documents against gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kzextract.commands.output import console, reading_batch


@click.command(
    epilog="""
Example:

\b
  kzextract batch corpora/releases --out out/ && kzextract score corpora/releases out/
"""
)
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--errors", is_flag=True, help="Print every difference first.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def score(gold: Path, folder: Path, errors: bool, as_json: bool) -> None:
    """Precision, recall and F1 of the batch in DIR against the gold files in GOLD."""
    from rich.table import Table

    from kzextract.batch.runner import load_documents
    from kzextract.evaluation.gold import load_gold
    from kzextract.evaluation.scoring import score as score_documents

    with reading_batch(folder):
        golds, documents = load_gold(gold), load_documents(folder)
    if not golds:
        raise click.ClickException(f"no gold files in {gold}")
    result = score_documents(golds, documents)
    figures = {
        name: {
            "precision": t.precision,
            "recall": t.recall,
            "f1": t.f1,
            "gold": t.gold,
            "predicted": t.predicted,
        }
        for name, t in result.tallies.items()
    }
    fields = {name: tally.recall for name, tally in result.fields.items()}
    if as_json:
        head = {"documents": result.documents, "broken_spans": result.broken_spans}
        click.echo(json.dumps({**head, **figures, "fields": fields}, ensure_ascii=True))
        return
    screen = console()
    if errors:
        for difference in result.differences:
            screen.print(difference, highlight=False)
    table = Table(
        title=f"{result.documents} documents, {result.broken_spans} broken spans", title_justify="left"
    )
    table.add_column("")
    for heading in ("precision", "recall", "F1", "gold", "found"):
        table.add_column(heading, justify="right")
    for name, tally in result.tallies.items():
        shares = (f"{x:.3f}" for x in (tally.precision, tally.recall, tally.f1))
        table.add_row(name, *shares, str(tally.gold), str(tally.predicted))
    screen.print(table)
    right = ", ".join(f"{name} {share:.3f}" for name, share in fields.items())
    screen.print(f"Of the numbers found, the field is right: {right}", highlight=False)
