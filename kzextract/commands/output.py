"""What all commands share: reading arguments and writing where the user wants it, in any terminal."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from kzextract.lexicon.own import Lexicon, Source

LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["ru", "en"]),
    default="ru",
    show_default=True,
    help="Language of tables and pages.",
)

CSV_FOR = click.option(
    "--csv-for",
    type=click.Choice(["ru", "en"]),
    default="ru",
    show_default=True,
    help="The country of the Excel that opens the CSV: semicolons and decimal commas, or commas and points.",
)


def iso_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dt.date | None:
    """A date option: ``YYYY-MM-DD``."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date like 2025-12-11") from error


def _lexicon(context: click.Context, _parameter: click.Parameter, files: tuple[Path, ...]) -> Lexicon | None:
    """Reads the user's lexicon; it is in force until the command ends."""
    if not files:
        return None
    from kzextract.lexicon.own import LexiconError, open_lexicon
    from kzextract.lexicon.scope import using

    try:
        own = open_lexicon(files)
    except LexiconError as error:
        raise click.BadParameter(str(error)) from error
    except OSError as error:
        raise click.BadParameter(f"{error.filename}: {error.strerror}") from error
    context.with_resource(using(own))
    return own


# Eager: other options may name what the lexicon adds.
LEXICON = click.option(
    "--lexicon",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    is_eager=True,
    callback=_lexicon,
    metavar="FILE",
    help="Your own places, programmes, indicators and units, as TOML; may be repeated.",
)


def packed(lexicon: Lexicon | None) -> tuple[Source, ...]:
    """The lexicon's files for the options of a batch, by their names without the folders of this machine."""
    from kzextract.lexicon.own import Source

    return tuple(Source(Path(s.file).name, s.text) for s in lexicon.sources) if lexicon is not None else ()


def known_place(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A place option: a name or a code of the gazetteer or of the user's lexicon."""
    from kzextract.entities.gazetteer import check_place

    try:
        check_place(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


def in_known_folder(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """An output file's option: its folder must be there before any work begins."""
    if value is not None and not value.parent.is_dir():
        raise click.BadParameter(f"there is no folder {value.parent}")
    return value


@contextmanager
def reading_batch(folder: Path) -> Iterator[None]:
    """What goes wrong while the results of a batch are read, as one line.

    The lexicon that the batch was made with is in force from here until the command ends.
    """
    from kzextract.batch.manifest import lexicon_in
    from kzextract.lexicon.scope import using

    try:
        click.get_current_context().with_resource(using(lexicon_in(folder)))
        yield
    except FileNotFoundError as error:
        raise click.ClickException(f"{folder} holds no batch: {error.filename} is missing") from error
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def write(text: str, output: Path | None, ascii_text: str | None = None) -> None:
    """Writes text into a file as UTF-8, or to standard output in the terminal's own encoding.

    ``ascii_text`` says the same for a terminal that has no Cyrillic; without it such letters become ``?``.
    """
    if output is None:
        encoding = getattr(sys.stdout, "encoding", None) or "ascii"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = ascii_text or text.encode(encoding, "replace").decode(encoding)
        click.echo(text)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"cannot write {output}: {error.strerror}") from error


def console(stderr: bool = False) -> Console:
    """Where tables and progress go; letters the terminal has not become ``?`` instead of an error."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    # What stands in brackets is a text's own, not Rich's markup.
    return Console(stderr=stderr, markup=False)
