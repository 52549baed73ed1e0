"""Subjects: the indicator of a number from its clause's subject or label («число краж снизилось на 5%»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.changes import change_of
from kzextract.claims.chunks import Chunk, is_participle, parts_label
from kzextract.claims.frames import Frame, Indicator, after_aside
from kzextract.claims.governed import is_kind, with_head
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.naming import SHARE_UNITS, crime_noun, is_money_unit
from kzextract.claims.phrases import COPULAS, NOT_COUNTED, complements, is_light, phrase, shown
from kzextract.claims.predicates import own_verbs
from kzextract.reading.sheet import Sheet, Word

_GENITIVE: Final = frozenset({"gent"})


def subject_of(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
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
            return shown(
                sheet, phrase(sheet, complements(frame.chunks, about, frame.at), about), about, False
            )
        if chunk.kind == "np" and chunk.prep == "по" and (frame.measure == "change" or _ranks(sheet, chunk)):
            if code_for(sheet.words[chunk.first : chunk.stop]):
                about = chunk  # «а по хулиганству рост в 1,6 раза»
                if frame.measure != "change":
                    return shown(sheet, phrase(sheet, (), chunk), chunk, False)
        if (
            chunk.kind == "pron"
            and chunk.head is not None
            and chunk.head.low == "их"
            and frame.left[-1] is chunk
        ):
            return _antecedent(sheet, frame, chunk)
        if is_money_unit(frame) and _is_agent(frame, chunk):
            continue  # «кибермошенники похитили 21,7 млрд тенге»
        if is_participle(chunk) and _has_noun(sheet, frame.chunks, chunk):
            continue
        found = _as_subject(sheet, frame, chunk, topic, frame.at)
        if found:
            return found
    if frame.before is None and (frame.measure == "change" or frame.pair) and not own_verbs(frame):
        found = _behind(sheet, frame, topic)
        if found:
            return found
    if frame.marker == "bracket" and frame.host is None and frame.measure == "change":
        found = _after_brackets(sheet, frame, topic)
        if found:
            return found
    predicate = False
    for n, chunk in enumerate([*frame.tail, *frame.right]):
        if chunk.kind == "conj" and predicate and chunk.head is not None and chunk.head.low == "и":
            continue
        if chunk.kind in ("rel", "conj") or (chunk.kind == "punct" and not (parts_label(chunk) and n == 0)):
            break
        predicate = predicate or chunk.kind in ("verb", "comp") or parts_label(chunk)
        if not predicate and chunk.kind == "np":
            continue
        found = _as_subject(sheet, frame, chunk, topic, len(frame.chunks))
        if found:
            return found
    for chunk in [*reversed(frame.left), *(frame.right if frame.measure == "change" else ())]:
        if chunk.kind == "np" and chunk.prep in ("по", "из", "о", "об", "от", "с"):
            words = sheet.words[chunk.first : chunk.stop]
            all_of = chunk.prep == "из" and sheet.words[chunk.first - 1].low == "всех"
            if all_of and frame.unit in SHARE_UNITS and not is_light(words):
                # «из всех нарушений устранено 63%»: their share, whatever they are
                return shown(sheet, phrase(sheet, (), chunk), chunk, True)
            if not is_light(words) and code_for(words, unit=frame.unit, action=frame.action):
                pace = next((i for i, w in enumerate(words) if _is_change_noun(w)), None)
                if pace is not None and pace + 1 < len(words) and frame.measure == "change":
                    rest = words[pace + 1]  # «по темпам сокращения преступности – минус 28,3%»
                    chunk = Chunk("np", rest.i, chunk.stop, rest, cases=_GENITIVE, index=chunk.index)
                found = phrase(sheet, complements(frame.chunks, chunk, frame.at), chunk)
                return shown(sheet, found, chunk, False)
    return None


def _is_agent(frame: Frame, chunk: Chunk) -> bool:
    """Whether a phrase names people who do what the number's verb says, or to whom it is done."""
    if chunk.kind != "np" or chunk.head is None or frame.verb is None or frame.measure != "level":
        return False
    if chunk.head.form.parses[0].animacy != "anim":
        return False
    return bool(chunk.prep) or ("nomn" in chunk.cases and frame.verb.form.pos == "VERB")


def _ranks(sheet: Sheet, chunk: Chunk) -> bool:
    """«лидеры по числу пожаров: …»: by what places are ranked is what their figures count."""
    words = sheet.words[chunk.first : chunk.stop]
    return len(words) > 1 and words[0].low in ("числу", "количеству", "уровню")


def _has_noun(sheet: Sheet, chunks: Sequence[Chunk], participle: Chunk) -> bool:
    """«преступлений, совершённых ранее судимыми, …»: the noun stands before the comma."""
    at = participle.index
    if at < 2 or chunks[at - 1].low != "," or chunks[at - 2].kind != "np":
        return False
    noun = chunks[at - 2]
    if noun.elided or participle.head is None:
        return False
    last = sheet.words[noun.stop - 1].form.agreement  # «сумма ущерба, причинённого мошенниками»
    return bool(noun.cases & participle.cases or last & participle.head.form.agreement)


def _label(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«приходится на марихуану – 441 кг», «из них 331 – факты перевозки скота»: a label across a dash."""
    if len(frame.left) > 1 and parts_label(frame.left[-1]) and frame.unit not in SHARE_UNITS:
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
    elif at + 1 < len(frame.chunks) and frame.chunks[at].kind == "num" and frame.chunks[at].prep == "из":
        at += 2  # «двое из пятерых задержанных – несовершеннолетние»
    if frame.governed is None and at + 1 < len(frame.chunks) and parts_label(frame.chunks[at]):
        return _as_subject(sheet, frame, frame.chunks[at + 1], topic, len(frame.chunks))
    return None


def _bent_on(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«снизившееся на 11% число грабежей»: a participle of change, the number, then the noun."""
    if not frame.left or not is_participle(frame.left[-1]) or frame.change is None:
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


def _after_brackets(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«в Кызылорде (−12%), Байконыре (−7,5%) краж стало меньше»: the subject behind all the brackets."""
    for chunk in frame.chunks[frame.at + 1 :]:
        if chunk.kind == "np" and not chunk.prep:
            return _as_subject(sheet, frame, chunk, topic, len(frame.chunks))
        if chunk.kind not in ("place", "punct", "num", "conj", "word", "np"):
            return None
    return None


def _behind(sheet: Sheet, frame: Frame, topic: Indicator | None) -> Indicator | None:
    """«Почти на 40 процентов, до 203 фактов, сократилось
    скотокрадство»: the subject comes after all numbers."""
    changed = False
    for chunk in frame.chunks[after_aside(frame) :]:
        if chunk.kind == "punct" and chunk.head is not None and chunk.head.low[0] in "–;:.(":
            return None
        if chunk.kind == "verb":
            changed = changed or (chunk.head is not None and change_of(chunk.head) is not None)
            if not changed:
                return None
        elif changed and chunk.kind == "np":
            return _as_subject(sheet, frame, chunk, topic, len(frame.chunks))
    return None


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
        chunk = Chunk("np", words[0].i, chunk.stop, words[0], cases=_GENITIVE, index=chunk.index)
    if is_light(words, frame.unit) or chunk.head is None or chunk.head.form.lemmas & NOT_COUNTED:
        return None
    if topic is not None and (frame.marker == "among" or frame.item) and _is_doing(words):
        found = phrase(sheet, complements(frame.chunks, chunk, stop), chunk)
        words = [*topic.words, *found.words]
        code = code_for(words, unit=frame.unit, action=frame.action, context=frame.context)
        return Indicator(f"{topic.text}, {found.text}", words, code=code or topic.code)
    if chunk.cases and not chunk.cases & {"nomn", "gent", "accs"}:
        return None
    if frame.measure == "change" and code_for(words) == "police.staff" and _acts(frame):
        return None  # «полицейские в 2,2 раза чаще выявляли пьяных водителей»
    if chunk.elided:
        headed = with_head(sheet, frame, chunk, topic)
        own = code_for(headed.words, unit=frame.unit, context=frame.context) if headed is not None else None
        told = own not in (None, topic.code if topic else None)
        part = frame.item or frame.marker in ("among", "colon") or is_kind(frame, chunk)
        if not told and not part and not code_for(words, unit=frame.unit):
            return None
        return headed if told or _beside(frame, chunk) else None
    rest = complements(frame.chunks, chunk, stop)
    found = phrase(sheet, rest, chunk)
    if chunk.head.lemma == "тяжесть" and topic is not None:
        nouns = crime_noun(topic)  # «средней тяжести» after «преступления»
        if nouns:
            return Indicator(f"{nouns[0].low} {found.text}", [*nouns, *found.words])
    found.code = code_for(
        [*_told_before(sheet, frame, chunk), *found.words],
        unit=frame.unit,
        action=frame.action,
        verb=frame.verb,
        context=frame.context,
    )
    if found.code is None and words[0].lemma == "регистрация":
        found.code = "crime.total"
    if found.code is not None or _beside(frame, rest[-1] if rest else chunk, chunk):
        return shown(sheet, found, chunk, any(p.number == "plur" for p in chunk.head.form.parses[:1]))
    return None


_BETWEEN: Final = frozenset({"np", "place", "period", "org"})


def _told_before(sheet: Sheet, frame: Frame, noun: Chunk) -> Sequence[Word]:
    """«возмещённый государству ущерб»: the participle before a noun, with what stands between the two."""
    for at in range(noun.index - 1, max(-1, noun.index - 5), -1):
        chunk = frame.chunks[at]
        if chunk.kind not in _BETWEEN:
            return ()
        if at < noun.index - 1 and is_participle(chunk):
            return sheet.words[chunk.first : noun.first] if chunk.cases & noun.cases else ()
    return ()


def _acts(frame: Frame) -> bool:
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
        if chunk.kind in ("place", "period", "word", "comp", "pron", "program", "setaside"):
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
