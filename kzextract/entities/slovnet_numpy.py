"""slovnet's news NER in numpy alone: the weights that natasha ships, its tags, a seventh of its time.

What makes the difference (the arithmetic is the same, so the tags are):

- the first convolution is linear in a word: its three kernel slices are computed once a word and kept;
- all sentences of a batch stand in one sequence with a zero row between them, so nothing is padded;
- where names are looked for, words that are nowhere near one are passed over (:mod:`.slovnet_zones`);
- the normalisation after each convolution is folded into the weights of the next;
- the Viterbi search runs only over the stretches in which the emissions alone do not decide a tag.

Nothing of natasha, navec or slovnet is imported: only their weight files are read, the large one by mmap.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kzextract.entities.slovnet_layers import CHUNK, Conv, Floats, scale_and_shift
from kzextract.entities.slovnet_words import Words, shape_of
from kzextract.entities.slovnet_zones import HALO, REACH, flags_of, near

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
# The number of a tag is its index in TAGS + 1; 0 is slovnet's padding.
OUTSIDE = 1

_NER = "model/slovnet_ner_news_v1.tar"
_WORDS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
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
                    *scale_and_shift(layer["norm"], array),
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
        self._outside = np.zeros(len(transitions), np.float32)
        self._outside[OUTSIDE] = 2 * self._certain.max()

        # Row 0 is the zero row between sentences.
        self._first = np.zeros((3, _KEPT_WORDS + 1, self._width), np.float32)
        self._rows = {"": 0}
        self._flags = np.zeros(_KEPT_WORDS + 1, np.uint8)
        self._sum = np.empty((CHUNK + 2 * REACH, self._width), np.float32)
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
        self._conv2 = Conv(weight2, bias2, scale1, shift1)
        self._conv3 = Conv(weight3, bias3, scale2, shift2)
        self._head = scale3[:, None] * head
        self._head_bias = head_bias + shift3 @ head

    def _project(self, words: list[str]) -> None:
        """Computes and keeps the three kernel slices of the first convolution for new words."""
        start = len(self._rows)
        ids = [self._words.id_of(word.lower()) for word in words]
        shapes = [int(word) if word[0] == " " else shape_of(word, self._shapes) for word in words]
        vectors = self._codes[self._parts, self._quantised[ids]].reshape(len(words), -1)
        rows = vectors @ self._word_kernel + self._shape_rows[shapes]
        self._first[:, start : start + len(words)] = rows.reshape(len(words), 3, -1).transpose(1, 0, 2)
        self._first[1, start : start + len(words)] += self._bias1
        self._flags[start : start + len(words)] = flags_of(words)
        self._rows.update(zip(words, range(start, start + len(words)), strict=True))

    def _rows_of(self, words: Sequence[str]) -> NDArray[np.intp]:
        """The row of each word; the empty word is the zero row."""
        known = self._rows
        try:
            return np.fromiter(map(known.__getitem__, words), np.intp, len(words))
        except KeyError:
            new = list(dict.fromkeys(word for word in words if word not in known))
        if max(map(len, new)) > _LONGEST:
            return self._rows_of([word if len(word) <= _LONGEST else self._stand_in(word) for word in words])
        if len(known) + len(new) > _KEPT_WORDS:
            known.clear()
            known[""] = 0
            new = list(dict.fromkeys(word for word in words if word))
        self._project(new)
        return self._rows_of(words)

    def _stand_in(self, word: str) -> str:
        """The key under which all long words of one shape are kept; no word begins with a space."""
        return f" {shape_of(word, self._shapes)}"

    def emissions(self, words: Sequence[str], everywhere: bool = True) -> tuple[Floats, NDArray[np.bool_]]:
        """The score of each tag for each word of a sequence, an empty string standing between sentences; and
        where those stand. Without ``everywhere``, words that are nowhere near a name are surely O."""
        out = np.tile(self._outside, (len(words), 1))
        gaps = np.empty(len(words), np.bool_)
        around = HALO if everywhere else REACH
        for start in range(0, len(words), CHUNK):
            stop = min(start + CHUNK, len(words))
            left, right = max(0, start - around), min(len(words), stop + around)
            rows = self._rows_of(words[left:right])
            inner = slice(start - left, stop - left)
            gaps[start:stop] = rows[inner] == 0
            if everywhere:
                out[start:stop] = self._chunk(rows, np.arange(len(rows)))[inner]
                continue
            zone, needed = near(self._flags[rows])
            zone[: inner.start] = zone[inner.stop :] = False
            if zone.any():
                out[left + zone.nonzero()[0]] = self._chunk(rows, needed.nonzero()[0])[zone[needed]]
        return out, gaps

    def _chunk(self, rows: NDArray[np.intp], at: NDArray[np.intp]) -> Floats:
        """The scores of the words at these places among the rows. Where words are left out in between, the
        scores of the two words to either side are wrong."""
        around = np.pad(rows, 1)
        rows = rows[at]
        gaps = rows == 0
        left, middle, right = self._first
        n = len(rows)
        x = middle.take(rows, axis=0, out=self._sum[:n], mode="clip")
        x += left.take(around[at], axis=0, out=self._term[:n], mode="clip")
        x += right.take(around[at + 2], axis=0, out=self._term[:n], mode="clip")
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

    def decode(self, flat: Sequence[str], everywhere: bool = True) -> NDArray[np.intp]:
        """The number of the best tag of each word; see :meth:`emissions`."""
        with self._lock, self._blas.limit(limits=1, user_api="blas"):
            scores, gaps = self.emissions(flat, everywhere)
        best: NDArray[np.intp] = scores.argmax(axis=1)
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


@cache
def tagger() -> Tagger:
    """The tagger, loaded once a process."""
    return Tagger()
