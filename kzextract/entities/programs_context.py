"""What stands around a name and says that it is a programme, operation, system …, and of which kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.sheet import Sheet, Word

# How far a trigger may stand before a name: «система автоматического контроля скорости на дорогах „…“».
REACH: Final = 9
_OPEN_MARKS: Final = frozenset('«"(')
_NAMING: Final = frozenset(("названием", "наименованием", "именем"))
_CALLED: Final = re.compile(
    r"назыв(?:ается|аются|аемый)|назва(?:ли|на?|но|ны)|получил[аио]?|получивш[а-я]{2}|носи?т|носят|носящ[а-я]{2}"
)
_THROUGH: Final = frozenset(("по", "для", "против", "с", "со", "от", "и", "или", "из", "за"))
_WEAK: Final = {
    "рамках": "programme",
    "ходе": "operation",
    "линии": "operation",
    "этап": "operation",
    "этапа": "operation",
}
# «вложил деньги в акции „…“»: shares of a firm, not a campaign.
_SHARES: Final = re.compile(
    r"вложи|вклады|инвест|покуп|купи|прода[жлв]|приобре|брокер|бирж|дивиденд|пакет|акционер|владел|держател|котиров"
)


# A «комплекс» may be anything; one of these near it says that it is equipment.
_EQUIPMENT: Final = re.compile(
    r"аппарат|автоматизир|передвижн|переносн|мобильн|установ|камер|фиксац|скорост|наруш|патрул|трасс|видео|датчик|"
    r"экипаж|дорог|внедр|полиц|контрол|перекрест|систем|программн"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger noun found beside a name: its lemma, the kind it gives and its word."""

    lemma: str
    kind: str
    word: int


@dataclass(frozen=True)
class Tables:
    """``kinds``: lemma → kind; ``forms``: inflected form → lemma; ``others``: lemmas of other things."""

    kinds: dict[str, str]
    forms: dict[str, str]
    others: frozenset[str]
    not_after: dict[str, frozenset[str]]
    bare: frozenset[str]
    never: frozenset[str]
    media: frozenset[str]
    form_set: frozenset[str]


@cache
def tables() -> Tables:
    """The trigger tables with all inflections, built once a process."""
    data = load_toml("program_triggers")
    kinds = {lemma: kind for kind, lemmas in data["kinds"].items() for lemma in lemmas}
    forms: dict[str, str] = {}
    for lemma in kinds:
        if " " in lemma:
            continue
        forms[lemma] = lemma
        parses = [
            p for p in MORPHOLOGY.analyzer.parse(lemma) if p.tag.POS == "NOUN" and p.normal_form == lemma
        ]
        for parse in parses[:1]:
            for form in parse.lexeme:
                forms.setdefault(form.word.replace("ё", "е"), lemma)
    return Tables(
        kinds,
        forms,
        frozenset(data["others"]["nouns"]),
        {noun: frozenset(adjectives) for noun, adjectives in data["not_after"].items()},
        frozenset(data["bare"]["nouns"]),
        frozenset(data["latin"]["never"]),
        frozenset(data["latin"]["media_domains"]),
        frozenset(forms),
    )


def trigger_of(word: Word) -> str | None:
    """The lemma of a trigger noun, also as the last part of a compound («антифрод-система»)."""
    known = tables()
    lemma = known.forms.get(word.low)
    if lemma is None and "-" in word.low:
        head, _, last = word.low.rpartition("-")
        lemma = known.forms.get(last) or known.forms.get(head)
    if lemma == "ис" and word.norm != "ИС":
        return None
    return lemma


def _is_other(word: Word) -> bool:
    others = tables().others
    if not others.isdisjoint(word.form.lemmas):
        return True
    return "-" in word.low and word.low.rpartition("-")[2] in others


def _blocked(sheet: Sheet, at: int, lemma: str, floor: int) -> bool:
    """Whether the adjectives before a trigger noun make it something else («жилой комплекс»)."""
    adjectives = tables().not_after.get(lemma)
    if not adjectives:
        return False
    for i in range(at - 1, max(floor, at - 4) - 1, -1):
        word = sheet.words[i]
        if not word.form.poses & {"ADJF", "PRTF"}:
            return False
        if not adjectives.isdisjoint(word.form.lemmas):
            return True
    return False


def _sentence_span(sheet: Sheet, index: int) -> tuple[int, int]:
    sentence = sheet.sentence_at(sheet.words[index].start)
    return sentence.start, min(sentence.end, sentence.start + 2000)


def trigger_before(sheet: Sheet, index: int, quoted: bool = True) -> Trigger | None:
    """The trigger noun that governs a name beginning at word ``index`` (its opening mark excluded).

    Walks left over what may stand between the noun and its name: adjectives, nouns in oblique cases, «по
    розыску должников», «под названием». The nearest noun decides; one that names other things ends the walk.
    """
    words = sheet.words
    floor = sheet.sentence_at(words[index].start).first if index < len(words) else 0
    i = index - 1
    if quoted and i >= floor and words[i].norm in _OPEN_MARKS:
        i -= 1
    named = False
    dash = False
    for step in range(REACH):
        if i < floor:
            return None
        word = words[i]
        low = word.low
        lemma = trigger_of(word)
        if lemma is not None:
            if _blocked(sheet, i, lemma, floor):
                return None
            if lemma == "акция" and _SHARES.search(sheet.low, words[floor].start, words[index].start):
                return None
            if lemma == "база" and i > floor and words[i - 1].low == "на" and words[i + 1].low != "данных":
                return None
            if lemma == "комплекс" and not _EQUIPMENT.search(sheet.low, *_sentence_span(sheet, i)):
                return None
            if lemma == "база" and step and words[i + 1].low not in ("данных", "сведений"):
                return None
            if lemma == "план" and any(
                w.low in ("введен", "объявлен", "ввели") for w in words[max(floor, i - 2) : i]
            ):
                return Trigger(lemma, "operation", i)
            return Trigger(lemma, tables().kinds[lemma], i)
        if low in _NAMING:
            named = True
        elif low in ("под", "с") and named:
            if i - 1 >= floor and words[i - 1].norm == ",":
                i -= 1
        elif step <= 2 and _CALLED.fullmatch(low):
            named = True
            if i - 1 >= floor and words[i - 1].low in (
                "которая",
                "которое",
                "который",
                "которые",
                "она",
                "он",
            ):
                i -= 1
            if i - 1 >= floor and words[i - 1].norm == ",":
                i -= 1
        elif low == "название" and step == 0:
            named = True
        elif word.norm == "–" and step == 0:
            dash = True
        elif low in _THROUGH:
            if step == 0:
                return None
        elif word.is_alpha:
            if dash or _is_other(word):
                return None
            poses = word.form.poses
            if "NOUN" in poses:
                cases = word.form.cases("NOUN")
                if not cases & {"gent", "datv", "ablt"}:
                    return None
            elif not poses & {"ADJF", "PRTF"} and not (named and poses & {"ADJF", "PRTF", "LATN"}):
                return None
        elif word.norm[0].isdigit() or word.norm in ("№", "%"):
            if step == 0:
                return None
        else:
            return None
        i -= 1
    return None


def weak_before(sheet: Sheet, index: int) -> str | None:
    """The kind that «в рамках „…“», «в ходе „…“», «по линии „…“» suggest."""
    words = sheet.words
    i = index - 1
    if i >= 0 and words[i].norm in _OPEN_MARKS:
        i -= 1
    return _WEAK.get(words[i].low) if i >= 0 else None


def other_before(sheet: Sheet, index: int) -> bool:
    """Whether the word just before the name says that it names something else («газета „…“»)."""
    i = index - 1
    words = sheet.words
    if i >= 0 and words[i].norm in _OPEN_MARKS:
        i -= 1
    floor = sheet.sentence_at(words[index].start).first
    return i >= floor and words[i].is_alpha and trigger_of(words[i]) is None and _is_other(words[i])


_CALLED_AFTER: Final = re.compile(
    r" ?(?:– )?(?:так )?(?:называется|называются|назвали|назван[аоы]?)\b|,? ?– (?:это|так)\b"
)


def trigger_after(sheet: Sheet, end: int) -> Trigger | None:
    """A trigger noun just after a name: «„Жедел“ ОПМ», «„…“ – это система», «„…“ – так назвали операцию»."""
    words = sheet.words
    i = sheet.word_at(end)
    if i < len(words) and words[i].norm in ('"', "»"):
        i += 1
    if i >= len(words):
        return None
    stop = min(len(words), sheet.sentence_at(words[i - 1].start).stop, i + 7)
    lemma = trigger_of(words[i]) if i < stop else None
    if lemma is not None:
        # «„Жедел“ ОПМ» is the Kazakh order of words; «„Арман“ система …» could begin anything.
        return Trigger(lemma, tables().kinds[lemma], i) if words[i].norm.isupper() else None
    if i < stop and words[i].norm == "–":
        i += 1
    elif not _CALLED_AFTER.match(sheet.low, words[i].start - 1, words[i].start + 40):
        return None
    for j in range(i, stop):
        word = words[j]
        lemma = trigger_of(word)
        if lemma is not None:
            return None if _blocked(sheet, j, lemma, i) else Trigger(lemma, tables().kinds[lemma], j)
        if word.low in ("это", "так", "называется", "называют", "назвали", "названа", "новая", "новый"):
            continue
        if not word.form.poses & {"ADJF", "PRTF"}:
            return None
    return None
