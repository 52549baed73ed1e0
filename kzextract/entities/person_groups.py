"""Which mentions are one person: short mentions get the full name, and one wording of the name for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kzextract.entities.person_names import Hypothesis, Name
from kzextract.reading.normal import fold

# Namesakes looked through for one mention: a list of hundreds of Ахметовы must not cost its square.
_MOST: Final = 40


@dataclass(slots=True)
class Known:
    """A person of the document by the fullest mention so far."""

    group: int
    given: str | None
    patronymic: str | None
    last: str | None
    initials: tuple[str, ...]
    gender: str
    name: str
    order: int


@dataclass(slots=True)
class Resolved:
    """What a mention was resolved to."""

    name: str
    group: int


def _fullness(name: Name) -> int:
    return (
        3 * (name.given is not None and name.last is not None)
        + (name.patronymic is not None)
        + (name.last is not None)
    )


def _key(part: str | None) -> str | None:
    return fold(part) if part else None


def resolve(names: list[Name]) -> list[Resolved]:
    """One :class:`Resolved` a mention, in the order given.

    >>> from kzextract.entities.person_names import analyse
    >>> [r.name for r in resolve([analyse(["Ризабек", "Ожаров"]), analyse(["Р.", "Ожарова"])])]
    ['Ризабек Ожаров', 'Ризабек Ожаров']
    """
    firm = _firm_surnames(names)
    order = sorted(range(len(names)), key=lambda i: (-_fullness(names[i]), -_margin(names[i]), i))
    known: list[Known] = []
    by_last: dict[str, list[Known]] = {}
    by_given: dict[str, list[Known]] = {}
    out: list[Resolved | None] = [None] * len(names)
    for i in order:
        name = names[i]
        match = _find(name, i, by_last, by_given)
        if match is None:
            hypothesis = _supported(name, firm)
            person = Known(
                len(known),
                _key(name.part(name.given, hypothesis)),
                _key(name.part(name.patronymic, hypothesis)),
                _key(name.part(name.last, hypothesis)),
                tuple(fold(name.words[j][0]) for j in name.initials),
                hypothesis.gender,
                name.text(hypothesis),
                i,
            )
            known.append(person)
            if person.last:
                by_last.setdefault(person.last, []).append(person)
            if person.given:
                by_given.setdefault(person.given, []).append(person)
        else:
            person, hypothesis = match
            person.patronymic = person.patronymic or _key(name.part(name.patronymic, hypothesis))
        out[i] = Resolved(person.name, person.group)
    return [r for r in out if r is not None]


def _firm_surnames(names: list[Name]) -> frozenset[str]:
    """The surnames that some mention shows in the nominative beyond doubt."""
    found = set()
    for name in names:
        if name.last is not None and _margin(name) >= 0.25:
            found.add(_key(name.part(name.last)) or "")
    return frozenset(found)


def _supported(name: Name, firm: frozenset[str]) -> Hypothesis:
    """The best hypothesis, or one nearly as good whose surname another mention shows."""
    best = name.hypotheses[0]
    if not firm or name.last is None or _key(name.part(name.last, best)) in firm:
        return best
    for hypothesis in name.hypotheses[1:]:
        if hypothesis.score < best.score - 1.0:
            break
        if _key(name.part(name.last, hypothesis)) in firm:
            return hypothesis
    return best


def _margin(name: Name) -> float:
    """How far the best hypothesis is ahead of the next one with another wording."""
    best = name.hypotheses[0]
    return best.score - next((h.score for h in name.hypotheses if h.words != best.words), 0.0)


def _find(
    name: Name, i: int, by_last: dict[str, list[Known]], by_given: dict[str, list[Known]]
) -> tuple[Known, Hypothesis] | None:
    """The known person that a mention can be, under the best hypothesis that allows it."""
    best: tuple[float, Known, Hypothesis] | None = None
    top = name.hypotheses[0].score
    for hypothesis in name.hypotheses:
        if hypothesis.score < top - 2.5:
            break
        for person in _candidates(name, hypothesis, by_last, by_given):
            # The nearest person named before is meant; one named only later is less likely.
            distance = (i - person.order) if person.order < i else 50 + person.order - i
            value = hypothesis.score - 0.001 * distance + (0.3 if person.gender == hypothesis.gender else 0.0)
            if best is None or value > best[0]:
                best = (value, person, hypothesis)
    return (best[1], best[2]) if best else None


def _candidates(
    name: Name, hypothesis: Hypothesis, by_last: dict[str, list[Known]], by_given: dict[str, list[Known]]
) -> list[Known]:
    last, given = _key(name.part(name.last, hypothesis)), _key(name.part(name.given, hypothesis))
    patronymic = _key(name.part(name.patronymic, hypothesis))
    initials = tuple(fold(name.words[j][0]) for j in name.initials)
    if last and last in by_last:
        return [p for p in by_last[last][-_MOST:] if _compatible(p, given, initials)]
    if len(name.words) == 1 and (given or last):
        word = given or last or ""
        return (by_last.get(word, []) or by_given.get(word, []))[-_MOST:]
    if given and not last:
        return [
            p
            for p in by_given.get(given, [])[-_MOST:]
            if not (p.patronymic and patronymic and p.patronymic != patronymic)
        ]
    return []


def _compatible(person: Known, given: str | None, initials: tuple[str, ...]) -> bool:
    if given:
        if person.given:
            return person.given == given
        return (bool(person.initials) and person.initials[0] == given[0]) or not person.initials
    if initials:
        if person.given:
            return person.given[0] == initials[0]
        return not person.initials or person.initials[0] == initials[0]
    return True
