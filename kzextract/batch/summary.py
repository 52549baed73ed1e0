"""What a batch found, in counts that add up over its parts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kzextract.batch.items import Failure

if TYPE_CHECKING:
    import pyarrow

# No more failures than this are kept in memory; all of them are in errors.jsonl.
SHOWN = 1000


@dataclass
class Summary:
    """What a run found, in counts; ``failed`` counts what ``failures`` names (the first thousand)."""

    documents: int = 0
    skipped: int = 0
    failed: int = 0
    exact_duplicates: int = 0
    near_duplicates: int = 0
    characters: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, about: dict[str, Any]) -> None:
        """Counts the figures of one more part."""
        for name in ("documents", "skipped", "failed", "characters"):
            setattr(self, name, getattr(self, name) + about[name])
        for name in ("languages", "entities", "measures", "codes", "findings", "rules"):
            getattr(self, name).update(about[name])
        self.failures.extend(Failure(**known) for known in about["failures"][: SHOWN - len(self.failures)])

    @property
    def claims(self) -> int:
        """How many claims were found."""
        return self.measures.total()

    def to_dict(self) -> dict[str, Any]:
        """The counts for ``report.json``; the failures themselves are in ``errors.jsonl``."""
        counts: dict[str, Any] = {name: value for name, value in vars(self).items() if name != "failures"}
        counts = {
            name: dict(sorted(value.items())) if isinstance(value, Counter) else value
            for name, value in counts.items()
        }
        return {**counts, "claims": self.claims}


def about(batch: pyarrow.RecordBatch) -> dict[str, Any]:
    """The figures of one part, counted where it is made."""

    def counted(name: str, inner: str | None = None) -> dict[str, int]:
        column = batch.column(name)
        if inner is not None:
            column = column.flatten().field(inner)
        return {
            known["values"]: known["counts"]
            for known in column.value_counts().to_pylist()
            if known["values"] is not None
        }

    status = counted("status")
    failed = [
        {"path": row["path"] or "", "reason": row["reason"], "where": row["record"] or ""}
        for row in batch.select(["status", "path", "reason", "record"]).to_pylist()
        if row["status"] == "failed"
    ]
    return {
        "documents": status.get("done", 0) + status.get("skipped", 0),
        "skipped": status.get("skipped", 0),
        "failed": status.get("failed", 0),
        "characters": sum(batch.column("characters").drop_null().to_pylist()),
        "languages": counted("lang"),
        "entities": counted("entities", "type"),
        "measures": counted("claims", "measure"),
        "codes": counted("claims", "code"),
        "findings": counted("findings", "verdict"),
        "rules": counted("rules"),
        "failures": failed,
    }
