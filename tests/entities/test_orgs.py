"""Organisations: canonical names, the document's region in them, what is no body."""

from __future__ import annotations

import pytest

from kzextract import Organisation, extract
from kzextract.entities.org_canonical import genitive


def names(text: str) -> list[str]:
    return [e.name for e in extract(text).entities if isinstance(e, Organisation)]


SAME = [
    ("МВД", "Министерство внутренних дел"),
    ("Министерстве внутренних дел Республики Казахстан", "Министерство внутренних дел"),
    ("Генпрокуратуре", "Генеральная прокуратура"),
    ("Генеральной прокуратуре РК", "Генеральная прокуратура"),
    ("Нацбанке", "Национальный банк"),
    ("Национальном банке Казахстана", "Национальный банк"),
    ("ДП Акмолинской области", "Департамент полиции Акмолинской области"),
    ("Департаменте полиции Акмолинской области", "Департамент полиции Акмолинской области"),
    ("УП города Рудного", "Управление полиции города Рудного"),
    ("управлении полиции города Рудного", "Управление полиции города Рудного"),
]


@pytest.mark.parametrize(("wording", "name"), SAME, ids=[w for w, _ in SAME])
def test_wordings_of_one_body_have_one_name(wording: str, name: str) -> None:
    assert names(f"Об этом вчера сообщили в {wording}.") == [name]


def test_the_region_of_the_document_completes_a_name() -> None:
    text = "В Кызылординской области прошёл рейд. Сотрудники {} задержали троих."
    full = "Департамент полиции Кызылординской области"
    for wording in ("ДП области", "областного департамента полиции", "департамента полиции региона", "ДП"):
        assert names(text.format(wording)) == [full], wording


def test_no_region_is_made_up() -> None:
    assert names("Областной департамент полиции усилил посты.") == ["Областной департамент полиции"]
    text = "Рейды шли в Абайской, Павлодарской и Костанайской областях, сообщили в ДП области."
    assert names(text) == ["Департамент полиции области"]


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("Мангистауская область", "region", "Мангистауской области"),
        ("Северо-Казахстанская область", "region", "Северо-Казахстанской области"),
        ("область Абай", "region", "области Абай"),
        ("Астана", "city", "города Астаны"),
        ("Шымкент", "city", "города Шымкента"),
        ("Аральский район", "district", "Аральского района"),
        ("Алматы", "city", "города Алматы"),
    ],
)
def test_genitives_of_places(name: str, kind: str, form: str) -> None:
    assert genitive(name, kind) == form
