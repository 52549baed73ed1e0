"""A stage: a small spaCy component that writes one layer of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kzextract.reading.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Stage:
    """Base of all stages. A subclass says in :meth:`annotate` what it writes on the sheet.

    ``layer`` names the attribute of :class:`kzextract.layers.Layers` it writes; the mentions in it are also
    published as ``doc.spans["kz_" + layer]`` when ``publish`` is true.
    """

    layer: str = ""

    def __init__(self, nlp: Language | None = None, name: str = "", publish: bool = True) -> None:
        self.nlp = nlp
        self.name = name or f"kz_{self.layer}"
        self.publish = publish

    def annotate(self, sheet: Sheet) -> None:
        """Writes this stage's layer."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        self.annotate(sheet)
        if self.publish and self.layer:
            self.write_spans(doc, sheet)
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Documents one after another; stages that gain from batches override it."""
        for doc in docs:
            yield self(doc)

    def label_of(self, mention: object) -> tuple[str, str]:
        """The span label and knowledge-base id under which a mention is published."""
        return self.layer, ""

    def write_spans(self, doc: Doc, sheet: Sheet) -> None:
        """Publishes the layer as ``doc.spans["kz_…"]``."""
        spans = []
        for mention in getattr(sheet.layers, self.layer):
            label, kb_id = self.label_of(mention)
            span = doc.char_span(mention.start, mention.end, label=label, kb_id=kb_id, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["kz_" + self.layer] = spans
