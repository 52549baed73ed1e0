"""Workers that die or hang cost the article that is to blame, and nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from faulty import Faulty, cannot_start

from kzextract.batch.items import Options
from kzextract.batch.runner import Summary, run
from kzextract.batch.workers import WorkerFault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty articles; a bundle or two."""
    place = tmp_path / "in"
    place.mkdir()
    for n in range(40):
        text = f"В Астане изъято {n + 2} кг наркотиков."
        (place / f"{n:03}.txt").write_text(text, encoding="utf-8")
    return place


def faulty_run(
    folder: Path, tmp_path: Path, processes: int, limit: float = 60
) -> tuple[Summary, dict[str, str]]:
    """A batch with faulty workers, and the reasons of its failures."""
    out = tmp_path / f"out{processes}"
    start = Faulty(Options(), out / "parts", tmp_path / "trace")
    summary = run([folder], out, processes=processes, time_limit=limit, start=start)
    lines = [json.loads(line) for line in (out / "errors.jsonl").read_bytes().splitlines()]
    return summary, {line["path"]: line["reason"] for line in lines}


@pytest.mark.parametrize("processes", [1, 2])
def test_a_crash_is_tried_once_more_alone(folder: Path, tmp_path: Path, processes: int) -> None:
    (folder / "013.txt").write_text("SEGFAULT")
    summary, reasons = faulty_run(folder, tmp_path, processes)
    assert (summary.documents, summary.failed) == (39, 1)
    assert reasons == {"013.txt": "the worker process died (SIGSEGV, a segmentation fault), twice"}
    assert (tmp_path / "trace").read_text().splitlines() == ["013.txt"] * 2


def test_a_crash_that_does_not_come_again_costs_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "007.txt").write_text("В Астане изъято 5 кг наркотиков. ONCE")
    summary, reasons = faulty_run(folder, tmp_path, 2)
    assert (summary.documents, reasons) == (40, {})
    assert (tmp_path / "trace.once").exists()


def test_an_article_that_takes_too_long_is_given_up(folder: Path, tmp_path: Path) -> None:
    (folder / "020.txt").write_text("HANG")
    began = time.monotonic()
    summary, reasons = faulty_run(folder, tmp_path, 2, limit=3)
    assert (summary.documents, summary.failed) == (39, 1)
    assert reasons == {"020.txt": "took longer than 3 s (the limit for one document)"}
    assert time.monotonic() - began < 120


def test_failures_are_tried_again_on_demand(folder: Path, tmp_path: Path) -> None:
    (folder / "013.txt").write_text("SEGFAULT")
    out = tmp_path / "out1"
    faulty_run(folder, tmp_path, 1)
    assert run([folder], out, processes=1).failed == 1
    summary = run([folder], out, processes=1, retry=True)
    assert (summary.failed, summary.documents) == (0, 40)
    assert (out / "errors.jsonl").read_bytes() == b""


def test_workers_that_cannot_start_end_the_batch_with_the_reason(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkerFault, match="the model is missing"):
        run([folder], tmp_path / "out", processes=2, start=cannot_start)
    assert not list((tmp_path / "out" / "parts").iterdir())
