"""Comparison of many documents: every figure is put under its key once, then each key is looked at alone."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kzextract.checks.audit import code, place
from kzextract.compare.agreement import clusters, could_agree, signed
from kzextract.compare.duplicates import near_duplicates
from kzextract.compare.figures import Figure, Key, key_of
from kzextract.compare.places import home_places
from kzextract.compare.records import Comparison, Entry, Kind, name_of
from kzextract.compare.sums import sums_of_regions
from kzextract.compare.why import reasons_of
from kzextract.records import Claim, Document, Verdict
from kzextract.review.labels import LANGUAGES, amount, label, period

ORDER: dict[Verdict, int] = {"inconsistent": 0, "implausible": 1, "not_checkable": 2, "consistent": 3}
# A figure that a hundred releases repeat needs no more rows than this to be seen.
MAX_ENTRIES = 30


# A count of crimes of a region and year is one number; damage, suspects or seizures may be those of any
# operation, so that different figures of theirs are no disagreement.
_WHOLE_SUBJECTS = ("crime.", "offence.", "traffic.", "fire.", "emergency.", "population", "protection_order")


def compare(documents: Iterable[Document]) -> list[Comparison]:
    """Every figure that two or more releases give, worst first; time grows with the number of claims.

    >>> from kzextract import extract
    >>> texts = [f"В Астане в 2025 году зарегистрировано {n} краж." for n in (500, 510)]
    >>> [c.verdict for c in compare(extract(t, id=t) for t in texts)]
    ['inconsistent']
    """
    held = list(documents)
    homes = home_places(held)
    by_key: dict[Key, list[Figure]] = {}
    for document in held:
        seen: set[tuple[Key, Decimal]] = set()
        home = homes.get(document.id)
        for claim in document.claims:
            where = place(claim) or (home.name if home is not None else None)
            key = key_of(claim, where) if where else None
            if key is None or where is None or (key, claim.value) in seen:
                continue
            seen.add((key, claim.value))
            by_key.setdefault(key, []).append(
                Figure(document, claim, where, home if claim.place is None else None)
            )
    found = [c for figures in by_key.values() if (c := _compared(figures)) is not None]
    found += near_duplicates(held, entry)
    found += sums_of_regions(by_key, entry)
    return sorted(found, key=lambda c: (ORDER[c.verdict], -c.spread, c.code, c.place, c.period))


def entry(document: Document, claim: Claim) -> Entry:
    """A claim as a row of a comparison."""
    start, end = claim.sentence
    return Entry(
        document=document.id,
        name=name_of(document),
        source=document.meta.source,
        date=document.meta.date,
        url=document.meta.url,
        claim=claim.id,
        value=signed(claim),
        value_max=claim.value_max,
        unit=claim.unit,
        text=claim.text,
        amount=_arrow(claim) + amount(claim, "ru"),
        amount_en=_arrow(claim) + amount(claim, "en"),
        sentence=" ".join(document.text[start:end].split()),
        start=claim.start,
        end=claim.end,
    )


def _arrow(claim: Claim) -> str:
    return {"up": "▲ ", "down": "▼ "}.get(claim.direction or "", "")


def _compared(figures: list[Figure]) -> Comparison | None:
    """The figures of one key; None where a single release gives them."""
    figures = _one_a_document(figures)
    if len(figures) < 2:
        return None
    claims = [f.claim for f in figures]
    groups = clusters(claims)
    subject = code(claims[0]) or ""
    if len(groups) > 1 and not subject.startswith(_WHOLE_SUBJECTS):
        return None
    shown = [figures[n] for g in groups for n in g][:MAX_ENTRIES]
    reasons = reasons_of(shown)
    weak = any(r.weak for r in reasons)
    rounding = len(groups) > 1 and all(could_agree(claims[groups[0][0]], claims[g[0]]) for g in groups[1:])
    verdict: Verdict = "consistent" if len(groups) == 1 else "implausible" if weak else "inconsistent"
    kind: Kind = "revision" if _is_revision(figures) else "same_figure"
    claim = claims[0]
    # Where nothing disagrees, figures may still be said differently: «более 400» and 412.
    agree = len(groups) == 1
    told = [claims[n] for n in groups[0]] if agree else [claims[g[0]] for g in groups]
    values = [[amount(c, lang) for c in told] for lang in LANGUAGES]
    return Comparison(
        kind=kind,
        verdict=verdict,
        severity="info" if verdict == "consistent" else "warning" if weak or rounding else "error",
        code=subject,
        place=figures[0].place,
        period=period(claim.period, "ru"),
        entries=tuple(entry(f.document, f.claim) for f in shown),
        reasons=reasons,
        message=_message(kind, subject, values[0], agree, weak, rounding, "ru"),
        message_en=_message(kind, subject, values[1], agree, weak, rounding, "en"),
        spread=_spread([signed(claims[g[0]]) for g in groups]),
    )


def _one_a_document(figures: list[Figure]) -> list[Figure]:
    """The finest figure of each release, none of one that has several under the key: they only look alike."""
    by_document: dict[str, list[Figure]] = {}
    for figure in figures:
        by_document.setdefault(figure.document.id, []).append(figure)
    kept = []
    for own in by_document.values():
        groups = clusters([f.claim for f in own])
        if len(groups) == 1:
            kept.append(own[groups[0][0]])
    return kept


def _is_revision(figures: list[Figure]) -> bool:
    """Whether one release looks back at the period and another reports it as its own."""
    looks_back = [_is_base(f) for f in figures]
    return any(looks_back) and not all(looks_back)


def _is_base(figure: Figure) -> bool:
    """Whether the release has the same count for a later year, or compares with this period."""
    claim, then = figure.claim, figure.claim.period
    if then is None or claim.measure == "change":
        return False
    for other in figure.document.claims:
        base, now = other.base_period, other.period
        if base is not None and (base.start, base.end) == (then.start, then.end):
            return True
        if now is None or (now.start.month, now.start.day, now.end.month) != (
            then.start.month,
            then.start.day,
            then.end.month,
        ):
            continue
        if now.end.year > then.end.year and _kind(other) == _kind(claim):
            return True
    return False


def _kind(claim: Claim) -> tuple[object, ...]:
    return code(claim), place(claim), claim.measure, claim.unit, claim.per


def _spread(values: list[Decimal]) -> Decimal:
    low, high = min(values), max(values)
    largest = max(abs(low), abs(high))
    return ((high - low) / largest).quantize(Decimal("0.0001")) if largest else Decimal(0)


def _message(
    kind: Kind, subject: str, values: list[str], agree: bool, weak: bool, rounding: bool, lang: str
) -> str:
    name = label("codes", subject, lang)
    if agree:
        different = list(dict.fromkeys(values))
        if len(different) == 1:
            return f"{name}: {'одинаково' if lang == 'ru' else 'the same'}, {values[0]}."
        what = "не противоречат друг другу" if lang == "ru" else "consistent"
        return f"{name}: {what}: {'; '.join(different)}."
    listed = (" и " if lang == "ru" else " and ").join(values) if len(values) == 2 else "; ".join(values)
    if lang == "ru":
        what = "прежние данные пересмотрены" if kind == "revision" else "данные расходятся"
        more = " Возможно, дело в двойном округлении." if rounding else ""
        return f"{name}: {what}: {listed}." + more + (" Место выведено, а не названо." if weak else "")
    what = "revised since" if kind == "revision" else "the figures disagree"
    more = " It may be a matter of rounding twice." if rounding else ""
    return f"{name}: {what}: {listed}." + more + (" The place was inferred, not named." if weak else "")
