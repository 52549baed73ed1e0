"""What the README shows is what the program gives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from conftest import ROOT

import kzextract

README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSION = re.search(
    r"\$ cat release\.txt\n(.*?)\n\n\$ kzextract (extract [^\n]*)\n(.*?)```", README, re.DOTALL
)
assert SESSION is not None
RELEASE, COMMAND, OUTPUT = SESSION.groups()


def lines(output: str) -> list[str]:
    """Its lines without the blanks at their ends."""
    return [line.rstrip() for line in output.strip().splitlines()]


def test_the_table_is_what_the_command_prints(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text(RELEASE + "\n", encoding="utf-8")
    kept = ("COLUMNS", "TERM", "FORCE_COLOR")
    environment = {k: v for k, v in os.environ.items() if k not in kept} | {
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
    }
    program = "import sys; from kzextract.cli import main; sys.argv[0] = 'kzextract'; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *COMMAND.split()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert lines(done.stdout) == lines(OUTPUT)


def test_the_python_lines_give_what_stands_beside_them() -> None:
    claim = kzextract.extract(RELEASE, date="2025-10-20").claims[2]
    assert (claim.value, claim.unit, claim.direction) == (Decimal("20"), "percent", "down")
    assert f"# {(claim.value, claim.unit, claim.direction)!r}" in README
    assert claim.indicator is not None
    assert claim.place is not None
    assert f"# {(claim.indicator.code, claim.place.name)!r}" in README
    assert f"# {RELEASE[claim.start : claim.end]!r}" in README
