"""The parts of the documents written from the code and its data, between ``<!-- written: NAME -->`` marks.

``python tests/docs_written.py`` writes them anew; ``tests/test_docs.py`` holds that they are up to date.
"""

from __future__ import annotations

import json
import re
import sys
import types
import typing
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[1]
SECTION = re.compile(r"(<!-- written: ([\w.]+) -->\n).*?(\n<!-- /written -->)", re.DOTALL)
FIRST = 3  # examples a code


def codes() -> str:
    """Indicator codes with both labels and phrases of the gold that have them."""
    from kzextract.lexicon import load_toml

    phrases: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted((ROOT / "corpora" / "releases").glob("*.gold.json")):
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
            if claim["code"] and claim["indicator"]:
                phrases[claim["code"]][claim["indicator"]] += 1
    rows = []
    for code, (russian, english) in load_toml("labels")["codes"].items():
        found = sorted(phrases[code].items(), key=lambda item: (-item[1], item[0]))[:FIRST]
        rows.append(f"| `{code}` | {russian} | {english} | {', '.join(f'«{p}»' for p, _ in found)} |")
    return "| code | по-русски | in English | for example |\n|---|---|---|---|\n" + "\n".join(rows)


def labels(table: str) -> str:
    """A table of codes with both labels."""
    from kzextract.lexicon import load_toml

    rows = [f"| `{code}` | {ru} | {en} |" for code, (ru, en) in load_toml("labels")[table].items()]
    return "| code | по-русски | in English |\n|---|---|---|\n" + "\n".join(rows)


def _type(kind: Any) -> str:
    """A type in the words of the page: «text», «one of …», «decimal or null»."""
    names = {
        "str": "text",
        "int": "whole number",
        "bool": "true or false",
        "Decimal": "decimal",
        "date": "date",
    }
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin in (typing.Union, types.UnionType):
        plain = [a for a in inner if a is not type(None)]
        words = "[entity](#mention)" if len(plain) > 1 else _type(plain[0])
        return words if len(plain) == len(inner) else f"{words}, or null"
    if origin is tuple:
        return "start and end" if inner == (int, int) else f"list of {_type(inner[0])}"
    if kind is float:
        return "number"
    return names.get(kind.__name__) or f"[{kind.__name__}](#{kind.__name__.lower()})"


def fields(name: str, before: str) -> str:
    """The fields of a record type; what they mean is kept from the page, where people write it."""
    from kzextract import records

    record = getattr(records, name)
    meanings = dict(re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", before, re.MULTILINE))
    hints = typing.get_type_hints(record)
    inherited: set[str] = set()
    if issubclass(record, records.Mention) and record is not records.Mention:
        inherited = {field.name for field in msgspec.structs.fields(records.Mention)}
    rows = [
        f"| `{f.name}` | {_type(hints[f.name])} | {meanings.get(f.name, 'TO BE WRITTEN')} |"
        for f in msgspec.structs.fields(record)
        if f.name not in inherited
    ]
    return "| field | type | meaning |\n|---|---|---|\n" + "\n".join(rows)


def limits() -> str:
    """How often a record is right, on several kinds of text: the figures of the page on evaluation."""
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")

    def figure(pattern: str) -> str:
        [found] = re.findall(pattern, page, re.MULTILINE)
        return f"{float(found):.2f}"

    used, unseen = r"^\| {} \| \d+ \|.*\| ([\d.]+) \([^|]*\) \|$", r"^\| {} \| \d+ \|.*\| ([\d.]+) \|$"
    rows = [
        ("releases it was developed on", figure(r"^\| record \|.*\| ([\d.]+) \([^|]*\) \| \d+ \| \d+ \|$")),
        ("ordinary releases at first sight", figure(unseen.format("h01–h12"))),
        (
            "plain releases and news, once its faults on them had been looked at",
            figure(used.format("f01–f15")),
        ),
        (
            "transcripts, interviews, court reports, tables, once its faults on them had been looked at",
            figure(used.format("g01–g15")),
        ),
        ("the same at first sight", figure(unseen.format("g01–g15"))),
    ]
    return "| texts | records right (F1) |\n|---|---|\n" + "\n".join(f"| {t} | {f} |" for t, f in rows)


WRITERS: dict[str, Callable[[], str]] = {"codes": codes, "limits": limits}


def written(text: str) -> str:
    """The page with its written parts as they are now."""

    def fresh(match: re.Match[str]) -> str:
        kind, _, name = match[2].partition(".")
        if kind == "labels":
            part = labels(name)
        elif kind == "fields":
            part = fields(name, match[0])
        else:
            part = WRITERS[kind]()
        return f"{match[1]}{part}{match[3]}"

    return SECTION.sub(fresh, text)


def main() -> None:
    """Writes every such part anew."""
    for page in sorted((ROOT / "docs").rglob("*.md")):
        old = page.read_text(encoding="utf-8")
        if (new := written(old)) != old:
            page.write_text(new, encoding="utf-8")
            print(f"{page.relative_to(ROOT)}: written anew")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
