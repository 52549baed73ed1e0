"""A batch of N made-up articles with one process and with two: documents a second, memory, what it costs.

usage: python tests/benchmarks/batch_speed.py [N] [--rounds R] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_folder import write
from texts import machine


def once(folder: Path, out: Path, processes: int) -> dict[str, float]:
    """One batch from nothing: wall seconds, the parent's peak memory, seconds of the last step."""
    command = ["batch", str(folder), "--out", str(out), "--processes", str(processes), "--quiet"]
    before = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "kzextract.cli", *command], check=False, capture_output=True)
    if not (out / "report.json").exists():
        raise SystemExit(done.stderr.decode())
    seconds = time.perf_counter() - before
    report = json.loads((out / "report.json").read_bytes())
    session = report["session"]
    assert session["found_done"] == 0, "the folder was not new"
    return {
        "seconds": seconds,
        "documents": report["documents"],
        "characters": report["characters"],
        "claims": report["claims"],
        "finishing": session["finishing_seconds"],
        "mib": session["peak_memory_mib"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    print(machine(), "load", os.getloadavg()[0])
    with tempfile.TemporaryDirectory() as place:
        folder = options.folder or Path(place) / "in"
        if not options.folder:
            write(folder, options.count)
        speed: dict[int, list[float]] = {1: [], 2: []}
        for n in range(options.rounds):
            for processes in (1, 2):  # by turns, so that the ratio survives a noisy machine
                found = once(folder, Path(place) / f"out{n}-{processes}", processes)
                speed[processes].append(found["seconds"])
                rate = found["documents"] / found["seconds"]
                print(
                    f"{processes} process(es): {found['seconds']:.1f} s, {rate:.0f} documents/s, "
                    f"{found['characters'] / found['seconds']:,.0f} characters/s, "
                    f"{found['claims']:,} claims, last step {found['finishing']:.1f} s, "
                    f"parent's peak {found['mib']:.0f} MiB, load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    one, two = (statistics.median(speed[processes]) for processes in (1, 2))
    print(f"two processes are {one / two:.2f} times as fast as one")
    print(f"a million such articles: {two / options.count * 1e6 / 3600:.1f} hours on two cores")


if __name__ == "__main__":
    main()
