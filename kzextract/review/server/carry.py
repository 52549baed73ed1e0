"""What is decided about each claim of a document now: :func:`resolve`.

Decisions outlive a run: on a claim that a newer run finds unchanged the decision stands; where the newer
rules read something else the claim comes back to the queue, with the earlier decision shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kzextract.review.server.corpus import Known
from kzextract.review.server.states import State, digest
from kzextract.review.server.store import Head

Origin = Literal["machine", "added", "gone"]


@dataclass
class Item:
    """One claim under review.

    ``state`` is the decision that stands, None where there is none. ``earlier`` is one that was made on other
    content. ``version`` is the number of the claim's last row in the log: whoever decides names it.
    """

    key: str
    origin: Origin
    version: int = 0
    state: State | None = None
    earlier: State | None = None

    @property
    def status(self) -> str:
        """``open``, ``accepted``, ``rejected`` or ``flagged``."""
        return self.state.status if self.state else "open"


def resolve(machine: Iterable[Known], heads: Mapping[str, Head], text_hash: str) -> list[Item]:
    """The claims of the machine and of people, in the order of the text; decisions on another text are left
    out."""
    known = {claim.key: claim for claim in machine}
    items = {key: Item(key=key, origin="machine") for key in known}
    left: list[tuple[str, Head, State]] = []
    for key, head in heads.items():
        if key.startswith("@"):
            continue
        state = head.state if head.text_hash == text_hash else None
        if key not in items:
            if state is not None and state.claim is not None:
                left.append((key, head, state))
            continue
        item = items[key]
        item.version = head.seq
        if state is not None:
            _settle(item, state, known[key])
    for key, head, state in left:
        assert state.claim is not None
        start, end = state.claim.start, state.claim.end
        meeting = [c for c in known.values() if c.start < end and start < c.end]
        if not meeting:
            if state.basis is None:
                items[key] = Item(key=key, origin="added", version=head.seq, state=state)
            elif state.status != "rejected":
                items[key] = Item(key=key, origin="gone", version=head.seq, earlier=state)
            continue
        if any(items[c.key].version > head.seq for c in meeting):
            continue  # decided upon anew since
        same = digest(state.claim)
        best = next((c for c in meeting if c.digest == same), meeting[0])
        item = items[best.key]
        if item.state is None and item.earlier is None:
            _settle(item, state, best)
    return sorted(items.values(), key=lambda item: _place(item, known))


def _settle(item: Item, state: State, machine: Known) -> None:
    unchanged = state.basis == machine.digest
    # A correction that the newer rules now make themselves needs no second look.
    learnt = state.claim is not None and state.status == "accepted" and digest(state.claim) == machine.digest
    if unchanged or learnt:
        item.state = state
    else:
        item.earlier = state


def _place(item: Item, known: Mapping[str, Known]) -> tuple[int, int]:
    if item.key in known:
        return known[item.key].start, known[item.key].end
    decided = item.state or item.earlier
    assert decided is not None and decided.claim is not None
    return decided.claim.start, decided.claim.end
