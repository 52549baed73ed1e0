"""A word of direction beside a pair that no figure of change goes
with: «погибших стало больше – с 81 до 74»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kzextract.checks.audit import Audit, Pair, finding
from kzextract.checks.links import changes_of
from kzextract.checks.ranges import stated
from kzextract.lexicon import load_toml
from kzextract.reading.morphology import MORPHOLOGY
from kzextract.records import Finding, Verdict
from kzextract.review.labels import amount

_WORD: Final = re.compile(r"[а-я]{4,}")
_STOP: Final = re.compile(r"[.!?;](?=\s)|\n")
_ELLIPSIS: Final = re.compile(r"[–—-]\s*(?:со?\s+)?$")
_SAID: Final = {"up": ("рост", "a rise"), "down": ("снижение", "a fall")}


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """Direction by lemma (verbs, nouns) and by form (comparatives)."""
    table = load_toml("changes")
    lemmas = {w: d for part in ("verb", "noun") for d in ("up", "down") for w in table[part][d].split()}
    forms = {w: d for d in ("up", "down") for w in table["comparative"][d].split()}
    return lemmas, forms


def direction_of(text: str) -> tuple[str, int] | None:
    """The last word of direction in a folded text, and where it ends.

    >>> direction_of("число погибших увеличилось с ")
    ('up', 26)
    """
    lemmas, forms = _words()
    for match in reversed(list(_WORD.finditer(text))):
        word = match.group()
        found = forms.get(word) or lemmas.get(MORPHOLOGY.form(word).lemma)
        if found:
            return found, match.end()
    return None


def direction_of_pairs(audit: Audit) -> Iterator[Finding]:
    """Check 4 where the text gives no size of the change."""
    with_change = {id(pair) for _, pair in changes_of(audit)}
    for pair in audit.pairs:
        if not pair.ordered or id(pair) in with_change:
            continue
        start = max(pair.first.start - 250, 0)
        for stop in _STOP.finditer(audit.low, start, pair.first.start):
            start = stop.end()
        said = direction_of(audit.low[start : pair.first.start])
        if said is None or not _governs(audit, pair, start + said[1]):
            continue
        yield _finding(pair, said[0])


def _governs(audit: Audit, pair: Pair, word_end: int) -> bool:
    """Whether no other figure stands between, unless a dash says that the verb is left out."""
    at = audit.index[pair.first.id]
    between = at > 0 and audit.claims[at - 1].start >= word_end
    near = audit.low[word_end : pair.first.start]
    if between:
        return _ELLIPSIS.search(near) is not None
    return "," not in near or _ELLIPSIS.search(near) is not None


def _finding(pair: Pair, said: str) -> Finding:
    then, now = stated(pair.then).strict, stated(pair.now).strict
    rises = now.high is None or now.high > then.low
    falls = then.high is None or now.low < then.high
    verdict: Verdict = "consistent" if (rises if said == "up" else falls) else "inconsistent"
    end = (
        (": сходится.", ": consistent.")
        if verdict == "consistent"
        else (": направление не то.", ": wrong way.")
    )
    return finding(
        "direction_matches_levels",
        verdict,
        [pair.then, pair.now],
        (
            f"В тексте {_SAID[said][0]}, "
            f"числа идут с {amount(pair.then, 'ru')} до {amount(pair.now, 'ru')}{end[0]}",
            f"The text says {_SAID[said][1]}, the figures go from {amount(pair.then, 'en')} to "
            f"{amount(pair.now, 'en')}{end[1]}",
        ),
        expected="up" if now.low > then.low else "down" if now.low < then.low else "same",
        stated=said,
    )
