"""Predicates: for each number the word of change that governs it, and the verb that says what happened.

Both are looked for beside the number first; where its own context has none («краж — на 20,8%»), those of the
number before it in the sentence hold on, and at the head of a list those of the line that introduces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.actions import action_for
from kzextract.claims.attribution import SPEECH
from kzextract.claims.changes import Change, change_of, is_denied
from kzextract.claims.chunks import Chunk, is_break, is_dash, phrase_of
from kzextract.claims.frames import Frame, after_aside, is_object
from kzextract.claims.phrases import is_light
from kzextract.claims.units import unit_class
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Word

_DATA: Final = load_toml("predicates")
LEANING: Final = frozenset(_DATA["leaning"])


_CHANGING: Final = frozenset({"verb", "comp", "np", "word"})


def change_in(words: Sequence[Word], chunk: Chunk) -> Change | None:
    """The change that a verb, comparative or noun chunk speaks of; None if «не» denies it."""
    if chunk.kind not in _CHANGING or chunk.head is None:
        return None
    at = chunk.head.i
    if chunk.kind == "comp":
        following = words[at + 1].low if at + 1 < len(words) else ""
        if following == "всего":  # «больше всего» compares places, not times
            return None
    found = change_of(chunk.head)
    if chunk.kind == "np" and (found is None or found.kind != "noun"):
        # The noun of change stands in its phrase with its genitives: «рост преступности», «резкое снижение
        # числа».
        for i in range(chunk.first, chunk.stop):
            inner = change_of(words[i])
            if inner is not None and inner.kind == "noun":
                found, at = inner, i
                break
        else:
            if found is None or not chunk.elided:
                return None
    return None if found is None or is_denied(words, at) else found


def find_change(words: Sequence[Word], frame: Frame) -> Change | None:
    """The word of change that governs a frame's number, from its own context."""
    found = _find_change(words, frame)
    if found is not None and found.judged and frame.prep != "на" and frame.unit != "pp":
        return None  # «лучше всего раскрывают кражи – 98%»
    return found


def _find_change(words: Sequence[Word], frame: Frame) -> Change | None:
    after = [*frame.tail, *frame.right]
    for chunk in after[:4]:
        if chunk.kind in ("comp", "verb"):
            found = change_in(words, chunk)
            if found:
                return found
        elif chunk.kind == "punct" and chunk.head is not None and chunk.head.low not in ('"', "«", "»"):
            break
    modifier = frame.quantity.modifier_start
    for chunk in reversed(frame.left):
        if chunk.kind not in _CHANGING:
            continue
        if modifier >= 0 and chunk.first < len(words) and words[chunk.first].start >= modifier:
            continue  # «больше чем на два миллиарда»: the modifier of the number
        found = change_in(words, chunk)
        if found:
            return found
    for chunk in after:
        # «на 19% – снижение тяжких преступлений»
        if chunk.kind in ("verb", "comp") or (chunk.kind == "np" and not chunk.prep and frame.prep == "на"):
            found = change_in(words, chunk)
            if found:
                return found
    return _change_ahead(words, frame) if frame.before is None and not own_verbs(frame) else None


def _change_ahead(words: Sequence[Word], frame: Frame) -> Change | None:
    """«Почти на 40 процентов, до 203 фактов, сократилось скотокрадство»: the verb comes after all numbers."""
    inside = False
    start = after_aside(frame)
    for chunk in frame.chunks[start:]:
        low = chunk.head.low[0] if chunk.kind == "punct" and chunk.head is not None else ""
        inside = (inside or low == "(") and low != ")"
        if low and low in "–;:.":
            return None
        if chunk.kind == "verb" and not inside:
            return change_in(words, chunk)
    return None


def own_verbs(frame: Frame) -> list[Chunk]:
    """The verbs of a frame: those before the number, nearest first,
    then those after it; verbs of speech are none."""
    verbs = frame.verbs
    if verbs is None:
        verbs = [c for c in reversed(frame.left) if c.kind == "verb" and not speaks(c)]
        verbs += [c for c in frame.tail if c.kind == "verb" and not speaks(c)]
        verbs += [c for c in frame.right if c.kind == "verb" and not speaks(c)]
        frame.verbs = verbs
    return verbs


def speaks(chunk: Chunk) -> bool:
    """Whether a chunk is a verb of speech."""
    return chunk.head is not None and SPEECH.has(chunk.head)


def leans(frame: Frame) -> bool:
    """Whether a frame has no predicate but a copula, so that what happened is said before: «а было 118»."""
    return all(c.head is not None and c.head.form.lemmas & LEANING for c in own_verbs(frame))


def find_action(words: Sequence[Word], frame: Frame) -> tuple[str | None, Word | None]:
    """The action code of the nearest verb that has one, with that verb; else the nearest verb alone."""
    if frame.unit in MEASURES or (frame.unit == "ha" and frame.left and "площад" in frame.left[-1].low):
        return None, None  # «построен дом площадью 12 га»: the house is built, not the hectares
    if frame.prep in ASIDE or is_object(frame):
        return None, None  # «провели 340 лекций для 12,6 тысячи школьников»
    if frame.prep in ("в", "во") and frame.governed is not None and "loct" in frame.governed.cases:
        if not any(c.head is not None and c.head.form.pos == "PRTS" for c in own_verbs(frame)):
            return None, None  # «камеры появятся в 62 дворах»: where it happens
    verbs = own_verbs(frame) if not is_source(frame) or not frame.followed else []
    noun: Sequence[Word] | None = None
    for chunk in [
        *_of_its_clause(frame, [c for c in verbs if c.index < frame.at]),
        *_participles(words, frame),
        *[c for c in verbs if c.index > frame.at],
        *_after_dash(frame),
    ]:
        assert chunk.head is not None
        noun = counted_words(words, frame) if noun is None else noun
        action = action_for(words, chunk.head.i, unit=frame.unit, noun=noun)
        if action:
            return action, chunk.head
    if phrase_of(frame.left, "на", "учет") is not None:
        return "operating", None
    return None, verbs[0].head if verbs else None


def has_own_subject(frame: Frame, source: Frame) -> bool:
    """Whether a number without a verb says something of its own, so that the verb before it does not hold:
    «зарегистрировано 40 краж, ущерб – 12 млн тенге», «задержаны 12 человек, у них 5 машин»."""
    if any(c.kind == "pron" and c.prep == "у" for c in frame.left):
        return True
    if unit_class(frame.unit) not in ("money", "MCI") or unit_class(frame.unit) == unit_class(source.unit):
        return False
    if frame.governed is not None or source.governed is None:
        return False  # items side by side: «изъято: наркотики – 5 кг, деньги – 4 млн тенге»
    label = next((c for c in reversed(frame.left) if c.kind == "np"), None)
    return label is not None and not label.prep and "nomn" in label.cases


def is_source(frame: Frame) -> bool:
    """Whether the next number is taken out of this one: «из 88 пожаров», «из ущерба в 2,4 млрд тенге»."""
    if frame.prep == "из":
        return True
    label = frame.left[-1] if frame.left else None
    return (
        label is not None
        and label.kind == "np"
        and label.prep == "из"
        and label.head is not None
        and bool(label.head.form.lemmas & _SUMS)
    )


_SUMS: Final = frozenset(_DATA["sums"])


ASIDE: Final = frozenset({"в пользу", "в адрес", "для", "между", "перед", "при", "из-за"})


def _of_its_clause(frame: Frame, verbs: list[Chunk]) -> list[Chunk]:
    """The verbs before a number up to the first finite one that can be its own, nearest first: of «Как
    установил суд, группа оформила 57 карт» only «оформила»."""
    for k, chunk in enumerate(verbs[:-1]):
        top = chunk.head.form.parses[0] if chunk.head is not None else None
        if top is None or top.pos not in ("VERB", "PRTS") or top.lemma in LEANING | _AUXILIARY:
            continue
        if chunk.head is not None and change_of(chunk.head) is not None:
            if any(c.low in _BUT for c in frame.chunks[verbs[k + 1].index + 1 : chunk.index]):
                return verbs[: k + 1]  # «скот угоняют, но число краж упало со 148 до 121»
            continue
        between = frame.chunks[verbs[k + 1].index + 1 : chunk.index]
        if any(is_break(c) and c.low not in ("и", "или") for c in between):
            return verbs[: k + 1]
    return verbs


_AUXILIARY: Final = frozenset(_DATA["auxiliary"])
_BUT: Final = frozenset({"но", "а", "однако", "зато"})

MEASURES: Final = frozenset({"minute", "hour", "m2", "km", "m", "km/h"})


def _participles(words: Sequence[Word], frame: Frame) -> list[Chunk]:
    """«из причинённого ущерба в размере 2,4 млрд»: the participle of
    the noun beside the number says what happened."""
    if (
        frame.prep in ("в размере", "на сумму", "на общую сумму")
        and frame.left
        and frame.left[-1].kind == "np"
    ):
        chunk = frame.left[-1]
    elif frame.prep == "из" and frame.governed is not None:
        inside = frame.tail and frame.tail[0].index < frame.governed.index
        chunk = frame.tail[0] if inside else frame.governed  # «из 420 выявленных фактов 331 раскрыт»
    else:
        return []
    return [
        Chunk("verb", w.i, w.i + 1, w, index=chunk.index)
        for w in words[chunk.first : chunk.stop]
        if "PRTF" in w.form.poses
    ]


def _after_dash(frame: Frame) -> list[Chunk]:
    """«Больше всего преступлений – 24 965 – совершено в Алматы»: a number between dashes."""
    at = (frame.governed.index if frame.governed else frame.at) + 1
    if at + 1 < len(frame.chunks) and is_dash(frame.chunks[at]) and frame.left and is_dash(frame.left[-1]):
        return [frame.chunks[at + 1]] if frame.chunks[at + 1].kind == "verb" else []
    return []


def participle_action(words: Sequence[Word], frame: Frame) -> str | None:
    """«число зарегистрированных краж выросло с 64 до 96»: the action that the counted phrase itself tells."""
    phrase = frame.indicator.words if frame.indicator else []
    for k, word in enumerate(phrase):
        if word.form.pos == "NOUN":
            if k == 0 and is_light((word,)):
                continue
            break  # only participles before the noun: «зарегистрированных краж», not «ДТП с пострадавшими»
        if any(p.pos == "PRTF" and "past" in p.tags for p in word.form.parses) and word.i < len(words):
            noun = next((w for w in phrase[k + 1 :] if w.form.pos not in ("ADJF", "PRTF")), None)
            if noun is None or noun.form.pos != "NOUN" or not noun.form.agreement & word.form.agreement:
                break  # «число погибших в ДТП»: a noun by itself, whose verb is not said
            action = action_for(words, word.i, unit=frame.unit, noun=phrase)
            if action:
                return action
    return None


def _without_aside(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks after a number without ages between commas: «двое постояльцев, 23 и 46 лет, пострадали»."""
    commas = [n for n, c in enumerate(chunks[:8]) if c.kind == "punct" and c.low == ","]
    if len(commas) < 2:
        return chunks
    first, second = commas[:2]
    aside = chunks[first + 1 : second]
    ages = any(c.kind == "setaside" for c in aside) and all(
        c.kind in ("setaside", "conj", "np") for c in aside
    )
    return [*chunks[:first], *chunks[second + 1 :]] if ages else chunks


def verb_ahead(words: Sequence[Word], frame: Frame) -> tuple[str | None, Word | None]:
    """«Полтонны каннабиса и 1 кг синтетики изъяли полицейские»: the verb comes after all numbers."""
    for chunk in _without_aside(frame.chunks[frame.at + 1 :]):
        if (
            chunk.kind in ("punct", "conj")
            and chunk.head is not None
            and chunk.head.low not in ("и", "«", "»", '"')
        ):
            return None, None
        if chunk.kind == "verb" and chunk.head is not None:
            return action_for(
                words, chunk.head.i, unit=frame.unit, noun=counted_words(words, frame)
            ), chunk.head
    return None, None


def counted_words(words: Sequence[Word], frame: Frame) -> Sequence[Word]:
    """The words of the noun phrase that is counted, by which
    «установлено» of people is told from that of cameras."""
    chunk = frame.governed
    if chunk is None:
        chunk = next((c for c in reversed(frame.left) if c.kind == "np" and not c.prep), None)
    return words[chunk.first : chunk.stop] if chunk else ()
