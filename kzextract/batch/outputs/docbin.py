"""spaCy ``DocBin``: entities and claims as span groups whose characters are exactly those of the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kzextract.batch.outputs import Tables
from kzextract.records import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# A DocBin is held in memory while it is made and while it is read.
_DOCUMENTS = 1000


def to_doc(document: Document, vocab: Vocab) -> Doc:
    """A document as a spaCy ``Doc``: ``spans["entities"]``, ``spans["claims"]``, ``ents`` where none overlap.

    The tokens are razdel's, cut further where a span ends inside one (``11–12``). The document's JSON is
    ``user_data["kzextract"]``.
    """
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    from kzextract.reading.normal import normalise
    from kzextract.reading.tokens import token_spans

    text = document.text
    spans = [*document.entities, *document.claims]
    cuts = {at for span in spans for at in (span.start, span.end)}
    for start, end in token_spans(normalise(text)):
        cuts.update((start, end))
    edges = sorted(cuts | {0, len(text)})
    words: list[str] = []
    spaces: list[bool] = []
    starts = {span.start for span in spans}
    for start, end in pairwise(edges):
        piece = text[start:end]
        # spaCy keeps one space as a flag of the token before it; all other white space is a token.
        if words and piece[:1] == " " and not spaces[-1] and not piece.strip() and start not in starts:
            spaces[-1] = True
            piece = piece[1:]
        if piece:
            words.append(piece)
            spaces.append(False)
    doc = Doc(vocab, words=words, spaces=spaces)
    if doc.text != text:
        raise ValueError(f"{document.id}: the tokens do not give the text again")
    doc.spans["entities"] = [
        doc.char_span(e.start, e.end, label=e.type, kb_id=getattr(e, "ref", None) or "", span_id=e.id)
        for e in document.entities
    ]
    doc.spans["claims"] = [
        doc.char_span(
            c.start, c.end, label=c.measure, kb_id=(c.indicator and c.indicator.code) or "", span_id=c.id
        )
        for c in document.claims
    ]
    doc.ents = filter_spans(doc.spans["entities"])
    doc.user_data["kzextract"] = document.to_json()
    return doc


class SpacyDocs:
    """``spacy/``: files of up to a thousand documents, ``0001.spacy`` and so on."""

    name = "spacy"

    def __init__(self, folder: Path) -> None:
        import spacy

        self.folder = folder / self.name
        self.folder.mkdir()
        self.vocab = spacy.blank("ru").vocab
        self.files = 0
        self._new()

    def _new(self) -> None:
        from spacy.tokens import DocBin

        self.bin = DocBin(store_user_data=True)

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        for data in documents:
            self.bin.add(to_doc(Document.from_json(data), self.vocab))
            if len(self.bin) >= _DOCUMENTS:
                self._flush()

    def _flush(self) -> None:
        self.files += 1
        self.bin.to_disk(self.folder / f"{self.files:04}.spacy")
        self._new()

    def close(self) -> None:
        """As of every output."""
        if len(self.bin) or not self.files:
            self._flush()
