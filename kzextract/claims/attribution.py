"""Attribution: whose words a number is — the speaker of the sentence or the turn, else the text's source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from kzextract.claims.lemmas import LemmaSet
from kzextract.layers import Mention, OrgMention, PersonMention
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sentence, Sheet

SPEECH = LemmaSet(load_toml("attribution")["speech_verbs"])
_SOURCE_PHRASES = tuple(load_toml("attribution")["source_phrases"])

_M = TypeVar("_M", OrgMention, PersonMention)


@dataclass(slots=True)
class Speaker:
    """Who speaks: the name and the mention it came from."""

    name: str
    mention: Mention


def _by_sentence(sheet: Sheet, mentions: Iterable[_M]) -> dict[int, list[_M]]:
    """Mentions by the index of the sentence that they begin in."""
    out: dict[int, list[_M]] = {}
    for mention in mentions:
        sentence = sheet.sentence_at(mention.start)
        if sentence.start <= mention.start < sentence.end:
            out.setdefault(sentence.index, []).append(mention)
    return out


def _sourced(sheet: Sheet) -> set[int]:
    """The sentences that say «по данным», «со ссылкой на», by index."""
    out: set[int] = set()
    for phrase in _SOURCE_PHRASES:
        start = sheet.low.find(phrase)
        while start >= 0:
            sentence = sheet.sentence_at(start)
            if sentence.start <= start and start + len(phrase) <= sentence.end:
                out.add(sentence.index)
            start = sheet.low.find(phrase, start + 1)
    return out


def _has_speech(sheet: Sheet, sentence: Sentence, sourced: set[int]) -> bool:
    return sentence.index in sourced or SPEECH.among(sheet.words[sentence.first : sentence.stop])


def speakers(sheet: Sheet) -> list[Speaker | None]:
    """For each sentence, who says it: its own or the turn's speaker, else the source of the text, if any."""
    if not sheet.layers.persons and not sheet.layers.orgs:
        return [None] * len(sheet.sentences)
    persons, orgs = _by_sentence(sheet, sheet.layers.persons), _by_sentence(sheet, sheet.layers.orgs)
    sourced = _sourced(sheet)
    source = _source_of(sheet, orgs, sourced)
    out: list[Speaker | None] = []
    guest = _guest(sheet)
    turn: Speaker | None = None
    block = -1
    for sentence in sheet.sentences:
        kind = sheet.blocks[sentence.block].kind
        if sentence.block != block:
            block = sentence.block
            if kind not in ("turn", "item") or guest is not None:
                turn = guest if sheet.norm[sentence.start : sentence.start + 1] in ("–", "-") else None
        said: Speaker | None = None
        inside, bodies = persons.get(sentence.index), orgs.get(sentence.index)
        speaker: OrgMention | PersonMention | None = inside[-1] if inside else bodies[-1] if bodies else None
        if speaker is not None and _has_speech(sheet, sentence, sourced):
            said = Speaker(speaker.name, speaker)
        elif kind == "turn" and inside:
            first = next((p for p in inside if _heads_turn(sheet, p)), None)
            said = Speaker(first.name, first) if first is not None else None
        if said is not None:
            turn = said
        out.append(said or turn or source)
    return out


def _guest(sheet: Sheet) -> Speaker | None:
    """Who answers in an interview: the person whom its lead
    introduces, where questions and answers follow."""
    turns = [s for s in sheet.sentences if sheet.norm[s.start : s.start + 1] in ("–", "-")]
    asked = sum(1 for s in turns if sheet.norm[s.start : s.end].rstrip().endswith("?"))
    if asked < 2:
        return None
    lead = [p for p in sheet.layers.persons if p.start < turns[0].start]
    said = lead[-1] if lead else None
    return Speaker(said.name, said) if said is not None else None


def _heads_turn(sheet: Sheet, person: PersonMention) -> bool:
    """«Имя Фамилия, начальник …: …»: a colon follows the speaker before any full stop."""
    line = sheet.norm[person.end : person.end + 200]
    colon = line.find(":")
    return colon >= 0 and "." not in line[:colon].replace("г.", "").replace("ст.", "")


def _source_of(sheet: Sheet, bodies: dict[int, list[OrgMention]], sourced: set[int]) -> Speaker | None:
    """The body or agency that the text as a whole rests on: named «со
    ссылкой на …», «по данным …», «сообщает …»."""
    if not sheet.layers.orgs:
        return None
    for sentence in sheet.sentences[:6]:
        if sentence.index in bodies and _has_speech(sheet, sentence, sourced):
            body = bodies[sentence.index][-1]
            return Speaker(body.name, body)
    first = sheet.layers.orgs[0]
    return Speaker(first.name, first)
