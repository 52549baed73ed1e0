"""The code blocks of the documents, run as a reader would run them, page by page.

Every page has a folder of its own, with ``corpora`` and ``docs`` in it, and one Python namespace:

- ``python``: run in order. A ``text`` block right after it is what it prints; a comment behind an expression
  that reads as Python is its value (``claim.unit  # 'percent'``), any other comment is prose.
- ``console``: lines that begin with ``$ `` are run by a shell, what follows is their standard output; ``cat``
  of a file that is not there yet makes it.
- ``<!-- before: COMMAND -->``: what a shell is to do first, for pages that speak of the results of others.
- ``sh``: not run; every ``kzextract`` command in it must be one that the program takes.

``…`` in an expected output stands for anything. ``python tests/docs_blocks.py [PAGE…]`` writes the outputs
anew where they have changed.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
# Pages whose Python needs what this machine may lack; a test of their own runs it.
ELSEWHERE = {"spark.md": "tests/batch/test_spark.py"}
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEFORE = re.compile(r"^<!-- before: (.*) -->$", re.MULTILINE)


@dataclass
class Block:
    """One fenced block: its language, its code, and where in the page the code stands."""

    language: str
    code: str
    start: int
    end: int
    output: Block | None = None


@dataclass
class Result:
    """What a block gave, beside what the page says; ``start`` and ``end`` are where the page says it."""

    what: str
    expected: str
    actual: str
    start: int
    end: int

    @property
    def right(self) -> bool:
        """Whether they are the same but for blanks at the ends of lines, and for what ``…`` stands for."""
        return same(self.expected, self.actual)


def same(expected: str, actual: str) -> bool:
    """Whether an output is the expected one; ``…`` there stands for anything.

    >>> same("a … c", "a b c"), same("a", "b")
    (True, False)
    """
    pattern = ".*".join(re.escape(part) for part in _bare(expected).split("…"))
    return re.fullmatch(pattern, _bare(actual), re.DOTALL) is not None


def _bare(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")


def blocks(text: str) -> list[Block]:
    """The blocks of a page, outputs tied to the Python that prints them."""
    found: list[Block] = []
    for match in FENCE.finditer(text):
        block = Block(match[1], match[2], match.start(2), match.end(2))
        before = found[-1] if found else None
        if block.language == "text" and before is not None and before.language == "python":
            if not text[before.end + 3 : match.start()].strip():
                before.output = block
        found.append(block)
    return found


def run(text: str, name: str) -> Iterator[Result]:
    """Runs a page in the present folder; what differs from ``expected`` is for the caller to judge."""
    for command in BEFORE.findall(text):
        shell(command)
    space: dict[str, Any] = {"__name__": "docs"}
    for block in blocks(text):
        if block.language == "python":
            yield from _python(block, space, name)
        elif block.language == "console":
            yield from _console(block)


def _python(block: Block, space: dict[str, Any], name: str) -> Iterator[Result]:
    printed = io.StringIO()
    tree = ast.parse(block.code, name)
    lines = block.code.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    with contextlib.redirect_stdout(printed):
        for statement in tree.body:
            if not isinstance(statement, ast.Expr):
                exec(compile(ast.Module([statement], []), name, "exec"), space)
                continue
            value = eval(compile(ast.Expression(statement.value), name, "eval"), space)
            assert statement.end_lineno is not None
            line = lines[statement.end_lineno - 1]
            comment = line.encode()[statement.end_col_offset :].decode().strip()
            if comment.startswith("# ") and _reads_as_python(comment[2:], space):
                at = block.start + starts[statement.end_lineno - 1] + line.index(comment) + 2
                yield Result(line.strip(), comment[2:], repr(value), at, at + len(comment) - 2)
    if block.output is not None:
        output = block.output
        yield Result(block.code, output.code, printed.getvalue(), output.start, output.end)


def _reads_as_python(comment: str, space: dict[str, Any]) -> bool:
    try:
        eval(comment, {**space, **_LITERALS})
    except (SyntaxError, NameError):
        return False
    return True


def _literals() -> dict[str, Any]:
    import datetime
    from decimal import Decimal

    return {"Decimal": Decimal, "datetime": datetime}


_LITERALS = _literals()


def _console(block: Block) -> Iterator[Result]:
    parts = re.split(r"^\$ (.*)\n", block.code, flags=re.MULTILINE)
    if parts[0].strip():
        raise ValueError(f"a console block begins with no command: {parts[0]!r}")
    at = block.start
    for command, expected in zip(parts[1::2], parts[2::2], strict=True):
        start = at + len(f"$ {command}\n")
        at = start + len(expected)
        words = command.split()
        if words[0] == "cat" and len(words) == 2 and not Path(words[1]).exists():
            Path(words[1]).write_text(expected.strip("\n") + "\n", encoding="utf-8")
        else:
            yield Result(command, expected, shell(command), start, at)


def shell(command: str) -> str:
    """What a command of the shell prints; one that fails raises."""
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "TERM", "FORCE_COLOR")}
    environment = kept | {
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    if done.returncode:
        raise AssertionError(f"{command}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def commands(text: str) -> list[list[str]]:
    """The words of every ``kzextract`` command in the ``sh`` and ``console`` blocks of a page."""
    found = []
    for block in blocks(text):
        lines = block.code.replace("\\\n", " ").splitlines()
        if block.language == "console":
            lines = [line[2:] for line in lines if line.startswith("$ ")]
        elif block.language != "sh":
            continue
        for line in lines:
            found += list(_in_line(line))
    return found


def _in_line(line: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>()")
    lexer.whitespace_split = True
    words = [*lexer, ";"]
    while "kzextract" in words:
        words = words[words.index("kzextract") + 1 :]
        end = next(i for i, word in enumerate(words) if set(word) <= set("|;&<>()"))
        if words[end][0] in "<>" and words[end - 1].isdigit():
            end -= 1  # «2>&1»
        yield words[:end]


def check_command(words: list[str]) -> None:
    """Raises :class:`click.UsageError` if the program does not take this command line."""
    from kzextract.cli import command

    if words[0].startswith("-"):
        command.make_parser(click.Context(command)).parse_args(list(words))
        return
    with click.Context(command) as context:
        found = command.get_command(context, words[0])
        if found is None:
            raise click.UsageError(f"no such command: {words[0]}")
        with click.Context(found, info_name=words[0], parent=context) as inner:
            values, left, order = found.make_parser(inner).parse_args(list(words[1:]))
            if left:
                raise click.UsageError(f"unexpected arguments {left}")
            if any(parameter.is_eager for parameter in order):  # --help, --script
                return
            for parameter in found.params:
                if not isinstance(parameter.type, click.Path):
                    parameter.handle_parse_result(inner, values, [])
                elif parameter.required and not values.get(parameter.name):
                    raise click.UsageError(f"{parameter.name} is missing")


def prepare(folder: Path) -> None:
    """Gives a page's folder what every page may read."""
    for name in ("corpora", "docs"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)


def rewritten(text: str, name: str) -> str:
    """The page with its outputs as they are now."""
    changed = [result for result in run(text, name) if not result.right]
    for result in sorted(changed, key=lambda r: -r.start):
        actual = _bare(result.actual)
        if actual and not text.endswith("# ", 0, result.start):
            actual += "\n\n" if text.startswith("$ ", result.end) else "\n"
        text = text[: result.start] + actual + text[result.end :]
    return text


def main(names: list[str]) -> None:
    """Writes the outputs of these pages anew, or of all."""
    import tempfile

    for page in [Path(name).resolve() for name in names] or PAGES:
        text = page.read_text(encoding="utf-8")
        if page.name in ELSEWHERE:
            continue
        with tempfile.TemporaryDirectory() as folder:
            prepare(Path(folder))
            os.chdir(folder)
            new = rewritten(text, page.name)
            os.chdir(ROOT)
        if new != text:
            page.write_text(new, encoding="utf-8")
            print(f"{page.relative_to(ROOT)}: written anew")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
