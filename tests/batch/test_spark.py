"""Spark in local-cluster mode gives the records of the local runner, also when an executor dies meanwhile."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from cluster import executors, kill, require_java, session
from conftest import ROOT
from docs_blocks import blocks

sys.path.append(str(ROOT / "tests" / "benchmarks"))
from make_folder import articles

from kzextract.batch.items import Options
from kzextract.batch.questions import ask
from kzextract.batch.runner import run

COUNT = 240
# What tells where a row was read, which differs between a file and a DataFrame.
ELSEWHERE = {"path", "record"}


def rows() -> list[dict[str, Any]]:
    """Articles as records, two bad ones and a clash of ids among them."""
    made: list[dict[str, Any]] = [
        {"text": text, "date": str(date), "url": f"https://example.kz/{n:05}"}
        for n, (text, date) in enumerate(articles(COUNT, seed=5))
    ]
    made.append({"text": "", "date": None, "url": "https://example.kz/empty"})
    made.append({"text": "Изъято 5 кг наркотиков.", "date": "soon", "url": "https://example.kz/soon"})
    return made


def answers(folder: Path, table: str) -> list[tuple[str, ...]]:
    """All rows of a table, sorted, as text."""
    answer = ask(folder, f"SELECT * FROM {table}")
    kept = [at for at, name in enumerate(answer.columns) if name not in ELSEWHERE]
    return sorted(tuple(str(row[at]) for at in kept) for row in answer.rows())


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles through the local runner."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("local")
    pq.write_table(pa.Table.from_pylist(rows()), folder / "articles.parquet")
    run([folder / "articles.parquet"], folder / "out", Options(), processes=2)
    return folder


def run_the_page(articles: Any) -> None:
    """The Python of docs/spark.md, which speaks of a DataFrame of articles."""
    page = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    [code] = [block.code for block in blocks(page) if block.language == "python"]
    space: dict[str, Any] = {"articles": articles}
    exec(compile(code, "spark.md", "exec"), space)
    assert space["annotated"].count() == 8
    assert {"documents", "claims"} <= set(space["tables"])


def test_a_cluster_that_loses_an_executor_gives_the_records_of_the_local_runner(
    local: Path, tmp_path: Path
) -> None:
    require_java()
    from kzextract.commands.spark import write

    killed: list[int] = []
    with session() as spark:
        context = spark.sparkContext

        def murder() -> None:
            """Kills an executor when some tasks are done and others are not."""
            tracker = context.statusTracker()
            while True:
                for stage in tracker.getActiveStageIds():
                    info = tracker.getStageInfo(stage)
                    if info and info.numTasks >= 8 and 1 <= info.numCompletedTasks < info.numTasks - 2:
                        victim = executors(context.applicationId)[0]
                        kill(victim)
                        killed.append(victim)
                        return
                time.sleep(0.05)

        threading.Thread(target=murder, daemon=True).start()
        pieces = spark.read.parquet(str(local / "articles.parquet")).repartition(12)
        write(pieces, str(tmp_path / "out"), Options())
        run_the_page(pieces.limit(8))
    assert killed, "no executor was killed: the test did not test what it is for"
    for table in ("documents", "entities", "claims", "findings"):
        expected = answers(local / "out", table)
        assert expected
        assert answers(tmp_path / "out", table) == expected, table
    errors = b"".join(path.read_bytes() for path in (tmp_path / "out" / "errors").glob("*.json"))
    assert errors.count(b"\n") == 2 and b"soon" in errors and b"empty" in errors
