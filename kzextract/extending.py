"""What a user's own lexicon adds, built at once, so that what is wrong shows when it is opened."""

from __future__ import annotations

from kzextract.claims.indicator_codes import rules
from kzextract.claims.units import unit_table
from kzextract.entities.place_index import forms
from kzextract.entities.programs_lexicon import bare_starts
from kzextract.lexicon.own import Lexicon
from kzextract.lexicon.scope import using


def check(lexicon: Lexicon) -> None:
    """Builds every table that the lexicon adds to; raises :class:`~kzextract.lexicon.own.LexiconError`."""
    with using(lexicon):
        forms()
        bare_starts()
        unit_table()
        rules()
