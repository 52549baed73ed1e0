"""Which language a text is in: Russian, Kazakh, another, or none that can be told."""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[а-яё]+")
_KAZAKH = re.compile(r"[әғқңөұүһі]+")
_LATIN = re.compile(r"[a-z]+")
_RUSSIAN_WORDS = re.compile(
    r"\b(?:и|в|на|с|по|за|не|что|к|из|от|для|года|или|как|это|о|об|до|при|был[аио]?)\b"
)
_KAZAKH_WORDS = re.compile(
    r"\b(?:және|мен|бойынша|үшін|туралы|болып|деп|бар|жоқ|жылы|осы|бұл|екі|бір|мың|саны)\b"
)
_SAMPLE = 20_000


def language_of(low: str) -> str:
    """``ru``, ``kk``, ``other`` or ``und`` (no letters at all) for a folded text.

    >>> language_of("в области зарегистрировано 5 краж")
    'ru'
    >>> language_of("облыста 5 ұрлық тіркелді және қылмыс саны азайды")
    'kk'
    >>> language_of("12 345"), language_of("police report")
    ('und', 'other')
    """
    sample = low[:_SAMPLE]
    latin = _letters(_LATIN, sample)
    if _KAZAKH.search(sample) is None:
        if _outweighs(sample, latin):
            return "ru"
        return "other" if latin else "und"
    cyrillic, kazakh = _letters(_CYRILLIC, sample), _letters(_KAZAKH, sample)
    if latin > 2 * (cyrillic + kazakh):
        return "other"
    if kazakh * 12 > cyrillic + kazakh:
        # A Russian sentence with a few Kazakh names has Russian function words, a Kazakh one has not.
        russian, kk = len(_RUSSIAN_WORDS.findall(sample)), len(_KAZAKH_WORDS.findall(sample))
        if kk >= russian:
            return "kk"
    return "ru"


def _letters(pattern: re.Pattern[str], text: str) -> int:
    return len("".join(pattern.findall(text)))


def _outweighs(text: str, latin: int) -> bool:
    """Whether there are half as many Russian letters as Latin ones; counts no further than needed."""
    count = 0
    for run in _CYRILLIC.finditer(text):
        count += run.end() - run.start()
        if latin <= 2 * count:
            return True
    return False
