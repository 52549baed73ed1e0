"""Phrases: noun chunks with what goes on them, and the closed
classes of nouns that are counted or never are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.chunks import Chunk, is_participle
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.wording import nominative
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_DATA: Final = load_toml("phrases")
LIGHT: Final = frozenset(_DATA["light"])
LIGHT_PEOPLE: Final = frozenset(_DATA["light_people"])
PEOPLE: Final = frozenset(_DATA["people"])
POINTERS: Final = frozenset(_DATA["pointers"])
NOT_COUNTED: Final = frozenset(_DATA["not_counted"])
CONTAINERS: Final = frozenset(_DATA["containers"])
COUNTABLE: Final = frozenset(_DATA["countable"])
COPULAS: Final = frozenset(_DATA["copulas"])
SCOPE_PREPOSITIONS: Final = frozenset(_DATA["scope_prepositions"])
_TERMS: Final[dict[str, str]] = _DATA["terms"]


def phrase(sheet: Sheet, chunks: Sequence[Chunk], head: Chunk) -> Indicator:
    """The indicator made of a noun chunk and the chunks that go on it."""
    # The preposition of a chunk lies between it and the one before.
    last = chunks[-1] if chunks else head
    words = sheet.words[head.first : last.stop]
    start, end = sheet.words[head.first].start, sheet.words[last.stop - 1].end
    return Indicator(_plain(sheet.text[start:end]), words, start, end)


def _plain(text: str) -> str:
    """The phrase on one line, a quotation mark without its pair left out."""
    text = " ".join(text.split())
    if not ("«" in text or "»" in text or '"' in text or "“" in text or "„" in text or "”" in text):
        return text
    if (
        text.count("«") != text.count("»")
        or text.count('"') % 2
        or text.count("“") + text.count("„") > text.count("”")
    ):
        text = text.translate(_NO_QUOTES)
    return text.strip()


_NO_QUOTES: Final = {ord(c): None for c in '«»"“”„'}


_GOING_ON: Final = frozenset({"np", "program", "org", "punct", "conj"})


def complements(chunks: Sequence[Chunk], after: Chunk, stop: int) -> list[Chunk]:
    """The chunks that go on a noun phrase: «с участием детей», «транспортом в состоянии опьянения»."""
    out: list[Chunk] = []
    for at in range(after.index + 1, min(stop, len(chunks))):
        chunk = chunks[at]
        if chunk.kind not in _GOING_ON and not (out and out[-1].kind == "punct"):
            break
        low = chunk.head.low if chunk.head else ""
        if out and out[-1].kind == "punct" and out[-1].head is not None and out[-1].head.low == ",":
            out.append(chunk)  # the participle that follows its comma
        elif chunk.kind == "np" and chunk.prep in SCOPE_PREPOSITIONS:
            if chunk.head is not None and chunk.head.form.lemmas & NOT_COUNTED:
                break
            out.append(chunk)
        elif (
            chunk.kind == "program"
            or (chunk.kind == "np" and not chunk.prep and chunk.cases and not chunk.cases & {"nomn", "accs"})
            or (chunk.kind == "org" and not chunk.prep)
            or (chunk.kind == "punct" and low in '«»"“”')
            or (chunk.kind == "conj" and low == "и" and out and out[-1].kind == "np")
            or (low == "," and chunk.index + 1 < stop and _goes_with(chunks[chunk.index + 1], after))
        ):
            out.append(chunk)
        else:
            break
    while out and out[-1].kind in ("punct", "conj"):
        out.pop()
    return out


def _goes_with(chunk: Chunk, noun: Chunk) -> bool:
    """Whether a participle after a comma can be the noun's: not «преступлений, ранее судимыми – …»."""
    return is_participle(chunk) and bool(chunk.cases & (noun.cases | {"gent", "nomn", "accs"}))


def is_light(words: Sequence[Word], unit: str = "") -> bool:
    """Whether a phrase says nothing by itself: «фактов», «этот
    показатель», «таких случаев», «общего числа»."""
    level, weight = unit not in ("m", "km"), unit == "kg"
    for word in words:
        said = _WEIGHTS.get(word.low) or _weigh(word)
        if said == "thing" or (said == "level" and not level) or (said == "weight" and not weight):
            return False
    return True


_WEIGHTS: Final[dict[str, str]] = {}
_WEIGHTS_LIMIT: Final = 2_048


def _weigh(word: Word) -> str:
    """Whether a word says nothing by itself (``light``), or but where it names what its unit measures."""
    form = word.form
    if not word.is_alpha or word.low in POINTERS:
        found = "light"
    elif form.lemmas & LIGHT:
        found = "level" if form.lemma == "уровень" else "light"
    else:
        found = "weight" if form.lemma in ("вес", "масса") else "thing"
    if len(_WEIGHTS) >= _WEIGHTS_LIMIT:
        _WEIGHTS.clear()
    _WEIGHTS[word.low] = found
    return found


def shown(sheet: Sheet, found: Indicator, head: Chunk, plural: bool, case: str = "") -> Indicator:
    """The indicator with its text in the nominative; the span still marks the words as they stand.

    ``case`` is that of the head where the number before it tells it.
    """
    if found.start is None or found.end is None or head.head is None:
        return found
    if "nomn" in head.cases and not plural and not case:
        return found
    noun = next((w for w in found.words if w.i < head.stop and w.form.pos == "NOUN"), None)
    bent = nominative(found.words, noun or found.words[0], plural, case)
    if not bent:
        return found
    text, at = [], found.start
    for word in found.words:
        new = bent.get(word.i)
        if new is not None and word.start >= at:
            text.append(sheet.text[at : word.start])
            text.append(new)
            at = word.end
    text.append(sheet.text[at : found.end])
    found.text = _plain("".join(text))
    return found


def is_money(indicator: Indicator) -> bool:
    """Whether an indicator is an amount of money by its code."""
    return bool(indicator.code and indicator.code.startswith("money."))


def terms_phrase(sheet: Sheet, frame: Frame) -> Indicator | None:
    """The punishment whose term a number is: «лишение свободы», «арест»; None for other durations."""
    at, sentence = frame.quantity, frame.sentence
    after = sheet.words[at.stop : min(at.stop + 4, sentence.stop)]
    before = sheet.words[max(sentence.first, at.first - 12) : at.first]
    for word in [*after, *reversed(before)]:
        if word.is_alpha:
            for lemma in word.form.lemmas:
                text = _TERMS.get(lemma)
                if text and word.i + 1 < sentence.stop and sheet.words[word.i + 1].low in ("прав", "права"):
                    text = _TERMS["лишить"]  # «лишение прав на шесть месяцев»
                if text:
                    return Indicator(text, [], code=None)
    return None
