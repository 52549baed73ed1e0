"""Counted: the noun phrase that a number governs, and where the phrases that go on it end."""

from __future__ import annotations

from typing import Final

from kzextract.claims.chunks import Chunk, is_participle
from kzextract.claims.phrases import LIGHT_PEOPLE
from kzextract.layers import Quantity


def governed_at(chunks: list[Chunk], k: int, quantity: Quantity) -> int | None:
    """The index of the noun phrase that the number at ``k`` counts, if one follows it."""
    j = k + 1
    while j < len(chunks) and chunks[j].kind in ("word", "pron", "punct") and chunks[j].low in _BETWEEN:
        j += 1
    if j < len(chunks) and chunks[j].prep == "с" and chunks[j].low == "лишним":
        j += 1  # «300 с лишним пожаров»
    if j >= len(chunks) or chunks[j].kind != "np":
        return None
    chunk = chunks[j]
    if chunk.prep:
        return None
    if is_participle(chunk):
        j = _through(chunks, j)
        chunk = chunks[j]
    if quantity.unit == "count" and quantity.kind == "number":
        # After a number the noun stands in the genitive, or, with 1 and in oblique cases, in the number's own
        # case.
        if not chunk.cases or chunk.cases & {"gent", "nomn", "accs", "datv", "ablt", "loct"}:
            return j
        return None
    return j if "gent" in chunk.cases or not chunk.cases else None


def participle_before(chunks: list[Chunk], k: int, g: int) -> int:
    """Where the participle begins that stands between a number and its noun; the noun itself if none does."""
    return next((j for j in range(k + 1, g) if is_participle(chunks[j])), g)


def _through(chunks: list[Chunk], j: int) -> int:
    """«зарегистрированных в Таразе преступлений»: the noun behind a participle and what goes on it."""
    for k in range(j + 1, min(j + 5, len(chunks))):
        chunk = chunks[k]
        if chunk.kind == "np" and not chunk.prep:
            if k > j + 1 and not chunk.elided and "ablt" not in chunk.cases and chunk.cases & chunks[j].cases:
                people = chunk.head is not None and chunk.head.form.lemmas & LIGHT_PEOPLE
                return j if people else k
            if chunk.cases != {"ablt"}:
                return j
        elif chunk.kind not in _INSIDE and not (chunk.kind == "np" and chunk.prep):
            return j
    return j


_INSIDE: Final = frozenset({"place", "period", "org", "program", "law"})
_BETWEEN: Final = frozenset(
    [
        "«",
        '"',
        "их",
        "всех",
        "его",
        "ее",
        "таких",
        "этих",
        "новых",
        "дополнительных",
        "тех",
        "своих",
        "другой",
        "других",
        "наших",
    ]
)
# Prepositional phrases that belong to the noun before them rather than to the sentence.
_SCOPE: Final = frozenset(
    [
        "с",
        "со",
        "о",
        "об",
        "от",
        "без",
        "против",
        "для",
        "из",
        "на",
        "в",
        "по",
        "за",
        "к",
        "под",
        "через",
        "посредством",
        "путем",
        "между",
        "при",
        "у",
    ]
) | {"в сфере", "по линии", "в отношении", "с помощью", "на сумму", "на общую сумму", "по факту", "по фактам"}


# «преступлений, совершённых …», but not «преступлений, ранее судимыми – …».
_COUNTED: Final = frozenset({"gent", "nomn", "accs"})


def complements_end(chunks: list[Chunk], g: int, stop: int) -> int:
    """Where the phrases that go on the governed noun end: «камер с аналитикой», «лиц, насаждавших …»."""
    j = g + 1
    while j < stop:
        chunk = chunks[j]
        if chunk.kind in ("np", "program", "law", "org", "setaside") and (
            chunk.prep in _SCOPE or not chunk.prep
        ):
            if (
                chunk.kind == "np"
                and not chunk.prep
                and "nomn" in chunk.cases
                and chunk.cases <= {"nomn", "accs"}
            ):
                break
            j += 1
            continue
        if chunk.kind == "punct" and chunk.head is not None and chunk.head.low in '«»"':
            j += 1
            continue
        if chunk.kind in ("period", "place"):
            j += 1
            continue
        # A participle after a comma: «тысяч сайтов, нарушающих закон».
        if (
            chunk.kind == "punct"
            and chunk.head is not None
            and chunk.head.low == ","
            and j + 1 < stop
            and is_participle(chunks[j + 1])
            and chunks[j + 1].cases & (chunks[g].cases | _COUNTED)
            and j + 2 < len(chunks)
            and chunks[j + 2].kind in ("np", "place", "period", "org", "pron", "program", "setaside", "num")
        ):
            j += 2
            continue
        break
    return j
