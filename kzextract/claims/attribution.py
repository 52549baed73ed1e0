"""Attribution: whose words a number is — the speaker of the sentence or the turn, else the text's source."""

from __future__ import annotations

from dataclasses import dataclass

from kzextract.claims.lemmas import LemmaSet
from kzextract.layers import Mention, OrgMention, PersonMention
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sentence, Sheet

_SPEECH = LemmaSet(load_toml("attribution")["speech_verbs"])
_SOURCE_PHRASES = tuple(load_toml("attribution")["source_phrases"])


@dataclass(slots=True)
class Speaker:
    """Who speaks: the name and the mention it came from."""

    name: str
    mention: Mention


def _has_speech(sheet: Sheet, sentence: Sentence) -> bool:
    return _SPEECH.among(sheet.words[sentence.first : sentence.stop]) or any(
        p in sheet.low[sentence.start : sentence.end] for p in _SOURCE_PHRASES
    )


def speakers(sheet: Sheet) -> list[Speaker | None]:
    """For each sentence, who says it; None where only the text itself does."""
    persons, orgs = sheet.layers.persons, sheet.layers.orgs
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
        if _has_speech(sheet, sentence):
            inside = [p for p in persons if sentence.start <= p.start < sentence.end]
            if inside:
                said = Speaker(inside[-1].name, inside[-1])
            else:
                bodies = [o for o in orgs if sentence.start <= o.start < sentence.end]
                if bodies:
                    said = Speaker(bodies[-1].name, bodies[-1])
        elif kind == "turn":
            inside = [
                p for p in persons if sentence.start <= p.start < sentence.end and _heads_turn(sheet, p)
            ]
            if inside:
                said = Speaker(inside[0].name, inside[0])
        if said is not None:
            turn = said
        out.append(said or turn)
    return out


def _guest(sheet: Sheet) -> Speaker | None:
    """Who answers in an interview: the person whom its lead
    introduces, where questions and answers follow."""
    turns = [s for s in sheet.sentences if sheet.norm[s.start : s.start + 1] in ("–", "-")]
    asked = sum(1 for s in turns if sheet.norm[s.start : s.end].rstrip().endswith("?"))
    if asked < 2 or not turns:
        return None
    lead = [p for p in sheet.layers.persons if p.start < turns[0].start]
    said = lead[-1] if lead else None
    return Speaker(said.name, said) if said is not None else None


def _heads_turn(sheet: Sheet, person: PersonMention) -> bool:
    """«Имя Фамилия, начальник …: …»: a colon follows the speaker before any full stop."""
    line = sheet.norm[person.end : person.end + 200]
    colon = line.find(":")
    return colon >= 0 and "." not in line[:colon].replace("г.", "").replace("ст.", "")


def source_of(sheet: Sheet) -> Speaker | None:
    """The body or agency that the text as a whole rests on: named «со
    ссылкой на …», «по данным …», «сообщает …»."""
    for sentence in sheet.sentences[:6]:
        if _has_speech(sheet, sentence):
            bodies = [o for o in sheet.layers.orgs if sentence.start <= o.start < sentence.end]
            if bodies:
                return Speaker(bodies[-1].name, bodies[-1])
    first: OrgMention | None = sheet.layers.orgs[0] if sheet.layers.orgs else None
    return Speaker(first.name, first) if first else None
