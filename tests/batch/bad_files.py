"""A folder with every kind of bad file that a scraped folder has, and good ones between them."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
from pathlib import Path

GOOD = "В Астане за 2025 год изъято 5 кг наркотиков, это на 10% больше. Полиция раскрыла 40 краж, дело № {}."
PAGE = """<html><head><title>Сводка {0}</title></head><body><article><h1>Сводка {0}</h1>
<p>В Павлодарской области зарегистрировано 367 краж, это на 12,5% меньше, чем годом ранее. Дело № {0}.</p>
<p>Полицейские изъяли 14 единиц оружия и привлекли к ответственности 29 человек за месяц.</p></article>
</body></html>"""
MENU = '<html><body><nav><a href="/">Главная</a> <a href="/n">Новости</a></nav><p>© 2025</p></body></html>'


def good(folder: Path) -> int:
    """Writes the good files; returns how many articles they hold."""
    texts = [GOOD.format(n) for n in range(20)]
    (folder / "good1.txt").write_text(texts[0], encoding="utf-8")
    (folder / "good2.txt").write_text(texts[1], encoding="cp1251")
    (folder / "good3.txt").write_text(texts[2].replace("№", "N"), encoding="koi8-r")
    (folder / "good4.txt").write_text(texts[3], encoding="utf-16")
    (folder / "good5.txt.gz").write_bytes(gzip.compress(texts[4].encode()))
    (folder / "good6.html").write_text(PAGE.format(6), encoding="utf-8")
    (folder / "good7.html.gz").write_bytes(gzip.compress(PAGE.format(7).encode("cp1251")))
    (folder / "good8.json").write_text(json.dumps({"text": texts[5], "date": "11.12.2025"}), encoding="utf-8")
    (folder / "zz_good.json").write_text(
        json.dumps([{"text": texts[6]}, {"body": texts[7]}]), encoding="utf-8"
    )
    (folder / "НОВОСТИ 😀.TXT").write_text(texts[8], encoding="utf-8")
    return 11


def _parquet(columns: dict[str, list[object]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def _warc(body: bytes, status: bytes = b"200 OK") -> bytes:
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    block = head + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.kz/1\r\n"
        b"WARC-Date: 2025-12-11T00:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: " + str(len(block)).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
    )


def bad(folder: Path) -> tuple[dict[str, str], int]:
    """Writes the bad files; returns name and place → words of the reason, and how many articles are good."""
    text = GOOD.format(99).encode()
    zipped = gzip.compress(os.urandom(3000) + text * 200)
    wanted: dict[str, str] = {}

    def put(name: str, data: bytes, reason: str, where: str = "") -> None:
        (folder / name).write_bytes(data)
        wanted[f"{name}: {where}" if where else name] = reason

    put("a01.txt.gz", zipped[: len(zipped) // 2], "cut off")
    put("a02.txt.gz", b"this was never zipped", "no sound gzip")
    put("a03.txt.gz", zipped[:40] + b"\xff" * 50 + zipped[90:], "gzip")
    put("a04.txt.gz", gzip.compress(b"\0" * 60_000_000), "too large")
    put("a05.txt", bytes(range(256)) * 40, "no text")
    put("a06.txt", b"\x89PNG\r\n\x1a\n" + os.urandom(5000), "no text")
    put("a07.txt", b"\0" * 5000, "no text")
    put("a08.txt", b"", "empty")
    put("a09.txt", b" \n\t\n ", "empty")
    put("a10.txt", "Изъято 5 кг".encode("utf-16") + b"\xd8", "damaged")
    with (folder / "a11.txt").open("wb") as file:
        file.write(text)
        file.truncate(100_000_000)  # a line of 100 MB, most of it a hole
    wanted["a11.txt"] = "too large"
    put("b01.html", MENU.encode(), "without an article")
    put("b02.html", b"", "empty")
    put("b03.html", b"just words", "no tags")
    put("b04.html", os.urandom(4000), "no text")
    put("c01.json", b'{"text": "a', "no JSON")
    put("c02.json", b'{"title": "x"}', '"text"')
    put("c03.json", b'{"text": 5}', "not a string")
    put("c04.json", b'"text"', "no object")
    put("c05.json", b'{"text": "\\ud800 abc"}', "surrogate")
    put("c06.json", json.dumps({"text": GOOD, "date": "soon"}).encode(), "soon")
    put("c07.json", b"[" * 100_000, "JSON")
    put("c08.json", b'{"a":' * 20_000, "JSON")
    lines = [json.dumps({"text": GOOD.format(200 + n)}).encode() for n in range(4)]
    put("d01.jsonl", b"\n".join([lines[0], b"{broken", lines[1]]), "no JSON", "line 2")
    put("d02.jsonl", b"\n".join([lines[2], b"[1, 2]", b'{"text": null}', lines[3]]), "no object", "line 2")
    wanted["d02.jsonl: line 3"] = '"text"'
    put("d03.jsonl", b"", "empty")
    put(
        "d04.jsonl",
        b'{"text": "' + b"a" * 25_000_000 + b'"}\n' + lines[0].replace(b"200", b"777"),
        "too large",
        "line 1",
    )
    put("e01.csv", "name;age\nИван;5\n".encode(), "no column of texts")
    rows = f'text,date\n"{GOOD.format(300)}",2025-12-01\n"never closed,2025-12-02\n'
    rows += f'"{GOOD.format(301)}",2025-12-03\n'
    put("e02.csv", rows.encode(), "broken row", "line 3")
    put(
        "e03.csv",
        f"text,date\na,b,c\n{GOOD.format(302).replace(',', '')},2025-12-01\n".encode(),
        "cells",
        "line 2",
    )
    put("f01.parquet", _parquet({"text": ["x"]})[:-7], "Parquet")
    put("f02.parquet", _parquet({"number": [1]}), "no column of texts")
    put("f03.parquet", b"PAR1", "Parquet")
    whole = _warc(PAGE.format(400).encode())
    put(
        "g01.warc",
        whole + whole.replace(b"400", b"401")[: len(whole) // 2],
        "cut off",
        "https://example.kz/1",
    )
    put("g02.warc", b"no archive at all\r\n", "WARC")
    wanted["g01.warc"] = "cut off"
    os.symlink("h01.txt", folder / "h01.txt")
    wanted["h01.txt"] = "symbolic links"
    os.symlink("nowhere", folder / "h02.txt")
    wanted["h02.txt"] = "link to nothing"
    os.symlink(".", folder / "h03")
    wanted["h03"] = "leads back"
    os.mkfifo(folder / "h04.txt")
    wanted["h04.txt"] = "pipe"
    (folder / "h05.txt").write_bytes(text)
    (folder / "h05.txt").chmod(0)
    wanted["h05.txt"] = "Permission denied"
    (folder / "h06").mkdir(mode=0)
    wanted["h06"] = "cannot be read"
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(folder)  # the address of a socket is short
        try:
            server.bind("h07.txt")
        finally:
            os.chdir(here)
    wanted["h07.txt"] = "socket"
    # Good articles in files with bad ones: 2 + 2 + 1 lines, 2 + 1 rows, 1 page.
    return wanted, 9
