"""Topics: what was spoken of, for numbers whose noun the text leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kzextract.claims.chunks import Chunk
from kzextract.claims.concepts import concepts, union, word_concepts
from kzextract.claims.frames import Frame, Indicator
from kzextract.claims.indicator_codes import code_for, words_of
from kzextract.claims.lemmas import LemmaSet
from kzextract.claims.naming import is_money_unit
from kzextract.claims.phrases import complements, is_light, phrase, shown
from kzextract.claims.predicates import own_verbs
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

_SCENES: Final[dict[str, str]] = {
    lemma: text for text, lemmas in load_toml("phrases")["scenes"].items() for lemma in lemmas
}
_SCENE_WORDS: Final = LemmaSet(_SCENES)
_CRIMES: Final = ("crime.", "offence.", "traffic.accidents", "fire.total")


@dataclass(slots=True)
class Topics:
    """What was last spoken of, in reading order."""

    last: Frame | None = None
    total: Frame | None = None
    scene: str | None = None
    main: Indicator | None = None
    beside: str = ""  # another kind counted in the same sentence
    _first: int = -1
    before: Frame | None = None
    seized: Indicator | None = None
    units: Indicator | None = None
    weapons: Indicator | None = None
    drugs: bool = False
    _named: list[tuple[Indicator, int]] = field(default_factory=list)
    question: Indicator | None = None
    rows: dict[bool, tuple[Indicator, int]] = field(default_factory=dict)  # the last money and the last count
    _mask: tuple[tuple[int, int, str | None], int] | None = None  # of the words last asked for

    def of(self, frame: Frame) -> Indicator | None:
        """What a number counts if its own context does not say: the
        number before, the list's head, the topic."""
        if frame.host is not None:
            return frame.host.indicator
        before = frame.before
        while before is not None and frame.measure == "change" and _counts_places(before):
            before = before.before  # «снижение отмечено в 11 регионах: в Абайской области – на 21,3%»
        if before is not None:
            if (
                before.marker == "among"
                and before.part_of is not None
                and not frame.marker
                and own_verbs(frame)
            ):
                return (
                    before.part_of.indicator
                )  # «преступность …, в том числе уличная – …, а в Уральске выросла»
            return before.indicator
        if (says_total(frame) or frame.of_all) and self.total is not None:
            return self.total.indicator
        if frame.item and frame.intro is not None:
            return frame.intro.indicator
        if self.question is not None:
            return self.question
        last = self.last.indicator if self.last else None
        if self.last is not None and self.last.item and not frame.item and self.last.part_of is not None:
            # After a list its whole is spoken of: «…; проступков – 1 218. Годом ранее их было 11 304».
            last = self.last.part_of.indicator or last
        if (
            self.last is not None
            and self.last.sentence.block != frame.sentence.block
            and frame.measure == "change"
        ):
            # A new paragraph that names no crime speaks of all of them: «В пяти регионах допущен рост на …».
            return self.total.indicator if self.total is not None else self.main or last
        return last

    def of_row_above(self, frame: Frame) -> Indicator | None:
        """«Sergek – 131 нарушение, 14 млн; Скат – 45 / 8 млн»: a line counts what the line above did."""
        indicator, block = self.rows.get(is_money_unit(frame), (None, -1))
        return indicator if block == frame.sentence.block - 1 and frame.governed is None else None

    def note(self, frame: Frame) -> None:
        """Remembers a settled frame."""
        if frame.indicator is not None and (frame.indicator.code is not None or self.last is None):
            self.last = frame
            if self.total is None or says_total(frame):
                self.total = frame if frame.indicator.code == "crime.total" else self.total
        if frame.indicator is not None:
            code = frame.indicator.code or ""
            if code.startswith("seizure."):
                self.seized = frame.indicator
            if code == "seizure.weapons":
                self.weapons = frame.indicator
            governed = frame.governed.head if frame.governed else None
            if governed is not None and governed.lemma in ("единица", "штука"):
                self.units = frame.indicator
            if code.startswith(_CRIMES) and frame.indicator.start is not None and frame.marker != "among":
                if self.main is None:
                    self.main, self._first = frame.indicator, frame.sentence.index
                elif frame.sentence.index == self._first and code.startswith("crime.") and frame.governed:
                    self.beside = self.beside or code
            self.rows[is_money_unit(frame)] = frame.indicator, frame.sentence.block
            self.before = frame
        self.question = None

    def crime_before(self, at: int, block: int) -> Indicator | None:
        """The crime or offence named last before a position in its paragraph, else the text's first."""
        for crime, home in reversed(self._named):
            here = home == block and crime.start is not None and crime.start < at
            if here and crime.code != "crime.organised":
                return crime
        return self.main

    def only(self, code: str) -> bool:
        """Whether no other kind was counted beside the text's first: «41 убийство и 63 грабежа»."""
        return not self.beside or self.beside == code

    def more_specific(self, code: str) -> str | None:
        """The code of the kind spoken of last: «этих краж» after thefts of livestock."""
        if self.before is not None and self.before.indicator is not None:
            last = self.before.indicator.code or ""
            if last.startswith(code + "."):
                return last
        return next((c.code for c, _ in reversed(self._named) if (c.code or "").startswith(code + ".")), None)

    def mask(self, words: Sequence[Word]) -> int:
        """The concepts of a sentence, and the scene of the story so far."""
        asked = (words[0].i if words else -1, len(words), self.scene)
        if self._mask is None or self._mask[0] != asked:
            scene = words_of(self.scene) if self.scene else ()
            self._mask = (asked, union(concepts(words)) | union(concepts(scene)))
        return self._mask[1]

    def read(self, sheet: Sheet, chunks: Sequence[Chunk], block: int, numbers: bool) -> None:
        """Notes the scene and the crimes that a sentence speaks of; one without numbers sets the topic."""
        named: list[Indicator] = []
        asked: Indicator | None = None
        asks = bool(chunks) and not numbers and sheet.words[chunks[-1].stop - 1].low == "?"
        within = 0
        for chunk in chunks:
            if chunk.kind != "np":
                continue
            words = sheet.words[chunk.first : chunk.stop]
            if _SCENE_WORDS.among(words):
                for word in words:
                    lemmas = (p.lemma for p in word.form.parses)  # the likeliest first
                    self.scene = next((_SCENES[m] for m in lemmas if m in _SCENES), self.scene)
            if chunk.index < within or not any(word_concepts(w) for w in words) or is_light(words):
                continue
            rest = complements(chunks, chunk, len(chunks))
            within = rest[-1].index + 1 if rest else 0
            found = phrase(sheet, rest, chunk)
            found.code = code_for(found.words)
            if found.code == "person.suspect" and not numbers:
                deeds = [*words_of("преступления"), *found.words]
                found.code = code_for(deeds, context=self.mask(words)) or found.code
            if found.code and found.code.startswith(_CRIMES):
                named.append(found)
            elif found.code and not chunk.prep and asks:
                asked = asked or shown(sheet, found, chunk, True)
        self._named += [(crime, block) for crime in named]
        del self._named[:-8]
        if any((c.code or "").startswith("crime.drugs") for c in named):
            self.drugs = True
        if named and not numbers and len(chunks) <= 8:
            self.question = named[0]
        elif asked is not None and len(chunks) <= 8:
            self.question = asked  # «Дропперов ловите? – С января выявлено 67»

    def theft_of(self, found: Indicator, frame: Frame) -> str | None:
        """«Сотовые телефоны – 10,5 тыс.» in a list of thefts: the code of the theft of them."""
        topic = self.of(frame) or self.main
        if topic is None or not (topic.code or "").startswith("crime.theft") or frame.unit != "count":
            return None
        if frame.governed is not None or not found.words:
            return None
        return code_for([*words_of("кражи"), *found.words])


def _counts_places(frame: Frame) -> bool:
    governed = frame.governed
    if governed is None:
        return frame.prep == "из" and frame.before is not None and _counts_places(frame.before)
    return governed.head is not None and bool(governed.head.form.lemmas & _PLACES)


_PLACES: Final = frozenset({"регион", "область", "район", "город"})


def says_total(frame: Frame) -> bool:
    """«Всего – 2 877», «всего зарегистрировано»; not «больше всего»."""
    for n, chunk in enumerate(frame.left):
        if chunk.kind == "word" and chunk.head is not None and chunk.head.low in ("всего", "итого"):
            before = frame.left[n - 1].head if n else None
            if before is None or before.low not in _MOST:
                return True
    return False


_MOST: Final = frozenset(
    [
        "больше",
        "меньше",
        "хуже",
        "лучше",
        "чаще",
        "реже",
        "выше",
        "ниже",
        "прежде",
        "скорее",
        "заметнее",
        "спокойнее",
    ]
)
