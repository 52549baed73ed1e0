"""Which rules made a record: the package's version and a digest of its code and data."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kzextract
from kzextract.compiled import check_current
from kzextract.lexicon.scope import active

# What decides about records; commands, pages and outputs do not.
_PARTS = ("checks", "claims", "entities", "lexicon", "reading")
_KINDS = {".py", ".toml", ".csv", ".txt", ".npz", ".json", ".tsv", ".gz"}


def rules_version() -> str:
    """``0.1.0+3f9a…``: another one after any change of a rule or a word list.

    Where a user's lexicon is in force its digest follows: ``0.1.0+3f9a….77c1…``.
    """
    lexicon = active()
    return _ours() if lexicon is None else f"{_ours()}.{lexicon.digest}"


@cache
def _ours() -> str:
    # The digest is of the sources: records must not bear the name of rules that did not make them.
    check_current()
    home = Path(kzextract.__file__).parent
    files = [
        home / name for name in ("document.py", "extraction.py", "layers.py", "pipeline.py", "records.py")
    ]
    files += [p for part in _PARTS for p in (home / part).rglob("*") if p.suffix in _KINDS]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{kzextract.__version__}+{digest.hexdigest()[:12]}"
