"""What reviewers hand over: reviewed records (JSONL, CSV, Parquet), gold files, and the log itself."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

import msgspec

from kzextract.batch.outputs.spreadsheet import SEPARATORS
from kzextract.checks.stage import findings_of
from kzextract.records import Claim, Document, Organisation, Person, Place, Program
from kzextract.records import Law as LawEntity
from kzextract.review.server.service import Review
from kzextract.review.server.states import FINISHED, State, content
from kzextract.review.server.store import COLUMNS
from kzextract.review.server.tracks import COMMON, is_finished
from kzextract.tables import COLUMNS as CLAIM_COLUMNS
from kzextract.tables import cell, claims_table, row_of

REVIEW_COLUMNS: Final = ("review", "reviewer", "reviewed_at", "review_note")


class Reviewed(NamedTuple):
    """A document with the claims that people accepted, and who accepted each."""

    document: Document
    states: dict[str, State]
    complete: bool


def reviewed(review: Review) -> Iterator[Reviewed]:
    """Every document in which a claim was accepted or rejected on the common record.

    Rejected, flagged and undecided claims are left out; findings are those of the claims that stay.
    """
    for name in sorted(review.ledger.documents() & review.corpus.summaries.keys()):
        found = _reviewed(review, name)
        if found is not None:
            yield found


def _reviewed(review: Review, name: str) -> Reviewed | None:
    summary = review.summary(name)
    tracks = review.tracks
    if tracks.is_double(summary) and not tracks.closed(summary):
        return None
    items = tracks.items(summary, COMMON)
    if not any(s.item.status in ("accepted", "rejected") for s in items) and items:
        return None
    document = review.corpus.document(name)
    claims = review.claims(name, items)
    kept = [s.item for s in items if s.item.status == "accepted"]
    ids = {item.key: f"c{n}" for n, item in enumerate(kept, 1)}
    final = tuple(
        msgspec.structs.replace(
            claims[item.key], id=ids[item.key], part_of=ids.get(claims[item.key].part_of or "")
        )
        for item in kept
    )
    document = msgspec.structs.replace(document, id=name, claims=final, findings=())
    document = msgspec.structs.replace(document, findings=findings_of(document))
    finished = is_finished(review.ledger.head(COMMON, name, FINISHED), summary) or tracks.closed(summary)
    return Reviewed(
        document,
        {ids[item.key]: item.state for item in kept if item.state},
        finished and all(s.item.status in ("accepted", "rejected") for s in items),
    )


def outcome(state: State) -> str:
    """How a claim came into the reviewed set: ``accepted``, ``fixed`` or ``added``."""
    return "added" if state.basis is None else "fixed" if state.edited else "accepted"


def as_jsonl(review: Review) -> bytes:
    """One document a line, of schema ``kzextract/1``; ``review`` says who decided what."""
    lines = []
    for document, states, complete in reviewed(review):
        record = document.to_dict()
        record["review"] = {
            "complete": complete,
            "claims": {
                key: {"review": outcome(s), "reviewer": s.by, "reviewed_at": s.at, "note": s.note}
                for key, s in states.items()
            },
        }
        lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    return "".join(lines).encode()


def _review_cells(state: State) -> tuple[str | None, ...]:
    return outcome(state), state.by, state.at, state.note


def as_csv(review: Review, country: str = "ru") -> bytes:
    """One row a claim, with the separators of the Excel of that country, as a batch's ``claims.csv``."""
    separator, point = SEPARATORS[country]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow([*CLAIM_COLUMNS, *REVIEW_COLUMNS])
    for document, states, _ in reviewed(review):
        for claim in document.claims:
            row = [*row_of(claim, document).values(), *_review_cells(states[claim.id])]
            writer.writerow([_number(v, point) if isinstance(v, Decimal | float) else cell(v) for v in row])
    return file.getvalue().encode("utf-8-sig")


def _number(value: Decimal | float, point: str) -> str:
    return (f"{value:f}" if isinstance(value, Decimal) else str(value)).replace(".", point)


def as_parquet(review: Review) -> bytes:
    """One row a claim; decimals are decimals and dates dates."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = list(reviewed(review))
    table = claims_table([document for document, _, _ in found])
    cells = [_review_cells(states[c.id]) for document, states, _ in found for c in document.claims]
    for n, name in enumerate(REVIEW_COLUMNS):
        table = table.append_column(name, pa.array([row[n] for row in cells], pa.string()))
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def gold_files(review: Review) -> Iterator[tuple[str, bytes]]:
    """A gold file for every document that is reviewed to the end, as ``kzextract score`` takes them.

    Claims are what people accepted; names and places are as the machine found them, and marked as such.
    """
    taken: set[str] = set()
    for document, _, complete in reviewed(review):
        if complete:
            name = safe_name(document.id, taken)
            body = json.dumps(_gold(document), ensure_ascii=False, indent=1)
            yield f"{name}.gold.json", (body + "\n").encode()


def safe_name(name: str, taken: set[str]) -> str:
    """A file name out of a document's id, which may hold anything.

    >>> taken = set()
    >>> safe_name("../etc/passwd", taken), safe_name(".._etc_passwd", taken)
    ('etc_passwd', 'etc_passwd-2')
    """
    plain = re.sub(r"[^\w.-]+", "_", name).strip("._-")[:100] or "document"
    unique, n = plain, 2
    while unique.lower() in taken:
        unique, n = f"{plain}-{n}", n + 1
    taken.add(unique.lower())
    return unique


def _gold(document: Document) -> dict[str, Any]:
    entities, text = document.entities, document.text
    order = {claim.id: n for n, claim in enumerate(document.claims)}
    people = {e.text: e for e in entities if isinstance(e, Person)}
    return {
        "id": document.id,
        "url": document.meta.url,
        "date": document.meta.date.isoformat() if document.meta.date else None,
        "lang": document.lang,
        "text": text,
        "reviewed": ["claims"],
        "places": {e.text: e.name for e in entities if isinstance(e, Place)},
        "officials": [{"surface": s, "name": p.name, "role": p.role} for s, p in people.items()],
        "orgs": _surfaces(document, Organisation),
        "programs": _surfaces(document, Program),
        "laws": _surfaces(document, LawEntity),
        "claims": [_gold_claim(claim, order) for claim in document.claims],
    }


def _surfaces(document: Document, kind: type) -> list[str]:
    return list(dict.fromkeys(e.text for e in document.entities if isinstance(e, kind)))


def _gold_claim(claim: Claim, order: dict[str, int]) -> dict[str, Any]:
    plain = content(claim)
    return {
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        **{slot: plain[slot] for slot in ("value", "value_max", "unit", "per", "measure", "direction")},
        **{slot: plain[slot] for slot in ("modifier", "indicator", "code", "action")},
        "place": claim.place.name if claim.place else None,
        **{
            slot: [period.start.isoformat(), period.end.isoformat()] if period else None
            for slot, period in (("period", claim.period), ("base_period", claim.base_period))
        },
        "part_of": order[claim.part_of] if claim.part_of else None,
    }


def as_gold(review: Review) -> bytes:
    """The gold files in one archive."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in gold_files(review):
            archive.writestr(name, body)
    return sink.getvalue()


def as_log(review: Review) -> bytes:
    """Every row of the log; states are JSON. Rows of blind reviews that are not yet finished are left out."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    summaries = review.corpus.summaries
    for entry in review.ledger.entries():
        summary = summaries.get(entry.document)
        if entry.track != COMMON and summary is not None and not review.tracks.closed(summary):
            continue
        values = [getattr(entry, column) for column in COLUMNS]
        writer.writerow(
            [msgspec.json.encode(v).decode() if isinstance(v, State) else cell(v) for v in values]
        )
    return file.getvalue().encode("utf-8-sig")


class Format(NamedTuple):
    """How something is handed over."""

    make: Callable[[Review], bytes]
    media_type: str
    file: str


FORMATS: Final[dict[str, Format]] = {
    "jsonl": Format(as_jsonl, "application/x-ndjson", "reviewed.jsonl"),
    "csv": Format(as_csv, "text/csv; charset=utf-8", "reviewed.csv"),
    "parquet": Format(as_parquet, "application/vnd.apache.parquet", "reviewed.parquet"),
    "gold": Format(as_gold, "application/zip", "gold.zip"),
    "log": Format(as_log, "text/csv; charset=utf-8", "review-log.csv"),
}
