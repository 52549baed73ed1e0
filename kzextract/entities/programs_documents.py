"""Documents and years that are named without quotes.

«Концепция обеспечения безопасности на 2024–2028 годы», «Комплексный план по борьбе с наркоманией»,
«Год профилактики». The span runs over the noun phrase and ends before the first word that is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kzextract.entities.programs_context import trigger_of
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.reading.sheet import Sheet, Word

_TERM: Final = re.compile(
    r",? на (?:период )?(?:до )?\d{4}(?: ?[–-] ?\d{4})? ?(?:годы|годов|годах|гг?\.|года?)"
    r"|,? до \d{4} ?(?:года|г\.)"
)
# The nouns of documents; an adjective before them belongs to the name («Комплексный план», «Дорожная карта»).
_HEADS: Final = frozenset(
    ("концепция", "стратегия", "доктрина", "план", "программа", "госпрограмма", "проект", "карта")
)
# Nouns that need one of these adjectives to be the name of a document at all.
_ADJECTIVES: Final = {
    "план": frozenset(("комплексный", "национальный", "стратегический", "генеральный")),
    "программа": frozenset(("государственный", "национальный", "комплексный", "региональный", "отраслевой")),
    "проект": frozenset(("национальный",)),
    "карта": frozenset(("дорожный",)),
}
_PREPOSITIONS: Final = frozenset(
    ("по", "в", "на", "с", "со", "против", "для", "от", "о", "об", "среди", "через")
)
# Nouns whose complement is in the dative: «противодействия буллингу».
_DATIVE: Final = ("противодейств", "содейств", "поддержк", "сопротивлен")
MAX_WORDS: Final = 24


def _phrase_end(sheet: Sheet, at: int, stop: int) -> int:
    """The index after the last word of the complement that begins at ``at`` («развития полиции и …»)."""
    words = sheet.words
    end = at
    case = "gent"
    comma = False
    for i in range(at, min(stop, at + MAX_WORDS)):
        word = words[i]
        low = word.low
        if low in _PREPOSITIONS:
            if comma:
                break
            case = {
                "по": "datv",
                "с": "ablt",
                "со": "ablt",
                "в": "loct",
                "на": "loct",
                "о": "loct",
                "об": "loct",
            }.get(low, "gent")
        elif low in ("и", "или"):
            comma = False
        elif (
            low == ","
            and i > at
            and i + 1 < stop
            and _fits(words[i + 1], "gent")
            and words[i + 1].low not in _PREPOSITIONS
        ):
            comma = True
        elif words[i - 1].low.startswith(_DATIVE) and word.form.has("NOUN", "datv"):
            end = i + 1
        elif word.is_alpha and _fits(word, case):
            # After a governed noun comes its own complement in the genitive: both are looked for.
            if "NOUN" in word.form.poses and word.form.has(pos="NOUN", case=case):
                end = i + 1
                case = case if case == "gent" else case + "+"
            elif "NOUN" in word.form.poses:
                end = i + 1
            comma = False
        else:
            break
    return end


def _fits(word: Word, case: str) -> bool:
    if len(word.low) < 2:
        return False
    wanted = {"gent"} if case == "gent" else {case.rstrip("+"), "gent"}
    return any(p.pos in ("NOUN", "ADJF", "PRTF") and p.case in wanted for p in word.form.parses)


def _head_name(words: list[Word]) -> str:
    """The head and its adjectives in the nominative: «Концепции» → «Концепция»."""
    head = words[-1]
    parse = next((p for p in head.form.parses if p.pos == "NOUN"), None)
    if parse is None:
        return " ".join(w.norm for w in words)
    out = []
    for word in words[:-1]:
        raw = next((p for p in word.form.parses if p.pos in ("ADJF", "PRTF")), None)
        out.append(_agree(word, parse.gender) if raw else word.norm)
    out.append(parse.lemma)
    text = " ".join(out)
    return text[0].upper() + text[1:]


def _agree(word: Word, gender: str) -> str:
    for raw in MORPHOLOGY.analyzer.parse(word.low):
        if raw.tag.POS in ("ADJF", "PRTF"):
            made = raw.inflect({"nomn", "sing", gender} if gender else {"nomn", "sing"})
            if made is not None:
                return str(made.word)
    return word.norm


def documents(sheet: Sheet, triggers: list[int]) -> Iterator[tuple[int, int, str, str]]:
    """Spans, canonical names and kinds of documents and named years."""
    words = sheet.words
    for i in triggers:
        lemma = trigger_of(words[i])
        if lemma in _HEADS:
            found = _document(sheet, i, lemma)
            if found is not None:
                yield found
    yield from _others(sheet)


def _document(sheet: Sheet, i: int, lemma: str) -> tuple[int, int, str, str] | None:
    words = sheet.words
    sentence = sheet.sentence_at(words[i].start)
    first = i
    while first > sentence.first and words[first - 1].form.poses & {"ADJF"} and first > i - 3:
        if first - 1 > sentence.first and not words[first - 1].is_title and words[first].is_title:
            break
        first -= 1
    while first < i and not words[first].is_title:
        first += 1
    needed = _ADJECTIVES.get(lemma)
    if needed is not None:
        near = [
            n for n in range(max(sentence.first, i - 2), i) if not needed.isdisjoint(words[n].form.lemmas)
        ]
        if not near:
            return None
        first = min(first, near[0])
    elif first < i and not words[first].is_title:
        first = i
    end = _phrase_end(sheet, i + 1, sentence.stop)
    if end == i + 1:
        return None
    term = _TERM.match(sheet.low, words[end - 1].end)
    capital = words[first].is_title
    proper = capital and first > sentence.first
    # A capital at the beginning of a sentence proves nothing: there a term, or a fixed head, must follow.
    if not term and not proper and not (capital and (needed is not None or end - i > 2)):
        return None
    if not capital and not term:
        return None
    stop = term.end() if term else words[end - 1].end
    name = _head_name(words[first : i + 1]) + sheet.text[words[i].end : stop]
    return (
        words[first].start,
        stop,
        " ".join(name.split()),
        "programme" if lemma in ("программа", "проект") else "document",
    )


_YEAR: Final = re.compile(r"Год(?:а|ом|у|е)? |ГОД(?:А|ОМ|У|Е)? ")
_YEAR_NAMES: Final = re.compile(
    r"год(?:а|ом|у|е)? (?:профилактики|рабочих профессий|детей|ребенка|волонтера|молодежи|семьи|"
    r"цифровизации(?: и искусственного интеллекта)?|правопорядка|защиты детей)\b"
)


def _others(sheet: Sheet) -> Iterator[tuple[int, int, str, str]]:
    """«Год профилактики»: a year that was given a name; it is written with a capital."""
    for match in _YEAR.finditer(sheet.norm):
        start = match.start()
        if start and sheet.norm[start - 1].isalpha():
            continue
        named = _YEAR_NAMES.match(sheet.low, start)
        if named is not None:
            end = named.end()
        else:
            i = sheet.word_at(match.end())
            sentence = sheet.sentence_at(start)
            if start == sentence.start or i >= sentence.stop:
                continue
            stop = _phrase_end(sheet, i, min(sentence.stop, i + 3))
            if stop == i:
                continue
            end = sheet.words[stop - 1].end
        yield start, end, "Год" + sheet.text[match.end() - 1 : end], "campaign"
