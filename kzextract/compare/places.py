"""The region a release is from where its text never says so: the same official heads the same body elsewhere.

Weak by nature: officials move, and share their names. So it is used only for releases that name no region at
all, only if every release that places the official agrees, and each finding says what it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kzextract.compare.records import name_of
from kzextract.entities.gazetteer import region_of
from kzextract.records import Document, Person, Place

_HEADS = re.compile(r"\b(?:начальник|руководител|глав|прокурор|аким|директор|председател)", re.I)
_BODIES = ("полиц", "прокур", "чрезвыч", "аким", "расследован", "юстиц")
# Below this share of its placed claims a region is not what a release is about.
_MAIN = 0.6


@dataclass(frozen=True, slots=True)
class HomePlace:
    """An inferred region: through which official, and from which releases."""

    name: str
    official: str
    role: str
    documents: tuple[str, ...]


def head_of(person: Person) -> str | None:
    """The body that a person heads («полиц» for police departments), None for a deputy or an officer.

    >>> head_of(Person(id="e", start=0, end=1, text="x", name="X", role="начальник ДП полиции области"))
    'полиц'
    """
    role = (person.role or "").lower()
    if not _HEADS.search(role) or "замест" in role or "отдел" in role or "управлени" in role:
        return None
    return next((body for body in _BODIES if body in role), None)


def _official(person: Person) -> str | None:
    """The full name, in one spelling; None for a surname with initials, which is no evidence."""
    words = person.name.replace("ё", "е").split()
    return " ".join(words).lower() if len(words) >= 2 and all(len(w) > 2 for w in words) else None


def main_region(document: Document) -> str | None:
    """The one region that a release is about by its own words, None where it names none or several alike."""
    regions: Counter[str] = Counter()
    names: dict[str, str] = {}
    for claim in document.claims:
        region = region_of(claim.place.ref) if claim.place else None
        if claim.place and region:
            regions[region] += 1
            if claim.place.ref == region:
                names[region] = claim.place.name
    if not regions:
        return None
    region, count = regions.most_common(1)[0]
    return names.get(region) if count >= _MAIN * regions.total() else None


def names_a_region(document: Document) -> bool:
    """Whether any place of Kazakhstan smaller than the country is named in the text."""
    return any(isinstance(e, Place) and region_of(e.ref) is not None for e in document.entities)


def home_places(documents: Sequence[Document]) -> dict[str, HomePlace]:
    """The inferred regions of the releases that name none, by the document's id."""
    evidence: dict[tuple[str, str], dict[str, list[str]]] = {}
    homeless: list[Document] = []
    for document in documents:
        if not names_a_region(document):
            homeless.append(document)
            continue
        region = main_region(document)
        if region is None:
            continue
        for name, body, _ in _heads(document):
            evidence.setdefault((name, body), {}).setdefault(region, []).append(name_of(document))
    found: dict[str, HomePlace] = {}
    for document in homeless:
        votes: dict[str, HomePlace] = {}
        for name, body, person in _heads(document):
            regions = evidence.get((name, body), {})
            if len(regions) == 1:
                [(region, ids)] = regions.items()
                seen = tuple(dict.fromkeys(ids))
                votes.setdefault(region, HomePlace(region, person.name, person.role or "", seen))
        if len(votes) == 1:
            found[document.id] = next(iter(votes.values()))
    return found


def _heads(document: Document) -> list[tuple[str, str, Person]]:
    found = []
    for person in document.entities:
        if isinstance(person, Person) and (name := _official(person)) and (body := head_of(person)):
            found.append((name, body, person))
    return found
