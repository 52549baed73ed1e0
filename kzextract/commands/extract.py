"""``kzextract extract``: one document."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kzextract.commands.output import (
    LANGUAGE,
    LEXICON,
    console,
    in_known_folder,
    iso_date,
    known_place,
    write,
)

if TYPE_CHECKING:
    from rich.table import Table

    from kzextract.lexicon.own import Lexicon
    from kzextract.reading.sheet import Sheet
    from kzextract.records import Document

_NARROW = 72


@click.command(
    epilog="""
Examples:

\b
  kzextract extract release.txt --date 2025-12-11 --source Polisia.kz
  kzextract extract - --format table < release.txt
  kzextract extract release.txt --format html -o release.html
  kzextract extract release.txt --explain
"""
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table", "html"]),
    help="[default: json; with --explain table]",
)
@click.option(
    "--date", metavar="YYYY-MM-DD", callback=iso_date, help="Publication date; wins over one in the text."
)
@click.option("--source", help="Who published the text.")
@click.option("--url", help="Where it was published.")
@click.option(
    "--place",
    callback=known_place,
    help="The region it is from: the default place of claims that name none.",
)
@click.option(
    "--id",
    "id_",
    help="The document's id; else the one in a .json FILE, else the FILE's name without its ending; "
    "of standard input, made from the text.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=in_known_folder,
    help="Write here, not on the terminal.",
)
@click.option(
    "--explain", is_flag=True, help="Print the numbers that are no claims instead, each with its reason."
)
@LEXICON
@LANGUAGE
def extract(
    file: Path,
    form: str | None,
    date: dt.date | None,
    source: str | None,
    url: str | None,
    place: str | None,
    id_: str | None,
    output: Path | None,
    explain: bool,
    lexicon: Lexicon | None,
    lang: str,
) -> None:
    """The records of one release FILE (.txt, or .json with "text"), or of standard input (-)."""
    if explain and form == "html":
        raise click.UsageError("--explain has no HTML: --format table or json")
    given = {"date": date, "source": source, "url": url, "place": place, "id": id_}
    try:
        record = _record(file) | {key: value for key, value in given.items() if value is not None}
        sheet = _sheet(record, lexicon)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    document = sheet.document
    assert document is not None  # annotate() makes it
    if document.lang != "ru" and (form == "table" or (explain and form is None)):
        _say_skipped(document.lang, lang)
    if explain and form == "json":
        aside = _set_aside(sheet)
        write(json.dumps(aside, indent=2, ensure_ascii=False), output, json.dumps(aside, indent=2))
    elif explain:
        from kzextract.commands.tables import set_aside_table

        _show([set_aside_table(sheet, lang)], output)
    elif form in ("json", None):
        write(document.to_json(indent=2), output, json.dumps(document.to_dict(), indent=2))
    elif form == "html":
        from kzextract.review.page import page

        write(page([document], lang=lang), output)
    else:
        _show(_tables(document, lang), output)


def _record(file: Path) -> dict[str, Any]:
    from kzextract.batch.decoding import decode
    from kzextract.batch.sources import read_record

    if str(file) == "-":
        return {"text": decode(sys.stdin.buffer.read())}
    return {**read_record(file, file.stem)}


def _sheet(record: dict[str, Any], lexicon: Lexicon | None) -> Sheet:
    from kzextract.extraction import checked_sheet
    from kzextract.pipeline import annotate

    sheet = checked_sheet(record, lexicon)
    annotate([sheet], lexicon)
    return sheet


def _say_skipped(found: str, lang: str) -> None:
    words = {
        "ru": "Текст не на русском ({}): числа не извлекаются",
        "en": "The text is not Russian ({}): no numbers are extracted",
    }
    console(stderr=True).print(words[lang].format(found), highlight=False, soft_wrap=True)


def _set_aside(sheet: Sheet) -> list[dict[str, Any]]:
    """The numbers that are no claims, in the order of the text."""
    return [
        {"start": m.start, "end": m.end, "text": sheet.text[m.start : m.end], "reason": m.reason}
        for m in sorted(sheet.layers.set_aside, key=lambda m: m.start)
    ]


def _tables(document: Document, lang: str) -> list[Table]:
    from kzextract.commands.tables import claims_table, entities_table, findings_table

    tables = (claims_table(document, lang), entities_table(document, lang), findings_table(document, lang))
    return [table for table in tables if table.row_count]


def _show(tables: list[Table], output: Path | None) -> None:
    if output is None:
        screen = console()
        if screen.width < _NARROW:
            # Rich cuts off what it may not wrap.
            for table in tables:
                for column in table.columns:
                    column.no_wrap = False
        screen.print(*tables, sep="\n")
        return
    from io import StringIO

    from rich.console import Console

    lines = StringIO()
    Console(file=lines, width=140, markup=False).print(*tables, sep="\n")
    write(lines.getvalue(), output)
