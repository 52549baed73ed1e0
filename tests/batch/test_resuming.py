"""A batch killed at any moment goes on, and its result is that of a batch left alone."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from killing import command, kill_and_resume, leftovers, result, wait_for

from kzextract.batch.items import Options
from kzextract.batch.manifest import Refusal, locked
from kzextract.batch.runner import run

sys.path.append(str(ROOT / "tests" / "benchmarks"))
from make_folder import write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in several formats, and a broken one."""
    place = tmp_path_factory.mktemp("articles")
    write(place, 300, seed=3)
    (place / "broken.json").write_text("{")
    return place


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an undisturbed run in one process gives."""
    out = tmp_path_factory.mktemp("whole")
    run([folder], out, processes=1)
    return result(out)


def test_killed_at_random_moments_the_result_is_the_same(
    folder: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    hits = kill_and_resume(folder, tmp_path / "out", kills=4, longest=4.0)
    assert hits, "no run was killed: the test did not test what it is for"
    assert result(tmp_path / "out") == whole
    assert leftovers(tmp_path / "out") == []


def test_killed_while_the_results_are_written(folder: Path, whole: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(command(folder, out, 2))
    assert wait_for(lambda: (out / "outputs.tmp").exists(), 120)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (out / "report.json").exists()
    run([str(folder)], out, processes=1)
    assert result(out) == whole


def test_a_second_run_finds_all_done(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run([folder], out, processes=2)
    known = {path: path.stat().st_mtime_ns for path in out.iterdir() if path.name != ".lock"}
    second = run([folder], out, processes=2)
    assert second == first
    assert {path: path.stat().st_mtime_ns for path in out.iterdir() if path.name != ".lock"} == known


def test_new_articles_are_added_and_little_is_done_again(folder: Path, tmp_path: Path) -> None:
    here, out = tmp_path / "in", tmp_path / "out"
    write(here, 300, seed=3, plain=True)
    run([here], out, processes=2)
    (here / "000" / "000050a.txt").write_text("В Астане изъято 5 кг наркотиков.", encoding="utf-8")
    (here / "000" / "000200.txt").unlink()
    run([here], out, processes=2)
    session = json.loads((out / "report.json").read_bytes())["session"]
    assert 0 < session["documents"] <= 2 * 128
    assert session["found_done"] + session["documents"] == 300
    run([here], tmp_path / "anew", processes=2)
    assert result(out) == result(tmp_path / "anew")


def test_other_options_or_rules_are_not_mixed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, out = tmp_path / "in", tmp_path / "out"
    write(here, 40, plain=True)
    run([here], out, processes=1)
    with pytest.raises(Refusal, match="other options"):
        run([here], out, Options(place="Павлодарская область"), processes=1)
    with pytest.raises(Refusal, match="other inputs"):
        run([folder], out, processes=1)
    monkeypatch.setattr("kzextract.batch.manifest.rules_version", lambda: "0.0.0+other")
    with pytest.raises(Refusal, match=r"other rules .* --restart .* --force"):
        run([here], out, processes=1)
    run([here], out, processes=1, force=True)
    assert json.loads((out / "manifest.json").read_bytes())["rules"] == "0.0.0+other"
    monkeypatch.undo()
    run([here], out, Options(near=0.9), processes=1, restart=True)
    assert json.loads((out / "manifest.json").read_bytes())["options"]["near"] == 0.9


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "in", 3, plain=True)
    (tmp_path / "out").mkdir()
    with locked(tmp_path / "out"), pytest.raises(Refusal, match="another kzextract"):
        run([tmp_path / "in"], tmp_path / "out", processes=1)
