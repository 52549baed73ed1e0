"""The run: every release of some folders to ``documents.jsonl`` and ``claims.csv``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kzextract.batch.sources import Failure, read_records
from kzextract.records import Document
from kzextract.tables import write_csv

DOCUMENTS = "documents.jsonl"
CLAIMS = "claims.csv"


@dataclass
class Summary:
    """What a run found, in counts."""

    documents: int = 0
    characters: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, document: Document) -> None:
        """Counts one document."""
        self.documents += 1
        self.characters += len(document.text)
        self.languages[document.lang] += 1
        self.entities.update(e.type for e in document.entities)
        self.measures.update(c.measure for c in document.claims)
        self.codes.update(c.indicator.code for c in document.claims if c.indicator and c.indicator.code)
        self.findings.update(f.verdict for f in document.findings)


def run(files: list[tuple[Path, str]], out: Path, step: Callable[[int], None] = lambda done: None) -> Summary:
    """Extracts every file into the folder ``out``; ``step`` is told how many files are done."""
    from kzextract.extraction import extract_many

    out.mkdir(parents=True, exist_ok=True)
    summary = Summary()
    # Written beside and renamed at the end: a run that is stopped leaves the last whole result alone.
    documents_part, claims_part = out / f"{DOCUMENTS}.part", out / f"{CLAIMS}.part"
    with (
        documents_part.open("w", encoding="utf-8") as lines,
        claims_part.open("w", encoding="utf-8") as table,
    ):

        def written() -> Iterator[Document]:
            for document in extract_many(read_records(files, summary.failures)):
                lines.write(document.to_json() + "\n")
                summary.add(document)
                step(summary.documents + len(summary.failures))
                yield document

        write_csv(written(), table)
    documents_part.replace(out / DOCUMENTS)
    claims_part.replace(out / CLAIMS)
    return summary


def load_documents(folder: Path) -> list[Document]:
    """The documents that a run wrote; ``ValueError`` naming the line that is none."""
    return list(read_documents((folder / DOCUMENTS).open("rb")))


def read_documents(lines: Iterable[bytes]) -> Iterator[Document]:
    """Documents from lines of JSON."""
    for n, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Document.from_json(line)
            except ValueError as error:
                raise ValueError(f"{DOCUMENTS}, line {n}: {error}") from error
