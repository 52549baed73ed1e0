"""Compiles with mypyc what reads a text; hatchling calls this when it builds or installs the package.

The environment variable ``KZEXTRACT_COMPILE`` says what is wanted: ``auto`` (also when unset) compiles where
there is a C compiler with Python's headers, ``1`` fails where there is none, ``0`` leaves it out. Compiled or
not, the records are the same. An editable install has the compiled modules beside their sources, and they
go first: after a change of a source, install again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# As in requirements.lock. msgspec is here for its types: a class whose base mypyc does not know is slow.
TOOLS = ("mypy==2.4.1", "setuptools==84.2.1", "pybind11==3.1.0", "msgspec==0.22.0")
# Files of a C unit each, compiled side by side. Beyond the first level the optimiser takes half as long
# again, and the modules are no faster.
PROGRAM = """
import sys
from mypyc.build import mypycify
from pybind11.setup_helpers import ParallelCompile
from setuptools import setup
ParallelCompile(default=0).install()
setup(
    name="kzextract",
    packages=[],
    script_args=["build_ext", "--inplace"],
    ext_modules=mypycify(
        ["--ignore-missing-imports", "--follow-imports=silent", *sys.argv[1:]],
        opt_level="1", debug_level="0", multi_file=True, group_name="kzextract",
    ),
)
"""


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook: makes the wheel one of this platform and adds the compiled modules to it."""

    def dependencies(self) -> list[str]:
        """What hatchling is to install for the build."""
        return list(TOOLS) if self._wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles; ``version`` is ``standard`` or ``editable``."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if not self._wanted() or self._lacks_tools():
            if version == "editable":
                _remove(_compiled(root))
            self.app.display_info("kzextract is not compiled: it works the same, and slower")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        if version == "editable" and self._is_current(root):
            return
        began = time.time()
        self._folder = TemporaryDirectory(prefix="kzextract-")
        folder = Path(self._folder.name)
        # In a copy: setuptools reads the pyproject.toml that it finds, and leaves files behind.
        shutil.copytree(
            root / "kzextract", folder / "kzextract", ignore=shutil.ignore_patterns("*.so", "*.pyd")
        )
        for path in (folder / "kzextract", *(folder / "kzextract").rglob("*")):
            if path.is_dir():
                path.chmod(0o755)  # a checkout that is read-only is copied so
        compiling = subprocess.run(
            [sys.executable, "-c", PROGRAM, *self._modules(folder)],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if compiling.returncode:
            raise RuntimeError(
                f"{compiling.stdout[-4000:]}\nkzextract could not be compiled (above, why); "
                "with KZEXTRACT_COMPILE=0 in the environment it is installed without"
            )
        made = _compiled(folder)
        if version == "editable":
            _remove(_compiled(root))
        for path in made:
            name = path.relative_to(folder)
            if version == "editable":
                shutil.copy2(path, root / name)
                # A source that was saved while this went on is newer.
                os.utime(root / name, (began, began))
            else:
                build_data["force_include"][str(path)] = name.as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what was only needed on the way."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    def _wanted(self) -> bool:
        said = os.environ.get("KZEXTRACT_COMPILE", "auto")
        if said not in ("auto", "0", "1"):
            raise ValueError(f"KZEXTRACT_COMPILE must be auto, 0 or 1, not {said!r}")
        return self.target_name == "wheel" and (said == "1" or (said == "auto" and _can_compile()))

    def _lacks_tools(self) -> bool:
        """Whether what compiles is missing, and need not be there (``pip install --no-build-isolation``)."""
        missing = [name for name in ("mypyc", "setuptools", "pybind11", "msgspec") if find_spec(name) is None]
        if missing and os.environ.get("KZEXTRACT_COMPILE") == "1":
            raise RuntimeError(f"to compile kzextract, {', '.join(missing)} must be installed")
        return bool(missing)

    def _is_current(self, root: Path) -> bool:
        """Whether all modules are there as this Python would compile them, made since the last change."""
        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        sources = [root / name for name in self._modules(root)]
        made = [source.with_name(source.stem + suffix) for source in sources]
        made.append(root / f"kzextract__mypyc{suffix}")
        if set(_compiled(root)) != set(made):
            return False
        sources += [root / "hatch_build.py", root / "pyproject.toml"]
        return min(path.stat().st_mtime for path in made) > max(path.stat().st_mtime for path in sources)

    def _modules(self, folder: Path) -> list[str]:
        """The sources to be compiled, by ``pyproject.toml``: files, and folders less exceptions."""
        found: list[str] = []
        for name in self.config["modules"]:
            path = folder / name
            files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
            found += [file.relative_to(folder).as_posix() for file in files]
        return [name for name in found if name not in self.config["interpreted"]]


def _can_compile() -> bool:
    """Whether a C compiler works with the headers of this Python (Microsoft's: in its own command prompt)."""
    if sys.implementation.name != "cpython":
        return False
    if os.name == "nt":
        return shutil.which("cl") is not None
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    with TemporaryDirectory() as folder:
        source = Path(folder, "try.c")
        source.write_text("#include <Python.h>\nint main(void) { return 0; }\n", encoding="utf-8")
        command = [*compiler, "-I", sysconfig.get_path("include"), "-c", str(source), "-o", f"{source}.o"]
        try:
            return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _compiled(folder: Path) -> list[Path]:
    """The compiled modules below a folder."""
    suffix = ".pyd" if os.name == "nt" else ".so"
    return [*folder.glob(f"kzextract__mypyc*{suffix}"), *(folder / "kzextract").rglob(f"*{suffix}")]
