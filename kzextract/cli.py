"""The command ``kzextract``. What a command needs is imported when it runs: ``--help`` answers at once."""

from __future__ import annotations

import os
import sys

import click

from kzextract import __version__
from kzextract.commands.batch import batch
from kzextract.commands.compare import compare
from kzextract.commands.extract import extract
from kzextract.commands.report import report
from kzextract.commands.review import review
from kzextract.commands.score import score
from kzextract.commands.spark import spark
from kzextract.commands.sql import sql
from kzextract.compiled import is_compiled

DONE, FAILED, WRONG_USE = 0, 1, 2

EPILOG = """
Examples:

\b
  kzextract extract release.txt --date 2025-12-11
  cat release.txt | kzextract extract - --format table
  kzextract extract release.txt --format html --output release.html
  kzextract batch releases/ --out out/
  kzextract report out/
  kzextract review out/

Exit codes: 0 done, 1 something could not be read or processed, 2 wrong command line.
"""


@click.group(
    epilog=EPILOG,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, message=f"%(prog)s %(version)s, {'compiled' if is_compiled() else 'not compiled'}"
)
@click.pass_context
def command(context: click.Context) -> None:
    """Structured records and audited numeric claims from Russian-language press releases of Kazakhstan's
    police, prosecutors and Interior Ministry."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(WRONG_USE)


for _command in (extract, batch, report, review, score, sql, spark, compare):
    command.add_command(_command)


def main() -> None:
    """Runs the command line; every error is one line on standard error."""
    try:
        code = command.main(prog_name="kzextract", standalone_mode=False)
    except click.UsageError as error:
        known = error.ctx.command_path if error.ctx else "kzextract"
        _say(f"{known}: {error.format_message()} (see {known} --help)")
        sys.exit(WRONG_USE)
    except click.ClickException as error:
        _say(f"kzextract: {error.format_message()}")
        sys.exit(FAILED)
    except (click.Abort, KeyboardInterrupt):
        _say("kzextract: stopped")
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    sys.exit(code if isinstance(code, int) else DONE)


def _say(message: str) -> None:
    click.echo(" ".join(message.split()), err=True)


if __name__ == "__main__":
    main()
