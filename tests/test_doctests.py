"""Every example in the package's docstrings does what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kzextract

MODULES = sorted(found.name for found in pkgutil.walk_packages(kzextract.__path__, "kzextract."))


@pytest.mark.parametrize("name", ["kzextract", *MODULES])
def test_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0, capsys.readouterr().out


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [t for name in MODULES for t in finder.find(importlib.import_module(name)) if t.examples]
    assert len(examples) > 100
