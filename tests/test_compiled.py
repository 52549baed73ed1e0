"""Compiled and interpreted, the package gives the same records; it is compiled where it can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from conftest import ROOT

from kzextract.compiled import is_compiled

DIGEST = """
import hashlib, json, sys
from pathlib import Path
from kzextract import extract_many
from kzextract.compiled import is_compiled
from kzextract.lexicon import tomllib

texts = []
for path in sorted(Path(sys.argv[1]).rglob("*.json")):
    record = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(record, dict) and "text" in record:
        texts.append({key: record[key] for key in ("text", "date") if record.get(key)})
for path in sorted(Path(sys.argv[1], "cases").glob("*.toml")):
    cases = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
    texts += [{"text": case["text"]} for case in cases if "text" in case]
digest = hashlib.sha256()
for document in extract_many(texts):
    digest.update(document.to_json().encode())
print(is_compiled(), len(texts), digest.hexdigest())
"""

compiled = pytest.mark.skipif(not is_compiled(), reason="not compiled here")


def test_it_is_compiled_where_it_can_be() -> None:
    said = os.environ.get("KZEXTRACT_COMPILE")
    if said is None:
        pytest.skip("KZEXTRACT_COMPILE, which test.sh sets, does not say how it was installed")
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    hook = module_from_spec(spec)
    spec.loader.exec_module(hook)
    if said == "auto" and not hook._can_compile():
        pytest.skip("no C compiler with the headers of Python here")
    assert is_compiled() == (said != "0")


def records(home: Path) -> list[str]:
    """How the package at home is run, the number of texts, and a digest of all their records."""
    done = subprocess.run(
        [sys.executable, "-c", DIGEST, ROOT / "corpora"],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout.split()


@compiled
def test_compiled_and_interpreted_give_the_same_records(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "kzextract",
        tmp_path / "kzextract",
        ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"),
    )
    ours, theirs = records(ROOT), records(tmp_path)
    assert (ours[0], theirs[0]) == ("True", "False")
    assert int(ours[1]) > 1_000
    assert ours[1:] == theirs[1:]


@compiled
def test_every_compiled_module_can_be_the_first_one_imported() -> None:
    """A compiled class that names another one needs its module at import, not only for type checkers."""
    suffix = EXTENSION_SUFFIXES[0]
    modules = sorted(
        ".".join(path.relative_to(ROOT).parts).removesuffix(suffix).removesuffix(".__init__")
        for path in (ROOT / "kzextract").rglob(f"*{suffix}")
    )
    assert len(modules) > 100
    program = """
import os, sys
for name in sys.argv[1:]:
    if not (child := os.fork()):
        __import__(name)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(name)
"""
    if not hasattr(os, "fork"):
        pytest.skip("no fork here: each import would take a new process")
    done = subprocess.run(
        [sys.executable, "-c", program, *modules], capture_output=True, text=True, timeout=300, check=True
    )
    assert done.stdout == ""


def test_a_source_that_has_changed_since_is_named(tmp_path: Path) -> None:
    home = tmp_path / "kzextract"
    home.mkdir()
    (tmp_path / "hatch_build.py").touch()
    shutil.copy(ROOT / "kzextract" / "compiled.py", home)
    for name in ("old", "new", "plain"):
        (home / f"{name}.py").touch()
    for name in ("old", "new"):
        (home / f"{name}{EXTENSION_SUFFIXES[0]}").touch()
    os.utime(home / f"old{EXTENSION_SUFFIXES[0]}", (0, 0))
    spec = spec_from_file_location("compiled_elsewhere", home / "compiled.py")
    assert spec is not None and spec.loader is not None
    elsewhere = module_from_spec(spec)
    spec.loader.exec_module(elsewhere)
    os.utime(home / "new.py", (0, 0))
    assert elsewhere.changed_since() == ["kzextract/old.py"]
    (tmp_path / "hatch_build.py").unlink()
    assert elsewhere.changed_since() == []
