"""Injected errors are found, true texts are left alone: the figures that docs/audit.md names."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import RELEASES
from injections import Group, adds_up, injections, load_groups

from kzextract import extract_many
from kzextract.records import Document

WRONG = ("inconsistent", "implausible")
# What the releases themselves get wrong, each found by hand to be so: document, check, figures.
TRUE_ERRORS = {
    ("a02", "grim", ("205", "7,3%")),
    ("a03", "change_matches_levels", ("36%", "52", "33")),
    ("a08", "parts_sum", ("50", "31", "11", "9")),
    ("a14", "change_matches_levels", ("2187", "2511", "13,9%")),
    ("b11", "grim", ("312", "14,1%")),
    ("b13", "change_matches_levels", ("912", "744", "28,4 процента")),
    ("c02", "change_matches_levels", ("118", "97", "22,6%")),
    ("c05", "parts_sum", ("63", "38", "девять", "11", "три")),
    ("c08", "grim", ("447", "18,2%")),
    ("seed3", "parts_sum", ("1 тонна 800 кг", "220 кг", "2 кг", "1 т 650 кг")),
}


def groups_of(*folders: Path) -> list[Group]:
    return load_groups(list(folders))


def documents_of(groups: list[Group]) -> list[Document]:
    golds = {g.gold.id: g.gold for g in groups}.values()
    return list(extract_many([{"id": g.id, "text": g.text, "date": g.date} for g in golds]))


def rate(groups: list[Group], seed: int) -> tuple[float, int, list[str]]:
    made = injections(groups, seed)
    records = [{"text": i.text, "date": i.group.gold.date} for i in made]
    missed = [
        f"{i.group} | {i.group.claims[i.member].text} → {i.figure}"
        for i, document in zip(made, extract_many(records), strict=True)
        if not i.is_flagged(document)
    ]
    return 1 - len(missed) / len(made), len(made), missed


def test_the_groups_of_the_releases_are_many_and_of_every_kind() -> None:
    groups = groups_of(RELEASES)
    kinds = Counter(group.kind for group in groups)
    assert len(groups) >= 170
    assert set(kinds) == {
        *("percent", "difference", "times", "triple", "sum", "within", "share", "rate", "growth", "daily"),
        *("same", "rise", "recovered"),
    }
    assert sum(adds_up(group) for group in groups) >= 0.95 * len(groups)


@pytest.mark.parametrize("seed", [7, 1])
def test_injected_errors_are_flagged(seed: int) -> None:
    flagged, count, missed = rate(groups_of(RELEASES), seed)
    assert count >= 300
    assert flagged >= 0.97, "\n".join(missed)


def test_injected_errors_are_flagged_in_the_development_gold(shared: Path) -> None:
    flagged, count, missed = rate(groups_of(RELEASES, shared / "gold" / "dev"), 7)
    assert count >= 310
    assert flagged >= 0.97, "\n".join(missed)


def false_flags(groups: list[Group]) -> tuple[list[str], int]:
    """The findings on untouched texts that call a true figure wrong, and how many findings there are."""
    false, total = [], 0
    for document in documents_of(groups):
        texts = {c.id: c.text.replace("\u00a0", " ").replace("\u202f", " ") for c in document.claims}
        for found in document.findings:
            total += found.verdict != "not_checkable"
            figures = tuple(texts[c] for c in found.claims)
            known = {(d, c, tuple(sorted(f))) for d, c, f in TRUE_ERRORS}
            if found.verdict in WRONG and (document.id, found.check, tuple(sorted(figures))) not in known:
                false.append(f"{document.id} {found.check} {figures} {found.message}")
    return false, total


def test_true_texts_are_left_alone() -> None:
    false, total = false_flags(groups_of(RELEASES))
    assert total >= 200
    assert len(false) <= 0.02 * total, "\n".join(false)


def test_the_seed_articles(shared: Path) -> None:
    documents = {d.id: d for d in documents_of(groups_of(shared / "gold" / "dev"))}
    seed0 = documents["seed0"]
    percent = next(c for c in seed0.claims if c.text == "27,6%")
    sizes = [f for f in seed0.findings if percent.id in f.claims and f.check == "change_matches_levels"]
    assert [(f.verdict, f.stated) for f in sizes] == [("consistent", "27.6")]
    seed3 = documents["seed3"]
    drugs = [f for f in seed3.findings if f.check == "parts_sum" and f.verdict == "inconsistent"]
    texts = {c.id: c.text for c in seed3.claims}
    assert [{texts[c] for c in f.claims} for f in drugs] == [
        {"1 тонна 800 кг", "220 кг", "2 кг", "1 т 650 кг"}
    ]
    assert drugs[0].severity == "error"
    assert "1800" in drugs[0].message
    assert drugs[0].message_en != drugs[0].message
