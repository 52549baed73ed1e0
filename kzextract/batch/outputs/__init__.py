"""What a batch writes: Parquet, JSON lines and CSV always; brat, spaCy and Label Studio where wanted."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kzextract.batch.parts import TEMPORARY, settle

if TYPE_CHECKING:
    import pyarrow

Tables = Mapping[str, "pyarrow.Table"]


class Output(Protocol):
    """One file or folder that is written a part at a time."""

    name: str

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """Takes the tables, the documents as JSON, and the failures of one part."""

    def close(self) -> None:
        """All parts were written."""


class Outputs:
    """All outputs of a run; temporary until they are all whole."""

    def __init__(self, outputs: Sequence[Output]) -> None:
        self.outputs = outputs

    @property
    def names(self) -> list[str]:
        """Their names in the output folder."""
        return [output.name for output in self.outputs]

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Iterable[Mapping[str, str]]
    ) -> None:
        """Gives one part to each."""
        failures = list(failures)
        for output in self.outputs:
            output.write(tables, documents, failures)


@contextmanager
def open_outputs(out: Path, also: Sequence[str], csv_for: str) -> Iterator[Outputs]:
    """Outputs that get their names when all is written, and leave nothing behind if something fails."""
    from kzextract.batch.outputs.brat import Brat
    from kzextract.batch.outputs.docbin import SpacyDocs
    from kzextract.batch.outputs.labelstudio import LabelStudio
    from kzextract.batch.outputs.lines import DocumentLines, ErrorLines
    from kzextract.batch.outputs.parquet import ParquetTable
    from kzextract.batch.outputs.spreadsheet import Spreadsheet
    from kzextract.batch.schema import table_schemas

    work = out / f"outputs{TEMPORARY}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    others: dict[str, type[Brat] | type[SpacyDocs] | type[LabelStudio]] = {
        "brat": Brat,
        "spacy": SpacyDocs,
        "labelstudio": LabelStudio,
    }
    try:
        outputs: list[Output] = [ParquetTable(work, name) for name in table_schemas()]
        outputs += [DocumentLines(work), ErrorLines(work), Spreadsheet(work, csv_for)]
        outputs += [others[name](work) for name in also]
        yield Outputs(outputs)
        for output in outputs:
            output.close()
        for output in outputs:
            made, target = work / output.name, out / output.name
            if made.is_dir():
                shutil.rmtree(target, ignore_errors=True)
                made.replace(target)
            else:
                settle(made, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
