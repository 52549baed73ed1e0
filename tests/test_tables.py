"""Claims as tables keep their types: decimals are decimals, dates are dates."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import msgspec
import pyarrow as pa
from documents import by_hand

from kzextract import Document
from kzextract.tables import COLUMNS, claims_frame, claims_table, rows, write_csv

EMPTY = Document(id="0", text="", lang="und")


def test_one_row_a_claim() -> None:
    document = by_hand()
    found = list(rows([document, EMPTY, document]))
    assert len(found) == 4
    assert found[0]["value"] == Decimal("1.5")
    assert found[0]["place_ref"] == "710000000"
    assert found[1]["part_of"] == "c1"


def test_arrow_types_and_values() -> None:
    table = by_hand().to_arrow()
    assert table.column_names == list(COLUMNS)
    assert pa.types.is_decimal(table.schema.field("value").type)
    assert table.schema.field("period_start").type == pa.date32()
    assert table.column("value").to_pylist() == [Decimal("1.5"), Decimal("10")]
    assert table.column("period_end").to_pylist() == [dt.date(2025, 12, 31)] * 2
    assert table.column("base_period_start").to_pylist() == [None, None]


def test_pandas_keeps_decimals_and_dates() -> None:
    frame = by_hand().to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert frame["value"].tolist() == [Decimal("1.5"), Decimal("10")]
    assert frame["period_start"].iloc[0] == dt.date(2025, 1, 1)
    assert isinstance(frame["value"].iloc[0], Decimal)
    assert frame["start"].dtype == "int64"


def test_no_claims_is_an_empty_table_with_all_columns() -> None:
    assert claims_table([EMPTY]).schema == claims_table([by_hand()]).schema
    assert claims_frame([EMPTY]).dtypes.to_dict() == claims_frame([by_hand()]).dtypes.to_dict()


def test_csv_reads_back_and_holds_no_formulas() -> None:
    document = by_hand()
    claim = msgspec.structs.replace(document.claims[0], attribution=None, rule="=HYPERLINK(1)")
    document = msgspec.structs.replace(document, claims=(claim,))
    file = io.StringIO()
    assert write_csv([document], file) == 1
    [row] = csv.DictReader(io.StringIO(file.getvalue()))
    assert row["value"] == "1.5"
    assert row["period_start"] == "2025-01-01"
    assert row["attribution"] == ""
    assert row["rule"] == "'=HYPERLINK(1)"
