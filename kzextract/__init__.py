"""Structured records and audited numeric claims from Russian-language press releases of Kazakhstan's police.

>>> import kzextract
>>> kzextract.extract("В Астане изъято 5 кг наркотиков.", date="2025-12-01").lang
'ru'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kzextract.extraction import extract, extract_many
    from kzextract.lexicon.own import Lexicon, LexiconError
    from kzextract.pipeline import load
    from kzextract.records import (
        Claim,
        Document,
        Entity,
        Finding,
        Law,
        Organisation,
        Period,
        Person,
        Place,
        Program,
        json_schema,
    )

__version__ = "0.1.0"

_HOME = {
    "extract": "extraction",
    "extract_many": "extraction",
    "load": "pipeline",
    "Lexicon": "lexicon.own",
    "LexiconError": "lexicon.own",
    **dict.fromkeys(
        [
            "Claim",
            "Document",
            "Entity",
            "Finding",
            "Law",
            "Organisation",
            "Period",
            "Person",
            "Place",
            "Program",
            "json_schema",
        ],
        "records",
    ),
}

__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Finding",
    "Law",
    "Lexicon",
    "LexiconError",
    "Organisation",
    "Period",
    "Person",
    "Place",
    "Program",
    "extract",
    "extract_many",
    "json_schema",
    "load",
]


def __getattr__(name: str) -> Any:
    # Loaded at first use: spaCy takes half a second to import, and `kzextract --help` needs none of it.
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"kzextract.{_HOME[name]}"), name)
    raise AttributeError(f"module 'kzextract' has no attribute {name!r}")
