"""Partial: the same thing in other terms, or a part told by its own words («120 – на улицах»)."""

from __future__ import annotations

from kzextract.claims.chunks import Chunk, parts_label
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.naming import SEVERITY_CODES, copy_of, crime_noun, is_money_unit
from kzextract.claims.phrases import (
    NOT_COUNTED,
    SCOPE_PREPOSITIONS,
    complements,
    is_light,
    is_money,
    phrase,
    shown,
)
from kzextract.claims.predicates import leans, own_verbs
from kzextract.claims.topics import Topics
from kzextract.reading.sheet import Sheet


def same_again(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«93, то есть 54%», «девять из них, или 0,7%», «на 30%, или на
    52 факта»: the same thing in other terms."""
    before = frame.before
    if before is None or before.indicator is None or is_money_unit(frame) != is_money(before.indicator):
        return None
    if frame.governed is not None and not is_light(
        list(sheet.words[frame.governed.first : frame.governed.stop])
    ):
        return None
    between = [w.low for w in sheet.words[before.quantity.stop : frame.quantity.first]]
    if (
        len(between) <= 8
        and (
            "или" in between
            or ("то" in between and "есть" in between)
            or (frame.unit == "percent" and between[-1:] == ["это"] and before.part_of is not None)
        )
        and not own_verbs(frame)
    ):
        frame.rule_same = True
        return copy_of(before.indicator)
    return None


def part_of_topic(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«из них с участием детей – 2», «двое – за мошенничество»:
    the whole with what tells the part from it."""
    before = frame.before
    if frame.marker in ("", "colon") and before is not None and before.narrowed is not None and leans(frame):
        if _is_dash_after(frame):
            topic = frame.narrowed = before.narrowed  # «120 – к лишению свободы, 85 – к ограничению свободы»
    if (
        topic is None
        or not (frame.marker in ("among", "colon") or frame.item or frame.narrowed)
        or frame.unit not in ("count", "percent")
    ):
        return None
    behind = frame.chunks[frame.at + 1 : frame.at + 5]
    beside = behind if _is_dash_after(frame) else [*reversed(frame.left[-4:]), *behind]
    for chunk in beside:
        if (
            chunk.kind == "np"
            and chunk.prep
            and chunk.prep not in ("из", "среди", "в том числе")
            and chunk.head is not None
        ):
            words = sheet.words[chunk.first : chunk.stop]
            if chunk.head.form.lemmas & NOT_COUNTED or is_light(words):
                continue
            while chunk.index < frame.at and _is_scope(lead := frame.chunks[chunk.index - 1]):
                chunk = lead  # «за езду в нетрезвом виде – 120»
            rest = complements(frame.chunks, chunk, frame.at if chunk.index < frame.at else len(frame.chunks))
            scope = phrase(sheet, rest, chunk)
            words = [*topic.words, *scope.words]
            code = code_for(words, unit=frame.unit, action=frame.action, context=frame.context)
            narrow = code_for([*crime_noun(topic), *scope.words]) or code_for(scope.words)
            if narrow and narrow not in ("crime.total", "offence.admin") and topic.code:
                if narrow.split(".")[0] == topic.code.split(".")[0]:
                    code = narrow
            if (topic.code or "").startswith("person.") and not (code or "person.").startswith("person."):
                code = topic.code  # those sentenced to a fine are people still
            frame.narrowed = topic
            return Indicator(f"{topic.text} {chunk.prep} {scope.text}", words, code=code or topic.code)
    return None


def _is_scope(chunk: Chunk) -> bool:
    return (
        chunk.kind == "np"
        and bool(chunk.prep)
        and chunk.prep in SCOPE_PREPOSITIONS
        and chunk.prep != "из"
        and chunk.head is not None
        and not chunk.head.form.lemmas & NOT_COUNTED
    )


def other_scope(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«преступность в общественных местах сократилась на 17%, на улицах – на 21%»: deeds elsewhere."""
    if topic is None or frame.before is None or frame.measure != "change" or frame.prep != "на":
        return None
    left = [c for c in frame.left if c.kind not in ("punct", "word", "conj")]
    if len(left) != 1 or left[0].kind != "np" or left[0].prep not in ("в", "на", "с") or own_verbs(frame):
        return None
    if left[0].index and frame.chunks[left[0].index - 1].kind == "np":
        return None  # «с наездом на пешеходов»: the end of a longer phrase
    noun = crime_noun(topic)
    words = [*noun, *sheet.words[left[0].first - 1 : left[0].stop]]
    told = left[0].head is not None and not left[0].head.form.lemmas & NOT_COUNTED
    code = (code_for(words) or code_for(noun)) if noun and told else None
    if code is None or (code in SEVERITY_CODES and topic.code in SEVERITY_CODES):
        return None
    return Indicator(f"{noun[0].low} {left[0].prep} {phrase(sheet, (), left[0]).text}", words, code=code)


def of_next(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«3 из 10 ДТП происходят …»: the noun stands with the whole, behind it."""
    after = frame.chunks[frame.at + 1 : frame.at + 3]
    if frame.governed is not None or len(after) < 2 or after[0].kind != "num" or after[0].prep != "из":
        return None
    noun = after[1]
    if noun.kind != "np" or noun.prep or is_light(sheet.words[noun.first : noun.stop]):
        return None
    return shown(sheet, phrase(sheet, complements(frame.chunks, noun, len(frame.chunks)), noun), noun, True)


def same_cases(frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«52 дела направлены в суд, по 48 вынесены приговоры»: what was done in the cases spoken of."""
    if frame.prep != "по" or frame.governed is not None or frame.unit != "count" or topic is None:
        return None
    return copy_of(topic) if (topic.code or "").startswith("case.") else None


def _is_dash_after(frame: Frame) -> bool:
    return frame.at + 1 < len(frame.chunks) and parts_label(frame.chunks[frame.at + 1])


def same_verb(frame: Frame, topics: Topics) -> Indicator | None:
    """«установили 2 300 датчиков … планируем установить ещё 5,5 тысячи»: the verb brings its thing back."""
    verb, last = frame.verb, topics.before
    if verb is None or last is None or last.verb is None or frame.unit != last.unit or last.indicator is None:
        return None
    return copy_of(last.indicator) if verb.form.lemmas & last.verb.form.lemmas else None
