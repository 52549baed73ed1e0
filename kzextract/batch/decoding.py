"""Bytes to text: Russian in any encoding that people still save files in."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's: asked first
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Russian was ever saved in, as charset-normalizer names it. Mac Cyrillic is left out: its small letters
# lie where those of CP1251 do, so that it would win texts of CP1251.
_CODE_PAGES = ["cp1251", "koi8_r", "cp866", "utf_16_le", "utf_16_be"]
_COMMON = frozenset("оеаинтсрвл ")
_SAMPLE = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def encoding_of(sample: bytes, whole: bool = True) -> str:
    """The encoding of these bytes; ``whole`` is false where they may be cut inside a character.

    Raises ``ValueError`` for bytes that are no text in any encoding that Russian is saved in.
    """
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
    except UnicodeDecodeError:
        return _guess(sample[:_SAMPLE])
    # Zero bytes are valid UTF-8, and half the bytes of Latin text and digits in UTF-16.
    return _guess(sample[:_SAMPLE]) if b"\0" in sample[:_SAMPLE] else "utf-8"


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    # UTF-16 without a mark has a zero or a 4 (the Cyrillic block) in every other byte; nothing else has.
    wide = [(sample[at::2].count(0) + sample[at::2].count(4)) * 2 / len(sample) for at in (0, 1)]
    pages = _CODE_PAGES[3:] if max(wide) > 0.6 else _CODE_PAGES[:3]
    if len(pages) == 2:
        sample = sample[: len(sample) // 2 * 2]
    # Of the pages in which the bytes are text at all, the one that gives the commonest Russian letters: the
    # capitals of KOI8-R lie where CP1251 has small letters, and read there as words without vowels.
    best = max(from_bytes(sample, cp_isolation=pages), key=lambda match: _russian(str(match)), default=None)
    if best is None or len(_CONTROL.findall(str(best))) * 50 > len(str(best)):
        raise ValueError("no text in any known encoding (is it a picture or a program?)")
    return str(best.encoding)


def _russian(text: str) -> int:
    return sum(char in _COMMON for char in text.lower())


def decode(data: bytes) -> str:
    """The text of these bytes: UTF-8, UTF-16, or the Russian code page that reads best.

    Raises ``ValueError`` for bytes that are no text in any of them.

    >>> decode("Изъято 5 кг".encode("cp1251")), decode("Изъято 5 кг".encode("koi8-r"))
    ('Изъято 5 кг', 'Изъято 5 кг')
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"looks like {error.encoding}, but byte {error.start:,} is damaged: {error.reason}"
        ) from error
    if len(_CONTROL.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]):
        raise ValueError("no text (full of control characters)")
    return text
