"""The API: who is let in, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from clients import Browser, Clients
from reviewing import FIRST, open_review, texts, write_batch

from kzextract.review.server.security import HEADERS, MAX_BODY, Keys
from kzextract.review.server.service import Review

pytest_plugins = ("clients",)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", texts()))


def test_without_the_key_nothing_is_shown(outside: httpx.Client) -> None:
    for path in ("/", "/api/session", "/api/queue", "/static/app.js", "/export/log", "/nothing"):
        answer = outside.get(path)
        assert answer.status_code == 403, path
        assert FIRST[:20] not in answer.text
    assert outside.get("/", params={"token": "guess"}).status_code == 403
    outside.cookies.set(f"kzextract_review_{outside.base_url.port}", "e30=.forged")
    assert outside.get("/api/queue").status_code == 403


def test_the_key_leaves_the_address(outside: httpx.Client) -> None:
    answer = outside.get("/", params={"token": Keys("secret").token()}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert outside.get("/").status_code == 200


def test_every_answer_has_the_strict_headers(browser: Browser) -> None:
    for path in ("/", "/api/queue", "/static/app.js", "/nothing", "/api/document?id=nothing"):
        headers = browser.client.get(path).headers
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, path
    assert "unsafe" not in HEADERS["content-security-policy"]
    page = browser.client.get("/").text
    assert not re.search(r"<script(?![^>]* src=)|<style| on\w+=| style=|https?://", page)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "a b", "[::"]
)
def test_other_hosts_are_refused(browser: Browser, host: str) -> None:
    assert (
        browser.client.get(
            "/api/queue", headers={"host": host.format(port=browser.client.base_url.port)}
        ).status_code
        == 421
    )


def test_only_our_own_page_may_change_anything(browser: Browser, review: Review) -> None:
    claim = browser.get("document", id="one")["claims"][0]
    body = {"document": "one", "key": claim["id"], "action": "accept", "version": 0, "shown": claim["shown"]}
    good = browser.headers
    for headers in (
        {},
        {**good, "origin": "http://evil.example"},
        {**good, "origin": "null"},
        {**good, "origin": "http://127.0.0.1:1"},
        {**good, "x-csrf-token": "guess"},
        {"origin": good["origin"]},
        {"x-csrf-token": good["x-csrf-token"]},
        {"x-csrf-token": good["x-csrf-token"], "sec-fetch-site": "cross-site"},
    ):
        assert browser.client.post("/api/decide", json=body, headers=headers).status_code == 403, headers
    as_form = {**good, "content-type": "text/plain"}
    assert browser.client.post("/api/decide", content=b"{}", headers=as_form).status_code == 415
    assert review.ledger.entries() == []
    assert browser.client.post("/api/decide", json=body, headers=good).status_code == 200
    assert browser.client.get("/api/decide").status_code == 405


def test_a_body_has_a_limit(browser: Browser) -> None:
    assert browser.send("reviewer", name="x" * MAX_BODY).status_code == 413
    headers = {**browser.headers, "content-type": "application/json"}

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 10_000

    answer = browser.client.post("/api/decide", content=endless(), headers=headers)
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"document": 1}',
        b'{"document":"one","key":"k","action":"accept","version":"0","shown":""}',
        b"\xff",
        b'{"name":"x","more":1}',
    ],
)
def test_malformed_bodies_are_refused(browser: Browser, body: bytes) -> None:
    headers = {**browser.headers, "content-type": "application/json"}
    for path in ("decide", "add", "finish", "reviewer"):
        assert browser.client.post(f"/api/{path}", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "index.html/..", "app.py", "/etc/passwd"],
)
def test_no_path_leads_out_of_the_static_folder(browser: Browser, path: str) -> None:
    answer = browser.client.get(f"/static/{path}")
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_names(browser: Browser) -> None:
    for name in ("", "   ", "x" * 61, "\u202eannA", "a\x00b"):
        assert browser.send("reviewer", name=name).status_code == 403, name
    assert browser.post("reviewer", name="  Борис  Ли ") == {"reviewer": "Борис Ли"}
    browser.decide("one", 0, "accept")
    assert browser.get("document", id="one")["claims"][0]["decision"]["by"] == "Борис Ли"


def test_nobody_decides_without_a_name(outside: httpx.Client) -> None:
    outside.get("/", params={"token": Keys("secret").token()})
    nameless = Browser(outside, name=None)
    assert nameless.send("undo").json() == {"error": "no_name"}


def test_an_address_of_one_reviewer_is_hers_alone(review: Review, client: Clients) -> None:
    keys = Keys("secret", ["Анна", "Борис"])
    visitor = client(review, keys)
    assert visitor.get("/", params={"token": keys.token()}).status_code == 403
    assert visitor.get("/", params={"token": keys.token("Анна"), "name": "Борис"}).status_code == 403
    assert visitor.get("/", params={"token": keys.token("Вера"), "name": "Вера"}).status_code == 403
    assert visitor.get("/", params={"token": keys.token("Анна"), "name": "Анна"}).status_code == 200
    anna = Browser(visitor, name=None)
    assert anna.get("session")["reviewer"] == "Анна"
    assert anna.send("reviewer", name="Борис").json() == {"error": "name_bound"}
