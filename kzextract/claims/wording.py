"""Wording: an indicator's phrase in the nominative, as a heading of a table would have it.

«8 916 уголовных правонарушений» is shown as «уголовные правонарушения», «водворено 96 автомашин» as
«водворённые автомашины». Only the head noun and the adjectives before it are bent; what it governs stays as
it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kzextract.reading.morphology import MORPHOLOGY, Form
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Word

_NAMING: Final = frozenset({"ADJF", "PRTF"})


@lru_cache(maxsize=2_048)
def _bent(word: str, pos: str, number: str, gender: str, case: str = "") -> str | None:
    """A noun, adjective or participle in the nominative; None where pymorphy can't.

    Of several readings the first in ``case`` is taken, if one is given.
    """
    front, hyphen, last = word.lower().rpartition("-")
    parses = MORPHOLOGY.analyzer.parse(last)
    if case:
        parses = [p for p in parses if str(p.tag.case) == case] or parses
    for parse in parses:
        if str(parse.tag.POS) != pos:
            continue
        wanted = {"nomn", number}
        if pos in _NAMING and number == "sing" and gender:
            wanted.add(gender)
        found = parse.inflect(wanted)
        if found is not None and pos == "NOUN" and number == "plur" and not _is_plural_like(last, found.word):
            continue
        if found is not None:
            return front + hyphen + str(found.word)
    if pos == "NOUN" and number == "plur" and last.endswith("ов") and len(last) > 4:
        stem = last[:-2]  # «кинологов», which pymorphy guesses wrong
        return front + hyphen + stem + ("и" if stem[-1] in "гкхжшщч" else "ы")
    return None


def _is_plural_like(word: str, bent: str) -> bool:
    """Whether a plural guessed for an unknown word looks like one: not «кинолога» of «кинологов»."""
    return not (word.endswith(("ов", "ев")) and bent.endswith(("а", "я"))) or MORPHOLOGY.form(word).known


def _cased(bent: str, word: str) -> str:
    """The new form in the case of letters of the old."""
    if word.isupper() and len(word) > 1:
        return bent.upper()
    return bent[0].upper() + bent[1:] if word[0].isupper() else bent


def nominative(words: Sequence[Word], head: Word, plural: bool, case: str = "") -> dict[int, str]:
    """The new forms, by word index, of the head noun and of the adjectives before it that agree with it.

    ``case`` is the case that the head stands in, where that is known («220 кг марихуаны»: gent). Empty where
    the phrase stands in the nominative already or pymorphy does not know the head.
    """
    nouns = [p for p in head.form.parses if p.pos == "NOUN"]
    noun = next((p for p in nouns if p.case == case), nouns[0] if nouns else None)
    if noun is None:
        return _substantive(words, plural)
    number = "plur" if plural and "Sgtm" not in noun.tags else "sing"
    if not plural and noun.number == "plur":
        number = "plur"
    bent = _bent(head.norm, "NOUN", number, "", case)
    if bent is None:
        return {}
    out = {head.i: _cased(bent, head.norm)}
    for word in words:
        if word.i == head.i:
            break
        if word.form.pos == "NOUN":
            continue  # «связанных со сбытом»
        naming = next((p for p in word.form.parses if p.pos in _NAMING), None)
        if naming is not None:
            form = _bent(word.norm, naming.pos, number, noun.gender)
            if form is not None:
                out[word.i] = _cased(form, word.norm)
    _coordinated(words, head, number, out)
    return out


def _coordinated(words: Sequence[Word], head: Word, number: str, out: dict[int, str]) -> None:
    """«женщин и детей»: a noun joined to the head by «и» is bent with it."""
    after = [w for w in words if w.i > head.i]
    if len(after) > 1 and after[0].low == "и" and after[1].form.pos == "NOUN":
        form = _bent(after[1].norm, "NOUN", number, "")
        if form is not None:
            out[after[1].i] = _cased(form, after[1].norm)


def _substantive(words: Sequence[Word], plural: bool) -> dict[int, str]:
    """«52 задержанных»: an adjective or participle that is a noun here."""
    out: dict[int, str] = {}
    for word in words:
        naming = next((p for p in word.form.parses if p.pos in _NAMING), None)
        if naming is None:
            break
        form = _bent(word.norm, naming.pos, "plur" if plural else "sing", naming.gender)
        if form is not None:
            out[word.i] = _cased(form, word.norm)
    return out


@lru_cache(maxsize=2_048)
def participle(verb: str, active: bool = False) -> str | None:
    """The past participle, plural, that names what a verb happened to; None for a verb that has none.

    >>> participle("водворено"), participle("погибли"), participle("украли")
    ('водворённые', 'погибшие', 'украденные')
    """
    for parse in MORPHOLOGY.analyzer.parse(verb.lower()):
        if str(parse.tag.POS) not in ("VERB", "PRTS", "INFN"):
            continue
        if parse.tag.POS == "INFN" or "pres" in parse.tag.grammemes or "futr" in parse.tag.grammemes:
            return None
        voice = (
            "pssv" if parse.tag.POS == "PRTS" or ("tran" in parse.tag.grammemes and not active) else "actv"
        )
        found = parse.inflect({"PRTF", "past", voice, "plur", "nomn"})
        return str(found.word) if found is not None else None
    return None


@lru_cache(maxsize=2_048)
def _genitive(word: str) -> str:
    for parse in MORPHOLOGY.analyzer.parse(word.lower()):
        if str(parse.tag.POS) in ("NOUN", "ADJF", "PRTF"):
            found = parse.inflect({"gent", "plur"})
            if found is not None:
                return str(found.word)
    return word


def genitive(word: Word) -> str:
    """A word in the genitive plural: «переводам» → «переводов»; as it stands where pymorphy can't."""
    return _genitive(word.norm)


_ADVERBS: Final = frozenset({"ADVB", "PRCL", "COMP"})


@lru_cache(maxsize=2_048)
def straighten(text: str) -> str:
    """A phrase with its head in the nominative, and the participles that follow it.

    >>> straighten("сообщения, требовавших выезда"), straighten("наркоправонарушений")
    ('сообщения, требовавшие выезда', 'наркоправонарушения')
    >>> straighten("факты незаконной перевозки скота")
    'факты незаконной перевозки скота'
    """
    tokens = text.split(" ")
    stop = _head(tokens)
    if stop is None:
        return text
    number = _bend_head(tokens, stop)
    if number is None:
        return text
    if tokens[stop].endswith(","):
        _bend_list(tokens, stop, number)
    for k in range(stop + 1, len(tokens)):
        form = _form(tokens[k])
        if tokens[k - 1].endswith(",") and form.pos == "PRTF" and not form.has("PRTF", "nomn"):
            if number == "sing" and not any(n == "sing" for _, n in form.agreement):
                number = "plur"  # «человек, находившихся в розыске»
                _put(tokens, stop, _bent(tokens[stop].strip(","), "NOUN", "plur", "", "gent"))
            gender = next((p.gender for p in _form(tokens[stop]).parses if p.pos == "NOUN"), "")
            _put(tokens, k, _bent(tokens[k].strip(","), "PRTF", number, gender))
    return " ".join(tokens)


def _form(token: str) -> Form:
    return MORPHOLOGY.form(fold(token.strip(",")))


def _head(tokens: list[str]) -> int | None:
    """Where the first noun stands, or the last adjective of a phrase that has no noun at its front."""
    last = None
    for k, token in enumerate(tokens):
        form = _form(token)
        if form.pos == "NOUN":
            following = _form(tokens[k + 1]) if k + 1 < len(tokens) else None
            adjective = "ADJF" in form.poses and last is not None and following is not None
            if adjective and following is not None and ("gent", "plur") in following.agreement:
                return k + 1 if following.pos == "NOUN" else k  # «построенные пожарные станций»
            return k
        if form.pos in _NAMING:
            last = k
        elif form.pos not in _ADVERBS:
            break
        if token.endswith(","):
            break
    return last


def _bend_head(tokens: list[str], stop: int) -> str | None:
    """Bends the head and its adjectives where they do not stand in one nominative; their number."""
    front = [k for k in range(stop) if _form(tokens[k]).poses & _NAMING] + [stop]
    shared = frozenset.intersection(*(_form(tokens[k]).agreement for k in front))
    for number in ("plur", "sing"):
        if ("nomn", number) in shared:
            return number
    noun = _form(tokens[stop])
    if not shared and ("gent", "plur") in noun.agreement:
        if all(("nomn", "plur") in _form(tokens[k]).agreement for k in front[:-1]):
            _put(tokens, stop, _bent(tokens[stop].strip(","), "NOUN", "plur", "", "gent"))
            return "plur"
    parse = next((p for p in noun.parses if (p.case, p.number) in shared), None)
    if parse is None or parse.tags & {"Name", "Surn", "Geox", "Orgn"}:
        return None
    bent = {
        k: _bent(tokens[k].strip(","), pos, parse.number, parse.gender, parse.case if k == stop else "")
        for k in front
        if (pos := next((p.pos for p in _form(tokens[k]).parses if p.pos in _NAMING or k == stop), ""))
    }
    if any(found is None for found in bent.values()):
        return None
    for k, found in bent.items():
        _put(tokens, k, found)
    return parse.number


def _bend_list(tokens: list[str], stop: int, number: str) -> None:
    """«убойные пункты, рынков и ферм»: what is listed with the head is bent with it."""
    items: list[int] = []
    for k in range(stop + 1, len(tokens)):
        form = _form(tokens[k])
        if tokens[k] == "и" and items:
            continue
        if form.pos != "NOUN" or ("gent", "plur") not in form.agreement:
            break
        items.append(k)
        if tokens[k - 1] == "и":
            break
    if len(items) > 1 and tokens[items[-1] - 1] == "и":
        for k in items:
            _put(tokens, k, _bent(tokens[k].strip(","), "NOUN", number, "", "gent"))


def _put(tokens: list[str], k: int, bent: str | None) -> None:
    if bent is not None:
        word = tokens[k].strip(",")
        tokens[k] = tokens[k].replace(word, _cased(bent, word))
