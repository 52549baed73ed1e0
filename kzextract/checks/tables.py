"""Parts told by layout or kind: the lines of a table under «Всего –
N», the sorts of drugs under their total."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import Final

from kzextract.checks.audit import Audit, code, lies_within, place, span
from kzextract.records import Claim

# A line of a table: a name, a dash, its figure.
_ROW: Final = re.compile(r"(\s*)(?:[–—•*-]\s*)?([^\n\d.!?]{2,70}?)\s*[–—:-]\s*$")
_TOTAL: Final = re.compile(r"\b(?:всего|итого)\b")
_DRUGS: Final = re.compile(r"наркоти|наркосредств|запрещенных веществ")
_MOST: Final = re.compile(r"\b(?:больше|чаще|меньше) всего\b")
# A line that introduces a list; the second sees at once that a text has none.
_INTRO: Final = re.compile(r"^[^\n\d]{3,80}:[ ]*\n(?=\s*(?:«|[–—•*-]\s))", re.M)
_COLON_LINE: Final = re.compile(r":[ ]*\n")
# The sorts of a total stand close behind it.
_NEAR: Final = 700
# Longer lists, and more sorts of drugs, no release has.
_LIST, _SORTS = 3_000, 40


def table_parts(audit: Audit) -> dict[str, str]:
    """The rows under a row that says «всего», up to a blank line;
    indented rows under the last row that is not."""
    found: dict[str, str] = {}
    total: Claim | None = None
    row: Claim | None = None
    end = -1
    for claim in audit.claims:
        if claim.measure != "level":
            continue
        line = audit.low.rfind("\n", 0, claim.start) + 1
        if end > 0 and "\n\n" in audit.low[end:line]:
            total = row = None
        before = audit.low[max(line, claim.start - 8) : claim.start].rstrip()
        if before and before[-1] not in "–—:-":
            continue  # no label ends so
        label = _ROW.fullmatch(audit.low, line, claim.start)
        if label is None:
            continue
        end = claim.end
        indented = bool(label.group(1))
        if _TOTAL.search(label.group(2)):
            total, row = claim, claim
            continue
        whole = row if indented else total
        if whole is not None and whole.unit == claim.unit and whole.id != claim.id:
            found[claim.id] = whole.id
        if not indented and total is not None:
            row = claim
    return found | _listed(audit) | _most(audit)


def _most(audit: Audit) -> dict[str, str]:
    """«Больше всего – в Караганде (17)»: places within the last figure of the same code."""
    found: dict[str, str] = {}
    if " всего" not in audit.low:
        return found
    places = Counter(place(c) for c in audit.claims if c.place is not None)
    main = max(places, key=places.__getitem__) if places else None
    for mark in _MOST.finditer(audit.low):
        stop = audit.low.find(".", mark.end())
        last = audit.within(mark.start() - _NEAR, mark.start())
        for part in audit.within(mark.end(), min(stop, mark.end() + _NEAR)):
            if part.measure == "level" and code(part):
                kin = (c for c in reversed(last) if code(c) == code(part) and c.measure == "level")
                whole = next((c for c in kin if c.unit == part.unit and not _of_its_kind(audit, c)), None)
                if whole is None or place(whole) == place(part) or audit.low[part.start - 1] != "(":
                    continue
                if span(whole) == span(part) and lies_within(part, whole) and place(whole) == main:
                    found[part.id] = whole.id
    return found


def _listed(audit: Audit) -> dict[str, str]:
    """Items under a line that ends with a colon and has no figure:
    their whole is the figure of their kind before it."""
    found: dict[str, str] = {}
    if _COLON_LINE.search(audit.low) is None:
        return found
    for intro in _INTRO.finditer(audit.low):
        stop = audit.low.find("\n\n", intro.end())
        stop = stop if 0 < stop < intro.end() + _LIST else intro.end() + _LIST
        items = [c for c in audit.within(intro.end(), stop) if c.measure == "level"]
        start = audit.low.rfind("\n\n", 0, max(0, intro.start() - 2))
        start = max(0, start, intro.start() - _LIST)
        before = [c for c in audit.within(start, intro.start()) if c.measure == "level" and c.part_of is None]
        by_unit: dict[str, Claim] = {}
        for item in items:
            whole = next((c for c in before if code(c) == code(item) and c.unit == item.unit), None)
            # The rows of one column count the same: «– 42 810 / 563 млн 12 тыс.» names nothing anew.
            whole = whole or (by_unit.get(item.unit) if code(item) is None else None)
            if whole is not None and place(whole) == place(item) and span(whole) == span(item):
                found[item.id] = by_unit.setdefault(item.unit, whole).id
    return found


def _of_its_kind(audit: Audit, claim: Claim) -> bool:
    """Whether it is a part of a figure of the same code: «38 пьяных за рулём, из них 6 – повторно»."""
    whole = audit.by_id.get(claim.part_of or "")
    return whole is not None and code(whole) == code(claim)


def drug_parts(audit: Audit) -> dict[str, str]:
    """Sorts of drugs behind the total weight of the same place and period."""
    weights = [c for c in audit.claims if c.measure == "level" and c.unit == "kg"]
    found: dict[str, str] = {}
    earlier = {pair.then.id for pair in audit.pairs}
    position = {c.id: n for n, c in enumerate(weights)}
    for n, whole in enumerate(weights):
        if (
            code(whole) != "seizure.drugs"
            or whole.id in found
            or whole.id in earlier
            or not _is_total(audit, whole)
        ):
            continue

        def close(c: Claim, whole: Claim = whole) -> bool:
            before = weights[position[c.id] - 1]
            # In a list that goes on, what the records say of an item's place and time is no matter.
            if (
                found.get(before.id) == whole.id
                and "\n" not in audit.gap(before, c)
                and len(audit.gap(before, c)) < 60
            ):
                return True
            if code(c) != code(whole):
                return False
            return c.start - whole.end < _NEAR and place(c) == place(whole) and span(c) == span(whole)

        for part in takewhile(close, (c for c in weights[n + 1 : n + _SORTS] if c.id not in earlier)):
            if not _is_total(audit, part):
                found.setdefault(part.id, whole.id)
    return found


def _is_total(audit: Audit, claim: Claim) -> bool:
    """Whether it is the weight of drugs of every sort."""
    after = audit.low[claim.end : claim.end + 45]
    words = claim.indicator.text.lower() if claim.indicator else ""
    named = _DRUGS.search(re.split(r"[.;:,(]", after, maxsplit=1)[0])
    if re.search(r"синтет|каннаб|растит|химич", after.split(",")[0]):
        return False
    before = audit.low[max(0, claim.start - 40) : claim.start]
    return bool(named or "общей сложности" in before or words.startswith(("наркотики", "наркотические")))
