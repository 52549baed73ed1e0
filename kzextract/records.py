"""What comes out: the record types of schema ``kzextract/1``, typed and immutable.

Every offset counts code points of ``Document.text``, ``end`` is exclusive, and
``document.text[x.start:x.end] == x.text`` holds for every entity and claim ``x``.
Numbers are exact :class:`~decimal.Decimal` values; in JSON they are strings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

if TYPE_CHECKING:
    import pandas
    import pyarrow

SCHEMA: Final = "kzextract/1"


def document_id(text: str) -> str:
    """A stable id from the content, for texts that come without one."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


Unit = str
Measure = Literal["level", "change", "share", "rate"]
Direction = Literal["up", "down", "same"]
Modifier = Literal["exact", "about", "over", "under", "at_least", "at_most"]
Verdict = Literal["consistent", "inconsistent", "implausible", "not_checkable"]
Severity = Literal["info", "warning", "error"]
Span = tuple[int, int]


def is_currency(unit: Unit) -> bool:
    """Whether a unit is money: three capitals, as ISO 4217 has them. The index МРП is a number of its own.

    >>> is_currency("KZT"), is_currency("MCI"), is_currency("kg")
    (True, False, False)
    """
    return len(unit) == 3 and unit.isascii() and unit.isupper() and unit != "MCI"


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all record types: immutable, compared by value; being trees, they need no garbage collector."""

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values: numbers and dates are strings."""
        # By way of JSON: msgspec's own conversion would leave tuples, which are no JSON values.
        data: dict[str, Any] = msgspec.json.decode(_ENCODER.encode(self))
        return data


class Meta(Record, frozen=True, kw_only=True):
    """Where a text comes from. ``date`` is the publication date."""

    date: dt.date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    path: str | None = None


class Mention(Record, frozen=True, kw_only=True):
    """What all entities have: a span of the text and a canonical ``name``."""

    id: str
    start: int
    end: int
    text: str
    name: str

    @property
    def type(self) -> str:
        """The entity type as in JSON: ``"PLACE"``, ``"PERSON"`` …"""
        return str(self.__struct_config__.tag)


class Place(Mention, frozen=True, kw_only=True, tag_field="type", tag="PLACE"):
    """A place. ``ref`` is its KATO code, a country's ISO code, or None for a foreign city.

    ``parent`` is the KATO code of the unit that holds it (the district of a village).
    """

    ref: str | None = None
    kind: Literal["country", "region", "city", "district", "city_district", "settlement"] | None = None
    parent: str | None = None


class Person(Mention, frozen=True, kw_only=True, tag_field="type", tag="PERSON"):
    """A person. ``name`` is in the nominative, given name first; ``role`` likewise, with its span.

    ``org`` is the id of the body the role belongs to; mentions of one person share ``group``.
    """

    role: str | None = None
    role_start: int | None = None
    role_end: int | None = None
    org: str | None = None
    group: str | None = None


class Organisation(Mention, frozen=True, kw_only=True, tag_field="type", tag="ORG"):
    """A body with its canonical name."""

    kind: (
        Literal[
            "ministry", "department", "committee", "prosecutor", "court", "bank", "media", "party", "other"
        ]
        | None
    ) = None


class Program(Mention, frozen=True, kw_only=True, tag_field="type", tag="PROGRAM"):
    """A named programme, operation, campaign, system, platform, app or device."""

    kind: (
        Literal[
            "programme", "document", "operation", "campaign", "system", "platform", "app", "device", "slogan"
        ]
        | None
    ) = None


class Law(Mention, frozen=True, kw_only=True, tag_field="type", tag="LAW"):
    """An article of a code, a named law, a decree."""


class Period(Mention, frozen=True, kw_only=True, tag_field="type", tag="PERIOD"):
    """A stretch of time; both dates are inclusive, None where the text does not tell."""

    start_date: dt.date | None = None
    end_date: dt.date | None = None


Entity = Place | Person | Organisation | Program | Law | Period


class IndicatorSlot(Record, frozen=True, kw_only=True):
    """What is counted, in the words of the text, and its code. The
    span is None if the phrase was put together."""

    text: str
    start: int | None = None
    end: int | None = None
    code: str | None = None


class PlaceSlot(Record, frozen=True, kw_only=True):
    """The place a claim is about; ``inherited`` when it was inferred rather than said beside the number."""

    name: str
    ref: str | None = None
    entity: str | None = None
    inherited: bool = False


class PeriodSlot(Record, frozen=True, kw_only=True):
    """The time a claim is about, both ends inclusive."""

    start: dt.date
    end: dt.date
    text: str | None = None
    span: Span | None = None
    inherited: bool = False


class AttributionSlot(Record, frozen=True, kw_only=True):
    """Who says it: an official, a body or an agency."""

    name: str
    entity: str | None = None


class Claim(Record, frozen=True, kw_only=True):
    """One number that measures something, anchored on its quantity span."""

    id: str
    start: int
    end: int
    text: str
    sentence: Span
    value: Decimal
    value_max: Decimal | None = None
    unit: Unit
    per: str | None = None
    measure: Measure
    direction: Direction | None = None
    modifier: Modifier = "exact"
    indicator: IndicatorSlot | None = None
    action: str | None = None
    place: PlaceSlot | None = None
    period: PeriodSlot | None = None
    base_period: PeriodSlot | None = None
    attribution: AttributionSlot | None = None
    part_of: str | None = None
    group: str | None = None
    rule: str = ""
    confidence: float = 1.0


class Finding(Record, frozen=True, kw_only=True):
    """The outcome of one check over linked claims of a document.

    ``expected`` is the recomputed figure (an interval as ``"27.59..27.62"``), ``stated`` the figure in the
    text. ``message`` is in Russian, ``message_en`` in English; ``reason`` says why something is not
    checkable.
    """

    check: str
    verdict: Verdict
    claims: tuple[str, ...]
    expected: str | None = None
    stated: str | None = None
    message: str = ""
    message_en: str = ""
    severity: Severity = "info"
    reason: str | None = None
    spans: tuple[Span, ...] = ()


class Document(Record, frozen=True, kw_only=True):
    """All that was read from one text.

    >>> doc = Document(id="1", text="", lang="und")
    >>> Document.from_json(doc.to_json()) == doc
    True
    """

    schema: Literal["kzextract/1"] = SCHEMA
    id: str
    text: str
    lang: str
    meta: Meta = Meta()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_json(self, indent: int | None = None) -> str:
        """The document as a JSON string of schema ``kzextract/1``."""
        data = _ENCODER.encode(self)
        return (msgspec.json.format(data, indent=indent) if indent else data).decode()

    @classmethod
    def from_json(cls, data: str | bytes) -> Document:
        """The document that :meth:`to_json` wrote; raises ``ValueError`` naming the field that is wrong."""
        return _DECODER.decode(data)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        """The document that :meth:`to_dict` wrote; raises ``ValueError`` naming the field that is wrong."""
        return msgspec.convert(data, cls)

    def to_pandas(self) -> pandas.DataFrame:
        """One row a claim; needs the extra ``pandas``."""
        from kzextract.tables import claims_frame

        return claims_frame([self])

    def to_arrow(self) -> pyarrow.Table:
        """One row a claim, decimals as decimals and dates as dates; needs the extra ``arrow``."""
        from kzextract.tables import claims_table

        return claims_table([self])

    def _repr_html_(self) -> str:
        """The highlighted text that Jupyter shows."""
        from kzextract.review.highlight import fragment

        return fragment(self)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of :class:`Document`, generated from the types."""
    return msgspec.json.schema(Document)
