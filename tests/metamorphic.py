"""What the metamorphic tests share: records as plain values, what differs, other figures, moved years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from kzextract import Claim, Document

Shown = dict[str, Any]
OFFSETS = ("start", "end", "sentence", "span", "role_start", "role_end")


def shown(
    document: Document, rewrite: Callable[[str], str] = str, without: tuple[str, ...] = ()
) -> list[Shown]:
    """Entities and claims as plain values, their strings rewritten, without the fields that may differ.

    Confidence and findings are left out: they may rest on arithmetic, so other figures change them rightly.
    """
    leave = {"confidence", *without}

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k not in leave}
        if isinstance(value, list):
            return [plain(v) for v in value]
        return rewrite(value) if isinstance(value, str) else value

    data = document.to_dict()
    return [plain(record) for record in (*data["entities"], *data["claims"])]


def differences(before: list[Shown], after: list[Shown]) -> list[str]:
    """What differs, a line a record; both lists are in the order of the text."""

    def key(record: Shown) -> tuple[str, str]:
        return (record.get("type", "CLAIM"), record["text"])

    left, right = [key(r) for r in before], [key(r) for r in after]
    if left != right:
        gone, new = list(left), []
        for k in right:
            if k in gone:
                gone.remove(k)
            else:
                new.append(k)
        if gone or new:
            return [f"gone {gone}, new {new}"]
        return ["the same records in another order"]
    return [
        f"{key(b)}: {k} was {b.get(k)!r}, is {a.get(k)!r}"
        for b, a in zip(before, after, strict=True)
        for k in b.keys() | a.keys()
        if b.get(k) != a.get(k)
    ]


SPACES = r" \u00a0\u202f\u2009"
FIGURE = re.compile(rf"\d[\d{SPACES}]*\d(?:,\d+)?|\d(?:,\d+)?")


def _agreement(figure: str) -> str:
    """The form that a Russian noun takes after the figure."""
    if "," in figure:
        return "fraction"
    n = int(re.sub(r"\D", "", figure))
    if n % 100 in range(11, 15):
        return "many"
    return {1: "one", 2: "few", 3: "few", 4: "few"}.get(n % 10, "many")


def number(figure: str) -> Decimal:
    """Its value, without a multiplier."""
    return Decimal(re.sub(r"[^\d,]", "", figure).replace(",", "."))


def _like(figure: str, digits: str) -> str:
    """These digits written in the shape of the figure."""
    rest = iter(digits)
    return "".join(next(rest) if c.isdigit() else c for c in figure)


def _safe(old: str, new: str) -> bool:
    """Whether a reader would take the new figure as he took the old one."""
    if new == old or new[0] == "0" or ("," in old and new[-1] == "0"):
        return False
    if new in ("102", "112") or (len(new) == 4 and new.isdigit() and 1900 <= int(new) <= 2100):
        return False
    if (number(old) <= 100) != (number(new) <= 100):  # of a percentage that makes a difference
        return False
    return _agreement(old) == _agreement(new)


def other_figures(text: str, claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, str, str]]:
    """For each claim whose figure can be another one: the claim, the figure and the new figure.

    New values lie nearer to the old one than to those next to it, so that what is more stays more: which of a
    pair is the earlier one, and what can be a part of what, may rest on that.
    """
    values = sorted({v for c in claims for v in (c.value, c.value_max) if v is not None})
    new: dict[str, str] = {}
    for claim in claims:
        figures = FIGURE.findall(claim.text)
        if len(figures) != 1 or not claim.value or claim.value_max is not None:
            continue  # spelled out, a compound amount («1 т 650 кг») or a range: its parts hang together
        figure = figures[0]
        factor = claim.value / number(figure)
        at = values.index(claim.value)
        low = (values[at - 1] + claim.value) / 2 if at else Decimal(0)
        high = (claim.value + values[at + 1]) / 2 if at + 1 < len(values) else claim.value * 10
        digits = re.sub(r"\D", "", figure)
        if figure not in new:
            for step in (37, 23, 14, 11, 10, 7, 5, 4, 3, 2, 1):
                for candidate in (int(digits) + step, int(digits) - step):
                    written = str(candidate).zfill(len(digits))
                    if candidate <= 0 or len(written) != len(digits):
                        continue
                    other = _like(figure, written)
                    if _safe(figure, other) and low < number(other) * factor < high:
                        new[figure] = other
                        break
                if figure in new:
                    break
        if figure in new and low < number(new[figure]) * factor < high:
            yield claim, figure, new[figure]


YEAR = re.compile(rf"(?<![\d№,])(?<!\d[{SPACES}])(?:19|20)\d\d(?![\d,])")
SHORT_YEAR = re.compile(r"\b\d\d\.\d\d\.\d\d\b")
# Weeks and their days fall on other dates in another year: periods of such texts that are shorter than this
# many days are only compared as being there.
OF_A_WEEK = re.compile(
    r"недел|сут(?:ки|ок|очн)|выходн|понедельник|вторник|сред[ауы]\b|четверг|пятниц|суббот|воскресен", re.I
)
SHORT = 28


def later(date: str | dt.date) -> str:
    """The same day a year later; of the end of February the 28th."""
    day = dt.date.fromisoformat(str(date))
    return str(day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day))


def periods(records: list[Shown], text: str, move: Callable[[str], str]) -> list[Shown]:
    """The records with the dates of every period moved."""
    weekly = OF_A_WEEK.search(text) is not None

    def dates(start: str | None, end: str | None) -> list[str | None]:
        if (
            weekly
            and start
            and end
            and dt.date.fromisoformat(end) - dt.date.fromisoformat(start) < dt.timedelta(SHORT)
        ):
            return ["there", "there"]
        return [d and move(d).replace("-02-29", "-02-28") for d in (start, end)]

    out = []
    for record in records:
        r = dict(record)
        for slot in ("period", "base_period"):
            if r.get(slot):
                start, end = dates(r[slot]["start"], r[slot]["end"])
                r[slot] = {**r[slot], "start": start, "end": end}
        if "start_date" in r:
            r["start_date"], r["end_date"] = dates(r["start_date"], r["end_date"])
        out.append(r)
    return out


def quoted(value: Any, on: Callable[[str], str], name: str = "") -> Any:
    """The records with the years in their quotations moved, and their dates and numbers as they were."""
    if isinstance(value, list):
        return [quoted(v, on) for v in value]
    if isinstance(value, dict):
        return {k: quoted(v, on, k) for k, v in value.items()}
    if isinstance(value, str) and name in ("text", "name", "role") and not value.isdigit():
        return on(value)
    return value


def folded(s: str) -> str:
    """Without the differences of letters, dashes and spaces that mean nothing."""
    return s.translate(str.maketrans("ёЁ—–\u00a0\u202f\u2009", "еЕ--   "))
