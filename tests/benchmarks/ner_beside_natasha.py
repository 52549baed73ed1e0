"""Persons, places and organisations: natasha's own NER beside ours, on the same texts, in one run.

usage: python tests/benchmarks/ner_beside_natasha.py [SHARED_FOLDER]      (default: ../shared)

Persons are measured on factRuEval-2016's development part (its JSON has spans of persons alone) and on the
development gold; places and organisations on the development gold, the only spans of them there are. A span
is right when it overlaps one of the gold, one to one, as the team's scorer pairs them. Natasha's tags are
given as they are: PER, LOC and ORG. The gold's places are those of Kazakhstan and countries.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

LABELS = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG"}


def documents(shared: Path) -> Iterator[tuple[str, str, dict[str, list[dict[str, Any]]]]]:
    """Corpus, text and the gold spans by type of every document."""
    from score import mentions

    for path in sorted((shared / "external" / "factrueval-dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        yield "factRuEval", data["text"], {"PERSON": data["persons"]}
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        surfaces = {
            "PERSON": [o["surface"] for o in data["officials"]],
            "PLACE": list(data["places"]),
            "ORG": data["orgs"],
        }
        yield "gold/dev", data["text"], {k: mentions(data["text"], v) for k, v in surfaces.items()}


def natasha_tagger() -> Any:
    """A function from a text to natasha's spans, as its documentation runs it."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def tag(text: str) -> list[dict[str, Any]]:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [{"start": s.start, "end": s.stop, "type": s.type} for s in doc.spans]

    return tag


def f1(counts: list[int]) -> str:
    """Precision, recall and F1 of (gold, predicted, right)."""
    gold, predicted, hits = counts
    p, r = hits / predicted if predicted else 0.0, hits / gold if gold else 0.0
    return f"{p:.3f} {r:.3f} [b]{2 * p * r / (p + r) if p + r else 0.0:.3f}[/b]"


def main(shared: Path) -> None:
    """Prints the table."""
    sys.path.insert(0, str(shared / "tools"))
    from score import pair_up

    from kzextract import extract

    natasha = natasha_tagger()
    counts: dict[tuple[str, str, str], list[int]] = {}
    for corpus, text, gold in documents(shared):
        ours = [{"start": e.start, "end": e.end, "type": e.type} for e in extract(text).entities]
        theirs = natasha(text)
        for kind, spans in gold.items():
            for system, found in (
                ("kzextract", [s for s in ours if s["type"] == kind]),
                ("natasha", [s for s in theirs if s["type"] == LABELS[kind]]),
            ):
                row = counts.setdefault((corpus, kind, system), [0, 0, 0])
                for i, n in enumerate((len(spans), len(found), len(pair_up(spans, found)))):
                    row[i] += n
    table = Table("corpus", "type", "gold", "kzextract P R F1", "natasha P R F1")
    for corpus, kind in dict.fromkeys((c, k) for c, k, _ in counts):
        mine, theirs = counts[corpus, kind, "kzextract"], counts[corpus, kind, "natasha"]
        table.add_row(corpus, kind, str(mine[0]), f1(mine), f1(theirs))
    Console().print(table)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2].parent / "shared"))
