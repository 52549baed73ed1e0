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
from kzextract.reading.sheet import Sheet, new_sheet, origin_of, sheet_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kzextract.lexicon.own import Lexicon

# Where spaCy keeps ``doc._.kz_origin``.
ORIGIN = ("._.", "kz_origin", None, None)
# The key of ``doc.user_data`` under which the document record is kept, as plain data.
KEY = "kzextract"


class Stage:
    """Base of all stages. A subclass says in :meth:`annotate` what it writes on the sheet.

    ``layer`` names the attribute of :class:`kzextract.layers.Layers` it writes; the mentions in it are also
    published as ``doc.spans["kz_" + layer]``, under ``label``, when ``publish`` is true. ``lexicon`` is the
    user's own, if any, for the documents of a spaCy pipeline; whoever calls ``annotate`` has entered its
    scope.
    """

    layer: str = ""
    label: str = ""
    # The stages that must have seen a document before this one, by the names of their classes.
    needs: tuple[str, ...] = ()

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
        sheet = self._sheet(doc)
        with using(self.lexicon):
            self.annotate(sheet)
        self.publish_on(doc, sheet)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Documents in batches."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            sheets = [self._sheet(doc) for doc in batch]
            with using(self.lexicon):
                self.annotate_many(sheets)
            for doc, sheet in zip(batch, sheets, strict=True):
                self.publish_on(doc, sheet)
                yield doc

    def _sheet(self, doc: Doc) -> Sheet:
        """The sheet of a document, begun anew where this stage has written on it before."""
        sheet, me = sheet_of(doc), type(self).__name__
        if me in sheet.seen_by:
            sheet = new_sheet(doc)
        missing = [f"kz_{name.lower()}" for name in self.needs if name not in sheet.seen_by]
        if missing:
            raise ValueError(f"{self.name} needs {' and '.join(missing)} before it in the pipeline")
        sheet.seen_by.add(me)
        origin = doc.user_data.get(ORIGIN)
        if origin is not None:
            sheet.origin = origin_of(origin)
        return sheet

    def label_of(self, mention: object) -> tuple[str, str]:
        """The span label and knowledge-base id under which a mention is published."""
        return self.label, ""

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
