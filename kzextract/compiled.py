"""Whether the modules that read a text are compiled; the records are the same either way."""

from __future__ import annotations

from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path


def is_compiled() -> bool:
    """Whether this installation runs compiled code."""
    spec = find_spec("kzextract.layers")
    return spec is not None and str(spec.origin).endswith(tuple(EXTENSION_SUFFIXES))


def changed_since() -> list[str]:
    """The sources of a checkout that were changed after they were compiled: what runs is not what they say.

    Empty where nothing is compiled, and where the package is installed apart from its sources.
    """
    home = Path(__file__).parent
    if not (home.parent / "hatch_build.py").is_file():
        return []
    changed = []
    for source in sorted(home.rglob("*.py")):
        module = source.with_name(source.stem + EXTENSION_SUFFIXES[0])
        if module.is_file() and module.stat().st_mtime < source.stat().st_mtime:
            changed.append(source.relative_to(home.parent).as_posix())
    return changed


class OutOfDate(RuntimeError):
    """The compiled modules of a checkout are older than their sources."""


def check_current() -> None:
    """:class:`OutOfDate`, naming the sources, where what runs is not what they say."""
    if changed := changed_since():
        raise OutOfDate(
            f"{', '.join(changed)}: changed since it was compiled. "
            "pip install --no-deps -e . compiles again; with KZEXTRACT_COMPILE=0 before it, it does not"
        )
