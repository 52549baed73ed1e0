"""Chunks: a sentence as a row of numbers, noun phrases, predicates and the names found by earlier stages.

«В Астане | зарегистрировано | 90 884 | уголовных преступления» is place, verb, num, np. Rules about claims
look at chunks, so that they need not know how long a phrase is. A preposition is not a chunk: it is the
``prep`` of the chunk that follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from mypy_extensions import mypyc_attr

from kzextract.layers import Mention, Quantity
from kzextract.reading.sheet import Word

_BREAKS: Final = frozenset(",–;:.!?()-")
_NO_CASES: Final[frozenset[str]] = frozenset()


@mypyc_attr(acyclic=True)
class Chunk:
    """A piece of a sentence, words ``first:stop`` of the sheet.

    ``kind``: num, np, place, period, program, org, person, law, setaside, verb, comp, pron, rel, conj, punct,
    word. ``prep`` is the preposition before it; ``cases`` the grammatical cases a noun phrase can stand in;
    ``elided`` marks adjectives without their noun («особо тяжких»); ``inner`` are mentions inside a larger
    one; ``points`` says whether its words may point to a place (None where nobody has asked yet).
    """

    __slots__ = (
        "cases",
        "elided",
        "first",
        "head",
        "index",
        "inner",
        "kind",
        "mention",
        "points",
        "prep",
        "stop",
    )

    def __init__(
        self,
        kind: str,
        first: int,
        stop: int,
        head: Word | None = None,
        prep: str = "",
        cases: frozenset[str] = _NO_CASES,
        mention: Mention | None = None,
        elided: bool = False,
        index: int = 0,
    ) -> None:
        self.kind = kind
        self.first = first
        self.stop = stop
        self.head = head
        self.prep = prep
        self.cases = cases
        self.mention = mention
        self.elided = elided
        self.index = index
        self.inner: Sequence[Mention] = ()
        self.points: bool | None = None

    @property
    def low(self) -> str:
        """The folded head word; empty where there is none."""
        return self.head.low if self.head else ""

    def __repr__(self) -> str:
        return f"{self.kind}[{self.prep}{'|' if self.prep else ''}{self.head.norm if self.head else ''}]"


def is_break(chunk: Chunk) -> bool:
    """Whether a chunk can part two numbers' contexts: a comma, dash, semicolon, bracket or conjunction."""
    if chunk.kind == "punct":
        return chunk.head is not None and chunk.head.low[0] in _BREAKS
    return chunk.kind == "conj" or (chunk.kind == "rel" and chunk.prep not in ("из", "среди"))


def phrase_of(chunks: Iterable[Chunk], prep: str, lemma: str) -> Chunk | None:
    """The first noun phrase with this preposition and head: «на учёте», «по штату», «в … состоянии»."""
    for chunk in chunks:
        if chunk.kind == "np" and chunk.prep == prep and chunk.head is not None and chunk.head.lemma == lemma:
            return chunk
    return None


def is_dash(chunk: Chunk) -> bool:
    """Whether a chunk is a dash."""
    return chunk.kind == "punct" and chunk.low in ("–", "-")


def parts_label(chunk: Chunk) -> bool:
    """Whether a chunk is a dash or a colon, which part a label from its figure: «Кражи – 5», «Кражи: 5»."""
    return is_dash(chunk) or (chunk.kind == "punct" and chunk.low == ":")


def is_participle(chunk: Chunk) -> bool:
    """Whether a chunk is a participle without its noun: «(преступлений,) совершённых на улицах»."""
    return (
        chunk.kind == "np"
        and not chunk.prep
        and chunk.elided
        and chunk.head is not None
        and "PRTF" in chunk.head.form.poses
    )


def quantity_of(chunk: Chunk) -> Quantity:
    """The quantity of a num chunk."""
    assert isinstance(chunk.mention, Quantity)
    return chunk.mention
