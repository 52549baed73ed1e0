"""Focus: the place that is spoken of, from the whole text down to
the sentence, and the words that point to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate, islice, takewhile
from typing import Final

import msgspec

from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame
from kzextract.claims.pointers import (
    CITY_WORDS,
    COUNTRY_ADJECTIVES,
    COUNTRY_WORDS,
    DISTRICT_WORDS,
    HERE,
    MAY_POINT,
    REGION_WORDS,
)
from kzextract.entities.gazetteer import by_name, by_ref, capital_of_region
from kzextract.layers import PlaceMention
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Block, Sheet, Word

_DATA: Final = load_toml("whereabouts")
_CENTRES: Final = frozenset(_DATA["centre_adjectives"])
_NAMED_AFTER: Final = frozenset(_DATA["named_after"])
_NATIONAL: Final = tuple(_DATA["national_bodies"])
_POINTING: Final = frozenset({"в", "во", "по", "на территории", "из", "на", "в целом по", "в среднем по"})
# The ministry itself, not its department of a region.
_MVD: Final = re.compile(
    r"(?<!дп )\b(?:мвд|мчс|афм|кнб)\b(?! \w+(?:ой|ей) области)|министр\w* внутренних дел"
)
_COUNTRYWIDE: Final = re.compile(
    r"\b(?:по|в) (?:стране|республике)\b|\b\w+(?:ах|ии|ы) (?:страны|республики)\b"
)
_CAPITAL: Final = "710000000"
_SMALL: Final = frozenset({"district", "city_district", "settlement"})


class Spot(msgspec.Struct, frozen=True):
    """A place as a claim names it; an empty name stands for «в регионе» of a text that never names it."""

    name: str
    ref: str | None = None
    kind: str | None = None
    mention: PlaceMention | None = None


COUNTRY: Final = Spot("Казахстан", "KZ", "country")
UNKNOWN: Final = Spot("")


def spot_of(mention: PlaceMention) -> Spot:
    """A mention as a spot."""
    return Spot(mention.name, mention.ref, mention.kind, mention)


def _spot(ref: str | None) -> Spot | None:
    row = by_ref(ref)
    return Spot(row.name, row.ref, row.kind) if row else None


@dataclass(slots=True)
class Focus:
    """The place that is spoken of: of the text, of the heading, of the paragraph, of the sentence.

    ``named`` says whether the sentence that is read names a place, or points to one, at all.
    """

    text: Spot | None = None
    heading: Spot | None = None
    paragraph: Spot | None = None
    sentence: Spot | None = None
    recent: list[Spot] = field(default_factory=list)
    named: bool = True

    @property
    def current(self) -> Spot | None:
        """The narrowest place that holds now."""
        return self.sentence or self.paragraph or self.heading or self.text

    def read_to(self, frame: Frame) -> None:
        """Notes the places named before a number, so that «по городу» finds them."""
        for chunk in frame.left:
            if isinstance(chunk.mention, PlaceMention):
                self.recent.append(spot_of(chunk.mention))
            for mention in chunk.inner:
                if isinstance(mention, PlaceMention):
                    self.recent.append(spot_of(mention))
        del self.recent[:-12]

    def latest(self, kinds: tuple[str, ...]) -> Spot | None:
        """The place of such a kind that was named last, else the text's own."""
        for spot in reversed(self.recent):
            if spot.kind in kinds:
                return spot
        return self.text if self.text and self.text.kind in kinds else None

    def region(self) -> Spot:
        """What «в регионе» means: the text's region; unknown where the text names none."""
        text = self.text
        if text is None or text.kind == "country":
            return self.latest(("region",)) or UNKNOWN
        if text.kind == "region":
            return text
        named = next((s for s in reversed(self.recent) if s.kind == "region"), None)
        if named is not None:
            return named
        row = by_ref(text.ref)
        return (_spot(row.region) if row and row.region else None) or text


def may_point(sheet: Sheet, chunk: Chunk) -> bool:
    """Whether a chunk has a word by which :func:`pointed` may find a place."""
    found = chunk.points
    if found is None:
        if chunk.kind == "np":
            found = MAY_POINT.among(sheet.words[chunk.first : chunk.stop])
        else:
            found = chunk.kind == "word" and chunk.low in HERE
        chunk.points = found
    return found


def pointed(sheet: Sheet, chunk: Chunk, focus: Focus) -> Spot | None:
    """The place that «в регионе», «по стране», «на дорогах области», «в областном центре» stand for."""
    if chunk.kind == "word" and chunk.head is not None and chunk.head.low in HERE:
        return focus.recent[-1] if focus.recent else None
    if chunk.kind != "np" or chunk.head is None:
        return None
    if not may_point(sheet, chunk):
        return None
    words = sheet.words[chunk.first : chunk.stop]
    if any(w.lemma in COUNTRY_ADJECTIVES for w in words):
        return COUNTRY
    if any(w.lemma == "столичный" for w in words):
        return _spot(_CAPITAL)
    if any(w.low.startswith("среднеобластн") for w in words):
        return focus.region()
    last = words[-1]
    if len(words) > 4 or not _singular(last):
        return None
    lemma = last.lemma
    if lemma == "столица" and len(words) == 1:
        return _spot(_CAPITAL)
    tail = len(words) > 1 and last is not chunk.head  # «населения области»
    if not tail and chunk.prep not in _POINTING:
        return None
    if lemma == "центр" and len(words) > 1 and words[-2].form.lemmas & _CENTRES:
        region = focus.region()
        centre = capital_of_region(region.ref)
        return Spot(centre.name, centre.ref, centre.kind) if centre else None
    if words[0].lemma == "предел":
        return UNKNOWN if words[0].low == "пределами" else None  # «за пределами страны», «за пределы страны»
    if lemma in COUNTRY_WORDS:
        if len(words) > 1 and last.is_title and words[-2].form.lemmas & _NAMED_AFTER:
            return None  # «на проспекте Республики»
        return COUNTRY
    if lemma in REGION_WORDS:
        return focus.region()
    if lemma in CITY_WORDS:
        return focus.latest(("city",))
    if lemma in DISTRICT_WORDS:
        return focus.latest(("district", "city_district"))
    return None


def _singular(word: Word) -> bool:
    return word.form.has(number="sing")


def is_dateline(sheet: Sheet, block: Block) -> bool:
    """Whether a line is but a date and a place: «15 июля 2025 года, г. Кокшетау»."""
    if block.end - block.start >= 80:
        return False
    periods = sheet.layers.periods
    first = bisect_left(periods, block.start, key=lambda p: p.start)
    inside = takewhile(lambda p: p.start < block.end, islice(periods, first, None))
    return any(p.role == "dateline" for p in inside)


def after_dateline(sheet: Sheet, place: PlaceMention) -> bool:
    """«АСТАНА. В Министерстве …», «Усть-Каменогорск. 17 октября»: where the text was written."""
    block = sheet.block_at(place.start)
    opens = place.start - block.start <= 3 or sheet.norm[block.start : place.start].strip(" г.").strip() == ""
    return (opens and sheet.norm[place.end : place.end + 1] == ".") or is_dateline(sheet, block)


def find_text_place(sheet: Sheet) -> Spot | None:
    """The place a text is about: the caller's; else the region or city that it names first and most, in its
    heading and in the names of its bodies; else the country, for a national body's text."""
    given = sheet.origin.place
    if given:
        found = by_ref(given) or by_name(given)
        return Spot(found.name, found.ref, found.kind) if found else Spot(given)
    datelines = [p for p in sheet.layers.places if p.ref and after_dateline(sheet, p)]
    places = [
        p
        for p in [*sheet.layers.places, *(m for m in sheet.layers.metonyms if _is_where(sheet, m))]
        if p.ref and p not in datelines and (p.region or p.kind == "country")
    ]
    places.sort(key=lambda p: p.start)
    lead = _lead_end(sheet)
    in_lead = [p for p in places if p.start < lead and p.kind != "country"]
    if not in_lead and (_national(sheet, lead) or any(p.start < lead for p in places)):
        return COUNTRY
    regions = {p.region for p in places if p.region}
    if not in_lead:
        # Named only further on: examples, if there are several; else the place where the text was written.
        if len(regions) > 1 and all(p.ref == _CAPITAL for p in datelines):
            return COUNTRY
        if datelines:
            return spot_of(datelines[0])
        if not places:
            return None
    scores = _scores(sheet, places)
    # Across the country: several regions side by side, none of them with a body of its own in the text.
    if scores["KZ"] and (
        scores["KZ"] >= max(scores.values()) or (places[0].ref == "KZ" and len(regions) >= 3)
    ):
        return COUNTRY
    if len(regions) >= 4 and max(scores[r] for r in regions if r) < 3:
        return COUNTRY
    title = sheet.blocks[0] if sheet.blocks and sheet.blocks[0].kind != "header" else None
    if title is not None and title.kind == "heading" and len(sheet.blocks) > 1:
        inside = [p for p in places if p.start < title.end]
        if len(inside) == 1 and inside[0].kind in ("city", "region"):
            return spot_of(inside[0])
    best = max(scores, key=lambda k: scores[k])
    mention = next((p for p in places if p.ref == best), None)
    if mention is None and in_lead:
        return spot_of(in_lead[0])  # the region is never named: one district or town is spoken of
    return (spot_of(mention) if mention else None) or _spot(best)


def _scores(sheet: Sheet, places: list[PlaceMention]) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    # How far the bodies reach that begin at or before each of them: a place within that reach lies in one.
    bodies = [o.start for o in sheet.layers.orgs]
    reach = list(accumulate((o.end for o in sheet.layers.orgs), max))
    lead = (sheet.blocks[0].end if sheet.blocks and sheet.blocks[0].kind == "header" else 0) + 500
    for n, place in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else None
        if place.kind == "country" and following is not None and following.kind != "country":
            # «Управление Комитета … Генеральной прокуратуры РК по Павлодарской области»: the region's body.
            if sheet.low[place.end : following.start] == " по ":
                continue
        weight = 1.0
        body = bisect_right(bodies, place.start) - 1
        if body >= 0 and place.end <= reach[body]:
            weight += 1.5
        if place.start < lead:
            weight += 3.0 if n == 0 else 1.5
        if place.kind in _SMALL:
            weight *= 0.3
        scores[place.ref or ""] += weight
        if place.region and place.region != place.ref:
            scores[place.region] += weight * (0.9 if place.kind in _SMALL else 0.5)
    return scores


def _is_where(sheet: Sheet, metonym: PlaceMention) -> bool:
    """«в столице» is a place; «юг догоняет столицу» is not."""
    return sheet.low[: metonym.start].endswith((" в ", " по ", "\nв ", "(в ", "«в "))


def _lead_end(sheet: Sheet) -> int:
    """Where the first three sentences end: a heading, a dateline and the first sentence proper."""
    if not sheet.sentences:
        return 0
    third = sheet.sentences[min(2, len(sheet.sentences) - 1)].end
    # Headings and a studio's cues are short: the lead reaches into the text itself.
    return max(third, sheet.sentence_at(sheet.sentences[0].start + 180).end)


def _national(sheet: Sheet, lead: int) -> bool:
    """Whether a text begins with a body of the whole country or
    speaks of it: «МВД», «на автодорогах страны»."""
    low = sheet.low[:lead]
    return any(body in low for body in _NATIONAL) or bool(_MVD.search(low)) or bool(_COUNTRYWIDE.search(low))
