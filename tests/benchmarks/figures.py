"""Figures in the documents, written by the programs that measure them, between two comments."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def write(document: str, name: str, figures: str) -> None:
    """Puts figures between ``<!-- figures: NAME -->`` and ``<!-- end: NAME -->`` of a document."""
    path = DOCS / document
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    text = path.read_text(encoding="utf-8")
    written, times = re.subn(
        re.escape(begin) + ".*?" + re.escape(end),
        lambda _: f"{begin}\n{figures.strip()}\n{end}",
        text,
        flags=re.DOTALL,
    )
    if times != 1:
        raise ValueError(f"{path}: {begin} … {end} stands there {times} times")
    path.write_text(written, encoding="utf-8")
