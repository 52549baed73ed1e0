"""The command line as a user meets it: output, one-line errors, exit codes, any encoding."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from conftest import RELEASES

from kzextract import Document, extract
from kzextract.records import Meta

TEXT = "В Астане за 2025 год изъято 5 кг наркотиков, это на 10% больше. Звоните 102.\n"


def kzextract(
    *arguments: str | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kzextract.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def is_one_line_error(done: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    """The process ended with this code and one line on standard error that has these words."""
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert message.count("\n") == 1, message
    assert message.startswith("kzextract")
    for word in words:
        assert word in message
    assert done.stdout == b""


def test_help_has_examples_and_loads_nothing_heavy() -> None:
    done = kzextract("--help")
    assert done.returncode == 0
    assert b"kzextract batch releases/ --out out/" in done.stdout
    for command in ("extract", "batch", "report", "score"):
        assert b"Example" in kzextract(command, "--help").stdout
    heavy = "{'spacy', 'numpy', 'rich', 'pandas', 'pyarrow', 'natasha', 'pymorphy3', 'msgspec'}"
    code = f"import sys, kzextract.cli; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"set()\n"


def test_without_a_command_the_help_is_printed_as_by_help() -> None:
    bare, asked = kzextract(), kzextract("--help")
    assert (bare.returncode, bare.stderr) == (2, b"")
    assert bare.stdout == asked.stdout
    assert bare.stdout.count(b"\n") > 20


def test_extract_json_is_the_document(release: Path) -> None:
    done = kzextract("extract", release, "--date", "2026-01-15", "--source", "Polisia.kz", "--id", "r1")
    assert done.returncode == 0, done.stderr
    document = Document.from_json(done.stdout)
    expected = extract(TEXT, id="r1", date="2026-01-15", source="Polisia.kz")
    assert (document.claims, document.entities) == (expected.claims, expected.entities)
    assert [claim.text for claim in document.claims] == ["5 кг", "10%"]
    assert document.meta.path is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_standard_input_in_any_encoding(encoding: str) -> None:
    done = kzextract("extract", "-", stdin=TEXT.encode(encoding))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["text"] == TEXT


@pytest.mark.parametrize("encoding", ["ascii", "cp866", "latin-1"])
def test_terminals_without_all_letters(release: Path, encoding: str) -> None:
    done = kzextract("extract", release, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding))["text"] == TEXT
    done = kzextract("extract", release, "--format", "table", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"10" in done.stdout


def test_place_option_is_the_default_place(release: Path) -> None:
    release.write_text("Изъято 5 кг наркотиков.", encoding="utf-8")
    for place in ("Павлодарская область", "550000000"):
        done = kzextract("extract", release, "--place", place)
        assert json.loads(done.stdout)["claims"][0]["place"]["name"] == "Павлодарская область"


def test_place_that_the_gazetteer_does_not_know_is_wrong_use(release: Path) -> None:
    is_one_line_error(kzextract("extract", release, "--place", "Нарния"), 2, "--place", "Нарния")
    is_one_line_error(kzextract("extract", release, "--place", "999999999"), 2, "--place", "999999999")
    assert kzextract("extract", release, "--place", "").returncode == 0


def test_table_and_explain(release: Path) -> None:
    table = kzextract("extract", release, "--format", "table").stdout.decode()
    assert "5 кг" in table and "Астана" in table
    english = kzextract("extract", release, "--format", "table", "--lang", "en").stdout.decode()
    assert "Indicator" in english
    explained = kzextract("extract", release, "--explain").stdout.decode()
    assert "102" in explained and "2025" in explained


def test_tables_go_into_a_file_as_utf8(release: Path, tmp_path: Path) -> None:
    out = tmp_path / "table.txt"
    for option in (["--format", "table"], ["--explain"]):
        done = kzextract("extract", release, *option, "--output", out, PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stdout) == (0, b"")
        assert "2025" in out.read_text(encoding="utf-8")


def test_html_is_one_page_in_a_file(release: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = kzextract("extract", release, "--format", "html", "--output", page)
    assert (done.returncode, done.stdout) == (0, b"")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_wrong_use_is_exit_code_2(release: Path, tmp_path: Path) -> None:
    is_one_line_error(kzextract("extract", tmp_path / "missing.txt"), 2, "missing.txt", "does not exist")
    is_one_line_error(kzextract("extract", release, "--date", "yesterday"), 2, "yesterday", "2025-12-11")
    is_one_line_error(kzextract("extract", release, "--format", "xml"), 2, "xml")
    is_one_line_error(kzextract("batch", tmp_path), 2, "--out")
    is_one_line_error(kzextract("extrct"), 2, "extrct")


def test_unreadable_input_is_exit_code_1(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(bytes(range(256)) * 4)
    is_one_line_error(kzextract("extract", broken), 1, "broken.txt", "no text")
    record = tmp_path / "record.json"
    record.write_text('{"body": 1}')
    is_one_line_error(kzextract("extract", record), 1, "record.json", '"text"')
    record.write_text('{"text": "a", "date": "soon"}')
    is_one_line_error(kzextract("extract", record), 1, "record.json", "soon")
    is_one_line_error(kzextract("report", tmp_path), 1, "documents.jsonl")
    is_one_line_error(kzextract("score", RELEASES, tmp_path), 1, "documents.jsonl")
    (tmp_path / "documents.jsonl").write_text('{"schema": "kzextract/2"}\n')
    is_one_line_error(kzextract("report", tmp_path), 1, "line 1")
    empty = tmp_path / "empty"
    empty.mkdir()
    is_one_line_error(kzextract("batch", empty, "--out", tmp_path / "out"), 1, "no articles")


def test_output_that_cannot_be_written(release: Path, tmp_path: Path) -> None:
    for missing in (tmp_path / "release.txt" / "page.html", tmp_path / "new" / "deep" / "page.html"):
        is_one_line_error(kzextract("extract", release, "--output", missing), 2, str(missing.parent))
    assert not (tmp_path / "new").exists()
    too_long = tmp_path / ("x" * 300)
    is_one_line_error(kzextract("extract", release, "--output", too_long), 1, "xxx")


def test_explain_as_json(release: Path) -> None:
    done = kzextract("extract", release, "--explain", "--format", "json")
    aside = json.loads(done.stdout)
    assert [(a["text"], a["reason"]) for a in aside if a["text"] == "102"] == [("102", "service")]
    assert all(TEXT[a["start"] : a["end"]] == a["text"] for a in aside)
    is_one_line_error(kzextract("extract", release, "--explain", "--format", "html"), 2, "--explain")


def test_numbers_and_dates_of_a_table_are_not_cut(release: Path) -> None:
    release.write_text(
        "За период с 8 по 14 сентября 2025 года в Павлодарской области выявлено более 12 500 нарушений "
        "правил дорожного движения, изъято 1 234 567 890 тенге.",
        encoding="utf-8",
    )
    table = kzextract("extract", release, "--format", "table", COLUMNS="80").stdout.decode()
    assert table.count("08.09.2025–14.09.2025") == 2
    assert "более 12\u202f500" in table
    assert "1\u202f234\u202f567\u202f890" in table
    assert max(map(len, table.splitlines())) <= 80


def test_a_text_that_is_not_russian_is_said_to_be_skipped(release: Path) -> None:
    release.write_text("Облыста 5 ұрлық тіркелді және қылмыс саны азайды.", encoding="utf-8")
    for lang, words in (("ru", "Текст не на русском (kk)"), ("en", "The text is not Russian (kk)")):
        done = kzextract("extract", release, "--format", "table", "--lang", lang)
        assert done.returncode == 0
        assert done.stderr.decode().startswith(words)
    assert kzextract("extract", release).stderr == b""


def test_batch_report_and_score(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "north").mkdir(parents=True)
    (folder / "north" / "a.txt").write_text(TEXT, encoding="cp1251")
    (folder / "b.json").write_text(json.dumps({"text": TEXT, "date": "2026-01-15", "source": "Polisia.kz"}))
    (folder / "b.gold.json").write_text("{}")
    (folder / "notes.md").write_text("nothing")
    (folder / ".hidden.txt").write_text("nothing")
    done = kzextract("batch", folder, "--out", out)
    assert done.returncode == 0, done.stderr
    documents = [Document.from_json(line) for line in (out / "documents.jsonl").read_bytes().splitlines()]
    assert [d.meta.path for d in documents] == ["b.json", "north/a.txt"]
    assert [d.text for d in documents] == [TEXT, TEXT]
    assert documents[0].meta.source == "Polisia.kz"
    assert (out / "claims.csv").read_text(encoding="utf-8").count("\n") == 5
    assert "Документов" in done.stdout.decode()
    report = kzextract("report", out)
    assert report.stdout.decode().strip() == str(out / "report.html")
    assert documents[1].id in (out / "report.html").read_text(encoding="utf-8")


def test_batch_goes_on_after_a_broken_file(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.json").write_text("{broken")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    done = kzextract("batch", folder, "--out", out)
    assert done.returncode == 1
    assert b"a.json: no JSON record" in done.stderr
    assert len((out / "documents.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_the_report_names_what_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text(extract(TEXT).to_json(), encoding="utf-8")
    assert kzextract("report", tmp_path).returncode == 0
    assert '"unread":{"count":0,"names":[]}' in (tmp_path / "report.html").read_text(encoding="utf-8")
    failures = [
        {"path": "а.html", "where": None, "reason": "x"},
        {"path": "b.csv", "where": "7", "reason": ""},
    ]
    lines = "\n".join(json.dumps(failure) for failure in failures)
    (tmp_path / "errors.jsonl").write_text(lines + "\n", encoding="utf-8")
    assert kzextract("report", tmp_path).returncode == 0
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '"unread":{"count":2,"names":["а.html","b.csv: 7"]}' in written
    (tmp_path / "errors.jsonl").write_text("{", encoding="utf-8")
    is_one_line_error(kzextract("report", tmp_path), 1, "errors.jsonl, line 1")


def test_compare_names_files_and_titles_instead_of_made_ids(tmp_path: Path) -> None:
    def made(figure: str, **known: str) -> Document:
        document = extract(f"В Астане за 2025 год зарегистрировано {figure} преступлений.")
        return msgspec.structs.replace(document, meta=Meta(**known))

    documents = [
        made("16 045", path="а.txt", title="Сводка"),
        made("16 046", title="Итоги"),
        made("16 047", path="в.txt", source="Polisia.kz"),
    ]
    lines = "\n".join(document.to_json() for document in documents)
    (tmp_path / "documents.jsonl").write_text(lines, encoding="utf-8")
    shown = kzextract("compare", tmp_path, COLUMNS="250").stdout.decode()
    assert {"а.txt", "Итоги", "Polisia.kz"} <= set(re.findall(r"[\w.]+", shown))
    assert "(а.txt, Итоги, в.txt)" in " ".join(shown.split())
    assert not any(document.id in shown for document in documents)


def test_brackets_in_a_text_are_no_markup(release: Path, tmp_path: Path) -> None:
    release.write_text("Звоните 102 [/b] [red]. Изъято 5 кг наркотиков.", encoding="utf-8")
    for option in ([], ["--output", tmp_path / "table.txt"]):
        done = kzextract("extract", release, "--explain", *option)
        assert (done.returncode, done.stderr) == (0, b"")
        shown = done.stdout.decode() or (tmp_path / "table.txt").read_text(encoding="utf-8")
        assert "[/b] [red]" in " ".join(shown.split())


def test_closed_pipe_is_no_error(release: Path) -> None:
    release.write_text(TEXT * 500, encoding="utf-8")
    command = f"{sys.executable} -m kzextract.cli extract {release} | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=120, check=False)
    assert (len(done.stdout), done.stderr) == (10, b"")
