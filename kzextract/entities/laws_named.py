"""Named laws, decrees and orders: «Закон „О дорожном движении“», «Указ Президента от 2 января 2024 года»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kzextract.entities.laws_articles import Found, country_of
from kzextract.reading.sheet import Sheet

_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DATE: Final = rf"\d{{1,2}}(?: (?:{_MONTHS}) |\.\d{{1,2}}\.)\d{{4}}(?: ?(?:года|г\.))?"
_NUMBER: Final = r"№ ?[\divxlcdm]+(?:[-/][\w]+){0,3}"
_COUNTRY: Final = r"(?: рк(?!\w)| республики казахстан| казахстана| рф(?!\w)| россии| российской федерации)?"
_TITLE: Final = r"[«\"][^«»\"\n]{3,180}[»\"]"
_ABOUT: Final = r"[«\"]об? [^«»\"\n]{3,180}[»\"]"
_DETAILS: Final = rf"(?: от {_DATE})?(?: ?{_NUMBER})?"

_ANCHOR: Final = re.compile(r"закон|указ|приказ|постановлени|распоряжени|конституци")
_LAW: Final = re.compile(
    rf"закон(?:а|у|ом|е|ы|ов|ам|ами|ах)?(?![а-я])(?P<country>{_COUNTRY})(?P<details>{_DETAILS})"
    rf"(?P<title> ?{_TITLE})?(?P<late>{_DETAILS})"
)
_MORE: Final = re.compile(rf"(?:,| и|, а также) (?P<title>{_TITLE})")
_BARE_TITLE: Final = re.compile(r" об? (?=[а-я])")
_DECREE: Final = re.compile(
    rf"(?P<head>указ|приказ|постановлени|распоряжени)[а-я]{{0,3}}(?![а-я])(?P<issuer>(?: [а-я.-]+){{0,9}}?)"
    rf"(?:(?P<details> от {_DATE}(?: ?{_NUMBER})?| ?{_NUMBER}(?: от {_DATE})?)(?P<title> ?{_ABOUT})?"
    rf"|(?P<only> ?{_ABOUT}))"
)
_ISSUER: Final = re.compile(
    r"президент|правительств|министр|прокурор|комитет|председател|акимат|маслихат|верховн|премьер|мвд|рк(?!\w)|суда"
)
_CONSTITUTION: Final = re.compile(
    r"конституци(?:я|и|ю|ей)(?![а-я])(?: рк(?!\w)| республики казахстан| казахстана)?"
)
_NOT_CONSTITUTION: Final = re.compile(
    r"(?:д(?:ень|ня|ню|нем|не)|улиц[а-я]{1,2}|ул\.|проспект[а-я]{0,2}|площад[а-я]{1,2}) $"
)
_CONSTITUTIONAL: Final = re.compile(r"конституционн[а-я]{2,3} $")


def named_laws(sheet: Sheet) -> Iterator[Found]:
    """Laws, decrees and the Constitution, left to right."""
    low, norm = sheet.low, sheet.norm
    for anchor in _ANCHOR.finditer(low):
        at = anchor.start()
        word = anchor.group()
        if at and low[at - 1].isalpha():
            continue
        if word == "закон":
            yield from _law(sheet, at)
        elif word == "конституци":
            match = _CONSTITUTION.match(low, at)
            if match and norm[at].isupper() and not _NOT_CONSTITUTION.search(low[max(0, at - 12) : at]):
                yield Found(at, match.end(), "Конституция РК", None)
        else:
            match = _DECREE.match(low, at)
            if match and _is_named(match):
                yield Found(at, match.end(), _decree_name(norm, match), None)


def _quoted_title(norm: str, start: int, end: int) -> str:
    return norm[start:end].strip(' «»"')


def _law(sheet: Sheet, at: int) -> Iterator[Found]:
    low, norm = sheet.low, sheet.norm
    match = _LAW.match(low, at)
    if match is None:
        return
    before = _CONSTITUTIONAL.search(low[max(0, at - 20) : at])
    start = at - len(before.group()) if before else at
    kind = f"{'Конституционный закон' if before else 'Закон'} {country_of(match.group('country'))}"
    if match.group("title"):
        title = _quoted_title(norm, *match.span("title"))
        if not title[:1].isupper():
            return
        yield Found(start, match.end(), f"{kind} «{title}»", None)
        end = match.end()
        while more := _MORE.match(low, end):
            title = _quoted_title(norm, *more.span("title"))
            if not title.startswith(("О ", "Об ")):
                break
            end = more.end()
            yield Found(more.start("title"), end, f"{kind} «{title}»", None)
        return
    if match.group("details").strip():
        yield Found(start, match.end(), f"{kind}{norm[match.start('details') : match.end()]}", None)
        return
    bare = _BARE_TITLE.match(low, match.end())
    if bare is not None:
        end = _title_end(sheet, bare.end())
        if end > bare.end():
            title = norm[match.end() + 1 : end]
            yield Found(start, end, f"{kind} «{title[0].upper()}{title[1:]}»", None)


def _title_end(sheet: Sheet, at: int) -> int:
    """Where a title without quotes ends («о дорожном движении»); ``at`` if it is no title."""
    words = sheet.words
    first = sheet.word_at(at)
    if first >= len(words):
        return at
    stop = min(sheet.sentence_at(at).stop, first + 10)
    end, case = at, "loct"
    for i in range(first, stop):
        word = words[i]
        if word.low in ("и", "или"):
            continue
        if word.low in ("с", "со"):
            case = "ablt"
            continue
        fits = [p for p in word.form.parses if p.pos in ("NOUN", "ADJF", "PRTF") and p.case in (case, "gent")]
        if (
            not fits
            or len(word.low) < 2
            or not word.is_alpha
            or any("Apro" in p.tags for p in word.form.parses)
        ):
            break
        if any(p.pos == "NOUN" for p in fits):
            end = word.end
    return end


def _is_named(match: re.Match[str]) -> bool:
    """Whether a decree is identified: by its number, its title, or its issuer and date."""
    details = match.group("details")
    return (
        details is None
        or "№" in details
        or bool(match.group("title") or _ISSUER.search(match.group("issuer")))
    )


_HEADS: Final = {
    "указ": "Указ",
    "приказ": "Приказ",
    "постановлени": "Постановление",
    "распоряжени": "Распоряжение",
}


def _decree_name(norm: str, match: re.Match[str]) -> str:
    rest = norm[match.start("issuer") : match.end()]
    group = "title" if match.group("title") else "only" if match.group("only") else None
    if group:
        rest = (
            f"{norm[match.start('issuer') : match.start(group)]} «{_quoted_title(norm, *match.span(group))}»"
        )
    return " ".join((_HEADS[match.group("head")] + rest).split())
