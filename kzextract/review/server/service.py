"""What a reviewer can do, whatever the page looks like: :class:`Review`. Offsets are code points here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from kzextract.records import Claim, Document
from kzextract.review.server.corpus import Corpus, Summary
from kzextract.review.server.edits import Wrong, added, edited
from kzextract.review.server.states import FINISHED, MODE, State, Status, digest, same_words
from kzextract.review.server.store import Entry, Ledger
from kzextract.review.server.tracks import COMMON, Refused, Settled, Tracks

ACTIONS: Mapping[str, Status] = {
    "accept": "accepted",
    "fix": "accepted",
    "add": "accepted",
    "reject": "rejected",
    "flag": "flagged",
}
T = TypeVar("T")
MAX_NOTE = 2_000
MAX_ADDED = 5_000


class Conflict(Exception):
    """Somebody else, or a newer run, was there first; nothing was written."""

    def __init__(self, code: str, by: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.by = by


class Review:
    """The documents of a batch and the decisions on them.

    Every method that writes returns after the row is on the disk.
    """

    def __init__(self, corpus: Corpus, ledger: Ledger, percent: int = 0) -> None:
        self.corpus = corpus
        self.ledger = ledger
        self.tracks = Tracks(ledger, percent)
        self.cache: dict[Hashable, tuple[int, Any]] = {}

    def refresh(self) -> None:
        """Takes in what other processes wrote: decisions, or a newer run of the batch."""
        if self.corpus.refresh():
            self.cache.clear()
        self.ledger.refresh()

    def kept(self, key: Hashable, stamp: int, make: Callable[[], T]) -> T:
        """What ``make`` gave for this key at this stamp, made anew when the stamp or the batch is another."""
        known = self.cache.get(key)
        if known is None or known[0] != stamp:
            known = self.cache[key] = (stamp, make())
        found: T = known[1]
        return found

    def summary(self, name: str) -> Summary:
        """A document of the batch; :class:`Refused` where there is none."""
        try:
            return self.corpus.summaries[name]
        except KeyError:
            raise Refused("no_document") from None

    def claims(self, name: str, items: list[Settled]) -> dict[str, Claim]:
        """What is shown of each claim: as decided, else as the machine has it, else as it was decided on
        before or as one of two reviewers has it."""
        machine = self.corpus.machine(name)
        shown: dict[str, Claim] = {}
        for settled in items:
            item, own = settled.item, machine.get(settled.item.key)
            others = [s.claim for s in settled.opinions.values() if s and s.claim]
            for state in (item.state, None if own else item.earlier):
                if state is not None and state.claim is not None:
                    shown[item.key] = same_words(state.claim, own)
                    break
            else:
                found = own or next(iter(others), None)
                if found is not None:
                    shown[item.key] = found
        return shown

    def decide(
        self,
        reviewer: str,
        name: str,
        key: str,
        action: str,
        *,
        version: int,
        shown: str,
        patch: Mapping[str, Any] | None = None,
        span: tuple[int, int] | None = None,
        note: str | None = None,
    ) -> Settled:
        """Accepts, rejects, flags or fixes one claim.

        ``version`` and ``shown`` (the digest of the claim) say what the reviewer was looking at;
        :class:`Conflict` where that is no longer so.
        """
        if action not in ACTIONS or action == "add":
            raise Refused("no_such_action")
        summary, document = self.summary(name), self.corpus.document(name)
        with self.ledger.writing():
            track = self._track(summary, reviewer)
            items = self.tracks.items(summary, track)
            settled = next((s for s in items if s.item.key == key), None)
            if settled is None:
                raise Conflict("claim_gone")
            claims = self.claims(name, items)
            head = self.ledger.head(track, name, key)
            if (head.seq if head else 0) != version:
                raise Conflict("decided_meanwhile", head.reviewer if head else None)
            if digest(claims[key]) != shown:
                raise Conflict("claim_changed")
            claim = claims[key]
            if action == "fix":
                claim = edited(claim, patch or {}, document.text, claims.keys(), span)
            machine = {known.key: known.digest for known in summary.claims}
            state = State(
                status=ACTIONS[action],
                by=reviewer,
                at=now(),
                claim=claim,
                note=_note(note, needed=action == "flag"),
                basis=machine.get(key),
            )
            self._write(summary, track, reviewer, key, action, head.state if head else None, state)
        return self.item(summary, track, key)

    def add(
        self,
        reviewer: str,
        name: str,
        span: tuple[int, int],
        patch: Mapping[str, Any],
        note: str | None = None,
    ) -> Settled:
        """Adds a claim that the machine missed."""
        summary, document = self.summary(name), self.corpus.document(name)
        key = f"{span[0]}-{span[1]}"
        with self.ledger.writing():
            track = self._track(summary, reviewer)
            items = self.tracks.items(summary, track)
            claims = self.claims(name, items)
            for item in (settled.item for settled in items):
                other = claims[item.key]
                if other.start < span[1] and span[0] < other.end and item.status != "rejected":
                    raise Conflict("claim_is_there")
            if any(item.key == key for item in (settled.item for settled in items)):
                raise Conflict("claim_is_there")
            if sum(settled.item.origin == "added" for settled in items) >= MAX_ADDED:
                raise Refused("too_many")
            claim = added(span, _sentence(document, span), patch, document.text, claims.keys())
            head = self.ledger.head(track, name, key)
            state = State(status="accepted", by=reviewer, at=now(), claim=claim, note=_note(note))
            self._write(summary, track, reviewer, key, "add", head.state if head else None, state)
        return self.item(summary, track, key)

    def finish(self, reviewer: str, name: str, finished: bool) -> None:
        """Says that the document is done: every claim is decided on, and no number of the text was missed."""
        summary = self.summary(name)
        with self.ledger.writing():
            track = self.tracks.for_reviewer(summary, reviewer)
            if finished and any(s.item.state is None for s in self.tracks.items(summary, track)):
                raise Refused("claims_open")
            head = self.ledger.head(track, name, FINISHED)
            state = State(status="finished", by=reviewer, at=now()) if finished else None
            action = "finish" if finished else "reopen"
            self._write(summary, track, reviewer, FINISHED, action, head.state if head else None, state)

    def set_mode(self, reviewer: str, name: str, double: bool) -> None:
        """Has a document reviewed twice, or once; only before anybody has begun."""
        summary = self.summary(name)
        with self.ledger.writing():
            if self.tracks.begun(summary):
                raise Refused("already_begun")
            head = self.ledger.head(COMMON, name, MODE)
            state = State(status="double" if double else "single", by=reviewer, at=now())
            self._write(summary, COMMON, reviewer, MODE, "mode", head.state if head else None, state)

    def take_back(self, reviewer: str, redo: bool = False) -> tuple[Entry, int]:
        """Undoes the last own decision, or makes it again; the row concerned and how many had to be left out.

        Left out are those that somebody else has decided anew since, or whose document is no longer the same.
        """
        skipped = 0
        with self.ledger.writing():
            rows = self.ledger.redoable(reviewer) if redo else self.ledger.undoable(reviewer)
            for seq in reversed(rows):
                entry = self.ledger.entry(seq)
                if not self._still_own(entry):
                    skipped += 1
                    continue
                head = self.ledger.head(entry.track, entry.document, entry.claim)
                after = entry.after if redo else entry.before
                self._write(
                    self.summary(entry.document),
                    entry.track,
                    reviewer,
                    entry.claim,
                    "redo" if redo else "undo",
                    head.state if head else None,
                    after,
                    seq,
                )
                return entry, skipped
        raise Refused("nothing_to_redo" if redo else "nothing_to_undo")

    def _still_own(self, entry: Entry) -> bool:
        summary = self.corpus.summaries.get(entry.document)
        if summary is None or summary.text_hash != entry.text_hash:
            return False
        if entry.track != COMMON and self.tracks.closed(summary):
            return False
        if entry.claim == MODE and self.tracks.begun(summary):
            return False
        return not any(
            later.seq > entry.seq and later.track == entry.track and later.reviewer != entry.reviewer
            for later in self.ledger.entries(entry.document, entry.claim)
        )

    def item(self, summary: Summary, track: str, key: str) -> Settled:
        """One claim as it is now."""
        return next(s for s in self.tracks.items(summary, track) if s.item.key == key)

    def _track(self, summary: Summary, reviewer: str) -> str:
        track = self.tracks.for_reviewer(summary, reviewer)
        head = self.ledger.head(track, summary.id, FINISHED) if track != COMMON else None
        if head is not None and head.state is not None and head.text_hash == summary.text_hash:
            raise Refused("finished_waiting")
        return track

    def _write(
        self,
        summary: Summary,
        track: str,
        reviewer: str,
        key: str,
        action: str,
        before: State | None,
        after: State | None,
        refers: int | None = None,
    ) -> None:
        self.ledger.append(
            Entry(
                at=now(),
                reviewer=reviewer,
                track=track,
                document=summary.id,
                text_hash=summary.text_hash,
                rules=self.corpus.rules,
                claim=key,
                action=action,
                before=before,
                after=after,
                refers=refers,
            )
        )


def now() -> str:
    """The time in UTC, to the millisecond."""
    return dt.datetime.now(dt.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _note(note: str | None, needed: bool = False) -> str | None:
    words = (note or "").strip()
    if len(words) > MAX_NOTE:
        raise Wrong("note", "too_long")
    if needed and not words:
        raise Wrong("note", "needed")
    return words or None


def _sentence(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    for claim in document.claims:
        if claim.sentence[0] <= span[0] and span[1] <= claim.sentence[1]:
            return claim.sentence
    last = document.text.find("\n", span[1])
    return document.text.rfind("\n", 0, span[0]) + 1, len(document.text) if last < 0 else last
