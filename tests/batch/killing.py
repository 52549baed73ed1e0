"""Batches that are killed and go on, and what makes two results the same."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

TABLES = ("documents", "entities", "claims", "findings")


def command(folder: Path, out: Path, processes: int) -> list[str]:
    """The command line of a batch."""
    inside = ["batch", str(folder), "--out", str(out), "--processes", str(processes), "--quiet"]
    return [sys.executable, "-m", "kzextract.cli", *inside]


def killed_after(seconds: float, arguments: list[str], whole_group: bool) -> bool:
    """Runs a command and kills it after this time, alone or with its workers; whether it was running."""
    process = subprocess.Popen(
        arguments, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        if whole_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def kill_and_resume(folder: Path, out: Path, kills: int, longest: float, seed: int = 1) -> int:
    """Kills a batch this many times at random moments, then lets it end; returns how often it was running."""
    chance = random.Random(seed)
    hits = 0
    for n in range(kills):
        # Now one worker, now two or three: the result must not depend on it.
        arguments = command(folder, out, processes=1 + n % 3)
        hits += killed_after(chance.uniform(0.2, longest), arguments, whole_group=n % 2 == 0)
    # A worker whose parent was killed ends with its bundle, and writes it or not.
    subprocess.run(command(folder, out, 2), check=False, timeout=3600, capture_output=True)
    return hits


def result(out: Path) -> dict[str, str]:
    """A digest of every record of a batch, in order."""
    import pyarrow.parquet as pq

    digests = {}
    for name in TABLES:
        digest = hashlib.sha256()
        for batch in pq.ParquetFile(out / f"{name}.parquet").iter_batches(1000):
            digest.update(repr(batch.to_pylist()).encode())
        digests[name] = digest.hexdigest()
    for name in ("documents.jsonl", "errors.jsonl", "claims.csv"):
        digests[name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    return digests


def leftovers(out: Path) -> list[str]:
    """Temporary files in an output folder."""
    return [path.name for path in out.rglob("*.tmp*")]


def wait_for(condition: object, seconds: float) -> bool:
    """Whether something comes true in this time."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
