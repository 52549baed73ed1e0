"""Two versions claim by claim: what became better, worse, or wrong in another way."""

from __future__ import annotations

import msgspec
import pytest
from scored import flawed, golds, perfect

from kzextract import Document
from kzextract.evaluation.scoring import score
from kzextract.evaluation.versions import Verdict, changes


def verdicts(mine: list[Document], others: list[Document]) -> list[tuple[str, str, Verdict]]:
    found = changes(score(golds(), mine), score(golds(), others))
    return [
        (change.document.gold.id, (change.case or change.other).type, change.verdict)  # type: ignore[union-attr]
        for change in found
    ]


def test_mended_mistakes_are_better_and_new_ones_worse() -> None:
    mended = verdicts(perfect(), flawed())
    assert mended == [
        ("a", "claim", "better"),
        ("a", "claim", "better"),
        ("a", "PERSON", "better"),
        ("b", "claim", "better"),
    ]
    assert verdicts(flawed(), perfect()) == [(d, t, "worse") for d, t, _ in mended]
    assert verdicts(flawed(), flawed()) == []


def without(slot: str) -> list[Document]:
    """Perfect readings but for a slot of the first claim."""
    first, second = perfect()
    claim = msgspec.structs.replace(first.claims[0], **{slot: None if slot != "unit" else "kg"})
    return [msgspec.structs.replace(first, claims=(claim, *first.claims[1:])), second]


def missing() -> list[Document]:
    """Perfect readings but for the last claim of all, which is missed."""
    first, second = perfect()
    return [first, msgspec.structs.replace(second, claims=())]


@pytest.mark.parametrize(
    ("mine", "others", "expected"),
    [
        (without("period"), without("place"), ["otherwise"]),
        (without("period"), without("period"), []),
        (missing(), without("unit"), ["better", "worse"]),
    ],
    ids=["another slot", "the same slot", "one mended, one missed"],
)
def test_one_claim(mine: list[Document], others: list[Document], expected: list[Verdict]) -> None:
    assert [verdict for _, _, verdict in verdicts(mine, others)] == expected


def test_finding_a_number_is_better_though_a_slot_is_wrong() -> None:
    first, second = missing()
    wrong = msgspec.structs.replace(perfect()[1].claims[0], unit="kg", period=None)
    found = [first, msgspec.structs.replace(second, claims=(wrong,))]
    assert verdicts(found, missing()) == [("b", "claim", "better")]
    assert verdicts(missing(), found) == [("b", "claim", "worse")]
