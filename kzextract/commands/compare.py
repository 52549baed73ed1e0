"""``kzextract compare``: the same figure in different releases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzextract.commands.output import LANGUAGE, console, reading_batch, write

if TYPE_CHECKING:
    from rich.table import Table

    from kzextract.compare import Comparison

PAGE, TABLE = "compare.html", "comparisons.parquet"


@click.command(
    epilog="""
Examples:

\b
  kzextract batch releases/ --out out/ && kzextract compare out/
  kzextract compare out/ --all --lang en
"""
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the page and Parquet go. [default: DIR]",
)
@click.option("--all", "everything", is_flag=True, help="Print agreements too (the files have them anyway).")
@LANGUAGE
def compare(folder: Path, out: Path | None, everything: bool, lang: str) -> None:
    """The same indicator, place and period in different releases of the batch in DIR, worst first."""
    from kzextract.batch.runner import load_documents
    from kzextract.compare import compare as compare_documents
    from kzextract.compare.page import page

    with reading_batch(folder):
        documents = load_documents(folder)
    found = compare_documents(documents)
    target = out or folder
    write(page(found, lang=lang), target / PAGE)
    written = [target / PAGE]
    try:
        from kzextract.compare.tables import write_parquet

        write_parquet(found, target / TABLE)
        written.append(target / TABLE)
    except ImportError:
        click.echo(f"kzextract compare: {TABLE} not written: pip install 'kzextract[arrow]'", err=True)
    screen = console()
    table = comparisons_table([c for c in found if everything or c.verdict != "consistent"], lang)
    if table.row_count:
        screen.print(table)
    counts = {v: sum(c.verdict == v for c in found) for v in ("inconsistent", "implausible", "consistent")}
    words = {
        "ru": "Документов {n}; расходится {inconsistent}, под вопросом {implausible}, сходится {consistent}.",
        "en": "{n} documents; {inconsistent} disagree, {implausible} doubtful, {consistent} agree.",
    }
    screen.print(words[lang].format(n=len(documents), **counts), highlight=False)
    screen.print("\n".join(map(str, written)), highlight=False, soft_wrap=True)


def comparisons_table(comparisons: list[Comparison], lang: str) -> Table:
    """One row a figure, with why it is compared beside the first of its group."""
    from rich import box
    from rich.table import Table

    from kzextract.compare.page import WORDS
    from kzextract.review.labels import LANGUAGES, label

    at = LANGUAGES.index(lang)
    heads = [
        ("Вывод", "Verdict"),
        ("Показатель, место, период", "Indicator, place, period"),
        ("Значение", "Value"),
    ]
    heads += [("Источник", "Source"), ("Дата", "Date"), ("Почему это одно и то же", "Why the same")]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    for head in heads:
        table.add_column(head[at], overflow="fold")
    for c in comparisons:
        what = " · ".join(x for x in (label("codes", c.code, lang), c.place, c.period) if x)
        why = " ".join(r.text if lang == "ru" else r.text_en for r in c.reasons)
        for n, e in enumerate(c.entries):
            first = n == 0
            table.add_row(
                WORDS[c.verdict][at] if first else "",
                what if first else "",
                e.amount if lang == "ru" else e.amount_en,
                e.source or e.name,
                e.date.isoformat() if e.date else "—",
                why if first else "",
                end_section=n == len(c.entries) - 1,
            )
    return table
