"""Metamorphic tests on every release: a change of known effect changes that and nothing else.

Figures replaced by figures of the same shape change values only; another region changes places only; another
year moves periods only; other letters, dashes and spaces of the same meaning change nothing. Where a change
cannot be made safely the test is skipped with the reason.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from decimal import Decimal
from typing import Any

import pytest
from cases import load_cases
from conftest import CASES, RELEASES
from metamorphic import (
    OFFSETS,
    SHORT_YEAR,
    SPACES,
    YEAR,
    differences,
    folded,
    later,
    number,
    other_figures,
    periods,
    quoted,
    shown,
)
from region_swap import NotSafe, swap_of

from kzextract import Document, extract
from kzextract.evaluation.gold import Gold, load_gold

GOLDS = {gold.id: gold for gold in load_gold(RELEASES)}

# Releases that a transformation still changes more than it should, with the cause. Strict: what is mended is
# to be taken out of here.
KNOWN: dict[tuple[str, str], str] = {
    ("70", "a02"): "wrapping: a paragraph whose last line fills the width looks like one that goes on",
}


def releases(*changes: str) -> pytest.MarkDecorator:
    """Every release with every change as parameters, the known failures marked."""

    def marks(change: str, name: str) -> list[pytest.MarkDecorator]:
        reason = KNOWN.get((change, name))
        return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []

    names = {c: f"U+{ord(c):04X}" if len(c) == 1 else c for c in changes}
    return pytest.mark.parametrize(
        ("gold", "change"),
        [
            pytest.param(g, c, id=f"{n}-{names[c]}", marks=marks(c, n))
            for n, g in GOLDS.items()
            for c in changes
        ],
    )


@functools.cache
def original(name: str) -> Document:
    """The records of a release as it stands."""
    return extract(GOLDS[name].text, date=GOLDS[name].date)


# --- figures ---------------------------------------------------------------------------------------------


@releases("figures")
def test_other_figures_change_only_values(gold: Gold, change: str) -> None:
    before = original(gold.id)
    changed = list(other_figures(gold.text, before.claims))
    if not changed:
        pytest.skip("no figure of this release has room for another one of its shape between its neighbours")
    text = gold.text
    expected = {c.id: c.to_dict() for c in before.claims}
    for claim, figure, other in changed:
        at = text.index(figure, claim.start, claim.end)
        text = text[:at] + other + text[at + len(figure) :]
        value = claim.value / number(figure) * number(other)
        expected[claim.id] |= {"value": value, "text": text[claim.start : claim.end]}
    assert len(text) == len(gold.text)
    after = extract(text, date=gold.date)
    found = {c.id: c for c in after.claims}
    assert [(c.start, c.end) for c in after.claims] == [(c.start, c.end) for c in before.claims]
    assert [found[i].text for i in expected] == [e["text"] for e in expected.values()]
    assert {i: found[i].value for i in expected} == {i: Decimal(e["value"]) for i, e in expected.items()}
    # A phrase put together for the indicator may quote another figure of its sentence («двое из 12»).
    fixed = (rf"\d[\d{SPACES},]*", "#")
    hidden = ("value", "text")
    assert (
        differences(
            [{"text": "", **r} for r in shown(before, lambda s: re.sub(*fixed, s), hidden)],
            [{"text": "", **r} for r in shown(after, lambda s: re.sub(*fixed, s), hidden)],
        )
        == []
    )


# --- region ----------------------------------------------------------------------------------------------


@releases("region")
def test_another_region_changes_only_places(gold: Gold, change: str) -> None:
    before = original(gold.id)
    try:
        swap = swap_of(before)
    except NotSafe as reason:
        pytest.skip(str(reason))
    after = extract(swap.put(gold.text), date=gold.date)
    left, right = (
        shown(d, rewrite, (*OFFSETS, "ref", "parent")) for d, rewrite in ((before, swap.put), (after, str))
    )
    assert differences(left, right) == []
    old = {c.place.ref for c in before.claims if c.place and c.place.name == swap.region}
    new = {c.place.ref for c in after.claims if c.place and c.place.name == swap.other}
    assert len(old) == len(new) == 1
    assert old != new


# --- dates -----------------------------------------------------------------------------------------------


def moves_with_the_date(text: str, date: dt.date | str) -> None:
    """Nothing but the periods differs when the caller's date is a year later, and these by a year."""
    before, after = extract(text, date=date), extract(text, date=later(date))
    assert differences(periods(shown(before), text, later), periods(shown(after), text, str)) == []


@pytest.mark.parametrize("gold", GOLDS.values(), ids=GOLDS)
def test_another_date_moves_only_the_periods_that_rest_on_it(gold: Gold) -> None:
    if YEAR.search(gold.text) or SHORT_YEAR.search(gold.text):
        pytest.skip("the text names years of its own: see the test that moves these too")
    moves_with_the_date(gold.text, gold.date or "2025-10-15")


DATED = {n: c for n, c in load_cases(CASES) if "date" in c and not YEAR.search(c["text"])}


@pytest.mark.parametrize("case", DATED.values(), ids=DATED)
def test_another_date_moves_the_periods_of_a_case(case: dict[str, Any]) -> None:
    """Few releases name no year, so the cases are taken too."""
    if SHORT_YEAR.search(case["text"]):
        pytest.skip("years of two digits")
    moves_with_the_date(case["text"], case["date"])


@releases("years")
def test_all_years_later_move_every_period_and_nothing_else(gold: Gold, change: str) -> None:
    """The text's own years and the caller's date go on by one."""
    if SHORT_YEAR.search(gold.text):
        pytest.skip("years of two digits")
    before = original(gold.id)
    figures = {(c.start, c.end) for c in before.claims}  # «1951 преступление» is no year

    def on(m: re.Match[str]) -> str:
        return m[0] if m.string is gold.text and m.span() in figures else str(int(m[0]) + 1)

    text = YEAR.sub(on, gold.text)
    if text == gold.text:
        pytest.skip("no year in the text")
    after = extract(text, date=later(gold.date) if gold.date else None)
    left = periods(quoted(shown(before), lambda s: YEAR.sub(on, s)), text, later)
    assert differences(left, periods(shown(after), text, str)) == []


# --- letters, dashes, spaces ------------------------------------------------------------------------------


def unchanged(gold: Gold, text: str) -> None:
    """The text reads as the release does, at the same offsets."""
    if text == gold.text:
        pytest.skip("nothing to change in this release")
    assert len(text) == len(gold.text)
    after = extract(text, date=gold.date)
    assert differences(shown(original(gold.id), folded), shown(after, folded)) == []


@releases("yo")
def test_yo_is_ye(gold: Gold, change: str) -> None:
    unchanged(gold, gold.text.replace("ё", "е").replace("Ё", "Е"))


@releases("-", "–", "—")
def test_dashes_between_spaces_are_alike(gold: Gold, change: str) -> None:
    unchanged(gold, re.sub(rf"(?:(?<=[{SPACES}])|(?m:^))[-–—](?=[{SPACES}])", change, gold.text))


@releases("\u00a0", "\u202f", "\u2009")
def test_spaces_are_alike(gold: Gold, change: str) -> None:
    unchanged(gold, gold.text.replace(" ", change))


def wrapped(text: str, width: int) -> str:
    """The text with every line broken by width, as mail and PDF break it."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        start = 0
        while len(line) - start > width:
            cut = line.rfind(" ", start, start + width + 1)
            if cut <= start:
                break
            line = f"{line[:cut]}\n{line[cut + 1 :]}"
            start = cut + 1
        lines[n] = line
    return "\n".join(lines)


@releases("70", "100")
def test_wrapped_lines_are_one(gold: Gold, change: str) -> None:
    text = wrapped(gold.text, int(change))
    if text == gold.text:
        pytest.skip("nothing to change in this release")
    after = extract(text, date=gold.date)

    def plain(s: str) -> str:
        return folded(s.replace("\n", " "))

    assert differences(shown(original(gold.id), plain), shown(after, plain)) == []
