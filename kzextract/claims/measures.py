"""Measure and direction: whether a number is a level, a change, a
share or a rate, and which way a change goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kzextract.claims.changes import Change, change_of
from kzextract.claims.chunks import Chunk, is_dash, quantity_of
from kzextract.claims.frames import Frame
from kzextract.claims.predicates import find_change, own_verbs
from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Word
from kzextract.records import Direction

_DATA: Final = load_toml("measures")
SHARE_NOUNS: Final = frozenset(_DATA["share_nouns"])
RATE_NOUNS: Final = frozenset(_DATA["rate_nouns"])
ABSOLUTE_VERBS: Final = frozenset(_DATA["absolute_verbs"])


def settle_measure(words: Sequence[Word], frame: Frame) -> None:
    """Fills ``measure``, ``direction``, ``change``, ``per`` and
    ``rule`` of a frame; earlier frames are settled."""
    quantity = frame.quantity
    _elided_unit(frame)
    frame.change = find_change(words, frame)
    frame.per = quantity.per
    inherited = _inherited_change(frame)
    if quantity.sign:
        _as_change(frame, "up" if quantity.sign > 0 else "down", "change.sign")
    elif frame.unit == "km/h":
        _level(frame, "level")
    elif frame.unit == "pp":
        _as_change(frame, _direction(frame.change or inherited), "change.points")
    elif quantity.kind == "times" and not frame.pair:
        _as_change(frame, _direction(frame.change or inherited), "change.times")
    elif frame.pair:
        _level(frame, f"pair.{frame.pair}")
    elif frame.marker == "bracket" and _level_of_points(frame):
        _level(frame, "level.bracket")
    elif frame.prep == "до" and frame.unit == "percent" and (pace := _pace(words, frame)) is not None:
        _as_change(frame, pace.direction, "change.pace")
        frame.modifier = "exact"
    elif frame.prep == "до" or (frame.prep == "за" and quantity.kind == "fraction"):
        _level(frame, "level.target")
    elif frame.per and frame.unit == "percent":
        frame.measure, frame.rule = "rate", "rate.percent"
    elif frame.before is not None and _apposition(words, frame, frame.before):
        _as_change(frame, frame.before.direction, "change.apposition")
    elif frame.prep == "на" and (frame.change or inherited) and not _absolute(frame):
        _as_change(frame, _direction(frame.change or inherited), "change.na")
    elif frame.prep == "на" and (ahead := _compared_after(frame)) is not None:
        frame.change = ahead
        _as_change(frame, ahead.direction, "change.na")
    elif _after_change_noun(words, frame):
        _as_change(frame, _direction(frame.change), "change.noun")
    elif frame.unit == "percent" or quantity.kind == "fraction":
        _percent(words, frame, inherited)
    else:
        _level(frame, "level")


def _elided_unit(frame: Frame) -> None:
    """«на 12%, тяжкие – на 7,1», «14 кг марихуаны, в Сарыагашском –
    9»: the unit said with the number before."""
    before = frame.before
    if (
        frame.unit != "count"
        or before is None
        or frame.governed is not None
        or frame.quantity.kind != "number"
    ):
        return
    other = frame.partner
    if frame.pair == "to" and other is not None and other.unit != "count":
        frame.unit = other.unit  # «с 61,2 тыс. га до 4,9 тыс.»
        return
    if frame.pair or frame.marker or frame.quantity.value_max is not None:
        return
    if before.unit == "percent":
        on = (
            not _said_in_percent(frame)
            and frame.prep == "на"
            and before.prep == "на"
            and not own_verbs(frame)
        )
        if on or (before.measure == "share" and _shares_on(frame, before)):
            frame.unit = "percent"
    elif before.unit == "kg" and before.quantity.unit == "kg" and not own_verbs(frame) and frame.prep == "":
        if frame.chunks[before.at].low == "кг":
            frame.unit = "kg"


def _pace(words: Sequence[Word], frame: Frame) -> Change | None:
    """«рост мошенничеств замедлился до 3,2%»: what became slower or faster is a change itself."""
    if not any(c.kind == "verb" and c.head is not None and c.head.form.lemmas & _PACE for c in frame.left):
        return None
    for chunk in frame.left:
        if chunk.kind == "np" and not chunk.prep and "nomn" in chunk.cases:
            for word in words[chunk.first : chunk.stop]:
                change = change_of(word)
                if change is not None and change.kind == "noun":
                    return change
    return None


_PACE: Final = frozenset({"замедлиться", "замедляться", "ускориться", "ускоряться", "затормозить"})


def _said_in_percent(frame: Frame) -> bool:
    """«грабежей – на 31, или 22%»: the percentage follows, so this one is a count."""
    after = frame.chunks[frame.at + 1 : frame.at + 4]
    if len(after) < 3 or after[0].low != "," or after[1].low != "или" or after[2].kind != "num":
        return False
    return quantity_of(after[2]).unit == "percent"


def _level_of_points(frame: Frame) -> bool:
    """«раскрываемость выше на 2 п.п. (98%)»: what a change in points came to."""
    return frame.host is not None and frame.host.unit == "pp" and frame.unit == "percent" and not frame.prep


def _compared_after(frame: Frame) -> Change | None:
    """«на 46, или 17,3%, больше»: the comparative stands behind the same change in other terms."""
    rest = [c for c in frame.chunks[frame.at + 1 : frame.at + 7] if c.low != ","]
    if len(rest) >= 3 and rest[0].low == "или" and rest[1].kind == "num" and rest[2].kind == "comp":
        return change_of(rest[2].head) if rest[2].head is not None else None
    return None


def _shares_on(frame: Frame, before: Frame) -> bool:
    """«доля краж – 40 процентов, мошенничеств – 25», «на женщин приходится 20%, на мужчин – 80»."""
    if frame.prep or own_verbs(frame) or frame.quantity.value > 100 or len(frame.left) < 2:
        return False
    label, dash = frame.left[-2:]
    if label.kind != "np" or not is_dash(dash):
        return False
    if label.prep:
        return any(c.kind == "np" and c.prep == label.prep for c in before.left)
    return "gent" in label.cases and "nomn" not in label.cases


def _after_change_noun(words: Sequence[Word], frame: Frame) -> bool:
    """«прирост за год – 2,3 тыс.», «снижение составило 340 фактов»: a difference said by a noun."""
    if frame.change is None or frame.change.kind != "noun" or frame.prep not in ("", "на"):
        return False
    for chunk in reversed(frame.left):
        if chunk.kind == "np":
            noun = next((w for w in words[chunk.first : chunk.stop] if change_of(w) is not None), None)
            return (noun is not None and not chunk.prep and noun.i == chunk.first) or _modified(words, chunk)
        if chunk.kind == "verb" and (chunk.head is None or not chunk.head.form.lemmas & _STATING):
            return False
        if chunk.kind not in ("period", "place", "punct", "verb", "word", "comp"):
            return False
    return False


def _modified(words: Sequence[Word], chunk: Chunk) -> bool:
    """«двукратный прирост», «незначительное снижение»: adjectives before the noun of change."""
    for word in words[chunk.first : chunk.stop]:
        if change_of(word) is not None:
            return not chunk.prep
        if word.form.pos not in ("ADJF", "PRTF"):
            return False
    return False


_STATING: Final = frozenset(
    {"составить", "составлять", "быть", "равняться", "достигнуть", "достичь", "оказаться"}
)


def _as_change(frame: Frame, direction: Direction | None, rule: str) -> None:
    frame.measure, frame.direction, frame.rule = "change", direction, rule
    frame.per = None


def _direction(change: Change | None) -> Direction | None:
    return change.direction if change else None


def _inherited_change(frame: Frame) -> Change | None:
    """The change of the number before in the sentence, or of the
    list's introduction, if this one has no verb."""
    if own_verbs(frame):
        return None
    before: Frame | None = frame.before
    while before is not None:
        if before.rule == "level.target":
            before = before.before
            continue
        if before.change is not None and (before.measure == "change" or before.pair):
            return before.change
        if before.measure != "change" and not before.pair:
            if frame.prep == "на" and frame.unit in ("percent", "pp"):
                if before.change is not None:
                    return before.change  # «снижение отмечено в 11 регионах: в Абайской области – на 21,3%»
            else:
                return None
        before = before.before
    sibling = frame.sibling
    if before is None and frame.prep == "на" and sibling is not None and sibling.measure == "change":
        if frame.intro is None or frame.intro.change is None:
            return sibling.change or Change(sibling.direction, "verb") if sibling.direction else None
    if frame.intro is not None and frame.intro.is_intro and frame.prep != "на":
        if frame.unit not in ("percent", "pp") and frame.quantity.kind != "times":
            return None
    if frame.intro is not None and frame.intro.measure == "change" and _first_own(frame):
        return frame.intro.change or (
            Change(frame.intro.direction, "verb") if frame.intro.direction else None
        )
    return None


def _first_own(frame: Frame) -> bool:
    return frame.before is None or frame.before.measure != "change"


def _apposition(words: Sequence[Word], frame: Frame, before: Frame) -> bool:
    """«на шесть тысяч, или на 7%»; «+0,7%, или 36 дополнительных фактов»: the same change said twice."""
    if before.measure != "change" or frame.change is not None:
        return False
    between = {w.low for w in words[before.quantity.stop : frame.quantity.first]}
    return "или" in between and len(frame.left) <= 3


def _absolute(frame: Frame) -> bool:
    """«причинён ущерб на 2 млрд», «рассчитан на 21 день», «штрафов на 41 млн»: «на» that states an amount."""
    if frame.quantity.unit in ("percent", "pp") or frame.quantity.kind != "number":
        return False
    if frame.change is not None and frame.change.kind == "comparative":
        return False
    for chunk in own_verbs(frame):
        assert chunk.head is not None
        if change_of(chunk.head) is not None:
            return False
        if chunk.head.form.lemmas & ABSOLUTE_VERBS:
            return True
    return False


def _percent(words: Sequence[Word], frame: Frame, inherited: Change | None) -> None:
    """A percentage or fraction without «на»: a change after a word of change, else a share."""
    if (
        frame.prep == "на"
        and frame.quantity.kind == "fraction"
        and frame.change is None
        and inherited is None
    ):
        return _share(frame)
    if frame.governed is not None and not _is_change_noun(frame):
        return _share(frame)
    for chunk in reversed(frame.left):
        if chunk.kind == "np" and chunk.head is not None:
            lemmas = set().union(*(w.form.lemmas for w in words[chunk.first : chunk.stop]))
            if lemmas & SHARE_NOUNS:
                return _share(frame)
        if chunk.kind in ("np", "verb", "comp"):
            change = frame.change
            if change is not None and chunk.head is not None and change_of(chunk.head) == change:
                return _as_change(frame, change.direction, "change.noun")
    if frame.change is not None:
        return _as_change(frame, frame.change.direction, "change.noun")
    if inherited is not None:
        return _as_change(frame, inherited.direction, "change.ellipsis")
    return _share(frame)


def _is_change_noun(frame: Frame) -> bool:
    return (
        frame.governed is not None
        and frame.governed.head is not None
        and change_of(frame.governed.head) is not None
    )


def _share(frame: Frame) -> None:
    frame.measure, frame.rule = "share", "share"


def _level(frame: Frame, rule: str) -> None:
    """A level, or a share or rate where the unit or the denominator says so."""
    if frame.unit == "percent" or frame.quantity.kind == "fraction":
        frame.measure = "share"
    elif frame.per:
        frame.measure = "rate"
    else:
        frame.measure = "level"
    frame.rule = rule
