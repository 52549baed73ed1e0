"""Finds dates and periods: words become categories, one character each, and patterns run over those.

A pattern of ``lexicon/periods.toml`` is a regular expression over categories. Only runs of words that all
have a category, one of them a word of time, are looked at; what a run's categories match is remembered, for
the same phrases return all the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from kzextract.lexicon import load_toml
from kzextract.reading.sheet import Sheet

# Categories of numbers, which no word list holds: days 1-31, the same with a leading zero, other short
# numbers, years, dates 12.11.2025, days 16.08, times 15.00; mixed tokens («2024-м») with or without a time
# word; the end of a line.
_NUMBERS: Final = ("D2", "D0", "N", "Y4", "DATE", "DM", "CLOCKD", "MIXED", "MIXED_PLAIN", "ENDMARK")
_FULL_DATE: Final = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}")
_DAY_MONTH: Final = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])")
_CLOCK_DOT: Final = re.compile(r"(?:[01]?\d|2[0-3])[.-][0-5]\d")
_PIECE: Final = re.compile(
    r"\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}|\d{1,2}\.\d{2}(?!\d)|\d+|[a-zа-яіңғүұқөһә]+|[^\w\s]"
)
_OTHER: Final = "."
_LIMIT = 8_192
_LONGEST_WORD: Final = 40
_MEMO_LIMIT: Final = 4_096
_LONGEST_MEMO: Final = 32


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of the lexicon."""
    return frozenset(load_toml("periods")["lists"][name].split())


class Token(NamedTuple):
    """A word, or a piece of a mixed one, with its category."""

    category: str
    start: int
    end: int
    low: str


@dataclass(slots=True)
class Reading:
    """One match: the pattern's ``name`` and ``make``, the tokens, and those that each capture holds.

    ``preposition`` is what the capture p holds: «за», «по итогам», «в течение». ``compared`` keeps where the
    words of comparison before it begin (-1: there are none; None: not looked for yet).
    """

    name: str
    make: str
    preposition: str
    tokens: list[Token]
    captures: dict[str, list[Token]]
    compared: int | None = None

    @property
    def start(self) -> int:
        """Where the first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the last token ends."""
        return self.tokens[-1].end

    def get(self, name: str) -> list[Token]:
        """The tokens of a capture; none where it took no part in the match."""
        return self.captures.get(name, [])


class Symbols(dict[str, str]):
    """word form → character of its category; numbers and mixed tokens are classified when first seen."""

    def __init__(self) -> None:
        super().__init__()
        table = load_toml("periods")
        names = [*table["words"], *(n for n in table["values"] if n not in table["words"]), *_NUMBERS]
        self.core = word_list("core")
        self.char = {name: chr(0x4E00 + n) for n, name in enumerate(names)}
        self.name = {c: n for n, c in self.char.items()}
        self._pieces: dict[str, list[tuple[str, int, int]]] = {}
        self._fill()

    def _fill(self) -> None:
        table = load_toml("periods")
        for name, forms in table["words"].items():
            self.update(dict.fromkeys(forms.split(), self.char[name]))
        for name, values in table["values"].items():
            for forms in values.values():
                self.update(dict.fromkeys(forms.split(), self.char[name]))
        self._known = len(self)

    def __missing__(self, word: str) -> str:
        if len(word) > _LONGEST_WORD:
            return _OTHER
        if len(self) > self._known + _LIMIT:
            self.clear()
            self._pieces.clear()
            self._fill()
        symbol = self[word] = self._classify(word)
        return symbol

    def _classify(self, word: str) -> str:
        if word.isdecimal() and word.isascii():
            return self._number(word)
        if not (any(c.isdecimal() for c in word) or "-" in word or "–" in word):
            return _OTHER
        if _FULL_DATE.fullmatch(word):
            return self.char["DATE"]
        if _CLOCK_DOT.fullmatch(word) and "." in word:
            # «15.00» is a time, «01.09» a day: which, the pattern around it must say.
            return self.char["DM" if _DAY_MONTH.fullmatch(word) else "CLOCKD"]
        pieces = []
        at = 0
        for match in _PIECE.finditer(word):
            piece = match.group()
            if piece == word:
                return _OTHER  # digits of another script: one piece, and no number we know
            symbol = self.char["DM"] if _DAY_MONTH.fullmatch(piece) else self[piece]
            if symbol == _OTHER or match.start() != at:
                return _OTHER
            pieces.append((symbol, match.start(), match.end()))
            at = match.end()
        if at != len(word) or len(pieces) < 2:
            return _OTHER
        self._pieces[word] = pieces
        timely = any(self.name[s] in self.core for s, _, _ in pieces)
        return self.char["MIXED" if timely else "MIXED_PLAIN"]

    def _number(self, word: str) -> str:
        if len(word) == 4 and "1900" <= word <= "2099":
            return self.char["Y4"]
        if len(word) > 3:
            return _OTHER
        if word[0] == "0":
            return self.char["D0"] if len(word) == 2 else _OTHER
        return self.char["D2" if int(word) <= 31 else "N"]

    def pieces(self, word: str) -> list[tuple[str, int, int]]:
        """The categories and offsets of a mixed token's pieces."""
        if word not in self._pieces:
            self._classify(word)  # the cache was begun anew since the word was classified
        return self._pieces[word]


class Pattern(NamedTuple):
    """A compiled pattern."""

    name: str
    make: str
    regex: re.Pattern[str]


class Patterns:
    """All patterns over the categories of :class:`Symbols`."""

    def __init__(self, symbols: Symbols) -> None:
        table = load_toml("periods")
        self.symbols = symbols
        self.patterns = [
            Pattern(p["name"], p["make"], re.compile(self._expand(p["match"], table["macros"])))
            for p in table["pattern"]
        ]
        self._any = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", p.regex.pattern) for p in self.patterns))
        char = symbols.char
        number = f"[{char['D2']}{char['D0']}{char['N']}]"
        core = "".join(char[name] for name in sorted(symbols.core))
        self.core = re.compile(f"[{core}]|{number}{char['COLON']}{number}")
        self._mixed = (char["MIXED"], char["MIXED_PLAIN"])
        self._memo: dict[str, list[tuple[Pattern, re.Match[str]]]] = {}

    def _expand(self, match: str, macros: dict[str, str]) -> str:
        def replace(found: re.Match[str]) -> str:
            capture, name = found.groups()
            if name is None:
                return f"(?P<{capture}>"
            inner = self._expand(macros[name], macros) if name in macros else self.symbols.char[name]
            return f"(?P<{capture}>{inner})" if capture else f"(?:{inner})"

        # «(» of the table groups without capturing; «x=(» and «x=NAME» capture.
        marked = re.sub(r"(?<!=)\((?!\?)", "(?:", match)
        return re.sub(r"(?:\b([a-z])=)?(?:\b([A-Z][A-Z0-9_]*)\b|(?<==)\()", replace, marked).replace(" ", "")

    def matches(self, run: str) -> list[tuple[Pattern, re.Match[str]]]:
        """The longest matches in a run of categories, from left to right."""
        found = self._memo.get(run)
        if found is not None:
            return found
        found = []
        at = 0
        while (hit := self._any.search(run, at)) is not None:
            start = hit.start()
            best: tuple[Pattern, re.Match[str]] | None = None
            for pattern in self.patterns:
                match = pattern.regex.match(run, start)
                if match is not None and (best is None or match.end() > best[1].end()):
                    best = (pattern, match)
            if best is None or best[1].end() == start:
                at = start + 1
                continue
            found.append(best)
            at = best[1].end()
        if len(run) <= _LONGEST_MEMO:
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            self._memo[run] = found
        return found

    def tokens(self, sheet: Sheet, symbols: str, first: int, stop: int) -> list[Token]:
        """The tokens of a run of words, mixed ones in pieces."""
        out = []
        for word, symbol in zip(sheet.words[first:stop], symbols, strict=True):
            if symbol in self._mixed:
                for piece, start, end in self.symbols.pieces(word.low):
                    out.append(Token(piece, word.start + start, word.start + end, word.low[start:end]))
            else:
                out.append(Token(symbol, word.start, word.end, word.low))
        return out


@cache
def patterns() -> Patterns:
    """The patterns of the lexicon, compiled once a process."""
    return Patterns(Symbols())


_RUN: Final = re.compile(r"[^.]+")


def read_periods(sheet: Sheet) -> list[Reading]:
    """All dates and periods of a sheet as they are written, from left to right."""
    compiled = patterns()
    symbols, core, end_mark = compiled.symbols, compiled.core, compiled.symbols.char["ENDMARK"]
    line = "".join(map(symbols.__getitem__, sheet.lows))
    readings: list[Reading] = []
    for run in _RUN.finditer(line):
        if core.search(line, run.start(), run.end()) is None:
            continue
        tokens = compiled.tokens(sheet, run.group(), run.start(), run.end())
        last = run.end() == len(line)
        for part, closed in _lines(sheet, tokens, last):
            _read_part(compiled, part, end_mark if closed else "", readings)
    return readings


def _lines(sheet: Sheet, tokens: list[Token], last: bool) -> list[tuple[list[Token], bool]]:
    """The tokens cut where a line ends, and whether each part ends with its line."""
    parts: list[tuple[list[Token], bool]] = []
    begin = 0
    for i in range(1, len(tokens)):
        if tokens[i].start > tokens[i - 1].end and "\n" in sheet.norm[tokens[i - 1].end : tokens[i].start]:
            parts.append((tokens[begin:i], True))
            begin = i
    end = tokens[-1].end
    parts.append((tokens[begin:], last or sheet.norm[end : end + 1] == "\n"))
    return parts


def _read_part(compiled: Patterns, tokens: list[Token], mark: str, readings: list[Reading]) -> None:
    for pattern, match in compiled.matches("".join([t.category for t in tokens]) + mark):
        captures = {
            name: tokens[match.start(name) : match.end(name)]
            for name in pattern.regex.groupindex
            if match.start(name) >= 0
        }
        preposition = " ".join([t.low for t in captures.get("p", ())])
        matched = tokens[match.start() : match.end()]
        readings.append(Reading(pattern.name, pattern.make, preposition, matched, captures))
