"""A package that an extra brings is named, with the extra, in one line; the core needs none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def without(package: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command on a machine that lacks a package."""
    code = (
        f"import sys; sys.modules[{package!r}] = None; sys.argv = ['kzextract', *sys.argv[1:]]\n"
        "from kzextract.cli import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.mark.parametrize(
    ("package", "extra", "file"),
    [
        ("pyarrow", "batch", "a.txt"),
        ("rensa", "batch", "a.txt"),
        ("trafilatura", "html", "a.html"),
        ("warcio", "warc", "a.warc"),
    ],
)
def test_batch_without_a_package(tmp_path: Path, package: str, extra: str, file: str) -> None:
    (tmp_path / file).write_text("<html>", encoding="utf-8")
    done = without(package, "batch", tmp_path / file, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"kzextract: this needs {package}: pip install 'kzextract[{extra}]'\n"


def test_sql_and_spark_without_their_packages(tmp_path: Path) -> None:
    for name in ("documents", "entities", "claims", "findings"):
        (tmp_path / f"{name}.parquet").touch()
    assert "kzextract[sql]" in without("duckdb", "sql", tmp_path, "SELECT 1").stderr
    assert "kzextract[spark]" in without("pyspark", "spark", tmp_path, tmp_path).stderr


@pytest.mark.parametrize(
    "package", ["pyarrow", "rensa", "trafilatura", "warcio", "duckdb", "pyspark", "pandas"]
)
def test_one_release_needs_none_of_them(tmp_path: Path, package: str) -> None:
    (tmp_path / "a.txt").write_text("В Астане изъято 5 кг наркотиков.", encoding="cp1251")
    done = without(package, "extract", tmp_path / "a.txt")
    assert done.returncode == 0, done.stderr
    assert '"unit": "kg"' in done.stdout
