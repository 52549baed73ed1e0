"""``kzextract batch``: every article of some folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kzextract.commands.output import CSV_FOR, LANGUAGE, LEXICON, console, known_place, packed

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kzextract.batch.runner import State

# No more failures than this are printed one by one.
_PRINTED = 20
FIELDS = ("text", "html", "id", "title", "date", "source", "url", "place")


def _fields(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    known = {}
    for value in values:
        field, _, name = value.partition("=")
        if field not in FIELDS or not name:
            raise click.BadParameter(f"{value!r} is not like text=body (fields: {', '.join(FIELDS)})")
        known[field] = name
    return dict(sorted(known.items()))


@click.command(
    epilog="""
Examples:

\b
  kzextract batch articles/ --out out/ --processes 2
  kzextract batch 'scraped/**/*.html' dump.jsonl.gz crawl.warc.gz --out out/
  kzextract batch table.csv --field text=body --field date=published --out out/
  zcat dump.jsonl.gz | kzextract batch - --out out/
  kzextract batch articles/ --out out/ --also brat --also labelstudio

A run that was stopped goes on with the same command. Exit codes: 0 all articles were read, 1 some
were not (DIR/errors.jsonl names them) or the run was refused, 2 wrong command line.
"""
)
@click.argument("places", nargs=-1, required=True, metavar="FOLDER|FILE|PATTERN|-...")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where results go."
)
@click.option(
    "--processes", type=click.IntRange(1), help="Worker processes.  [default: one a processor core]"
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=NAME",
    callback=_fields,
    help=f"What a field is called in JSON, CSV and Parquet ({', '.join(FIELDS)}); may be repeated.",
)
@click.option(
    "--stdin",
    type=click.Choice(["jsonl", "json", "csv", "text", "html", "warc"]),
    default="jsonl",
    show_default=True,
    help="What standard input (-) holds.",
)
@click.option("--source", help="Who published the articles that do not say it.")
@click.option(
    "--place",
    callback=known_place,
    help="The region they are from: the default place of claims that name none.",
)
@click.option(
    "--near",
    type=click.FloatRange(0.5, 1.0),
    default=0.8,
    show_default=True,
    help="How alike two articles are that count as one republished.",
)
@click.option(
    "--also",
    multiple=True,
    type=click.Choice(["brat", "spacy", "labelstudio"]),
    help="Further outputs; may be repeated.",
)
@CSV_FOR
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds that one article may take.",
)
@click.option(
    "--force", is_flag=True, help="Go on in a folder whose results are of other rules, options or inputs."
)
@click.option("--restart", is_flag=True, help="Throw away what the folder holds and do all anew.")
@click.option("--retry", is_flag=True, help="Try again what could not be read or processed.")
@LEXICON
@click.option("--quiet", is_flag=True, help="No progress bar and no table.")
@LANGUAGE
def batch(places: tuple[str, ...], out: Path, lang: str, quiet: bool, **given: Any) -> int:
    """Every article in the folders and files to Parquet, JSON lines and CSV in DIR; resumable.

    Reads .txt in any Russian encoding, .html, .json, .jsonl, .csv, .parquet, WARC, and .gz of each.
    """
    from kzextract.batch.extras import MissingExtra
    from kzextract.batch.items import Options
    from kzextract.batch.runner import Refusal, run
    from kzextract.batch.workers import WorkerFault
    from kzextract.commands.tables import summary_table
    from kzextract.compiled import OutOfDate

    for place in places:
        if place != "-" and not any(sign in place for sign in "*?[") and not os.path.lexists(place):
            raise click.BadParameter(f"{place!r} does not exist", param_hint="FOLDER|FILE|PATTERN|-")
    options = Options(
        lexicon=packed(given.pop("lexicon")),
        **{name: given.pop(name) for name in ("fields", "source", "place", "near")},
    )
    try:
        with _progress(lang, quiet) as (progress, task):
            summary = run(
                list(places), out, options, watch=lambda state: _show(progress, task, state, lang), **given
            )
    except (Refusal, MissingExtra, WorkerFault, OutOfDate) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or out}: {error.strerror or error}") from error
    for failure in summary.failures[:_PRINTED]:
        where = f": {failure.where}" if failure.where else ""
        click.echo(f"kzextract batch: {failure.path}{where}: {failure.reason}", err=True)
    if summary.failed > _PRINTED:
        click.echo(
            f"kzextract batch: and {summary.failed - _PRINTED} more, in {out / 'errors.jsonl'}", err=True
        )
    if not summary.documents and not summary.failed:
        raise click.ClickException(f"no articles in {', '.join(places)}")
    if not quiet:
        terminal = console()
        terminal.print(summary_table(summary, lang))
        terminal.print(f"\n{out}", highlight=False, soft_wrap=True)
    return 1 if summary.failed else 0


class _progress:
    """A progress bar on standard error, or nothing."""

    def __init__(self, lang: str, quiet: bool) -> None:
        from rich.progress import BarColumn, Progress, TextColumn

        screen = console(stderr=True)
        columns = (BarColumn(bar_width=30), TextColumn("{task.fields[said]}"))
        # In a file or a pipe a bar would be nothing but noise.
        hidden = quiet or not screen.is_terminal
        self.progress = Progress(*columns, console=screen, transient=True, disable=hidden)
        self.task = self.progress.add_task("", total=None, said="")

    def __enter__(self) -> tuple[Progress, TaskID]:
        self.progress.start()
        return self.progress, self.task

    def __exit__(self, *_: object) -> None:
        self.progress.stop()


def _show(progress: Progress, task: TaskID, state: State, lang: str) -> None:
    summary, left = state.summary, state.remaining
    done = summary.documents + summary.failed
    words = {
        "ru": ("{} док.", "{:.0f} в с", "ещё {}", "утверждений {}", "ошибок {}", "запись результатов"),
        "en": ("{} docs", "{:.0f}/s", "{} left", "{} claims", "{} errors", "writing results"),
    }[lang]
    said = [words[0].format(done)]
    if state.rate:
        said.append(words[1].format(state.rate))
    if left is not None and not state.finishing:
        minutes, seconds = divmod(round(left), 60)
        said.append(words[2].format(f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"))
    said += [words[3].format(summary.claims), words[4].format(summary.failed)]
    if state.finishing:
        said.append(words[5])
    progress.update(task, total=state.size or None, completed=state.position, said=" · ".join(said))
