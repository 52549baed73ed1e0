"""Mentions: what begins at each word of a sheet, and the numbers that share a word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from kzextract.layers import Mention, Quantity
from kzextract.reading.sheet import Sheet


def mention_map(sheet: Sheet) -> dict[int, tuple[str, Mention]]:
    """For each word that begins a mention, its kind and the
    mention; longer ones win, numbers before names."""
    layers = sheet.layers
    best: dict[int, tuple[str, Mention]] = {}
    groups: Iterable[tuple[str, Iterable[Mention]]] = (
        ("place", layers.places),
        ("period", layers.periods),
        ("setaside", layers.set_aside),
        ("program", layers.programs),
        ("person", layers.persons),
        ("org", layers.orgs),
        ("law", layers.laws),
    )
    for kind, mentions in groups:
        for mention in mentions:
            held = best.get(mention.first)
            if held is None or held[1].stop < mention.stop:
                best[mention.first] = (kind, mention)
    for quantity in layers.quantities:
        best[quantity.first] = ("num", quantity)
    return best


def sharing(quantities: list[Quantity]) -> dict[int, list[Quantity]]:
    """Numbers that share a word («53/50», «2 871/3 003»), by the first word of each set."""
    out: dict[int, list[Quantity]] = {}
    held: list[Quantity] = []
    for first, second in itertools.pairwise(quantities):
        if second.first >= first.stop:
            held = []
            continue
        if not held:
            held = out[first.first] = [first]
        held.append(second)
    return out
