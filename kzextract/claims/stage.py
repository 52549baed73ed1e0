"""From quantities to claims, and from a sheet to the document record."""

from __future__ import annotations

from kzextract.claims.assembly import claims_of
from kzextract.claims.attribution import speakers
from kzextract.claims.reading import ClaimReader
from kzextract.document import entities_of
from kzextract.reading.sheet import Sheet
from kzextract.records import Claim, Document, Meta, document_id
from kzextract.stage import DocumentStage


class Claims(DocumentStage):
    """Writes ``sheet.document``: entities and claims."""

    needs = ("Quantities",)

    def annotate(self, sheet: Sheet) -> None:
        """Makes the document record."""

        entities, ids = entities_of(sheet)
        claims: tuple[Claim, ...] = ()
        if sheet.layers.quantities:
            frames = ClaimReader(sheet).read()
            claims = claims_of(sheet, frames, ids, speakers(sheet))
        origin = sheet.origin
        sheet.document = Document(
            id=origin.id or document_id(sheet.text),
            text=sheet.text,
            lang=sheet.lang,
            meta=Meta(
                date=sheet.date, source=origin.source, url=origin.url, title=origin.title, path=origin.path
            ),
            entities=entities,
            claims=claims,
        )
