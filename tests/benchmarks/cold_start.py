"""Cold start: seconds from a new process to its first result, beside natasha's NER.

Also the seconds to ``kzextract --help``.

usage: python tests/benchmarks/cold_start.py [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table
from texts import machine

TEXT = "Об этом сообщил начальник Департамента полиции Серик Ергешов. В Астане изъято 5 кг наркотиков."
PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "kzextract --help": ["-m", "kzextract.cli", "--help"],
    "import kzextract": ["-c", "import kzextract"],
    "kzextract: import, load, one release": ["-c", f"import kzextract; kzextract.extract({TEXT!r})"],
    "kzextract: the spaCy Language, one release": ["-c", f"import kzextract; kzextract.load()({TEXT!r})"],
    "natasha: import, load NER, one release": [
        "-c",
        "from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter\n"
        f"doc = Doc({TEXT!r}); doc.segment(Segmenter()); doc.tag_ner(NewsNERTagger(NewsEmbedding()))",
    ],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    times = [[seconds(arguments) for arguments in PROGRAMS.values()] for _ in range(rounds + 1)][1:]
    table = Table("process", "seconds (median)", title="Cold start")
    for name, column in zip(PROGRAMS, zip(*times, strict=True), strict=True):
        table.add_row(name, f"{statistics.median(column):.3f}")
    console = Console()
    console.print(machine())
    console.print(table)


if __name__ == "__main__":
    main()
