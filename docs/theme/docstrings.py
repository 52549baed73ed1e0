"""griffe extension: docstrings as Markdown. They are plain text with doctests and a few roles of Sphinx."""

from __future__ import annotations

import re
from typing import Any

import griffe

_DOCTEST = re.compile(r"(?:^>>> .*\n?(?:^(?!>>> )\S.*\n?|^\.\.\. .*\n?)*)+", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?([\w.]+)`")


class AsMarkdown(griffe.Extension):
    """Puts doctests into code blocks and roles into code."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrites the docstring of every object once."""
        if obj.docstring is not None:
            text = _ROLE.sub(lambda m: f"`{m[1].removeprefix('kzextract.records.')}`", obj.docstring.value)
            obj.docstring.value = _DOCTEST.sub(lambda m: f"```pycon\n{m[0].rstrip()}\n```\n", text)
