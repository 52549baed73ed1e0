"""The tables that a terminal shows."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from kzextract.review.labels import LANGUAGES, amount, label, period

if TYPE_CHECKING:
    from kzextract.batch.runner import Summary
    from kzextract.reading.sheet import Sheet
    from kzextract.records import Claim, Document

ARROWS = {"up": "▲ ", "down": "▼ ", "same": "= "}
INHERITED = " ↑"
# A value's cell: no wider than this unless one word is.
_VALUE = 22


def _table(title: tuple[str, str], columns: list[tuple[str, str]], lang: str) -> Table:
    at = LANGUAGES.index(lang)
    table = Table(
        title=title[at],
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for column in columns:
        table.add_column(column[at], overflow="fold")
    return table


def claims_table(document: Document, lang: str) -> Table:
    """One row a claim; ↑ marks what was inherited rather than said beside the number."""
    columns = [
        ("№", "No"),
        ("Значение", "Value"),
        ("Показатель", "Indicator"),
        ("Место", "Place"),
        ("Период", "Period"),
    ]
    table = _table(("Числовые утверждения", "Claims"), columns, lang)
    for n in (0, 1, 4):
        # A number cut at its thousands, or a date inside its year, reads as another one.
        table.columns[n].no_wrap = True
    for claim in document.claims:
        place = claim.place
        table.add_row(
            claim.id,
            # Unlike Rich, this breaks at plain spaces only, not at those inside a number.
            fill(ARROWS.get(claim.direction or "", "") + amount(claim, lang), _VALUE, break_long_words=False),
            claim.indicator.text if claim.indicator else "",
            place.name + INHERITED * place.inherited if place else "",
            _periods(claim, lang),
        )
    return table


def _periods(claim: Claim, lang: str) -> str:
    own, base = claim.period, claim.base_period
    lines = [period(own, lang) + INHERITED * own.inherited] if own else []
    if base:
        lines.append(("к " if lang == "ru" else "vs ") + period(base, lang))
    return "\n".join(lines)


def entities_table(document: Document, lang: str) -> Table:
    """One row a distinct entity, with how often it is named."""
    columns = [("Тип", "Type"), ("Имя", "Name"), ("Код, должность", "Code, role"), ("Упоминаний", "Mentions")]
    table = _table(("Имена и названия", "Entities"), columns, lang)
    counts: dict[tuple[str, str, str], int] = {}
    for entity in document.entities:
        if entity.type != "PERIOD":
            more = getattr(entity, "ref", None) or getattr(entity, "role", None) or ""
            key = (entity.type, entity.name, more)
            counts[key] = counts.get(key, 0) + 1
    for (kind, name, more), count in counts.items():
        table.add_row(label("types", kind, lang), name, more, str(count))
    return table


def findings_table(document: Document, lang: str) -> Table:
    """One row a finding."""
    columns = [("Вывод", "Verdict"), ("Пояснение", "Explanation"), ("Утверждения", "Claims")]
    table = _table(("Проверка чисел", "Findings"), columns, lang)
    for finding in document.findings:
        message = finding.message if lang == "ru" else finding.message_en or finding.message
        table.add_row(label("verdicts", finding.verdict, lang), message, ", ".join(finding.claims))
    return table


def set_aside_table(sheet: Sheet, lang: str) -> Table:
    """The numbers that are no claims, each with the reason."""
    columns = [
        ("Место в тексте", "Offset"),
        ("Число", "Number"),
        ("Причина", "Reason"),
        ("Вокруг", "Around it"),
    ]
    table = _table(("Числа, которые не стали утверждениями", "Numbers set aside"), columns, lang)
    for aside in sorted(sheet.layers.set_aside, key=lambda m: m.start):
        around = sheet.text[max(0, aside.start - 30) : aside.end + 30]
        table.add_row(
            f"{aside.start}–{aside.end}",
            sheet.text[aside.start : aside.end],
            label("set_aside", aside.reason, lang),
            " ".join(around.split()),
        )
    return table


def summary_table(summary: Summary, lang: str) -> Table:
    """What a batch found."""
    at = LANGUAGES.index(lang)
    table = Table(show_header=False, pad_edge=False, box=None)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(overflow="fold")

    def top(counts: dict[str, int], labels: str, most: int = 6) -> str:
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
        return ", ".join(f"{label(labels, code, lang)} {count}" for code, count in best)

    rows = [
        (("Документов", "Documents"), summary.documents, top(summary.languages, "languages")),
        (("Числовых утверждений", "Claims"), summary.measures.total(), top(summary.measures, "measures")),
        (("  показатели", "  indicators"), len(summary.codes), top(summary.codes, "codes")),
        (("Имён и названий", "Entities"), summary.entities.total(), top(summary.entities, "types")),
        (("Проверок чисел", "Findings"), summary.findings.total(), top(summary.findings, "verdicts")),
        (("Не прочитано файлов", "Files not read"), len(summary.failures), ""),
    ]
    for names, count, detail in rows:
        table.add_row(names[at], f"{count}", detail)
    return table
