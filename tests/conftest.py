"""Shared parts of the tests: where the corpora and the team's shared gold are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from kzextract.compiled import OutOfDate, check_current

# The same examples at every run, so that a pass is a pass everywhere; HYPOTHESIS=explore looks for new ones.
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS", "repeat"))

# Plugins that tests also take names from: imported before they are registered.
pytest.register_assert_rewrite("clients", "visiting")

ROOT = Path(__file__).parents[1]
CASES = ROOT / "corpora" / "cases"
RELEASES = ROOT / "corpora" / "releases"
SHARED = Path(os.environ.get("KZEXTRACT_SHARED", ROOT.parent / "shared"))


def pytest_sessionstart() -> None:
    """Tests of compiled modules are tests of what they were compiled from: refused where that has changed."""
    try:
        check_current()
    except OutOfDate as error:
        pytest.exit(str(error), returncode=2)


@pytest.fixture
def shared() -> Path:
    """The team's shared folder; the test is skipped where there is none."""
    if not SHARED.exists():
        pytest.skip("the shared folder with the development gold is not here")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium, for tests in a real browser; without one they are skipped, in CI they fail."""
    found = os.environ.get("KZEXTRACT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium here: apt-get install chromium")
    return found
