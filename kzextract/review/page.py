"""The report: all documents of a batch in one self-contained page (see :mod:`kzextract.pages`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kzextract.lexicon import load_csv
from kzextract.pages import self_contained, static
from kzextract.records import Document
from kzextract.review.labels import label, labels
from kzextract.review.payload import document_payload

# In this order they make up the page's one script; each file is one idea.
SCRIPTS = ("base.js", "text.js", "claims.js", "filters.js", "charts.js", "views.js", "app.js")
STYLES = ("text.css", "overview.css")


# No more names of unread files than this are shown; errors.jsonl has them all.
_NAMED = 20


def page(
    documents: Iterable[Document], lang: str = "ru", title: str | None = None, unread: Sequence[str] = ()
) -> str:
    """The page as a string; one document alone is shown without overview and list.

    ``unread`` names the files that could not be read.
    """
    held = list(documents)
    heading = title or _title(held, lang)
    data = {
        "lang": lang,
        "title": heading,
        "labels": labels(),
        "tiles": load_csv("tiles"),
        "unread": {"count": len(unread), "names": list(unread[:_NAMED])},
        "documents": [document_payload(document) for document in held],
    }
    return self_contained(
        data,
        heading=heading,
        skip=label("page", "skip", lang),
        noscript=label("page", "noscript", lang),
        scripts=[static(__package__, *SCRIPTS)],
        styles=[static(__package__, *STYLES)],
    )


def _title(documents: Sequence[Document], lang: str) -> str:
    if len(documents) == 1:
        return documents[0].meta.title or f"{label('page', 'document', lang)} {documents[0].id}"
    return label("page", "title", lang)
