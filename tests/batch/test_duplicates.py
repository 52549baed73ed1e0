"""Republished releases are marked, the earliest is the original, and the order of work does not matter."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kzextract.batch.duplicates import PERMUTATIONS, find_duplicates, signature, unique_ids
from kzextract.batch.questions import ask
from kzextract.batch.runner import run

SENTENCES = [
    f"В {n}-м районе области полицейские зарегистрировали {n * 7} краж и раскрыли {n * 3} из них за период."
    for n in range(1, 40)
]


def article(seed: int, count: int = 12) -> str:
    """A text of sentences in an order of its own."""
    return " ".join(random.Random(seed).sample(SENTENCES, count))


def found(
    texts: list[str], order: list[int] | None = None, threshold: float = 0.8
) -> dict[int, tuple[int, float]]:
    """Row → what it repeats."""
    signed = [signature(text) for text in texts]
    empty = bytes(4 * PERMUTATIONS)
    return find_duplicates(
        np.array([fingerprint for fingerprint, _ in signed], "<i8"),
        np.frombuffer(b"".join(s or empty for _, s in signed), "<u4").reshape(-1, PERMUTATIONS),
        np.array([s is not None for _, s in signed], bool),
        np.array(order or range(len(texts)), "<i8"),
        threshold,
    )


def test_copies_but_for_white_space_case_and_scraped_date() -> None:
    text = article(1)
    copies = [text, f" date 2025-12-11 {text}", text.upper(), text.replace(" ", "\n  ")]
    assert found(copies) == dict.fromkeys((1, 2, 3), (0, 1.0))


def test_near_copies_and_others() -> None:
    base = article(1)
    near = f"{base} Подробности уточняются, сообщили в департаменте."
    other = article(2)
    result = found([base, other, near])
    assert set(result) == {2}
    assert result[2][0] == 0 and 0.8 <= result[2][1] < 1


def test_the_similarity_is_that_of_the_texts() -> None:
    def shingles(text: str) -> set[tuple[str, ...]]:
        words = text.lower().replace(".", " ").replace(",", " ").replace("-", " ").split()
        return set(zip(words, words[1:], words[2:], strict=False))

    base = article(3, 20)
    for cut in range(300, len(base), 200):
        part = base[:cut]
        true = len(shingles(part) & shingles(base)) / len(shingles(part) | shingles(base))
        result = found([base, part], threshold=0.5)
        if true > 0.65:
            assert abs(result[1][1] - true) < 0.12
        if true < 0.35:
            assert result == {}


def test_short_texts_are_compared_exactly() -> None:
    assert found(["Изъято 5 кг.", "Изъято 6 кг.", "изъято 5 кг"]) == {2: (0, 1.0)}


def test_a_copy_repeats_an_original_never_a_copy() -> None:
    base = article(1, 20)
    steps = [base]
    for n in range(12):
        steps.append(f"{steps[-1]} Дополнение номер {n}: изъято {n} единиц оружия в ходе рейда.")
    result = found(steps)
    assert result
    assert all(original not in result for original, _ in result.values())


@given(st.permutations(range(9)))
def test_the_ranks_decide_not_the_rows(order: list[int]) -> None:
    texts = [
        article(1),
        article(2),
        f"{article(1)} Конец.",
        article(2),
        article(3),
        "Коротко.",
        "коротко",
        "",
        "!",
    ]
    result = found(texts, list(order))
    for row, (original, _) in result.items():
        assert order[original] < order[row]
    groups = {frozenset((row, original)) for row, (original, _) in result.items()}
    assert groups == {frozenset(pair) for pair in ((0, 2), (1, 3), (5, 6), (7, 8))}


@given(st.lists(st.sampled_from(["a", "b", "a~2", "c"])))
def test_ids_are_unique(ids: list[str]) -> None:
    new = unique_ids(ids)
    all_of_them = [new.get(row, id) for row, id in enumerate(ids)]
    assert len(set(all_of_them)) == len(ids)
    assert [all_of_them[ids.index(id)] for id in set(ids)] == list(set(ids))


def test_the_earliest_release_is_the_original(tmp_path: Path) -> None:
    place, out = tmp_path / "in", tmp_path / "out"
    place.mkdir()
    for n, (name, date) in enumerate([("a", "2025-12-11"), ("b", "2025-12-09"), ("c", "2025-12-10")]):
        record = {"text": article(1) + " Дополнение." * (n == 2), "date": date}
        (place / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    summary = run([place], out, processes=1)
    assert (summary.exact_duplicates, summary.near_duplicates) == (1, 1)
    query = "SELECT path, duplicate_of, similarity FROM documents ORDER BY path"
    rows = list(ask(out, query).rows())
    original = next(ask(out, "SELECT id FROM documents WHERE path = 'b.json'").rows())[0]
    assert [row[1] for row in rows] == [original, None, original]
    assert rows[0][2] == 1.0 and 0.8 <= rows[2][2] < 1
    clashing = "SELECT count(DISTINCT id), count(*) FROM documents"
    assert next(ask(out, clashing).rows()) == (3, 3)
    joined = "SELECT count(*) FROM claims"
    through = "SELECT count(*) FROM claims JOIN documents ON claims.document = documents.id"
    assert next(ask(out, joined).rows()) == next(ask(out, through).rows())
