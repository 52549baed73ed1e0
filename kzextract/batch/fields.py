"""Which field of a JSON record, a CSV or a Parquet file is the text, the date, the address …"""

from __future__ import annotations

from collections.abc import Iterable

from kzextract.batch.items import Options

# Field → the names it goes by, the likeliest first; compared without case.
WANTED: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "maintext", "fulltext", "текст"),
    "html": ("html", "raw_html", "page"),
    "id": ("id", "doc_id", "document_id", "guid", "uuid"),
    "title": ("title", "headline", "header", "заголовок"),
    "date": (
        "date",
        "published",
        "published_at",
        "publish_date",
        "date_publish",
        "pub_date",
        "pubdate",
        "datetime",
        "дата",
    ),
    "source": ("source", "site", "sitename", "publisher", "outlet", "source_domain", "источник"),
    "url": ("url", "link", "href", "source_url", "ссылка"),
    "place": ("place", "region", "регион"),
}


def find_fields(names: Iterable[str], options: Options) -> dict[str, str]:
    """Field → the column that holds it; a name given by the user goes before the usual ones.

    >>> find_fields(["Headline", "Body"], Options(fields={"source": "paper"}))
    {'text': 'Body', 'title': 'Headline'}
    """
    known = {name.strip().lower().lstrip("\ufeff"): name for name in reversed(list(names))}
    found = {}
    for field, usual in WANTED.items():
        given = options.fields.get(field)
        name = next((known[n] for n in ((given.lower(),) if given else usual) if n in known), None)
        if name is not None:
            found[field] = name
    return found
