"""A document as the page's script wants it: offsets in UTF-16 units, periods and amounts in words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kzextract.entities.gazetteer import region_of
from kzextract.lexicon.scope import active
from kzextract.records import Claim, Document, Finding, PeriodSlot
from kzextract.review.highlight import lanes
from kzextract.review.labels import LANGUAGES, amount, period

Offset = Callable[[int], int]


def utf16_offset(text: str) -> Offset:
    """From a Python offset into the text (code points) to a browser's (UTF-16 units).

    >>> utf16_offset("😀 Қазақ")(2)
    3
    """
    # Encoding is a hundred times faster than looking at every character, and most texts have none of these.
    has_astral = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
    astral = [at for at, char in enumerate(text) if char > "\uffff"] if has_astral else []
    return lambda at: at + bisect_left(astral, at)


def document_payload(document: Document) -> dict[str, Any]:
    """One document for the page."""
    at = utf16_offset(document.text)
    meta = document.meta
    spans = {entity.id: [at(entity.start), at(entity.end)] for entity in document.entities}
    lane = lanes(document.entities)
    return {
        "id": document.id,
        # A file name says more to people than an id made from the content.
        "name": meta.path or document.id,
        "lang": document.lang,
        "date": meta.date.isoformat() if meta.date else None,
        "source": meta.source,
        "url": meta.url,
        "title": meta.title or _headline(document.text),
        "text": document.text,
        "entities": [
            {
                "id": entity.id,
                "type": entity.type,
                "span": spans[entity.id],
                "lane": lane[n],
                "name": entity.name,
                "kind": getattr(entity, "kind", None),
                "ref": getattr(entity, "ref", None),
                "role": getattr(entity, "role", None),
            }
            for n, entity in enumerate(document.entities)
        ],
        "claims": [_claim(claim, at, spans) for claim in document.claims],
        "findings": [_finding(finding, at) for finding in document.findings],
    }


# The scraped date header and a line of date and time are no headlines.
_HEADER = re.compile(r"^\s*date \d{4}-\d\d-\d\d\s*")
_DATELINE = re.compile(r"\d{1,2}(?:\.\d\d\.| [а-я]+ )\d{4}|[A-Z]{3} \d")


def _headline(text: str) -> str:
    lines = [_HEADER.sub("", line).strip() for line in text[:2000].splitlines()]
    lines = [line for line in lines if any(char.isalpha() for char in line)]
    line = next((line for line in lines if not _DATELINE.match(line)), lines[0] if lines else "")
    sentence = re.split(r"(?<=[а-яё»)][.!?…]) ", line, maxsplit=1)[0]
    return sentence if len(sentence) <= 110 else sentence[:100].rsplit(" ", 1)[0] + "…"


def _claim(claim: Claim, at: Offset, spans: dict[str, list[int]]) -> dict[str, Any]:
    indicator, place, said = claim.indicator, claim.place, claim.attribution
    has_span = indicator is not None and indicator.start is not None and indicator.end is not None
    return {
        "id": claim.id,
        "span": [at(claim.start), at(claim.end)],
        "text": claim.text,
        "amount": [amount(claim, lang) for lang in LANGUAGES],
        "value": _signed(claim),
        "unit": claim.unit,
        "measure": claim.measure,
        "direction": claim.direction,
        "action": claim.action,
        "indicator": indicator
        and {
            "text": indicator.text,
            "code": indicator.code,
            "span": [at(indicator.start or 0), at(indicator.end or 0)] if has_span else None,
        },
        "place": place
        and {
            "text": place.name,
            "region": _region(place.ref),
            "inherited": place.inherited,
            "span": spans.get(place.entity or ""),
        },
        "period": _period(claim.period, at),
        "base_period": _period(claim.base_period, at),
        "attribution": said and {"text": said.name, "span": spans.get(said.entity or "")},
        "part_of": claim.part_of,
        "rule": claim.rule,
        "confidence": round(claim.confidence, 2),
    }


def _signed(claim: Claim) -> str:
    return str(
        -claim.value
        if claim.direction == "down"
        else Decimal(0)
        if claim.direction == "same"
        else claim.value
    )


def _region(ref: str | None) -> str | None:
    """The KATO code of the region a place lies in (its first two digits), ``KZ`` for the country."""
    if ref is None or not ref.isdigit():
        # Only a user's own places have codes of another kind.
        return ref if ref == "KZ" else region_of(ref) if active() is not None else None
    return ref[:2] + "0" * 7


def _period(slot: PeriodSlot | None, at: Offset) -> dict[str, Any] | None:
    if slot is None:
        return None
    return {
        "text": [period(slot, lang) for lang in LANGUAGES],
        "year": slot.end.year,
        "inherited": slot.inherited,
        "span": [at(slot.span[0]), at(slot.span[1])] if slot.span else None,
    }


def _finding(finding: Finding, at: Offset) -> dict[str, Any]:
    return {
        "check": finding.check,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "claims": list(finding.claims),
        "expected": finding.expected,
        "stated": finding.stated,
        "message": [finding.message, finding.message_en or finding.message],
        "spans": [[at(start), at(end)] for start, end in finding.spans],
    }
