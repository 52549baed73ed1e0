"""How far figures could be other on other documents: percentile bootstrap over whole documents.

Numbers of one release are right or wrong together, so releases are drawn, not numbers. Two versions are
compared on the same draws, for they read the same releases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kzextract.evaluation.scoring import Figures, Score

RESAMPLES = 2_000
LEVEL = 0.95
SEED = 20_251_211
# So many draws are counted at once: memory stays small for thousands of documents.
_BLOCK = 200

METRICS = ("precision", "recall", "f1")

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the bounds between which it lies in 95 of 100 draws.

    The bounds are None where they mean nothing: for a single document, or where there is nothing to count.
    """

    value: float
    low: float | None
    high: float | None

    @property
    def is_certain(self) -> bool:
        """Of a difference: whether the whole interval is on one side of nought."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


Row = dict[str, Estimate]


def intervals(score: Score) -> dict[str, dict[str, Row]]:
    """Group of figures → name → precision, recall and F1 with their intervals.

    >>> from kzextract.evaluation.gold import Gold, document_of
    >>> from kzextract.evaluation.scoring import score
    >>> golds = [Gold(id=x, text=f"В Астане {x}", places={"Астане": "Астана"}) for x in "ab"]
    >>> intervals(score(golds, [document_of(golds[0])]))["types"]["PLACE"]["recall"]
    Estimate(value=0.5, low=0.0, high=1.0)
    """
    point, draws = _metrics(_counts([score])), _drawn([score])
    return _named(score, point[0], draws[0])


def differences(score: Score, against: Score) -> dict[str, dict[str, Row]]:
    """The same for the figures of one version less those of another, over the same gold files."""
    if [one.gold.id for one in score.each] != [one.gold.id for one in against.each]:
        raise ValueError("two versions are compared on the same gold files")
    point, draws = _metrics(_counts([score, against])), _drawn([score, against])
    return _named(score, np.nan_to_num(point[0]) - np.nan_to_num(point[1]), draws[0] - draws[1])


def _columns(figures: Figures) -> list[tuple[str, str]]:
    return [(group, name) for group, tallies in figures.groups() for name in tallies]


def _counts(scores: Sequence[Score]) -> Array:
    """Version × figure × (gold, predicted, right), over all documents."""
    return np.stack([_of_documents(score).sum(axis=0) for score in scores])


def _of_documents(score: Score) -> Array:
    return np.array(
        [
            [(t.gold, t.predicted, t.right) for _, tallies in one.groups() for t in tallies.values()]
            for one in score.each
        ],
        dtype=float,
    )


def _metrics(counts: Array) -> Array:
    """Precision, recall and F1 in the last axis; no number where there is nothing to count."""
    gold, predicted, right = np.moveaxis(counts, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        nothing = gold + predicted == 0
        precision = np.where(predicted > 0, right / predicted, 0.0)
        recall = np.where(gold > 0, right / gold, 0.0)
        f1 = 2 * right / (gold + predicted)
        metrics = np.stack([precision, recall, f1], axis=-1)
    metrics[nothing] = np.nan
    return metrics


def _drawn(scores: Sequence[Score]) -> Array:
    """Version × draw × figure × metric."""
    documents = np.stack([_of_documents(score) for score in scores])
    versions, n, figures, three = documents.shape
    flat = documents.reshape(versions, n, figures * three)
    random = np.random.default_rng(SEED)
    blocks = []
    for first in range(0, RESAMPLES, _BLOCK):
        often = random.multinomial(n, np.full(n, 1 / n), size=min(_BLOCK, RESAMPLES - first)).astype(float)
        blocks.append(_metrics((often @ flat).reshape(versions, -1, figures, three)))
    return np.concatenate(blocks, axis=1)


def _named(score: Score, point: Array, draws: Array) -> dict[str, dict[str, Row]]:
    tail = 50 * (1 - LEVEL)
    named: dict[str, dict[str, Row]] = {group: {} for group, _ in score.groups()}
    for n, (group, name) in enumerate(_columns(score)):
        row = {}
        for m, metric in enumerate(METRICS):
            seen = draws[:, n, m][~np.isnan(draws[:, n, m])]
            bounds: tuple[float | None, float | None] = None, None
            if len(score.each) > 1 and len(seen):
                low, high = np.percentile(seen, [tail, 100 - tail])
                bounds = float(low), float(high)
            row[metric] = Estimate(float(np.nan_to_num(point[n, m])), *bounds)
        named[group][name] = row
    return named
