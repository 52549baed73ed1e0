"""What stands around a name: its head noun, streets and firms, persons, and agreement with the next word."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from kzextract.entities.place_index import FREE, Reading, readings, rules
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet, Word

DISTRICT: Final = {
    **dict.fromkeys(
        ["район", "района", "району", "районом", "районе", "р-н", "р-на", "р-ну", "р-ном", "р-не"], 1
    ),
    **dict.fromkeys(
        ["районы", "районов", "районам", "районами", "районах", "р-ны", "р-нов", "р-нах", "р-нам"], 2
    ),
}
REGION: Final = {
    **dict.fromkeys(["область", "области", "областью", "обл"], 1),
    **dict.fromkeys(["областей", "областям", "областями", "областях"], 2),
}
QUOTE_OPEN, QUOTE_CLOSE = frozenset('«"„“'), frozenset('»"“”')
_SURNAME: Final = (
    "ов", "ев", "ова", "ева", "ин", "ина", "улы", "ұлы", "кызы", "қызы", "ович", "евич", "овна", "евна",
    "ский",
    "ская",
)  # fmt: skip
# The cases that an adjective's ending may show.
_CASES_M: Final = {
    "ий": ("nomn", "accs"),
    "ый": ("nomn", "accs"),
    "го": ("gent", "accs"),
    "му": ("datv",),
    "ом": ("loct",),
}
_CASES_F: Final = {"ая": ("nomn",), "ую": ("accs",), "ою": ("ablt",), "ой": ("gent", "datv", "ablt", "loct")}


@cache
def _head_only() -> frozenset[str]:
    return frozenset(load_toml("place_rules")["head_only"])


@dataclass(slots=True, eq=False)
class Candidate:
    """A span of words that may name a place; ``readings`` are the things it may stand for.

    ``kind``: "noun", "adjective" or "head" (a name after its head noun). ``head`` is the noun that it has:
    "район", "область", "город", "село" or "". ``need`` tells the evidence still wanted (FREE: none). The name
    itself is at ``name_first:name_stop``; ``linked`` are the neighbours in one list; ``bare`` is true of a
    name that only its capital shows, where no person and no other word can be meant.
    """

    first: int
    stop: int
    start: int
    end: int
    readings: list[Reading]
    kind: str
    head: str = ""
    plural: bool = False
    need: int = FREE
    bare: bool = False
    name_first: int = -1
    name_stop: int = -1
    linked: list[Candidate] = field(default_factory=list)
    chosen: Reading | None = None


class Surroundings:
    """Look-ups around a word of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.words = sheet.words
        self.lists = rules()
        self.labels = {i: n for n in sheet.layers.names for i in range(n.first, n.stop)}

    def low(self, i: int) -> str:
        """The folded word at an index, "" outside the text."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def label(self, i: int) -> str:
        """What slovnet calls the word at an index: PER, LOC, ORG or ""."""
        found = self.labels.get(i)
        return found.label if found is not None else ""

    def before(self, i: int) -> tuple[str, int, bool]:
        """The word before an index, past a quote and a full stop; its index; whether there was a stop.

        What ends the block before («… горело кафе», then «АСТАНА. …») stands beside nothing.
        """
        j = i - 1
        if 0 < i < len(self.words) and self.sheet.block_at(self.words[i].start).first == i:
            return "", -1, False
        if self.low(j) in QUOTE_OPEN:
            j -= 1
        if self.low(j) == ".":
            return self.low(j - 1), j - 1, True
        return self.low(j), j, False

    def head(self, i: int, floor: int) -> tuple[str, int, bool]:
        """The head noun before a name, not before ``floor``: which, where, and whether it is plural."""
        low, j, dotted = self.before(i)
        named = low in ("имени", "им")
        if named:
            low, j, dotted = self.before(j)
        if j < floor:
            return "", i, False
        if low in DISTRICT:
            return "район", j, DISTRICT[low] == 2
        if named or not low:
            return "", i, False
        if low in REGION and dotted == (low == "обл"):
            return "область", j, REGION[low] == 2
        if (low in self.lists["city"] and not dotted) or (low in ("г", "гор") and dotted):
            # «в 2025 г. Алматы …»: that «г.» is a year's.
            return (
                ("", i, False)
                if self.low(j - 1).isdigit()
                else ("город", j, low in ("города", "городах", "городов"))
            )
        if (low in self.lists["village"] and not dotted) or (
            low in self.lists["village_abbreviations"] and dotted
        ):
            return "село", j, low in self.lists["village_plural"]
        if low in self.lists["station"] and self.words[i].norm in _head_only():
            return "село", j, False
        return "", i, False

    def quoted(self, i: int, stop: int) -> bool:
        """Whether quotes hold these words and nothing else."""
        return self.low(i - 1) in QUOTE_OPEN and self.low(stop) in QUOTE_CLOSE

    def is_street(self, i: int) -> bool:
        """Whether the word at an index names a street, a river, a firm: its head stands before it."""
        low, _, dotted = self.before(i)
        lists = self.lists
        if low in lists["street"] or (dotted and low in lists["street_abbreviations"]):
            return True
        # «гостиница Астана» is a firm, «рынки Астаны» are the city's.
        if low in lists["firm"] and self.low(i)[-1:] not in "ыиуэюо":
            return not any(
                r.guard == FREE and not (r.base or r.head or r.adjective) for r in readings(self.low(i))
            )
        # «улиц Абая и Жамбыла», «пр. Абая – Сатпаева»
        if self.low(i - 1) in ("и", "–", "-", ",", "/"):
            for k in range(i - 2, max(-1, i - 7), -1):
                word = self.words[k]
                if word.low in lists["street"] or (
                    word.low == "." and self.low(k - 1) in lists["street_abbreviations"]
                ):
                    return True
                if not (word.is_title or word.low in (",", "и", "–", "-", "/")):
                    return False
        return False

    def is_person(self, i: int, stop: int) -> bool:
        """Whether the words at these indices are a part of a person's name."""
        after = self.words[stop] if stop < len(self.words) else None
        if after is not None and after.is_title and not after.norm.isupper() and after.low.endswith(_SURNAME):
            return True
        named = self.labels.get(i)
        if named is not None and named.label == "PER" and named.stop - named.first > stop - i:
            return True
        if i and self.words[i - 1].is_title and self.label(i - 1) == "PER":
            return True
        # «Р. Абай»: an initial before it.
        return self.low(i - 1) == "." and len(self.low(i - 2)) == 1 and self.words[i - 2].is_title and i >= 2

    def modifies(self, i: int, stop: int) -> bool:
        """Whether the word after an adjective agrees with it: «Аральская полиция»."""
        if stop >= len(self.words):
            return False
        after: Word = self.words[stop]
        if len(after.low) < 2 or not after.is_alpha or (after.is_title and not after.norm.isupper()):
            return False
        ending = self.words[i].low[-2:]
        feminine = ending in _CASES_F
        cases = _CASES_F.get(ending) or _CASES_M.get(ending, ("ablt",))
        return any(
            p.pos in ("NOUN", "ADJF", "PRTF")
            and p.number == "sing"
            and p.case in cases
            and (p.gender == "femn" if feminine else p.gender in ("masc", "neut"))
            for p in after.form.parses
        )

    def make(
        self, first: int, stop: int, found: list[Reading], kind: str, name: tuple[int, int]
    ) -> Candidate:
        """A candidate over these words."""
        start, end = self.words[first].start, self.words[stop - 1].end
        return Candidate(first, stop, start, end, found, kind, name_first=name[0], name_stop=name[1])
