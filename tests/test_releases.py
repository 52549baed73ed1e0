"""Whole releases: sound records, and figures against gold that do not fall below what was once reached."""

from __future__ import annotations

import pytest
from conftest import RELEASES

from kzextract import Document, extract_many
from kzextract.evaluation.errors import line
from kzextract.evaluation.gold import Gold, load_gold
from kzextract.evaluation.scoring import Score, score

GOLDS = load_gold(RELEASES)

# Measured with `kzextract score corpora/releases out/`, a little rounded down.
FLOORS = {
    "quantity": 0.99,
    "core": 0.98,
    "record": 0.88,
    "PLACE": 0.98,
    "PERSON": 0.98,
    "ORG": 0.97,
    "PROGRAM": 0.98,
    "LAW": 0.98,
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    records = [{"id": gold.id, "text": gold.text, "date": gold.date} for gold in GOLDS]
    return {document.id: document for document in extract_many(records)}


@pytest.fixture(scope="module")
def result(documents: dict[str, Document]) -> Score:
    return score(GOLDS, documents.values())


def test_there_are_enough_releases_and_each_text_is_that_of_its_gold() -> None:
    assert len(GOLDS) >= 15
    for gold in GOLDS:
        assert (RELEASES / f"{gold.id}.txt").read_bytes().decode() == gold.text


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.id)
def test_records_are_sound(gold: Gold, documents: dict[str, Document]) -> None:
    document = documents[gold.id]
    assert document.text == gold.text
    assert Document.from_json(document.to_json()) == document
    ids = {e.id for e in document.entities}
    claim_ids = {c.id for c in document.claims}
    assert len(ids) == len(document.entities)
    assert len(claim_ids) == len(document.claims)
    for item in (*document.entities, *document.claims):
        assert document.text[item.start : item.end] == item.text
        assert item.text.strip() == item.text != ""
    for claim in document.claims:
        assert claim.part_of is None or (claim.part_of in claim_ids and claim.part_of != claim.id)
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        assert claim.rule
        assert 0 < claim.confidence <= 1
        assert (claim.direction is None) == (claim.measure != "change") or claim.measure == "change"
        for slot in (claim.period, claim.base_period):
            assert slot is None or slot.start <= slot.end
            if slot and slot.span:
                assert 0 <= slot.span[0] < slot.span[1] <= len(document.text)
        for slot in (claim.place, claim.attribution):
            assert slot is None or slot.entity is None or slot.entity in ids
        indicator = claim.indicator
        if indicator and indicator.start is not None:
            assert indicator.end is not None
            assert 0 <= indicator.start < indicator.end <= len(document.text)
    for finding in document.findings:
        assert set(finding.claims) <= claim_ids


@pytest.mark.parametrize("name", FLOORS)
def test_figures_do_not_fall(name: str, result: Score) -> None:
    assert result.broken_spans == 0
    assert result.tallies[name].f1 >= FLOORS[name], "\n".join(line(*error) for error in result.errors)
