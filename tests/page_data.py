"""What a page of the project carries for its script."""

from __future__ import annotations

import json
import re
from typing import Any


def data_of(html: str) -> dict[str, Any]:
    """The data of a page, as its script reads them."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data
