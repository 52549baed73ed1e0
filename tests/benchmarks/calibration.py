"""Fits the weights of ``lexicon/confidence.toml`` and prints how well they hold.

``python -m tests.benchmarks.calibration`` prints the reliability on every text left out in turn;
``--figures`` puts it into ``docs/confidence.md``; ``--write`` does so, and stores weights fitted on all of
them. The texts are those of ``corpora/calibration``, which were labelled before the program had seen them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from kzextract import extract
from kzextract.claims.confidence import features
from kzextract.evaluation.gold import Gold, load_gold
from kzextract.evaluation.matching import CONTEXT, CORE
from kzextract.evaluation.scoring import score_document
from kzextract.records import Claim
from tests.benchmarks import figures

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "kzextract" / "lexicon" / "confidence.toml"
BINS = ((0, 0.4), (0.4, 0.55), (0.55, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
RIDGE = 3.0


def judged(gold: Gold) -> list[tuple[Claim, bool]]:
    """Each claim of a text, and whether its record is right by the gold."""
    document = extract(gold.text, date=gold.date, id=gold.id)
    needed = {*CORE, *CONTEXT}
    return [
        (case.predicted, case.gold is not None and not case.wrong & needed)
        for case in score_document(gold, document).cases
        if isinstance(case.predicted, Claim)
    ]


def fit(rows: list[tuple[tuple[str, ...], bool]], names: list[str]) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the first weight is the base, which is not shrunk."""
    x = np.array([[1.0, *(float(n in row) for n in names)] for row, _ in rows])
    y = np.array([float(r) for _, r in rows])
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + ridge * w
        curve = (x.T * (p * (1 - p))) @ x + np.diag(ridge)
        w -= np.linalg.solve(curve + 1e-9 * np.eye(len(w)), slope)
    return w


def main() -> None:
    """Prints the reliability table, leaving each text out in turn; see above for the options."""
    texts = [[(features(c), r) for c, r in judged(g)] for g in load_gold(ROOT / "corpora" / "calibration")]
    every = [row for rows in texts for row in rows]
    counts: dict[str, int] = {}
    for row, _ in every:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, k in counts.items() if k >= 8)
    told: list[tuple[float, bool]] = []
    for n, rows in enumerate(texts):
        w = fit([row for m, others in enumerate(texts) if m != n for row in others], names)
        for row, right in rows:
            z = w[0] + sum(w[1 + i] for i, name in enumerate(names) if name in row)
            told.append((float(1 / (1 + np.exp(-z))), right))
    lines = ["| confidence | claims | mean confidence | right |", "|---|---|---|---|"]
    error = 0.0
    for low, high in BINS:
        mine = [(c, r) for c, r in told if low <= c < high]
        if mine:
            said, seen = float(np.mean([c for c, _ in mine])), float(np.mean([r for _, r in mine]))
            error += abs(said - seen) * len(mine) / len(told)
            lines.append(f"| {low:.2f}–{min(high, 1):.2f} | {len(mine)} | {said:.2f} | {seen:.2f} |")
    brier = np.mean([(c - r) ** 2 for c, r in told])
    lines += ["", f"expected calibration error {error:.3f}; Brier {brier:.3f}"]
    print("\n".join(lines))
    if {"--figures", "--write"} & set(sys.argv):
        figures.write("confidence.md", "calibration", "\n".join(lines))
    if "--write" in sys.argv:
        w = fit(every, names)
        head = TARGET.read_text(encoding="utf-8").split("[weights]")[0]
        lines = [f"base = {w[0]:.2f}", *(f'"{n}" = {v:.2f}' for n, v in zip(names, w[1:], strict=True))]
        TARGET.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(names)} weights written")


if __name__ == "__main__":
    main()
