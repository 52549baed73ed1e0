"""The documentation as a site: built without a warning, asking nothing of other hosts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

# What makes a browser fetch something; a link that a reader may follow does not.
FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(https?:)?//|@import\s+url\(|url\(https?://"
)
STYLES = re.compile(r"<link\b[^>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # The theme and the builder use their output to speak of their own future.
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, **quiet, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr, done.stderr
    return folder


def test_every_page_of_the_documents_is_there(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        made = site / page.relative_to(ROOT / "docs").with_suffix(".html")
        assert made.exists(), f"{made.name} is missing"
    assert (site / "contributing.html").exists() and (site / "changelog.html").exists()
    assert "image/png" in (site / "notebooks" / "researcher.html").read_text(encoding="utf-8")


def test_pages_fetch_nothing_from_other_hosts(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not FETCHED.search(text), page.name
        for link in STYLES.findall(text):
            if not re.search(r'rel="?(canonical|prev|next)', link):
                assert "//" not in link, f"{page.name}: {link}"


def test_the_interface_page_has_the_docstrings(site: Path) -> None:
    text = (site / "api.html").read_text(encoding="utf-8")
    for name in ("extract", "extract_many", "load", "Document", "json_schema", "compare", "run", "ask"):
        assert f">{name}</span>" in text, name
    assert "&gt;&gt;&gt;" in text  # examples are code, not quotations
    assert ":class:" not in text and ":func:" not in text
