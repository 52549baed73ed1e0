"""The convolutions of slovnet's NER over rows of words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kzextract.entities.slovnet_zones import REACH

Floats = NDArray[np.float32]
# Words computed at a time: with fewer numpy's calls cost more, with more nothing is gained.
CHUNK = 2048


class Conv:
    """A convolution of width three over rows, after the scale and shift of the layer before it."""

    def __init__(self, weight: Floats, bias: Floats, scale: Floats, shift: Floats) -> None:
        slices = weight.transpose(2, 1, 0)  # slice, input, filter
        self.size = len(bias)
        self.weight = np.ascontiguousarray(
            (slices * scale[:, None]).transpose(1, 0, 2).reshape(len(scale), -1)
        )
        moved = shift @ slices  # what the shift of one row adds: slice, filter
        self.bias = bias + moved.sum(axis=0)
        # The zero rows between sentences are not shifted: words beside them get less.
        self.left, self.right = moved[0], moved[2]
        self._parts = np.empty((CHUNK + 2 * REACH, 3 * self.size), np.float32)
        self._out = np.empty((CHUNK + 2 * REACH, self.size), np.float32)

    def __call__(self, x: Floats, gaps: NDArray[np.bool_]) -> Floats:
        n = self.size
        # The products go into kept arrays: new ones of this size cost as much as the arithmetic.
        parts = np.matmul(x, self.weight, out=self._parts[: len(x)])
        out = np.add(parts[:, n : 2 * n], self.bias, out=self._out[: len(x)])
        out[1:] += parts[:-1, :n]
        out[:-1] += parts[1:, 2 * n :]
        out[1:][gaps[:-1]] -= self.left
        out[:-1][gaps[1:]] -= self.right
        np.maximum(out, 0, out=out)
        out[gaps] = 0
        return out  # type: ignore[no-any-return]


def scale_and_shift(norm: dict[str, Any], array: Any) -> Iterator[Floats]:
    """What a layer's normalisation multiplies by and adds."""
    scale = array(norm["weight"]) / array(norm["std"])
    yield scale
    yield array(norm["bias"]) - array(norm["mean"]) * scale
