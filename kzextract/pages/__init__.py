"""Self-contained HTML pages, in one look: each is one file that opens from a mail attachment.

Nothing of a text is ever put into a page as markup: the data are JSON in a data block, the page's script
writes them as text, and a content-security policy that names the hashes of its only script and style forbids
the rest.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kzextract import __version__


@cache
def static(package: str, *names: str) -> str:
    """The files of a package's folder ``static``, one after the other.

    >>> static("kzextract.pages", "dom.js").splitlines()[0]
    '// What every page stands on: its data, its theme, and making elements out of text alone.'
    """
    folder = files(package).joinpath("static")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def self_contained(
    data: dict[str, Any],
    *,
    heading: str,
    skip: str,
    noscript: str,
    scripts: Sequence[str],
    styles: Sequence[str],
) -> str:
    """A page of these data; ``data["lang"]`` is its language.

    ``heading`` is the title, ``skip`` the words of the link past the header, ``noscript`` what stands there
    without JavaScript; scripts and styles come after those that all pages have, ``dom.js`` and ``base.css``.
    """
    parts_of_script = (static(__package__, "dom.js"), *scripts)
    script = "(() => {\n'use strict';\n" + "\n".join(parts_of_script) + "\n})();"
    style = "\n".join((static(__package__, "base.css"), *styles))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "lang": html.escape(data["lang"]),
        "policy": html.escape(policy),
        "title": html.escape(heading),
        "noscript": html.escape(noscript),
        "skip": html.escape(skip),
        "style": style,
        "data": embedded_json({**data, "version": __version__}),
        "script": script,
    }
    return _filled(static(__package__, "shell.html"), parts)


def embedded_json(data: Any) -> str:
    """JSON that can stand inside a script element whatever it holds.

    >>> embedded_json({"text": "</script>"})
    '{"text":"\\\\u003c/script\\\\u003e"}'
    """
    encoded = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        encoded = encoded.replace(char, f"\\u{ord(char):04x}")
    return encoded


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _filled(template: str, parts: dict[str, str]) -> str:
    # One pass over the template: what is filled in is never looked at again, so no text smuggles in a marker.
    pieces = template.split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        filled += [parts[name], rest]
    return "".join(filled)
