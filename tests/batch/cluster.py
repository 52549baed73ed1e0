"""A Spark session in local-cluster mode: two executors in processes of their own, and a way to kill one."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest


def require_java() -> None:
    """Skips without Java or pyspark; with CI=true that is a failure."""
    if shutil.which("java") is None:
        message = (
            "Java 17 or newer is not installed: the Spark test cannot run (Debian: openjdk-17-jre-headless)"
        )
    elif find_spec("pyspark") is None:
        message = "pyspark is not installed: the Spark test cannot run (pip install 'kzextract[spark]')"
    else:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def session(workers: int = 2) -> Iterator[Any]:
    """The session; its executors import what this process can import."""
    import pyspark
    from pyspark.sql import SparkSession

    home = str(Path(pyspark.__file__).parent)
    kept = dict(os.environ)
    os.environ.update(SPARK_HOME=home, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "spark.executorEnv.PYTHONHASHSEED": "0",
        # The default of 10,000 rows would make one batch of a whole partition.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
    }
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,1024]").appName("kzextract-test")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()
        os.environ.clear()
        os.environ.update(kept)


def executors(application: str) -> list[int]:
    """The process ids of the executors of one application."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it has just ended
            if (
                any(b"CoarseGrainedExecutorBackend" in word for word in words)
                and application.encode() in words
            ):
                if words[0].endswith(b"java"):
                    found.append(int(entry.name))
    return sorted(found)


def kill(process: int) -> None:
    """Ends a process as a machine that loses its power does."""
    os.kill(process, signal.SIGKILL)
