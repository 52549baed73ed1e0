"""Confidence says how often claims like this one are right."""

import pytest

from kzextract import extract
from kzextract.claims.confidence import confidence_of, features

PLAIN = "За 2024 год в Таразе зарегистрировано 340 краж."


def test_what_stands_in_the_sentence_is_surer_than_what_is_missing() -> None:
    sure = extract(PLAIN).claims[0]
    bare = extract("Всего их стало 340.").claims[0]
    assert bare.confidence < 0.6 < sure.confidence


def test_features_do_not_rest_on_the_figure_itself() -> None:
    first = extract(PLAIN).claims[0]
    second = extract(PLAIN.replace("340", "7 815")).claims[0]
    assert features(first) == features(second)
    assert first.confidence == second.confidence


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        (PLAIN, "place.own"),
        (PLAIN, "period.own"),
        ("Изъято 5 единиц техники непонятного назначения.", "place.none"),
        ("Ущерб составил 3 млн тенге.", "unit.money"),
        ("За 2024 год в Таразе совершено 340 краж. Раскрыто 100 грабежей.", "period.inherited"),
    ],
)
def test_features_name_what_is_known(text: str, feature: str) -> None:
    claim = extract(text).claims[-1]
    assert feature in features(claim)
    assert claim.confidence == confidence_of(claim)
    assert 0.01 <= claim.confidence <= 0.99
