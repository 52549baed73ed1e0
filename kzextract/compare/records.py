"""What a comparison says: typed records, like those of a document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from kzextract.records import Document, Record, Severity, Verdict, document_id

Kind = Literal["same_figure", "revision", "near_duplicate", "sum_of_regions"]


def name_of(document: Document) -> str:
    """How people know a document: its id, or its file or title where the id was made from the text.

    >>> from kzextract.records import Meta
    >>> name_of(Document(id=document_id("Текст."), text="Текст.", lang="ru", meta=Meta(path="а.txt")))
    'а.txt'
    """
    if document.id.partition("~")[0] != document_id(document.text):
        return document.id
    return document.meta.path or document.meta.title or document.id


class Reason(Record, frozen=True, kw_only=True):
    """One ground for taking figures for the same; ``weak`` where it was inferred from little."""

    slot: str
    text: str
    text_en: str
    weak: bool = False


class Entry(Record, frozen=True, kw_only=True):
    """One release's figure, with where it stands."""

    document: str
    name: str
    source: str | None
    date: dt.date | None
    url: str | None = None
    claim: str
    value: Decimal
    value_max: Decimal | None = None
    unit: str
    text: str
    amount: str
    amount_en: str
    sentence: str
    start: int
    end: int


class Comparison(Record, frozen=True, kw_only=True):
    """Figures of different releases that speak of the same indicator, place and period.

    ``verdict`` is consistent (all agree within rounding), inconsistent, or implausible where they disagree
    but a slot was inferred weakly or the difference may be one of rounding twice.
    """

    kind: Kind
    verdict: Verdict
    severity: Severity
    code: str
    place: str
    period: str
    entries: tuple[Entry, ...]
    reasons: tuple[Reason, ...]
    message: str
    message_en: str
    spread: Decimal = Decimal(0)
