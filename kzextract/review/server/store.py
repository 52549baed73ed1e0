"""The log of decisions, append-only, in SQLite: :class:`Ledger`.

The present state is derived from the log alone: every row holds what was decided *before* and *after* it,
so the last row of a claim is its state. A row is acknowledged after its transaction is on the disk
(write-ahead log, ``synchronous=FULL``). Rows cannot be changed or deleted (triggers refuse), and each holds
the digest of the row before it: :meth:`Ledger.verify` finds one that was tampered with.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kzextract.records import Record
from kzextract.review.server.states import State

COLUMNS = (
    "seq",
    "at",
    "reviewer",
    "track",
    "document",
    "text_hash",
    "rules",
    "claim",
    "action",
    "before",
    "after",
    "refers",
    "chain",
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL, reviewer TEXT NOT NULL, track TEXT NOT NULL,
  document TEXT NOT NULL, text_hash TEXT NOT NULL, rules TEXT NOT NULL,
  claim TEXT NOT NULL, action TEXT NOT NULL,
  before TEXT, after TEXT, refers INTEGER, chain TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS log_by_claim ON log (document, claim);
CREATE TRIGGER IF NOT EXISTS log_keeps_rows BEFORE DELETE ON log
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS log_keeps_values BEFORE UPDATE ON log
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""


class Entry(Record, frozen=True, kw_only=True):
    """One row of the log. ``track`` is "" for the common record, a reviewer's name for a blind one."""

    at: str
    reviewer: str
    track: str
    document: str
    text_hash: str
    rules: str
    claim: str
    action: str
    before: State | None
    after: State | None
    refers: int | None = None
    seq: int = 0
    chain: str = ""


class Head(Record, frozen=True, kw_only=True):
    """The last row of one claim on one track."""

    seq: int
    reviewer: str
    text_hash: str
    state: State | None


class Broken(ValueError):
    """The log is not as it was written."""


class Ledger:
    """The log in one file; several threads and several processes may use it at once.

    >>> ledger = Ledger(":memory:")
    >>> ledger.heads("", "a01")
    {}
    """

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_SCHEMA)
        self._seq, self._chain = 0, ""
        self._heads: dict[tuple[str, str], dict[str, Head]] = defaultdict(dict)
        self._tracks: dict[str, dict[str, None]] = defaultdict(dict)
        self._last: dict[str, int] = {}
        self._done: dict[str, list[int]] = defaultdict(list)
        self._undone: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, None] = {}
        self.refresh()

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction in which nobody else writes: what is read inside is still true when it is appended.

        When the block ends the rows are on the disk.
        """
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self.refresh()
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self.refresh()

    def append(self, entry: Entry) -> int:
        """Adds one row, inside :meth:`writing`; returns its number."""
        if not self._db.in_transaction:
            raise RuntimeError("append() belongs inside writing()")
        row = _row(entry)
        last = self._db.execute("SELECT chain FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        cursor = self._db.execute(
            f"INSERT INTO log ({', '.join(COLUMNS[1:])}) VALUES ({', '.join('?' * (len(COLUMNS) - 1))})",
            (*row, _link(last[0] if last else "", row)),
        )
        return int(cursor.lastrowid or 0)

    def refresh(self) -> int:
        """Takes in the rows that were written since; returns the number of the last."""
        with self._lock:
            for row in self._db.execute(
                "SELECT seq, reviewer, track, document, text_hash, claim, action, after, refers FROM log "
                "WHERE seq > ? ORDER BY seq",
                (self._seq,),
            ).fetchall():
                self._fold(*row)
            return self._seq

    def _fold(
        self,
        seq: int,
        reviewer: str,
        track: str,
        document: str,
        text_hash: str,
        claim: str,
        action: str,
        after: str | None,
        refers: int | None,
    ) -> None:
        self._seq = seq
        self._last[document] = seq
        self._names[reviewer] = None
        self._tracks[document][track] = None
        state = _STATE.decode(after) if after else None
        self._heads[track, document][claim] = Head(
            seq=seq, reviewer=reviewer, text_hash=text_hash, state=state
        )
        done, undone = self._done[reviewer], self._undone[reviewer]
        if action == "undo" and refers in done:
            done.remove(refers)
            undone.append(refers)
        elif action == "redo" and refers in undone:
            undone.remove(refers)
            done.append(refers)
        else:
            done.append(seq)
            undone.clear()

    def heads(self, track: str, document: str) -> dict[str, Head]:
        """The last row of every claim of a document on a track."""
        with self._lock:
            return dict(self._heads.get((track, document), {}))

    def head(self, track: str, document: str, claim: str) -> Head | None:
        """The last row of one claim."""
        with self._lock:
            return self._heads.get((track, document), {}).get(claim)

    def tracks(self, document: str) -> list[str]:
        """The names of those who have decided something in this document on tracks of their own."""
        with self._lock:
            return [track for track in self._tracks.get(document, ()) if track]

    def last(self, document: str) -> int:
        """The number of the last row on a document, 0 where there is none."""
        with self._lock:
            return self._last.get(document, 0)

    def documents(self) -> set[str]:
        """The documents in which anything was decided."""
        with self._lock:
            return set(self._tracks)

    def reviewers(self) -> list[str]:
        """Everybody who has decided something."""
        with self._lock:
            return list(self._names)

    def undoable(self, reviewer: str) -> list[int]:
        """The rows that this reviewer may take back, the newest last."""
        with self._lock:
            return list(self._done[reviewer])

    def redoable(self, reviewer: str) -> list[int]:
        """The rows that were taken back and may be made again, the next one last."""
        with self._lock:
            return list(self._undone[reviewer])

    def entry(self, seq: int) -> Entry:
        """The row of this number."""
        with self._lock:
            row = self._db.execute(f"SELECT {', '.join(COLUMNS)} FROM log WHERE seq = ?", (seq,)).fetchone()
        return _entry(row)

    def entries(self, document: str | None = None, claim: str | None = None) -> list[Entry]:
        """The rows in the order in which they were written."""
        query = f"SELECT {', '.join(COLUMNS)} FROM log"
        values: list[str] = []
        for column, value in (("document", document), ("claim", claim)):
            if value is not None:
                query += f" {'AND' if values else 'WHERE'} {column} = ?"
                values.append(value)
        with self._lock:
            return [_entry(row) for row in self._db.execute(query + " ORDER BY seq", values).fetchall()]

    def verify(self) -> int:
        """Raises :class:`Broken` where a row is not as it was written; returns how many rows there are."""
        with self._lock:
            rows = self._db.execute(f"SELECT {', '.join(COLUMNS)} FROM log ORDER BY seq").fetchall()
        chain = ""
        for row in rows:
            chain = _link(chain, row[1:-1])
            if row[-1] != chain:
                raise Broken(f"row {row[0]} of the review log is not as it was written")
        return len(rows)


_STATE = msgspec.json.Decoder(State)


def _row(entry: Entry) -> tuple[object, ...]:
    def packed(state: State | None) -> str | None:
        return None if state is None else msgspec.json.encode(state).decode()

    return (
        entry.at,
        entry.reviewer,
        entry.track,
        entry.document,
        entry.text_hash,
        entry.rules,
        entry.claim,
        entry.action,
        packed(entry.before),
        packed(entry.after),
        entry.refers,
    )


def _link(previous: str, row: tuple[object, ...]) -> str:
    return hashlib.sha256(msgspec.json.encode([previous, *row])).hexdigest()


def _entry(row: tuple[object, ...]) -> Entry:
    values = dict(zip(COLUMNS, row, strict=True))
    for column in ("before", "after"):
        packed = values[column]
        values[column] = _STATE.decode(str(packed)) if packed is not None else None
    return Entry(**values)  # type: ignore[arg-type]
