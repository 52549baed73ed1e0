"""Questions to a batch; the worked ones of the docs give the right answers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from kzextract.batch.questions import NoBatch, QueryFault, ask
from kzextract.batch.runner import run

GUIDE = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"## (.*?)\n.*?```sql\n(.*?)```", GUIDE, re.DOTALL)
ARTICLES = {
    "a": (
        "2026-01-15",
        "В Павлодарской области за 2025 год число краж снизилось на 12,5%. По программе «Безопасный город» "
        "установлено 40 камер. «Изъято 5 кг наркотиков», — сообщил начальник полиции Серик Ахметов.",
    ),
    "b": (
        "2026-01-16",
        "В Алматы за 2025 год число квартирных краж выросло на 7%. Программа «Безопасный город» работает. "
        "Раскрыто 300 преступлений, сообщил начальник полиции Серик Ахметов.",
    ),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch of two articles and a copy of one."""
    place = tmp_path_factory.mktemp("articles")
    for name, (date, text) in [*ARTICLES.items(), ("copy", ("2026-01-20", ARTICLES["a"][1]))]:
        (place / f"{name}.json").write_text(json.dumps({"text": text, "date": date}), encoding="utf-8")
    run([place], place.parent / "out", processes=1)
    return place.parent / "out"


def rows(out: Path, question: str) -> list[tuple[object, ...]]:
    """The answer to a worked question, by a word of its heading."""
    (query,) = [query for heading, query in QUESTIONS if question in heading]
    return list(ask(out, query).rows())


def test_changes_of_thefts(out: Path) -> None:
    found = [
        (place, year, float(str(percent)), stated) for place, year, percent, stated in rows(out, "thefts")
    ]
    assert found == [("Алматы", 2025, 7.0, 1), ("Павлодарская область", 2025, -12.5, 1)]


def test_officials(out: Path) -> None:
    ((name, role, figures, releases),) = rows(out, "officials")
    assert (name, role) == ("Серик Ахметов", "начальник полиции")
    assert figures >= 2 and releases == 2  # type: ignore[operator]


def test_programmes(out: Path) -> None:
    assert rows(out, "programme") == [("2026-01", "Безопасный город", 2, 2)]


def test_the_docs_have_three_worked_questions() -> None:
    assert len(QUESTIONS) == 3


def sql(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command."""
    return subprocess.run(
        [sys.executable, "-m", "kzextract.cli", "sql", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_formats_keep_numbers_exact(out: Path, tmp_path: Path) -> None:
    query = "SELECT value, period_end, place FROM claims WHERE unit = 'percent' ORDER BY value DESC LIMIT 1"
    table = sql(out, query)
    assert table.returncode == 0 and "12.5" in table.stdout and "12.50" not in table.stdout
    assert sql(out, "-", "--format", "csv", stdin=query).stdout.splitlines() == [
        "value,period_end,place",
        "12.5,2025-12-31,Павлодарская область",
    ]
    line = json.loads(sql(out, query, "--format", "json").stdout)
    assert line == {"value": "12.5", "period_end": "2025-12-31", "place": "Павлодарская область"}
    import pyarrow.parquet as pq

    assert sql(out, query, "--format", "parquet", "--output", tmp_path / "a.parquet").returncode == 0
    assert str(pq.read_table(tmp_path / "a.parquet")["value"][0].as_py().normalize()) == "12.5"


def test_what_is_wrong_is_told_in_a_line(out: Path, tmp_path: Path) -> None:
    for arguments, code, word in (
        ((out, "SELEC 1"), 1, "syntax error"),
        ((out, "SELECT nothing FROM claims"), 1, "nothing"),
        ((tmp_path, "SELECT 1"), 1, "no finished batch"),
        ((tmp_path / "missing", "SELECT 1"), 2, "does not exist"),
        ((out, "SELECT 1", "--format", "parquet"), 2, "--output"),
    ):
        done = sql(*arguments)
        assert (done.returncode, done.stderr.count("\n"), done.stdout) == (code, 1, ""), done.stderr
        assert word in done.stderr
    with pytest.raises(NoBatch):
        ask(tmp_path, "SELECT 1")
    with pytest.raises(QueryFault):
        ask(out, "SELECT")
