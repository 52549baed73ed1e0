"""Indicators: what each number counts.

The rules stand in the order of their strength: the noun that the number governs, the subject of its clause,
the partner of a pair, the noun that its verb tells, the whole of a part, the topic. Each rule gives an
indicator or None; the first that gives one wins, and its code is settled last.
"""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import Chunk, parts_label
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.governed import governed_of
from kzextract.claims.indicator_codes import code_for, words_of
from kzextract.claims.kinds import MAKING, kind_of_whole
from kzextract.claims.naming import SHARE_UNITS, copy_of, is_money_unit
from kzextract.claims.others import by_others
from kzextract.claims.partial import of_next, other_scope, part_of_topic, same_again, same_cases, same_verb
from kzextract.claims.people import by_verb, is_animate, told_after
from kzextract.claims.phrases import LIGHT_PEOPLE, complements, is_light, is_money, phrase, terms_phrase
from kzextract.claims.predicates import leans, own_verbs
from kzextract.claims.scope import add_group, as_clearance, name_by_verb, names_things, settle_code, specify
from kzextract.claims.subjects import subject_of
from kzextract.claims.topics import Topics
from kzextract.claims.units import TIME
from kzextract.claims.wording import genitive, nominative, participle, straighten
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

_DATA: Final = load_toml("phrases")
_MONEY_BY_ACTION: Final[dict[str, str]] = _DATA["money_by_action"]
_TERMS: Final = frozenset({"year", "month", "day"})
_BY_UNIT: Final = {"km": "расстояние", "m": "длина", "ha": "площадь", "m2": "площадь"}
_PAYMENTS: Final = frozenset(_DATA["payments"])
_SUMS: Final = frozenset({"на", "на сумму", "на общую сумму", "в размере"})


def settle_indicator(sheet: Sheet, frame: Frame, topics: Topics) -> None:
    """Fills ``indicator`` of a frame; the frames before it are settled."""
    topic = topics.of(frame)
    sentence = frame.sentence
    frame.context = topics.mask(sheet.words[sentence.first : sentence.stop])
    found = _measured(frame) or _term(sheet, frame) or same_again(sheet, frame)
    if found is None:
        found = _of_all(frame) or _same_object(frame) or same_cases(frame, topic) or told_after(sheet, frame)
    if found is None:
        found = (
            kind_of_whole(sheet, frame, topic)
            or governed_of(sheet, frame, topic, topics)
            or subject_of(sheet, frame, topic)
        )
    if found is None:
        found = of_next(sheet, frame)
    if found is None and frame.pair in ("from", "now", "slash_first"):
        found = _of_partner(sheet, frame)
    if found is None:
        found = _by_action(frame)
    if found is None and frame.governed is None and frame.marker != "among" and frame.unit == "count":
        found = _harmed(sheet, frame, topics)
    if found is None:
        found = other_scope(sheet, frame, topic)
    if found is None:
        found = part_of_topic(sheet, frame, topic) or same_verb(frame, topics) or _duration(sheet, frame)
    if found is None and frame.action == "solved" and frame.before is None and frame.marker != "among":
        if frame.host is None and not frame.item and frame.unit == "count":
            found = Indicator("раскрытые преступления", [], code="crime.clearance")
    if found is None and frame.unit in _BY_UNIT and frame.before is None:
        found = Indicator(_BY_UNIT[frame.unit], [])
    if found is None and topic is not None and _fits(frame, topic):
        found = copy_of(topic)
        _recode(frame, found)
    if found is None and frame.rule != "level.penalty" and frame.unit in ("count", "KZT"):
        above = topics.of_row_above(frame) if not own_verbs(frame) else None
        found = copy_of(above) if above is not None else None
    if found is None and frame.unit == "kg" and topics.drugs:
        found = Indicator("наркотики", words_of("наркотики"))
    if found is None and is_money_unit(frame):
        found = _money(sheet, frame)
    if found is not None and found.code is None:
        found.code = settle_code(sheet, found, frame, topics)
    if found is not None:
        add_group(sheet, frame, found)
        as_clearance(frame, found, topic)
        specify(sheet, frame, found, topic, topics)
        by_others(sheet, frame, found)
        name_by_verb(sheet, frame, found)
        found.text = _with_number(sheet, frame, found) or straighten(found.text)
    frame.indicator = found


def _with_number(sheet: Sheet, frame: Frame, found: Indicator) -> str | None:
    """«число разбоев уменьшилось на треть, краж – на 20,8%»: the genitive depends on «число» still."""
    before = frame.before
    if frame.measure != "change" or before is None or before.indicator is None or own_verbs(frame):
        return None
    number = before.indicator.text.split(" ")[0]
    label = next((c for c in reversed(frame.left) if c.kind == "np"), None)
    if number.lower() not in ("число", "количество") or label is None or label.prep or label.elided:
        return None
    if "nomn" in label.cases or "gent" not in label.cases or found.start is None or found.end is None:
        return None
    said = " ".join(sheet.text[found.start : found.end].split())
    return f"{number} {said}" if sheet.words[label.first].start == found.start else None


def _of_all(frame: Frame) -> Indicator | None:
    """«зарегистрировано 214 мошенничеств, что составляет 41% всех»: the share of what was just counted."""
    before = frame.before
    if before is None or before.indicator is None or before.measure != "level" or frame.measure != "share":
        return None
    said = [c for c in frame.left if c.kind in ("rel", "pron", "verb") and c.head is not None]
    if len(said) != 2 or said[0].low not in ("что", "это") or said[0].kind == "verb":
        return None
    makes = said[1].kind == "verb" and said[1].head is not None and said[1].head.form.lemmas & MAKING
    if not makes:
        return None
    frame.rule = "share.of_all"
    return copy_of(before.indicator)


def _same_object(frame: Frame) -> Indicator | None:
    """«участковые раскрыли 212 преступлений, следователи – 140»: the label is who did it."""
    first = frame.before
    if first is None or first.indicator is None or not _is_doer(frame.left) or frame.governed is not None:
        return None
    if own_verbs(frame) or len(frame.left) < 2 or not parts_label(frame.left[-1]) or frame.unit != first.unit:
        return None
    while first.governed is None and first.before is not None:
        first = first.before
    acts = any(c.head is not None and c.head.form.pos == "VERB" for c in own_verbs(first))
    if not acts or first.governed is None or not _is_doer(first.left) or frame.before is None:
        return None
    assert frame.before.indicator is not None
    return copy_of(frame.before.indicator)


def _is_doer(chunks: list[Chunk]) -> bool:
    """Whether the noun before a number names people in the nominative and nothing else is named."""
    nouns = [c for c in chunks if c.kind == "np" and not c.prep]
    if len(nouns) != 1 or nouns[0].head is None or "nomn" not in nouns[0].cases:
        return False
    return any(p.animacy == "anim" and p.case == "nomn" for p in nouns[0].head.form.parses)


def _recode(frame: Frame, found: Indicator) -> None:
    """«выдворили 210 иностранцев, оштрафовали 1 980»: the same people, whom another verb makes offenders."""
    if not own_verbs(frame) or frame.measure != "level" or not (found.code or "").startswith("person."):
        return
    code = code_for(found.words, unit=frame.unit, action=frame.action, verb=frame.verb, context=frame.context)
    if code is not None and found.words and code.startswith("offence."):
        found.code = code


def _fits(frame: Frame, topic: Indicator) -> bool:
    """Whether a number without a noun can count what was spoken of:
    money, weights and speeds only their own."""
    if frame.unit in SHARE_UNITS:
        return True
    if frame.unit == "MCI" and is_money(topic):
        return frame.before is not None and leans(
            frame
        )  # «штраф за первое нарушение – 15 МРП, за повторное – 30 МРП»
    if is_money_unit(frame) or is_money(topic):
        across = frame.before is None and frame.host is None and not frame.item
        return is_money_unit(frame) and is_money(topic) and (leans(frame) or not across)
    if frame.unit == "kg":
        return (topic.code or "seizure.").startswith("seizure.")
    if frame.unit == "l":
        return topic.code == "seizure.alcohol"
    if topic.code == "seizure.drugs" and frame.measure == "level" and own_verbs(frame):
        return False  # what is weighed is not counted: «изъято 5 кг гашиша. В отделе работает 20»
    return frame.unit in ("count", "MCI")


def _duration(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«Курс рассчитан на 21 день»: a stretch of time is that of its subject; else it is just time."""
    if frame.unit not in TIME:
        return None
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and not chunk.prep and "nomn" in chunk.cases and not chunk.elided:
            return phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
    return Indicator("время", [])


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
    return _of_same_people(frame) or by_verb(sheet, frame, topics)


def _of_same_people(frame: Frame) -> Indicator | None:
    """«наказаны 27 сотрудников, один уволен»: people whose noun stands with the number before."""
    before = frame.before
    if before is not None and before.part_of is not None and frame.marker != "among":
        before = before.part_of  # «128 человек, в том числе 37 детей; эвакуировано 540»
    if before is None or before.governed is None or before.indicator is None or frame.verb is None:
        return None
    code = before.indicator.code or ""
    if not code.startswith(("person.", "police.staff")) or not is_animate(before.governed):
        return None
    name = participle(frame.verb.norm)
    head = before.governed.head
    if name is None or head is None or head.lemma in ("человек", "лицо"):
        return None
    noun = nominative([head], head, True)[head.i]
    return Indicator(f"{name} {noun}", [head], code=code)


def _money(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«перевели мошенникам 1 млрд тенге»: money told apart by its verb."""
    before = frame.before
    if before is not None and before.indicator is not None and before.unit == "count" and frame.prep in _SUMS:
        paid = _paid(sheet, before)
        if paid is not None:
            return paid
        if before.governed is not None and not is_money(before.indicator):
            things = sheet.words[before.governed.first : before.governed.stop]
            text = " ".join(genitive(w) for w in things)
            return Indicator(f"сумма {text}", words_of("деньги"))
    if before is not None and before.indicator is not None and before.unit == "count":
        between = sheet.words[before.quantity.stop : frame.quantity.first]
        fined = (before.indicator.code or "").startswith("offence.") and not own_verbs(frame)
        if fined and len(between) <= 4 and between[-1:] and between[-1].low in (",", "/", "–"):
            return Indicator("штрафы", [], code="money.fine")  # «63 647 нарушений, 1 млрд тенге»
    name = participle(frame.verb.norm) if frame.verb is not None and names_things(frame.verb) else None
    return Indicator(f"{name} деньги" if name else "деньги", words_of("деньги"))


def _paid(sheet: Sheet, before: Frame) -> Indicator | None:
    """«предложений о приостановке выплат по кредитам на сумму …»: the sum is that of the payments."""
    words = [w for c in before.tail if c.kind == "np" for w in sheet.words[c.first : c.stop]]
    paid = next((k for k, w in enumerate(words) if w.form.lemmas & _PAYMENTS), None)
    if paid is None or before.tail[-1].stop != words[-1].i + 1:
        return None
    said = sheet.words[words[paid].i : words[-1].i + 1]
    head = nominative([said[0]], said[0], True).get(said[0].i, said[0].norm)
    return Indicator(" ".join([head, *(w.norm for w in said[1:])]), said)


def _term(sheet: Sheet, frame: Frame) -> Indicator | None:
    """«на 7 лет лишения свободы», «на срок до 15 суток»: a term of punishment."""
    if frame.unit not in _TERMS:
        return None
    return terms_phrase(sheet, frame)


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
    money = is_money_unit(frame) or frame.unit == "MCI"
    text = _MONEY_BY_ACTION.get(frame.action or "")
    if text is None or not (money or (frame.unit in SHARE_UNITS and frame.action == "recovered")):
        return None
    return Indicator(text, [], code="money.recovered" if frame.action == "recovered" else None)
