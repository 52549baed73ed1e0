"""The figures of ``docs/evaluation.md``, from every gold file that is at hand, with 95% intervals.

``python -m tests.benchmarks.evaluation`` prints them, with ``--write`` it puts them into the document (from
where ``python tests/docs_written.py`` takes those of ``docs/limits.md``). The development gold is that of the
team's shared folder, which holds the releases of ``corpora/releases`` and some real articles; where there is
no such folder, the releases alone, and the line above the table says so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kzextract import extract_many
from kzextract.evaluation.errors import field_name
from kzextract.evaluation.gold import Gold, load_gold
from kzextract.evaluation.intervals import METRICS, Estimate, intervals
from kzextract.evaluation.scoring import Score, score
from tests.benchmarks import figures

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("KZEXTRACT_SHARED", ROOT.parent / "shared"))
RELEASES, CALIBRATION = ROOT / "corpora" / "releases", ROOT / "corpora" / "calibration"


def scored(golds: Sequence[Gold]) -> Score:
    """What the program makes of these texts, against their gold."""
    return score(golds, extract_many({"id": g.id, "text": g.text, "date": g.date} for g in golds))


def cell(figure: Estimate) -> str:
    """A figure with its interval."""
    if figure.low is None or figure.high is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"


def development(result: Score) -> str:
    """All figures of the development gold."""
    golds = [one.gold for one in result.each]
    rows = intervals(result)
    real = len(golds) - len(load_gold(RELEASES))
    more = f", {real} of them real articles that are not in the repository" if real else ""
    lines = [
        f"{len(golds)} texts{more}; {sum(len(g.claims) for g in golds)} claims.",
        "",
        "| | precision | recall | F1 | gold | found |",
        "|---|---|---|---|---|---|",
    ]
    for name, tally in result.tallies.items():
        shares = " | ".join(cell(rows["types"][name][metric]) for metric in METRICS)
        lines.append(f"| {field_name(name, 'en')} | {shares} | {tally.gold} | {tally.predicted} |")
    lines += ["", "| slot | precision | recall | F1 | right, of the numbers found |", "|---|---|---|---|---|"]
    for name, row in rows["slots"].items():
        shares = " | ".join(cell(row[metric]) for metric in METRICS)
        lines.append(f"| {field_name(name, 'en')} | {shares} | {cell(rows['fields'][name]['recall'])} |")
    names = [name for name in rows["fields"] if name not in rows["slots"]]
    said = ", ".join(f"{field_name(name, 'en')} {cell(rows['fields'][name]['recall'])}" for name in names)
    lines += ["", f"Right, of the names found: {said}."]
    return "\n".join(lines)


def calibration(sets: Sequence[Score]) -> str:
    """F1 of numbers, cores and records of the three sets of ``corpora/calibration``."""
    lines = ["| | claims | number | core | record |", "|---|---|---|---|---|"]
    for one_set in sets:
        golds = [one.gold for one in one_set.each]
        rows = intervals(one_set)["types"]
        shares = " | ".join(cell(rows[name]["f1"]) for name in ("quantity", "core", "record"))
        claims = sum(len(gold.claims) for gold in golds)
        lines.append(f"| {golds[0].id}–{golds[-1].id} | {claims} | {shares} |")
    return "\n".join(lines)


def main() -> None:
    """Prints the figures; ``--write`` puts them into the document."""
    folder = SHARED / "gold" / "dev"
    known = scored(load_gold(folder if folder.exists() else RELEASES))
    every = load_gold(CALIBRATION)
    sets = [scored([gold for gold in every if gold.id.startswith(letter)]) for letter in "fgh"]
    for name, measured in (("development", development(known)), ("calibration", calibration(sets))):
        print(measured, end="\n\n")
        if "--write" in sys.argv:
            figures.write("evaluation.md", name, measured)


if __name__ == "__main__":
    main()
