"""Every output says what the records say: exact numbers, true offsets, cells that Excel leaves alone."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from documents import by_hand, documents
from hypothesis import given, settings

from kzextract import Document
from kzextract.batch.finishing import Links, flatten
from kzextract.batch.outputs import open_outputs
from kzextract.batch.outputs.brat import file_name, standoff
from kzextract.batch.outputs.docbin import to_doc
from kzextract.batch.outputs.labelstudio import task
from kzextract.batch.outputs.spreadsheet import Spreadsheet
from kzextract.batch.processing import to_batch
from kzextract.batch.runner import load_documents, run
from kzextract.batch.schema import table_schemas
from kzextract.records import Claim, Meta, Place
from kzextract.review.payload import utf16_offset

TEXT = "В Алматы 😀 за 2025 год изъято 1,5 кг\nнаркотиков, это на 10% меньше."


def written(tmp_path: Path, made: list[Document], *also: str, csv_for: str = "ru") -> Path:
    """All outputs of these documents."""
    batch = to_batch(made, [("a.txt", "")] * len(made))
    with open_outputs(tmp_path, also, csv_for) as outputs:
        outputs.write(flatten(batch, Links()), batch.column("json").to_pylist(), [])
    return tmp_path


def claim(**changes: Any) -> Document:
    """A document with one claim, changed."""
    document = by_hand()
    first = msgspec.structs.replace(document.claims[0], **changes)
    return msgspec.structs.replace(document, claims=(first,))


def test_parquet_has_decimals_dates_and_the_schema_of_the_docs(tmp_path: Path) -> None:
    out = written(tmp_path, [by_hand()])
    for name, schema in table_schemas().items():
        assert pq.read_schema(out / f"{name}.parquet").equals(schema)
    first, second = pq.read_table(out / "claims.parquet").to_pylist()
    assert (first["value"], first["value_max"], second["value"]) == (Decimal("1.5"), Decimal(2), Decimal(10))
    assert first["period_start"] == dt.date(2025, 1, 1)
    assert (first["document"], first["date"], first["source"]) == ("d1", dt.date(2025, 12, 1), "test")
    entities = pq.read_table(out / "entities.parquet").to_pylist()
    assert [(row["type"], row["name"], row["ref"]) for row in entities][1] == ("PLACE", "Астана", "710000000")
    (finding,) = pq.read_table(out / "findings.parquet").to_pylist()
    assert (finding["claims"], finding["verdict"]) == (["c1", "c2"], "inconsistent")


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_goes_into_the_tables(document: Document) -> None:
    tables = flatten(to_batch([document], [(None, "")]), Links())
    assert tables["claims"].num_rows == len(document.claims)
    for row, made in zip(tables["claims"].to_pylist(), document.claims, strict=True):
        assert row["value"] in (made.value, None)


@pytest.mark.parametrize("value", ["12345678901234567890123456789", "0.12345678901"])
def test_a_number_too_long_for_the_column_is_left_out_not_rounded(tmp_path: Path, value: str) -> None:
    out = written(tmp_path, [claim(value=Decimal(value))])
    assert pq.read_table(out / "claims.parquet")["value"].to_pylist() == [None]
    assert load_documents(out)[0].claims[0].value == Decimal(value)


@pytest.mark.parametrize(("country", "comma", "point"), [("ru", ";", ","), ("en", ",", ".")])
def test_csv_for_excel(tmp_path: Path, country: str, comma: str, point: str) -> None:
    out = written(tmp_path, [by_hand()], csv_for=country)
    data = (out / "claims.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=comma))
    assert [row["value"] for row in rows] == [f"1{point}5", "10"]
    assert rows[0]["confidence"] == f"0{point}9"
    assert (rows[0]["period_start"], rows[0]["place"]) == ("2025-01-01", "Астана")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        ("-5", "'-5"),
        ("1-5", '="1-5"'),
        ("10.11", '="10.11"'),
        ("3/4", '="3/4"'),
        ("123e45", '="123e45"'),
        ("007", '="007"'),
        ("1234567890123456", '="1234567890123456"'),
        ("27,6%", "27,6%"),
        ("8 916", "8 916"),
        ('он сказал "да"; и\nушёл', 'он сказал "да"; и ушёл'),
    ],
)
def test_cells_that_excel_would_run_or_turn_into_something_else(tmp_path: Path, text: str, cell: str) -> None:
    out = written(tmp_path, [claim(text=text)])
    (row,) = csv.DictReader((out / "claims.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert row["text"] == cell


def test_zero_and_whole_numbers_in_csv(tmp_path: Path) -> None:
    for value, cell in (("0", "0"), ("100", "100"), ("0.05", "0,05"), ("1E+3", "1000")):
        out = written(tmp_path, [claim(value=Decimal(value))])
        (row,) = csv.DictReader((out / "claims.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
        assert row["value"] == cell


def broken_lines() -> Document:
    """A document with a span over a line end, an emoji before it, and an id that is no file name."""
    at = TEXT.index("1,5 кг\nнаркотиков")
    span = {"start": at, "end": at + 17, "text": TEXT[at : at + 17]}
    made = Claim(id="c1", **span, sentence=(0, 9), value=Decimal("1.5"), unit="kg", measure="level")
    place = Place(id="e1", start=2, end=8, text="Алматы", name="Алматы", ref="750000000", kind="city")
    return Document(
        id="../north/a", text=TEXT, lang="ru", meta=Meta(title="t"), entities=(place,), claims=(made,)
    )


def test_brat_standoff(tmp_path: Path) -> None:
    out = written(tmp_path, [broken_lines(), by_hand()], "brat")
    name = file_name("../north/a")
    assert (out / "brat" / f"{name}.txt").read_bytes().decode() == TEXT
    for document in (broken_lines(), by_hand()):
        lines = list(standoff(document))
        marks = [line for line in lines if line.startswith("T")]
        assert len(marks) == len(document.entities) + len(document.claims)
        for line in marks:
            _, label, text = line.split("\t")
            pieces = [tuple(map(int, pair.split())) for pair in label.split(" ", 1)[1].split(";")]
            assert " ".join(document.text[start:end] for start, end in pieces) == text
            assert "\n" not in text
    assert any(re.match(r"R\d+\tPartOf Arg1:T\d+ Arg2:T\d+", line) for line in standoff(by_hand()))
    known = (out / "brat" / "annotation.conf").read_text("utf-8")
    assert {line.split("\t")[1].split()[0] for line in marks} <= set(known.split())


def test_label_studio_counts_as_javascript_does(tmp_path: Path) -> None:
    out = written(tmp_path, [broken_lines(), by_hand()], "labelstudio")
    tasks = json.loads((out / "labelstudio" / "tasks.json").read_bytes())
    for one, document in zip(tasks, (broken_lines(), by_hand()), strict=True):
        wide = one["data"]["text"].encode("utf-16-le")
        regions = [region for region in one["predictions"][0]["result"] if region["type"] == "labels"]
        assert len(regions) == len(document.entities) + len(document.claims)
        for region in regions:
            value = region["value"]
            assert wide[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            assert region["from_name"] == "label" and region["to_name"] == "text"
    config = (out / "labelstudio" / "config.xml").read_text("utf-8")
    assert {label for r in regions for label in r["value"]["labels"]} <= set(
        re.findall(r'value="(\w+)"', config)
    )


@given(documents)
@settings(max_examples=30, deadline=None)
def test_utf16_offsets_of_any_text(document: Document) -> None:
    at = utf16_offset(document.text)
    for offset in range(len(document.text) + 1):
        assert at(offset) == len(document.text[:offset].encode("utf-16-le")) // 2


def test_spacy_docs_have_the_spans_to_the_character(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    out = written(tmp_path, [broken_lines(), by_hand()], "spacy")
    vocab = spacy.blank("ru").vocab
    docs = list(DocBin().from_disk(out / "spacy" / "0001.spacy").get_docs(vocab))
    for doc, document in zip(docs, (broken_lines(), by_hand()), strict=True):
        assert doc.text == document.text
        assert [(s.start_char, s.end_char, s.label_) for s in doc.spans["entities"]] == [
            (e.start, e.end, e.type) for e in document.entities
        ]
        assert [(s.start_char, s.end_char, s.label_) for s in doc.spans["claims"]] == [
            (c.start, c.end, c.measure) for c in document.claims
        ]
        assert Document.from_json(doc.user_data["kzextract"]) == document
    assert [ent.label_ for ent in docs[0].ents] == ["PLACE"]


def test_real_documents_go_through_all_outputs(tmp_path: Path) -> None:
    import spacy
    from conftest import RELEASES

    run([RELEASES], tmp_path / "out", processes=1, also=["brat", "spacy", "labelstudio"])
    made = load_documents(tmp_path / "out")
    assert len(list((tmp_path / "out" / "brat").glob("*.ann"))) == len(made)
    vocab = spacy.blank("ru").vocab
    for document in made:
        assert to_doc(document, vocab).text == document.text
        assert task(document)["data"]["id"] == document.id


def test_nothing_is_left_when_an_output_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, [by_hand()])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr(Spreadsheet, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        written(tmp_path, [broken_lines()])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
