"""Governed: the indicator of a number from the noun that it governs («16 045 преступлений», «447 фактов»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.changes import change_of
from kzextract.claims.chunks import Chunk, parts_label
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for, words_of
from kzextract.claims.naming import DEMONSTRATIVES, SHARE_UNITS, copy_of, crime_noun
from kzextract.claims.people import add_reason, people_of, predicative
from kzextract.claims.phrases import (
    CONTAINERS,
    COUNTABLE,
    LIGHT_PEOPLE,
    NOT_COUNTED,
    PEOPLE,
    complements,
    is_light,
    phrase,
    shown,
)
from kzextract.claims.topics import Topics
from kzextract.claims.wording import nominative, participle
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Sheet, Word

_UNITS: Final = frozenset({"единица", "штука", "экземпляр", "ед", "шт"})


def governed_of(sheet: Sheet, frame: Frame, topic: Indicator | None, topics: Topics) -> Indicator | None:
    """The indicator from the noun phrase that a number governs; None if there is none or it says nothing."""
    chunk = frame.governed
    if chunk is None or chunk.head is None:
        return None
    words = sheet.words[chunk.first : chunk.stop]
    if len(words) == 1 and chunk.head.form.lemmas & LIGHT_PEOPLE:
        return None if frame.pair else people_of(sheet, frame, topics)
    if frame.measure == "change" and any(change_of(w) is not None for w in words):
        return None
    if chunk.head.form.lemmas & NOT_COUNTED and not chunk.head.form.lemmas & COUNTABLE:
        return None
    part = _part_named(sheet, frame, chunk)
    if part is not None:
        return part
    rest = complements(frame.chunks, chunk, len(frame.chunks))
    if "голова" in words[-1].form.lemmas or "голова" in words[0].form.lemmas:
        return _heads(frame, words)
    if is_light(words, frame.unit) and all(c.kind != "np" for c in rest):
        return _light(sheet, frame, words, topic, topics)
    if chunk.head.form.lemmas & CONTAINERS and not rest and len(words) == 1:
        label = _dashed(sheet, frame)
        if label is not None:
            return label  # «сигареты – 412 тысяч пачек»
    if chunk.elided:
        return with_head(sheet, frame, chunk, topic)
    if chunk.head.form.lemmas & PEOPLE:
        told = predicative(sheet, frame)
        if told is not None:
            return told
    if words[0].form.lemmas & _UNITS and len(words) > 1:
        chunk = Chunk("np", words[1].i, chunk.stop, words[-1], cases=frozenset({"gent"}), index=chunk.index)
        return shown(sheet, phrase(sheet, rest, chunk), chunk, False)  # «63 единицы оружия» are weapons
    found = phrase(sheet, rest, chunk)
    if frame.prep == "из" and frame.unit not in ("count", "kg"):
        return shown(sheet, found, chunk, False)
    if frame.tail and frame.tail[0].index < chunk.index:
        # «120 пострадавших от мошенников граждан»: what stands before the noun tells its kind
        whole = sheet.words[frame.tail[0].first : found.words[-1].i + 1]
        found.code = code_for(whole, unit=frame.unit, action=frame.action, context=frame.context)
    one = frame.unit == "count" and frame.quantity.value == 1
    shown(sheet, found, chunk, _is_plural(frame), "gent" if "gent" in chunk.cases and not one else "")
    if chunk.head is None:
        return found
    if chunk.head.form.lemmas & PEOPLE:
        add_reason(sheet, frame, found)
    elif chunk.head.lemma in ("протокол", "штраф", "постановление") and not rest:
        _add_cause(sheet, frame, found)
    return found


def _part_named(sheet: Sheet, frame: Frame, chunk: Chunk) -> Indicator | None:
    """«60% преступлений – кражи»: the kind that the share is of, its base being the noun it governs."""
    at = (frame.tail[-1] if frame.tail else chunk).index + 1
    if frame.measure != "share" or frame.unit not in SHARE_UNITS or at + 1 >= len(frame.chunks):
        return None
    label = frame.chunks[at + 1]
    if not parts_label(frame.chunks[at]) or label.kind != "np" or label.prep or "nomn" not in label.cases:
        return None
    found = phrase(sheet, complements(frame.chunks, label, len(frame.chunks)), label)
    found.code = code_for(found.words)
    base = code_for(sheet.words[chunk.first : chunk.stop])
    kinds = found.code is not None and base is not None and found.code.split(".")[0] == base.split(".")[0]
    return shown(sheet, found, label, True) if kinds else None


def _dashed(sheet: Sheet, frame: Frame) -> Indicator | None:
    """The noun phrase before the dash that stands before the number."""
    if len(frame.left) < 2 or not parts_label(frame.left[-1]):
        return None
    chunk = frame.left[-2]
    if chunk.kind != "np" or chunk.prep or "nomn" not in chunk.cases:
        return None
    return phrase(sheet, (), chunk)


def _add_cause(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«за бродячий скот составлено 264 протокола»."""
    for chunk in [*reversed(frame.left), *frame.right]:
        if chunk.kind == "np" and chunk.prep == "за" and chunk.head is not None:
            if not chunk.head.form.lemmas & NOT_COUNTED:
                cause = phrase(sheet, complements(frame.chunks, chunk, len(frame.chunks)), chunk)
                found.words = [*found.words, *sheet.words[chunk.first - 1 : chunk.first], *cause.words]
                found.text, found.start, found.end = f"{found.text} за {cause.text}", None, None
            return


def _heads(frame: Frame, words: Sequence[Word]) -> Indicator:
    """«похищено 615 голов», «43 головы КРС»: livestock."""
    kind = [w for w in words if "голова" not in w.form.lemmas]
    bent = nominative(kind, kind[0], any(p.number == "plur" for p in kind[0].form.parses[:1])) if kind else {}
    text = " ".join(bent.get(w.i, w.norm) for w in kind) if kind else "скот"
    name = participle(frame.verb.norm) if frame.verb is not None and frame.action else None
    if name and (text == "скот" or text.isupper()):
        name = name.removesuffix("ые").removesuffix("ие") + "ый"
    return Indicator(f"{name} {text}" if name else text, kind or words_of("скот"))


def _light(
    sheet: Sheet, frame: Frame, words: Sequence[Word], topic: Indicator | None, topics: Topics
) -> Indicator | None:
    """«447 фактов», «19 эпизодов», «48 единиц»: what is meant was named before."""
    these = words[0].low in DEMONSTRATIVES
    if (frame.unit != "count" and not these) or frame.measure == "change":
        return None
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and chunk.prep in ("по", "о"):
            about = sheet.words[chunk.first : chunk.stop]
            if code_for(about):
                return phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and not chunk.prep and "nomn" in chunk.cases:
            label = phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
            label.code = code_for(label.words, unit=frame.unit, action=frame.action)
            if label.code:
                return label  # «Смертность на дорогах – 12 случаев»
    if any(w.form.lemmas & _UNITS for w in words):
        seized = topics.units or topics.weapons or topics.seized
        return copy_of(seized) if seized is not None else None
    events = ("crime.", "offence.", "traffic.accidents", "fire.total")
    if topic is not None and (topic.code or "").startswith(events) and frame.before is not None and not these:
        return None
    if topics.question is not None and frame.before is None:
        return copy_of(topics.question)
    spoken = topics.crime_before(frame.quantity.start, frame.sentence.block)
    return copy_of(spoken) if spoken else None


def _is_plural(frame: Frame) -> bool:
    """Whether the counted noun is shown in the plural: «5 краж» are thefts, «5 кг марихуаны» marihuana."""
    return frame.unit == "count" and frame.quantity.kind == "number" and frame.quantity.value != 1


def _singular_noun(chunk: Chunk, topic: Indicator) -> Word | None:
    """The topic's noun where it stands in the singular and the adjectives of a phrase agree with it."""
    noun = next((w for w in topic.words if w.form.pos == "NOUN" and not is_light([w])), None)
    if (
        noun is None
        or chunk.head is None
        or "nomn" not in chunk.cases
        or ("nomn", "sing") not in noun.form.agreement
    ):
        return None
    gender = noun.form.parses[0].gender
    agrees = any(
        p.case == "nomn" and p.number == "sing" and p.gender == gender for p in chunk.head.form.parses
    )
    return noun if agrees else None


def is_kind(frame: Frame, chunk: Chunk) -> bool:
    """«…, более 176 тысяч – грубые»: adjectives across a dash that tell a part of the number before."""
    return (
        frame.before is not None
        and frame.unit == "count"
        and chunk.index == frame.at + 2
        and parts_label(frame.chunks[frame.at + 1])
        and "nomn" in chunk.cases
    )


def _before_colon(frame: Frame) -> Indicator | None:
    """What the items of a list are kinds of: «155 стволов: нарезных – 23, газовых – 20»."""
    whole = frame.before
    while whole is not None and whole.marker == "colon":
        whole = whole.before
    return whole.indicator if whole is not None else None


def _kind_of(found: Indicator, topic: Indicator, noun: Word | None) -> str:
    """The adjectives with the thing that they are a kind of: «грубые нарушения ПДД»."""
    bent = nominative([*found.words, noun], noun, True) if noun is not None else {}
    text = found.text
    for word in found.words:
        text = text.replace(word.norm, bent.get(word.i, word.norm), 1)
    if MORPHOLOGY.form(fold(topic.text.split()[0])).has(None, "nomn", "plur"):
        return f"{text} {topic.text[:1].lower()}{topic.text[1:]}"
    return f"{text} {bent.get(noun.i, noun.low)}" if noun is not None else text


def with_head(sheet: Sheet, frame: Frame, chunk: Chunk, topic: Indicator | None) -> Indicator | None:
    """«особо тяжких» after «преступления»: the adjectives with the noun that was left out."""
    rest = complements(frame.chunks, chunk, len(frame.chunks) if chunk.index > frame.at else frame.at)
    found = phrase(sheet, rest, chunk)
    own = code_for(found.words, unit=frame.unit, action=frame.action, context=frame.context)
    if frame.marker == "colon" and (whole := _before_colon(frame)) is not None:
        topic = whole
    if own is None and topic is not None and (frame.marker in ("among", "colon") or is_kind(frame, chunk)):
        # «38 проверок, из них 14 – внеплановые», «305 тысяч нарушений, 176 тысяч – грубые»
        noun = next((w for w in topic.words if w.form.pos == "NOUN" and not is_light([w])), None)
        words = [*found.words, *([noun] if noun is not None else [])]
        code = code_for(words, unit=frame.unit, action=frame.action) or topic.code
        return Indicator(_kind_of(found, topic, noun), [*found.words, *topic.words], code=code)
    if topic is not None and (one := _singular_noun(chunk, topic)) is not None:
        text = " ".join(w.low for w in found.words)
        return Indicator(f"{text} {one.low}", [*found.words, one])  # «рецидивная преступность …, пьяная – …»
    if (own is not None and not own.startswith("crime.")) or topic is None or topic.code is None:
        return shown(sheet, found, chunk, frame.quantity.value != 1)
    if topic.code.split(".")[0] not in ("crime", "offence", "seizure", "person"):
        return found
    nouns = crime_noun(topic)
    if nouns:
        bent = nominative([*found.words, *nouns], nouns[0], True)
        text = " ".join(bent.get(w.i, w.low) for w in [*found.words, *nouns])
        found = Indicator(text.lower(), [*found.words, *nouns])
    return found
