"""The sheet: a text as all stages read it, with the layers they write.

spaCy's ``Doc`` is the public face of a text; reading it token by token from Python is slow, so every stage
works on this plain picture of it. A sheet holds words without the white space between them, all offsets being
those of the original text.
"""

from __future__ import annotations

import datetime as dt
import weakref
from bisect import bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from mypy_extensions import mypyc_attr

from kzextract.layers import Layers
from kzextract.reading.morphology import MORPHOLOGY, Form

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kzextract.records import Document


@mypyc_attr(acyclic=True)
class Word:
    """A token that is not white space. ``norm`` is the normalised, ``low`` the folded form."""

    __slots__ = ("_form", "end", "i", "low", "norm", "start")

    def __init__(self, i: int, start: int, end: int, norm: str, low: str) -> None:
        self.i = i
        self.start = start
        self.end = end
        self.norm = norm
        self.low = low
        self._form: Form | None = None

    @property
    def form(self) -> Form:
        """The morphological readings; numbers and marks have them too (pymorphy's NUMB, PNCT)."""
        found = self._form
        if found is None:
            found = self._form = MORPHOLOGY.form(self.low)
        return found

    @property
    def lemma(self) -> str:
        """The likeliest lemma."""
        return self.form.lemma

    @property
    def is_alpha(self) -> bool:
        """Whether the first character is a letter («интернет-аферист», «eGov»; not «–»)."""
        return self.norm[0].isalpha()

    @property
    def is_title(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.norm[0].isupper()

    def __repr__(self) -> str:
        return f"Word({self.i}, {self.norm!r})"


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or speaker turn; ``kind`` is one of those, or ``header`` or ``byline``.

    ``first`` and ``stop`` are word indices; ``parent`` is the index of the block that introduces a list item.
    """

    index: int
    kind: str
    start: int
    end: int
    first: int = 0
    stop: int = 0
    parent: int | None = None
    marker_end: int = 0


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Sentence:
    """A sentence: characters ``start:end``, words ``first:stop``, and the index of its block."""

    index: int
    start: int
    end: int
    first: int
    stop: int
    block: int


@dataclass
class Origin:
    """What the caller says of a text."""

    id: str | None = None
    date: dt.date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    path: str | None = None
    place: str | None = None


def _text(value: object) -> str | None:
    """A value of a record as text: a table's rows have numbers for ids, and NaN where there is nothing."""
    if value is None or isinstance(value, str):
        return value
    missing = isinstance(value, float) and isnan(value)
    return None if missing or type(value).__name__ in ("NAType", "NaTType") else str(value)


def origin_of(record: Mapping[str, Any]) -> Origin:
    """The origin that a record says, its date a date or an ISO string; ``TypeError`` for another."""
    date = record.get("date")
    if isinstance(date, dt.datetime):
        date = date.date()
    elif isinstance(date, str):
        date = dt.date.fromisoformat(date[:10])
    elif not (date is None or isinstance(date, dt.date)):
        raise TypeError(f"date must be a datetime.date, an ISO string or None, not {type(date).__name__}")
    known = {key: _text(record.get(key)) for key in ("id", "source", "url", "title", "path", "place")}
    return Origin(date=date, **known)


@dataclass(eq=False)
class Sheet:
    """A text with its words, sentences, blocks, and the layers that the stages write.

    ``document`` is the record of it all: the stage ``kz_claims`` makes it, ``kz_checks`` adds the findings.
    ``lows`` are the folded forms of the words, ``forms`` the different ones among them: lexicons are asked
    once for each, by an intersection of sets. ``capitals`` are the indices of the words that begin with a
    capital letter, ``hyphened`` of those with a hyphen or dash inside.
    """

    text: str
    norm: str
    low: str
    words: list[Word]
    sentences: list[Sentence]
    blocks: list[Block]
    layers: Layers
    origin: Origin = field(default_factory=Origin)
    lang: str = "ru"
    header_date: dt.date | None = None
    document: Document | None = None
    # The stages of a spaCy pipeline that have written on it.
    seen_by: set[str] = field(default_factory=set)

    lows: list[str] = field(init=False, repr=False)
    forms: frozenset[str] = field(init=False, repr=False)
    capitals: list[int] = field(init=False, repr=False)
    hyphened: list[int] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)
    # Left until it is asked for: the sentences are found with the sheet's help.
    _sentence_starts: list[int] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words = self.words
        self.lows = [w.low for w in words]
        self.forms = frozenset(self.lows)
        self.capitals = [w.i for w in words if w.norm[0].isupper()]
        self.hyphened = self.words_of(
            {low for low in self.forms if len(low) > 2 and ("-" in low or "–" in low)}
        )
        self._starts = [w.start for w in words]
        self._sentence_starts = None

    def words_of(self, forms: Set[str]) -> list[int]:
        """The indices of the words whose folded form is one of these."""
        present = self.forms & forms
        return [i for i, low in enumerate(self.lows) if low in present] if present else []

    @property
    def date(self) -> dt.date | None:
        """The publication date: the caller's, else the one in the text's header."""
        return self.origin.date or self.header_date

    def word_at(self, char: int) -> int:
        """The index of the word that holds this character, or of the next one after it."""
        i = bisect_right(self._starts, char) - 1
        if i >= 0 and char < self.words[i].end:
            return i
        return i + 1

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """The words (first, stop) that overlap these characters."""
        first = self.word_at(start)
        stop = bisect_right(self._starts, end - 1)
        return first, max(first, stop)

    def sentence_at(self, char: int) -> Sentence:
        """The sentence that holds this character, or the nearest before it."""
        starts = self._sentence_starts
        if starts is None:
            starts = self._sentence_starts = [s.start for s in self.sentences]
        return self.sentences[max(0, bisect_right(starts, char) - 1)]

    def block_at(self, char: int) -> Block:
        """The block of the sentence at this character."""
        return self.blocks[self.sentence_at(char).block]

    def slice(self, start: int, end: int) -> str:
        """The original text between two offsets."""
        return self.text[start:end]


_SHEETS: Final[weakref.WeakKeyDictionary[Doc, Sheet]] = weakref.WeakKeyDictionary()


def sheet_of(doc: Doc) -> Sheet:
    """The sheet of a spaCy document; read from its text where no stage has done so yet."""
    found = _SHEETS.get(doc)
    return new_sheet(doc) if found is None else found


def new_sheet(doc: Doc) -> Sheet:
    """A sheet of a spaCy document's text, without any layers; it is the document's from now on.

    The words are those that the rules are written for, however the document was cut: its own tokens only
    matter where spans are shown on it, and the records are the same for every tokenizer.
    """
    from kzextract.reading.reader import read

    sheet = read(doc.text)
    keep_sheet(doc, sheet)
    return sheet


def keep_sheet(doc: Doc, sheet: Sheet) -> None:
    """Ties a sheet to a document for as long as the document lives."""
    _SHEETS[doc] = sheet


def words_at(norm: str, low: str, spans: list[tuple[int, int]]) -> list[Word]:
    """The words at these character spans of a normalised and folded text."""
    return [Word(i, s, e, norm[s:e], low[s:e]) for i, (s, e) in enumerate(spans)]
