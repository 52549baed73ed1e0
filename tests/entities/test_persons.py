"""The persons stage: spans, groups, by-lines, hostile input; scores on the team's development texts."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kzextract import Person, extract


def persons(text: str) -> list[Person]:
    return [e for e in extract(text).entities if isinstance(e, Person)]


def test_mentions_of_one_person_share_a_group_and_a_role() -> None:
    text = (
        "Прокурор города Алия Нурбекова открыла приём. Юрист Данияр Нурбеков ей помогал. "
        "По словам А. Нурбековой, пришли сорок человек, а Нурбеков записал всех."
    )
    found = persons(text)
    assert [(p.text, p.name) for p in found] == [
        ("Алия Нурбекова", "Алия Нурбекова"),
        ("Данияр Нурбеков", "Данияр Нурбеков"),
        ("А. Нурбековой", "Алия Нурбекова"),
        ("Нурбеков", "Данияр Нурбеков"),
    ]
    assert found[0].group == found[2].group != found[1].group == found[3].group
    assert found[2].role == "прокурор города" and found[3].role == "юрист"


def test_the_role_has_its_span_and_its_body() -> None:
    text = "Вчера заместитель начальника ДП ЗКО Ринат Шакенов подвёл итоги."
    document = extract(text)
    person = next(e for e in document.entities if isinstance(e, Person))
    assert person.role_start is not None and person.role_end is not None
    assert text[person.role_start : person.role_end] == "заместитель начальника ДП ЗКО"
    org = next(e for e in document.entities if e.id == person.org)
    assert org.name == "Департамент полиции Западно-Казахстанской области"


@pytest.mark.parametrize(
    "text",
    [
        "Иванов " * 9_000,
        "начальник " * 9_000,
        "управления " * 9_000,
        "И. " * 20_000,
        "И. И. Иванов, " * 5_000,
        "Серик Серик " * 6_000,
        'партия "" ' * 9_000,
        "областной " * 9_000 + "департамент",
        "прокурор области Серик Ахметов, " * 3_000,
        "Аб" * 40_000,
    ],
    ids=["surname", "head", "nested", "initials", "listed", "given", "quotes", "adjectives", "roles", "word"],
)
def test_time_is_linear_in_hostile_input(text: str) -> None:
    extract(text[: len(text) // 4])
    started = time.perf_counter()
    extract(text[: len(text) // 4])
    quarter = time.perf_counter() - started
    started = time.perf_counter()
    extract(text)
    # Four times the text may cost four times the time; twelve leaves room for a noisy machine.
    assert time.perf_counter() - started < 12 * quarter + 1.0


def _score(shared: Path) -> dict[str, Any]:
    sys.path.insert(0, str(shared / "tools"))
    try:
        import score
    finally:
        sys.path.pop(0)
    golds = [
        json.loads(f.read_text(encoding="utf-8")) for f in sorted((shared / "gold" / "dev").glob("*.json"))
    ]
    predicted = {g["id"]: extract(g["text"], id=g["id"], date=g.get("date")).to_dict() for g in golds}
    result: dict[str, Any] = score.score(golds, predicted)
    return result


def test_development_gold(shared: Path) -> None:
    result = _score(shared)
    assert result["PERSON"]["f1"] >= 0.96
    assert result["fields"]["person_name"]["right"] >= 0.95
    assert result["fields"]["role"]["right"] >= 0.90
    assert result["ORG"]["f1"] >= 0.90


def test_persons_of_real_news(shared: Path) -> None:
    sys.path.insert(0, str(shared / "tools"))
    try:
        from score import pair_up
    finally:
        sys.path.pop(0)
    gold = found = hits = 0
    for path in sorted((shared / "external" / "factrueval-dev").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        mine = [{"start": p.start, "end": p.end} for p in persons(data["text"])]
        gold, found = gold + len(data["persons"]), found + len(mine)
        hits += len(pair_up(data["persons"], mine))
    assert 2 * hits / (gold + found) >= 0.93
