"""Positions, trades and ranks: which words name one, and the wording of a role in the nominative.

>>> from kzextract.reading.reader import read
>>> role_noun(read("начальника").words[0]).lemma
'начальник'
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kzextract.entities.phrases import shape
from kzextract.entities.role_noun import RoleNoun
from kzextract.entities.word_lists import word_set
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word


class _Lexicon:
    """The word lists of ``lexicon/roles.toml`` as sets."""

    def __init__(self) -> None:
        data = load_toml("roles")
        self.ranks = frozenset(data["ranks"].split())
        self.callings = frozenset(data["callings"].split())
        self.relations = frozenset(data["relations"].split())
        self.nouns = (
            frozenset((data["offices"] + data["trades"]).split())
            | self.ranks
            | self.callings
            | self.relations
        )
        self.titles = frozenset(data["titles"].split())
        self.office_verbs = frozenset(data["office_verbs"].split())
        self.wording_ends = frozenset(data["wording_ends"].split())
        self.units = frozenset(data["units"].split())
        self.appointing = frozenset(data["appointing"].split())
        self.posts = frozenset(data["posts"].split())
        self.taking = frozenset(data["taking"].split())
        self.services = frozenset(data["services"].split())
        self.excluded = frozenset(data["not_roles"].split())
        self.qualifiers = frozenset(data["qualifiers"].split())
        self.deputies = frozenset(data["deputies"].split())
        self.instrumental = frozenset(data["instrumental"].split())
        self.prefixes = tuple(sorted(data["prefixes"], key=len, reverse=True))
        self.acting = re.compile(
            r"(?:^|(?<=[\s«\"(–-]))(?:"
            + "|".join(re.escape(a) for a in sorted(data["acting"], key=len, reverse=True))
            + r")\s*$"
        )
        self.after_comma = frozenset(data["after_comma"])


@cache
def lexicon() -> _Lexicon:
    """The role lexicon, loaded once."""
    return _Lexicon()


# Nouns of these endings name people by their learning or trade; pymorphy3 must know them as animate.
_TRADE: Final = re.compile(r"(?:лог|граф|вед|метр|ист|истка|атор|аторша)$")
_FORMS: Final[dict[str, RoleNoun | None]] = {}


def _lemma_in(lemma: str, words: _Lexicon) -> str | None:
    """The listed noun that a lemma is or is compounded of, else None."""
    if lemma in words.nouns:
        return lemma
    if "-" in lemma:
        head, tail = lemma.rsplit("-", 1)
        if tail in words.nouns or head in words.nouns:
            return lemma
    for prefix in words.prefixes:
        if lemma.startswith(prefix) and lemma[len(prefix) :] in words.nouns:
            return lemma
    return None


def _make(word: Word) -> RoleNoun | None:
    words = lexicon()
    form = word.form
    low = word.low
    if low in _SHORT:
        return RoleNoun(low, "masc", _EVERY, frozenset(), False, low != "зав", low == "зав", False, False)
    if low.startswith("зам") and low[3:] in _GENITIVES:
        return RoleNoun(low, "masc", _EVERY, frozenset(), False, True, False, False, False)
    if form.known and form.pos in ("PREP", "CONJ", "PRCL", "ADVB", "NPRO", "PRED"):
        return None
    chosen = None
    for parse in form.parses:
        if parse.pos not in ("NOUN", "ADJF", "PRTF") or not parse.case:
            continue
        found = _lemma_in(parse.lemma, words)
        if (
            parse.lemma in _PARTICIPLES
            and parse.pos == "PRTF"
            and "actv" in parse.tags
            and "pres" in parse.tags
        ):
            found = _PARTICIPLES[parse.lemma]
        by_ending = found is None and parse.pos == "NOUN" and parse.animacy == "anim" and form.known
        if by_ending and _TRADE.search(parse.lemma) and parse.lemma not in words.excluded:
            found = None if parse.tags & {"Name", "Surn", "Patr", "Geox"} else parse.lemma
        if found is not None:
            chosen = parse
            break
    if chosen is None:
        return None
    same = [p for p in form.parses if p.lemma == chosen.lemma and p.pos == chosen.pos and p.case]
    lemma = _PARTICIPLES.get(chosen.lemma, chosen.lemma)
    return RoleNoun(
        lemma,
        chosen.gender or "masc",
        frozenset(p.case for p in same if p.number != "plur"),
        frozenset(p.case for p in same if p.number == "plur"),
        lemma in words.ranks,
        lemma in words.deputies or lemma.startswith("зам"),
        lemma in words.instrumental,
        lemma in words.callings or lemma.split("-")[0] in words.callings,
        lemma in words.relations,
    )


_PARTICIPLES: Final = {"управлять": "управляющий", "заведовать": "заведующий", "командовать": "командующий"}
# «нач. штаба», «зам. начальника»
_SHORT: Final = frozenset({"нач", "зам", "пом", "зав"})
_EVERY: Final = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
# «замначальника», «замминистра»: «зам» with a genitive, one form in all cases.
_GENITIVES: Final = word_set("zam_genitives")


def role_noun(word: Word) -> RoleNoun | None:
    """The position that a word names, or None; looked up once a form."""
    low = word.low
    try:
        return _FORMS[low]
    except KeyError:
        if len(_FORMS) > 4_096:
            _FORMS.clear()
        found = _FORMS[low] = _make(word) if low[0].isalpha() else None
        return found


def left_edge(sheet: Sheet, head: int, first: int, noun: RoleNoun) -> tuple[int, str]:
    """Where a position begins (its adjectives, «и.о.»), and the acting formula if there is one."""
    words = sheet.words
    known = lexicon()
    start = head
    while start > first:
        word = words[start - 1]
        if not word.norm[0].isalpha() or word.end - word.start < 4:
            break
        if not shape(word).adjective & noun.cases:
            break
        lemmas = {_PARTICIPLES.get(p.lemma, p.lemma) for p in word.form.parses if p.pos in ("ADJF", "PRTF")}
        if not lemmas & known.qualifiers and not any(x.endswith(("ский", "цкий")) for x in lemmas):
            break
        start -= 1
    begin = sheet.sentences[0].start if not sheet.sentences else words[first].start
    before = sheet.low[max(begin, words[start].start - 45) : words[start].start]
    acting = known.acting.search(before)
    if acting:
        return sheet.word_at(words[start].start - (len(before) - acting.start())), acting.group().strip()
    return start, ""


def nominative(sheet: Sheet, start: int, head: int, stop: int, noun: RoleNoun, acting: str) -> str:
    """The wording of a position: its head and adjectives in the nominative, the rest as it is written."""
    words = sheet.words
    if acting:
        begin = sheet.text[words[start].start : words[stop - 1].end]
        if "исполняющ" in acting:
            begin = re.sub(
                r"исполняющ\w+",
                "исполняющая" if "исполняющая" in acting else "исполняющий",
                begin,
                flags=re.I,
            )
        return _lower_first(_plain(begin))
    case = noun.singular
    parts = []
    if "nomn" in case and (len(case) == 1 or noun.lemma == words[head].low):
        parts.append(sheet.text[words[start].start : words[head].end])
    else:
        for i in range(start, head):
            parts.append(_adjective(words[i], noun.gender))
        parts.append(_noun(words[head], noun))
    tail = sheet.text[words[head].end : words[stop - 1].end] if stop > head + 1 else ""
    return _lower_first(_plain(" ".join(parts) + tail))


def _noun(word: Word, noun: RoleNoun) -> str:
    """The nominative singular; ё is kept where the form shows it before the ending (актёра → актёр)."""
    if noun.gender == "femn" and noun.lemma.endswith(("ий", "ый", "ой")):
        return noun.lemma[:-2] + ("ая" if noun.lemma[-3] not in "н" or noun.lemma.endswith("ый") else "яя")
    common = 0
    low = word.norm.lower()
    for mine, theirs in zip(low, noun.lemma, strict=False):
        if mine.replace("ё", "е") != theirs:
            break
        common += 1
    return low[:common] + noun.lemma[common:]


def _adjective(word: Word, gender: str) -> str:
    lemma = next((p.lemma for p in word.form.parses if p.pos == "ADJF"), word.low)
    if gender == "femn":
        if lemma.endswith(("ый", "ой")):
            return lemma[:-2] + "ая"
        if lemma.endswith("ий"):
            return lemma[:-2] + ("ая" if lemma[-3] in "гкх" else "яя")
    return lemma


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text
