"""The errors as one self-contained page to browse: figures, filters, each case in its sentence."""

from __future__ import annotations

from typing import Any, NamedTuple

from kzextract.evaluation.errors import field_name, rows, sentence, shown, words
from kzextract.evaluation.intervals import METRICS, Estimate, Row, differences, intervals
from kzextract.evaluation.scoring import Case, DocumentScore, Score
from kzextract.evaluation.versions import Change, changes
from kzextract.lexicon import load_toml
from kzextract.pages import self_contained, static
from kzextract.records import Claim
from kzextract.review.highlight import segments
from kzextract.review.labels import LANGUAGES


def page(score: Score, against: Score | None = None, lang: str = "ru", title: str | None = None) -> str:
    """The page as a string; with another version also what it reads otherwise, and the differences."""
    heading = title or words("title" if against is None else "title_against", lang)
    found = changes(score, against) if against else []
    # What only the other version gets wrong is shown too: it is what became better.
    mended = [change for change in found if not (change.case and change.case.problems)]
    verdicts = {id(change.case): change for change in found if change.case}
    cases = [_case(one, case, verdicts.get(id(case))) for one, case in score.errors]
    cases += [_case(change.document, change.case, change) for change in mended]
    order = {one.gold.id: n for n, one in enumerate(score.each)}
    cases.sort(key=lambda case: (order[case["document"]], case["start"]))
    data = {
        "lang": lang,
        "title": title,
        "words": load_toml("score_labels")["score"],
        "names": _names(score),
        "documents": score.documents,
        "broken": score.broken_spans,
        "missing": score.missing,
        "compared": against is not None,
        "figures": _figures(intervals(score), score),
        "differences": _differences(differences(score, against)) if against else None,
        "cases": cases,
    }
    return self_contained(
        data,
        heading=heading,
        skip=words("skip", lang),
        noscript=words("noscript", lang),
        scripts=[static("kzextract.evaluation", "figures.js", "score.js")],
        styles=[static("kzextract.evaluation", "score.css")],
    )


def _names(score: Score) -> dict[str, list[str]]:
    """The words for every figure, slot and type."""
    names = {name for _, tallies in score.groups() for name in tallies} | {"claim", "name"}
    return {name: [field_name(name, lang) for lang in LANGUAGES] for name in sorted(names)}


def _estimate(figure: Estimate) -> list[float | None]:
    return [figure.value, figure.low, figure.high]


def _figures(figures: dict[str, dict[str, Row]], score: Score) -> dict[str, list[dict[str, Any]]]:
    shown_of = {
        group: [
            {
                "name": name,
                "gold": tally.gold,
                "predicted": tally.predicted,
                **{metric: _estimate(figures[group][name][metric]) for metric in METRICS},
            }
            for name, tally in tallies.items()
        ]
        for group, tallies in score.groups()
    }
    of_names = [figure for figure in shown_of["fields"] if figure["name"] not in score.slots]
    return {"types": shown_of["types"], "slots": shown_of["slots"], "fields": of_names}


def _differences(moved: dict[str, dict[str, Row]]) -> dict[str, list[dict[str, Any]]]:
    return {
        group: [
            {"name": name, **{metric: _estimate(row[metric]) for metric in METRICS}}
            for name, row in moved[group].items()
        ]
        for group in ("types", "slots")
    }


def _case(one: DocumentScore, case: Case | None, change: Change | None) -> dict[str, Any]:
    """A case for the page: where it stands, in pieces to be lit, and its slots by gold and each version."""
    other = change.other if change else None
    where = case or other
    assert where is not None
    table: dict[str, dict[str, Any]] = {}
    for key, reading, read in (("predicted", one, case), ("other", change.before if change else one, other)):
        for row in rows(reading, read) if read else ():
            slot = table.setdefault(row.slot, {"slot": row.slot})
            slot["gold"] = _both(row.slot, row.gold)
            slot[key] = _both(row.slot, row.got)
            slot[f"{key}_wrong"] = row.wrong
    return {
        "document": one.gold.id,
        "type": where.type,
        "kind": case.kind if case else "right",
        "wrong": sorted(case.wrong if case else ()),
        "change": change.verdict if change else None,
        "other_kind": other.kind if other else "right",
        "other_wrong": sorted(other.wrong if other else ()),
        "start": where.span[0],
        "text": one.gold.text[where.span[0] : where.span[1]],
        "pieces": _pieces(one, where),
        "rows": list(table.values()),
    }


def _both(slot: str, value: str | None) -> list[str]:
    return [shown(slot, value, lang) for lang in LANGUAGES]


class _Lit(NamedTuple):
    start: int
    end: int
    mark: str


def _pieces(one: DocumentScore, case: Case) -> list[list[str]]:
    """The sentence cut into (words, marks)."""
    start, end = sentence(one, case)
    spans = [_Lit(x.start, x.end, mark) for x, mark in ((case.gold, "gold"), (case.predicted, "got")) if x]
    if isinstance(case.predicted, Claim):
        spans += _context(one, case.predicted)
    inside = [
        _Lit(max(s.start, start) - start, min(s.end, end) - start, s.mark)
        for s in spans
        if s.start < end and start < s.end
    ]
    text = one.gold.text[start:end]
    return [
        [text[piece.start : piece.end], " ".join(sorted({inside[i].mark for i in piece.over}))]
        for piece in segments(len(text), inside)
    ]


def _context(one: DocumentScore, claim: Claim) -> list[_Lit]:
    """Where the prediction has its indicator, place and period from."""
    found = []
    indicator = claim.indicator
    if indicator and indicator.start is not None and indicator.end is not None:
        found.append(_Lit(indicator.start, indicator.end, "indicator"))
    entity = next((e for e in one.document.entities if claim.place and e.id == claim.place.entity), None)
    if entity:
        found.append(_Lit(entity.start, entity.end, "place"))
    for slot, period in (("period", claim.period), ("base_period", claim.base_period)):
        if period and period.span:
            found.append(_Lit(*period.span, slot))
    return found
