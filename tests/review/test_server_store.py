"""The log: append-only, whole after a kill, derived state, several writers."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kzextract.review.server.states import State
from kzextract.review.server.store import Broken, Entry, Ledger


def entry(claim: str = "1-2", reviewer: str = "Анна", action: str = "accept", **more: object) -> Entry:
    values = {
        "at": "2025-01-01T00:00:00Z",
        "reviewer": reviewer,
        "track": "",
        "document": "d",
        "text_hash": "h",
        "rules": "r",
        "claim": claim,
        "action": action,
        "before": None,
        "after": State(status="accepted", by=reviewer, at="2025-01-01T00:00:00Z"),
        **more,
    }
    return Entry(**values)  # type: ignore[arg-type]


def write(ledger: Ledger, *entries: Entry) -> None:
    for one in entries:
        with ledger.writing():
            ledger.append(one)


def test_the_last_row_of_a_claim_is_its_state(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "log.sqlite")
    rejected = State(status="rejected", by="Борис", at="2025-01-02T00:00:00Z")
    write(ledger, entry(), entry("5-7"), entry(reviewer="Борис", action="reject", after=rejected))
    for opened in (ledger, Ledger(tmp_path / "log.sqlite")):
        heads = opened.heads("", "d")
        assert heads["1-2"].state == rejected
        assert heads["1-2"].seq == 3
        assert heads["5-7"].reviewer == "Анна"
        assert opened.verify() == 3


def test_rows_can_be_neither_changed_nor_deleted(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "log.sqlite")
    write(ledger, entry())
    other = sqlite3.connect(tmp_path / "log.sqlite")
    for command in ("UPDATE log SET reviewer = 'x'", "DELETE FROM log"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute(command)
    assert ledger.verify() == 1


def test_tampering_is_found(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "log.sqlite")
    write(ledger, entry(), entry("5-7"), entry("8-9"))
    other = sqlite3.connect(tmp_path / "log.sqlite")
    other.executescript("DROP TRIGGER log_keeps_values; UPDATE log SET reviewer = 'Ева' WHERE seq = 2")
    with pytest.raises(Broken, match="row 2"):
        ledger.verify()


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "log.sqlite")
    with pytest.raises(ZeroDivisionError), ledger.writing():
        ledger.append(entry())
        raise ZeroDivisionError
    assert ledger.heads("", "d") == {}
    assert Ledger(tmp_path / "log.sqlite").entries() == []
    with pytest.raises(RuntimeError):
        ledger.append(entry())


def test_undo_and_redo_are_rows_too(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "log.sqlite")
    write(ledger, entry(), entry("5-7"), entry("5-7", action="undo", after=None, refers=2))
    assert (ledger.undoable("Анна"), ledger.redoable("Анна")) == ([1], [2])
    assert Ledger(tmp_path / "log.sqlite").redoable("Анна") == [2]
    write(ledger, entry("5-7", action="redo", refers=2))
    assert (ledger.undoable("Анна"), ledger.redoable("Анна")) == ([1, 2], [])
    write(ledger, entry("5-7", action="undo", after=None, refers=2), entry("8-9"))
    assert (ledger.undoable("Анна"), ledger.redoable("Анна")) == ([1, 6], [])
    assert ledger.undoable("Борис") == []


def test_two_processes_see_each_other(tmp_path: Path) -> None:
    one, two = Ledger(tmp_path / "log.sqlite"), Ledger(tmp_path / "log.sqlite")

    def work(ledger: Ledger, name: str) -> None:
        for n in range(30):
            write(ledger, entry(f"{n}-{n + 1}", reviewer=name))

    threads = [threading.Thread(target=work, args=pair) for pair in ((one, "Анна"), (two, "Борис"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.refresh() == two.refresh() == 60
    assert one.heads("", "d") == two.heads("", "d")
    assert one.verify() == 60


WRITER = """
import sys
from kzextract.review.server.states import State
from kzextract.review.server.store import Entry, Ledger
ledger = Ledger(sys.argv[1])
n = ledger.refresh()
while True:
    with ledger.writing():
        ledger.append(Entry(at="t", reviewer="A", track="", document="d", text_hash="h", rules="r",
                            claim=str(n), action="accept", before=None,
                            after=State(status="accepted", by="A", at="t", note="x" * 500)))
    print(n, flush=True)
    n += 1
"""


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_no_acknowledged_row_is_lost_by_a_kill(tmp_path: Path, acknowledged: int) -> None:
    path = tmp_path / "log.sqlite"
    seen: list[str] = []
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(acknowledged):
            seen.append(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)
        # What it said before the kill took hold counts as well.
        rest = process.communicate()[0].split("\n")
        seen += [line for line in rest[:-1] if line]
    ledger = Ledger(path)
    assert set(seen) <= ledger.heads("", "d").keys()
    assert len(seen) >= 2 * acknowledged
    assert ledger.verify() >= len(seen)
