"""Records go to JSON and back without a difference, and the schema says what they look like."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from conftest import ROOT
from documents import by_hand, documents
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kzextract import Document, extract, json_schema
from kzextract.records import Claim, IndicatorSlot

VALIDATOR = Draft202012Validator(json_schema())


@given(documents)
def test_json_round_trip_is_exact(document: Document) -> None:
    back = Document.from_json(document.to_json())
    assert back == document
    assert back.to_json() == document.to_json()


@given(documents)
def test_dict_round_trip_is_exact(document: Document) -> None:
    assert Document.from_dict(document.to_dict()) == document
    assert json.loads(document.to_json()) == document.to_dict()


@given(documents)
def test_schema_accepts_every_document(document: Document) -> None:
    assert list(VALIDATOR.iter_errors(document.to_dict())) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", "many"), ("measure", "growth"), ("start", "0"), ("period", {"start": "2025-01-01"})],
)
def test_schema_and_reader_refuse_what_is_wrong(field: str, value: object) -> None:
    data = by_hand().to_dict()
    data["claims"][0][field] = value
    if field != "value":  # a schema does not look inside a string of format "decimal"
        assert list(VALIDATOR.iter_errors(data))
    with pytest.raises(ValueError, match=field):
        Document.from_json(json.dumps(data))


@given(st.decimals(allow_nan=False, allow_infinity=False))
@settings(max_examples=200)
def test_numbers_keep_every_digit(value: Decimal) -> None:
    claim = Claim(
        id="c", start=0, end=1, text="1", sentence=(0, 1), value=value, unit="count", measure="level"
    )
    document = Document(id="d", text="1", lang="ru", claims=(claim,))
    back = Document.from_json(document.to_json()).claims[0].value
    assert back.as_tuple() == value.as_tuple()
    assert isinstance(document.to_dict()["claims"][0]["value"], str)


def test_schema_wants_numbers_as_strings() -> None:
    data = by_hand().to_dict()
    data["claims"][0]["value"] = 1.5
    assert list(VALIDATOR.iter_errors(data))


def test_json_has_the_fields_of_the_specification() -> None:
    claim = by_hand().to_dict()["claims"][0]
    assert claim["value"] == "1.5"
    assert claim["indicator"].keys() == {"text", "start", "end", "code"}
    assert claim["place"].keys() == {"name", "ref", "entity", "inherited"}
    assert claim["period"].keys() == {"start", "end", "text", "span", "inherited"}
    assert [e["type"] for e in by_hand().to_dict()["entities"]] == ["ORG", "PLACE", "PROGRAM"]


def test_records_cannot_be_changed() -> None:
    slot = IndicatorSlot(text="кражи")
    with pytest.raises(AttributeError):
        slot.text = "грабежи"  # type: ignore[misc]


def bare(schema: object) -> object:
    """A schema without the words that describe it."""
    if isinstance(schema, dict):
        return {key: bare(value) for key, value in schema.items() if key != "description"}
    return [bare(value) for value in schema] if isinstance(schema, list) else schema


def test_the_schema_has_not_changed_unnoticed() -> None:
    """docs/versioning.md says what may come within a version; then write what this test prints anew."""
    stored = json.loads((ROOT / "tests" / "schema_kzextract_1.json").read_text(encoding="utf-8"))
    now = bare(json.loads(json.dumps(json_schema())))
    assert now == stored, json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True)


def test_a_record_of_a_later_version_of_the_package_is_read() -> None:
    record = extract("В Астане изъято 5 кг наркотиков.").to_dict()
    record["claims"][0]["a_field_to_come"] = record["a_field_to_come"] = {"x": 1}
    assert Document.from_dict(record) == extract("В Астане изъято 5 кг наркотиков.")
    record["schema"] = "kzextract/2"
    with pytest.raises(ValueError, match="kzextract/2"):
        Document.from_dict(record)
