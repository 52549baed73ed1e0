"""Places: regions, cities, districts, villages of Kazakhstan with their codes, countries, foreign cities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzextract.entities.gazetteer import Place
from kzextract.entities.place_context import Context, resolve
from kzextract.entities.place_index import FREE, GUARDED, HEAD_ONLY, index, rules
from kzextract.entities.place_scan import Candidate, Scanner
from kzextract.layers import PlaceMention
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage

if TYPE_CHECKING:
    from spacy.language import Language


class Places(Stage):
    """Writes the layer ``places``.

    ``full``: also names of the whole classifier that no word like «село» introduces, where slovnet calls them places.

    >>> from kzextract import extract
    >>> [(e.name, e.ref) for e in extract("В Жалагашском и Аральском районах задержаны двое.").entities]
    [('Жалагашский район', '433600000'), ('Аральский район', '433200000')]
    """

    layer = "places"

    def __init__(
        self, nlp: Language | None = None, name: str = "", publish: bool = True, full: bool = False
    ) -> None:
        super().__init__(nlp, name, publish)
        self.full = full

    def annotate(self, sheet: Sheet) -> None:
        """Finds candidates, keeps those with evidence, and decides which place each is."""
        look = index().get
        hits = [(w.i, found) for w in sheet.words if (found := look(w.low)) is not None]
        scanner = Scanner(sheet)
        candidates = scanner.scan(hits)
        link(sheet, candidates)
        kept = accept(sheet, candidates)
        context = Context(sheet, kept)
        mentions = []
        for n, candidate in enumerate(kept):
            reading, certain = resolve(n, kept, sheet, context)
            candidate.chosen = reading
            mentions.append(mention(candidate, reading.place, certain))
        mentions.sort(key=lambda m: m.start)
        sheet.layers.places.extend(mentions)

    def label_of(self, mention: object) -> tuple[str, str]:
        """PLACE and the code."""
        assert isinstance(mention, PlaceMention)
        return "PLACE", mention.ref or ""


def mention(at: Candidate, place: Place, certain: bool) -> PlaceMention:
    """The layer's record of a candidate."""
    known = certain or place.kind == "region"
    return PlaceMention(
        at.start,
        at.end,
        at.first,
        at.stop,
        place.name,
        place.ref if known else None,
        place.kind,
        place.parent if known else None,
        place.region if known else None,
    )


def link(sheet: Sheet, candidates: list[Candidate]) -> None:
    """Joins neighbours that stand in one list: only commas, «и», numbers and the like between them."""
    words, links = sheet.words, rules()["links"]
    for a, b in zip(candidates, candidates[1:], strict=False):
        if (
            b.first - a.stop <= 16
            and all(not w.is_alpha or w.low in links for w in words[a.stop : b.first])
            and not any(
                w.low in (".", ";", "!", "?") and w.i + 1 < len(words) and words[w.i - 1].low != "г"
                for w in words[a.stop : b.first]
            )
        ):
            a.linked.append(b)
            b.linked.append(a)


def accept(sheet: Sheet, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with enough evidence; adjectives and names get the head of the list they stand in."""
    kinds = {"m": False, "f": False}
    for c in candidates:
        if c.head in ("district", "region"):
            kinds["m" if c.head == "district" else "f"] = True
    low = sheet.low
    topic = {"m": kinds["m"] or "район" in low, "f": kinds["f"] or "област" in low or "регион" in low}
    # From right to left: an adjective takes the head of the one after it in the list.
    for c in reversed(candidates):
        if c.kind == "adjective" and not c.head:
            for other in c.linked:
                if other.start > c.start and other.kind == "adjective" and other.head:
                    gender = "m" if other.head == "district" else "f"
                    fitting = [r for r in c.readings if r.adjective == gender]
                    if fitting:
                        c.readings, c.need, c.head = fitting, FREE, other.head
    # From left to right: «областей Абай, Жетісу», «районах Самар и Алтай», and names in a list of places.
    for c in candidates:
        if c.need == FREE:
            continue
        left = [o for o in c.linked if o.start < c.start and o.need == FREE]
        if c.kind == "adjective":
            ellipsis(sheet, c, left, topic)
        elif left and left[0].plural and left[0].head in ("district", "region"):
            wanted = "район" if left[0].head == "district" else "область"
            fitting = [r for r in c.readings if r.head == wanted]
            if fitting:
                c.readings, c.need, c.head, c.plural = fitting, FREE, left[0].head, True
    for c in candidates:
        if c.need == GUARDED and any(o.need == FREE for o in c.linked):
            c.need = FREE
    for c in reversed(candidates):
        if c.need == GUARDED and any(o.need == FREE for o in c.linked):
            c.need = FREE
    return [c for c in candidates if c.need == FREE and usable(c)]


def usable(c: Candidate) -> bool:
    """Drops the readings that still want a head; false if none is left."""
    if c.kind == "noun" and c.head not in ("city", "village"):
        free = [r for r in c.readings if r.guard < HEAD_ONLY or c.head]
        c.readings = free
    return bool(c.readings)


def ellipsis(sheet: Sheet, c: Candidate, left: list[Candidate], topic: dict[str, bool]) -> None:
    """«В Тайыншинском зарегистрировано 131»: an adjective alone, where the text is about districts or regions."""
    words = sheet.words
    fitting = [r for r in c.readings if topic[r.adjective]]
    if not fitting:
        return
    before = words[c.first - 1].low if c.first else ""
    same = [o for o in left if o.kind == "adjective"]
    after = words[c.stop].low if c.stop < len(words) else "."
    alone = after in (",", ".", "–", "-", ":", ";", "(", ")", "и", "же", "–", "на") or not after[:1].isalpha()
    if (
        same
        or before in ("в", "во", "по", "из", "на", "у", "к", "с")
        or (alone and before in ("", ",", ".", ";", "и", "–", ":", "а"))
    ):
        c.readings, c.need = fitting, FREE
        c.head = "district" if fitting[0].adjective == "m" else "region"
