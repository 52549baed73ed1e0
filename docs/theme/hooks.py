"""MkDocs hooks: pages of the repository's root that belong to the site too, and links that leave docs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

PAGES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}

# A link from a page to a file of the repository: to a page where the site has one, else only its words.
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./([\w./-]+)\)")


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """The text of a page with no link to what the site has not."""
    if "/" in page.file.src_uri:
        return markdown
    return OUTSIDE.sub(lambda m: f"[{m[1]}]({PAGES[m[2]]})" if m[2] in PAGES else m[1], markdown)


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Adds them; their links to ``docs/`` are links from page to page there."""
    root = Path(config.config_file_path).parent
    for source, target in PAGES.items():
        text = (root / source).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, target, content=text))
    return files
