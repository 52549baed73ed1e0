"""The codes of indicator phrases: labelled phrases, the gold's own, and the tables themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kzextract.claims.concepts import concepts, mask_of, names, union, word_concepts
from kzextract.claims.indicator_codes import code_for, head_of, words_of
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY

PHRASES = [
    tuple(field.strip() for field in line.split("|"))
    for line in Path(__file__).with_name("indicator_phrases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("phrase", "unit", "action", "code"), PHRASES)
def test_labelled_phrases(phrase: str, unit: str, action: str, code: str) -> None:
    assert (code_for(phrase, unit=unit, action=None if action == "-" else action) or "-") == code


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("число фактов мошенничества", "мошенничества"),
        ("участники организованных преступных групп", "участники"),
        ("раскрытые по горячим следам правонарушения", "правонарушения"),
        ("осуждённых за сбыт наркотиков", "осуждённых"),
        ("арестованные судом", "арестованные"),
        ("тяжких и особо тяжких преступлений", "преступлений"),
        ("нетрезвых водителя", "водителя"),
        ("погибшие на пожарах", "погибшие"),
    ],
)
def test_head(phrase: str, head: str) -> None:
    words = words_of(phrase)
    at = head_of(words, concepts(words))
    assert at is not None
    assert words[at].norm == head


def test_no_head_in_light_nouns_alone() -> None:
    words = words_of("общее число фактов")
    assert head_of(words, concepts(words)) is None


@pytest.mark.parametrize(
    "phrase", ["погода", "яблоки", "дожди в горах", "", "этот показатель", "школьные учебники"]
)
def test_no_code(phrase: str) -> None:
    assert code_for(phrase) is None


def test_context_tells_in_what_people_died() -> None:
    assert code_for("человек", action="killed") is None
    assert code_for("человек", action="killed", context="в аварии погибли") == "traffic.deaths"
    assert code_for("человек", action="killed", context="при пожаре погибли") == "fire.deaths"
    assert code_for("пострадавшие", action="injured", context="ДТП") == "traffic.injured"


def test_context_never_makes_a_crime_of_another_kind() -> None:
    assert code_for("преступления", context="оборот наркотиков и кражи скота") == "crime.total"


def test_the_verb_tells_stolen_from_damage() -> None:
    assert code_for("тенге", unit="KZT", action="damaged", verb="похищено") == "money.stolen"
    assert code_for("тенге", unit="KZT", action="damaged", verb="причинён") == "money.damage"


@pytest.mark.parametrize(
    "phrase", ["кражи и мошенничества", "доля грабежей и разбоев", "убийства или изнасилования"]
)
def test_two_kinds_counted_together_have_no_code(phrase: str) -> None:
    assert code_for(phrase) is None


def test_light_and_yo_make_no_difference() -> None:
    for phrase, _, _, code in PHRASES:
        if "ё" in phrase:
            assert code_for(phrase) == code_for(phrase.replace("ё", "е")), code


def test_phrases_hide_the_words_they_are_made_of() -> None:
    masks = concepts(words_of("особо тяжкие преступления"))
    assert not union(masks) & mask_of("grave")
    assert names(word_concepts("Скотокрадством")) == ["livestock_theft"]


def test_unknown_concepts_are_named() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        mask_of("nonsense")


def spec_codes(shared: Path) -> set[str]:
    """The codes of the specification's table of indicators."""
    table = (
        (shared / "SPEC.md")
        .read_text(encoding="utf-8")
        .split("## Indicator codes")[1]
        .split("## Action codes")[0]
    )
    return set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)*)`", table))


def test_rules_and_labels_cover_the_specification(shared: Path) -> None:
    known = spec_codes(shared)
    ruled = {rule["code"] for rule in load_toml("indicators")["rule"]} - {""}
    assert ruled == known
    assert {code for *_, code in PHRASES} - {"-"} == known


def test_gold_phrases(shared: Path) -> None:
    total = right = 0
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
            total += 1
            right += code_for(claim["indicator"], unit=claim["unit"], action=claim["action"]) == claim["code"]
    assert right / total >= 0.97


def test_tables_hold_lemmas() -> None:
    """An entry that is no lemma would meet one form of its word alone."""
    indeclinable = {"бпла", "оплг", "тенге", "грнз", "скам", "опер", "заключенный"}
    for name, entries in load_toml("concepts").items():
        for entry in entries.split(","):
            for part in entry.split():
                if part.isalpha() and part not in indeclinable:
                    assert part in MORPHOLOGY.form(part).lemmas, f"{name}: {part}"
