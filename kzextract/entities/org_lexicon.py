"""The words that bodies are named with, from ``lexicon/orgs.toml``."""

from __future__ import annotations

from functools import cache
from typing import Final

from kzextract.lexicon import load_toml
from kzextract.reading.normal import fold
from kzextract.reading.sheet import Word


class OrgLexicon:
    """Head nouns, topics, abbreviations, media and triggers as sets and tables."""

    def __init__(self) -> None:
        data = load_toml("orgs")
        heads = data["heads"]
        self.heads: dict[str, str] = {
            lemma: kind for kind, words in heads.items() if isinstance(words, str) for lemma in words.split()
        }
        self.head_starts = frozenset(lemma[:3] for lemma in self.heads)
        self.strict = frozenset(heads["strict"]["words"].split())
        self.topics = frozenset(data["topics"]["words"].split())
        self.adjectives = frozenset(data["adjectives"]["words"].split())
        self.court_adjectives = frozenset(data["adjectives"]["court_adjectives"].split())
        self.generic = frozenset(data["generic"]["words"].split())
        self.distinguishing = frozenset(data["adjectives"]["distinguishing"].split())
        self.region_words = frozenset(data["region_words"]["words"].split())
        self.abbreviations: dict[str, tuple[str, str]] = {
            key: (name, kind)
            for key, value in data["abbreviations"].items()
            for name, _, kind in [value.partition("|")]
        }
        # Abbreviations written in capitals are found in headlines in capitals too; words like «Минюст» in
        # any case.
        self.folded = {fold(k): v for k, v in self.abbreviations.items() if not k.isupper()}
        self.central = {form: name for name, forms in data["central"].items() for form in forms.split()}
        self.prefixes = frozenset(data["numbered"]["prefixes"].split())
        self.media = frozenset(data["media"]["latin"].split())
        self.media_names = frozenset(
            name.strip() for name in data["media"]["cyrillic"].split(";") if name.strip()
        )
        self.media_starts = frozenset(name.split()[0] for name in self.media_names)
        self.before = frozenset(fold(data["media"]["before"]).split())
        self.after = frozenset(fold(data["media"]["after"]).split())
        triggers = data["triggers"]
        self.triggers: dict[str, str] = {
            lemma: kind for kind in ("party", "media", "bank", "other") for lemma in triggers[kind].split()
        }
        self.skipped = frozenset(triggers["skipped"].split())
        self.canonical: dict[str, str] = {fold(k): v for k, v in data["canonical"].items()}


@cache
def org_lexicon() -> OrgLexicon:
    """The lexicon, loaded once."""
    return OrgLexicon()


_HEADS: Final[dict[str, tuple[str, str] | None]] = {}


def head_of(word: Word) -> tuple[str, str] | None:
    """The lemma and kind of a body's head noun in the singular, or None; looked up once a form.

    >>> from kzextract.reading.reader import read
    >>> head_of(read("Департаментом").words[0])
    ('департамент', 'department')
    """
    low = word.low
    try:
        return _HEADS[low]
    except KeyError:
        if len(_HEADS) > 4_096:
            _HEADS.clear()
        found = None
        # Most words differ from every head in their first letters: they need no morphology.
        if low[:3] in org_lexicon().head_starts:
            heads = org_lexicon().heads
            for p in word.form.parses:
                if p.lemma in heads and p.number == "sing" and p.case:
                    found = (p.lemma, heads[p.lemma])
                    break
        _HEADS[low] = found
        return found
