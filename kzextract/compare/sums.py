"""Regions against the country: no region above it, and all twenty together equal to it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kzextract.checks.audit import code
from kzextract.checks.ranges import Range, stated
from kzextract.compare.figures import Figure, Key
from kzextract.compare.records import Comparison, Entry, Reason
from kzextract.lexicon import load_csv
from kzextract.records import Claim, Document, Verdict
from kzextract.review.labels import label, number, period

COUNTRY = "Казахстан"
# Index of the place in a key.
_PLACE = 2


def sums_of_regions(
    by_key: dict[Key, list[Figure]], entry: Callable[[Document, Claim], Entry]
) -> list[Comparison]:
    """Counts of regions against that of the country, for the same code, period and measure."""
    regions = {row["ref"] for row in load_csv("tiles")}
    countries = {key: figures for key, figures in by_key.items() if key[_PLACE] == COUNTRY}
    parts: dict[Key, dict[str, Figure]] = {}
    for key, figures in by_key.items():
        claim = figures[0].claim
        if claim.measure == "level" and claim.place is not None and claim.place.ref in regions:
            over = (*key[:_PLACE], COUNTRY, *key[_PLACE + 1 :])
            if over in countries:
                parts.setdefault(over, {})[claim.place.ref] = figures[0]
    out = []
    for key, by_region in parts.items():
        found = _judge(countries[key][0], by_region, len(regions), entry)
        if found is not None:
            out.append(found)
    return out


def _judge(
    country: Figure, by_region: dict[str, Figure], all_regions: int, entry: Callable[[Document, Claim], Entry]
) -> Comparison | None:
    whole = stated(country.claim)
    total = Range(Decimal(0), Decimal(0))
    for figure in by_region.values():
        total = total.plus(stated(figure.claim).strict)
    complete = len(by_region) == all_regions
    above = whole.strict.high is not None and total.low > whole.strict.high
    verdict: Verdict
    if above or (complete and not whole.strict.meets(total)):
        verdict = "inconsistent"
    elif complete:
        verdict = "consistent"
    else:
        return None
    subject = code(country.claim) or ""
    summed = sum((f.claim.value for f in by_region.values()), Decimal(0))
    texts = {}
    for lang in ("ru", "en"):
        of, said = number(summed, lang), number(country.claim.value, lang)
        name = label("codes", subject, lang)
        texts[lang] = (
            f"{name}: по регионам ({len(by_region)} из {all_regions}) вместе {of}, по стране {said}."
            if lang == "ru"
            else f"{name}: regions ({len(by_region)} of {all_regions}) give {of}, the country {said}."
        )
    return Comparison(
        kind="sum_of_regions",
        verdict=verdict,
        severity="info" if verdict == "consistent" else "error",
        code=subject,
        place=COUNTRY,
        period=period(country.claim.period, "ru"),
        entries=(
            entry(country.document, country.claim),
            *(entry(f.document, f.claim) for f in by_region.values()),
        ),
        reasons=(
            Reason(
                slot="sum",
                text="Один показатель и период; места — регионы и страна.",
                text_en="The same indicator and period; the places are regions and the country.",
            ),
        ),
        message=texts["ru"],
        message_en=texts["en"],
        spread=(abs(summed - country.claim.value) / max(summed, country.claim.value, Decimal(1))).quantize(
            Decimal("0.0001")
        ),
    )
