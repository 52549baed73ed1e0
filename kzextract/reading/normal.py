"""Normalisation that keeps offsets: one character in, one character out.

>>> normalise("18\\u00a0916 — «да»")
'18 916 – «да»'
>>> fold("Ещё ЁЛКИ")
'еще елки'
"""

from __future__ import annotations

import re

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\u000b\u000c\ufeff\u200b\u00ad"
_TABLE = {
    **{ord(c): " " for c in _SPACES},
    ord("\r"): "\n",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\u0085"): "\n",
    **{ord(c): "-" for c in "‐‑"},
    **{ord(c): "–" for c in "—―−‒⁓➖"},
    **{ord(c): '"' for c in "“”„‟″"},
    **{ord(c): "'" for c in "‘’‚‛′`´"},
}

# Latin letters that look like Cyrillic ones; typists and OCR mix them into Russian words.
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxyёi", "АВСЕНКМОРТХасеорхуёі")
_MIXED = re.compile(
    r"(?=[A-Za-zЁёА-яӘәҒғҚқҢңӨөҰұҮүҺһІі]*[А-яЁё])(?=[А-яЁё]*[A-Za-z])[A-Za-zЁёА-яӘәҒғҚқҢңӨөҰұҮүҺһІі]+"
)
_LATIN = re.compile(r"[A-Za-z]+")


def _mend(match: re.Match[str]) -> str:
    word = match.group()
    latin = "".join(_LATIN.findall(word))
    mended = word.translate(_LOOKALIKES)
    # A word with any Latin letter of its own shape («IT-шник», «SМС») is a real mixture: leave it.
    if any(c in "ABCEHKMOPTXaceopxyi" for c in latin) and not _LATIN.search(mended):
        return mended
    return word


def normalise(text: str) -> str:
    """The text with exotic spaces, dashes and quotes made plain and Latin look-alikes inside Cyrillic words mended."""
    plain = text.translate(_TABLE)
    return _MIXED.sub(_mend, plain) if _LATIN.search(plain) else plain


def fold(text: str) -> str:
    """Lower case with ё as е, of the same length: the form in which lexicons are looked up."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("ё", "е")
