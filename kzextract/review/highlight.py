"""A text with its spans highlighted, as a piece of HTML for Jupyter: :func:`fragment`.

Where spans overlap or lie in one another, each keeps a line of its own under the text: the inner ones close
to the letters, the outer ones further down. Numbers that are claims have a filled background.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Protocol

from kzextract.records import Claim, Document
from kzextract.review.labels import amount, label, period

MAX_LANES = 4


class Spanned(Protocol):
    """Anything with a start and an end in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Segment:
    """A stretch of text over which the same spans lie; ``over`` are their indices, outermost first."""

    start: int
    end: int
    over: tuple[int, ...]


def segments(length: int, spans: Sequence[Spanned]) -> Iterator[Segment]:
    """The text cut at every edge of a span.

    >>> from collections import namedtuple
    >>> S = namedtuple("S", "start end")
    >>> [(s.start, s.end, s.over) for s in segments(9, [S(0, 6), S(4, 8)])]
    [(0, 4, (0,)), (4, 6, (0, 1)), (6, 8, (1,)), (8, 9, ())]
    """
    edges: dict[int, tuple[list[int], list[int]]] = {0: ([], []), length: ([], [])}
    for i, span in enumerate(spans):
        edges.setdefault(span.start, ([], []))[0].append(i)
        edges.setdefault(span.end, ([], []))[1].append(i)
    cuts = sorted(edges)
    over: set[int] = set()
    for cut, after in pairwise(cuts):
        opening, closing = edges[cut]
        over.difference_update(closing)
        over.update(opening)
        yield Segment(cut, after, tuple(sorted(over, key=lambda i: (spans[i].start, -spans[i].end, i))))


def lanes(spans: Sequence[Spanned]) -> list[int]:
    """For each span the line it is drawn on: overlapping spans get different ones, the shortest the nearest.

    >>> from collections import namedtuple
    >>> S = namedtuple("S", "start end")
    >>> lanes([S(0, 9), S(2, 5), S(4, 8)])
    [2, 0, 1]
    """
    found = [0] * len(spans)
    taken: dict[int, set[int]] = {}
    pieces: list[list[int]] = [[] for _ in spans]
    end = max((span.end for span in spans), default=0)
    for n, segment in enumerate(segments(end, spans)):
        for i in segment.over:
            pieces[i].append(n)
    for i in sorted(range(len(spans)), key=lambda i: (spans[i].end - spans[i].start, spans[i].start)):
        used = {lane for n in pieces[i] for lane in taken.get(n, ())}
        found[i] = next((lane for lane in range(MAX_LANES - 1) if lane not in used), MAX_LANES - 1)
        for n in pieces[i]:
            taken.setdefault(n, set()).add(found[i])
    return found


def fragment(document: Document, lang: str = "ru") -> str:
    """The highlighted text as HTML that stands alone in any page; every byte of the text is escaped.

    >>> from kzextract import extract
    >>> "<b>" in fragment(extract("<b>В Астане</b> изъято 5 кг наркотиков."))
    False
    """
    spans: list[Spanned] = [*document.entities, *document.claims]
    lane = lanes(document.entities)
    first_claim = len(document.entities)
    parts = []
    for segment in segments(len(document.text), spans):
        inner = escape(document.text[segment.start : segment.end])
        for i in sorted(segment.over, key=lambda i: (i < first_claim, lane[i] if i < first_claim else 0)):
            starts = " s" if spans[i].start == segment.start else ""
            if i < first_claim:
                entity = document.entities[i]
                title = f"{label('types', entity.type, lang)}: {entity.name}"
                kind = f"u {entity.type} l{lane[i]}"
                inner = f'<span class="{kind}{starts}" title="{escape(title)}">{inner}</span>'
            else:
                title = claim_title(document.claims[i - first_claim], lang)
                inner = f'<mark class="{starts.strip()}" title="{escape(title)}">{inner}</mark>'
        parts.append(inner)
    shown = {entity.type: None for entity in document.entities}
    legend = "".join(
        f'<span class="u {kind} l0">{escape(label("types", kind, lang))}</span> ' for kind in sorted(shown)
    )
    if document.claims:
        legend = f"<mark>{escape(label('page', 'claims', lang))}</mark> " + legend
    return (
        f'<div class="kzextract" lang="{escape(document.lang)}"><style>{STYLE}</style>'
        f'<div class="legend">{legend}</div><div class="text">{"".join(parts)}</div></div>'
    )


def claim_title(claim: Claim, lang: str = "ru") -> str:
    """A claim in one line: what, how much, where, when."""
    arrow = {"up": "▲ ", "down": "▼ "}.get(claim.direction or "", "")
    parts = [
        arrow + amount(claim, lang),
        claim.indicator.text if claim.indicator else "",
        claim.place.name if claim.place else "",
        period(claim.period, lang),
    ]
    return " · ".join(part for part in parts if part)


STYLE = """
.kzextract{font:16px/1.9 system-ui,sans-serif;max-width:46em;color:inherit}
.kzextract .text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.kzextract .legend{font-size:.8em;opacity:.85;margin-bottom:.4em}
.kzextract mark{background:#e69f0047;color:inherit;font-weight:600;border-radius:.2em}
.kzextract .u{border-bottom:2px solid #777}
.kzextract .l0{padding-bottom:0}.kzextract .l1{padding-bottom:4px}
.kzextract .l2{padding-bottom:8px}.kzextract .l3{padding-bottom:12px}
.kzextract .PLACE{border-bottom:2px solid #009e73}
.kzextract .PERSON{border-bottom:2px dotted #0072b2}
.kzextract .ORG{border-bottom:2px dashed #0072b2}
.kzextract .PROGRAM{border-bottom:4px double #cc79a7}
.kzextract .LAW{border-bottom:4px double #888}
.kzextract .PERIOD{border-bottom:2px dotted #d55e00}
"""
