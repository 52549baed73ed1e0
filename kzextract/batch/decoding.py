"""Bytes to text: Russian in any encoding that people still save files in."""

from __future__ import annotations

import codecs

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CODE_PAGES = ("cp1251", "koi8-r", "cp866")
# The commonest letters of Russian prose: two thirds of any text, whatever it is about.
_COMMON = frozenset("оеаинтсрвл ")
_SAMPLE = 20_000


def decode(data: bytes) -> str:
    """The text of these bytes: UTF-8, UTF-16 with its mark, or the Russian code page that reads best.

    Raises ``ValueError`` for bytes that are no text in any of them.

    >>> decode("Изъято 5 кг".encode("cp1251")), decode("Изъято 5 кг".encode("koi8-r"))
    ('Изъято 5 кг', 'Изъято 5 кг')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\0" in data[:_SAMPLE]:
        raise ValueError("these bytes are no text (they hold zero bytes)")
    sample = data[:_SAMPLE]
    best = max(_CODE_PAGES, key=lambda page: _russian(sample.decode(page, "replace")))
    return data.decode(best, "replace")


def _russian(text: str) -> int:
    return sum(char in _COMMON for char in text)
