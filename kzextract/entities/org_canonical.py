"""Canonical names of bodies: the head in the nominative, abbreviations written out.

«области» with its name.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kzextract.entities.gazetteer import by_ref
from kzextract.entities.org_lexicon import org_lexicon
from kzextract.entities.org_names import Named
from kzextract.entities.org_phrases import Body
from kzextract.layers import PlaceMention
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Sheet, Word

_NOUN_GENDER: Final = {
    "министерство": "neut",
    "управление": "neut",
    "отделение": "neut",
    "агентство": "neut",
    "бюро": "neut",
    "правительство": "neut",
    "ведомство": "neut",
}


class Namer:
    """Names the bodies of one sheet; the document's region stands for «области» and «региона»."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._region: str | None = None
        self._known = False
        self.places: dict[int, PlaceMention] = {p.first: p for p in sheet.layers.places}

    def region(self) -> str | None:
        """The name of the region (or republican city) that the document is about, in the genitive."""
        if not self._known:
            self._known = True
            codes = Counter(p.region for p in self.sheet.layers.places if p.region)
            if codes:
                (code, count), *rest = codes.most_common(2)
                # One region must prevail; a review of many regions has none of its own.
                if not rest or count >= 2 * rest[0][1]:
                    place = by_ref(code)
                    self._region = genitive(place.name, place.kind) if place else None
        return self._region

    def body(self, body: Body) -> str:
        """The canonical name of a body found by its phrase."""
        words = self.sheet.words
        gender = _NOUN_GENDER.get(body.lemma, "femn" if body.lemma.endswith(("а", "я")) else "masc")
        left = [words[i] for i in range(body.first, body.head)]
        regional = [w for w in left if "областной" in w.form.lemmas]
        region = self.region() if not body.placed and (regional or self._of_region(body, left)) else None
        if region:
            left = [w for w in left if w not in regional]
        parts = [_adjective(w, gender) for w in left] + [body.lemma]
        tail = self._tail(body.head + 1, body.stop)
        name = " ".join(parts)
        name = f"{name} {tail}" if tail else name
        if region:
            name = f"{name} {region}"
        name = name[:1].upper() + name[1:]
        return org_lexicon().canonical.get(fold(name), name)

    def _of_region(self, body: Body, left: list[Word]) -> bool:
        """Whether a body named without a place is the region's.

        A police department, a regional press centre.
        """
        words = self.sheet.words
        last = words[body.stop - 1].low
        if body.lemma == "департамент":
            return last in ("полиции", "расследований", "ситуациям") and not left
        return body.lemma == "служба" and last == "коммуникаций" and bool(left)

    def named(self, named: Named, place_stop: int) -> str:
        """The canonical name of an abbreviation with the place after it, or the wording of another name."""
        words = self.sheet.words
        if named.name is None:
            return " ".join(self.sheet.text[words[named.first].start : words[named.stop - 1].end].split())
        if not named.takes_place:
            return named.name
        if place_stop > named.stop:
            return f"{named.name} {self._tail(named.stop, place_stop)}"
        region = self.region()
        return f"{named.name} {region}" if region else named.name

    def _tail(self, first: int, stop: int) -> str:
        """The words after the head as written, with abbreviations of bodies and places written out."""
        words = self.sheet.words
        known = org_lexicon()
        out: list[str] = []
        i = first
        while i < stop:
            word = words[i]
            place = self.places.get(i)
            if place is not None and place.stop <= stop:
                out.append(self._place(place, out))
                i = place.stop
                continue
            abbreviation = known.abbreviations.get(word.norm)
            if abbreviation is not None:
                out.append(_genitive_of(abbreviation[0].rstrip("*")))
            elif (
                word.low in ("области", "региона", "регион", "область", "региону")
                and i == stop - 1
                and self.region()
            ) or (word.low == "города" and i == stop - 1 and (self.region() or "").startswith("города")):
                out.append(self.region() or "")
            elif word.norm in ".,»)" and out:
                out[-1] += word.norm if word.norm != "." else ""
            elif word.low == "г" or word.low == "гор":
                out.append("города")
            elif out and out[-1].endswith(("«", '"')):
                out[-1] += self.sheet.text[word.start : word.end]
            else:
                out.append(self.sheet.text[word.start : word.end])
            i += 1
        text = " ".join(out)
        return text.replace(" »", "»").replace(" ,", ",").replace("города города", "города")

    def _place(self, place: PlaceMention, before: list[str]) -> str:
        """A place's name in the genitive, as it is after a body; after «по» as it is written."""
        if any(w == "по" for w in before[-3:]) or not place.ref:
            return self.sheet.text[place.start : place.end]
        if before and before[-1] in ("города", "область", "области", "района"):
            head = before.pop()
            return (
                genitive(place.name, place.kind)
                if place.kind in ("region", "city")
                else f"{head} {place.name}"
            )
        return genitive(place.name, place.kind)


def genitive(name: str, kind: str | None) -> str:
    """A place's canonical name in the genitive, with «города» before a city.

    >>> genitive("Мангистауская область", "region"), genitive("область Абай", "region")
    ('Мангистауской области', 'области Абай')
    >>> genitive("Астана", "city")
    'города Астаны'
    """
    words = name.split()
    if words[-1] == "область" and words[0].endswith("ая"):
        return " ".join([*(w[:-2] + "ой" for w in words[:-1]), "области"])
    if words[-1] == "район" and words[0].endswith(("ий", "ый")):
        return " ".join([*(w[:-2] + "ого" for w in words[:-1]), "района"])
    if words[0] in ("область", "Область"):
        return " ".join(["области", *words[1:]])
    if words[0] == "район":
        return " ".join(["района", *words[1:]])
    if kind == "country":
        return "Республики Казахстан" if name == "Казахстан" else _city(name)
    if kind == "city":
        return "города " + _city(name)
    return name


def _city(name: str) -> str:
    if name.endswith("а"):
        return name[:-1] + ("и" if name[-2] in "гкхжшчщ" else "ы")
    if name.endswith("я"):
        return name[:-1] + "и"
    if name.endswith("ь"):
        return name[:-1] + ("я" if name.endswith("поль") else "и")
    if name[-1].lower() in "бвгджзклмнпрстфхцчшщ" and " " not in name:
        return name + "а"
    if name.endswith("й") and " " not in name:
        return name[:-2] + "ого" if name.endswith(("ый", "ий")) else name[:-1] + "я"
    return name


def _adjective(word: Word, gender: str) -> str:
    """The nominative of an adjective before a head of this gender, with the capital of the text."""
    lemma = next((p.lemma for p in word.form.parses if p.pos == "ADJF"), None)
    if lemma is None:
        # Participles have a verb for a lemma: the ending is changed instead.
        lemma = re.sub(r"(?:ого|ому|ым|ом|ая|ой|ую|ое|ый)$", "ый", word.low)
    if gender == "femn":
        lemma = lemma[:-2] + ("яя" if lemma.endswith("ний") else "ая")
    elif gender == "neut":
        lemma = lemma[:-2] + ("ее" if lemma.endswith("ний") else "ое")
    return lemma[:1].upper() + lemma[1:] if word.is_title else lemma


def _genitive_of(name: str) -> str:
    """A canonical name in the genitive: only its first noun and the adjectives before it change."""
    words = name.split()
    for i, word in enumerate(words):
        low = word.lower()
        if low.endswith(("ент", "дел", "тет", "тр", "юз", "нк")):
            words[i] = low + "а" if i else word + "а"
            break
        if low.endswith(("ние", "тво")):
            words[i] = word[:-1] + ("я" if low.endswith("ие") else "а")
            break
        if low.endswith(("ая",)):
            words[i] = word[:-2] + "ой"
        elif low.endswith(("ое",)) or low.endswith(("ый", "ой")):
            words[i] = word[:-2] + "ого"
        elif low.endswith("а"):
            words[i] = word[:-1] + ("ы" if low[-2] not in "гкхжшчщ" else "и")
            break
        else:
            break
    return " ".join(words)
