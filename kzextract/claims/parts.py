"""Parts: which number is a part of which.

Said by words («из них», «в том числе», «61 из 88»), by form (a colon and a list, the lines of a table under
«Всего»), or by sense (a share whose base is another claim).
"""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import Chunk, parts_label
from kzextract.claims.families import (
    SHARES,
    counted_first,
    is_among_group,
    is_kind_of,
    is_out_of,
    is_outcome,
    is_share_counted,
    same_family,
)
from kzextract.claims.frames import Frame
from kzextract.claims.indicator_codes import code_for
from kzextract.claims.predicates import is_source, own_verbs
from kzextract.claims.topics import says_total
from kzextract.reading.sheet import Block, Sheet

_SOURCES: Final = {"money.recovered": ("money.damage", "money.stolen"), "money.fine": ("money.fine",)}


class Parts:
    """Finds the whole of each number, in reading order over one text."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.frames: list[Frame] = []
        self.total: Frame | None = None
        self.line: Frame | None = None
        self.part: Frame | None = None
        self.block = -1

    def settle(self, frame: Frame, block: Block) -> None:
        """Fills ``part_of`` of a frame; the frames before it are settled."""
        whole = self._by_words(frame) or self._by_form(frame, block) or self._by_sense(frame)
        if whole is not frame:
            frame.part_of = whole
        self.frames.append(frame)
        self._tabulate(frame, block)
        if frame.before is None:
            goes_on = self.part is not None and frame.part_of is self.part.part_of
            self.part = frame if frame.part_of is not None and (frame.marker == "among" or goes_on) else None

    def _lead(self, frame: Frame) -> str:
        start = frame.before.quantity.end if frame.before else frame.sentence.start
        return self.sheet.low[start : frame.quantity.start]

    def _by_words(self, frame: Frame) -> Frame | None:
        before = frame.before
        if before is not None and frame.prep == "из" and before.quantity.value <= frame.quantity.value:
            if not any(c.kind == "punct" for c in frame.chunks[before.at + 1 : frame.at]):
                before.part_of = frame
                return None
        if before is not None and before.prep == "из" and frame.measure == "share" and not frame.marker:
            return before  # «из 4 120 преступлений 62% приходится на кражи»
        if (
            before is not None
            and is_source(before)
            and before.unit == frame.unit
            and frame.measure == "level"
        ):
            if frame.quantity.value <= before.quantity.value and not frame.marker:
                return before
        if before is not None and (frame.rule_same or is_share_counted(frame, before)):
            return before.part_of
        if frame.marker == "among":
            return self._whole(frame)
        if frame.measure == "level" and is_among_group(frame):
            return self._of_group(frame)
        if before is not None and frame.measure == "level" and frame.unit == before.unit:
            if "причем" in self._lead(frame) and frame.governed is None and self._can_hold(before, frame):
                return before  # «19 из них числились в розыске, причём трое – в России»
        opens = frame.marker == "colon" and before is not None and before.marker != "colon"
        if before is not None and before.part_of is not None and not opens and self._goes_on(frame, before):
            return before.part_of
        return None

    def _of_group(self, frame: Frame) -> Frame | None:
        """«среди осуждённых – 11 лиц республиканского уровня»: the count of that group, said before."""
        code = frame.indicator.code if frame.indicator else None
        for other in reversed(self.frames):
            if code and other.indicator is not None and other.indicator.code == code:
                if other.part_of is None and self._can_hold(other, frame):
                    return other
        return None

    def _goes_on(self, frame: Frame, before: Frame) -> bool:
        """«из них превышение скорости – 2 180, ремни – 911»: the items after «из них» share their whole."""
        lead = self._lead(frame)
        origin: Frame | None = before
        while origin is not None and origin.marker not in ("among", "colon"):
            if is_out_of(origin) or (origin.part_of is not None and is_among_group(origin)):
                break
            origin = origin.before
        if origin is None or origin.part_of is not before.part_of or before.part_of is None:
            return False
        if frame.governed is not None and own_verbs(frame) and not same_family(before.part_of, frame):
            return False  # «проверено 148 школ: в 97 …, 31 директор привлечён»
        if any(c.kind == "verb" for c in frame.left) and (
            ";" in lead or not self._can_hold(before.part_of, frame)
        ):
            return False  # «128 человек, в том числе 37 детей; эвакуировано 540»
        if (
            frame.measure != "level"
            or frame.unit != origin.unit
            or frame.pair
            or "а также" in lead
            or "причем" in lead
        ):
            return False
        if (
            any(c.kind == "verb" for c in frame.left)
            and origin.marker != "colon"
            and frame.governed is not None
        ):
            return False
        return "." not in lead and frame.marker in ("", "colon")

    def _whole(self, frame: Frame) -> Frame | None:
        """The number that «из них» points to: the nearest level of its kind that is not smaller."""
        if frame.of_all and self.total is not None:
            return self.total
        named = next((c for c in frame.left if c.kind == "np" and c.prep == "из"), None)
        for other in reversed(self.frames[-14:]):
            if other.sentence.index < frame.sentence.index - 3:
                break
            if self._can_hold(other, frame) and (named is None or _names(other, named)):
                return other
        return None

    def _can_hold(self, other: Frame, frame: Frame) -> bool:
        if other.is_base or other.pair in ("from", "against", "slash_second"):
            return False
        if frame.measure == "change":
            return other.measure == "change" and other.unit == frame.unit and other.marker != "bracket"
        if other.measure not in ("level", "rate"):
            return False
        if other.unit == frame.unit:
            return max(other.quantity.value, other.quantity.value_max or 0) >= frame.quantity.value
        return frame.unit in SHARES and other.unit not in SHARES

    def _by_form(self, frame: Frame, block: Block) -> Frame | None:
        if frame.marker == "bracket" and self._is_bracket_part(frame):
            return frame.host
        if frame.marker == "bracket" or frame.pair in ("from", "against", "slash_second"):
            return None
        if frame.marker == "colon":
            whole = frame.before
            while whole is not None and whole.marker in ("colon", "bracket"):
                whole = whole.before
            if whole is not None and self._can_hold(whole, frame) and whole.unit == frame.unit:
                return whole
            return None
        if (
            frame.item
            and frame.intro is not None
            and not frame.intro.is_intro
            and frame.measure in ("level", "change")
            and frame.before is None
        ):
            if self._can_hold(frame.intro, frame) and self._is_breakdown(frame.intro):
                return frame.intro
        if self.is_label(frame, block) and frame.before is None and frame.measure == "level":
            indented = self.sheet.norm[block.start : block.start + 1] in " \t"
            if indented and self.line is not None and self._can_hold(self.line, frame):
                return self.line
            if self.total is not None and self._can_hold(self.total, frame) and not says_total(frame):
                return self.total if same_family(self.total, frame) else None
            if self.part is not None and self._is_next_part(self.part, frame, block):
                return self.part.part_of
        if frame.before is not None and is_kind_of(frame) and self._can_hold(frame.before, frame):
            first = frame.before
            return first.part_of if first.rule == frame.rule == "level.predicate" else first
        if (
            "остальн" in self.sheet.low[frame.sentence.start : frame.sentence.end]
            and frame.measure == "level"
        ):
            before = [
                f
                for f in self.frames
                if f.sentence.index == frame.sentence.index - 1 and f.measure == "level"
            ]
            if before and before[-1].unit == frame.unit and self._can_hold(before[-1], frame):
                return before[-1]
        return None

    def _is_next_part(self, part: Frame, frame: Frame, block: Block) -> bool:
        """«в т.ч. управление в нетрезвом виде – 11 / превышение скорости – 212»: a small letter goes on."""
        whole = part.part_of
        if whole is None or part.sentence.block != block.index - 1 or not self._can_hold(whole, frame):
            return False
        goes_on = self.sheet.norm[block.start : block.end].lstrip(" –-•*\t")[:1].islower()
        return goes_on and same_family(whole, frame)

    def _is_bracket_part(self, frame: Frame) -> bool:
        """«44 уголовных дела (12 – по мошенничеству, 9 – по грабежам)»."""
        host = frame.host
        if host is None or frame.measure != "level" or host.unit != frame.unit or frame.is_base:
            return False
        after = frame.chunks[frame.at + 1 : frame.at + 3]
        labelled = (
            len(after) == 2 and after[0].kind == "punct" and after[1].kind == "np" and bool(after[1].prep)
        )
        return labelled and self._can_hold(host, frame)

    def _is_breakdown(self, intro: Frame) -> bool:
        """Whether the line that introduces a list speaks of its
        parts: «в том числе:», «из которых:», «всего»."""
        line = self.sheet.low[intro.quantity.end : self.sheet.blocks[intro.sentence.block].end]
        return any(w in line for w in ("из них", "из которых", "в т.ч", "числе", "включая")) or (
            line.rstrip().endswith(":")
        )

    def is_label(self, frame: Frame, block: Block) -> bool:
        """A line «Кражи – 1 204 (-12,4%)»: a name and its figure, no predicate."""
        if block.end - block.start > 120 or any(c.kind == "verb" for c in frame.chunks):
            return False
        return bool(frame.left) and parts_label(frame.left[-1])

    def _tabulate(self, frame: Frame, block: Block) -> None:
        """Keeps the total and the last line of a table."""
        if block.index != self.block:
            if block.kind in ("heading", "turn") or (
                block.kind == "paragraph" and not self.is_label(frame, block)
            ):
                self.total = self.line = None
            self.block = block.index
        if frame.measure != "level" or frame.marker == "bracket" or frame.pair in ("against", "slash_second"):
            return
        if says_total(frame):
            self.total = frame
        if self.is_label(frame, block) and not self.sheet.text[block.start : block.start + 1].isspace():
            if frame.marker != "among":
                self.line = frame

    def _by_sense(self, frame: Frame) -> Frame | None:
        """The count whose part a percentage is: the nearest before it of the same thing and time, or of all
        crimes for a «доля»."""
        if frame.measure != "share" or frame.indicator is None or frame.per:
            return None
        code = frame.indicator.code
        if is_outcome(frame):
            return frame.before
        if not code or code == "crime.clearance":
            return None
        numerator = frame.host or (frame.before if frame.rule_same else None) or counted_first(frame)
        wanted = _SOURCES.get(code, (code,))
        money = code.startswith("money.")
        base = self._code_of_base(frame)
        for other in reversed(self.frames):
            if (
                other is numerator
                or other.measure != "level"
                or other.indicator is None
                or other.unit in SHARES
            ):
                continue
            if money and other.sentence.index < frame.sentence.index - 1:
                break
            theirs = other.indicator.code or ""
            fits = (
                theirs in wanted
                or theirs == base
                or (
                    self._is_proportion(frame)
                    and code.startswith("crime.")
                    and (theirs == "crime.total" or code.startswith(f"{theirs}."))
                )
            )
            if not fits or other.period != frame.period:
                continue
            if numerator is not None and other.quantity.value <= numerator.quantity.value:
                continue
            return other
        return None

    def _code_of_base(self, frame: Frame) -> str | None:
        """«треть преступлений совершена на улицах»: the fraction's own noun names the whole."""
        chunk = frame.governed
        if chunk is None or frame.unit not in SHARES:
            return None
        return code_for(self.sheet.words[chunk.first : chunk.stop])

    def _is_proportion(self, frame: Frame) -> bool:
        low = self.sheet.low[frame.sentence.start : frame.sentence.end]
        said = low[: frame.quantity.end - frame.sentence.start]
        # «квартирные составили 5,1% от общего числа, карманные – 2,7%»
        return "от общего " in low or any(w in said for w in ("доля", "доли", "долю", "удельный вес"))


def _names(whole: Frame, chunk: Chunk) -> bool:
    """«из всех нарушений устранено 63%»: whether a number counts what the words name as the whole."""
    words = whole.indicator.words if whole.indicator is not None else ()
    if chunk.head is None or chunk.elided:
        return True  # «из всех зарегистрированных раскрыто 88»: the noun is left out
    return any(w.form.lemmas & chunk.head.form.lemmas for w in words)
