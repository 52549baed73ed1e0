"""The batch under review: an index of its documents, each read from the file when it is opened.

This is the only file that knows what a batch folder looks like.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from pathlib import Path, PurePosixPath
from typing import Final

from kzextract.batch.runner import DOCUMENTS
from kzextract.records import Claim, Document, Record
from kzextract.review.payload import document_payload
from kzextract.review.server.states import digest, portable, text_hash

UNKNOWN_RULES: Final = "unknown"
KEPT_OPEN = 64
_GRAVITY = ("inconsistent", "implausible")


class Known(Record, frozen=True, kw_only=True):
    """A claim of the machine, in so far as a decision on it is found again by it."""

    key: str
    start: int
    end: int
    digest: str


class Summary(Record, frozen=True, kw_only=True):
    """What the queue knows of a document without opening it."""

    id: str
    title: str
    date: str | None
    source: str | None
    file: str
    text_hash: str
    offset: int
    length: int
    claims: tuple[Known, ...]
    verdicts: dict[str, int]
    confidence: float
    regions: frozenset[str]
    codes: frozenset[str]
    words: str


class Corpus:
    """The documents of a folder that ``kzextract batch`` wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = UNKNOWN_RULES
        self.summaries: dict[str, Summary] = {}
        self._lock = threading.Lock()
        self._open: OrderedDict[str, tuple[Document, dict[str, Claim]]] = OrderedDict()
        self._stamp: tuple[int, int] | None = None
        self.refresh()

    def refresh(self) -> bool:
        """Reads the folder anew if a batch has written into it; tells whether it has."""
        path = self.folder / DOCUMENTS
        with self._lock:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if stamp == self._stamp:
                return False
            self.summaries = _index(path)
            self.rules = _rules(self.folder)
            self._open.clear()
            self._stamp = stamp
            return True

    def document(self, name: str) -> Document:
        """One document; ``KeyError`` where there is none of this name."""
        return self._opened(name)[0]

    def machine(self, name: str) -> dict[str, Claim]:
        """What the machine claims in it, by keys."""
        return self._opened(name)[1]

    def _opened(self, name: str) -> tuple[Document, dict[str, Claim]]:
        with self._lock:
            if name in self._open:
                self._open.move_to_end(name)
                return self._open[name]
            summary = self.summaries[name]
            with (self.folder / DOCUMENTS).open("rb") as lines:
                lines.seek(summary.offset)
                document = Document.from_json(lines.read(summary.length))
            self._open[name] = document, portable(document.claims)
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)
            return self._open[name]


def _index(path: Path) -> dict[str, Summary]:
    found: dict[str, Summary] = {}
    offset = 0
    with path.open("rb") as lines:
        for n, line in enumerate(lines, 1):
            if line.strip():
                try:
                    document = Document.from_json(line)
                except ValueError as error:
                    raise ValueError(f"{DOCUMENTS}, line {n}: {error}") from error
                name, copy = document.id, 2
                while name in found:
                    name, copy = f"{document.id}#{copy}", copy + 1
                found[name] = _summary(name, document, offset, len(line))
            offset += len(line)
    return found


def _summary(name: str, document: Document, offset: int, length: int) -> Summary:
    payload = document_payload(document)
    verdicts: dict[str, int] = {}
    for finding in document.findings:
        verdicts[finding.verdict] = verdicts.get(finding.verdict, 0) + 1
    claims = payload["claims"]
    named = {c["indicator"]["text"] for c in claims if c["indicator"]} | {
        e["name"] for e in payload["entities"]
    }
    return Summary(
        id=name,
        title=payload["title"],
        date=payload["date"],
        source=document.meta.source,
        file=PurePosixPath(document.meta.path or "").name or name,
        text_hash=text_hash(document),
        offset=offset,
        length=length,
        claims=tuple(
            Known(key=key, start=claim.start, end=claim.end, digest=digest(claim))
            for key, claim in portable(document.claims).items()
        ),
        verdicts=verdicts,
        confidence=min((c.confidence for c in document.claims), default=1.0),
        regions=frozenset(c["place"]["region"] for c in claims if c["place"] and c["place"]["region"]),
        codes=frozenset(c["indicator"]["code"] for c in claims if c["indicator"] and c["indicator"]["code"]),
        words=" ".join(
            [name, document.meta.path or "", payload["title"], document.meta.source or "", *sorted(named)]
        )
        .lower()
        .replace("ё", "е"),
    )


def worst(summary: Summary) -> tuple[int, ...]:
    """How many findings of each grave verdict, negated: smaller comes first."""
    return tuple(-summary.verdicts.get(verdict, 0) for verdict in _GRAVITY)


def _rules(folder: Path) -> str:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return UNKNOWN_RULES
    rules = manifest.get("rules") if isinstance(manifest, dict) else None
    return rules if isinstance(rules, str) else UNKNOWN_RULES
