"""People: who is counted where the noun says no more than «человек»: «погибли 1 742 человека»."""

from __future__ import annotations

from typing import Final

from kzextract.claims.changes import change_of
from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for, words_of
from kzextract.claims.naming import PARTICIPLES, told_lemma
from kzextract.claims.phrases import COPULAS, NOT_COUNTED, complements, phrase, shown
from kzextract.claims.predicates import leans
from kzextract.claims.topics import Topics
from kzextract.claims.wording import genitive, participle
from kzextract.reading.sheet import Sheet

_HARM: Final = frozenset(
    {
        "погибнуть",
        "гибнуть",
        "погибать",
        "пострадать",
        "получить",
        "травмировать",
        "ранить",
        "умереть",
        "скончаться",
    }
)
_FOUND: Final = frozenset({"выявить", "установить", "изобличить"})


def is_animate(chunk: Chunk) -> bool:
    """Whether a noun phrase names living beings."""
    return chunk.head is not None and (
        chunk.head.form.parses[0].animacy == "anim" or chunk.head.lemma == "семья"
    )


def add_reason(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«за выпас скота к ответственности привлечены 48 хозяев»: people are told apart by what they did."""
    if frame.action not in ("charged", "detained", "convicted", "collected") and found.words:
        if frame.verb is None or "PRTS" not in frame.verb.form.poses:
            return
    for chunk in [*reversed(frame.left), *frame.tail, *frame.right]:
        if chunk.kind == "np" and chunk.prep == "за" and chunk.head is not None:
            if chunk.head.form.lemmas & NOT_COUNTED:
                continue
            rest = complements(frame.chunks, chunk, len(frame.chunks))
            reason = phrase(sheet, rest, chunk)
            found.words = [*found.words, *reason.words]
            found.text = (
                f"{found.text}, {PARTICIPLES.get(told_lemma(frame.verb), 'привлечённые')} за {reason.text}"
            )
            found.start = found.end = None
            return


def people_of(sheet: Sheet, frame: Frame, topics: Topics) -> Indicator | None:
    """«погибли 1 742 человека»: the people are named by what happened to them."""
    told = predicative(sheet, frame)
    if told is not None:
        return told
    tail = [c for c in frame.tail if c.kind == "np"]
    if tail and tail[0].elided and frame.tail[0] is not tail[0] and frame.governed is not None:
        # «5 человек, находившихся в розыске»
        found = phrase(sheet, frame.tail, frame.governed)
        found.code = code_for(found.words, action=frame.action)
        return found
    return by_verb(sheet, frame, topics) or _plain_people(sheet, frame)


def _plain_people(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«в розыск объявлено 12 человек»: people of whom the sentence alone says more."""
    chunk = frame.governed
    if chunk is None or frame.marker == "among" or frame.pair or leans(frame):
        return None
    if frame.verb is not None and (change_of(frame.verb) is not None or frame.verb.form.lemmas & COPULAS):
        return None
    words = sheet.words[chunk.first : chunk.stop]
    code = code_for(words, unit=frame.unit, action=frame.action, verb=frame.verb, context=frame.context)
    name = participle(frame.verb.norm) if frame.verb is not None else None
    return Indicator(
        f"{name} люди" if name else "люди", list(words), code=None if code == "population" else code
    )


def predicative(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«потерпевшими признаны 37 тыс. человек», «жертвами аферистов стали 612 человек»."""
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and not chunk.prep and "ablt" in chunk.cases and "nomn" not in chunk.cases:
            found = phrase(sheet, (), chunk)
            if (code_for(found.words) or "").startswith("person."):
                return shown(sheet, found, chunk, True)
    return None


def told_after(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«трое оказались несовершеннолетними, двое – ранее судимыми»: what people turned out to be."""
    if frame.governed is not None or frame.unit != "count" or frame.measure != "level":
        return None
    verb: Chunk | None = None
    for chunk in frame.right:
        if chunk.kind == "verb" and verb is None:
            verb = chunk
            if chunk.head is None or not chunk.head.form.lemmas & _BEING:
                return None
        elif chunk.kind == "np" and not chunk.prep and "ablt" in chunk.cases and "nomn" not in chunk.cases:
            if verb is None and (frame.before is None or frame.before.rule != "level.predicate"):
                return None
            words = sheet.words[verb.stop if verb is not None else chunk.first : chunk.stop]
            code = code_for(words)
            if code is None or not code.startswith("person."):
                return None
            frame.rule, frame.action = "level.predicate", None
            found = Indicator("", words, words[0].start, words[-1].end, code)
            found.text = sheet.text[words[0].start : words[-1].end]
            return shown(sheet, found, chunk, True)
        elif chunk.kind != "verb" or chunk.prep != "без":
            return None
    return None


_BEING: Final = frozenset({"оказаться", "являться", "быть", "стать", "числиться", "считаться", "признать"})


def by_verb(sheet: Sheet, frame: Frame, topics: Topics) -> Indicator | None:
    """Who is counted, by what happened to them: «погибли 20», «травмы получил 41 человек»."""
    lemma = told_lemma(frame.verb)
    if not lemma:
        return None
    text = PARTICIPLES[lemma]
    if lemma == "входить":
        group = frame.before.indicator if frame.before is not None else None
        if group is None or group.code != "crime.organised" or not group.words:
            return None
        return Indicator(f"участники {genitive(group.words[-1])}", [], code="person.suspect")
    if lemma == "получить":
        # «травмы получил 41 человек», «31 человек получил ожоги»
        harm = next(
            (c for c in [*reversed(frame.left), *frame.tail, *frame.right] if c.kind == "np" and _is_harm(c)),
            None,
        )
        if harm is None or harm.head is None:
            return None
        text = f"получившие {harm.head.low}"
    if lemma in _HARM and topics.scene:
        text = f"{text} {topics.scene}"
    # «выявлено 47 лиц»: persons in the language of criminal procedure
    head = frame.governed.head if frame.governed is not None else None
    suspects = lemma in _FOUND and head is not None and head.lemma == "лицо"
    if lemma == "оштрафовать":
        return Indicator(text, [], code=_punished_for(sheet, frame) or "offence.admin")
    if lemma == "привлечь":
        return Indicator(text, [], code=_punished_for(sheet, frame))
    return Indicator(text, [], code="person.suspect" if suspects else None)


def offence_of(sheet: Sheet, frame: Frame, chunk: Chunk, stop: int) -> Indicator | None:
    """The offence that a phrase with «за» names, with its code; None where it names none."""
    deed = phrase(sheet, complements(frame.chunks, chunk, stop), chunk)
    deed.code = code_for([*words_of("протоколы за"), *deed.words], action="charged")
    return deed if deed.code is not None and deed.code.startswith("offence.") else None


def _punished_for(sheet: Sheet, frame: Frame) -> str | None:
    """«за превышение скорости оштрафовано 214 человек»: what they were punished for, if named."""
    for chunk in [*reversed(frame.left), *frame.tail, *frame.right]:
        if chunk.kind == "np" and chunk.prep == "за" and chunk.head is not None:
            deed = offence_of(sheet, frame, chunk, len(frame.chunks))
            if deed is not None:
                return deed.code
    return None


def _is_harm(chunk: Chunk) -> bool:
    return chunk.head is not None and bool(
        chunk.head.form.lemmas & {"травма", "ожог", "ранение", "увечье", "повреждение"}
    )
