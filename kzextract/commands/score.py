"""``kzextract score``: documents against gold, and two versions against each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kzextract.commands.output import LANGUAGE, console, reading_batch, write

if TYPE_CHECKING:
    from kzextract.evaluation.gold import Gold
    from kzextract.evaluation.scoring import Score

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    epilog="""
Examples:

\b
  kzextract batch corpora/releases --out out/ && kzextract score corpora/releases out/
  kzextract score corpora/releases out/ --errors --page errors.html
  kzextract score corpora/releases new/ --against old/
"""
)
@click.argument("gold", type=FOLDER, metavar="GOLD")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--against", type=FOLDER, metavar="DIR", help="The batch of another version to compare with.")
@click.option("--errors", is_flag=True, help="List every error with its sentence.")
@click.option(
    "--page",
    "page_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write one self-contained page to browse the errors.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@LANGUAGE
def score(
    gold: Path,
    folder: Path,
    against: Path | None,
    errors: bool,
    page_file: Path | None,
    as_json: bool,
    lang: str,
) -> None:
    """Precision, recall and F1 of the batch in DIR against the gold files in GOLD.

    Each figure has a 95% interval: how far it moves when the documents are drawn anew.
    """
    from kzextract.evaluation.gold import load_gold

    try:
        golds = load_gold(gold)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if not golds:
        raise click.ClickException(f"no gold files in {gold}")
    # The batch read last keeps its lexicon in force, whose words the tables and the page speak.
    other = _scored(golds, against) if against else None
    result = _scored(golds, folder)
    if page_file:
        from kzextract.evaluation.page import page

        write(page(result, other, lang=lang), page_file)
    if as_json:
        click.echo(json.dumps(_figures(result, other, errors), ensure_ascii=True))
    else:
        _print(result, other, errors, lang)
        if page_file:
            click.echo(str(page_file))


def _scored(golds: list[Gold], folder: Path) -> Score:
    from kzextract.batch.runner import load_documents
    from kzextract.evaluation.scoring import score as score_documents

    with reading_batch(folder):
        documents = load_documents(folder)
    result = score_documents(golds, documents)
    if len(result.missing) == len(golds):
        raise click.ClickException(f"{folder} holds none of the gold documents ({golds[0].id} …)")
    return result


def _print(result: Score, other: Score | None, errors: bool, lang: str) -> None:
    from kzextract.commands import score_tables as tables
    from kzextract.evaluation.errors import line, words
    from kzextract.evaluation.intervals import differences, intervals
    from kzextract.evaluation.versions import changes

    screen = console()
    if errors:
        for one, case in result.errors:
            screen.print(line(one, case, lang), highlight=False, soft_wrap=True)
    figures = intervals(result)
    head = [words("documents", lang, n=result.documents), words("broken", lang, n=result.broken_spans)]
    if result.missing:
        head.append(words("missing", lang, names=", ".join(result.missing)))
    screen.print("; ".join(head), highlight=False)
    screen.print(tables.types(figures, result, lang), tables.slots(figures, lang))
    screen.print(f"{words('percent_hint', lang)} {words('slots_hint', lang)}", highlight=False)
    if other is None:
        return
    moved = differences(result, other)
    screen.print(
        tables.moved("difference_types", moved["types"], lang),
        tables.moved("difference_slots", moved["slots"], lang),
    )
    screen.print(words("difference_hint", lang), highlight=False)
    found = changes(result, other)
    for change in found:
        screen.print(tables.change_line(change, lang), highlight=False, soft_wrap=True)
    counts = {v: sum(change.verdict == v for change in found) for v in ("better", "worse", "otherwise")}
    screen.print(words("changes", lang, **counts), highlight=False)


def _figures(result: Score, other: Score | None, errors: bool) -> dict[str, Any]:
    from kzextract.evaluation.errors import record
    from kzextract.evaluation.intervals import LEVEL, RESAMPLES, Row, differences, intervals
    from kzextract.evaluation.versions import changes

    def plain(row: Row) -> dict[str, Any]:
        return {metric: {"value": e.value, "low": e.low, "high": e.high} for metric, e in row.items()}

    rows = intervals(result)
    figures: dict[str, Any] = {
        "documents": result.documents,
        "broken_spans": result.broken_spans,
        "missing": result.missing,
        "interval": {"level": LEVEL, "resamples": RESAMPLES, "resampled": "documents"},
    }
    for group, tallies in result.groups():
        figures[group] = {
            name: {"gold": t.gold, "predicted": t.predicted, "right": t.right, **plain(rows[group][name])}
            for name, t in tallies.items()
        }
    # Of the numbers and entities found, a field is right or wrong: there is one figure, not three.
    figures["fields"] = {
        name: {"of": t.gold, "right": t.right, **plain(rows["fields"][name])["recall"]}
        for name, t in result.fields.items()
    }
    if errors:
        figures["errors"] = [record(one, case) for one, case in result.errors]
    if other is not None:
        moved = differences(result, other)
        figures["differences"] = {
            "types": {name: plain(row) for name, row in moved["types"].items()},
            "slots": {name: plain(row) for name, row in moved["slots"].items()},
            "fields": {name: plain(row)["recall"] for name, row in moved["fields"].items()},
        }
        figures["changes"] = [
            {
                "document": change.document.gold.id,
                "verdict": change.verdict,
                "this": record(change.document, change.case) if change.case else None,
                "other": record(change.before, change.other) if change.other else None,
            }
            for change in changes(result, other)
        ]
    return figures
