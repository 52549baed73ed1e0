"""Scope: the code of an indicator, and the kind, group or deed that its surroundings add to it."""

from __future__ import annotations

import re
from typing import Final

from kzextract.claims.actions import noun_action
from kzextract.claims.chunks import Chunk, phrase_of
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.naming import DEMONSTRATIVES, SEVERITY_CODES
from kzextract.claims.people import is_animate
from kzextract.claims.phrases import NOT_COUNTED
from kzextract.claims.predicates import own_verbs
from kzextract.claims.topics import Topics, says_total
from kzextract.claims.units import TIME
from kzextract.claims.wording import participle
from kzextract.reading.sheet import Sheet, Word

_LINE: Final = re.compile(r"\b(?:101|102|103|109|111|112)\b")
_LIVING: Final = frozenset(
    {
        "приходиться",
        "проживать",
        "жить",
        "насчитывать",
        "насчитываться",
        "составлять",
        "составить",
        "превышать",
    }
)
_BARE: Final = frozenset({"преступление", "правонарушение", "деяние"})
_DEEDS: Final = frozenset(
    {"совершить", "произойти", "зафиксировать", "зарегистрировать", "допустить", "совершаться"}
)
_RECEIVING: Final = frozenset(
    {"получить", "пройти", "потерять", "перевести", "отдать", "обратиться", "принять", "лишиться", "купить"}
)


def add_group(sheet: Sheet, frame: Frame, found: Indicator) -> None:
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


def as_clearance(frame: Frame, found: Indicator, topic: Indicator | None) -> None:
    """«кражи раскрыты на 80%», «доля раскрытых краж»,
    «раскрываемость: по кражам – 61%»: clearance of that kind."""
    if frame.unit not in ("percent", "pp", "ratio") or not (found.code or "crime.").startswith("crime."):
        return
    solved = frame.measure == "share" and (frame.action == "solved" or _of_solved(frame))
    told = any("раскрыть" in w.form.lemmas for w in found.words[:4])
    under = topic is not None and topic.code == "crime.clearance" and frame.item and frame.measure != "level"
    before = frame.before
    if before is not None and before.measure == "share" == frame.measure and before.indicator is not None:
        # «раскрываемость убийств – 98%, грабежей – 85%»
        under = under or (before.indicator.code == "crime.clearance" and not own_verbs(frame))
    if found.code != "crime.clearance" and (solved or told or under):
        found.code = "crime.clearance"
        found.text = found.text if told else f"раскрываемость: {found.text}"


def _of_solved(frame: Frame) -> bool:
    """«раскрыто 88 краж из 97 зарегистрированных (90,7%)»."""
    host = frame.host
    return (
        host is not None and host.prep == "из" and host.before is not None and host.before.action == "solved"
    )


def names_things(verb: Word) -> bool:
    """Whether what a verb did to things tells them apart: «изъятые деньги», not «пройденные»."""
    top = verb.form.parses[0]
    return "impf" not in top.tags and not top.lemma.endswith("ся") and top.lemma not in _NO_NAME


_NO_NAME: Final = frozenset({"пройти", "принять", "провести"})


def name_by_verb(sheet: Sheet, frame: Frame, found: Indicator) -> None:
    """«водворено 96 автомашин»: things without a code are told apart by what was done to them."""
    if found.code is not None or frame.governed is None or frame.verb is None or frame.measure != "level":
        return
    if found.start is None or frame.unit != "count" or frame.prep == "в отношении":
        return
    if frame.action in ("participated", "operating") or not names_things(frame.verb):
        return
    if frame.action is None and "PRTS" not in frame.verb.form.poses:
        if not frame.verb.form.lemmas & _RECEIVING:
            return
    if frame.governed.cases and not frame.governed.cases & {"gent", "nomn", "accs"}:
        return  # «1 816 работникам выплачена задолженность»
    if is_doer(frame):
        return
    owned = _owned(frame)
    if owned is not None:
        if found.words and "PRTS" in frame.verb.form.poses:
            of = sheet.text[sheet.words[owned.first].start : sheet.words[owned.stop - 1].end]
            found.text = f"{found.text}, {_whose(owned)} {of} {frame.verb.low}"
        return
    active = bool(frame.verb.form.lemmas & _RECEIVING) and is_animate(frame.governed)
    name = participle(frame.verb.norm, active)
    if (
        name
        and found.words
        and found.words[0].i == frame.governed.first
        and name.lower() not in found.text.lower()
    ):
        found.text = f"{name} {found.text}"


def is_doer(frame: Frame) -> bool:
    """«четверо жителей похитили 38 лошадей»: the people did it, it was not done to them."""
    if frame.governed is None or frame.verb is None or not is_animate(frame.governed):
        return False
    return frame.verb.form.pos == "VERB" and frame.verb.i > frame.governed.first


def _owned(frame: Frame) -> Chunk | None:
    """«восстановлены права 3,4 тыс. граждан»: what is theirs, to which it was done."""
    near = next((c for c in reversed(frame.left) if c.kind not in ("word", "comp")), None)
    if near is None or near.kind != "np" or near.prep or "nomn" not in near.cases:
        return None
    return near


def _whose(owned: Chunk) -> str:
    """«чьи права», «чьё жильё»: the pronoun in the gender and number of what is owned."""
    assert owned.head is not None
    named = [p for p in owned.head.form.parses if p.case == "nomn"]
    if not named or named[0].number == "plur":
        return "чьи"
    return {"masc": "чей", "femn": "чья", "neut": "чьё"}.get(named[0].gender, "чьи")


def settle_code(sheet: Sheet, found: Indicator, frame: Frame, topics: Topics) -> str | None:
    """The code of an indicator where it stands, or None where the text names no kind of the scheme."""
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
    if code == "person.suspect" and found.words:
        code = _in_state(sheet, found, frame) or code
    if code == "crime.total" and found.words:
        code = _scoped(sheet, found, frame) or _of_main(found, frame, topics) or code
    return topics.theft_of(found, frame) if code is None else code


def _on_a_line(sheet: Sheet, frame: Frame) -> bool:
    """«на «102» поступило 86 700 обращений»: calls, not letters."""
    return bool(_LINE.search(sheet.low, frame.sentence.start, frame.sentence.end))


def _in_state(sheet: Sheet, found: Indicator, frame: Frame) -> str | None:
    """«в нетрезвом состоянии задержан 31 водитель»: the state in which people were caught is the offence."""
    chunk = phrase_of(frame.left, "в", "состояние")
    if chunk is None:
        return None
    code = code_for([*found.words, *sheet.words[chunk.first : chunk.stop]], action=frame.action)
    return code if code is not None and code.startswith("offence.") else None


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
    active = frame.verb is not None and frame.verb.form.pos == "VERB" and frame.verb.form.lemmas & _DEEDS
    for chunk in frame.left:
        words = sheet.words[chunk.first : chunk.stop]
        agent = chunk.kind == "np" and not chunk.prep and "ablt" in chunk.cases and "nomn" not in chunk.cases
        # «подростки совершили 118 преступлений»
        agent = agent or bool(
            active and chunk.kind == "np" and not chunk.prep and "nomn" in chunk.cases and is_animate(chunk)
        )
        if agent or (chunk.kind == "np" and chunk.prep in ("в", "на") and chunk.head is not None):
            if chunk.head is not None and chunk.head.form.lemmas & NOT_COUNTED:
                continue
            code = code_for([*found.words, *words])
            if code and code.startswith("crime.") and code not in SEVERITY_CODES:
                return code
    return None


def _of_main(found: Indicator, frame: Frame, topics: Topics) -> str | None:
    """«преступлений» alone in a text about one kind of crime is of
    that kind, unless «всего» or «все» stands by."""
    main = topics.main
    if main is None or not main.code or main.code in SEVERITY_CODES or not main.code.startswith("crime."):
        return None
    nouns = [w for w in found.words if w.is_alpha]
    if len(nouns) != 1 or nouns[0].lemma not in _BARE or topics.total is not None:
        return None
    if not topics.only(main.code):
        return None
    lead = {c.head.low for c in frame.left if c.head is not None}
    return None if says_total(frame) or lead & {"всех", "общей", "общее"} else main.code


def _points(found: Indicator, code: str) -> bool:
    """«этих краж», «число таких краж»; the clearance of «таких краж» stays clearance."""
    near = found.words[: 1 if code == "crime.clearance" else 3]
    return any(w.low in DEMONSTRATIVES for w in near)


def specify(sheet: Sheet, frame: Frame, found: Indicator, topic: Indicator | None, topics: Topics) -> None:
    """«304 наркоправонарушения, из них 112 преступлений»: a part keeps the kind of its whole; «этих краж» are
    the thefts spoken of; «по скотокрадству раскрыта 61 кража» of livestock."""
    whole = topic.code if topic else None
    code = found.code or ""
    if whole and frame.marker == "colon" and frame.measure == "level" and frame.unit not in TIME:
        if (not code and whole.startswith(("seizure.", "person.", "offence."))) or (
            code.startswith(("person.", "population", "offence.admin"))
            and whole.startswith(("person.", "offence."))
        ):
            found.code = whole
    if whole and (frame.marker == "among" or frame.item):
        if (
            code in ("crime.total", "crime.minor")
            and whole.startswith("crime.")
            and whole not in SEVERITY_CODES
        ):
            found.code = whole
        elif frame.marker == "among" and code.startswith("person.") and whole.startswith("person."):
            if code in ("person.suspect", "person.convict"):
                found.code = whole
        elif (code == "person.juvenile" and whole.endswith((".deaths", ".injured"))) or (
            not code and not found.words and frame.measure != "share"
        ):
            found.code = whole
    if code and _points(found, code):
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
