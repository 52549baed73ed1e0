"""Indicators: what each number counts, as a phrase of the text and a code.

The phrase is the noun the number governs («616 камер видеонаблюдения»), else the noun before it in its own part of
the sentence («кражи — на 50%»), else, where the text leaves it out, that of the number before («было 5 084»).
Light nouns («факт», «случай», «человек») point on: to their genitive, to the verb, or to what was spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kzextract.claims.changes import change_of
from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_DATA = load_toml("phrases")
LIGHT = frozenset(_DATA["light"])
PEOPLE = frozenset(_DATA["people"])
POINTERS = frozenset(_DATA["pointers"])
NOT_COUNTED = frozenset(_DATA["not_counted"])
PARTICIPLES: dict[str, str] = _DATA["participles"]
MONEY: dict[str, str] = _DATA["money_by_action"]
SCENES: dict[str, str] = {lemma: text for text, lemmas in _DATA["scenes"].items() for lemma in lemmas}
SCOPE_PREPOSITIONS = frozenset(_DATA["scope_prepositions"])


@dataclass(slots=True)
class Topics:
    """What was last spoken of: the last indicator, and the scene (accidents, fires) that people come to harm in."""

    last: Indicator | None = None
    scene: str | None = None
    paragraph: list[Indicator] = field(default_factory=list)


def phrase(sheet: Sheet, chunks: Sequence[Chunk], head: Chunk) -> Indicator:
    """The indicator made of a noun chunk and the chunks that go on it."""
    last = head
    words = list(sheet.words[head.first : head.stop])
    for chunk in chunks:
        last = chunk
        words += sheet.words[chunk.first : chunk.stop]
    start, end = sheet.words[head.first].start, sheet.words[last.stop - 1].end
    return Indicator(sheet.text[start:end].strip(" «»\"“”"), words, start, end)


def complements(chunks: Sequence[Chunk], after: Chunk, stop: int) -> list[Chunk]:
    """The chunks that go on a noun phrase: «с участием детей», «транспортом в состоянии опьянения»."""
    out: list[Chunk] = []
    for chunk in chunks[after.index + 1 : stop]:
        low = chunk.head.low if chunk.head else ""
        if chunk.kind in ("np", "program", "org") and (
            chunk.prep in SCOPE_PREPOSITIONS
            or (not chunk.prep and (chunk.kind == "program" or not chunk.cases & {"nomn"} or "ablt" in chunk.cases))
        ):
            if chunk.head is not None and chunk.head.form.lemmas & NOT_COUNTED:
                break
            out.append(chunk)
        elif chunk.kind == "punct" and low in '«»"' or chunk.kind == "conj" and low == "и" and out:
            out.append(chunk)
        else:
            break
    while out and out[-1].kind in ("punct", "conj"):
        out.pop()
    return out


def settle_indicator(sheet: Sheet, frame: Frame, topics: Topics) -> None:
    """Fills ``indicator`` of a frame; the frames before it are settled."""
    topic = _topic(frame, topics)
    found = _governed(sheet, frame, topic, topics) or _subject(sheet, frame, topic, topics)
    if found is None and frame.pair in ("from", "now", "slash_first"):
        found = _of_partner(sheet, frame)
    if found is None and frame.unit not in ("count", "percent", "pp", "ratio", "permille"):
        found = _by_action(frame)
    if found is None and topic is not None:
        found = Indicator(topic.text, topic.words, topic.start, topic.end, topic.code)
    if found is not None and found.code is None:
        found.code = _code(found, frame, topics)
    frame.indicator = found
    topics.last = found or topics.last


def _topic(frame: Frame, topics: Topics) -> Indicator | None:
    if frame.host is not None:
        return frame.host.indicator
    if frame.before is not None:
        return frame.before.indicator
    if frame.intro is not None:
        return frame.intro.indicator
    return topics.last


def _code(found: Indicator, frame: Frame, topics: Topics) -> str | None:
    return code_for(
        found.words or found.text, unit=frame.unit, action=frame.action, verb=frame.verb, context=topics.scene or ""
    )


def _lemmas(words: Sequence[Word]) -> set[str]:
    return {w.lemma for w in words if w.is_alpha}


def _is_light(words: Sequence[Word]) -> bool:
    """Whether a phrase says nothing by itself: «фактов», «этот показатель», «таких случаев», «общего числа»."""
    content = [w for w in words if w.is_alpha]
    return all(w.form.lemmas & LIGHT or w.low in POINTERS for w in content)


def _governed(sheet: Sheet, frame: Frame, topic: Indicator | None, topics: Topics) -> Indicator | None:
    chunk = frame.governed
    if chunk is None or chunk.head is None:
        return None
    words = sheet.words[chunk.first : chunk.stop]
    if chunk.head.form.lemmas & PEOPLE and len(words) == 1:
        return _people(sheet, frame, topics)
    if any(change_of(w) is not None for w in words) and frame.measure == "change":
        return None
    if _is_light(words):
        return None
    if chunk.elided:
        return _with_head(sheet, chunk, topic)
    return phrase(sheet, complements(frame.chunks, chunk, len(frame.chunks)), chunk)


def _people(sheet: Sheet, frame: Frame, topics: Topics) -> Indicator | None:
    """«погибли 1 742 человека»: the people are named by what happened to them."""
    tail = [c for c in frame.tail if c.kind == "np"]
    for chunk in reversed(frame.left):
        # «потерпевшими признаны 37 тыс. человек», «жертвами аферистов стали 612 человек»
        if chunk.kind == "np" and not chunk.prep and chunk.cases and "ablt" in chunk.cases and "nomn" not in chunk.cases:
            return phrase(sheet, (), chunk)
    verb = frame.verb
    if verb is not None:
        for parse in verb.form.parses:
            text = PARTICIPLES.get(parse.lemma)
            if text:
                if parse.lemma in ("погибнуть", "пострадать", "получить", "травмировать", "ранить") and topics.scene:
                    text = f"{text} {topics.scene}"
                return Indicator(text, [], None, None)
    if tail:
        return phrase(sheet, frame.tail[1:], frame.tail[0]) if frame.tail[0].kind == "np" else None
    return None


def _with_head(sheet: Sheet, chunk: Chunk, topic: Indicator | None) -> Indicator | None:
    """«особо тяжких» after «преступления»: the adjectives with the noun that was left out."""
    found = phrase(sheet, (), chunk)
    if topic is None:
        return found
    nouns = [w for w in topic.words if w.form.pos == "NOUN" and not w.form.lemmas & LIGHT][:1]
    if nouns:
        found = Indicator(f"{found.text} {nouns[0].norm}", [*found.words, *nouns], None, None)
    return found


def _subject(sheet: Sheet, frame: Frame, topic: Indicator | None, topics: Topics) -> Indicator | None:
    """The noun phrase before the number in its own context, or after its verb: «на 13% снизилось число краж»."""
    stop = frame.at
    for chunk in reversed(frame.left):
        if chunk.kind == "num":
            break
        found = _as_subject(sheet, frame, chunk, topic, stop)
        if found:
            return found
    if frame.measure == "change" or not frame.left:
        for chunk in [*frame.tail, *frame.right]:
            if chunk.kind == "rel":
                break
            found = _as_subject(sheet, frame, chunk, topic, len(frame.chunks))
            if found:
                return found
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and chunk.prep in ("по", "из", "за", "о", "об", "со стороны", "от", "с") and not (
            _is_light(sheet.words[chunk.first : chunk.stop])
            or (chunk.head is not None and chunk.head.form.lemmas & NOT_COUNTED)
        ):
            return phrase(sheet, complements(frame.chunks, chunk, stop), chunk)
    return None


def _as_subject(
    sheet: Sheet, frame: Frame, chunk: Chunk, topic: Indicator | None, stop: int
) -> Indicator | None:
    if chunk.kind != "np" or chunk.prep or chunk.head is None:
        return None
    words = sheet.words[chunk.first : chunk.stop]
    change_at = next((i for i, w in enumerate(words) if change_of(w) is not None and w.form.pos == "NOUN"), None)
    if change_at is not None:
        words = words[change_at + 1 :]  # «рост преступности» is a rise of crime
        if not words:
            return None
        chunk = Chunk("np", words[0].i, chunk.stop, words[0], cases=chunk.cases, index=chunk.index)
    if _is_light(words) or chunk.head is None or chunk.head.form.lemmas & NOT_COUNTED:
        return None
    if chunk.elided:
        if not chunk.cases & {"nomn", "gent", "accs"} or _is_predicative(chunk):
            return None
        return _with_head(sheet, chunk, topic)
    return phrase(sheet, complements(frame.chunks, chunk, stop), chunk)


def _is_predicative(chunk: Chunk) -> bool:
    return chunk.head is not None and "ablt" in chunk.cases and "nomn" not in chunk.cases


def _of_partner(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«с 16 045 до 11 616 случаев»: the second of a pair names what both count."""
    partner = frame.partner
    if partner is None or partner.governed is None:
        return None
    words = sheet.words[partner.governed.first : partner.governed.stop]
    return None if _is_light(words) else phrase(sheet, partner.tail, partner.governed)


def _by_action(frame: Frame) -> Indicator | None:
    text = MONEY.get(frame.action or "")
    return Indicator(text, []) if text and len(frame.unit) == 3 and frame.unit.isupper() else None


def update_scene(words: Sequence[Word], topics: Topics) -> None:
    """Notes the accidents or fires that a sentence speaks of."""
    for word in words:
        if word.is_alpha:
            for lemma in word.form.lemmas:
                scene = SCENES.get(lemma)
                if scene:
                    topics.scene = scene
