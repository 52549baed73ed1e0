"""Places of claims: named beside the number, else inherited from the sentence, the paragraph, the heading, the text.

«В Астане – 5, в Алматы – 7» gives each number its own; «здесь», «в городе», «в регионе», «в стране» point back; a new
paragraph begins at the place of the whole text again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame
from kzextract.entities.gazetteer import by_name, by_ref, capital_of_region
from kzextract.layers import PlaceMention
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

_DATA = load_toml("whereabouts")
COUNTRY_WORDS = frozenset(_DATA["country_words"])
REGION_WORDS = frozenset(_DATA["region_words"])
CITY_WORDS = frozenset(_DATA["city_words"])
DISTRICT_WORDS = frozenset(_DATA["district_words"])
CENTRE_WORDS = tuple(tuple(p.split()) for p in _DATA["centre_phrases"])
NATIONAL_WORDS = frozenset(_DATA["national_words"])


@dataclass(slots=True, frozen=True)
class Spot:
    """A place as a claim names it."""

    name: str
    ref: str | None
    kind: str | None
    mention: PlaceMention | None = None


COUNTRY = Spot("Казахстан", "KZ", "country")


@dataclass(slots=True)
class Focus:
    """The place that is spoken of: of the text, of the heading, of the paragraph, of the sentence."""

    text: Spot | None = None
    heading: Spot | None = None
    paragraph: Spot | None = None
    sentence: Spot | None = None
    recent: list[Spot] = field(default_factory=list)

    @property
    def current(self) -> Spot | None:
        """The narrowest place that holds now."""
        return self.sentence or self.paragraph or self.heading or self.text


def spot_of(mention: PlaceMention) -> Spot:
    """A mention as a spot."""
    return Spot(mention.name, mention.ref, mention.kind, mention)


def find_text_place(sheet: Sheet) -> Spot | None:
    """The place a text is about: the caller's; else the region or city that it names first and most; else the country
    for a national body's text."""
    given = sheet.origin.place
    if given:
        found = by_ref(given) or by_name(given)
        return Spot(found.name, found.ref, found.kind) if found else Spot(given, None, None)
    places = [p for p in sheet.layers.places if p.ref and (p.region or p.kind == "country")]
    if not places:
        return None
    scores: dict[str, float] = {}
    first = places[0].start
    orgs = sheet.layers.orgs
    for place in places:
        key = place.ref or ""
        weight = 1.0
        if any(o.start <= place.start and place.end <= o.end for o in orgs):
            weight += 1.0
        if place.start < first + 400:
            weight += 1.5
        if place.start == first:
            weight += 1.5
        if place.kind in ("district", "city_district", "settlement"):
            weight *= 0.3
        scores[key] = scores.get(key, 0.0) + weight
        if place.region and place.region != key:
            scores[place.region] = scores.get(place.region, 0.0) + 0.4 * weight
    named = {p.ref: p for p in reversed(places)}
    regions = {p.region for p in places if p.region}
    if "KZ" in scores and len(regions) >= 3 and places[0].ref == "KZ":
        return COUNTRY
    if len(regions) >= 4 and (not places or places[0].kind == "country"):
        return COUNTRY
    best = max((k for k in scores), key=lambda k: scores[k])
    mention = named.get(best)
    if mention is not None and mention.kind not in ("district", "city_district", "settlement"):
        return spot_of(mention)
    row = by_ref(best)
    return Spot(row.name, row.ref, row.kind) if row else (spot_of(mention) if mention else None)


def pointed(sheet: Sheet, chunk: Chunk, focus: Focus) -> Spot | None:
    """The place that «в регионе», «по стране», «в городе», «в областном центре» stand for."""
    if chunk.kind != "np" or chunk.prep not in ("в", "во", "по", "на территории", "из", "на", "в целом по", "в среднем по"):
        return None
    words = sheet.words[chunk.first : chunk.stop]
    lows = [w.low for w in words]
    lemma = words[-1].lemma if len(words) > 1 and words[0].form.pos != "NOUN" else words[0].lemma
    if len(words) > 3:
        return None
    for phrase in CENTRE_WORDS:
        if len(words) == 2 and all(p in w.form.lemmas for p, w in zip(phrase, words, strict=True)):
            region = _region(focus)
            centre = capital_of_region(region.ref) if region and region.ref else None
            return Spot(centre.name, centre.ref, centre.kind) if centre else None
    if lemma in COUNTRY_WORDS and lows[-1] != "регионах":
        return COUNTRY
    singular = any(p.number == "sing" for p in words[-1].form.parses)
    if not singular:
        return None
    if lemma in REGION_WORDS:
        return _region(focus)
    if lemma in CITY_WORDS:
        return _latest(focus, ("city",))
    if lemma in DISTRICT_WORDS:
        return _latest(focus, ("district", "city_district"))
    return None


def _region(focus: Focus) -> Spot | None:
    if focus.text is None:
        return None
    if focus.text.kind in ("region", "city") and (focus.text.kind == "region" or _is_republican(focus.text)):
        return focus.text
    latest = _latest(focus, ("region",))
    if latest:
        return latest
    if focus.text.ref and focus.text.kind != "country":
        row = by_ref(focus.text.ref)
        region = by_ref(row.region) if row and row.region else None
        return Spot(region.name, region.ref, region.kind) if region else focus.text
    return None


def _is_republican(spot: Spot) -> bool:
    row = by_ref(spot.ref) if spot.ref else None
    return bool(row and row.region == row.ref)


def _latest(focus: Focus, kinds: tuple[str, ...]) -> Spot | None:
    for spot in reversed(focus.recent):
        if spot.kind in kinds:
            return spot
    return focus.text if focus.text and focus.text.kind in kinds else None


def places_in(sheet: Sheet, chunks: Iterable[Chunk], focus: Focus) -> list[Spot]:
    """The places that these chunks name or point to, in order; a place inside a body's name is none."""
    out: list[Spot] = []
    for chunk in chunks:
        if chunk.kind == "place" and isinstance(chunk.mention, PlaceMention):
            out.append(spot_of(chunk.mention))
        else:
            spot = pointed(sheet, chunk, focus)
            if spot:
                out.append(spot)
    return out


def settle_place(sheet: Sheet, frame: Frame, focus: Focus) -> None:
    """Fills the place of a frame; the frames before it are settled."""
    spot, inherited = _own(sheet, frame, focus), False
    if spot is None:
        spot, inherited = _inherited(frame, focus), True
    if spot is not None:
        frame.place_name, frame.place_ref, frame.place_inherited = spot.name, spot.ref, inherited
        frame.place = spot.mention
    if not inherited and spot is not None:
        focus.sentence = spot


def _own(sheet: Sheet, frame: Frame, focus: Focus) -> Spot | None:
    """The place of the number's own context: nearest before it, else after it."""
    if frame.unit in ("year",) and frame.action != "convicted":
        return COUNTRY if frame.rule == "level.penalty" else None
    left = places_in(sheet, frame.left, focus)
    if left:
        return _narrowest(left)
    right = places_in(sheet, [*([frame.governed] if frame.governed else []), *frame.tail, *frame.right], focus)
    return right[0] if right else None


def _narrowest(spots: list[Spot]) -> Spot:
    """«в Бостандыкском районе Алматы» is the district; of two places side by side the last counts."""
    last = spots[-1]
    if len(spots) > 1 and spots[-2].kind in ("district", "city_district", "settlement", "city"):
        row = by_ref(spots[-2].ref) if spots[-2].ref else None
        if row and last.ref and last.ref in (row.region, row.parent):
            return spots[-2]
    return last


def _inherited(frame: Frame, focus: Focus) -> Spot | None:
    source = frame.host or frame.before or (frame.intro if frame.item else None)
    if frame.partner is not None and frame.pair in ("to", "against", "slash_second"):
        source = frame.partner
    if source is not None and source.place_name:
        return Spot(source.place_name, source.place_ref, None, source.place)
    return focus.current
