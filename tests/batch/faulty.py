"""Workers that crash, hang or fail at articles which say so; made where the tests can import them."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kzextract.batch.items import Item, Options
from kzextract.batch.runner import Extraction
from kzextract.batch.workers import Work


@dataclass
class Faulty:
    """The real work, but for articles with these words."""

    options: Options
    folder: Path
    trace: Path

    def __call__(self) -> Work:
        work = Extraction(self.options, self.folder)()

        def faulty(items: list[Item], key: str | None) -> Any:
            for item in items:
                if b"SEGFAULT" in item.data:
                    with self.trace.open("a") as file:
                        file.write(f"{item.path}\n")
                    os.kill(os.getpid(), signal.SIGSEGV)
                if b"ONCE" in item.data and not self.trace.with_suffix(".once").exists():
                    self.trace.with_suffix(".once").touch()
                    os.kill(os.getpid(), signal.SIGKILL)
                if b"HANG" in item.data:
                    time.sleep(600)
            return work(items, key)

        return faulty


def cannot_start() -> Work:
    """A worker that finds no model."""
    raise FileNotFoundError("the model is missing")
