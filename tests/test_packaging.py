"""What is installed is what is locked, and the wheel has the data."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def names(requirements: list[str]) -> set[str]:
    """The bare names of these requirements."""
    return {re.split(r"[\[<>=;!~ ]", r, maxsplit=1)[0].lower().replace("_", "-") for r in requirements}


def test_the_lock_has_every_dependency() -> None:
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]
    wanted = names([*PROJECT["dependencies"], *extras]) - {"kzextract"}
    locked = names([line for line in LOCK.splitlines() if line[:1].isalnum()])
    assert wanted <= locked


def test_the_lock_names_no_host_and_no_path() -> None:
    assert not re.search(r"://|file:|^-|^/| @ ", LOCK, re.MULTILINE)
    assert all("==" in line for line in LOCK.splitlines() if line[:1].isalnum())


def test_no_file_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    # Put together here, so that this file does not name one itself.
    pattern = re.compile("|".join("/" + part for part in ("work/main", "root/", "home/", "opt/pypi")))
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {
            ".py",
            ".md",
            ".toml",
            ".csv",
            ".sh",
            ".lock",
            ".json",
            ".txt",
            ".js",
            ".css",
            ".html",
        }:
            assert not pattern.search(path.read_text(encoding="utf-8")), name


def test_the_wheel_has_all_data(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys, hatchling.build as b; b.build_wheel(sys.argv[1])",
        str(tmp_path),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    data = {
        path.relative_to(ROOT).as_posix()
        for folder in ("lexicon", "review")
        for path in (ROOT / "kzextract" / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(data) > 20
    assert data <= packed
    assert "kzextract/py.typed" in packed
