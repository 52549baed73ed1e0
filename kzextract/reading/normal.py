"""Normalisation that keeps offsets: one character in, one character out.

>>> normalise("18\\u00a0916 — «да»")
'18 916 – «да»'
>>> fold("Ещё ЁЛКИ")
'еще елки'
"""

from __future__ import annotations

import re
from typing import Final

from kzextract.reading.wrapping import unwrap

_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\t\u000b\u000c\ufeff\u200b\u00ad"
)
_PLAIN: Final = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("\r\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("—―−‒⁓➖", "–"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
}
_EXOTIC: Final = re.compile(f"[{''.join(_PLAIN)}]")

_DASH: Final = re.compile(r"(?<=[^\s] )-(?= )")

# Latin letters that look like Cyrillic ones; typists and OCR mix them into Russian words.
_LOOKALIKES: Final = str.maketrans("ABCEHKMOPTXaceopxyёi", "АВСЕНКМОРТХасеорхуёі")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_RUSSIAN: Final = re.compile(r"[А-яЁё]")
_WORD: Final = re.compile(r"[A-Za-zЁёА-яӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
_LETTERS: Final = frozenset(map(chr, range(0x400, 0x500)))


def _mend(text: str, runs: list[re.Match[str]]) -> str:
    """The text with Latin look-alikes in Russian words made Cyrillic; ``runs`` are its Latin runs."""
    pieces: list[str] = []
    at = 0
    for run in runs:
        start, end = run.span()
        if start < at or not (text[start - 1 : start] in _LETTERS or text[end : end + 1] in _LETTERS):
            continue
        while start > at and _WORD.match(text[start - 1]):
            start -= 1
        whole = _WORD.match(text, start)
        assert whole is not None
        word, end = whole.group(), whole.end()
        mended = word.translate(_LOOKALIKES)
        # A word with any Latin letter of its own shape («IT-шник», «SМС») is a real mixture: leave it.
        real = _LATIN.search(mended) or not _RUSSIAN.search(word)
        pieces += (text[at:start], word if real else mended)
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def normalise(text: str) -> str:
    """The text with plain spaces, dashes and quotes, wrapped lines joined, and Latin look-alikes mended."""
    if "\r" in text:
        text = text.replace("\r\n", " \n")
    for char in set(_EXOTIC.findall(text)):
        text = text.replace(char, _PLAIN[char])
    if " - " in text:
        # A hyphen between spaces is a dash, except at a line's beginning, where it marks a list item.
        text = _DASH.sub("–", text)
    if "\n" in text:
        text = unwrap(text)
    runs = list(_LATIN.finditer(text))
    return _mend(text, runs) if runs else text


def fold(text: str) -> str:
    """Lower case with ё as е, of the same length: the form in which lexicons are looked up."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("ё", "е")
