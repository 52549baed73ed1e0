"""Two small gold files and readings of them with known mistakes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec

from kzextract import Document
from kzextract.evaluation.gold import Gold, GoldClaim, Official, document_of

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def _claim(text: str, words: str, value: str, **more: object) -> GoldClaim:
    start = text.index(words)
    known = {"unit": "count", "measure": "level", "place": "Астана", "period": YEAR, **more}
    return GoldClaim(start=start, end=start + len(words), text=words, value=Decimal(value), **known)  # type: ignore[arg-type]


def golds() -> list[Gold]:
    """«a» has two claims and a person, «b» a claim and a law that names the country."""
    a = "В Астане за 2025 год раскрыто 45 краж, из них 12 квартирных, сказал начальник полиции Серик Ахметов."
    b = "По ст. 188 УК РК в <Астане> за 2025 год возбуждено 90 дел. <script>alert(1)</script>"
    return [
        Gold(
            id="a",
            text=a,
            places={"Астане": "Астана"},
            officials=(Official(surface="Серик Ахметов", name="Серик Ахметов", role="начальник полиции"),),
            claims=(
                _claim(a, "45", "45", indicator="кражи", code="crime.theft", action="solved"),
                _claim(a, "12", "12", indicator="кражи", code="crime.theft.apartment", part_of=0),
            ),
        ),
        Gold(
            id="b",
            text=b,
            places={"Астане": "Астана"},
            laws=("ст. 188 УК РК",),
            claims=(_claim(b, "90", "90", indicator="дела", code="case.criminal", action="charged"),),
        ),
    ]


def perfect() -> list[Document]:
    """Readings without a mistake."""
    return [document_of(gold) for gold in golds()]


def flawed() -> list[Document]:
    """«a»: the first claim without its period, the second missed, the role wrong; «b»: a false alarm."""
    first, second = perfect()
    wrong = msgspec.structs.replace(first.claims[0], period=None)
    people = tuple(
        msgspec.structs.replace(e, role="прокурор") if e.type == "PERSON" else e for e in first.entities
    )
    at = second.text.index("188")
    alarm = msgspec.structs.replace(second.claims[0], id="c9", start=at, end=at + 3, text="188")
    return [
        msgspec.structs.replace(first, claims=(wrong,), entities=people),
        msgspec.structs.replace(second, claims=(alarm, *second.claims)),
    ]
