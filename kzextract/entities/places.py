"""Places: regions, cities, districts, villages of Kazakhstan with their codes, countries, foreign cities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzextract.entities.gazetteer import Place
from kzextract.entities.place_context import Context, resolve
from kzextract.entities.place_foreign import foreign
from kzextract.entities.place_heads import Candidate
from kzextract.entities.place_lists import accept, link, rescue
from kzextract.entities.place_metonyms import metonyms
from kzextract.entities.place_scan import scan
from kzextract.layers import PlaceMention
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage

if TYPE_CHECKING:
    from spacy.language import Language

    from kzextract.lexicon.own import Lexicon


class Places(Stage):
    """Writes the layer ``places``, and ``metonyms`` for words like «столица» that stand for a place.

    ``full``: names that slovnet calls places are looked up in the whole classifier, not only after «село».

    >>> from kzextract import extract
    >>> [(e.name, e.ref) for e in extract("В Жалагашском и Аральском районах задержаны двое.").entities]
    [('Жалагашский район', '433600000'), ('Аральский район', '433200000')]
    """

    layer = "places"

    def __init__(
        self,
        nlp: Language | None = None,
        name: str = "",
        publish: bool = True,
        lexicon: Lexicon | None = None,
        full: bool = False,
    ) -> None:
        super().__init__(nlp, name, publish, lexicon)
        self.full = full

    def annotate(self, sheet: Sheet) -> None:
        """Finds candidates, keeps those with evidence, and decides which place each is."""
        candidates = scan(sheet)
        link(sheet, candidates)
        kept = accept(sheet, candidates)
        context = Context(sheet, kept)
        kept = rescue(candidates, kept, context)
        mentions = []
        for n, candidate in enumerate(kept):
            reading, certain = resolve(n, kept, sheet, context)
            candidate.chosen = reading
            mentions.append(mention(sheet, candidate, reading.place, certain))
        mentions += foreign(sheet, mentions, context, self.full)
        mentions.sort(key=lambda m: m.start)
        sheet.layers.places.extend(mentions)
        sheet.layers.metonyms.extend(metonyms(sheet, mentions))

    def label_of(self, mention: object) -> tuple[str, str]:
        """PLACE and the code."""
        assert isinstance(mention, PlaceMention)
        return "PLACE", mention.ref or ""


def mention(sheet: Sheet, at: Candidate, place: Place, certain: bool) -> PlaceMention:
    """The layer's record of a candidate; one of several that nothing tells apart has a name but no code."""
    if at.kind == "head" and place.kind == "city":
        # «района Алматы»: the head is not the name's.
        at.first, at.stop = at.name_first, at.name_stop
        at.start, at.end = sheet.words[at.first].start, sheet.words[at.stop - 1].end
    known = certain and place.ref != ""
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
