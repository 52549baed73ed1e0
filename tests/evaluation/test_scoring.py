"""Documents held against gold: every difference seen, and the reference scorer's figures to the letter."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from conftest import RELEASES, ROOT
from scored import flawed, golds, perfect

from kzextract import extract_many
from kzextract.evaluation.gold import load_gold
from kzextract.evaluation.matching import align, same_place
from kzextract.evaluation.scoring import TYPES, Tally, score
from kzextract.lexicon.own import Lexicon, Source
from kzextract.lexicon.scope import using


class Span(NamedTuple):
    start: int
    end: int


def spans(*edges: tuple[int, int]) -> list[Span]:
    return [Span(*edge) for edge in edges]


def test_gold_itself_is_without_error() -> None:
    every = load_gold(RELEASES)
    from kzextract.evaluation.gold import document_of

    result = score(every, map(document_of, every))
    assert result.errors == [] and result.broken_spans == 0
    assert {t.f1 for _, tallies in result.groups() for t in tallies.values() if t.gold} == {1.0}


def test_nothing_found_is_everything_missed() -> None:
    result = score(golds(), [])
    assert result.missing == ["a", "b"]
    assert {case.kind for _, case in result.errors} == {"missed"}
    assert result.tallies["quantity"] == Tally(gold=3, predicted=0, right=0)


def test_every_mistake_is_a_case() -> None:
    result = score(golds(), flawed())
    assert [(one.gold.id, case.type, case.kind, sorted(case.wrong)) for one, case in result.errors] == [
        ("a", "claim", "wrong", ["period"]),
        ("a", "claim", "missed", []),
        ("a", "PERSON", "wrong", ["role"]),
        ("b", "claim", "false_alarm", []),
    ]
    assert result.tallies["quantity"] == Tally(gold=3, predicted=3, right=2)
    assert result.tallies["core"] == Tally(gold=3, predicted=3, right=2)
    assert result.tallies["record"] == Tally(gold=3, predicted=3, right=1)
    assert result.fields["role"] == Tally(gold=1, predicted=1, right=0)
    assert result.fields["period"] == Tally(gold=2, predicted=2, right=1)


def test_a_slot_counts_where_it_is_filled() -> None:
    result = score(golds(), flawed())
    # Gold has three periods, the reading two (one of them the false alarm's); one agrees.
    assert result.slots["period"] == Tally(gold=3, predicted=2, right=1)
    # Only the missed claim is a part of another, and nobody has a rate's base.
    assert result.slots["part_of"] == Tally(gold=1, predicted=0, right=0)
    assert result.slots["per"] == Tally()


def test_a_country_inside_a_law_counts_neither_way() -> None:
    first, second = perfect()
    law = second.text.index("РК")
    country = msgspec.structs.replace(first.entities[0], start=law, end=law + 2, text="РК", name="Казахстан")
    second = msgspec.structs.replace(second, entities=(country, *second.entities))
    assert score(golds(), [first, second]).errors == []


def test_documents_are_known_by_their_text_too() -> None:
    renamed = [msgspec.structs.replace(d, id=f"batch-{d.id}") for d in perfect()]
    assert score(golds(), renamed).missing == []


def test_spans_that_quote_another_text_are_counted() -> None:
    first, second = perfect()
    moved = msgspec.structs.replace(first.claims[0], start=first.claims[0].start + 1)
    result = score(golds(), [msgspec.structs.replace(first, claims=(moved,)), second])
    assert result.broken_spans == 1


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ([(0, 10)], [(0, 3), (2, 10)], [(0, 1)]),
        ([(0, 4), (5, 9)], [(3, 9)], [(1, 0)]),
        ([(0, 4)], [(4, 8)], []),
        ([(0, 4)], [(2, 4), (0, 2)], [(0, 1)]),
    ],
    ids=["largest", "one to one", "touching", "nearest start"],
)
def test_pairs(
    gold: list[tuple[int, int]], predicted: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    assert align(spans(*gold), spans(*predicted)) == pairs


@pytest.mark.parametrize(
    ("gold", "name", "ref", "same"),
    [
        ("Астана", "город Астана", None, True),
        ("Восточно-Казахстанская область", "Восточно Казахстанская область", None, True),
        ("Акмолинская область", "Астана", "710000000", False),
        ("Акмола", "Астана", "710000000", True),
        ("Қазақстан", "Республика Казахстан", "KZ", True),
        ("Астана", None, None, False),
        (None, None, None, True),
        (None, "Астана", "710000000", False),
    ],
)
def test_places(gold: str | None, name: str | None, ref: str | None, same: bool) -> None:
    assert same_place(gold, name, ref) is same


def reference(shared: Path) -> Any:
    """The reference scorer, as a module."""
    spec = importlib.util.spec_from_file_location("reference_score", shared / "tools" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", ["development", "calibration"])
def test_figures_are_those_of_the_reference_scorer(shared: Path, folder: str) -> None:
    home = shared / "gold" / "dev" if folder == "development" else ROOT / "corpora" / "calibration"
    every = load_gold(home)
    records = [{"id": gold.id, "text": gold.text, "date": gold.date} for gold in every]
    # Some claims and names are left out, so that much is missed and pairs are not all alike.
    documents = [
        msgspec.structs.replace(d, claims=d.claims[n % 2 :], entities=d.entities[n % 3 :])
        for n, d in enumerate(extract_many(records))
    ]
    raw = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(home.glob("*.json"))]
    wanted = reference(shared).score(raw, {d.id: d.to_dict() for d in documents})
    result = score(every, documents)

    def row(t: Tally) -> dict[str, float]:
        shares = {"p": round(t.precision, 4), "r": round(t.recall, 4), "f1": round(t.f1, 4)}
        return {**shares, "gold": t.gold, "pred": t.predicted}

    assert {name: row(result.tallies[name]) for name in TYPES} == {name: wanted[name] for name in TYPES}
    fields = {n: {"right": round(t.recall, 4), "of": t.gold} for n, t in result.fields.items() if t.gold}
    assert fields == wanted["fields"]
    assert (result.documents, result.broken_spans) == (wanted["documents"], wanted["broken_spans"])


def test_names_of_places_are_those_of_the_lexicon_in_force() -> None:
    name, ref = "Новожанаталаповка", "x-zhanatalap"
    entry = f'[[place]]\nref = "{ref}"\nname = "{name}"\nalso = ["Старый Талап"]\n'
    entry += 'kind = "settlement"\nparent = "434630100"\n'
    own = Lexicon([Source("own.toml", entry)])
    assert not same_place("Старый Талап", name, ref)
    with using(own):
        assert same_place("Старый Талап", name, ref)
    assert not same_place("Старый Талап", name, ref)
