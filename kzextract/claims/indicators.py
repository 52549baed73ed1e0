"""Indicators: what each number counts, as a phrase of the text and a code.

The phrase is the noun the number governs («616 камер видеонаблюдения»), else the noun before it in its own
part of the sentence («кражи — на 50%»), else, where the text leaves it out, what was spoken of before («было
5 084»). Light nouns («факт», «случай», «человек») point on: to their genitive, to the verb, or to what was
spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kzextract.claims.actions import noun_action
from kzextract.claims.changes import change_of
from kzextract.claims.chunks import Chunk
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for, words_of
from kzextract.claims.phrases import (
    CONTAINERS,
    COPULAS,
    COUNTABLE,
    LIGHT_PEOPLE,
    NOT_COUNTED,
    PEOPLE,
    complements,
    is_light,
    is_money,
    phrase,
    shown,
    terms_phrase,
)
from kzextract.claims.predicates import leans, own_verbs
from kzextract.claims.topics import Topics, says_total
from kzextract.claims.wording import genitive, nominative, participle
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_DATA = load_toml("phrases")
PARTICIPLES: dict[str, str] = _DATA["participles"]
MONEY: dict[str, str] = _DATA["money_by_action"]
_HARM = frozenset({"погибнуть", "пострадать", "получить", "травмировать", "ранить", "умереть", "скончаться"})
_PARTS = frozenset({"percent", "ratio", "pp"})
_TERMS = frozenset({"year", "month", "day"})


def settle_indicator(sheet: Sheet, frame: Frame, topics: Topics) -> None:
    """Fills ``indicator`` of a frame; the frames before it are settled."""
    topic = topics.of(frame)
    sentence = frame.sentence
    frame.context = topics.mask(sheet.words[sentence.first : sentence.stop])
    found = _measured(frame) or _term(sheet, frame) or _same_again(sheet, frame)
    if found is None:
        found = _governed(sheet, frame, topic, topics) or _subject(sheet, frame, topic)
    if found is None and frame.pair in ("from", "now", "slash_first"):
        found = _of_partner(sheet, frame)
    if found is None:
        found = _by_action(frame)
    if found is None and frame.governed is None and frame.marker != "among" and frame.unit == "count":
        found = _harmed(sheet, frame, topics)
    if found is None:
        found = _part(sheet, frame, topic) or _same_verb(frame, topics) or _duration(sheet, frame)
    if found is None and frame.action == "solved" and frame.before is None and frame.marker != "among":
        if frame.host is None and not frame.item and frame.unit == "count":
            found = Indicator("раскрытые преступления", [], code="crime.clearance")
    if found is None and frame.unit in _BY_UNIT and frame.before is None:
        found = Indicator(_BY_UNIT[frame.unit], [])
    if found is None and topic is not None and _fits(frame, topic):
        found = _copy(topic)
    if found is None and frame.unit == "kg" and topics.drugs is not None:
        found = Indicator("наркотики", topics.drugs)
    if found is None and _is_money(frame):
        found = _money(sheet, frame, topics)
    if found is not None and found.code is None:
        found.code = _code(sheet, found, frame, topics)
    if found is not None:
        _add_group(sheet, frame, found)
        _as_clearance(frame, found, topic)
        _specify(sheet, frame, found, topic, topics)
        _name_by_verb(frame, found)
    frame.indicator = found


_BY_UNIT = {"km": "расстояние", "m": "длина", "ha": "площадь", "m2": "площадь"}


def _fits(frame: Frame, topic: Indicator) -> bool:
    """Whether a number without a noun can count what was spoken of:
    money, weights and speeds only their own."""
    if frame.unit in _PARTS:
        return True
    if _is_money(frame) or is_money(topic):
        across = frame.before is None and frame.host is None and not frame.item
        return _is_money(frame) and is_money(topic) and (leans(frame) or not across)
    if frame.unit == "kg":
        return (topic.code or "seizure.").startswith("seizure.")
    return frame.unit in ("count", "MCI")


def _same_again(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«93, то есть 54%», «девять из них, или 0,7%», «на 30%, или на
    52 факта»: the same thing in other terms."""
    before = frame.before
    if before is None or before.indicator is None or _is_money(frame) != is_money(before.indicator):
        return None
    if frame.governed is not None and not is_light(
        list(sheet.words[frame.governed.first : frame.governed.stop])
    ):
        return None
    between = [w.low for w in sheet.words[before.quantity.stop : frame.quantity.first]]
    if (
        len(between) <= 8
        and ("или" in between or ("то" in between and "есть" in between))
        and not own_verbs(frame)
    ):
        frame.rule_same = True
        return _copy(before.indicator)
    return None


def _part(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«из них с участием детей – 2», «двое – за мошенничество»:
    the whole with what tells the part from it."""
    before = frame.before
    if not frame.marker and before is not None and before.narrowed is not None and leans(frame):
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
            rest = complements(frame.chunks, chunk, frame.at if chunk.index < frame.at else len(frame.chunks))
            scope = phrase(sheet, rest, chunk)
            words = [*topic.words, *scope.words]
            code = code_for(words, unit=frame.unit, action=frame.action, context=frame.context)
            narrow = code_for([*_crime_noun(topic), *scope.words]) or code_for(scope.words)
            if narrow and narrow not in ("crime.total", "offence.admin") and topic.code:
                if narrow.split(".")[0] == topic.code.split(".")[0]:
                    code = narrow
            if (topic.code or "").startswith("person.") and not (code or "person.").startswith("person."):
                code = topic.code  # those sentenced to a fine are people still
            frame.narrowed = topic
            return Indicator(f"{topic.text} {chunk.prep} {scope.text}", words, code=code or topic.code)
    return None


def _is_dash_after(frame: Frame) -> bool:
    return frame.at + 1 < len(frame.chunks) and _is_dash(frame.chunks[frame.at + 1])


def _same_verb(frame: Frame, topics: Topics) -> Indicator | None:
    """«установили 2 300 датчиков … планируем установить ещё 5,5 тысячи»: the verb brings its thing back."""
    verb, last = frame.verb, topics.before
    if verb is None or last is None or last.verb is None or frame.unit != last.unit or last.indicator is None:
        return None
    return _copy(last.indicator) if verb.form.lemmas & last.verb.form.lemmas else None


def _duration(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«Курс рассчитан на 21 день»: a stretch of time is that of its subject; else it is just time."""
    if frame.unit not in ("minute", "hour", "day", "month", "year"):
        return None
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and not chunk.prep and "nomn" in chunk.cases and not chunk.elided:
            return phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
    return Indicator("время", [])


def _copy(topic: Indicator) -> Indicator:
    return Indicator(topic.text, topic.words, topic.start, topic.end, topic.code)


def _add_group(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«среди потерпевших – 689 женщин», «женщин 63% среди потерпевших»: the group that they are a part of."""
    for chunk in [*frame.left, *frame.tail, *frame.right]:
        if chunk.kind == "np" and chunk.prep == "среди":
            words = sheet.words[chunk.first : chunk.stop]
            code = code_for(words)
            if (
                code
                and code.startswith("person.")
                and (found.code is None or found.code.startswith("person."))
            ):
                found.code = code
                scope = sheet.text[words[0].start : words[-1].end]
                if scope not in found.text:
                    found.text = f"{found.text} среди {scope}"
            return


def _as_clearance(frame: Frame, found: Indicator, topic: Indicator | None) -> None:
    """«кражи раскрыты на 80%», «доля раскрытых краж»,
    «раскрываемость: по кражам – 61%»: clearance of that kind."""
    if frame.unit not in ("percent", "pp", "ratio") or not (found.code or "crime.").startswith("crime."):
        return
    solved = frame.action == "solved" and frame.measure == "share"
    told = any("раскрыть" in w.form.lemmas for w in found.words[:4])
    under = topic is not None and topic.code == "crime.clearance" and frame.item and frame.measure != "level"
    before = frame.before
    if before is not None and before.measure == "share" == frame.measure and before.indicator is not None:
        # «раскрываемость убийств – 98%, грабежей – 85%»
        under = under or (before.indicator.code == "crime.clearance" and not own_verbs(frame))
    if found.code != "crime.clearance" and (solved or told or under):
        found.code = "crime.clearance"
        found.text = found.text if told else f"раскрываемость: {found.text}"


def _is_money(frame: Frame) -> bool:
    return len(frame.unit) == 3 and frame.unit.isupper() and frame.unit != "MCI"


def _measured(frame: Frame) -> Indicator | None:
    """«превысил скорость на 62 км/ч»: a speed is named by its unit."""
    if frame.unit != "km/h":
        return None
    over = any(c.head is not None and "превысить" in c.head.form.lemmas for c in own_verbs(frame))
    return (
        Indicator("превышение скорости", [], code="offence.speeding") if over else Indicator("скорость", [])
    )


def _harmed(sheet: Sheet, frame: Frame, topics: Topics) -> Indicator | None:
    """«трое погибли, 44 травмированы»: people with no noun at all."""
    if not own_verbs(frame) or frame.action not in ("killed", "injured", "detained", "convicted", None):
        return None
    return _of_same_people(sheet, frame) or _by_verb(frame, topics, sheet)


def _of_same_people(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«наказаны 27 сотрудников, один уволен»: people whose noun stands with the number before."""
    before = frame.before
    if before is None or before.governed is None or before.indicator is None or frame.verb is None:
        return None
    code = before.indicator.code or ""
    if not code.startswith(("person.", "police.staff")) or not _is_animate(before.governed):
        return None
    name = participle(frame.verb.norm)
    head = before.governed.head
    if name is None or head is None or head.lemma in ("человек", "лицо"):
        return None
    noun = nominative([head], head, True)[head.i]
    return Indicator(f"{name} {noun}", [head], code=code)


def _money(sheet: Sheet, frame: Frame, topics: Topics) -> Indicator | None:
    """«перевели мошенникам 1 млрд тенге»: money told apart by its verb."""
    before = frame.before
    if before is not None and before.indicator is not None and before.unit == "count" and frame.prep in _SUMS:
        if before.governed is not None and not is_money(before.indicator):
            things = sheet.words[before.governed.first : before.governed.stop]
            text = " ".join(genitive(w) for w in things)
            return Indicator(f"сумма {text}", topics.money)
    name = participle(frame.verb.norm) if frame.verb is not None else None
    return Indicator(f"{name} деньги" if name else "деньги", topics.money)


_SUMS = frozenset({"на", "на сумму", "на общую сумму", "в размере"})


def _name_by_verb(frame: Frame, found: Indicator) -> None:
    """«водворено 96 автомашин»: things without a code are told apart by what was done to them."""
    if found.code is not None or frame.governed is None or frame.verb is None or frame.measure != "level":
        return
    if found.start is None or frame.unit != "count":
        return
    if frame.action is None and not any(p.pos == "PRTS" for p in frame.verb.form.parses):
        if not frame.verb.form.lemmas & _RECEIVING:
            return
    if frame.governed.cases and not frame.governed.cases & {"gent", "nomn", "accs"}:
        return  # «1 816 работникам выплачена задолженность»
    active = bool(frame.verb.form.lemmas & _RECEIVING) and _is_animate(frame.governed)
    name = participle(frame.verb.norm, active)
    if (
        name
        and found.words
        and found.words[0].i == frame.governed.first
        and name.lower() not in found.text.lower()
    ):
        found.text = f"{name} {found.text}"


def _code(sheet: Sheet, found: Indicator, frame: Frame, topics: Topics) -> str | None:
    action = frame.action
    if action is None and frame.left and frame.left[-1].kind == "np" and frame.left[-1].head is not None:
        action = noun_action(frame.left[-1].head)  # «о задержании 6-ти жителей»
    code = code_for(
        found.words or found.text, unit=frame.unit, action=action, verb=frame.verb, context=frame.context
    )
    if code is None and any(w.lemma == "регистрация" for w in found.words):
        code = "crime.total"
    if code is None and frame.action == "seized" and found.words:
        code = "seizure.property"
    if code == "appeal.citizen" and _on_a_line(sheet, frame):
        code = "call.emergency"
    if code == "population" and frame.verb is not None and not frame.verb.form.lemmas & _LIVING:
        code = None
    if code == "crime.total" and found.words:
        code = _scoped(sheet, found, frame) or _of_main(found, frame, topics) or code
    if code is None and topics.theft_of is not None:
        code = topics.theft_of(found, frame)
    return code


def _on_a_line(sheet: Sheet, frame: Frame) -> bool:
    """«на «102» поступило 86 700 обращений»: calls, not letters."""
    return bool(_LINE.search(sheet.low, frame.sentence.start, frame.sentence.end))


_LINE = re.compile(r"\b(?:101|102|103|109|111|112)\b")
_LIVING = frozenset(
    {"проживать", "жить", "насчитывать", "насчитываться", "составлять", "составить", "превышать"}
)
_BARE = frozenset({"преступление", "правонарушение", "деяние"})
_DEEDS = frozenset(
    {"совершить", "произойти", "зафиксировать", "зарегистрировать", "допустить", "совершаться"}
)


def _scoped(sheet: Sheet, found: Indicator, frame: Frame) -> str | None:
    """«преступлений – 1 867 – совершено в общественных местах»: where
    or how they were done, said after the verb."""
    chunks = frame.chunks
    for n, chunk in enumerate(chunks[:-1]):
        if chunk.kind == "verb" and chunk.head is not None and chunk.head.form.lemmas & _DEEDS:
            scope = chunks[n + 1]
            if scope.kind == "np" and scope.prep in ("в", "на", "с", "по"):
                words = [*found.words, *sheet.words[scope.first - 1 : scope.stop]]
                code = code_for(words)
                if code and code != "crime.total":
                    start = sheet.words[scope.first - 1].start
                    found.text = f"{found.text} {sheet.text[start : words[-1].end]}"
                    found.words, found.start, found.end = words, None, None
                    return code
    for chunk in frame.left:
        words = sheet.words[chunk.first : chunk.stop]
        agent = chunk.kind == "np" and not chunk.prep and "ablt" in chunk.cases and "nomn" not in chunk.cases
        if agent or (chunk.kind == "np" and chunk.prep in ("в", "на") and chunk.head is not None):
            if chunk.head is not None and chunk.head.form.lemmas & NOT_COUNTED:
                continue
            code = code_for([*found.words, *words])
            if code and code.startswith("crime.") and code not in _KINDS:
                return code
    return None


def _of_main(found: Indicator, frame: Frame, topics: Topics) -> str | None:
    """«преступлений» alone in a text about one kind of crime is of
    that kind, unless «всего» or «все» stands by."""
    main = topics.main
    if main is None or not main.code or main.code in _KINDS or not main.code.startswith("crime."):
        return None
    nouns = [w for w in found.words if w.is_alpha]
    if len(nouns) != 1 or nouns[0].lemma not in _BARE or topics.total is not None:
        return None
    lead = {c.head.low for c in frame.left if c.head is not None}
    return None if says_total(frame) or lead & {"всех", "общей", "общее"} else main.code


def _specify(sheet: Sheet, frame: Frame, found: Indicator, topic: Indicator | None, topics: Topics) -> None:
    """«304 наркоправонарушения, из них 112 преступлений»: a part keeps the kind of its whole; «этих краж» are
    the thefts spoken of; «по скотокрадству раскрыта 61 кража» of livestock."""
    whole = topic.code if topic else None
    code = found.code or ""
    if whole and frame.marker == "colon" and frame.measure == "level":
        if (not code and whole.startswith(("seizure.", "person.", "offence."))) or (
            code.startswith(("person.", "population", "offence.admin"))
            and whole.startswith(("person.", "offence."))
        ):
            found.code = whole
    if whole and (frame.marker == "among" or frame.item):
        if code in ("crime.total", "crime.minor") and whole.startswith("crime.") and whole not in _KINDS:
            found.code = whole
        elif frame.marker == "among" and code.startswith("person.") and whole.startswith("person."):
            if code in ("person.suspect", "person.convict"):
                found.code = whole
        elif (code == "person.juvenile" and whole.endswith((".deaths", ".injured"))) or (
            not code and not found.words and frame.measure != "share"
        ):
            found.code = whole
    if code and found.words and found.words[0].low in _THESE:
        spoken = topics.more_specific(code)
        if spoken:
            found.code = spoken
        elif whole and whole.split(".")[0] == code.split(".")[0]:
            found.code = whole
    if code:
        for chunk in frame.left:
            if chunk.kind == "np" and chunk.prep == "по":
                about = code_for(sheet.words[chunk.first : chunk.stop])
                if about and about.startswith(code + "."):
                    found.code = about


_THESE = frozenset(["этих", "таких", "данных", "указанных", "этими", "таким", "такие", "эти", "такая"])
_KINDS = frozenset(
    {"crime.total", "crime.grave", "crime.especially_grave", "crime.medium", "crime.minor", "crime.clearance"}
)


def _term(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«на 7 лет лишения свободы», «на срок до 15 суток»: a term of punishment."""
    if frame.unit not in _TERMS:
        return None
    return terms_phrase(sheet, frame)


def _governed(sheet: Sheet, frame: Frame, topic: Indicator | None, topics: Topics) -> Indicator | None:
    chunk = frame.governed
    if chunk is None or chunk.head is None:
        return None
    words = sheet.words[chunk.first : chunk.stop]
    if len(words) == 1 and chunk.head.form.lemmas & LIGHT_PEOPLE:
        return None if frame.pair else _people(sheet, frame, topics)
    if frame.measure == "change" and any(change_of(w) is not None for w in words):
        return None
    if chunk.head.form.lemmas & NOT_COUNTED and not chunk.head.form.lemmas & COUNTABLE:
        return None
    rest = complements(frame.chunks, chunk, len(frame.chunks))
    if "голова" in words[-1].form.lemmas or "голова" in words[0].form.lemmas:
        return _heads(sheet, frame, words)
    if is_light(words, frame.unit) and all(c.kind != "np" for c in rest):
        return _light(sheet, frame, words, topic, topics)
    if chunk.head.form.lemmas & CONTAINERS and not rest and len(words) == 1:
        label = _dashed(sheet, frame)
        if label is not None:
            return label  # «сигареты – 412 тысяч пачек»
    if chunk.elided:
        return _with_head(sheet, frame, chunk, topic)
    if chunk.head.form.lemmas & PEOPLE:
        told = _predicative(sheet, frame)
        if told is not None:
            return told
    if words[0].form.lemmas & _UNITS and len(words) > 1:
        chunk = Chunk("np", words[1].i, chunk.stop, words[-1], cases=frozenset({"gent"}), index=chunk.index)
        return shown(sheet, phrase(sheet, rest, chunk), chunk, False)  # «63 единицы оружия» are weapons
    found = phrase(sheet, rest, chunk)
    if frame.prep == "из" and frame.unit not in ("count", "kg"):
        return shown(sheet, found, chunk, False)
    shown(sheet, found, chunk, _is_plural(frame))
    if chunk.head is None:
        return found
    if chunk.head.form.lemmas & PEOPLE:
        _add_reason(sheet, frame, found)
    elif chunk.head.lemma in ("протокол", "штраф", "постановление") and not rest:
        _add_cause(sheet, frame, found)
    return found


def _dashed(sheet: Sheet, frame: Frame) -> Indicator | None:
    """The noun phrase before the dash that stands before the number."""
    if len(frame.left) < 2 or not _is_dash(frame.left[-1]):
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


def _heads(sheet: Sheet, frame: Frame, words: Sequence[Word]) -> Indicator:
    """«похищено 615 голов», «43 головы КРС»: livestock."""
    kind = [w for w in words if "голова" not in w.form.lemmas]
    bent = nominative(kind, kind[0], any(p.number == "plur" for p in kind[0].form.parses[:1])) if kind else {}
    text = " ".join(bent.get(w.i, w.norm) for w in kind) if kind else "скот"
    name = participle(frame.verb.norm) if frame.verb is not None and frame.action else None
    if name and text == "скот":
        name = name.removesuffix("ые").removesuffix("ие") + "ый"
    return Indicator(f"{name} {text}" if name else text, kind or words_of("скот"))


def _light(
    sheet: Sheet, frame: Frame, words: Sequence[Word], topic: Indicator | None, topics: Topics
) -> Indicator | None:
    """«447 фактов», «19 эпизодов», «48 единиц»: what is meant was named before."""
    these = words[0].low in _THESE
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
            label.code = code_for(label.words, unit=frame.unit)
            if label.code:
                return label  # «Смертность на дорогах – 12 случаев»
    if any(w.form.lemmas & _UNITS for w in words):
        seized = topics.units or topics.weapons or topics.seized
        return _copy(seized) if seized is not None else None
    events = ("crime.", "offence.", "traffic.accidents", "fire.total")
    if topic is not None and (topic.code or "").startswith(events) and frame.before is not None and not these:
        return None
    if topics.question is not None and frame.before is None:
        return _copy(topics.question)
    spoken = topics.crime_before(frame.quantity.start, frame.sentence.block)
    return _copy(spoken) if spoken else None


_UNITS = frozenset({"единица", "штука", "экземпляр"})


def _is_plural(frame: Frame) -> bool:
    """Whether the counted noun is shown in the plural: «5 краж» are thefts, «5 кг марихуаны» marihuana."""
    return frame.unit == "count" and frame.quantity.kind == "number" and frame.quantity.value != 1


_RECEIVING = frozenset(
    {"получить", "пройти", "потерять", "перевести", "отдать", "обратиться", "принять", "лишиться", "купить"}
)


def _is_animate(chunk: Chunk) -> bool:
    return chunk.head is not None and (
        chunk.head.form.parses[0].animacy == "anim" or chunk.head.lemma == "семья"
    )


def _add_reason(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«за выпас скота к ответственности привлечены 48 хозяев»: people are told apart by what they did."""
    if frame.action not in ("charged", "detained", "convicted", "collected") and found.words:
        if not any(p.pos == "PRTS" for p in (frame.verb.form.parses if frame.verb else ())):
            return
    for chunk in [*reversed(frame.left), *frame.tail, *frame.right]:
        if chunk.kind == "np" and chunk.prep == "за" and chunk.head is not None:
            if chunk.head.form.lemmas & NOT_COUNTED:
                continue
            rest = complements(frame.chunks, chunk, len(frame.chunks))
            reason = phrase(sheet, rest, chunk)
            found.words = [*found.words, *reason.words]
            found.text = (
                f"{found.text}, {PARTICIPLES.get(_lemma(frame.verb), 'привлечённые')} за {reason.text}"
            )
            found.start = found.end = None
            return


def _lemma(verb: Word | None) -> str:
    return next((p.lemma for p in verb.form.parses if p.lemma in PARTICIPLES), "") if verb is not None else ""


def _people(sheet: Sheet, frame: Frame, topics: Topics) -> Indicator | None:
    """«погибли 1 742 человека»: the people are named by what happened to them."""
    told = _predicative(sheet, frame)
    if told is not None:
        return told
    tail = [c for c in frame.tail if c.kind == "np"]
    if tail and tail[0].elided and frame.tail[0] is not tail[0] and frame.governed is not None:
        # «5 человек, находившихся в розыске»
        found = phrase(sheet, frame.tail, frame.governed)
        found.code = code_for(found.words, action=frame.action)
        return found
    return _by_verb(frame, topics, sheet) or _plain_people(sheet, frame)


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


def _predicative(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«потерпевшими признаны 37 тыс. человек», «жертвами аферистов стали 612 человек»."""
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and not chunk.prep and "ablt" in chunk.cases and "nomn" not in chunk.cases:
            found = phrase(sheet, (), chunk)
            if (code_for(found.words) or "").startswith("person."):
                return shown(sheet, found, chunk, True)
    return None


def _by_verb(frame: Frame, topics: Topics, sheet: Sheet) -> Indicator | None:
    lemma = _lemma(frame.verb)
    if not lemma:
        return None
    text = PARTICIPLES[lemma]
    if lemma == "входить":
        return (
            Indicator(f"участники {genitive(frame.before.indicator.words[-1])}", [], code="person.suspect")
            if (
                frame.before is not None
                and frame.before.indicator is not None
                and frame.before.indicator.code == "crime.organised"
                and frame.before.indicator.words
            )
            else None
        )
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
    persons = lemma in _FOUND and frame.governed is not None and frame.governed.head is not None
    suspects = persons and frame.governed.head.lemma == "лицо"  # type: ignore[union-attr]
    return Indicator(text, [], None, None, code="person.suspect" if suspects else None)


_FOUND = frozenset({"выявить", "установить", "изобличить"})


def _is_harm(chunk: Chunk) -> bool:
    return chunk.head is not None and bool(
        chunk.head.form.lemmas & {"травма", "ожог", "ранение", "увечье", "повреждение"}
    )


def _with_head(sheet: Sheet, frame: Frame, chunk: Chunk, topic: Indicator | None) -> Indicator | None:
    """«особо тяжких» after «преступления»: the adjectives with the noun that was left out."""
    rest = complements(frame.chunks, chunk, len(frame.chunks) if chunk.index > frame.at else frame.at)
    found = phrase(sheet, rest, chunk)
    own = code_for(found.words, unit=frame.unit, action=frame.action, context=frame.context)
    if own is None and topic is not None and frame.marker == "among":
        # «38 проверок, из них 14 – внеплановые»
        noun = next((w for w in topic.words if w.form.pos == "NOUN" and not is_light([w])), None)
        text = f"{found.text} {noun.low}" if noun is not None else found.text
        words = [*found.words, *([noun] if noun is not None else [])]
        code = code_for(words, unit=frame.unit, action=frame.action) or topic.code
        return Indicator(text, [*found.words, *topic.words], code=code)
    if (own is not None and not own.startswith("crime.")) or topic is None or topic.code is None:
        return shown(sheet, found, chunk, frame.quantity.value != 1)
    if topic.code.split(".")[0] not in ("crime", "offence", "seizure", "person"):
        return found
    nouns = _crime_noun(topic)
    if nouns:
        bent = nominative([*found.words, *nouns], nouns[0], True)
        text = " ".join(bent.get(w.i, w.low) for w in [*found.words, *nouns])
        found = Indicator(text.lower(), [*found.words, *nouns], None, None)
    return found


def _crime_noun(topic: Indicator) -> list[Word]:
    """The noun of a topic that names a kind of deed or thing: «преступления», «кражи», «наркотики»."""
    return [w for w in topic.words if w.form.pos == "NOUN" and not is_light([w]) and code_for([w])][:1]


def _subject(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """The noun phrase before the number in its own context, or
    after its verb: «на 13% снизилось число краж»."""
    label = _label(sheet, frame, topic) or _bent_on(sheet, frame, topic)
    if label is not None:
        return label
    if frame.marker == "among" and frame.among_after:
        return None
    about: Chunk | None = None
    for chunk in reversed(frame.left):
        if chunk.kind == "num":
            break
        if chunk.kind in ("punct", "conj") and about is not None:
            return phrase(sheet, complements(frame.chunks, about, frame.at), about)
        if chunk.kind == "np" and chunk.prep == "по" and frame.measure == "change":
            if code_for(sheet.words[chunk.first : chunk.stop]):
                about = chunk  # «а по хулиганству рост в 1,6 раза»
        if (
            chunk.kind == "pron"
            and chunk.head is not None
            and chunk.head.low == "их"
            and frame.left[-1] is chunk
        ):
            return _antecedent(sheet, frame, chunk)
        found = _as_subject(sheet, frame, chunk, topic, frame.at)
        if found:
            return found
    if frame.before is None and (frame.measure == "change" or frame.pair) and not own_verbs(frame):
        found = _behind(sheet, frame, topic)
        if found:
            return found
    predicate = False
    for n, chunk in enumerate([*frame.tail, *frame.right]):
        if chunk.kind == "conj" and predicate and chunk.head is not None and chunk.head.low == "и":
            continue
        if chunk.kind in ("rel", "conj") or (chunk.kind == "punct" and not (_is_dash(chunk) and n == 0)):
            break
        predicate = predicate or chunk.kind in ("verb", "comp") or _is_dash(chunk)
        if not predicate and chunk.kind == "np":
            continue
        found = _as_subject(sheet, frame, chunk, topic, len(frame.chunks))
        if found:
            return found
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and chunk.prep in ("по", "из", "о", "об", "от", "с"):
            words = sheet.words[chunk.first : chunk.stop]
            if not is_light(words) and code_for(words, unit=frame.unit, action=frame.action):
                found = phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
                return shown(sheet, found, chunk, False)
    return None


def _label(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«приходится на марихуану – 441 кг», «из них 331 – факты перевозки скота»: a label across a dash."""
    if len(frame.left) > 1 and _is_dash(frame.left[-1]) and frame.unit not in _PARTS:
        chunk = frame.left[-2]
        words = sheet.words[chunk.first : chunk.stop]
        host = frame.left[-3].kind if len(frame.left) > 2 else "verb"
        if chunk.kind == "np" and chunk.prep and host == "verb" and not is_light(words) and not frame.marker:
            code = code_for(words, unit=frame.unit, action=frame.action)
            if code and (frame.unit != "kg" or code.startswith("seizure.")):
                return shown(sheet, phrase(sheet, (), chunk), chunk, False)
    at = frame.at + 1
    if at < len(frame.chunks) and frame.chunks[at].kind == "among":
        at += 1  # «сорок девять из них – кражи»
    if frame.governed is None and at + 1 < len(frame.chunks) and _is_dash(frame.chunks[at]):
        return _as_subject(sheet, frame, frame.chunks[at + 1], topic, len(frame.chunks))
    return None


def _bent_on(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«снизившееся на 11% число грабежей»: a participle of change, the number, then the noun."""
    if not frame.left or frame.left[-1].kind != "np" or not frame.left[-1].elided or frame.change is None:
        return None
    after = frame.chunks[frame.at + 1 : frame.at + 2]
    if after and after[0].kind == "np" and not after[0].prep and after[0].cases & frame.left[-1].cases:
        return _as_subject(sheet, frame, after[0], topic, len(frame.chunks))
    return None


def _antecedent(sheet: Sheet, frame: Frame, pronoun: Chunk) -> Indicator | None:
    """«с ранее судимыми гражданами, а их 1500»."""
    for chunk in reversed(frame.chunks[: pronoun.index]):
        if chunk.kind == "np":
            words = sheet.words[chunk.first : chunk.stop]
            if code_for(words) is not None or pronoun.index - chunk.index <= 2:
                return shown(sheet, phrase(sheet, (), chunk), chunk, True)
    return None


def _behind(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«Почти на 40 процентов, до 203 фактов, сократилось
    скотокрадство»: the subject comes after all numbers."""
    changed = False
    for chunk in frame.chunks[frame.at + 1 :]:
        if chunk.kind == "punct" and chunk.head is not None and chunk.head.low[0] in "–;:.(":
            return None
        if chunk.kind == "verb":
            changed = changed or (chunk.head is not None and change_of(chunk.head) is not None)
            if not changed:
                return None
        elif changed and chunk.kind == "np":
            return _as_subject(sheet, frame, chunk, topic, len(frame.chunks))
    return None


def _is_dash(chunk: Chunk) -> bool:
    return chunk.kind == "punct" and chunk.head is not None and chunk.head.low in "–-:"


def _as_subject(
    sheet: Sheet, frame: Frame, chunk: Chunk, topic: Indicator | None, stop: int
) -> Indicator | None:
    if chunk.kind != "np" or chunk.head is None:
        return None
    words = sheet.words[chunk.first : chunk.stop]
    if chunk.prep and not (frame.measure == "change" and _is_change_noun(words[0])):
        return None
    change_at = next((i for i, w in enumerate(words) if _is_change_noun(w)), None)
    if change_at is not None:
        words = words[change_at + 1 :]  # «рост преступности» is a rise of crime
        if not words:
            return None
        chunk = Chunk("np", words[0].i, chunk.stop, words[0], cases=chunk.cases, index=chunk.index)
    if is_light(words, frame.unit) or chunk.head is None or chunk.head.form.lemmas & NOT_COUNTED:
        return None
    if topic is not None and (frame.marker == "among" or frame.item) and _is_doing(words):
        found = phrase(sheet, complements(frame.chunks, chunk, stop), chunk)
        words = [*topic.words, *found.words]
        code = code_for(words, unit=frame.unit, action=frame.action, context=frame.context)
        return Indicator(f"{topic.text}, {found.text}", words, code=code or topic.code)
    if chunk.cases and not chunk.cases & {"nomn", "gent", "accs"}:
        return None
    if frame.measure == "change" and code_for(words) == "police.staff" and _acts(frame, chunk):
        return None  # «полицейские в 2,2 раза чаще выявляли пьяных водителей»
    if chunk.elided:
        headed = _with_head(sheet, frame, chunk, topic)
        own = code_for(headed.words, unit=frame.unit, context=frame.context) if headed is not None else None
        told = own not in (None, topic.code if topic else None)
        if not told and not (frame.item or frame.marker == "among") and not code_for(words, unit=frame.unit):
            return None
        return headed if told or _beside(frame, chunk) else None
    rest = complements(frame.chunks, chunk, stop)
    found = phrase(sheet, rest, chunk)
    if chunk.head.lemma == "тяжесть" and topic is not None:
        nouns = _crime_noun(topic)  # «средней тяжести» after «преступления»
        if nouns:
            return Indicator(f"{nouns[0].low} {found.text}", [*nouns, *found.words])
    found.code = code_for(
        found.words, unit=frame.unit, action=frame.action, verb=frame.verb, context=frame.context
    )
    if found.code is None and words[0].lemma == "регистрация":
        found.code = "crime.total"
    if found.code is not None or _beside(frame, rest[-1] if rest else chunk, chunk):
        return shown(sheet, found, chunk, any(p.number == "plur" for p in chunk.head.form.parses[:1]))
    return None


def _acts(frame: Frame, chunk: Chunk) -> bool:
    """Whether a verb with an object of its own follows the number, so that the phrase is who does it."""
    return any(c.kind == "verb" for c in frame.right) and any(
        c.kind == "np" and not c.prep for c in frame.right
    )


def _is_doing(words: Sequence[Word]) -> bool:
    """«требовавших выезда», «находившихся в розыске»: an active
    participle that tells a part from its whole."""
    return any(p.pos == "PRTF" and "actv" in p.tags for p in words[0].form.parses[:1])


def _is_change_noun(word: Word) -> bool:
    change = change_of(word)
    return change is not None and change.kind == "noun"


def _beside(frame: Frame, last: Chunk, first: Chunk | None = None) -> bool:
    """Whether a phrase is the number's own label or subject: only a
    dash, a copula or a word of change between."""
    if last.index > frame.at:
        return True
    first = first or last
    if first.cases and not first.cases & {"nomn", "gent"}:
        return False
    for chunk in frame.chunks[last.index + 1 : frame.at]:
        if chunk.kind in ("place", "period", "word", "comp", "pron", "program"):
            continue
        if chunk.kind == "punct" and chunk.head is not None and chunk.head.low[0] in '–-:(«»"/':
            continue
        if chunk.kind == "verb" and chunk.head is not None:
            if chunk.head.form.lemmas & COPULAS or change_of(chunk.head) is not None:
                continue
        if chunk.kind == "np" and (chunk.prep or (chunk.elided and "gent" in chunk.cases)):
            continue
        if (
            chunk.index == last.index + 1
            and chunk.head is not None
            and chunk.head.low == ","
            and last is not first
        ):
            continue  # the comma that ends «площадь, пройденная огнём,»
        return False
    return True


def _of_partner(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«с 16 045 до 11 616 случаев»: the second of a pair names what both count."""
    partner = frame.partner
    if partner is None or partner.governed is None or partner.governed.head is None:
        return None
    if partner.governed.head.form.lemmas & LIGHT_PEOPLE:
        return None
    words = sheet.words[partner.governed.first : partner.governed.stop]
    return None if is_light(words) else phrase(sheet, partner.tail, partner.governed)


def _by_action(frame: Frame) -> Indicator | None:
    """«возмещено 1,5 млрд», «вернуть удалось 16%»: the verb names the money."""
    money = len(frame.unit) == 3 and frame.unit.isupper()
    text = MONEY.get(frame.action or "")
    if text is None or not (money or (frame.unit in _PARTS and frame.action == "recovered")):
        return None
    return Indicator(text, [], code="money.recovered" if frame.action == "recovered" else None)
