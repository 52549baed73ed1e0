"""docs/extending.md: every TOML on it is a lexicon, the example is the file that the page speaks of."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import ROOT
from docs_blocks import blocks

from kzextract.lexicon import own
from kzextract.lexicon.own import open_lexicon

PAGE = ROOT / "docs" / "extending.md"
EXAMPLE = ROOT / "docs" / "examples" / "lexicon.toml"
TABLES = own._ENTRIES


def test_every_toml_on_the_page_is_a_lexicon(tmp_path: Path) -> None:
    found = [b.code for b in blocks(PAGE.read_text(encoding="utf-8")) if b.language == "toml"]
    assert EXAMPLE.read_text(encoding="utf-8") in found
    for n, code in enumerate(found):
        path = tmp_path / f"{n}.toml"
        path.write_text(code, encoding="utf-8")
        assert open_lexicon(path) is not None


def test_the_page_speaks_of_every_key_and_every_choice() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, table in TABLES.items():
        for key in own._keys(name):
            assert f"`{key}`" in page or f"\n{key} = " in page, f"{table.__name__}.{key}"
            for choice in own._choices(name, key):
                listed = rf'^{key} = .*# .*\b{choice}\b|\| `"{choice}"` \||`{choice}`'
                assert re.search(listed, page, re.MULTILINE), f"{table.__name__}.{key}: {choice}"
