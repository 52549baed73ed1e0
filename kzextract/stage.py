"""A stage: one step of the way from a read sheet to its document record; also a spaCy component.

The stages work on sheets alone. ``extract`` runs them on sheets; where the user has a spaCy pipeline, the
very same stages run on the sheets of its documents, and what they wrote is published on the ``Doc``
afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kzextract.lexicon.scope import using
from kzextract.reading.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kzextract.lexicon.own import Lexicon

# The key of ``doc.user_data`` under which the document record is kept, as plain data.
KEY = "kzextract"


class Stage:
    """Base of all stages. A subclass says in :meth:`annotate` what it writes on the sheet.

    ``layer`` names the attribute of :class:`kzextract.layers.Layers` it writes; the mentions in it are also
    published as ``doc.spans["kz_" + layer]`` when ``publish`` is true. ``lexicon`` is the user's own, if any,
    for the documents of a spaCy pipeline; whoever calls ``annotate`` has entered its scope.
    """

    layer: str = ""

    def __init__(
        self,
        nlp: Language | None = None,
        name: str = "",
        publish: bool = True,
        lexicon: Lexicon | None = None,
    ) -> None:
        self.nlp = nlp
        self.name = name or f"kz_{self.layer}"
        self.publish = publish
        self.lexicon = lexicon

    def annotate(self, sheet: Sheet) -> None:
        """Writes this stage's layer."""
        raise NotImplementedError

    def annotate_many(self, sheets: Sequence[Sheet]) -> None:
        """Writes the layer on every sheet; stages that gain from batches override it."""
        for sheet in sheets:
            self.annotate(sheet)

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        with using(self.lexicon):
            self.annotate(sheet)
        self.publish_on(doc, sheet)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Documents in batches."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            sheets = [sheet_of(doc) for doc in batch]
            with using(self.lexicon):
                self.annotate_many(sheets)
            for doc, sheet in zip(batch, sheets, strict=True):
                self.publish_on(doc, sheet)
                yield doc

    def label_of(self, mention: object) -> tuple[str, str]:
        """The span label and knowledge-base id under which a mention is published."""
        return self.layer, ""

    def publish_on(self, doc: Doc, sheet: Sheet) -> None:
        """Shows spaCy's users what the stage wrote: ``doc.spans["kz_…"]``."""
        if not (self.publish and self.layer):
            return
        spans = []
        for mention in getattr(sheet.layers, self.layer):
            label, kb_id = self.label_of(mention)
            span = doc.char_span(
                mention.start, mention.end, label=label, kb_id=kb_id, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc.spans["kz_" + self.layer] = spans


class DocumentStage(Stage):
    """Base of the stages that write ``sheet.document``; spaCy's users read it as ``doc._.kz_document``."""

    def publish_on(self, doc: Doc, sheet: Sheet) -> None:
        """Keeps the document on the ``Doc`` as plain data, which survives ``DocBin`` and other processes."""
        if sheet.document is not None:
            doc.user_data[KEY] = sheet.document.to_dict()
