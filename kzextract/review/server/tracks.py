"""Who decides where: one common record for all, or two reviewers blind to each other and a third who settles.

A *track* is a line of decisions on a document: "" is the common one, which exports read. Where a document is
reviewed twice, each of two reviewers has a track of the own name; when both have finished, the tracks close,
what they agree on is taken over, and the rest is settled on the common track.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kzextract.review.server.carry import Item, resolve
from kzextract.review.server.corpus import Summary
from kzextract.review.server.states import FINISHED, MODE, State, content
from kzextract.review.server.store import Head, Ledger

COMMON = ""


class Refused(Exception):
    """Why somebody may not decide or look here: a code of ``review_labels.toml``, ``errors``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Settled:
    """A claim on the common track of a document reviewed twice: what each of the two had decided."""

    item: Item
    opinions: dict[str, State | None] = field(default_factory=dict)
    agreed: bool = True


class Tracks:
    """The tracks of all documents; ``percent`` of them, chosen by their ids, are reviewed twice."""

    def __init__(self, ledger: Ledger, percent: int = 0) -> None:
        self.ledger = ledger
        self.percent = percent

    def is_double(self, summary: Summary) -> bool:
        """Whether the document is reviewed by two people blind to each other."""
        heads = self.ledger.heads(COMMON, summary.id)
        chosen = heads.get(MODE)
        if chosen is not None and chosen.state is not None:
            return chosen.state.status == "double"
        if self.ledger.tracks(summary.id):
            return True
        if decided(heads):
            return False  # begun on the common record before the share of double reviews was set
        number = int.from_bytes(hashlib.blake2b(summary.id.encode(), digest_size=4).digest(), "big")
        return number % 100 < self.percent

    def begun(self, summary: Summary) -> bool:
        """Whether anybody has decided anything in the document."""
        return bool(self.ledger.tracks(summary.id)) or decided(self.ledger.heads(COMMON, summary.id))

    def finished(self, summary: Summary) -> list[str]:
        """Those who have finished their own track, in order."""
        done = []
        for name in self.ledger.tracks(summary.id):
            head = self.ledger.head(name, summary.id, FINISHED)
            if is_finished(head, summary):
                done.append(name)
        return sorted(done)

    def holders(self, summary: Summary) -> list[str]:
        """Those who review the document blindly: the first two who decided something in it."""
        return [
            name for name in self.ledger.tracks(summary.id) if decided(self.ledger.heads(name, summary.id))
        ][:2]

    def closed(self, summary: Summary) -> bool:
        """Whether both blind reviews are finished, so that their tracks may be read and no longer changed."""
        return len(self.finished(summary)) >= 2

    def for_reviewer(self, summary: Summary, reviewer: str) -> str:
        """The track on which this reviewer decides now; :class:`Refused` where two others are at it."""
        if not self.is_double(summary) or self.closed(summary):
            return COMMON
        holders = self.holders(summary)
        if reviewer not in holders and len(holders) >= 2:
            raise Refused("taken_by_two")
        return reviewer

    def items(self, summary: Summary, track: str) -> list[Settled]:
        """The claims of a document on a track, in the order of the text."""
        own = resolve(summary.claims, self.ledger.heads(track, summary.id), summary.text_hash)
        if track != COMMON or not self.is_double(summary) or not self.closed(summary):
            return [Settled(item) for item in own]
        opinions = {
            name: {item.key: item for item in self.items_of(summary, name)}
            for name in self.finished(summary)[:2]
        }
        found = {item.key: Settled(item) for item in own}
        for items in opinions.values():
            for key, item in items.items():
                found.setdefault(key, Settled(Item(key=key, origin=item.origin)))
        for key, settled in found.items():
            _lay_open(settled, {name: items.get(key) for name, items in opinions.items()})
        return sorted(found.values(), key=lambda s: _order(s))

    def items_of(self, summary: Summary, track: str) -> list[Item]:
        """The claims as one reviewer decided on them."""
        return resolve(summary.claims, self.ledger.heads(track, summary.id), summary.text_hash)


def decided(heads: Mapping[str, Head]) -> bool:
    """Whether any of these is a decision that stands."""
    return any(head.state is not None and key != MODE for key, head in heads.items())


def is_finished(head: Head | None, summary: Summary) -> bool:
    """Whether this row says that the document, with this text, is finished."""
    return head is not None and head.state is not None and head.text_hash == summary.text_hash


def agree(one: State | None, other: State | None) -> bool:
    """Whether two reviewers decided the same: both rejected, or both accepted the same record."""
    if one is None or other is None:
        return one is other
    if one.status != other.status or one.status == "flagged":
        return False
    if one.status == "rejected" or one.claim is None or other.claim is None:
        return True
    return content(one.claim) == content(other.claim)


def _lay_open(settled: Settled, items: Mapping[str, Item | None]) -> None:
    settled.opinions = {name: item.state if item else None for name, item in items.items()}
    first, second = settled.opinions.values()
    settled.agreed = agree(first, second)
    if settled.item.state is None and settled.agreed and first is not None:
        settled.item.state = State(
            status=first.status,
            by=" + ".join(settled.opinions),
            at=max(state.at for state in settled.opinions.values() if state),
            claim=first.claim,
            basis=first.basis,
        )


def _order(settled: Settled) -> tuple[int, int]:
    start, end = settled.item.key.split(".")[0].split("-")
    return int(start), int(end)
