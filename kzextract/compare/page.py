"""The comparison as one self-contained page, in the look of the report; texts are never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kzextract.compare.records import Comparison
from kzextract.pages import self_contained, static
from kzextract.review.labels import LANGUAGES, label

# More groups than this no reader looks through; the Parquet file has them all.
MAX_GROUPS = 2_000
WORDS = {
    "title": ("Сравнение релизов", "Releases compared"),
    "language": ("English", "Русский"),
    "theme": ("Светлая или тёмная тема", "Light or dark theme"),
    "skip": ("К сравнениям", "To the comparisons"),
    "search": ("Поиск: показатель, место, источник", "Search: indicator, place, source"),
    "all": ("все", "all"),
    "groups": ("Групп", "Groups"),
    "why": ("Почему это об одном и том же", "Why these are the same"),
    "weak": ("слабо", "weak"),
    "none": ("Ничего не найдено.", "Nothing found."),
    "source": ("Источник", "Source"),
    "date": ("Дата", "Date"),
    "value": ("Значение", "Value"),
    "sentence": ("В тексте", "In the text"),
    "more": (
        "Показаны не все группы; все — в файле Parquet.",
        "Not all groups are shown; the Parquet file has them.",
    ),
    "show": ("Показать ещё", "Show more"),
    "noscript": ("Для просмотра нужен JavaScript.", "This page needs JavaScript."),
    "consistent": ("сходится", "agree"),
    "inconsistent": ("расходится", "disagree"),
    "implausible": ("под вопросом", "doubtful"),
    "same_figure": ("одно и то же", "same figure"),
    "revision": ("пересмотр", "revision"),
    "near_duplicate": ("почти одинаковые тексты", "near-duplicate"),
    "sum_of_regions": ("регионы и страна", "regions and country"),
}


def page(comparisons: Sequence[Comparison], lang: str = "ru", title: str | None = None) -> str:
    """The page as a string, worst first."""
    heading = title or WORDS["title"][LANGUAGES.index(lang)]
    data = {
        "lang": lang,
        "title": title,
        "words": WORDS,
        "cut": len(comparisons) > MAX_GROUPS,
        "groups": [_group(c) for c in comparisons[:MAX_GROUPS]],
    }
    return self_contained(
        data,
        heading=heading,
        skip=WORDS["skip"][LANGUAGES.index(lang)],
        noscript=WORDS["noscript"][LANGUAGES.index(lang)],
        scripts=[static("kzextract.compare", "compare.js")],
        styles=[static("kzextract.compare", "compare.css")],
    )


def _group(c: Comparison) -> dict[str, Any]:
    return {
        "kind": c.kind,
        "verdict": c.verdict,
        "indicator": [label("codes", c.code, lang) for lang in LANGUAGES],
        "place": c.place,
        "period": c.period,
        "message": [c.message, c.message_en],
        "reasons": [{"text": [r.text, r.text_en], "weak": r.weak} for r in c.reasons],
        "entries": [
            {
                "name": e.name,
                "source": e.source,
                "date": e.date.isoformat() if e.date else None,
                "url": e.url,
                "amount": [e.amount, e.amount_en],
                "text": e.text,
                "sentence": e.sentence,
            }
            for e in c.entries
        ],
    }
