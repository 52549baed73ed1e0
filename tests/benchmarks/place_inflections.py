"""Every case of regions, districts and cities by pymorphy3, and what the recogniser makes of each.

    python tests/benchmarks/place_inflections.py        writes docs/places-inflections.md

The forms come from pymorphy3's dictionary and its prediction for unknown words: another source than the rules
by which the gazetteer's own forms are made. A form is tried in a sentence of its case, with its region as the
document's; it counts as found when the whole name is one mention with the right code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pymorphy3

from kzextract.entities.gazetteer import Place, places
from kzextract.entities.places import Places
from kzextract.layers import PlaceMention
from kzextract.reading.reader import read

DOCS = Path(__file__).parents[2] / "docs" / "places-inflections.md"
SENTENCES = {
    "nomn": "Согласно сводке, {} остаётся впереди.",
    "gent": "Сотрудники доехали до {}.",
    "datv": "Показатель по {} снизился.",
    "accs": "Груз следовал через {}.",
    "ablt": "Пост стоит за {}.",
    "loct": "Задержание прошло в {}.",
}
TITLES = ("именительный", "родительный", "дательный", "винительный", "творительный", "предложный")
MODELS = {**dict.fromkeys("бвгдзклмнпрстфх", "город"), "й": "случай"}
_MORPH = pymorphy3.MorphAnalyzer()


class Row(NamedTuple):
    """A place with its six forms and whether each was found with the right code."""

    place: Place
    forms: tuple[str, ...]
    found: tuple[bool, ...]


def inflect_word(word: str, case: str, pos: str) -> str:
    """One word in a case by pymorphy3, with the word's own capitals."""
    low = word.lower()
    parses = [
        p
        for p in _MORPH.parse(low)
        if pos == p.tag.POS and p.tag.case == "nomn" and p.tag.number == "sing" and p.word == low
    ]
    # A place is an inanimate noun; a dictionary's geographical name goes before a guess.
    if not any(len({f.word for f in p.lexeme}) > 1 for p in parses) and low[-1] in MODELS:
        # Unknown words that pymorphy3 takes for unchanging though they end in a consonant: by a model.
        model = MODELS[low[-1]]
        made = _MORPH.parse(model)[0].inflect({case, "sing"})
        assert made is not None
        cut = 1 if low[-1] == "й" else 0
        return word[: len(word) - cut] + made.word[len(model) - cut :]
    parses.sort(key=lambda p: ("Geox" not in p.tag, "anim" in p.tag))
    made = parses[0].inflect({case, "sing"}) if parses else None
    if made is None:
        return word
    return "-".join(
        p.capitalize() if o[:1].isupper() else p
        for p, o in zip(made.word.split("-"), word.split("-"), strict=True)
    )


def inflect(place: Place, case: str) -> str:
    """A place's name in a case: the adjective with its head, the head alone before a name, or the noun."""
    words = place.name.split()
    if words[-1] in ("район", "область"):
        gender = "masc" if words[-1] == "район" else "femn"
        before, dash, last = " ".join(words[:-1]).rpartition("-")
        # pymorphy3 knows «Глубоковский» as a surname only; it declines like the adjective.
        parses = [
            p for p in _MORPH.parse(last.lower()) if p.tag.gender == gender and p.tag.POS in ("ADJF", "NOUN")
        ]
        adjective = min(parses, key=lambda p: p.tag.POS)
        asked = "nomn" if case == "accs" and gender == "masc" else case
        made = adjective.inflect({asked, "sing", gender})
        assert made is not None
        shown = made.word.capitalize() if last[0].isupper() else made.word
        return f"{before}{dash}{shown} {inflect_word(words[-1], case, 'NOUN')}"
    if words[0] in ("район", "область"):
        return " ".join([inflect_word(words[0], case, "NOUN"), *words[1:]])
    if place.name.endswith(("ый", "ий", "ое")):
        return inflect_word(place.name, case, "ADJF")
    return inflect_word(place.name, case, "NOUN")


def chosen() -> list[Place]:
    """The 17 regions, all districts, cities and city districts."""
    kinds = ("region", "city", "district", "city_district")
    return sorted(
        (p for p in places().values() if p.kind in kinds), key=lambda p: (kinds.index(p.kind), p.ref)
    )


def mentions(form: str, case: str, place: Place) -> list[PlaceMention]:
    """What the places stage finds in the sentence of a form."""
    sheet = read(SENTENCES[case].format(form))
    region = places()[place.region or "KZ"]
    sheet.origin.place = region.name
    Places().annotate(sheet)
    return sheet.layers.places


def rows() -> Iterator[Row]:
    """Every place with its forms and what became of them."""
    for place in chosen():
        forms = tuple(inflect(place, case) for case in SENTENCES)
        found = tuple(
            [m.ref for m in mentions(form, case, place) if m.end - m.start == len(form)] == [place.ref]
            for form, case in zip(forms, SENTENCES, strict=True)
        )
        yield Row(place, forms, found)


def table(made: list[Row]) -> str:
    """The page of the docs."""
    total = sum(len(r.found) for r in made)
    hits = sum(sum(r.found) for r in made)
    lines = [
        "# Названия мест во всех падежах",
        "",
        "Формы образованы pymorphy3 (словарь и предсказатель), а не правилами, по которым строится таблица",
        "форм газетира, так что таблица проверяет распознаватель извне. Форма стоит в предложении своего",
        "падежа, область документа известна. Зачёркнуты формы, которые не найдены или получили другой код.",
        "",
        f"Мест: {len(made)}, форм: {total}, найдено с верным кодом: {hits} ({hits / total:.1%}).",
        "Страницу пишет `python tests/benchmarks/place_inflections.py`.",
        "",
        "| код | " + " | ".join(TITLES) + " |",
        "|---" * (len(TITLES) + 1) + "|",
    ]
    for row in made:
        cells = [f if ok else f"~~{f}~~" for f, ok in zip(row.forms, row.found, strict=True)]
        lines.append(f"| {row.place.ref} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = table(list(rows()))
    DOCS.write_text(page, encoding="utf-8")
    print(page.split("\n")[6])
