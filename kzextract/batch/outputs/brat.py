"""brat standoff: a .txt and an .ann a document; offsets in code points, spans cut at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kzextract.batch.outputs import Tables
from kzextract.records import Claim, Document, Person

_UNSAFE = re.compile(r"[^\w.~-]")
_TYPES = ("PLACE", "PERSON", "ORG", "PROGRAM", "LAW", "PERIOD")
_MEASURES = ("level", "change", "share", "rate")

ANNOTATION_CONF = f"""[entities]
{chr(10).join(_TYPES)}
CLAIM
ROLE

[relations]
Belongs	Arg1:PERSON, Arg2:ORG
PartOf	Arg1:CLAIM, Arg2:CLAIM

[events]

[attributes]
Measure	Arg:CLAIM, Value:{"|".join(_MEASURES)}
Direction	Arg:CLAIM, Value:up|down|same
"""


def file_name(id: str) -> str:
    """A document's id as a file name.

    >>> file_name("north/a 1"), file_name("..")
    ('north_a_1', '_.')
    """
    name = _UNSAFE.sub("_", id)[:200] or "_"
    return f"_{name[1:]}" if name.startswith(".") else name


def standoff(document: Document) -> Iterator[str]:
    """The lines of the .ann file."""
    marks: dict[str, str] = {}
    for entity in document.entities:
        marks[entity.id] = mark = f"T{len(marks) + 1}"
        yield _bound(mark, entity.type, document.text, entity.start, entity.end)
    for claim in document.claims:
        marks[claim.id] = mark = f"T{len(marks) + 1}"
        yield _bound(mark, "CLAIM", document.text, claim.start, claim.end)
    links, notes, attributes = 0, 0, 0
    for entity in document.entities:
        notes += 1
        role = getattr(entity, "role", None)
        known = " · ".join(filter(None, (entity.name, getattr(entity, "ref", None), role)))
        yield _note(notes, marks[entity.id], known)
        if isinstance(entity, Person) and entity.org in marks:
            links += 1
            yield f"R{links}\tBelongs Arg1:{marks[entity.id]} Arg2:{marks[entity.org]}"
    for claim in document.claims:
        notes += 1
        yield _note(notes, marks[claim.id], _said(claim))
        for name, value in (("Measure", claim.measure), ("Direction", claim.direction)):
            if value:
                attributes += 1
                yield f"A{attributes}\t{name} {marks[claim.id]} {value}"
        if claim.part_of in marks:
            links += 1
            yield f"R{links}\tPartOf Arg1:{marks[claim.id]} Arg2:{marks[claim.part_of]}"


def _bound(mark: str, label: str, text: str, start: int, end: int) -> str:
    # brat has no spans over several lines: such a span is one with gaps at the line ends.
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\r\n]+", text[start:end])]
    offsets = ";".join(f"{first} {last}" for first, last in pieces)
    return f"{mark}\t{label} {offsets}\t{' '.join(text[first:last] for first, last in pieces)}"


def _note(number: int, mark: str, text: str) -> str:
    return f"#{number}\tAnnotatorNotes {mark}\t{' '.join(text.split())}"


def _said(claim: Claim) -> str:
    value = f"{claim.value}" if claim.value_max is None else f"{claim.value}–{claim.value_max}"
    indicator = (claim.indicator.code or claim.indicator.text) if claim.indicator else None
    period = f"{claim.period.start}…{claim.period.end}" if claim.period else None
    place = claim.place.name if claim.place else None
    return " · ".join(filter(None, (f"{value} {claim.unit}", indicator, place, period)))


class Brat:
    """``brat/``: one .txt and one .ann a document, with annotation.conf."""

    name = "brat"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.folder.mkdir()
        (self.folder / "annotation.conf").write_text(ANNOTATION_CONF, encoding="utf-8")
        self.names: set[str] = set()

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        for data in documents:
            document = Document.from_json(data)
            name = file_name(document.id)
            while name.lower() in self.names:  # ids that differ only in letters a file name cannot have
                name += "_"
            self.names.add(name.lower())
            # Bytes: no line end may change, or the offsets would be wrong.
            (self.folder / f"{name}.txt").write_bytes(document.text.encode())
            lines = "".join(f"{line}\n" for line in standoff(document))
            (self.folder / f"{name}.ann").write_bytes(lines.encode())

    def close(self) -> None:
        """As of every output."""
