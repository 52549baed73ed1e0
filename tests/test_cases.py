"""Every sentence of ``corpora/cases`` gives the records written beside it."""

from __future__ import annotations

from typing import Any

import pytest
from cases import differences, load_cases
from conftest import CASES

ALL = list(load_cases(CASES))


@pytest.mark.parametrize("case", [c for _, c in ALL], ids=[n for n, _ in ALL])
def test_case(case: dict[str, Any]) -> None:
    assert differences(case) == []
