"""``kzextract score``: tables, lists and JSON, and one clear line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from scored import flawed, golds, perfect

from kzextract import Document
from kzextract.batch.manifest import MANIFEST
from kzextract.cli import command


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """``gold``, and the batches ``right`` and ``flawed``."""
    (tmp_path / "gold").mkdir()
    for gold in golds():
        (tmp_path / "gold" / f"{gold.id}.gold.json").write_bytes(msgspec.json.encode(gold))
    batch(tmp_path / "right", perfect())
    batch(tmp_path / "flawed", flawed())
    return tmp_path


def batch(folder: Path, documents: list[Document]) -> None:
    folder.mkdir()
    (folder / "documents.jsonl").write_text("\n".join(d.to_json() for d in documents), encoding="utf-8")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["score", *map(str, arguments)])


def figures(*arguments: object) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


def test_json_has_every_figure_with_its_interval(home: Path) -> None:
    found = figures(home / "gold", home / "flawed")
    assert (found["documents"], found["broken_spans"], found["missing"]) == (2, 0, [])
    record = found["types"]["record"]
    assert (record["gold"], record["predicted"], record["right"]) == (3, 3, 1)
    assert record["f1"]["value"] == pytest.approx(1 / 3)
    assert 0 <= record["f1"]["low"] < record["f1"]["value"] < record["f1"]["high"] <= 1
    assert found["slots"]["period"]["recall"]["value"] == pytest.approx(1 / 3)
    assert (found["fields"]["period"]["of"], found["fields"]["period"]["value"]) == (2, 0.5)
    assert "errors" not in found and "changes" not in found


def test_json_errors_hold_both_readings(home: Path) -> None:
    first, *others = figures(home / "gold", home / "flawed", "--errors")["errors"]
    assert (first["document"], first["kind"], first["wrong"]) == ("a", "wrong", ["period"])
    assert first["slots"]["period"] == {"gold": "2025-01-01..2025-12-31", "predicted": None}
    assert [error["kind"] for error in others] == ["missed", "wrong", "false_alarm"]


def test_json_of_two_versions(home: Path) -> None:
    found = figures(home / "gold", home / "right", "--against", home / "flawed")
    moved = found["differences"]["types"]["record"]["f1"]
    assert moved["value"] == pytest.approx(2 / 3)
    assert [change["verdict"] for change in found["changes"]] == ["better"] * 4
    assert found["changes"][1]["other"]["kind"] == "missed"
    assert found["changes"][3]["this"] is None


@pytest.mark.parametrize(
    ("lang", "missed", "wrong", "count"),
    [
        ("ru", "a: число пропущено «В Астане", "период: — вместо 2025", "Документов: 2"),
        ("en", "a: number missed «В Астане", "period: — instead of 2025", "Documents: 2"),
    ],
)
def test_errors_are_listed_in_both_languages(
    home: Path, lang: str, missed: str, wrong: str, count: str
) -> None:
    shown = run(home / "gold", home / "flawed", "--errors", "--lang", lang).output
    assert missed in shown and wrong in shown and count in shown
    assert "из них [12] квартирных" in shown


def test_tables_fit_an_ordinary_terminal(home: Path) -> None:
    shown = run(home / "gold", home / "right", "--against", home / "flawed").output
    assert max(map(len, shown.split("ЛУЧШЕ")[0].splitlines())) <= 80
    assert shown.count("ЛУЧШЕ") == 4
    assert "Лучше: 4, хуже: 0, иначе: 0" in shown


def test_the_page_is_written(home: Path) -> None:
    target = home / "new" / "errors.html"
    done = run(home / "gold", home / "flawed", "--page", target, "--lang", "en")
    assert done.exit_code == 0 and done.output.splitlines()[-1] == str(target)
    html = target.read_text(encoding="utf-8")
    assert '<html lang="en"' in html and "Score against gold" in html
    # With --json only JSON is printed.
    assert (
        json.loads(run(home / "gold", home / "flawed", "--page", target, "--json").output)["documents"] == 2
    )


def test_documents_that_are_missing_are_named(home: Path) -> None:
    batch(home / "half", perfect()[:1])
    assert figures(home / "gold", home / "half")["missing"] == ["b"]
    assert "Нет в папке: b" in run(home / "gold", home / "half").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "right"], "nowhere"),
        (["gold", "nowhere"], "nowhere"),
        (["gold", "gold"], "holds no batch"),
        (["gold", "right", "--against", "gold"], "holds no batch"),
        (["right", "right"], "no gold files"),
        (["gold", "others"], "holds none of the gold documents"),
        (["gold", "right", "--against", "others"], "holds none of the gold documents"),
        (["gold", "right", "--page", "gold"], "directory"),
        (["gold", "right", "--page", "gold/a.gold.json/page.html"], "cannot write"),
        (["gold", "right", "--lang", "kk"], "kk"),
        (["broken", "right"], "a.gold.json"),
        (["gold", "right", "left"], "left"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_arguments_are_told_in_a_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    batch(home / "others", [msgspec.structs.replace(perfect()[0], id="z", text="Другой текст.", claims=())])
    (home / "broken").mkdir()
    (home / "broken" / "a.gold.json").write_text('{"id": "a", "text": 5}')
    monkeypatch.chdir(home)
    done = run(*arguments)
    assert done.exit_code in (1, 2)
    [told] = [line for line in done.output.splitlines() if line.startswith("Error")]
    assert said in told


def test_the_lexicon_of_the_batch_in_question_names_the_codes(home: Path) -> None:
    words = home / "own.toml"
    words.write_text(
        '[[indicator]]\ncode = "crime.poaching"\nlabel = "Браконьерство"\nwords = ["браконьерство"]\n',
        encoding="utf-8",
    )
    (home / "texts").mkdir()
    (home / "texts" / "a.txt").write_text("В Астане выявлено 5 фактов браконьерства.", encoding="utf-8")
    made = CliRunner().invoke(
        command, ["batch", str(home / "texts"), "--out", str(home / "made"), "--lexicon", str(words)]
    )
    assert made.exit_code == 0, made.output
    first, second = perfect()
    claim = first.claims[0]
    assert claim.indicator is not None
    named = msgspec.structs.replace(
        claim, indicator=msgspec.structs.replace(claim.indicator, code="crime.poaching")
    )
    batch(home / "own", [msgspec.structs.replace(first, claims=(named, *first.claims[1:])), second])
    (home / "own" / MANIFEST).write_bytes((home / "made" / MANIFEST).read_bytes())
    for more in ((), ("--against", home / "right")):
        done = run(home / "gold", home / "own", "--errors", *more)
        assert done.exit_code == 0, done.output
        assert "Браконьерство" in done.output and "crime.poaching" not in done.output
