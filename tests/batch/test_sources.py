"""Every kind of source gives the same article: text, title, date, site, address and path."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kzextract.batch.decoding import decode
from kzextract.batch.items import Item, Options
from kzextract.batch.parsing import date_of, record_of
from kzextract.batch.parts import MOST, bundles
from kzextract.batch.sources import Reading, read_record
from kzextract.batch.walking import Walk

TEXT = "В Павлодарской области изъято 5 кг наркотиков — на 36,4% больше. Раскрыто «40» краж."
KNOWN = {"title": "Сводка", "date": "2025-12-11", "source": "Polisia.kz", "url": "https://polisia.kz/1"}
PAGE = f"""<!doctype html><html><head><title>Сводка | Polisia.kz</title>
<meta property="og:title" content="Сводка"><meta property="og:site_name" content="Polisia.kz">
<meta property="og:url" content="https://polisia.kz/1">
<meta property="article:published_time" content="2025-12-11T09:30:00+05:00"></head><body>
<nav><a href="/">Главная</a></nav><article><h1>Сводка</h1><p>{TEXT}</p>
<p>Полицейские провели 120 рейдов и привлекли к ответственности 29 человек.</p></article></body></html>"""


def read(folder: Path, *places: str, options: Options | None = None) -> list[dict[str, Any]]:
    """The records of some places."""
    options = options or Options()
    walk = Walk([str(place) for place in places] or [str(folder)])
    return [record_of(item, options) for item in Reading(walk, options)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [TEXT, TEXT * 2000, "5 кг"])
def test_unicode(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize(
    "text",
    [
        "В Павлодарской области изъято 5 кг наркотиков. Раскрыто 40 краж.",
        "ПРЕСТУПНОСТЬ СНИЗИЛАСЬ НА 5,7%",
        " date 2025-12-11 Полиция Астаны изъяла 3 единицы оружия.\n" * 300,
        "Сводка: 12 345 краж, 67 890 штрафов, 2025/2024 - 100 / 200\n" * 5,
    ],
)
def test_code_pages(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_text_file_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "a.txt").write_text(TEXT, encoding="koi8-r", errors="ignore")
    (tmp_path / "north" / "b.TXT.GZ").write_bytes(gzip.compress(TEXT.encode()))
    assert [record["path"] for record in read(tmp_path)] == ["north/a.txt", "north/b.TXT.GZ"]
    assert read(tmp_path)[1]["text"] == TEXT


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", ["a.html", "a.json", "a.jsonl", "a.csv", "a.parquet", "a.warc"])
def test_what_is_known_goes_with_the_text(tmp_path: Path, name: str, zipped: bool) -> None:
    record = {"text": TEXT, **KNOWN}
    line = json.dumps(record, ensure_ascii=False)
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([record]), sink)
    cells = ";".join('"' + value.replace('"', '""') + '"' for value in record.values())
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    block = head + PAGE.encode()
    data = {
        "a.html": PAGE.encode(),
        "a.json": line.encode("utf-16"),
        "a.jsonl": f"{line}\n\n".encode(),
        "a.csv": f"{';'.join(record)}\r\n{cells}\r\n".encode("cp1251"),
        "a.parquet": sink.getvalue(),
        "a.warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://polisia.kz/1\r\n"
        b"WARC-Date: 2025-12-20T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        + f"Content-Length: {len(block)}\r\n\r\n".encode()
        + block
        + b"\r\n\r\n",
    }[name]
    path = tmp_path / (name + ".gz" * zipped)
    path.write_bytes(gzip.compress(data) if zipped else data)
    (found,) = read(tmp_path)
    assert found["text"].startswith(TEXT)
    assert {key: str(found[key]) for key in KNOWN} == KNOWN
    assert found["path"] == path.name
    assert read_record(path)["text"] == found["text"]


def test_field_names_of_the_user_and_the_usual_ones(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "Headline": "Сводка",
        "BODY": TEXT,
        "published_at": "11.12.2025 10:00",
        "paper": "Vesti.kz",
    }
    (tmp_path / "a.json").write_text(json.dumps(record), encoding="utf-8")
    (found,) = read(tmp_path, options=Options(fields={"source": "paper"}, place="Павлодарская область"))
    assert found["text"] == TEXT and found["id"] == "7" and found["title"] == "Сводка"
    assert (str(found["date"]), found["source"]) == ("2025-12-11", "Vesti.kz")
    assert found["place"] == "Павлодарская область"
    wide = {"text": "не то", "story": TEXT}
    (tmp_path / "a.json").write_text(json.dumps(wide), encoding="utf-8")
    assert read(tmp_path, options=Options(fields={"text": "story"}))[0]["text"] == TEXT


def test_a_page_inside_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"html": PAGE, "link": "https://x.kz/2"}), encoding="utf-8")
    (found,) = read(tmp_path)
    assert found["text"].startswith(TEXT) and found["url"] == "https://x.kz/2"
    assert str(found["date"]) == "2025-12-11"


@pytest.mark.parametrize(
    "written",
    [
        "2025-12-11",
        "2025-12-11T09:30:00+05:00",
        "11.12.2025",
        "11/12/2025",
        "Thu, 11 Dec 2025 09:30:00 +0500",
    ],
)
def test_dates_as_scrapers_write_them(written: str) -> None:
    assert str(date_of(written)) == "2025-12-11"


@pytest.mark.parametrize("written", ["soon", "2025-13-40", "31.02.2025", "20251211", 1765432100])
def test_what_is_no_date(written: object) -> None:
    with pytest.raises(ValueError, match="is none like 2025-12-11"):
        date_of(written)


def test_places_patterns_and_names(tmp_path: Path) -> None:
    for name in ("x/a/1.txt", "x/b/2.txt", "y/a/3.txt", "y/.hidden.txt", "y/notes.md", "y/g.gold.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")

    def paths(*places: str) -> list[str]:
        return [item.path for item in Reading(Walk([f"{tmp_path}/{p}" for p in places]), Options())]

    assert paths("") == ["x/a/1.txt", "x/b/2.txt", "y/a/3.txt"]
    assert paths("x", "y") == ["x/a/1.txt", "x/b/2.txt", "y/a/3.txt"]
    assert paths("x/a/1.txt") == ["1.txt"]
    assert [path.split("/")[-1] for path in paths("**/[12].txt")] == ["1.txt", "2.txt"]
    walk = Walk([str(tmp_path)])
    list(walk)
    assert walk.ignored == {".md": 1, ".json": 1}


def test_the_output_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("a.txt", "out/b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    walk = Walk([str(tmp_path)], skip=tmp_path / "out")
    assert [item.path for item in Reading(walk, Options())] == ["a.txt"]


def test_bundles_do_not_depend_on_what_stands_before() -> None:
    items = [Item("text", f"{n:04}.txt", "", str(n).encode()) for n in range(2000)]
    whole = [bundle.key for bundle in bundles(items)]
    shifted = [bundle.key for bundle in bundles(items[:700] + items[701:])]
    assert len(set(whole) - set(shifted)) <= 3
    assert max(len(bundle.items) for bundle in bundles(items)) <= MOST
    assert [item for bundle in bundles(items) for item in bundle.items] == items


def test_csv_goes_on_after_a_quote_that_never_ends(tmp_path: Path) -> None:
    rows = ["text", '"never closed', *(f'"{TEXT} {n}"' for n in range(50))]
    (tmp_path / "a.csv").write_text("\n".join(rows).replace(",", ""), encoding="utf-8")
    items = list(Reading(Walk([str(tmp_path)]), Options()))
    assert [item.where for item in items if item.kind == "failure"] == ["line 2"]
    assert [item.where for item in items if item.kind == "fields"] == [f"line {n}" for n in range(3, 53)]


def test_a_record_over_several_lines_of_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f'id,text\n1,"{TEXT}\n\nЕщё ""абзац"""\n2,{TEXT[:30]}\n', encoding="utf-8"
    )
    first, second = read(tmp_path)
    assert first["text"] == f'{TEXT}\n\nЕщё "абзац"'
    assert (second["id"], second["text"]) == ("2", TEXT[:30])
