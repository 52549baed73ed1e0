"""Which of several places of one name is meant: by its neighbours, and by the region of the document."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kzextract.entities.gazetteer import Place, by_name, capital_of_region, is_within, places
from kzextract.entities.place_heads import Candidate
from kzextract.entities.place_index import Reading
from kzextract.reading.sheet import Sheet

# How likely a place of this kind is meant where nothing else tells.
_PRIOR: Final = {
    "country": 3.0,
    "region": 2.0,
    "city": 2.0,
    "district": 1.5,
    "city_district": 1.0,
    "settlement": 0.5,
}


class Context:
    """What the document says of where it is: the regions of its unambiguous places, and the caller's word."""

    def __init__(self, sheet: Sheet, candidates: list[Candidate]) -> None:
        given = by_name(sheet.origin.place) if sheet.origin.place else None
        self.origin = given.region if given else None
        self.weights: Counter[str] = Counter()
        for candidate in candidates:
            regions = {r.place.region for r in candidate.readings}
            if len(regions) == 1 and (region := regions.pop()):
                # The region that a text names first, in its heading or lead, is mostly the one it is about.
                self.weights[region] += 2 if not self.weights else 1
        self.total = sum(self.weights.values())
        # A text that compares regions means a region by «в Абае», not the town.
        named = {c.readings[0].place.ref for c in candidates if c.readings[0].place.kind == "region"}
        self.compares = len(named) >= 3

    def near(self, region: str | None) -> float:
        """How much of the document is about this region, from 0 to 1."""
        return self.weights[region] / self.total if region and self.total else 0.0

    def knows(self, region: str | None) -> bool:
        """Whether the text or the caller names this region."""
        return self.near(region) > 0 or (region is not None and region == self.origin)

    def score(self, place: Place, main: bool, among_regions: bool) -> float:
        """How well a place fits the document."""
        score = _PRIOR[place.kind] - (0.0 if main else 0.6)
        centre = capital_of_region(place.region)
        if place.kind == "city" and (place.region == place.ref or (centre and centre.ref == place.ref)):
            score += 1.0
        if self.origin and place.region == self.origin:
            score += 10.0
        score += 6.0 * self.near(place.region)
        if place.ref in places():
            # Of villages of one name, the one that the short table lists is the larger.
            score += 0.5
        if place.kind == "region":
            score += 4.0 * among_regions + 2.5 * self.compares
        return score


def beside(index: int, candidates: list[Candidate], sheet: Sheet) -> list[Place]:
    """The places named right after or before a candidate, as «Абайского района Карагандинской области»."""
    at = candidates[index]
    out = []
    for step in (1, -1):
        k = index + step
        if not 0 <= k < len(candidates):
            continue
        other = candidates[k]
        between = sheet.words[at.stop : other.first] if step == 1 else sheet.words[other.stop : at.first]
        if len(between) <= 4 and not any(w.low in (".", ";", "и") for w in between):
            chosen = other.chosen or (
                other.readings[0] if len({r.place.ref for r in other.readings}) == 1 else None
            )
            if chosen is not None:
                out.append(chosen.place)
    return out


def resolve(index: int, candidates: list[Candidate], sheet: Sheet, context: Context) -> tuple[Reading, bool]:
    """The reading that is meant, and whether that is certain enough for its code to be given."""
    candidate = candidates[index]
    readings = candidate.readings
    if len({r.place.ref for r in readings}) == 1:
        # The only village of that name may be one of another region that the classifier lacks here.
        place = readings[0].place
        return readings[0], candidate.head != "село" or not context.total or context.knows(place.region)
    elsewhere = False
    for place in beside(index, candidates, sheet):
        inside = [r for r in readings if r.place.ref != place.ref and is_within(r.place.ref, place.ref)]
        if inside:
            readings, elsewhere = inside, False
            break
        # «селе Абай Сарыагашского района»: none of the villages known lies there, so it is another one.
        elsewhere = elsewhere or place.kind == "district"
    among = any(o.chosen is not None and o.chosen.place.kind == "region" for o in candidate.linked)
    ranked = sorted(((context.score(r.place, r.main, among), r) for r in readings), key=lambda x: -x[0])
    best, reading = ranked[0]
    rivals = [s for s, r in ranked[1:] if r.place.ref != reading.place.ref]
    certain = not rivals or best - rivals[0] >= 0.3
    known = context.knows(reading.place.region) and not elsewhere
    return reading, certain and (candidate.head != "село" or known)
