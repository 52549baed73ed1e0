"""A document as the page gets it: claims with their decisions, offsets in UTF-16 units."""

from __future__ import annotations

from typing import Any

import msgspec

from kzextract.records import Claim, Document
from kzextract.review.labels import amount
from kzextract.review.payload import document_payload
from kzextract.review.server.corpus import Summary
from kzextract.review.server.queue import neighbours, progress
from kzextract.review.server.service import Review
from kzextract.review.server.states import FINISHED, State, content, differing, digest
from kzextract.review.server.store import Entry
from kzextract.review.server.tracks import COMMON, Settled, is_finished


def document_view(review: Review, name: str, reviewer: str) -> dict[str, Any]:
    """Everything the page needs to show one document to this reviewer."""
    summary = review.summary(name)
    track = review.tracks.for_reviewer(summary, reviewer)
    items = review.tracks.items(summary, track)
    document = review.corpus.document(name)
    claims = review.claims(name, items)
    machine = review.corpus.machine(name)
    payload = document_payload(_as_shown(document, claims, list(machine)))
    shown = {claim["id"]: claim for claim in payload["claims"]}
    payload["claims"] = [
        {**shown[s.item.key], **_review_of(s, claims[s.item.key], machine.get(s.item.key))} for s in items
    ]
    done = progress(review, summary, reviewer)
    return {
        **payload,
        "id": name,
        "file": summary.file,
        "track": "common" if track == COMMON else "own",
        "double": review.tracks.is_double(summary),
        "begun": review.tracks.begun(summary),
        "settling": bool(review.tracks.is_double(summary) and review.tracks.closed(summary)),
        "state": done.state,
        "finished": is_finished(review.ledger.head(track, name, FINISHED), summary),
        "seq": last_row(review, summary, track),
        "rules": review.corpus.rules,
        **neighbours(review, reviewer, name),
    }


def last_row(review: Review, summary: Summary, track: str) -> int:
    """The number of the last row on a track of a document: another one when somebody decided something."""
    heads = review.ledger.heads(track, summary.id)
    return max((head.seq for head in heads.values()), default=0)


def claim_view(review: Review, name: str, reviewer: str, settled: Settled) -> dict[str, Any]:
    """One claim anew, after a decision on it."""
    document = review.corpus.document(name)
    claim = review.claims(name, [settled])[settled.item.key]
    named = {slot.entity for slot in (claim.place, claim.attribution) if slot}
    # Only what this claim points to: a decision in a long document is to be answered at once.
    alone = msgspec.structs.replace(
        document, claims=(claim,), entities=tuple(e for e in document.entities if e.id in named), findings=()
    )
    [payload] = document_payload(alone)["claims"]
    machine = review.corpus.machine(name)
    return {**payload, **_review_of(settled, claim, machine.get(settled.item.key))}


def _as_shown(document: Document, claims: dict[str, Claim], machine: list[str]) -> Document:
    """The document with these claims under their keys; findings point to the keys too."""
    keys = dict(zip((c.id for c in document.claims), machine, strict=True))
    renamed = (
        msgspec.structs.replace(f, claims=tuple(keys[c] for c in f.claims if keys.get(c) in claims))
        for f in document.findings
    )
    return msgspec.structs.replace(
        document,
        claims=tuple(msgspec.structs.replace(claim, id=key) for key, claim in claims.items()),
        findings=tuple(renamed),
    )


def _review_of(settled: Settled, claim: Claim, machine: Claim | None) -> dict[str, Any]:
    item = settled.item
    return {
        "status": item.status,
        "origin": item.origin,
        "version": item.version,
        "shown": digest(claim),
        "slots": _slots(claim),
        "decision": _state(item.state, machine),
        "earlier": _state(item.earlier, machine),
        "agreed": settled.agreed,
        "opinions": [
            {"by": name, **(_state(state, machine) or {"status": "absent"})}
            for name, state in settled.opinions.items()
        ],
    }


def _slots(claim: Claim) -> dict[str, Any]:
    slots = content(claim)
    del slots["span"]  # in code points; the page gets its own
    return {**slots, "place": claim.place and {"name": claim.place.name, "ref": claim.place.ref}}


def _state(state: State | None, machine: Claim | None) -> dict[str, Any] | None:
    if state is None:
        return None
    claim = state.claim
    return {
        "status": state.status,
        "by": state.by,
        "at": state.at,
        "note": state.note,
        "edited": state.edited,
        # What was corrected, with both readings, so that nobody has to look for it.
        "changes": _changes(machine, claim) if claim and machine and state.status != "rejected" else [],
        "amount": [amount(claim, "ru"), amount(claim, "en")] if claim else None,
        "slots": _slots(claim) if claim else None,
    }


def _changes(machine: Claim, claim: Claim) -> list[dict[str, Any]]:
    before, after = _readable(machine), _readable(claim)
    return [
        {"slot": slot, "before": before[slot], "after": after[slot]} for slot in differing(machine, claim)
    ]


def _readable(claim: Claim) -> dict[str, Any]:
    return {**content(claim), "span": claim.text, "place": claim.place.name if claim.place else None}


def history(review: Review, name: str, key: str, reviewer: str) -> list[dict[str, Any]]:
    """The rows of the log on one claim that this reviewer may see."""
    summary = review.summary(name)
    track = review.tracks.for_reviewer(summary, reviewer)
    visible = {track} | (set(review.tracks.finished(summary)) if review.tracks.closed(summary) else set())
    return [_row(entry) for entry in review.ledger.entries(name, key) if entry.track in visible]


def _row(entry: Entry) -> dict[str, Any]:
    before = entry.before.claim if entry.before else None
    after = entry.after.claim if entry.after else None
    return {
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.reviewer,
        "action": entry.action,
        "status": entry.after.status if entry.after else "open",
        "note": entry.after.note if entry.after else None,
        "rules": entry.rules,
        "changes": _changes(before, after) if before and after else [],
    }
