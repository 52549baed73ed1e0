"""The docs of batches: the schema is that of the code.

``python tests/batch/test_docs_batch.py`` writes the schema anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "batch.md"
_SCHEMA = re.compile(r"(<!-- schema:.*?-->\n).*?(\n<!-- /schema -->)", re.DOTALL)


def schema() -> str:
    """The four tables as Markdown."""
    from kzextract.batch.schema import table_schemas

    parts = []
    for name, table in table_schemas().items():
        rows = "\n".join(f"| `{field.name}` | {field.type} |" for field in table)
        parts.append(f"**{name}**\n\n| column | Arrow type |\n|---|---|\n{rows}")
    return "\n\n".join(parts)


def test_the_schema_in_the_docs_is_that_of_the_code() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert _SCHEMA.sub(lambda m: f"{m[1]}{schema()}{m[2]}", text) == text


if __name__ == "__main__":
    written = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(_SCHEMA.sub(lambda m: f"{m[1]}{schema()}{m[2]}", written), encoding="utf-8")
    sys.exit()
