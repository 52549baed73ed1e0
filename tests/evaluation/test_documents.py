"""The figures in the documents stand where the programs that measure them will write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import figures


@pytest.mark.parametrize(
    ("document", "name", "heading"),
    [
        ("evaluation.md", "development", "| slot | precision | recall | F1 |"),
        ("evaluation.md", "calibration", "| | claims | number | core | record |"),
        ("confidence.md", "calibration", "| confidence | claims | mean confidence | right |"),
    ],
)
def test_figures_are_written_in_their_place(
    document: str, name: str, heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (figures.DOCS / document).read_text(encoding="utf-8")
    assert heading in before.partition(f"<!-- figures: {name} -->")[2].partition(f"<!-- end: {name} -->")[0]
    monkeypatch.setattr(figures, "DOCS", tmp_path)
    (tmp_path / document).write_text(before, encoding="utf-8")
    figures.write(document, name, r"| \1 new |")
    after = (tmp_path / document).read_text(encoding="utf-8")
    assert "| \\1 new |\n<!-- end" in after and heading not in after
    with pytest.raises(ValueError, match="0 times"):
        figures.write(document, "unknown", "")
