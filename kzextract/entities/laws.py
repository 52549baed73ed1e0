"""The laws stage: articles and parts of codes, codes, named laws, decrees and orders."""

from __future__ import annotations

from typing import Final

from kzextract.entities.laws_articles import Found, articles, codes_alone
from kzextract.entities.laws_named import named_laws
from kzextract.layers import LawMention
from kzextract.reading.sheet import Sheet
from kzextract.stage import Stage


class Laws(Stage):
    """Writes the layer ``laws``: spans that cover the numbers of articles, names normalised.

    An article without a code takes the code of its neighbours in the sentence («ст. 188, ч. 2 ст. 190 УК»).

    >>> import kzextract
    >>> doc = kzextract.extract("Дело возбуждено по статье 188 ч. 2 Уголовного кодекса.")
    >>> [(e.text, e.name) for e in doc.entities if e.type == "LAW"]
    [('статье 188 ч. 2 Уголовного кодекса', 'ч. 2 ст. 188 УК РК')]
    """

    layer = "laws"
    label = "LAW"

    def annotate(self, sheet: Sheet) -> None:
        """Writes the layer."""
        found = [*articles(sheet.low), *codes_alone(sheet.low), *named_laws(sheet)]
        if not found:
            return
        found.sort(key=lambda law: (law.start, -law.end))
        kept: list[Found] = []
        for law in found:
            if kept and law.start < kept[-1].end:
                continue
            last = kept[-1] if kept else None
            # «статья 5 Закона „О дорожном движении“» is one mention.
            if last and not last.code and law.start - last.end == 1 and last.name.startswith(_ARTICLE):
                kept[-1] = Found(last.start, law.end, f"{last.name} {law.name}", None)
            else:
                kept.append(law)
        codes = _neighbours(sheet, kept)
        sheet.layers.laws = []
        for law, code in zip(kept, codes, strict=True):
            first, stop = sheet.word_range(law.start, law.end)
            name = f"{law.name} {code}" if code else law.name
            sheet.layers.laws.append(LawMention(law.start, law.end, first, stop, name))


def _neighbours(sheet: Sheet, laws: list[Found]) -> list[str | None]:
    """The code of each article: its own, else that of the nearest article of the sentence that has one."""
    codes = [law.code for law in laws]
    sentences = [sheet.sentence_at(law.start).index if sheet.sentences else 0 for law in laws]
    following: tuple[str | None, int] = (None, -1)
    for n in range(len(laws) - 1, -1, -1):
        if laws[n].code:
            following = (laws[n].code, sentences[n])
        elif laws[n].name.startswith(_ARTICLE) and following[1] == sentences[n]:
            codes[n] = following[0]
    previous: tuple[str | None, int] = (None, -1)
    for n, law in enumerate(laws):
        if law.code:
            previous = (law.code, sentences[n])
        elif codes[n] is None and law.name.startswith(_ARTICLE) and previous[1] == sentences[n]:
            codes[n] = previous[0]
    return codes


_ARTICLE: Final = ("ст. ", "ч. ", "п. ", "пп. ", "абз. ", "прим. ")
