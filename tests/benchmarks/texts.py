"""The texts that the benchmarks run on, and how they are named in the tables."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def texts_in(folder: Path) -> Iterator[str]:
    """The texts of a folder of .txt files and of .json files with a ``text``."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".txt":
            yield path.read_text(encoding="utf-8")
        elif path.suffix == ".json":
            data = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(data, dict) and "text" in data:
                yield data["text"]


def load(folders: list[str]) -> list[str]:
    """The texts of the folders, or of ``corpora/releases``."""
    found = [
        text for folder in folders or [str(ROOT / "corpora" / "releases")] for text in texts_in(Path(folder))
    ]
    texts = list(dict.fromkeys(found))
    if not texts:
        raise SystemExit("no texts: name folders with .txt or .json files")
    return texts


def machine() -> str:
    """The machine in a line: processor, cores, Python."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        name = lines[0].split(":", 1)[1].strip() if lines else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"
