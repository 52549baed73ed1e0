"""Every example in the package's docstrings does what it says.

The docstrings are read from the sources: compiled functions do not carry theirs, and are what is tried.
"""

from __future__ import annotations

import ast
import doctest
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kzextract

HOME = Path(kzextract.__file__).parent
SOURCES = sorted(HOME.rglob("*.py"))


def examples(source: Path) -> Iterator[doctest.DocTest]:
    """The docstrings of a source that hold examples, to be run with the names of its module."""
    parts = source.relative_to(HOME.parent).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node) or ""
            if ">>> " in said:
                names = dict(vars(importlib.import_module(name)))
                line = getattr(node, "lineno", 1)
                yield doctest.DocTestParser().get_doctest(said, names, name, str(source), line)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_examples(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runner = doctest.DocTestRunner()
    for example in examples(source):
        runner.run(example)
    assert runner.summarize().failed == 0, capsys.readouterr().out


def test_there_are_examples() -> None:
    assert sum(1 for source in SOURCES for _ in examples(source)) > 100
