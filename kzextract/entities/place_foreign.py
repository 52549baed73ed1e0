"""Places that only slovnet knows: foreign cities and regions, as an option the whole classifier's."""

from __future__ import annotations

from typing import Final

from kzextract.entities.name_parts import is_full_name
from kzextract.entities.place_context import Context
from kzextract.entities.place_full import find
from kzextract.entities.place_heads import Surroundings
from kzextract.entities.place_index import forms, readings
from kzextract.layers import NameMention, PlaceMention
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.sheet import Sheet

_REGIONS: Final = frozenset(
    [
        "область",
        "области",
        "областью",
        "край",
        "края",
        "краю",
        "крае",
        "краем",
        "округ",
        "округа",
        "округе",
        "округом",
        "штат",
        "штата",
        "штате",
    ]
)


def foreign(sheet: Sheet, found: list[PlaceMention], context: Context, full: bool) -> list[PlaceMention]:
    """Mentions for slovnet's LOC spans that hold no place yet and name no street, river or continent."""
    taken = {i for m in found for i in range(m.first, m.stop)}
    around = Surroundings(sheet)
    out = []
    for name in sheet.layers.names:
        if (
            name.label != "LOC"
            or any(i in taken for i in range(name.first, name.stop))
            or not plausible(around, name)
        ):
            continue
        made = PlaceMention(name.start, name.end, name.first, name.stop, nominative(sheet, name))
        if full and name.stop == name.first + 1:
            places = find(sheet.words[name.first].norm)
            places = tuple(p for p in places if context.knows(p.region)) or places
            if len(places) == 1:
                made.name, made.ref, made.kind = places[0].name, places[0].ref, places[0].kind
                made.parent, made.region = places[0].parent, places[0].region
        out.append(made)
    return out


def plausible(around: Surroundings, name: NameMention) -> bool:
    """Whether a LOC span is a settlement or a region: no known name that was refused, no common word."""
    words = around.words[name.first : name.stop]
    lists = around.lists
    known = forms()
    if not words or len(words) > 3 or not words[0].is_title or around.is_street(name.first):
        return False
    if around.quoted(name.first, name.stop) or not all(w.is_alpha for w in words):
        return False
    if is_full_name([w.norm for w in words]):
        # «жители района и Варвара Невская»
        return False
    last = words[-1]
    if len(words) == 2 and last.low in _REGIONS:
        return words[0].form.has("ADJF") and not words[0].norm.isupper()
    if any(
        w.low in lists["street"] or (w.low in known and any(not r.head for r in readings(w.low)))
        for w in words
    ):
        return False
    if any(w.low in lists["not_places"] or any(c.isdigit() for c in w.low) for w in words):
        return False
    if last.low in _REGIONS or last.low in lists["street"] or around.low(name.stop) in lists["street"]:
        return False
    # «Гашиша», «Интернет-аферы»: slovnet calls many a capitalised noun a place.
    for word in words[-1].low.split("-")[-1:]:
        form = MORPHOLOGY.form(word)
        if form.known and not any("Geox" in p.tags for p in form.parses) and len(words) == 1:
            return False
    if len(words) == 1 and (
        len(last.low) < 3 or (last.form.pos in ("ADJF", "VERB", "ADVB") and not last.form.known)
    ):
        return False
    return len(words) == 1 or all(w.is_title for w in words)


def nominative(sheet: Sheet, name: NameMention) -> str:
    """The span's words in the nominative, as far as morphology knows them."""
    words = sheet.words[name.first : name.stop]
    head = words[-1]
    nouns = [p for p in head.form.parses if p.pos == "NOUN" and p.number != "plur"]
    noun = next((p for p in nouns if "Geox" in p.tags), nouns[0] if nouns else None)
    out = []
    for word in words:
        low = word.norm
        if word is head and word.low in _REGIONS:
            low = noun.lemma if noun is not None else word.low
        elif word is head:
            if noun is not None and noun.case != "nomn":
                low = _case_like(noun.lemma, word.norm)
        elif noun is not None and noun.gender:
            low = _adjective(word.low, noun.gender, word.norm)
        out.append(low)
    return " ".join(out)


def _case_like(lemma: str, shown: str) -> str:
    """A lemma with the capitals of the word that it stands for."""
    if shown.isupper() and len(shown) <= 5:
        return shown
    if "-" in lemma:
        return "-".join(p.capitalize() for p in lemma.split("-")) if shown.count("-") else lemma.capitalize()
    return lemma.capitalize()


def _adjective(low: str, gender: str, shown: str) -> str:
    """An adjective in the nominative of a gender; any other word as it is shown."""
    for parse in MORPHOLOGY.analyzer.parse(low):
        if str(parse.tag.POS) == "ADJF":
            made = parse.inflect({"nomn", "sing", gender})
            if made is not None:
                return str(made.word).capitalize()
    return shown
