"""The notebooks run from their first cell, and say what is stored in them."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from docs_notebooks import NOTEBOOKS, executed, said


def test_there_are_notebooks() -> None:
    assert {path.stem for path in NOTEBOOKS} == {"researcher", "journalist"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_run_says_what_is_stored(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "")  # put back afterwards
    stored = nbformat.read(path, as_version=4)
    assert any("image/png" in texts for texts in said(stored))
    for number, (old, new) in enumerate(zip(said(stored), said(executed(path)), strict=True), 1):
        assert old == new, f"code cell {number} says something else: python tests/docs_notebooks.py"
