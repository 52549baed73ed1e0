"""slovnet's news NER in numpy alone: the weights that natasha ships, its tags, a seventh of its time.

What makes the difference (the arithmetic is the same, so the tags are):

- the first convolution is linear in a word: its three kernel slices are computed once a word and kept;
- all sentences of a batch stand in one sequence with a zero row between them, so nothing is padded;
- the normalisation after each convolution is folded into the weights of the next;
- the Viterbi search runs only over the stretches in which the emissions alone do not decide a tag.

Nothing of natasha, navec or slovnet is imported: only their weight files are read, the large one by mmap.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kzextract.entities.slovnet_words import Words, shape_of

Floats = NDArray[np.float32]

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
# The number of a tag is its index in TAGS + 1; 0 is slovnet's padding.
OUTSIDE = 1

_NER = "model/slovnet_ner_news_v1.tar"
_WORDS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
# Rows computed at a time: few enough that the intermediate arrays stay in the processor's cache.
_CHUNK = 1024
# A tag depends on three words to either side: one for each convolution.
_HALO = 3
# Distinct words whose projection is kept: 3 KB each, so 36 MB at most.
_KEPT_WORDS = 12_000
# No word of the embedding is longer; of longer ones only the shape matters, so they need not be kept.
_LONGEST = 60


def _data(name: str) -> Path:
    """A data file of natasha's; the package is found but not imported (that takes a tenth of a second)."""
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("natasha is not installed: its NER weights are needed", name="natasha")
    return Path(spec.origin).parent / "data" / name


class Tagger:
    """Tags words of sentences; :func:`tagger` gives the one of this process."""

    def __init__(self) -> None:
        with tarfile.open(_data(_NER)) as tar:
            members = {m.name: m for m in tar.getmembers()}

            def read(name: str) -> bytes:
                file = tar.extractfile(members[name])
                assert file is not None
                return file.read()

            def array(weight: dict[str, Any]) -> Floats:
                return np.frombuffer(read(f"arrays/{weight['array']}.bin"), np.float32).reshape(
                    weight["shape"]
                )

            model = json.loads(read("model.json"))
            self._words = Words(read("vocabs/word.gz"))
            shapes = gzip.decompress(read("vocabs/shape.gz")).decode().splitlines()
            tags = gzip.decompress(read("vocabs/tag.gz")).decode().splitlines()
            layers = [
                [
                    array(layer["conv"]["weight"]),
                    array(layer["conv"]["bias"]),
                    *_scale_and_shift(layer["norm"], array),
                ]
                for layer in model["encoder"]["layers"]
            ]
            shape_vectors = array(model["emb"]["shape"]["weight"])
            head, head_bias = array(model["head"]["proj"]["weight"]), array(model["head"]["proj"]["bias"])
            transitions = array(model["head"]["crf"]["transitions"])
        if tuple(tags) != ("<pad>", *TAGS):
            raise ValueError(f"unexpected tags in {_NER}: {tags}")
        self._shapes = {shape: i for i, shape in enumerate(shapes)}
        self._open_vectors()
        self._fold(layers, shape_vectors, head, head_bias)
        self.transitions = transitions
        # How much the emission of tag a must exceed that of c for a to win whatever stands beside it.
        before = (transitions[:, None, :] - transitions[:, :, None]).max(axis=0)
        after = (transitions[None, :, :] - transitions[:, None, :]).max(axis=2)
        self._certain = before + after + 1e-3

        # Row 0 is the zero row between sentences.
        self._first = np.zeros((3, _KEPT_WORDS + 1, self._width), np.float32)
        self._rows: dict[str, int] = {}
        self._sum = np.empty((_CHUNK + 2 * _HALO, self._width), np.float32)
        self._term = np.empty_like(self._sum)
        self._lock = Lock()  # the kept rows are shared by all threads
        # The products are too small to share: with two threads they take up to five times as long, and worker
        # processes would be in each other's way.
        self._blas = ThreadpoolController()

    def _open_vectors(self) -> None:
        path = _data(_WORDS)
        with tarfile.open(path) as tar:
            offset = tar.getmember("pq.bin").offset_data
        vectors, dim, parts, centroids = np.fromfile(path, np.uint32, 4, offset=offset).tolist()
        self._quantised = np.memmap(path, np.uint8, "r", offset + 16, (vectors, parts))
        codes = np.fromfile(path, np.float32, dim * centroids, offset=offset + 16 + vectors * parts)
        self._codes = codes.reshape(parts, centroids, -1)
        self._parts = np.arange(parts)

    def _fold(
        self, layers: list[list[Floats]], shape_vectors: Floats, head: Floats, head_bias: Floats
    ) -> None:
        """Puts each layer's normalisation (scale and shift) into the weights that follow it."""
        (
            (weight1, bias1, scale1, shift1),
            (weight2, bias2, scale2, shift2),
            (weight3, bias3, scale3, shift3),
        ) = layers
        self._width = len(bias1)
        embedded = self._codes.shape[0] * self._codes.shape[2]
        kernels = np.ascontiguousarray(weight1.transpose(1, 2, 0))  # input, slice, filter
        self._word_kernel = kernels[:embedded].reshape(embedded, -1)
        self._shape_rows = shape_vectors @ kernels[embedded:].reshape(shape_vectors.shape[1], -1)
        self._bias1 = bias1
        self._conv2 = _Conv(weight2, bias2, scale1, shift1)
        self._conv3 = _Conv(weight3, bias3, scale2, shift2)
        self._head = scale3[:, None] * head
        self._head_bias = head_bias + shift3 @ head

    def _project(self, words: list[str]) -> None:
        """Computes and keeps the three kernel slices of the first convolution for new words."""
        start = len(self._rows) + 1
        ids = [self._words.id_of(word.lower()) for word in words]
        shapes = [int(word) if word[0] == " " else shape_of(word, self._shapes) for word in words]
        vectors = self._codes[self._parts, self._quantised[ids]].reshape(len(words), -1)
        rows = vectors @ self._word_kernel + self._shape_rows[shapes]
        self._first[:, start : start + len(words)] = rows.reshape(len(words), 3, -1).transpose(1, 0, 2)
        self._first[1, start : start + len(words)] += self._bias1
        self._rows.update(zip(words, range(start, start + len(words)), strict=True))

    def _rows_of(self, words: Sequence[str]) -> NDArray[np.intp]:
        """The row of each word; the empty word is the zero row."""
        known = self._rows
        new = list(dict.fromkeys(word for word in words if word and word not in known))
        if new and max(map(len, new)) > _LONGEST:
            return self._rows_of([word if len(word) <= _LONGEST else self._stand_in(word) for word in words])
        if new:
            if len(known) + len(new) > _KEPT_WORDS:
                known.clear()
                new = list(dict.fromkeys(word for word in words if word))
            self._project(new)
        return np.fromiter((known[word] if word else 0 for word in words), np.intp, len(words))

    def _stand_in(self, word: str) -> str:
        """The key under which all long words of one shape are kept; no word begins with a space."""
        return f" {shape_of(word, self._shapes)}"

    def emissions(self, words: Sequence[str]) -> Floats:
        """The score of each tag for each word of a sequence, an empty string standing between sentences."""
        out = np.empty((len(words), len(self._head_bias)), np.float32)
        for start in range(0, len(words), _CHUNK):
            stop = min(start + _CHUNK, len(words))
            left, right = max(0, start - _HALO), min(len(words), stop + _HALO)
            rows = self._rows_of(words[left:right])
            out[start:stop] = self._chunk(rows)[start - left : stop - left]
        return out

    def _chunk(self, rows: NDArray[np.intp]) -> Floats:
        gaps = rows == 0
        left, middle, right = self._first
        n = len(rows)
        x = middle.take(rows, axis=0, out=self._sum[:n], mode="clip")
        x[1:] += left.take(rows[:-1], axis=0, out=self._term[: n - 1], mode="clip")
        x[:-1] += right.take(rows[1:], axis=0, out=self._term[: n - 1], mode="clip")
        np.maximum(x, 0, out=x)
        x[gaps] = 0
        x = self._conv2(x, gaps)
        x = self._conv3(x, gaps)
        return x @ self._head + self._head_bias

    def tags(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """The tag of each word of each sentence.

        >>> tagger().tags([["Сообщил", "Серик", "Ергешов", "из", "Астаны"]])
        [['O', 'B-PER', 'I-PER', 'O', 'B-LOC']]
        """
        flat: list[str] = [""]
        starts = []
        for words in sentences:
            starts.append(len(flat))
            flat += words
            flat.append("")
        best = self.decode(flat)
        return [
            [TAGS[i - 1] if i else "<pad>" for i in best[start : start + len(words)].tolist()]
            for start, words in zip(starts, sentences, strict=True)
        ]

    def decode(self, flat: Sequence[str]) -> NDArray[np.intp]:
        """The number of the best tag of each word."""
        with self._lock, self._blas.limit(limits=1, user_api="blas"):
            scores = self.emissions(flat)
        best: NDArray[np.intp] = scores.argmax(axis=1)
        gaps = np.fromiter((not word for word in flat), np.bool_, len(flat))
        beaten = scores[np.arange(len(flat)), best][:, None] - scores > self._certain[best]
        beaten[np.arange(len(flat)), best] = True
        open_ = ~(beaten.all(axis=1) | gaps)
        if open_.any():
            self._search(scores, best, open_, gaps)
        best[gaps] = OUTSIDE
        return best

    def _search(
        self, scores: Floats, best: NDArray[np.intp], open_: NDArray[np.bool_], gaps: NDArray[np.bool_]
    ) -> None:
        """Viterbi over each stretch of open words, between neighbours whose tags are certain; all at once."""
        edges = np.flatnonzero(np.diff(open_, prepend=False, append=False))
        starts, stops = edges[::2], edges[1::2]
        order = np.argsort(starts - stops, kind="stable")  # longest first
        starts, stops = starts[order], stops[order]
        lengths = stops - starts
        into = self.transitions.T.copy()  # tag, previous tag
        score = scores[starts]
        led = ~gaps[starts - 1]
        score[led] += self.transitions[best[starts[led] - 1]]
        last = np.where(gaps[stops][:, None], 0, into[best[stops]])
        history = []
        ends = np.empty(len(starts), np.intp)
        for t in range(1, int(lengths[0]) + 1):
            active = int(np.searchsorted(-lengths, -t, side="left"))  # stretches longer than t
            done = score[active : len(score)] + last[active : len(score)]
            ends[active : len(score)] = done.argmax(axis=1)
            if not active:
                break
            paths = score[:active, None, :] + into
            came = paths.argmax(axis=2)
            history.append(came)
            score = np.take_along_axis(paths, came[:, :, None], axis=2)[:, :, 0] + scores[starts[:active] + t]
        tag = ends
        for t in range(int(lengths[0]) - 1, -1, -1):
            active = int(np.searchsorted(-lengths, -t, side="left"))
            best[starts[:active] + t] = tag[:active]
            if t:
                previous = tag.copy()
                previous[:active] = history[t - 1][np.arange(active), tag[:active]]
                tag = previous


class _Conv:
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
        self._parts = np.empty((_CHUNK + 2 * _HALO, 3 * self.size), np.float32)
        self._out = np.empty((_CHUNK + 2 * _HALO, self.size), np.float32)

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


def _scale_and_shift(norm: dict[str, Any], array: Any) -> Iterator[Floats]:
    scale = array(norm["weight"]) / array(norm["std"])
    yield scale
    yield array(norm["bias"]) - array(norm["mean"]) * scale


@cache
def tagger() -> Tagger:
    """The tagger, loaded once a process."""
    return Tagger()
