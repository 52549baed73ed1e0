"""From quantities to claims, and from a sheet to the document record."""

from __future__ import annotations

from spacy.tokens import Doc

from kzextract.document import entities_of
from kzextract.records import Document, Meta
from kzextract.reading.sheet import sheet_of
from kzextract.stage import Stage

KEY = "kzextract"


def get_document(doc: Doc) -> Document | None:
    """The document record of a spaCy ``Doc``; kept as plain data, so that it survives ``DocBin`` and processes."""
    held = doc.user_data.get(KEY)
    return Document.from_dict(held) if isinstance(held, dict) else held


if not Doc.has_extension("kz_document"):
    Doc.set_extension("kz_document", getter=get_document)


class Claims(Stage):
    """Writes ``doc._.kz_document``: entities and claims."""

    def __call__(self, doc: Doc) -> Doc:
        from kzextract.extraction import document_id

        sheet = sheet_of(doc)
        entities, _ = entities_of(sheet)
        origin = sheet.origin
        doc.user_data[KEY] = Document(
            id=origin.id or document_id(sheet.text),
            text=sheet.text,
            lang=sheet.lang,
            meta=Meta(
                date=sheet.date, source=origin.source, url=origin.url, title=origin.title, path=origin.path
            ),
            entities=entities,
        )
        return doc
