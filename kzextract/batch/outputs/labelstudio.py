"""Label Studio: tasks with pre-annotations; offsets count UTF-16 units, as JavaScript does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kzextract.batch.outputs import Tables
from kzextract.batch.version import rules_version
from kzextract.records import Document
from kzextract.review.payload import utf16_offset

COLOURS = {
    "PLACE": "#2a7f62",
    "PERSON": "#b3541e",
    "ORG": "#27598f",
    "PROGRAM": "#7a3e9d",
    "LAW": "#6b6b2a",
    "PERIOD": "#5a6472",
    "CLAIM": "#b02a4c",
}


def config() -> str:
    """The labelling interface that the tasks are for; its names are those that the pre-annotations use."""
    labels = "\n".join(f'    <Label value="{name}" background="{c}"/>' for name, c in COLOURS.items())
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        '  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n'
    )


def task(document: Document) -> dict[str, Any]:
    """One document as a task."""
    at = utf16_offset(document.text)

    def region(id: str, label: str, start: int, end: int, text: str, notes: list[str]) -> dict[str, Any]:
        return {
            "id": id,
            "type": "labels",
            "from_name": "label",
            "to_name": "text",
            "value": {"start": at(start), "end": at(end), "text": text, "labels": [label]},
            "meta": {"text": notes},
        }

    result = [
        region(e.id, e.type, e.start, e.end, e.text, [x for x in (e.name, getattr(e, "role", None)) if x])
        for e in document.entities
    ]
    for claim in document.claims:
        indicator = claim.indicator.text if claim.indicator else None
        said = [f"{claim.value} {claim.unit}", claim.measure, claim.direction, indicator]
        result.append(
            region(
                claim.id, "CLAIM", claim.start, claim.end, claim.text, [str(part) for part in said if part]
            )
        )
    known = {entity.id for entity in document.entities}
    for entity in document.entities:
        org = getattr(entity, "org", None)
        if org in known:
            link = {"from_id": entity.id, "to_id": org, "type": "relation", "direction": "right"}
            result.append({**link, "labels": ["belongs"]})
    meta = {"id": document.id, **{k: v for k, v in document.meta.to_dict().items() if v is not None}}
    return {
        "data": {"text": document.text, **meta},
        "predictions": [{"model_version": f"kzextract {rules_version()}", "result": result}],
    }


class LabelStudio:
    """``labelstudio/``: tasks.json to import, and config.xml with the labelling interface."""

    name = "labelstudio"

    def __init__(self, folder: Path) -> None:
        path = folder / self.name
        path.mkdir()
        (path / "config.xml").write_text(config(), encoding="utf-8")
        self.file = (path / "tasks.json").open("wb")
        self.separator = b"[\n"

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        for data in documents:
            self.file.write(self.separator + msgspec.json.encode(task(Document.from_json(data))))
            self.separator = b",\n"

    def close(self) -> None:
        """As of every output."""
        self.file.write(b"\n]\n" if self.separator == b",\n" else b"[]\n")
        self.file.close()
