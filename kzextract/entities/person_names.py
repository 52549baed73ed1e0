"""Names of persons: which word is the given name, the patronymic, the surname.

And the nominative of the whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from kzextract.entities.declension import given_readings, surname_readings
from kzextract.entities.name_parts import KAZAKH_PATRONYMIC, PARTICLES, kinds_of
from kzextract.entities.noun_endings import ACCS, CASES, GENT, NOMN, Reading

# Which of two equally good cases is meant: subjects are named most often.
_PRIOR: Final = dict(zip(CASES, (0.30, 0.20, 0.05, 0.0, 0.10, 0.0), strict=True))


@dataclass(init=False, slots=True)
class Hypothesis:
    """One understanding of a whole name: gender, case, and the nominative of each word."""

    score: float
    gender: str
    case: str
    words: tuple[str, ...]

    def __init__(
        self,
        score: float,
        gender: str,
        case: str,
        words: tuple[str, ...],
    ) -> None:
        self.score = score
        self.gender = gender
        self.case = case
        self.words = words


@dataclass(slots=True)
class Name:
    """A name as it stands in the text, its words sorted into parts (indices), with its hypotheses.

    Best first.
    """

    words: tuple[str, ...]
    given: int | None = None
    patronymic: int | None = None
    last: int | None = None
    initials: tuple[int, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = field(default_factory=tuple)

    def part(self, index: int | None, hypothesis: Hypothesis | None = None) -> str | None:
        """The nominative of one part under a hypothesis, the best by default."""
        if index is None:
            return None
        return (hypothesis or self.hypotheses[0]).words[index]

    def text(self, hypothesis: Hypothesis | None = None) -> str:
        """The whole name in the nominative, the given name first and the surname last."""
        words = (hypothesis or self.hypotheses[0]).words
        initials = " ".join(words[i] if words[i].endswith(".") else words[i] + "." for i in self.initials)
        if self.last is None or self.last == len(words) - 1:
            rest = [w for i, w in enumerate(words) if i not in self.initials]
        elif self.last == 0:
            rest = [w for i, w in enumerate(words) if i not in self.initials and i != 0] + [words[0]]
        else:
            rest = [w for i, w in enumerate(words) if i not in self.initials]
        if initials and (self.last == 0 or self.initials[0] == 0 or self.given is None):
            return " ".join([initials, *rest])
        return " ".join(words) if initials else " ".join(rest)


def _patronymic_readings(low: str) -> tuple[Reading, ...]:
    kazakh = KAZAKH_PATRONYMIC.search(low)
    if kazakh:
        return (Reading(low, "m" if kazakh["m"] else "f", frozenset(CASES), 3.0),)
    male = re.match(r"(.*ич)(а|у|ем|е)?$", low)
    if male:
        cases = {None: {NOMN}, "а": {GENT, ACCS}, "у": {"datv"}, "ем": {"ablt"}, "е": {"loct"}}[male[2]]
        return (Reading(male[1], "m", frozenset(cases), 3.0),)
    female = re.match(r"(.*[вч]н)(а|ы|е|у|ой|ою)$", low)
    if female:
        table = {"а": {NOMN}, "ы": {GENT}, "е": {"datv", "loct"}, "у": {ACCS}, "ой": {"ablt"}, "ою": {"ablt"}}
        return (Reading(female[1] + "а", "f", frozenset(table[female[2]]), 3.0),)
    return ()


def _double_readings(low: str, kind: str) -> tuple[Reading, ...]:
    """Салтыкова-Щедрина, Касым-Жомарта.

    The last half is declined, the first where it is a surname in -ов or -ский.
    """
    head, tail = low.rsplit("-", 1)
    readings = given_readings if kind == "given" else surname_readings
    firsts = [f for f in surname_readings(head) if f.weight >= 2] if kind == "last" else []
    out = []
    for r in readings(tail):
        first = next((f.name for f in firsts if f.gender == r.gender and r.cases & f.cases), head)
        out.append(Reading(f"{first}-{r.name}", *r[1:]))
    return tuple(out)


def _capitalised(name: str, like: str) -> str:
    """The name with capitals as in the form it came from; what was written in capitals gets one."""
    if not like[:1].isupper():
        return name
    out = "-".join(p[:1].upper() + p[1:] if q[:1].isupper() else p for p, q in _zip_parts(name, like))
    for mark in "'’":
        if mark in like[1:3]:
            head, _, tail = out.partition(mark)
            return head + mark + tail[:1].upper() + tail[1:]
    return out


def _zip_parts(name: str, like: str) -> list[tuple[str, str]]:
    mine, theirs = name.split("-"), like.split("-")
    return list(zip(mine, theirs + [theirs[-1]] * (len(mine) - len(theirs)), strict=False))


@lru_cache(maxsize=1_024)
def _readings(word: str, kind: str) -> tuple[Reading, ...]:
    """The readings of one word of a name as a given name, patronymic or surname; capitals restored."""
    low = word.lower()
    if kind == "patronymic":
        found = _patronymic_readings(low)
    elif "-" in low and low.split("-")[0] not in PARTICLES:
        found = _double_readings(low, kind)
    else:
        found = given_readings(low) if kind == "given" else surname_readings(low)
    return tuple(Reading(_capitalised(r.name, word), *r[1:]) for r in found)


@lru_cache(maxsize=1_024)
def _choices(word: str, kind: str) -> dict[tuple[str, str], tuple[float, str]]:
    """For each gender and case the weight and the nominative of a word's best reading."""
    name = word if kind == "initial" or len(word) < 2 else _capitalised(word.lower(), word)
    read = kind in ("given", "patronymic", "last")
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for reading in _readings(word, kind) if read else ():
        for case in reading.cases:
            held = best.get((reading.gender, case))
            if held is None or reading.weight > held[0]:
                best[reading.gender, case] = (reading.weight, reading.name)
    unread = (-2.0 if read else 0.0, name)
    return {key: best.get(key, unread) for key in itertools.product("mf", CASES)}


def _hypotheses(words: tuple[str, ...], kinds: Sequence[str]) -> tuple[Hypothesis, ...]:
    out = []
    parts = [_choices(w, k) for w, k in zip(words, kinds, strict=True)]
    for gender in "mf":
        for case in CASES:
            score = _PRIOR[case]
            names = []
            for choices in parts:
                weight, name = choices[gender, case]
                score += weight
                names.append(name)
            out.append(Hypothesis(score, gender, case, tuple(names)))
    out.sort(key=lambda h: -h.score)
    return tuple(out)


def hinted(name: Name, hint: frozenset[str], weight: float, gender: str = "") -> Name:
    """The name with its hypotheses put in the order that the cases of ``hint``, of a gender, speak for.

    >>> hinted(analyse(["Оливера", "Кана"]), frozenset({"gent"}), 1.0).text()
    'Оливер Кан'
    """
    if hint and weight:
        changed = [
            replace(h, score=h.score + weight) if h.case in hint and gender in ("", h.gender) else h
            for h in name.hypotheses
        ]
        changed.sort(key=lambda h: -h.score)
        name.hypotheses = tuple(changed)
    return name


def analyse(words: Sequence[str]) -> Name:
    """A name's parts and hypotheses, from the words alone.

    >>> analyse(["Абишева", "Кенесбека"]).text()
    'Кенесбек Абишев'
    >>> analyse(["Смаиловой", "Д.К."]).text()
    'Д.К. Смаилова'
    """
    words = tuple(words)
    kinds = kinds_of(words)
    name = Name(words)
    name.initials = tuple(i for i, k in enumerate(kinds) if k == "initial")
    name.given = next((i for i, k in enumerate(kinds) if k == "given"), None)
    name.patronymic = next((i for i, k in enumerate(kinds) if k == "patronymic"), None)
    lasts = [i for i, k in enumerate(kinds) if k == "last"]
    name.last = (
        lasts[-1]
        if lasts and (name.given is None or lasts[-1] > name.given)
        else (lasts[0] if lasts else None)
    )
    name.hypotheses = _hypotheses(words, kinds)
    return name
