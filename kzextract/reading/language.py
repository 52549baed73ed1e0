"""Which language a text is in: Russian, Kazakh, another, or none that can be told."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_CYRILLIC: Final = re.compile(r"[а-яё]+")
_KAZAKH: Final = re.compile(r"[әғқңөұүһі]+")
_NOT_LATIN: Final = bytes(byte for byte in range(128) if not chr(byte).islower())
_RUSSIAN_WORDS: Final = re.compile(
    r"\b(?:и|в|на|с|по|за|не|что|к|из|от|для|года|или|как|это|о|об|до|при|был[аио]?)\b"
)
_KAZAKH_WORDS: Final = re.compile(
    r"\b(?:және|мен|бойынша|үшін|туралы|болып|деп|бар|жоқ|жылы|осы|бұл|екі|бір|мың|саны)\b"
)
_SAMPLE: Final = 20_000
# Languages in Cyrillic whose letters may all be Russian ones are told by their small words. Words that two of
# them share, or that are also Russian ones (та, дар, бар), tell nothing and are left out.
_BEGINNING: Final = 1_500
_OWN_WORDS: Final = {
    "ru": "что из к это эта этого года году был была было были как также его ее их чем более только еще со",
    "kk": "мен пен бен болып туралы осы жылы деп бойынша үшін және бұл саны кейін дейін бері жыл",
    "ky": "жана менен учун үчүн болгон эмес ошондой боюнча аркылуу тарабынан",
    "uk": "що як є із від які яка також його або щодо років році було під між які цього",
    "be": "што як гэта таксама якія быў калі гэтага паводле",
    "bg": "са че през като който която които беше със ще към този след още",
    "sr": "је су који која које није овог због јер биће",
    "uz": "ва билан учун бўйича эмас ҳам эди томонидан бўлган ушбу",
    "tg": "бо барои аст буд мебошад шудааст дорад оид",
    "tt": "һәм белән өчен буенча түгел турында",
    "mn": "нь байна гэж болон улсын байгаа энэ",
}
_LANGUAGE_OF: Final = {word: language for language, words in _OWN_WORDS.items() for word in words.split()}
_FOREIGN: Final = frozenset(word for word, language in _LANGUAGE_OF.items() if language != "ru")
_SHARED: Final = frozenset(
    ("и", "в", "на", "с", "по", "за", "не", "от", "до", "при", "о", "об", "у", "а", "но", "или", "для")
)


def language_of(low: str) -> str:
    """``ru``, ``kk``, ``other`` or ``und`` (no letters at all) for a folded text.

    >>> language_of("в области зарегистрировано 5 краж")
    'ru'
    >>> language_of("облыста 5 ұрлық тіркелді және қылмыс саны азайды")
    'kk'
    >>> language_of("12 345"), language_of("police report"), language_of("крадіжок стало менше, що є добре")
    ('und', 'other', 'other')
    """
    sample = low[:_SAMPLE]
    latin = len(sample.encode("ascii", "ignore").translate(None, _NOT_LATIN))
    if _KAZAKH.search(sample) is None:
        if _outweighs(sample, latin):
            return _by_small_words(low)
        return "other" if latin else "und"
    cyrillic, kazakh = _letters(_CYRILLIC, sample), _letters(_KAZAKH, sample)
    if latin > 2 * (cyrillic + kazakh):
        return "other"
    if kazakh * 12 > cyrillic + kazakh:
        # A Russian sentence with a few Kazakh names has Russian function words, a Kazakh one has not.
        russian, kk = len(_RUSSIAN_WORDS.findall(sample)), len(_KAZAKH_WORDS.findall(sample))
        if kk >= russian:
            return "kk"
    return _by_small_words(low)


def _by_small_words(low: str) -> str:
    """``ru``, unless the small words at the text's beginning are another language's."""
    words = low[:_BEGINNING].split()
    if _FOREIGN.isdisjoint(words):
        return "ru"
    counts = Counter(filter(None, map(_LANGUAGE_OF.get, words)))
    russian = counts.pop("ru", 0)
    language, most = max(counts.items(), key=lambda known: known[1])
    # One such word decides only where there is no Russian one at all; a name or a quotation has one too.
    alone = russian == 0 and len(words) >= 4 and _SHARED.isdisjoint(words)
    if alone or (most >= 2 and most > 2 * russian):
        return "kk" if language == "kk" else "other"
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
