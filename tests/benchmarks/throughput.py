"""Throughput: each stage, each size of document, one process and two, and natasha beside them.

usage: python tests/benchmarks/throughput.py [--rounds N] [--no-natasha] [FOLDER ...]
(default: corpora/releases). Needs natasha for the last table only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table
from texts import load, machine

# One core for everybody; numpy is not imported before the functions below.
os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

SIZES = (200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000)


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def stage_table(texts: list[str], rounds: int) -> Table:
    """Microseconds a token of reading and of each stage (median of the rounds)."""
    from kzextract.pipeline import stages
    from kzextract.reading.reader import read

    names = ["read", *(stage.name for stage in stages())]
    times: list[list[float]] = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        sheets = [read(text) for text in texts]
        row = [time.perf_counter() - start]
        row += [seconds(lambda s=stage, on=sheets: s.annotate_many(on)) for stage in stages()]  # type: ignore[misc]
        times.append(row)
    tokens = sum(len(sheet.words) for sheet in sheets)
    medians = [statistics.median(column) * 1e6 / tokens for column in zip(*times[1:], strict=True)]
    table = Table("stage", "µs a token", "share", title=f"Stages ({len(texts)} texts, {tokens:,} tokens)")
    for name, value in zip(names, medians, strict=True):
        table.add_row(name, f"{value:.2f}", f"{value / sum(medians):.0%}")
    table.add_row("all", f"{sum(medians):.2f}", "100%")
    return table


def size_table(texts: list[str], rounds: int) -> Table:
    """Nanoseconds a character for documents of each size, cut from all texts."""
    from kzextract import extract

    whole = "\n\n".join(texts)
    whole *= max(SIZES) // len(whole) + 1
    table = Table("characters", "ns a character", "to 2,000", title="Size of a document")
    at_2000 = 0.0
    rows = []
    for size in SIZES:
        cuts = range(0, min(len(whole), max(200_000, size)) - size + 1, size)
        documents = [whole[at : at + size] for at in cuts]
        took = min(seconds(lambda d=documents: [extract(t) for t in d]) for _ in range(max(1, rounds // 2)))  # type: ignore[misc]
        rows.append((size, took * 1e9 / (size * len(documents))))
        at_2000 = rows[-1][1] if size == 2_000 else at_2000
    for size, value in rows:
        table.add_row(f"{size:,}", f"{value:.0f}", f"{value / at_2000:.2f}")
    return table


def process_table(texts: list[str]) -> Table:
    """One process beside two, workers' start included."""
    from kzextract import extract_many

    many = texts * max(1, 3_000_000 // sum(map(len, texts)))
    table = Table("processes", "seconds", "speed-up", title=f"Processes ({len(many):,} documents)")
    one = seconds(lambda: list(extract_many(many)))
    two = seconds(lambda: list(extract_many(many, processes=2)))
    table.add_row("1", f"{one:.2f}", "1.00")
    table.add_row("2", f"{two:.2f}", f"{one / two:.2f}")
    return table


def natasha_table(texts: list[str], rounds: int) -> Table:
    """Interleaved rounds, so that the ratios survive a noisy machine."""
    from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    from kzextract import extract_many

    segmenter, embedding = Segmenter(), NewsEmbedding()
    ner, morph, syntax = NewsNERTagger(embedding), NewsMorphTagger(embedding), NewsSyntaxParser(embedding)

    def natasha(full: bool) -> None:
        for text in texts:
            doc = Doc(text)
            doc.segment(segmenter)
            if full:
                doc.tag_morph(morph)
                doc.parse_syntax(syntax)
            doc.tag_ner(ner)

    runs: dict[str, Callable[[], object]] = {
        "kzextract": lambda: list(extract_many(texts)),
        "natasha ner": lambda: natasha(False),
        "natasha full": lambda: natasha(True),
    }
    times = [[seconds(run) for run in runs.values()] for _ in range(rounds + 1)][1:]
    chars = sum(map(len, texts))
    table = Table("", "characters a second", "kzextract is faster by", title="Beside natasha, one core")
    for n, name in enumerate(runs):
        rate = chars / statistics.median(row[n] for row in times)
        table.add_row(name, f"{rate:,.0f}", f"{statistics.median(row[n] / row[0] for row in times):.2f}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-natasha", action="store_true")
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    texts = load(options.folders)
    console = Console()
    console.print(machine())
    console.print(stage_table(texts, options.rounds))
    console.print(size_table(texts, options.rounds))
    console.print(process_table(texts))
    if not options.no_natasha:
        console.print(natasha_table(texts, options.rounds))


if __name__ == "__main__":
    main()
