"""What the README and the documents say is what the program does: their code runs, their outputs are real."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from cases import differences, load_cases
from docs_blocks import ELSEWHERE, PAGES, ROOT, blocks, check_command, commands, prepare, run
from docs_written import written

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


def test_a_wrong_output_is_noticed() -> None:
    page = "```python\nx = 2\nx + 1  # 4\nx    # a number\nprint(x)\n```\n\n```text\n3\n```\n"
    assert [(r.right, r.expected.strip(), r.actual.strip()) for r in run(page, "page")] == [
        (False, "4", "3"),
        (False, "3", "2"),
    ]


def test_the_readme_shows_a_table_and_three_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its markup is such that they are compared."""
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    results = list(run((ROOT / "README.md").read_text(encoding="utf-8"), "README.md"))
    assert [result.what.split()[0] for result in results] == [
        "kzextract",
        "claim.value,",
        "claim.indicator.code,",
        "doc.text[claim.start",
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


def test_every_block_says_its_language_and_is_seen() -> None:
    for page in PAGES:
        hidden = re.search(r"^ +```(python|text|console|sh)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert hidden is None, f"{page.name}: a block inside a list would not be run"
        for block in blocks(page.read_text(encoding="utf-8")):
            assert block.language, f"{page.name}: a block without a language: {block.code[:60]!r}"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_what_is_written_from_the_code_is_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert written(text) == text, "python tests/docs_written.py"
    assert "TO BE WRITTEN" not in text


def test_every_record_type_has_its_fields_on_the_page() -> None:
    from kzextract import records

    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    for name, kind in vars(records).items():
        if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record:
            own = set(kind.__struct_fields__) - set(records.Mention.__struct_fields__)
            assert f"\n## {name}\n" in page
            if own:
                assert f"<!-- written: fields.{name} -->" in page


def test_every_stage_and_every_check_has_its_place() -> None:
    from kzextract.lexicon import load_toml
    from kzextract.pipeline import STAGES

    overview = (ROOT / "docs" / "how" / "index.md").read_text(encoding="utf-8")
    for factory in STAGES:
        assert f"| `{factory}` |" in overview
    audit = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    for check in load_toml("labels")["checks"]:
        assert f"`{check}`" in audit, f"{check} is not in docs/audit.md"


def test_the_case_that_contributors_are_shown_is_one(tmp_path: Path) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [code] = [block.code for block in blocks(page) if block.language == "toml"]
    (tmp_path / "shown.toml").write_text(code, encoding="utf-8")
    found = list(load_cases(tmp_path))
    assert [name for name, _ in found] == ["shown-case1", "shown-none1"]
    for _, case in found:
        assert differences(case) == []
