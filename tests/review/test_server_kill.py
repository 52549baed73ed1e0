"""The real server in a process of its own: nothing that it has acknowledged is lost by a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from clients import Browser
from reviewing import open_review, write_batch

from kzextract import Document

pytest_plugins = ("clients",)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The real server in a process of its own, and its address."""
    command = [sys.executable, "-m", "kzextract.cli", "review", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def test_no_acknowledged_decision_is_lost_by_a_kill(tmp_path: Path) -> None:
    """SIGKILL falls between and into decisions; whatever was answered with 200 is there afterwards."""
    sentence = "В Астане изъято {} кг марихуаны. "
    document = Document.from_dict(_long(sentence, 120))
    folder = write_batch(tmp_path / "out", [document])
    acknowledged: dict[str, str] = {}
    for stop_after in (1, 5, 23):
        with served(folder) as (process, address), httpx.Client(base_url=address.partition("/?")[0]) as http:
            if True:
                http.get(address, follow_redirects=True)
                browser = Browser(http)
                claims = [c for c in browser.get("document", id="d")["claims"] if c["status"] == "open"]
                killer = None
                done = 0
                try:
                    for n, claim in enumerate(claims):
                        action = "accept" if n % 2 else "reject"
                        seen = {"key": claim["id"], "version": claim["version"], "shown": claim["shown"]}
                        browser.post("decide", document="d", action=action, **seen)
                        acknowledged[claim["id"]] = ACTION_STATUS[action]
                        done += 1
                        if done == stop_after:
                            killer = threading.Thread(target=process.send_signal, args=(signal.SIGKILL,))
                            killer.start()
                except httpx.HTTPError:
                    pass
                assert killer is not None
                killer.join()
    review = open_review(folder)
    heads = review.ledger.heads("", "d")
    kept = {key: head.state.status for key, head in heads.items() if head.state}
    assert {key: kept.get(key) for key in acknowledged} == acknowledged
    assert len(acknowledged) >= 29
    assert review.ledger.verify() >= len(acknowledged)


ACTION_STATUS = {"accept": "accepted", "reject": "rejected"}


def _long(sentence: str, n: int) -> dict[str, Any]:
    text, claims = "", []
    for i in range(n):
        line = sentence.format(i + 1)
        start = len(text) + line.index(str(i + 1))
        end = start + len(f"{i + 1} кг")
        claims.append(
            {
                "id": f"c{i + 1}",
                "start": start,
                "end": end,
                "text": f"{i + 1} кг",
                "sentence": [len(text), len(text) + len(line)],
                "value": str(i + 1),
                "unit": "kg",
                "measure": "level",
            }
        )
        text += line
    return {"id": "d", "text": text, "lang": "ru", "claims": claims}
