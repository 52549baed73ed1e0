"""Shared by the tests of the review server: batch folders, and a reviewer without a browser."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import uvicorn

from kzextract import Document, extract
from kzextract.review.server.app import application
from kzextract.review.server.corpus import Corpus
from kzextract.review.server.security import Keys
from kzextract.review.server.service import Review
from kzextract.review.server.states import digest
from kzextract.review.server.store import Ledger
from kzextract.review.server.tracks import Settled

FIRST = (
    "За девять месяцев 2025 года в Жамбылской области зарегистрировано 1 240 краж, "
    "это на 12,5% меньше, чем годом ранее. Изъято 15 кг марихуаны."
)
SECOND = "😀 Қазақстан: в Астане раскрыто 98 преступлений, ущерб составил 2,4 млн тенге."


def texts() -> list[Document]:
    """Two releases as extracted."""
    return [extract(FIRST, id="one", date="2025-10-20"), extract(SECOND, id="two", date="2025-11-02")]


def write_batch(folder: Path, documents: Iterable[Document], rules: str = "0.1.0+test") -> Path:
    """A batch folder with these documents."""
    folder.mkdir(exist_ok=True)
    part = folder / "documents.part"
    part.write_text("".join(d.to_json() + "\n" for d in documents), encoding="utf-8")
    part.replace(folder / "documents.jsonl")
    (folder / "manifest.json").write_text(json.dumps({"rules": rules}), encoding="utf-8")
    return folder


def open_review(folder: Path, percent: int = 0) -> Review:
    """The service on a batch folder, its log beside the batch."""
    return Review(Corpus(folder), Ledger(folder / "review.sqlite"), percent)


def items(review: Review, name: str, reviewer: str = "Анна") -> list[Settled]:
    """The claims of a document as this reviewer gets them."""
    summary = review.summary(name)
    return review.tracks.items(summary, review.tracks.for_reviewer(summary, reviewer))


def decide(review: Review, name: str, n: int, action: str, reviewer: str = "Анна", **more: Any) -> Settled:
    """A decision on the n-th claim by somebody who has just looked at it."""
    found = items(review, name, reviewer)
    summary = review.summary(name)
    track = review.tracks.for_reviewer(summary, reviewer)
    key = found[n].item.key
    head = review.ledger.head(track, name, key)
    shown = digest(review.claims(name, found)[key])
    values = {"version": head.seq if head else 0, "shown": shown, **more}
    return review.decide(reviewer, name, key, action, **values)


def statuses(review: Review, name: str, reviewer: str = "Анна") -> list[str]:
    """The decisions in the order of the text."""
    return [settled.item.status for settled in items(review, name, reviewer)]


def changed(document: Document, n: int, **changes: Any) -> Document:
    """The document as rules would give it that read the n-th claim otherwise."""
    claims = list(document.claims)
    claims[n] = msgspec.structs.replace(claims[n], **changes)
    return msgspec.structs.replace(document, claims=tuple(claims))


@contextmanager
def serving(review: Review, keys: Keys | None = None) -> Iterator[str]:
    """The server on a free port of this machine, in a thread; gives ``http://127.0.0.1:PORT``."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port = listener.getsockname()[1]
        app = application(review, keys or Keys("secret"), "127.0.0.1", port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)
