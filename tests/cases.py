"""The runner of ``corpora/cases``: reads a case file and says where a text's records differ from those
expected.

A file is TOML::

    about = "what the file is about"

    [[case]]
    text = "Число краж снизилось на 5%."
    date = "2025-12-01"                 # optional: publication date; also ``place``
    claims = [{ text = "5%", value = "5", measure = "change", direction = "down", code = "crime.theft" }]

    [[case]]
    text = "В Астане тихо."
    entities = [{ type = "PLACE", text = "Астане", name = "Астана", ref = "710000000" }]

    [[none]]
    text = "Звоните 102."               # yields no claim
    of = "claims"                       # or an entity type; or "findings": nothing is wrong

Where ``findings`` is given, these and only these checks must find something wrong (``check``, ``verdict``,
and the ``claims`` by their texts); ``right`` names checks that must find their figures consistent.

Where ``claims`` is given, these and only these spans must be claims, in this order, and each field given must
be equal. Where ``entities`` is given, of every type that occurs in it (or in ``types``) these and only these
must be found. Field names are those of the schema; flat ones for the slots: ``indicator`` (its text),
``code``, ``place`` and ``attribution`` (the name), ``period`` and ``base_period`` ("2025-01-01..2025-12-31"),
``part_of`` (the index of another claim of the case). A field that must be null is written ``"null"``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kzextract import Claim, Document, extract

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


EXPECTED = {"case": {"claims", "entities", "types", "findings", "right"}, "none": {"of"}}
NONE_OF = {"claims", "findings", "PLACE", "PERIOD", "PROGRAM", "LAW", "ORG", "PERSON"}


def load_cases(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every case of every file, with a name that says where it stands; negative ones have ``none`` set."""
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(data) - {"about", "case", "none"}
        if unknown:
            raise ValueError(f"{path.name}: unknown tables {unknown}")
        for kind in ("case", "none"):
            for n, case in enumerate(data.get(kind, ()), 1):
                name = f"{path.stem}-{kind}{n}"
                keys = set(case) - {"text", "date", "place"}
                # A misspelt key would expect nothing, and the case could not fail.
                if keys - EXPECTED[kind] or (kind == "case" and not keys - {"types"}):
                    raise ValueError(f"{name}: unknown keys {keys - EXPECTED[kind]}, or nothing expected")
                if kind == "none" and case.get("of", "claims") not in NONE_OF:
                    raise ValueError(f"{name}: of = {case['of']!r}")
                yield name, {**case, "none": kind == "none"}


WRONG = ("inconsistent", "implausible")


def flat(claim: Claim, document: Document) -> dict[str, Any]:
    """A claim's fields as case files write them."""
    index = {c.id: n for n, c in enumerate(document.claims)}

    def span(slot: Any) -> str | None:
        return f"{slot.start}..{slot.end}" if slot else None

    return {
        **claim.to_dict(),
        "indicator": claim.indicator and claim.indicator.text,
        "code": claim.indicator and claim.indicator.code,
        "place": claim.place and claim.place.name,
        "period": span(claim.period),
        "base_period": span(claim.base_period),
        "attribution": claim.attribution and claim.attribution.name,
        "part_of": index[claim.part_of] if claim.part_of else None,
    }


def differences(case: dict[str, Any]) -> list[str]:
    """Where the records of a case's text are not those expected; empty when all is right."""
    document = extract(case["text"], date=case.get("date"), place=case.get("place"))
    for item in (*document.entities, *document.claims):
        assert document.text[item.start : item.end] == item.text
    if case["none"]:
        of = case.get("of", "claims")
        if of == "findings":
            return [f"{f.check} {f.verdict}: {f.message}" for f in document.findings if f.verdict in WRONG]
        found = document.claims if of == "claims" else [e for e in document.entities if e.type == of]
        return [f"found {x.text!r}" for x in found]
    out = []
    if "claims" in case:
        wanted, got = case["claims"], [flat(c, document) for c in document.claims]
        if [w["text"] for w in wanted] != [g["text"] for g in got]:
            out.append(f"claims {[g['text'] for g in got]}, expected {[w['text'] for w in wanted]}")
        else:
            for w, g in zip(wanted, got, strict=True):
                out += [
                    f"{w['text']}: {k} is {g[k]!r}, expected {v!r}"
                    for k, v in w.items()
                    if g[k] != (None if v == "null" else v)
                ]
    texts = {c.id: c.text for c in document.claims}
    if "findings" in case:
        wrong = [f for f in document.findings if f.verdict in WRONG]
        found = [
            {"check": f.check, "verdict": f.verdict, "claims": [texts[c] for c in f.claims]} for f in wrong
        ]
        wanted = case["findings"]
        if [w["check"] for w in wanted] != [g["check"] for g in found]:
            out.append(f"findings {found}")
        else:
            for w, g in zip(wanted, found, strict=True):
                out += [f"{w['check']}: {k} is {g[k]!r}, expected {v!r}" for k, v in w.items() if g[k] != v]
    right = {f.check for f in document.findings if f.verdict == "consistent"}
    out += [f"{check} finds nothing consistent" for check in case.get("right", ()) if check not in right]
    if "entities" in case:
        types = {e["type"] for e in case["entities"]} | set(case.get("types", ()))
        entities = [{**e.to_dict(), "type": e.type} for e in document.entities if e.type in types]
        wanted = case["entities"]
        if [(w["type"], w["text"]) for w in wanted] != [(g["type"], g["text"]) for g in entities]:
            out.append(f"entities {[(g['type'], g['text']) for g in entities]}")
        else:
            for w, g in zip(wanted, entities, strict=True):
                out += [
                    f"{w['text']}: {k} is {g.get(k)!r}, expected {v!r}"
                    for k, v in w.items()
                    if g.get(k) != (None if v == "null" else v)
                ]
    return out
