"""Which figure is a part of which, by words and layout alone, whatever the figures are.

The extraction may take a number for a part only where it is not above its whole; the audit must not, for the
part that is above its whole is what it looks for. Where the words say nothing, the extraction's link holds.
"""

from __future__ import annotations

import re
from typing import Final

from kzextract.checks.audit import Audit, code, same_subject
from kzextract.checks.tables import drug_parts, table_parts
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.records import Claim

_AMONG: Final = re.compile(
    r"\b(?:из (?:них|которых|этого числа|общего числа|числа которых"
    r"|этих|этой суммы|указанного)|в том числе|в т\. ?ч\b"
    r"|среди (?:них|которых)|включая|в (?:их|этом|которых) числе)\b"
)
# Each of these phrases holds one of these pieces.
_HINTS: Final = ("из ", "числе", "в т.", "среди ", "включая")
_AMONG_AFTER: Final = re.compile(r"\s*(?:[а-я-]+\s){0,2}(?:из|в) (?:них|которых|этих|этого числа)\b")
# «61 кража из 88», «Из двенадцати убийств раскрыты одиннадцать»
_OF: Final = re.compile(r"[^,;:.!?()]{0,40}\bиз\s+$")
_FROM_ALL: Final = re.compile(r"(?:^|[.!?\n]\s*|[—–-]\s)из (?!них|котор|эт)[^,;:.!?()\d]{0,60}$")
_OUT_OF: Final = re.compile(r"[^;:.!?()]{0,60}")
# «более 176 тысяч – грубые», «причем трое – несовершеннолетние»
_KIND: Final = re.compile(r"[^.;!?\n]{0,60},\s*(?:причем|более|свыше|около|почти|порядка)?\s*$")
# «Из этих краж 93 совершены с пастбищ … Из загонов уводят реже, таких фактов 41»
_THESE: Final = re.compile(
    r"\b(?:этих (?:фактов|случаев|аварий|дтп|преступлений|краж|правонарушений)|из всех зарегистрированн\w+)\b"
)
_EVENTS: Final = ("crime.", "traffic.accidents", "fire.total", "offence.", "emergency.")
_SUCH: Final = re.compile(r"\bтаких (?:фактов|случаев|преступлений|краж)\s+$")
# «Кто из них должен принять 140 человек» breaks nothing down.
_WHO: Final = re.compile(
    r"\b(?:кто|кому|никто|кажд\w+|люб\w+|некотор\w+|мног\w+|одн\w+|один|часть|большинство)\s+$"
)
# «171 пришлось на Усть-Каменогорск, 46 – на Риддер»: the dash stands for the verb.
_GAPPING: Final = re.compile(r"\s*[–—-]\s*(?:на|в|по)\b")
_KIND_AFTER: Final = re.compile(r"\s*[–—-]\s*[а-я-]+(?:ые|ие)\b")
# The mark is looked for first, and what must not stand before it only then.
_STOP: Final = re.compile(
    r"[.!?](?=\s)(?<![^\w»\")]г.)(?<!\bчел.)(?<!\bтыс.)(?<!\bмлн.)(?<!\bгр.)(?<!\bст.)(?<!\bт.)(?<!\bч.)"
)
_WORD: Final = re.compile(r"[а-я]{3,}")
_NOT_ITEMS: Final = (
    "а также",
    "причем",
    "кроме того",
    "еще",
    "тогда как",
    "для сравнения",
    "неделей ранее",
    "ранее",
)
MAX_ITEM: Final = 110


def wholes(audit: Audit) -> dict[str, str]:
    """The whole of each part, by id: by words, else as the extraction has it."""
    found = {c.id: c.part_of for c in audit.claims if c.part_of}
    return found | drug_parts(audit) | table_parts(audit) | _Reader(audit).read()


class _Reader:
    """Reads the claims in order and keeps what lists and tables hang on."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.low = audit.low
        self.found: dict[str, str] = {}
        self.head: Claim | None = None
        self.last_item: Claim | None = None
        # The whole of the list that a line belongs to, by the line's start.
        self.rows: dict[int, Claim | None] = {}
        self.earlier = {pair.then.id for pair in audit.pairs if pair.ordered}

    def read(self) -> dict[str, str]:
        """The wholes that words or layout tell."""
        levels = [c for c in self.audit.claims if c.measure == "level" and c.id not in self.earlier]
        for n, claim in enumerate(levels):
            whole = self._whole(claim, levels[max(0, n - 12) : n])
            if whole is not None and whole.unit == claim.unit and whole.per == claim.per:
                self.found[claim.id] = whole.id
                self.head, self.last_item = whole, claim
        return self.found

    def _line_start(self, at: int) -> int:
        return self.low.rfind("\n", 0, at) + 1

    def _whole(self, claim: Claim, before: list[Claim]) -> Claim | None:
        if not before:
            return None
        near = before[-1]
        line = self._line_start(claim.start)
        lead = self.low[max(near.end, line) : claim.start]
        among = None
        if any(word in lead for word in _HINTS):
            for among in _AMONG.finditer(lead):  # noqa: B007  (the last one counts)
                pass
        if among is not None and _WHO.search(lead, 0, among.start()):
            among = None
        if among is not None and not _STOP.search(lead, among.end()):
            alike = self._line_begins_among(line) and self._line_begins_among(self._line_start(near.start))
            if near.end <= line and alike and near.id in self.found:
                return self.audit.by_id[self.found[near.id]]
            return self._holder(claim, before)
        these = _THESE.search(lead) if "этих " in lead or "из всех зарег" in lead else None
        if these and not _STOP.search(lead, these.end()):
            return self._events(claim, before)
        if self._says_after(claim):
            return self._holder(claim, before)
        if near.unit == claim.unit and near.end > line:
            if lead.rstrip().endswith("из") and _OF.fullmatch(lead) and same_subject(near, claim):
                # The part stood first: «раскрыта 61 кража из 88».
                self.found[near.id] = claim.id
                return None
            if _OUT_OF.fullmatch(lead) and self._out_of_all(near):
                return near
            if _KIND_AFTER.match(self.low, claim.end) and _KIND.fullmatch(lead):
                return near
        if near.end > line:
            return self._in_line(claim, near, lead)
        return self._in_block(claim, line)

    def _out_of_all(self, claim: Claim) -> bool:
        before = self.low[max(0, claim.start - 80) : claim.start]
        return "из " in before and _FROM_ALL.search(before) is not None

    def _line_begins_among(self, line: int) -> bool:
        return _AMONG.match(self.low, line) is not None

    def _says_after(self, claim: Claim) -> bool:
        """«31 из них»."""
        return _AMONG_AFTER.match(self.low, claim.end, claim.end + 60) is not None

    def _holder(self, claim: Claim, before: list[Claim]) -> Claim | None:
        """What «из них» points to: the nearest figure of the unit;
        an item of a list hands over to its whole."""
        for other in reversed(before):
            if other.unit != claim.unit or other.value_max is not None or other.text.endswith(" раз"):
                continue
            # Far away, only a figure of a known kind is sure to be what is meant.
            known = code(other) is not None and code(claim) is not None
            return other if claim.start - other.end <= (450 if known else 150) else None
        return None

    def _events(self, claim: Claim, before: list[Claim]) -> Claim | None:
        """What «этих фактов» points to: the nearest count of events,
        the whole of a list rather than its items."""
        for other in reversed(before):
            if (
                other.unit == claim.unit
                and (code(other) or "").startswith(_EVENTS)
                and other.id not in self.found
            ):
                return other if claim.start - other.end < 450 else None
        return None

    def _in_line(self, claim: Claim, near: Claim, lead: str) -> Claim | None:
        """The first item after a colon, or the next item of a list that goes on."""
        if (
            self.last_item is not None
            and "таких " in lead
            and _SUCH.search(lead)
            and claim.start - self.last_item.end < 250
        ):
            return self.head
        if near is self.last_item and self.head is not None:
            return self.head if self._goes_on(claim, lead) else None
        colon = lead.rfind(":")
        if colon >= 0 and near.unit == claim.unit and near.unit in ("count", "kg") and not _STOP.search(lead):
            named = _WORD.findall(lead[:colon])
            items = _WORD.findall(lead[colon:])
            if lead.rstrip().endswith("(") and claim.unit == "count":
                # «Иванов (45), Петров (38)»: what stands in brackets after a name is no count of it.
                return None
            if named and len(lead) - colon < 60 and not _has_verb(items) and self._followed(claim):
                return near
        return None

    def _followed(self, claim: Claim) -> bool:
        """Whether another figure of the unit follows in the line: one item makes no list."""
        at = self.audit.index[claim.id]
        after = self.audit.claims[at + 1] if at + 1 < len(self.audit.claims) else None
        return (
            after is not None and after.unit == claim.unit and "\n" not in self.low[claim.end : after.start]
        )

    def _goes_on(self, claim: Claim, lead: str) -> bool:
        if len(lead) > MAX_ITEM or _STOP.search(lead) or any(word in lead for word in _NOT_ITEMS):
            return False
        if not re.search(r"[,;(]|\sи\s", lead) or self.last_item is None or claim.unit != self.last_item.unit:
            return False
        return _GAPPING.match(self.low, claim.end) is not None or not _has_verb(_WORD.findall(lead))

    def _in_block(self, claim: Claim, line: int) -> Claim | None:
        """A list item whose list is introduced by a line with a
        colon: «Выявлено 3 412 нарушений, в их числе:»."""
        if self.low[line : claim.start].count(".") or claim.start - line > MAX_ITEM:
            return None
        lines_before = self.low[:line].rstrip("\n")
        intro = self._line_start(len(lines_before))
        text = lines_before[intro:].rstrip()
        if text.endswith(":") and _AMONG.search(text[-40:]):
            inside = [c for c in self.audit.within(intro, line) if c.measure == "level"]
            inside = [c for c in inside if c.unit == claim.unit and c.id not in self.earlier]
            self.rows[line] = inside[-1] if inside else None
        elif intro in self.rows and self._line_kind(intro) == self._line_kind(line) != "":
            # The next line of the same list begins alike.
            self.rows[line] = self.rows[intro]
        return self.rows.get(line)

    def _line_kind(self, start: int) -> str:
        mark = re.match(r"\s+|[–—•*-]\s|\d+[.)]\s|«", self.low[start : start + 8])
        return mark.group().strip() or " " if mark else ""


def _has_verb(words: list[str]) -> bool:
    return any(MORPHOLOGY.form(word).parses[0].pos in ("VERB", "PRTS") for word in words)
