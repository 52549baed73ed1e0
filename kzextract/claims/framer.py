"""Framer: cuts a sentence into frames, one for each number, with its bracket and its pair."""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import Chunk, is_break, is_dash, quantity_of
from kzextract.claims.counted import complements_end, governed_at, participle_before
from kzextract.claims.frames import Frame
from kzextract.layers import PeriodMention, SetAside
from kzextract.reading.sheet import Sentence, Sheet


def _is_bare(frame: Frame) -> bool:
    """Whether nothing before a number says what it counts or what happened: no noun, no verb, no label."""
    return not any(c.kind in _TELLING or is_dash(c) or (c.kind == "np" and not c.prep) for c in frame.left)


_TELLING: Final = frozenset({"verb", "comp", "among", "org", "program", "person", "law"})


def _is_when(chunk: Chunk) -> bool:
    return chunk.kind in ("conj", "rel") and chunk.head is not None and chunk.head.low in ("когда", "где")


_BREAKING: Final = frozenset({"punct", "conj", "rel"})


class Framer:
    """Makes the frames of a sentence from its chunks."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def frames(self, sentence: Sentence, chunks: list[Chunk]) -> list[Frame]:
        """One frame a number, in order."""
        numbers = [k for k, c in enumerate(chunks) if c.kind == "num"]
        frames: list[Frame] = []
        start = 0
        for n, k in enumerate(numbers):
            nxt = numbers[n + 1] if n + 1 < len(numbers) else len(chunks)
            quantity = quantity_of(chunks[k])
            frame = Frame(
                quantity,
                sentence,
                chunks,
                k,
                prep=chunks[k].prep,
                unit=quantity.unit,
                modifier=quantity.modifier,
            )
            frame.left = chunks[start:k]
            frame.before = frames[-1] if frames else None
            frame.followed = nxt < len(chunks)
            g = governed_at(chunks, k, quantity)
            end = k + 1
            if g is not None and g < nxt:
                frame.governed = chunks[g]
                end = complements_end(chunks, g, nxt)
                frame.tail = [*chunks[participle_before(chunks, k, g) : g], *chunks[g + 1 : end]]
            cut = self._cut(chunks, end, nxt)
            # Without a break between them two numbers share what stands between: «14 водителей арестованы на
            # срок 5 суток».
            frame.right = chunks[end:cut]
            if cut + 1 < nxt and is_dash(chunks[cut]) and _is_bare(frame):
                # «12 – на транспорте, …», «на 2% – рост мошенничеств»: the label stands behind its figure
                after = self._cut(chunks, cut + 1, nxt)
                if after < nxt or nxt == len(chunks):
                    frame.right += chunks[cut + 1 : after]
                    cut = after
            start = end if cut == nxt else cut
            if (
                cut < nxt
                and cut + 1 < len(chunks)
                and chunks[cut - 1].kind == "period"
                and _is_when(chunks[cut + 1])
            ):
                start = cut - 1  # «меньше, чем в первом полугодии, когда было учтено 81 тыс.»
            self._bracket(frame, frames)
            self._pair(frame, frames)
            frames.append(frame)
        _share_hosts(frames)
        return frames

    def _cut(self, chunks: list[Chunk], j: int, nxt: int) -> int:
        """Where the context of the next number begins: at the first break; ``nxt`` where there is none."""
        for i in range(j, nxt):
            if (
                chunks[i].kind in _BREAKING
                and is_break(chunks[i])
                and not (self._compares(chunks, i) or self._adds(chunks, i) or _of_ages(chunks, i))
            ):
                return i
        if j < nxt and chunks[nxt - 1].prep == "при":
            return nxt - 1  # «60,7 … при среднереспубликанском показателе 61,4»
        return nxt

    def _adds(self, chunks: list[Chunk], i: int) -> bool:
        """«больше стало и звонков», «выше и раскрываемость»: «и» after a predicate, its subject behind it."""
        if (
            chunks[i].low != "и"
            or not i
            or chunks[i - 1].kind not in ("verb", "comp")
            or i + 1 >= len(chunks)
        ):
            return False
        if chunks[i + 1].kind != "np" or chunks[i + 1].prep:
            return False
        for chunk in chunks[i + 2 :]:
            if is_break(chunk):
                return True
            if chunk.kind in ("verb", "num"):
                return False
        return True

    def _compares(self, chunks: list[Chunk], i: int) -> bool:
        """«больше, чем в 2024-м», «на 5%, по сравнению с прошлым
        годом»: the comparison goes with its number."""
        head = chunks[i].head
        if head is None or i + 1 >= len(chunks):
            return False
        if head.low == "чем" or self._sets_beside(chunks, i):
            return True
        following = chunks[i + 1]
        if head.low != ",":
            return False
        if (following.head is not None and following.head.low == "чем") or self._sets_beside(chunks, i + 1):
            return True
        mention = following.mention
        return isinstance(mention, PeriodMention) and mention.comparison

    def _sets_beside(self, chunks: list[Chunk], i: int) -> bool:
        """«…, если сравнивать с 2019 годом»."""
        if chunks[i].low != "если" or i + 1 >= len(chunks):
            return False
        verb = chunks[i + 1].head
        return verb is not None and bool(verb.form.lemmas & _SETTING_BESIDE)

    def _bracket(self, frame: Frame, frames: list[Frame]) -> None:
        """A number in brackets belongs to the number or the name just before them."""
        chunks = frame.chunks
        i = _open_bracket(chunks, frame.at)
        if i < 0:
            return
        frame.marker = "bracket"
        frame.left = [c for c in chunks[i + 1 : frame.at] if c.kind != "num"]
        first_inside = next((f for f in frames if f.at > i), None)
        outside = [f for f in frames if f.at < i]
        if first_inside is not None:
            frame.before = first_inside
            frame.host = first_inside.host
        elif outside:
            frame.host = outside[-1]
            # Words between the last number and the bracket make it a bracket of those words: «грабежей
            # (–26%)».
            between = chunks[outside[-1].at + 1 : i]
            if outside[-1].governed is not None:
                between = [
                    c for c in between if c.index > outside[-1].governed.index and c not in outside[-1].tail
                ]
            # «2 340 человек, которые отдали карты (за 2023 год – 1 870)»: a clause about the number is none.
            clause = any(c.kind == "rel" for c in between)
            named = any(c.kind in ("np", "place", "verb") and not c.prep.startswith("чем") for c in between)
            if named and not clause:
                frame.left = [*self._outside(chunks, i), *frame.left]
        else:
            frame.left = [*self._outside(chunks, i), *frame.left]

    def _outside(self, chunks: list[Chunk], i: int) -> list[Chunk]:
        """The chunks before a bracket back to the last number or closing bracket."""
        j = i
        while j > 0 and chunks[j - 1].kind != "num":
            if chunks[j - 1].kind == "punct" and chunks[j - 1].low == ")":
                break
            j -= 1
        return chunks[j:i]

    def _pair(self, frame: Frame, frames: list[Frame]) -> None:
        """«с A до B», «B против A», «A/B»."""
        if not frames:
            return
        other = frames[-1]
        between = self.sheet.norm[other.quantity.end : frame.quantity.start]
        if between.strip() == "/" and other.unit == frame.unit:
            frame.pair, other.pair = "slash_second", "slash_first"
        elif other.prep in ("с", "со") and frame.prep == "до" and not _closed(other, frame):
            frame.pair, other.pair = "to", "from"
        elif other.prep == "до" and frame.prep in ("с", "со") and _is_reversed(other, frame):
            frame.pair, other.pair = "against", "now"
            other.modifier = "exact" if other.modifier == "at_most" else other.modifier
        elif _against(frame) and not _closed(other, frame):
            frame.pair, other.pair = "against", "now"
        else:
            return
        frame.partner, other.partner = other, frame


def _of_ages(chunks: list[Chunk], i: int) -> bool:
    """«двух подозреваемых, 19 и 22 лет, задержали»: ages part nothing."""
    before, after = (_is_age(chunks, k) for k in (i - 1, i + 1))
    if chunks[i].low == "и":
        return before and after
    return chunks[i].low == "," and (after or (before and chunks[min(i + 1, len(chunks) - 1)].kind == "verb"))


def _is_age(chunks: list[Chunk], k: int) -> bool:
    """«19», «22 лет»; not «28-летний», which goes with a noun of its own."""
    mention = chunks[k].mention if 0 <= k < len(chunks) else None
    if not isinstance(mention, SetAside) or mention.reason != "age":
        return False
    return chunks[k].low in ("лет", "года", "год") or chunks[k].low.isdigit()


def _against(frame: Frame) -> bool:
    """«против 61», «вместо прошлогодних 8 050»."""
    if not frame.prep and frame.left and frame.left[-1].kind in ("period", "np"):
        last = frame.left[-1]
        return last.prep in _INSTEAD and (last.kind == "period" or last.elided)
    return frame.prep in _INSTEAD


_SETTING_BESIDE: Final = frozenset(
    {"сравнивать", "сравнить", "сопоставить", "сопоставлять", "брать", "взять"}
)
_INSTEAD: Final = frozenset({"против", "вместо"})


def _is_reversed(now: Frame, base: Frame) -> bool:
    """«спад – до 6 с 11»: the pair told backwards, nothing between its numbers but the first one's noun."""
    between = base.chunks[now.at + 1 : base.at]
    if now.unit != base.unit or (now.governed is not None and base.governed is not None):
        return False
    return all(c.kind == "np" and not c.prep for c in between)


def _closed(first: Frame, second: Frame) -> bool:
    """Whether a mark stands between two numbers that ends a statement."""
    between = first.chunks[first.at + 1 : second.at]
    return any(is_break(c) and c.head is not None and c.head.low[0] in ".;:!?()" for c in between)


def _share_hosts(frames: list[Frame]) -> None:
    """«погибло 63, ранено 511 (годом ранее – 71 и 548)»: as many in the bracket as before it, in order."""
    for n in range(3, len(frames)):
        a, b, first, second = frames[n - 3 : n + 1]
        inside = first.marker == second.marker == "bracket" and first.host is second.host is b
        if not inside or a.marker:
            continue
        between = first.chunks[first.at + 1 : second.at]
        if [c.low for c in between] == ["и"] and a.unit == b.unit == first.unit == second.unit:
            first.host = a


def _open_bracket(chunks: list[Chunk], at: int) -> int:
    """The index of the bracket that is open before a chunk, -1 if none is."""
    for i in range(at - 1, -1, -1):
        if chunks[i].kind == "punct":
            low = chunks[i].low
            if low == "(":
                return i
            if low == ")":
                return -1
    return -1
