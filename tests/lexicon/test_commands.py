"""A user's lexicon on the command line: extract, batch with its workers and resuming, report, review."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pyarrow
import pytest
from test_cli import is_one_line_error, kzextract

from kzextract import Document
from kzextract.batch.items import Options
from kzextract.batch.manifest import Refusal, lexicon_in
from kzextract.batch.processing import process_records
from kzextract.batch.runner import load_documents, run
from kzextract.batch.spark import process_batches
from kzextract.batch.version import rules_version
from kzextract.lexicon.own import open_lexicon
from kzextract.lexicon.scope import using

LEXICON = """
[[indicator]]
code = "crime.poaching"
words = ["браконьерство"]
label = "Браконьерство"
label_en = "Poaching"

[[place]]
ref = "x-novyi-post"
name = "Новопостовое"
kind = "settlement"
parent = "434600000"
needs = "name"
"""
TEXT = "В Новопостовом в 2025 году выявлено 12 фактов браконьерства."


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(LEXICON, encoding="utf-8")
    return path


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "release.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def is_ours(document: Document) -> bool:
    (claim,) = document.claims
    assert claim.place is not None and claim.indicator is not None
    return (claim.place.ref, claim.indicator.code) == ("x-novyi-post", "crime.poaching")


def test_extract(release: Path, lexicon: Path) -> None:
    done = kzextract("extract", release, "--lexicon", lexicon)
    assert done.returncode == 0, done.stderr
    assert is_ours(Document.from_json(done.stdout))
    # In any order: another option may name what the lexicon adds.
    done = kzextract("extract", release, "--place", "Новопостовое", "--format", "html", "--lexicon", lexicon)
    assert "Браконьерство" in done.stdout.decode()


@pytest.mark.parametrize("command", ["extract", "batch", "spark"])
def test_an_error_names_file_line_and_key(command: str, release: Path, lexicon: Path) -> None:
    lexicon.write_text(LEXICON.replace('"settlement"', '"hamlet"'), encoding="utf-8")
    out = ["--out", release.parent / "out"] if command == "batch" else []
    done = kzextract(command, release, *out, "--lexicon", lexicon)
    is_one_line_error(done, 2, "mine.toml, line 11, key 'kind'", "hamlet")


def test_a_missing_file_is_a_wrong_command_line(release: Path) -> None:
    is_one_line_error(kzextract("extract", release, "--lexicon", "none.toml"), 2, "none.toml")


def test_a_batch_its_report_and_its_review(release: Path, lexicon: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = kzextract("batch", release.parent, "--out", out, "--lexicon", lexicon, "--processes", "2")
    assert done.returncode == 0, done.stderr
    (document,) = load_documents(out)
    assert is_ours(document)
    # Who reads the folder later needs no file: it has its lexicon with it, and no path of this machine.
    lexicon.unlink()
    assert str(tmp_path) not in (out / "manifest.json").read_text().replace(str(release.parent), "")
    done = kzextract("report", out, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "Poaching" in (out / "report.html").read_text(encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "kzextract.cli", "review", str(out), "--port", "0", "--reviewer", "anna"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        try:
            assert server.stdout is not None
            address = next(
                found for line in server.stdout if (found := re.search(r"http://[^\s?]+/?[^\s]*", line))
            )
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            browser.open(address.group(), timeout=20).read()
            home = "/".join(address.group().split("/")[:3])
            labels = json.loads(browser.open(f"{home}/api/session", timeout=20).read())["labels"]
            assert labels["codes"]["crime.poaching"] == ["Браконьерство", "Poaching"]
        finally:
            server.terminate()


def test_another_lexicon_is_another_version(release: Path, lexicon: Path, tmp_path: Path) -> None:
    first = open_lexicon(lexicon)
    assert first is not None
    out = tmp_path / "out"
    run([release], out, Options(lexicon=first.sources), processes=1)
    assert lexicon_in(out) == first
    rules = json.loads((out / "manifest.json").read_bytes())["rules"]
    assert rules == f"{rules_version()}.{first.digest}"
    run([release], out, Options(lexicon=first.sources), processes=1)
    lexicon.write_text(LEXICON + "# changed\n", encoding="utf-8")
    second = open_lexicon(lexicon)
    assert second is not None
    for options in (Options(lexicon=second.sources), Options()):
        with pytest.raises(Refusal, match="other rules") as refused:
            run([release], out, options, processes=1)
        assert "браконьерство" not in str(refused.value)
    run([release], out, Options(), processes=1, restart=True)
    assert lexicon_in(out) is None
    assert json.loads((out / "manifest.json").read_bytes())["rules"] == rules_version()


def test_records_say_which_lexicon_made_them(lexicon: Path) -> None:
    own = open_lexicon(lexicon)
    assert own is not None
    with using(own):
        assert rules_version().endswith(f".{own.digest}")
    assert not rules_version().endswith(own.digest)
    (document,) = process_records([{"text": TEXT}], own)
    assert isinstance(document, Document)
    assert is_ours(document)


def test_a_folder_without_a_manifest_has_no_lexicon(tmp_path: Path) -> None:
    assert lexicon_in(tmp_path) is None
    (tmp_path / "manifest.json").write_text("[")
    with pytest.raises(ValueError, match="no manifest"):
        lexicon_in(tmp_path)


def test_a_task_of_spark_gets_it_with_its_options(lexicon: Path) -> None:
    own = open_lexicon(lexicon)
    assert own is not None
    # What Spark sends to an executor, which has no file of this machine.
    options = pickle.loads(pickle.dumps(Options(lexicon=own.sources)))
    lexicon.unlink()
    articles = pyarrow.RecordBatch.from_pylist([{"text": TEXT}])
    [done] = process_batches([articles], {"text": "text"}, options)
    [row] = done.to_pylist()
    assert is_ours(Document.from_json(row["json"]))
    assert row["rules"].endswith(f".{own.digest}")
