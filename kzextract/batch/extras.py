"""Packages of the extras, imported where they are used; a missing one is told in one line."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtra(ImportError):
    """A package that an extra of kzextract brings is not installed."""


def needed(module: str, extra: str) -> Any:
    """The module; :class:`MissingExtra` naming the extra if it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.split(".")[0]
        raise MissingExtra(f"this needs {package}: pip install 'kzextract[{extra}]'") from error
