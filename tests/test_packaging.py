"""What is installed is what is locked, and what is built works where nothing else is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

import kzextract
import kzextract.compiled

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What a wheel may weigh; it has 0.9 MB, of which the tables of places are 0.2.
LARGEST_WHEEL = 1_300_000
SMOKE = "В Астане изъято 5 кг наркотиков."
INTERPRETED = {**os.environ, "KZEXTRACT_COMPILE": "0"}
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def names(requirements: list[str]) -> set[str]:
    """The bare names of these requirements."""
    return {re.split(r"[\[<>=;!~ ]", r, maxsplit=1)[0].lower().replace("_", "-") for r in requirements}


def test_the_lock_has_every_dependency() -> None:
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]
    wanted = names([*PROJECT["dependencies"], *extras]) - {"kzextract"}
    locked = names([line for line in LOCK.splitlines() if line[:1].isalnum()])
    assert wanted <= locked


def test_the_package_is_compiled_with_what_is_locked() -> None:
    tools = re.search(r"TOOLS = \((.*)\)", (ROOT / "hatch_build.py").read_text(encoding="utf-8"))
    assert tools is not None
    pinned = re.findall(r'"([\w-]+==[\d.]+)"', tools[1])
    assert len(pinned) == 4
    assert set(pinned) <= set(LOCK.splitlines())


def test_the_lock_names_no_host_and_no_path() -> None:
    assert not re.search(r"://|file:|^-|^/| @ ", LOCK, re.MULTILINE)
    assert all("==" in line for line in LOCK.splitlines() if line[:1].isalnum())


def test_no_file_names_a_path_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    # Put together here, so that this file does not name one itself.
    pattern = re.compile("|".join("/" + part for part in ("work/main", "root/", "home/", "opt/pypi")))
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {
            ".py",
            ".md",
            ".toml",
            ".csv",
            ".sh",
            ".lock",
            ".json",
            ".txt",
            ".js",
            ".css",
            ".html",
        }:
            assert not pattern.search(path.read_text(encoding="utf-8")), name


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel of this checkout as it is for platforms without a compiler, and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    program = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1]); b.build_sdist(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        env=INTERPRETED,
        check=True,
        capture_output=True,
        timeout=120,
    )
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


def test_the_wheel_has_all_data_and_is_small(built: dict[str, Path]) -> None:
    packed = set(zipfile.ZipFile(built["wheel"]).namelist())
    data = {
        path.relative_to(ROOT).as_posix()
        for folder in ("lexicon", "review")
        for path in (ROOT / "kzextract" / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".so", ".pyd"}
    }
    assert len(data) > 20
    assert data <= packed
    assert "kzextract/py.typed" in packed
    licences = {name.rsplit("/", 1)[-1] for name in packed if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}
    assert not [name for name in packed if not name.startswith(("kzextract/", "kzextract-"))]
    assert built["wheel"].stat().st_size < LARGEST_WHEEL


def test_the_sdist_makes_the_same_wheel(built: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(built["sdist"]) as packed:
        packed.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    for name in ("LICENSE", "NOTICE", "CITATION.cff", "CHANGELOG.md", "tests/conftest.py", "docs/guide.md"):
        assert (source / name).is_file(), name
    program = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "dist")],
        cwd=source,
        env=INTERPRETED,
        check=True,
        capture_output=True,
    )
    [wheel] = (tmp_path / "dist").glob("*.whl")
    ours, theirs = zipfile.ZipFile(built["wheel"]), zipfile.ZipFile(wheel)
    assert {i.filename: i.CRC for i in ours.infolist()} == {i.filename: i.CRC for i in theirs.infolist()}


def test_the_citation_and_the_notice_are_of_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in citation
    assert f"\nlicense: {PROJECT['license']}\n" in citation
    assert kzextract.__version__ == PROJECT["version"]
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for table in (ROOT / "kzextract" / "lexicon").glob("*.csv"):
        assert table.name in notice, table.name
    for name in ("natasha", "slovnet", "navec", "razdel", "pymorphy3-dicts-ru", "OpenCorpora", "GeoNames"):
        assert name in notice


def interpreters() -> list[str]:
    """The oldest and the newest Python here that the package supports; one where they are the same."""
    oldest = tuple(map(int, re.findall(r"\d+", PROJECT["requires-python"])))
    homes = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = [shutil.which(f"python3.{minor}") for minor in range(oldest[1], oldest[1] + 20)]
    found: dict[tuple[int, ...], str] = {}
    # The one that runs the tests is there in any case, outside its virtual environment.
    for python in (sys.executable, *named, *map(str, sorted(homes.glob("*/bin/python")))):
        if python is not None:
            program = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
            asked = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
            version = tuple(map(int, asked.stdout.split())) if not asked.returncode else ()
            if version >= oldest:
                found.setdefault(version, python)
    return [found[version] for version in sorted({min(found), max(found)})]


@pytest.mark.parametrize(("form", "which"), [("wheel", 0), ("sdist", -1)])
def test_installed_in_a_clean_environment_it_works(
    built: dict[str, Path], form: str, which: int, tmp_path: Path
) -> None:
    """The wheel on the oldest Python, the sdist, compiled, on the newest, with nothing of ours in reach."""
    subprocess.run([interpreters()[which], "-m", "venv", tmp_path / "venv"], check=True, timeout=120)
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    outside = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}
    program = (
        "import sysconfig as s, os.path as p; print(p.exists(p.join(s.get_path('include'), 'Python.h')))"
    )
    asked = subprocess.run([programs / "python", "-c", program], capture_output=True, text=True, check=True)
    compiles = form == "sdist" and kzextract.compiled.is_compiled() and asked.stdout.strip() == "True"
    outside["KZEXTRACT_COMPILE"] = "1" if compiles else "0"
    install = [programs / "python", "-m", "pip", "install", "-q", "--constraint", ROOT / "requirements.lock"]
    done = subprocess.run(
        [*install, built[form]],
        cwd=tmp_path,
        env=outside,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if (
        done.returncode
        and not os.environ.get("CI")
        and re.search(r"NewConnectionError|ConnectTimeout", done.stderr)
    ):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr

    def run(*command: str | Path, given: str = "") -> str:
        done = subprocess.run(
            [*command],
            cwd=tmp_path,
            env={**outside, "PYTHONIOENCODING": "utf-8"},
            input=given.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8")

    how = "compiled" if compiles else "not compiled"
    assert run(programs / "kzextract", "--version") == f"kzextract {PROJECT['version']}, {how}\n"
    record = json.loads(run(programs / "kzextract", "extract", "-", given=SMOKE))
    assert [(c["value"], c["unit"], c["place"]["ref"]) for c in record["claims"]] == [
        ("5", "kg", "710000000")
    ]
    lexicon = tmp_path / "mine.toml"
    lexicon.write_text('[[unit]]\ncode = "bale"\nkind = "mass"\nwords = ["тюк"]\n', encoding="utf-8")
    record = json.loads(
        run(programs / "kzextract", "extract", "-", "--lexicon", lexicon, given="Изъято 5 тюков марихуаны.")
    )
    assert record["claims"][0]["unit"] == "bale"
    program = tmp_path / "smoke.py"
    program.write_text((ROOT / "tests" / "smoke.py").read_text(encoding="utf-8"), encoding="utf-8")
    assert run(programs / "python", program, SMOKE).split() == ["works"]
    # Another process, which imports spaCy alone: the entry points bring the components and the tokenizer.
    loaded = (
        "import spacy; doc = spacy.load('model')('Изъято 5 кг.'); print(doc._.kz_document.claims[0].unit)"
    )
    assert run(programs / "python", "-c", loaded).split() == ["kg"]
