"""TO BE WRITTEN: the checks stage."""

from __future__ import annotations

from spacy.tokens import Doc

from kzextract.stage import Stage


class Checks(Stage):
    """Writes the findings of a document into ``doc._.kz_document``."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
