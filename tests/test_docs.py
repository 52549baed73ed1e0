"""What the README and the documents say is what the program does: their code runs, their outputs are real."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from docs_blocks import PAGES, ROOT, blocks, check_command, commands, prepare, run

# Pages whose Python needs what this machine may lack; a test of their own runs it.
ELSEWHERE = {"spark.md": "tests/batch/test_spark.py"}

NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
WITH_CODE = [
    page
    for page in PAGES
    if page.name not in ELSEWHERE
    and any(b.language in ("python", "console") for b in blocks(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("page", WITH_CODE, ids=[p.relative_to(ROOT).as_posix() for p in WITH_CODE])
def test_the_code_gives_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    for result in run(page.read_text(encoding="utf-8"), page.name):
        assert result.right, f"{result.what}\n--- the page\n{result.expected}\n--- real\n{result.actual}"


def test_outputs_are_compared_at_all() -> None:
    """The README's table and its three values, or nothing would notice a change of the markup."""
    from docs_blocks import same

    assert not same("20", "21")
    page = "```python\nx = 2\nx + 1  # 4\nx    # a number\nprint(x)\n```\n\n```text\n3\n```\n"
    assert [(r.right, r.expected.strip(), r.actual.strip()) for r in run(page, "page")] == [
        (False, "4", "3"),
        (False, "3", "2"),
    ]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_command_line_is_one_that_the_program_takes(page: Path) -> None:
    for words in commands(page.read_text(encoding="utf-8")):
        try:
            check_command(words)
        except click.UsageError as error:
            pytest.fail(f"kzextract {' '.join(words)}: {error.format_message()}")


@pytest.mark.parametrize(
    "line", ["batch in/", "batch in/ --out out/ --no-such", "nothing", "extract a.txt --format yaml", "sql"]
)
def test_a_wrong_command_line_is_noticed(line: str) -> None:
    [words] = commands(f"```sh\nkzextract {line}\n```\n")
    with pytest.raises(click.UsageError):
        check_command(words)


def test_every_block_says_its_language() -> None:
    for page in PAGES:
        for block in blocks(page.read_text(encoding="utf-8")):
            assert block.language, f"{page.name}: a block without a language: {block.code[:60]!r}"
