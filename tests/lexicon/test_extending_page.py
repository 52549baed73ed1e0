"""docs/extending.md: every TOML on it is a lexicon, the example is the file that the page speaks of."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT
from docs_blocks import blocks

from kzextract.lexicon import own
from kzextract.lexicon.own import Entry, open_lexicon

PAGE = ROOT / "docs" / "extending.md"
EXAMPLE = ROOT / "docs" / "examples" / "lexicon.toml"
TABLES = (own.PlaceEntry, own.ProgramEntry, own.IndicatorEntry, own.UnitEntry)


def test_every_toml_on_the_page_is_a_lexicon(tmp_path: Path) -> None:
    found = [b.code for b in blocks(PAGE.read_text(encoding="utf-8")) if b.language == "toml"]
    assert EXAMPLE.read_text(encoding="utf-8") in found
    for n, code in enumerate(found):
        path = tmp_path / f"{n}.toml"
        path.write_text(code, encoding="utf-8")
        assert open_lexicon(path) is not None


def test_the_page_speaks_of_every_key_and_every_choice() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for table in TABLES:
        assert issubclass(table, Entry)
        for key in table.__struct_encode_fields__:
            assert f"`{key}`" in page or f"\n{key} = " in page, f"{table.__name__}.{key}"
    for choice in ("name", "context", "head", "capital", "quotes", "weak"):
        assert f'| `"{choice}"` |' in page
