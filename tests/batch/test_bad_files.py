"""A folder full of bad files is processed to its end: each is named with its reason, no good one is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bad_files import bad, good

from kzextract import Document


def unprivileged(command: list[str]) -> list[str]:
    """The command without root's right to read everything."""
    if os.geteuid() != 0:
        return command
    tool = shutil.which("setpriv")
    if tool is None:
        pytest.fail("as root this test needs setpriv (util-linux)")
    lost = "-dac_override,-dac_read_search"
    return [tool, f"--bounding-set={lost}", f"--inh-caps={lost}", *command]


def test_every_bad_file_is_named_and_no_good_one_lost(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    articles = good(folder)
    wanted, inside = bad(folder)
    assert len(wanted) >= 30
    command = [
        sys.executable,
        "-m",
        "kzextract.cli",
        "batch",
        str(folder),
        "--out",
        str(out),
        "--processes",
        "1",
    ]
    done = subprocess.run(
        unprivileged(command),
        capture_output=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 1, done.stderr
    named = {}
    for line in (out / "errors.jsonl").read_bytes().splitlines():
        error = json.loads(line)
        named[": ".join(filter(None, (error["path"], error["where"])))] = error["reason"]
    assert {name for name, words in wanted.items() if words not in named.get(name, "")} == set(), named
    assert set(named) == set(wanted)
    assert all("\n" not in reason and len(reason) <= 300 for reason in named.values())
    documents = [Document.from_json(line) for line in (out / "documents.jsonl").read_bytes().splitlines()]
    assert len(documents) == articles + inside
    assert all(document.claims for document in documents)
    assert len({document.id for document in documents}) == len(documents)
    report = json.loads((out / "report.json").read_bytes())
    assert (report["failed"], report["documents"]) == (len(wanted), articles + inside)
