"""The report: one self-contained HTML page with all documents in it, that opens from a mail attachment.

Nothing of an article is ever put into the page as markup: the documents are JSON in a data block, the page's
script writes them as text, and a content-security policy that names the hashes of its only script and style
forbids the rest.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kzextract import __version__
from kzextract.lexicon import load_csv, load_toml
from kzextract.records import Document
from kzextract.review.labels import label
from kzextract.review.payload import document_payload

# In this order they make up the page's one script; each file is one idea.
SCRIPTS = ("base", "text", "claims", "filters", "charts", "views", "app")
STYLES = ("base", "text", "overview")


@cache
def _static(suffix: str, names: tuple[str, ...]) -> str:
    folder = files(__package__).joinpath("static")
    return "\n".join(folder.joinpath(f"{name}.{suffix}").read_text(encoding="utf-8") for name in names)


def page(documents: Iterable[Document], lang: str = "ru", title: str | None = None) -> str:
    """The page as a string; one document alone is shown without overview and list."""
    held = list(documents)
    heading = title or _title(held, lang)
    data = {
        "lang": lang,
        "title": heading,
        "version": __version__,
        "labels": load_toml("labels"),
        "tiles": load_csv("tiles"),
        "documents": [document_payload(document) for document in held],
    }
    script = "(() => {\n'use strict';\n" + _static("js", SCRIPTS) + "\n})();"
    style = _static("css", STYLES)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "lang": lang,
        "policy": html.escape(policy),
        "title": html.escape(heading),
        "noscript": html.escape(label("page", "noscript", lang)),
        "skip": html.escape(label("page", "skip", lang)),
        "style": style,
        "data": embedded_json(data),
        "script": script,
    }
    return _filled(_static("html", ("report",)), parts)


def _title(documents: Sequence[Document], lang: str) -> str:
    if len(documents) == 1:
        return documents[0].meta.title or f"{label('page', 'document', lang)} {documents[0].id}"
    return label("page", "title", lang)


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def embedded_json(data: Any) -> str:
    """JSON that can stand inside a script element whatever it holds.

    >>> embedded_json({"text": "</script>"})
    '{"text":"\\\\u003c/script\\\\u003e"}'
    """
    encoded = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        encoded = encoded.replace(char, f"\\u{ord(char):04x}")
    return encoded


def _filled(template: str, parts: dict[str, str]) -> str:
    # One pass over the template: what is filled in is never looked at again, so no text smuggles in a marker.
    pieces = template.split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        filled += [parts[name], rest]
    return "".join(filled)
