"""Writes ``place_forms.tsv``: the forms of all names in the tables of places and countries.

    python -m kzextract.lexicon.build_forms

Run it anew when those tables or the rules of :mod:`kzextract.entities.inflect` change (a test compares).
"""

from __future__ import annotations

from pathlib import Path

from kzextract.entities.place_forms import Builder

TARGET = Path(__file__).parent / "place_forms.tsv"

if __name__ == "__main__":
    TARGET.write_text(Builder().build(), encoding="utf-8")
