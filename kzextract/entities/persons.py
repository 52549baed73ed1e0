"""The persons of a text with their names in the nominative, their roles.

And which mentions are one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.entities.closed_words import closed_words
from kzextract.entities.name_parts import is_initial
from kzextract.entities.org_lexicon import head_of, org_lexicon
from kzextract.entities.person_cases import by_surroundings
from kzextract.entities.person_evidence import Evidence
from kzextract.entities.person_groups import Resolved, resolve
from kzextract.entities.person_names import Name, analyse, hinted
from kzextract.entities.person_spans import latin_alias, person_spans
from kzextract.entities.role_links import Role, RoleFinder
from kzextract.entities.roles import lexicon
from kzextract.entities.word_lists import word_set
from kzextract.layers import OrgMention, PersonMention
from kzextract.reading.sheet import Sheet, Word
from kzextract.stage import Stage

# Before these words a name does not stand for a role holder but signs the text: a by-line has no role.
_BYLINE: Final = word_set("byline")


def _forms(words: Sequence[Word]) -> list[str]:
    """The words of a name; an initial and its full stop are one."""
    out: list[str] = []
    for n, word in enumerate(words):
        if word.norm == "." and out and (is_initial(out[-1]) or out[-1][1:-1] == "."):
            out[-1] += "."
        elif out and out[-1].endswith(".") and is_initial(word.norm) and words[n - 1].end == word.start:
            # «Д.К.»: initials written together stay together.
            out[-1] += word.norm
        elif word.norm[0].isalpha():
            out.append(word.norm)
        elif word.norm in "'’" and out:
            out[-1] += "’"
    # «О’Рейли» comes as three tokens.
    merged: list[str] = []
    for form in out:
        if merged and merged[-1].endswith("’"):
            merged[-1] += form
        else:
            merged.append(form)
    return merged


class Persons(Stage):
    """Writes the layer ``persons``.

    >>> import kzextract
    >>> doc = kzextract.extract("Об этом сообщил начальник ДП Серик Ергешов.")
    >>> [(p.name, p.role) for p in doc.entities if p.type == "PERSON"]
    [('Серик Ергешов', 'начальник ДП')]
    """

    layer = "persons"
    label = "PERSON"

    def annotate(self, sheet: Sheet) -> None:
        """Finds the persons, puts their names in the nominative, gives them their roles and groups."""
        if sheet.lang != "ru" or not sheet.words:
            return
        spans = person_spans(sheet, closed_words(sheet, self._taken(sheet)))
        if not spans:
            return
        spans = self._with_known_surnames(sheet, spans)
        names = [analyse(_forms(sheet.words[a:b])) for a, b in spans]
        roles = self._roles(sheet, spans, names)
        for (first, stop), name in zip(spans, names, strict=True):
            role = roles.get(first)
            # The case of a name is that of the position it stands beside; else what stands before it tells.
            if role and role.cases:
                hinted(name, role.cases, 1.5)
            else:
                by_surroundings(sheet, first, stop, name)
        resolved = resolve(names)
        self._write(sheet, spans, resolved, roles)

    @staticmethod
    def _taken(sheet: Sheet) -> list[tuple[int, int]]:
        """Words that belong to entities of other types; a person in a body's name belongs to the body."""
        layers = sheet.layers
        taken = [(m.first, m.stop) for m in (*layers.programs, *layers.laws)]
        taken += [(m.first, m.stop) for m in layers.orgs]
        persons = {
            i: n
            for n in layers.names
            if n.label == "PER" and n.stop - n.first > 1
            for i in range(n.first, n.stop)
        }
        for place in layers.places:
            # «Абай», «Актау Каиров»: a place that slovnet takes for a part of a longer name is the name's.
            # «Семея Марат Сулейменов» leaves a whole name without it, so there the place is one.
            name = persons.get(place.first)
            if name is None or (name.first == place.first and name.stop - place.stop >= 2):
                taken.append((place.first, place.stop))
        return taken

    @staticmethod
    def _with_known_surnames(sheet: Sheet, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Adds the bare surnames of persons whose full names the text has elsewhere."""
        stems: set[str] = set()
        used = closed_words(sheet, spans)
        for a, b in spans:
            if b - a > 1:
                low = sheet.words[b - 1].low
                if len(low) > 2 and low[0].isalpha():
                    bare = low.rstrip("аяуюыиеоймь")
                    stems.add(bare if len(bare) > 3 else low)
        if not stems:
            return spans
        found = list(spans)
        blockers = closed_words(sheet, Persons._taken(sheet))
        evidence = Evidence(sheet)
        for i in sheet.capitals:
            word = sheet.words[i]
            low = word.low
            if len(low) > 2 and not used[i] and not blockers[i]:
                if (low in stems or low.rstrip("аяуюыиеоймь") in stems) and not evidence.written_small(word):
                    found.append((word.i, word.i + 1))
        found.sort()
        return found

    @staticmethod
    def _roles(sheet: Sheet, spans: list[tuple[int, int]], names: list[Name]) -> dict[int, Role]:
        cases = {}
        for (first, _), name in zip(spans, names, strict=True):
            top = name.hypotheses[0].score
            # Cases nearly as likely as the best are possible too; the hint's own weight does not exclude
            # the others.
            cases[first] = frozenset(h.case for h in name.hypotheses if h.score > top - 1.9)
        layers = sheet.layers
        jumps: dict[int, int] = {}
        for mention in (*layers.places, *layers.orgs):
            jumps[mention.first] = max(mention.stop, jumps.get(mention.first, 0))
        for label in layers.names:
            if label.label != "PER":
                jumps.setdefault(label.first, label.stop)
        for first, stop in jumps.items():
            # slovnet leaves out the mark that closes a name in quotes.
            if (
                stop < len(sheet.words)
                and sheet.words[stop].norm in '»"'
                and sheet.words[stop - 1].norm not in '»"'
            ):
                jumps[first] = stop + 1
        people = dict(spans)
        for first, stop in spans:
            for i in range(first, stop):
                jumps.pop(i, None)
        apart = _bodies_apart(sheet)
        roles = RoleFinder(sheet, people, cases, jumps, apart).run()
        for first in [f for f in roles if _is_byline(sheet, people, f)]:
            del roles[first]
        return roles

    @staticmethod
    def _write(
        sheet: Sheet, spans: list[tuple[int, int]], resolved: list[Resolved], roles: dict[int, Role]
    ) -> None:
        words = sheet.words
        shared = _shared_roles(spans, resolved, roles)
        out = sheet.layers.persons
        for (first, stop), person in zip(spans, resolved, strict=True):
            own = _fuller(roles.get(first), shared.get(person.group, []))
            mention = PersonMention(
                words[first].start, words[stop - 1].end, first, stop, person.name, group=person.group
            )
            if own is not None:
                mention.role = own.text
                mention.role_start, mention.role_end = words[own.start].start, words[own.stop - 1].end
                mention.org = _org_in(sheet.layers.orgs, own)
            out.append(mention)
            alias = latin_alias(sheet, stop)
            if alias is not None:
                a, b = alias
                out.append(
                    PersonMention(
                        words[a].start,
                        words[b - 1].end,
                        a,
                        b,
                        person.name,
                        mention.role,
                        mention.role_start,
                        mention.role_end,
                        mention.org,
                        person.group,
                    )
                )


def _bodies_apart(sheet: Sheet) -> frozenset[int]:
    """The words where bodies begin that are linked to a person but are no part of the position's wording.

    Kazakhstan's services are a part of it («начальник управления … ДП области»), as the gold asks. Parties,
    firms, institutes are not, nor any body in a text about other countries.
    """
    layers = sheet.layers
    claimed = {m.first for m in layers.orgs} | {m.first for m in layers.places}
    others = {m.first for m in layers.names if m.label == "ORG" and m.first not in claimed}
    if layers.places and not any(p.region or p.ref == "KZ" for p in layers.places):
        units = lexicon().units
        heads = {w.i for w in sheet.words if head_of(w) is not None or w.lemma in units}
        return frozenset(heads | others | {m.first for m in layers.orgs})
    apart = {m.first for m in layers.orgs if not _of_state(sheet, m)}
    return frozenset(apart | {i for i in others if not _service_word(sheet.words[i])})


_STATE_KINDS: Final = frozenset({"ministry", "department", "committee", "prosecutor", "court"})


def _is_byline(sheet: Sheet, people: dict[int, int], person: int) -> bool:
    """Whether a sentence only signs the text: «Корреспондент Ерлан Бекмуратов, оператор Сакен Жуманов.»"""
    sentence = sheet.sentence_at(sheet.words[person].start)
    if sentence.stop - sentence.first > 24:
        return False
    named = {i for a, b in people.items() for i in range(a, b) if sentence.first <= a < sentence.stop}
    rest = [sheet.words[i] for i in range(sentence.first, sentence.stop) if i not in named]
    return all(not w.norm[0].isalpha() or w.low in _BYLINE for w in rest)


def _of_state(sheet: Sheet, org: OrgMention) -> bool:
    """Whether a body is a part of a position's name.

    One of the services, or one described in small letters.
    """
    words = sheet.words[org.first : org.stop]
    if any(_service_word(word) for word in words):
        return True
    return org.kind in _STATE_KINDS and not words[0].is_title


def _service_word(word: Word) -> bool:
    return bool(word.form.lemmas & lexicon().services) or word.norm in org_lexicon().abbreviations


def _shared_roles(
    spans: list[tuple[int, int]], resolved: list[Resolved], roles: dict[int, Role]
) -> dict[int, list[Role]]:
    """The roles of each group, positions before ranks, in the order of the text."""
    out: dict[int, list[Role]] = {}
    for (first, _), person in zip(spans, resolved, strict=True):
        role = roles.get(first)
        if role is not None:
            out.setdefault(person.group, []).append(role)
    for group in out.values():
        group.sort(key=lambda r: r.rank)
    return out


def _fuller(own: Role | None, group: list[Role]) -> Role | None:
    """A mention's own role, in the fullest wording the text has for it; else the first role of the person."""
    if own is None:
        return group[0] if group else None
    same = [r for r in group if r.head == own.head and r.text.startswith(own.text)]
    return max(same, key=lambda r: len(r.text), default=own)


def _org_in(orgs: list[OrgMention], role: Role) -> OrgMention | None:
    """The body that a role's phrase names first."""
    return next((o for o in orgs if role.start <= o.first and o.stop <= role.reach), None)
