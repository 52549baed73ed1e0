"""Web pages: the article's text, title, date and site, by trafilatura."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from kzextract.batch.decoding import decode
from kzextract.batch.extras import needed
from kzextract.batch.opening import Unreadable

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=["']([\w-]{2,20})""",
    re.I,
)
# An article has a sentence or two; less is a menu, a caption or a notice about cookies.
_LEAST = 40


def page_text(data: bytes) -> str:
    """The characters of a page: UTF-8 if they are it, else what it declares, else what they look like."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode((declared[1] or declared[2]).decode())
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration: the bytes themselves tell more
    return decode(data)


def article(page: str, url: str | None = None) -> dict[str, Any]:
    """A page as a record: text, title, date, source and url; :class:`Unreadable` where it has no article."""
    trafilatura = needed("trafilatura", "html")
    if "<" not in page:
        raise Unreadable("no web page: it has no tags")
    found = trafilatura.bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,
        # Only a date that the page states as its own; the search of the whole page finds any date at all.
        date_extraction_params={"extensive_search": False, "original_date": True, "url": url},
    )
    text = (found.text or "").strip() if found is not None else ""
    if found is not None and found.title and text.split("\n", 1)[0].strip() == found.title.strip():
        # The title is known by itself; in the text its figures would be claimed twice.
        text = text.partition("\n")[2].strip()
    if len(text) < _LEAST:
        raise Unreadable("a web page without an article")
    record = {"text": text, "title": found.title, "source": found.sitename, "url": url or found.url}
    if found.date:
        record["date"] = dt.date.fromisoformat(found.date[:10])
    return {key: value for key, value in record.items() if value}
