"""What the words around a name say of its case and gender."""

from __future__ import annotations

from typing import Final

from kzextract.entities.person_names import Name, hinted
from kzextract.entities.phrases import GOVERNED, shape
from kzextract.reading.morphology import Parse
from kzextract.reading.sheet import Sheet, Word

_PREPOSITIONS: Final[dict[str, frozenset[str]]] = {
    **GOVERNED,
    "к": frozenset({"datv"}),
    "ко": frozenset({"datv"}),
    "у": frozenset({"gent"}),
    "до": frozenset({"gent"}),
    "из": frozenset({"gent"}),
    **dict.fromkeys(
        ["против", "вместо", "кроме", "после", "около", "возле", "ради", "среди", "мимо", "насчет", "помимо"],
        frozenset({"gent"}),
    ),
    **dict.fromkeys(["благодаря", "согласно", "вопреки", "навстречу"], frozenset({"datv"})),
    "перед": frozenset({"ablt"}),
    "между": frozenset({"ablt"}),
    "под": frozenset({"ablt", "accs"}),
    "про": frozenset({"accs"}),
    "в": frozenset({"loct", "accs"}),
}
_NOMINATIVE: Final = frozenset({"nomn"})
_GENDERS: Final = {"masc": "m", "femn": "f"}


def by_surroundings(sheet: Sheet, first: int, stop: int, name: Name) -> None:
    """Puts a name's hypotheses in the order that the words before and after it speak for."""
    words = sheet.words
    before = words[first - 1] if first else None
    after = words[stop] if stop < len(words) else None
    if before is None:
        hinted(name, _NOMINATIVE, 0.3)
    elif before.low in _PREPOSITIONS:
        hinted(name, _PREPOSITIONS[before.low], 1.5)
        return
    elif not before.norm[0].isalpha():
        hinted(name, _NOMINATIVE, 0.1)
    elif before.norm[0].islower():
        verb = _verb(before)
        if verb is not None:
            listed = after is not None and after.low in ("и", ",") and stop + 1 < len(words)
            _beside_verb(name, verb, listed and words[stop + 1].is_title)
            return
        if shape(before).noun and before.form.pos == "NOUN":
            # «по словам Ербола»: a noun before a name has it in the genitive.
            hinted(name, frozenset({"gent"}), 0.6)
            return
    verb = _verb(after) if after is not None else None
    if verb is not None and verb.number == "sing":
        # «Ербола сообщила», «Асылхан рассказал»: a subject agrees with the verb of the past tense.
        hinted(name, _NOMINATIVE, 0.5, _GENDERS.get(verb.gender, ""))


def _verb(word: Word) -> Parse | None:
    """The reading of a word as a finite verb or short participle, where that is its likeliest one."""
    if not word.norm[0].isalpha():
        return None
    parse = word.form.parses[0]
    return parse if parse.pos in ("VERB", "PRTS") else None


def _beside_verb(name: Name, verb: Parse, listed: bool) -> None:
    """A name right after a verb: its subject where number and gender allow it, else its object."""
    if verb.number == "plur" and not listed:
        # «пригласили Нурбая Тасмагамбетова»: one person is no subject of a plural.
        hinted(name, frozenset({"accs"}), 0.8)
    else:
        hinted(name, _NOMINATIVE, 0.6, _GENDERS.get(verb.gender, ""))
        hinted(name, frozenset({"accs"}), 0.2)
