"""CSV that Excel opens rightly with a double click: letters, columns, numbers and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzextract.batch.extras import needed
from kzextract.batch.outputs import Tables
from kzextract.batch.questions import shown
from kzextract.tables import COLUMNS

if TYPE_CHECKING:
    import pyarrow

# Excel takes the separators from the country that Windows is set to, not from the file.
SEPARATORS = {"ru": (";", ","), "en": (",", ".")}
# What Excel would run as a formula (= + - @), and what it would make a date or a number that the text is not:
# «1-5» becomes 1 May, «10.11» 10 November, an id like 123e45 a number of 48 digits.
_FORMULA = r"^[=+\-@\t\r]"
_MISREAD = r"^(\d{1,4}[-./]\d{1,2}([-./]\d{1,4})?|\d+[eE][-+]?\d+|0\d+|\d{12,})$"
_EXCEL_CELL = 32_767
# What others wrote. The rest are codes of ours, which hold nothing that Excel could take for something else.
_FREE = {"document", "source", "url", "text", "indicator", "place", "attribution", "sentence"}


class Spreadsheet:
    """``claims.csv``: UTF-8 with its mark, so that Excel knows the letters; a row a claim."""

    name = "claims.csv"

    def __init__(self, folder: Path, country: str = "ru") -> None:
        self.csv = needed("pyarrow.csv", "batch")
        self.separator, self.point = SEPARATORS[country]
        self.file = (folder / self.name).open("wb")
        self.file.write("\ufeff".encode() + self.separator.join(COLUMNS).encode() + b"\r\n")

    def write(
        self, tables: Tables, documents: Sequence[bytes], failures: Sequence[Mapping[str, str]]
    ) -> None:
        """As of every output."""
        pa = needed("pyarrow", "batch")
        claims = tables["claims"].combine_chunks()
        if claims.num_rows:
            cells = pa.table({name: self._cells(claims[name], name in _FREE) for name in COLUMNS})
            sink = pa.BufferOutputStream()
            options = self.csv.WriteOptions(
                include_header=False, delimiter=self.separator, quoting_style="needed"
            )
            self.csv.write_csv(cells, sink, options)
            self.file.write(sink.getvalue().to_pybytes().replace(b"\n", b"\r\n"))

    def _cells(self, column: pyarrow.ChunkedArray, free: bool) -> Any:
        pa, pc = needed("pyarrow", "batch"), needed("pyarrow.compute", "batch")
        kind = column.type
        if pa.types.is_decimal(kind):
            # Always ten decimals: those that say nothing go.
            text = pc.replace_substring_regex(column.cast(pa.string()), r"\.?0+$", "")
            if pc.any(pc.match_substring(text, "E")).as_py():  # Arrow writes zero as 0E-10
                text = pa.array([None if v is None else shown(v) for v in column.to_pylist()], pa.string())
            return self._point(text)
        if pa.types.is_floating(kind):
            return self._point(column.cast(pa.string()))
        if not pa.types.is_string(kind):
            return column.cast(pa.string())
        if not free:
            return column
        # A cell is one line: what has two is cut in two by programs that read CSV simply.
        text = column
        if pc.any(pc.match_substring_regex(text, r"[\t\r\n]")).as_py():
            text = pc.replace_substring_regex(text, r"\s+", " ")
        if (pc.max(pc.binary_length(text)).as_py() or 0) > _EXCEL_CELL:
            text = pc.utf8_slice_codeunits(text, 0, _EXCEL_CELL)
        text = pc.if_else(
            pc.match_substring_regex(text, _FORMULA), pc.binary_join_element_wise("'", text, ""), text
        )
        formula = pc.binary_join_element_wise('="', text, '"', "")
        return pc.if_else(pc.match_substring_regex(text, _MISREAD), formula, text)

    def _point(self, text: Any) -> Any:
        pc = needed("pyarrow.compute", "batch")
        return text if self.point == "." else pc.replace_substring(text, ".", self.point)

    def close(self) -> None:
        """As of every output."""
        self.file.close()
