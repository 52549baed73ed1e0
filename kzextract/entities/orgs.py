"""The organisations of a text with their canonical names and kinds."""

from __future__ import annotations

from kzextract.entities.closed_words import close, closed_words
from kzextract.entities.org_canonical import Namer
from kzextract.entities.org_lexicon import org_lexicon
from kzextract.entities.org_names import (
    Named,
    abbreviations,
    bare_parties,
    media,
    quoted,
    slovnet_orgs,
)
from kzextract.entities.org_phrases import PhraseScanner
from kzextract.layers import OrgMention
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Orgs(Stage):
    """Writes the layer ``orgs``.

    >>> import kzextract
    >>> doc = kzextract.extract("Об этом сообщила прокуратура области Жетісу, передаёт BAQ.KZ.")
    >>> [(o.name, o.kind) for o in doc.entities if o.type == "ORG"]
    [('Прокуратура области Жетісу', 'prosecutor'), ('BAQ.KZ', 'media')]
    """

    layer = "orgs"

    def annotate(self, sheet: Sheet) -> None:
        """Reads phrases first, then short names; what is claimed by one reader is closed to the next."""
        if sheet.lang != "ru" or not sheet.words:
            return
        layers = sheet.layers
        closed = closed_words(sheet, ((m.first, m.stop) for m in (*layers.programs, *layers.laws)))
        jumps = {p.first: p.stop for p in layers.places}
        namer = Namer(sheet)
        out: list[OrgMention] = []

        def add(first: int, stop: int, name: str, kind: str) -> None:
            words = sheet.words
            out.append(OrgMention(words[first].start, words[stop - 1].end, first, stop, name, kind))
            close(closed, first, stop)

        people = bytearray(closed)
        for name in layers.names:
            if name.label == "PER" and name.stop - name.first > 1:
                close(people, name.first, name.stop)
        for body in list(PhraseScanner(sheet, jumps, people).bodies()):
            add(body.first, body.stop, namer.body(body), body.kind)
        for named in list(abbreviations(sheet, closed)):
            stop = self._with_place(sheet, named, jumps) if named.takes_place else named.stop
            add(named.first, stop, namer.named(named, stop), named.kind)
        for reader in (quoted, media, bare_parties):
            for named in list(reader(sheet, closed)):
                if not any(closed[named.first : named.stop]):
                    add(named.first, named.stop, namer.named(named, named.stop), named.kind)
        for place in layers.places:
            close(closed, place.first, place.stop)
        for named in list(slovnet_orgs(sheet, closed)):
            if not any(closed[named.first : named.stop]):
                add(named.first, named.stop, namer.named(named, named.stop), named.kind)
        out.sort(key=lambda o: o.start)
        layers.orgs.extend(out)

    @staticmethod
    def _with_place(sheet: Sheet, named: Named, jumps: dict[int, int]) -> int:
        """The end of an abbreviation's name with the place after it.

        «ДП СКО», «УП города», «ДП г. Алматы».
        """
        words = sheet.words
        known = org_lexicon()
        stop = named.stop
        limit = sheet.sentence_at(words[named.first].start).stop
        if stop + 1 < limit and words[stop].low == "по":
            if stop + 1 in jumps:
                return jumps[stop + 1]
            if words[stop + 1].form.lemmas & known.region_words and stop + 2 in jumps:
                return jumps[stop + 2]
        while stop < limit:
            word = words[stop]
            if stop in jumps:
                return jumps[stop]
            if word.low in ("г", "гор", "обл") and stop + 1 < limit and words[stop + 1].norm == ".":
                stop += 2
            elif word.norm[0].isalpha() and word.form.lemmas & known.region_words:
                stop += 1
                if stop not in jumps:
                    return stop
            else:
                break
        return stop

    def label_of(self, mention: object) -> tuple[str, str]:
        """ORG and the canonical name."""
        assert isinstance(mention, OrgMention)
        return "ORG", mention.name
