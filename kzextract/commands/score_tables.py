"""The tables and lines of ``kzextract score`` on a terminal."""

from __future__ import annotations

from rich import box
from rich.table import Table

from kzextract.evaluation.errors import field_name, line, words
from kzextract.evaluation.intervals import METRICS, Estimate, Row
from kzextract.evaluation.scoring import Score
from kzextract.evaluation.versions import Change


def types(figures: dict[str, dict[str, Row]], score: Score, lang: str) -> Table:
    """Numbers and entities: the three figures with their intervals, and how many there are."""
    table = _table("types", [*METRICS, "of"], lang)
    for name, row in figures["types"].items():
        tally = score.tallies[name]
        shares = (_percent(row[metric], lang) for metric in METRICS)
        table.add_row(field_name(name, lang), *shares, f"{tally.gold}/{tally.predicted}")
    return table


def slots(figures: dict[str, dict[str, Row]], lang: str) -> Table:
    """Slots of numbers, and the share that is right of those found."""
    table = _table("slots", [*METRICS, "right_of_found"], lang)
    for name, row in figures["slots"].items():
        shares = (_percent(row[metric], lang) for metric in METRICS)
        table.add_row(field_name(name, lang), *shares, _percent(figures["fields"][name]["recall"], lang))
    for name, row in figures["fields"].items():
        if name not in figures["slots"]:
            table.add_row(field_name(name, lang), "", "", "", _percent(row["recall"], lang))
    return table


def moved(title: str, rows: dict[str, Row], lang: str) -> Table:
    """Differences from the other version."""
    table = _table(title, METRICS, lang)
    for name, row in rows.items():
        table.add_row(field_name(name, lang), *(_points(row[metric], lang) for metric in METRICS))
    return table


def change_line(change: Change, lang: str) -> str:
    """What became better or worse: the mistake that is made now, and the one that the other version makes."""
    said = [words(change.verdict, lang).upper()]
    if change.case and change.case.problems:
        said.append(line(change.document, change.case, lang))
    if change.other and change.other.problems:
        said.append(f"[{words('other', lang)}] {line(change.before, change.other, lang)}")
    return " ".join(said)


def _table(title: str, columns: list[str] | tuple[str, ...], lang: str) -> Table:
    table = Table(title=words(title, lang), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("")
    for column in columns:
        table.add_column(words(column, lang), justify="right")
    return table


def _number(value: float, lang: str) -> str:
    # A hundred has no tenths: tables of narrow columns fit an ordinary terminal.
    return f"{100 * value:.1f}".replace("100.0", "100").replace(".", "," if lang == "ru" else ".")


def _percent(figure: Estimate, lang: str) -> str:
    if figure.low is None or figure.high is None:
        return _number(figure.value, lang)
    return f"{_number(figure.value, lang)} {_number(figure.low, lang)}–{_number(figure.high, lang)}"


def _points(figure: Estimate, lang: str) -> str:
    def signed(value: float) -> str:
        written = _number(abs(value), lang)
        return ("−" if value < 0 else "+") + written if written.strip("0,.") else written

    if figure.low is None or figure.high is None:
        return signed(figure.value)
    star = " *" if figure.is_certain else ""
    return f"{signed(figure.value)} {signed(figure.low)}…{signed(figure.high)}{star}"
