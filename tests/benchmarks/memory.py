"""Memory: the resident size of one process over many documents full of words never seen before.

usage: python tests/benchmarks/memory.py [--documents N] [--processes N] [FOLDER ...]
(default: corpora/releases)

The size is read from the operating system every tenth of the way; the peak and the growth after the first
tenth are printed.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from texts import load, machine

LETTERS = "абвгдежзиклмнопрстуфхцчшщыэюя"


def fresh(texts: list[str], documents: int) -> Iterator[str]:
    """Releases in which every tenth long word is replaced by one made up."""
    chance = random.Random(2025)

    def made(match: re.Match[str]) -> str:
        if chance.random() > 0.1:
            return match.group()
        word = "".join(chance.choices(LETTERS, k=chance.randint(6, 12)))
        return word.capitalize() if match.group()[0].isupper() else word

    for n in range(documents):
        yield re.sub(r"[А-яё]{6,}", made, texts[n % len(texts)])


def resident() -> float:
    """Resident size of this process in MiB."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    from kzextract import extract_many

    texts = [text for text in load(options.folders) if len(text) < 5_000]
    sizes = []
    stream = extract_many(fresh(texts, options.documents), processes=options.processes)
    for n, _ in enumerate(stream, 1):
        if n % max(1, options.documents // 10) == 0:
            sizes.append((n, resident()))
    table = Table("documents", "MiB", title="Resident memory")
    for n, size in sizes:
        table.add_row(f"{n:,}", f"{size:.1f}")
    console = Console()
    console.print(machine())
    console.print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"peak {peak:.0f} MiB; growth after the first tenth {sizes[-1][1] / sizes[0][1] - 1:+.1%}")


if __name__ == "__main__":
    main()
