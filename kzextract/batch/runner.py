"""The run: every article of some places, in worker processes, resumable; nothing lost, nothing twice."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kzextract.batch.extras import needed
from kzextract.batch.items import Item, Options
from kzextract.batch.manifest import MANIFEST, PARTS, claim_folder, locked
from kzextract.batch.manifest import Refusal as Refusal
from kzextract.batch.parts import Bundle, Parts, pack, save
from kzextract.batch.sources import Reading
from kzextract.batch.summary import Summary as Summary
from kzextract.batch.summary import about
from kzextract.batch.version import rules_version
from kzextract.batch.walking import STDIN, Walk, count
from kzextract.batch.workers import Pool, Split, Start, Work, cores
from kzextract.lexicon.scope import using
from kzextract.records import Document

DOCUMENTS, CLAIMS, REPORT = "documents.jsonl", "claims.csv", "report.json"
TIME_LIMIT = 60.0
# Formats whose packages must be there before a run begins.
_EXTRAS = {"html": [("trafilatura", "html")], "warc": [("warcio", "warc"), ("trafilatura", "html")]}


@dataclass
class State:
    """How far a run has come."""

    files: int = 0
    size: int = 0
    position: int = 0
    resumed: int = 0
    finishing: bool = False
    summary: Summary = field(default_factory=Summary)
    # Of this session alone: what was found done before says nothing about the speed.
    started: float = field(default_factory=time.monotonic)
    documents: int = 0
    worked_bytes: int = 0

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds if self.documents else 0.0

    @property
    def remaining(self) -> float | None:
        """Seconds to the end, None while that cannot be told."""
        if not self.worked_bytes or not self.size:
            return None
        return max(0, self.size - self.position) * self.seconds / self.worked_bytes


@dataclass
class Extraction:
    """What a worker is started with: it loads the pipeline and returns the work."""

    options: Options
    folder: Path

    def __call__(self) -> Work:
        from kzextract.batch.processing import process_items
        from kzextract.extraction import extract

        # Loads the models and the user's lexicon before the first bundle comes.
        extract("В Астане изъято 5 кг наркотиков.", lexicon=self.options.own)
        parts = Parts(self.folder)

        def work(items: list[Item], key: str | None) -> dict[str, Any] | bytes:
            batch = process_items(items, self.options)
            if key is None:
                return bytes(pack(batch, {}))
            figures = about(batch)
            save(parts.path(key), pack(batch, figures))
            return figures

        return work


def run(
    places: Iterable[str | Path],
    out: str | Path,
    options: Options | None = None,
    *,
    processes: int | None = None,
    time_limit: float = TIME_LIMIT,
    also: Iterable[str] = (),
    csv_for: str = "ru",
    force: bool = False,
    restart: bool = False,
    retry: bool = False,
    stdin: str = "jsonl",
    watch: Callable[[State], None] = lambda state: None,
    start: Start | None = None,
) -> Summary:
    """Extracts every article of the places into the folder ``out``; a run that was stopped goes on there.

    ``also`` names further outputs (``brat``, ``spacy``, ``labelstudio``), ``csv_for`` the country whose Excel
    is to open the CSV. ``retry`` does bundles with failures anew. ``watch`` is called with the state after
    each bundle; ``start`` makes another worker function. Raises :class:`Refusal` where ``out`` holds a batch
    of other rules, options or inputs.
    """
    needed("pyarrow", "batch")
    needed("rensa", "batch")
    options, out, also = options or Options(), Path(out), sorted(set(also))
    given = [os.fspath(place) for place in places]
    out.mkdir(parents=True, exist_ok=True)
    with using(options.own), locked(out):
        if restart:
            shutil.rmtree(out / PARTS, ignore_errors=True)
            (out / MANIFEST).unlink(missing_ok=True)
        claim_folder(out, given, options, force)
        walk = Walk(given, skip=out, stdin=stdin)
        state = State()
        if given != [STDIN]:
            state.files, state.size, formats = count(walk)
            for module, extra in {pair for form in formats for pair in _EXTRAS.get(form, ())}:
                needed(module, extra)
        parts = Parts(out / PARTS)
        parts.sweep()
        start = start or Extraction(options, parts.folder)
        pool = (processes or cores(), start, time_limit)
        keys = _extract(Reading(walk, options), parts, pool, retry, state, watch)
        state.finishing = True
        watch(state)
        _finish(out, parts, keys, options, also, csv_for, state, walk, processes or cores())
    return state.summary


def _extract(
    reading: Reading,
    parts: Parts,
    settings: tuple[int, Start, float],
    retry: bool,
    state: State,
    watch: Callable[[State], None],
) -> list[str]:
    """Does what is not done yet; the keys of all bundles in order."""
    from kzextract.batch.parts import bundles

    keys: list[str] = []

    def todo() -> Iterator[Bundle]:
        begun = set()
        for bundle in bundles(reading):
            keys.append(bundle.key)
            state.position = reading.position
            known = parts.about(bundle.key)
            if known is not None and known["failed"] and retry:
                known = None
            if known is None and bundle.key not in begun:
                begun.add(bundle.key)
                yield bundle
            elif known is not None:
                state.resumed += known["documents"] + known["failed"]
                state.summary.add(known)
                watch(state)

    # The workers are only started where there is work.
    coming = todo()
    first = next(coming, None)
    if first is None:
        return keys
    # What is done from here on does not fit an old report: until all outputs are written there is none.
    (parts.folder.parent / REPORT).unlink(missing_ok=True)
    state.started = time.monotonic()
    pool = Pool(*settings)

    def all_of_it() -> Iterator[Bundle]:
        yield first
        yield from coming

    for bundle, answer in pool.run(all_of_it()):
        figures = _join(bundle, answer, parts) if isinstance(answer, Split) else answer
        state.summary.add(figures)
        state.documents += len(bundle.items)
        state.worked_bytes += sum(len(item.data) for item in bundle.items)
        state.position = reading.position
        watch(state)
    return keys


def _join(bundle: Bundle, split: Split, parts: Parts) -> dict[str, Any]:
    """The part of a bundle whose articles were tried alone."""
    from kzextract.batch.processing import to_batch

    pa = needed("pyarrow", "batch")
    batches = []
    for at, item in enumerate(bundle.items):
        answer = split.answers[at]
        if isinstance(answer, Item):
            batches.append(to_batch([answer.data.decode()], [(item.path, item.where)]))
        else:
            batches.append(pa.ipc.open_file(answer).get_batch(0).replace_schema_metadata(None))
    whole = pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
    figures = about(whole)
    save(parts.path(bundle.key), pack(whole, figures))
    return figures


def _finish(
    out: Path,
    parts: Parts,
    keys: list[str],
    options: Options,
    also: list[str],
    csv_for: str,
    state: State,
    walk: Walk,
    processes: int,
) -> None:
    from kzextract.batch.finishing import finish

    wanted = hashlib.sha256(json.dumps([keys, also, csv_for]).encode()).hexdigest()
    report = out / REPORT
    if report.exists():
        known = json.loads(report.read_bytes())
        if known.get("result") == wanted:
            state.summary.exact_duplicates = known["exact_duplicates"]
            state.summary.near_duplicates = known["near_duplicates"]
            return
        report.unlink()
    began = time.monotonic()
    outputs = finish(out, parts, keys, options.near, also, csv_for, state.summary)
    parts.keep_only(keys)
    body = {
        "schema": "kzextract-report/1",
        "result": wanted,
        **state.summary.to_dict(),
        "files": state.files,
        "ignored_files": dict(sorted(walk.ignored.items())),
        "outputs": outputs,
        "rules_now": rules_version(),
        "session": {
            "processes": processes,
            "seconds": round(state.seconds, 3),
            "finishing_seconds": round(time.monotonic() - began, 3),
            "documents": state.documents,
            "documents_a_second": round(state.rate, 1),
            "found_done": state.resumed,
            "peak_memory_mib": peak_memory(),
        },
    }
    save(report, json.dumps(body, ensure_ascii=False, indent=1).encode())


def peak_memory() -> float | None:
    """The most memory that this process has held so far, in MiB; None where that cannot be asked."""
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 if sys.platform != "darwin" else 1024**2), 1)


def load_documents(folder: Path) -> list[Document]:
    """The documents that a run wrote; ``ValueError`` naming the line that is none."""
    with (folder / DOCUMENTS).open("rb") as lines:
        return list(read_documents(lines))


def read_documents(lines: Iterable[bytes]) -> Iterator[Document]:
    """Documents from lines of JSON."""
    for n, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Document.from_json(line)
            except ValueError as error:
                raise ValueError(f"{DOCUMENTS}, line {n}: {error}") from error
