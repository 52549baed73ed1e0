"""The numeral tables of the lexicon, made ready for look-ups."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from kzextract.lexicon import load_toml

HALF: Final = Decimal("0.5")
MONEY: Final = re.compile(r" ?(?:тенге|тг|тнг|₸|kzt|доллар|долл|руб|евро|\$|€)")


class Numerals:
    """What each form of ``lexicon/numerals.toml`` is worth.

    ``cardinals`` and collectives by form, with their value and cases; ``scales``, the multipliers, of which
    ``single`` mean one of them when alone, ``genitive`` after a word that takes the genitive, and ``short``
    are abbreviations that may carry a dot; ``halved``: «полтонны» → value and unit; ``fractions``: «треть» →
    0.333; ``parts``: ordinals before «часть» → their share, in all their forms; ``times``: «вдвое» → 2;
    ``endings`` leave digits a cardinal («5-ти»), ``small_endings`` leave 2, 3 and 4 one («2-х»); ``known``:
    every word that can begin a numeral.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self.cardinals: dict[str, tuple[Decimal, str]] = {
            form: (Decimal(value), cases)
            for part in ("cardinal", "collective", "half")
            for value, forms in table[part].items()
            for form, cases in (entry.split() for entry in forms)
        }
        scales = table["scale"]
        self.scales: dict[str, Decimal] = {
            form: Decimal(value)
            for value, kinds in scales.items()
            for forms in kinds.values()
            for form in forms
        }
        self.single = _of_kind(scales, "single")
        self.genitive = _of_kind(scales, "genitive")
        self.short = _of_kind(scales, "short")
        self.halved: dict[str, tuple[Decimal, str]] = {
            form: (Decimal(value), unit) for form, value, unit in table["halved"]["forms"]
        }
        self.fractions: dict[str, Decimal] = {
            form: Decimal(value) for value, forms in table["fraction"].items() for form in forms
        }
        self.parts: dict[str, Decimal] = {
            stem + ending: Decimal(value)
            for value, stems in table["part_stem"].items()
            for stem in stems
            for ending in (
                ("я", "ей", "ю", "и", "их") if stem == "треть" else ("ая", "ой", "ую", "ые", "ых", "ыми")
            )
        }
        self.times: dict[str, Decimal] = {
            form: Decimal(value) for value, forms in table["times"].items() for form in forms
        }
        self.endings = frozenset(table["ending"]["cardinal"])
        self.small_endings = frozenset(table["ending"]["small"])
        self.known = frozenset(
            {*self.cardinals, *self.scales, *self.halved, *self.fractions, *self.parts, *self.times, "семью"}
        )


def _of_kind(scales: dict[str, Any], kind: str) -> frozenset[str]:
    return frozenset(form for kinds in scales.values() for form in kinds.get(kind, ()))


NUMERALS: Final = Numerals(load_toml("numerals"))
