"""The API: who is let in, what is refused, offsets in the browser's units, and nothing lost by a kill."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from documents import by_hand
from reviewing import FIRST, SECOND, open_review, serving, texts, write_batch

from kzextract import Document
from kzextract.lexicon import load_toml
from kzextract.review.server.offsets import Offsets
from kzextract.review.server.security import HEADERS, MAX_BODY, Keys
from kzextract.review.server.service import Review


class Browser:
    """A client that does what the page does: keeps the cookie, sends origin and CSRF token."""

    def __init__(self, client: Any, name: str | None = "Анна") -> None:
        self.client = client
        self.headers = {"origin": str(client.base_url).rstrip("/")}
        self.headers["x-csrf-token"] = self.get("session")["csrf"]
        if name:
            self.post("reviewer", name=name)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(f"/api/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, path: str, **body: Any) -> Any:
        return self.client.post(f"/api/{path}", json=body, headers=self.headers)

    def post(self, path: str, **body: Any) -> Any:
        answer = self.send(path, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def decide(self, document: str, n: int, action: str, **more: Any) -> Any:
        claim = self.get("document", id=document)["claims"][n]
        seen = {"key": claim["id"], "version": claim["version"], "shown": claim["shown"]}
        return self.post("decide", document=document, action=action, **seen, **more)["claim"]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", texts()))


Clients = Callable[..., httpx.Client]


@pytest.fixture
def client() -> Iterator[Clients]:
    """Makes clients of a server; those of one review share it."""
    with ExitStack() as stack:
        running: dict[int, str] = {}

        def make(review: Review, keys: Keys) -> httpx.Client:
            if id(review) not in running:
                running[id(review)] = stack.enter_context(serving(review, keys))
            made = httpx.Client(base_url=running[id(review)], follow_redirects=True, timeout=20)
            return stack.enter_context(made)

        yield make


@pytest.fixture
def outside(review: Review, client: Clients) -> httpx.Client:
    """A client without the key."""
    return client(review, Keys("secret"))


@pytest.fixture
def browser(outside: httpx.Client) -> Browser:
    outside.get("/", params={"token": Keys("secret").token()})
    return Browser(outside)


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


def test_offsets_on_the_wire_are_the_browsers(tmp_path: Path, client: Clients) -> None:
    review = open_review(write_batch(tmp_path / "out", [by_hand(), *texts()]))
    visitor = client(review, Keys("secret"))
    visitor.get("/", params={"token": Keys("secret").token()})
    browser = Browser(visitor)
    document = browser.get("document", id="two")
    units = document["text"].encode("utf-16-le")
    for claim in document["claims"]:
        start, end = claim["span"]
        assert units[2 * start : 2 * end].decode("utf-16-le") == claim["text"]
    at = len(SECOND[: SECOND.index("98")].encode("utf-16-le")) // 2
    fixed = browser.decide("two", 0, "fix", span=[at, at + 1], text="9")
    assert (fixed["text"], fixed["span"]) == ("9", [at, at + 1])
    rows = review.ledger.entries("two")
    assert rows[0].after and rows[0].after.claim and rows[0].after.claim.start == SECOND.index("98")
    wrong = {"document": "two", "patch": {"value": "1"}}
    for span, text in (([1, 2], "😀"), ([0, 1], "😀"), ([0, 2], "x"), ([5, 5], ""), ([0, 10_000], "x")):
        answer = browser.send("add", span=span, text=text, **wrong)
        assert (answer.status_code, answer.json()["slot"]) == (422, "span")
    added = browser.post("add", span=[0, 2], text="😀", **wrong)["claim"]
    assert (added["span"], added["status"], added["origin"]) == ([0, 2], "accepted", "added")


def test_offsets_both_ways() -> None:
    text = "Қ😀ә👮🏽‍♀️12"
    offsets = Offsets(text)
    units = [len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)]
    assert [offsets.from_browser(unit) for unit in units] == list(range(len(text) + 1))
    assert [offsets.to_browser(n) for n in range(len(text) + 1)] == units
    for unit in {*range(units[-1] + 2), -1} - set(units):
        with pytest.raises(ValueError, match="no character"):
            offsets.from_browser(unit)


def test_a_conflict_says_who_was_first(browser: Browser) -> None:
    claim = browser.get("document", id="one")["claims"][0]
    browser.decide("one", 0, "accept")
    browser.post("reviewer", name="Борис")
    answer = browser.send(
        "decide", document="one", key=claim["id"], action="reject", version=0, shown=claim["shown"]
    )
    assert (answer.status_code, answer.json()) == (409, {"error": "decided_meanwhile", "by": "Анна"})
    assert [row["by"] for row in browser.get("history", id="one", claim=claim["id"])["rows"]] == ["Анна"]


def test_undo_says_what_it_undid(browser: Browser) -> None:
    key = browser.decide("one", 1, "accept")["id"]
    undone = browser.post("undo")
    assert (undone["document"], undone["key"], undone["action"]) == ("one", key, "accept")
    assert browser.send("undo").json() == {"error": "nothing_to_undo"}
    browser.post("redo")
    assert browser.get("document", id="one")["claims"][1]["status"] == "accepted"


def test_the_queue_puts_findings_first_and_filters(browser: Browser, tmp_path: Path) -> None:
    write_batch(tmp_path / "out", [*texts(), by_hand()])
    queue = browser.get("queue")
    assert queue["documents"][0]["id"] == "d1"  # the only one with a discrepancy
    assert (queue["total"], queue["states"]) == (3, {"new": 3})
    assert [d["id"] for d in browser.get("queue", words="АСТАН")["documents"]] == ["d1", "two"]
    assert [d["id"] for d in browser.get("queue", region="310000000")["documents"]] == ["one"]
    assert [d["id"] for d in browser.get("queue", code="crime.theft")["documents"]] == ["one"]
    assert [d["id"] for d in browser.get("queue", findings="inconsistent")["documents"]] == ["d1"]
    for n in range(2):
        browser.decide("d1", n, "accept")
    assert [d["id"] for d in browser.get("queue", state="begun")["documents"]] == ["d1"]
    browser.post("finish", document="d1", finished=True)
    assert [d["id"] for d in browser.get("queue", state="done")["documents"]] == ["d1"]
    assert "d1" not in [d["id"] for d in browser.get("queue", state="todo")["documents"]]
    assert browser.get("queue")["decided"] == 2
    assert browser.get("document", id="d1")["todo"] in {"one", "two"}


def test_blind_reviewers_do_not_see_each_other(tmp_path: Path, client: Clients) -> None:
    review = open_review(write_batch(tmp_path / "out", texts()), percent=100)
    keys = Keys("secret")
    people = []
    for name in ("Анна", "Борис", "Вера"):
        visitor = client(review, keys)
        visitor.get("/", params={"token": keys.token()})
        people.append(Browser(visitor, name))
    anna, boris, vera = people
    anna.decide("one", 0, "reject", note="тайна Анны")
    seen = [
        boris.client.get(path).text
        for path in ("/api/queue", "/api/document?id=one", "/api/agreement", "/export/log", "/export/jsonl")
    ]
    key = boris.get("document", id="one")["claims"][0]["id"]
    seen.append(boris.client.get("/api/history", params={"id": "one", "claim": key}).text)
    assert not any("тайна" in text or "rejected" in text for text in seen)
    assert boris.get("pulse", id="one")["seq"] == 0
    boris.decide("one", 0, "accept")
    assert vera.client.get("/api/document?id=one").json() == {"error": "taken_by_two"}
    for person in (anna, boris):
        for n in (1, 2):
            person.decide("one", n, "accept")
        person.post("finish", document="one", finished=True)
    view = vera.get("document", id="one")
    assert view["settling"]
    assert [o["status"] for o in view["claims"][0]["opinions"]] == ["rejected", "accepted"]
    assert [c["status"] for c in view["claims"]] == ["open", "accepted", "accepted"]
    assert vera.get("queue", state="differences")["documents"][0]["differences"] == 1
    [pair] = vera.get("agreement")["pairs"]
    assert (pair["reviewers"], pair["claims"], pair["agreement"]) == (["Анна", "Борис"], 3, 2 / 3)
    assert pair["slots"]["value"] == {"n": 2, "agreement": 1.0, "kappa": 1.0}


def test_a_hostile_article_is_only_text(tmp_path: Path, client: Clients) -> None:
    text = "</script><img src=x onerror=alert(1)>\u202e 5 кг \x00 'javascript:alert(1)'"
    document = msgspec.structs.replace(
        by_hand(), id="<b>../\"'", text=text, entities=(), claims=(), findings=()
    )
    review = open_review(write_batch(tmp_path / "out", [document]))
    visitor = client(review, Keys("secret"))
    visitor.get("/", params={"token": Keys("secret").token()})
    browser = Browser(visitor)
    answer = visitor.get("/api/document", params={"id": document.id})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["text"] == text
    assert browser.get("queue")["documents"][0]["id"] == document.id


def test_places_are_found_by_the_beginning_of_a_name(browser: Browser) -> None:
    found = browser.get("places", q="алмат")["places"]
    assert {"name": "Алматы", "ref": "750000000", "kind": "city", "within": ""} in found
    assert "Алматинская область" in [p["name"] for p in found]
    assert browser.get("places", q="узбек")["places"][0]["ref"] == "UZ"
    assert browser.get("places", q="")["places"] == []


def test_every_label_that_the_page_asks_for_exists() -> None:
    labels = {**load_toml("labels"), **load_toml("review_labels")}
    static = Path(sys.modules["kzextract.review.server.app"].__file__ or "").parent / "static"
    script = "\n".join(path.read_text(encoding="utf-8") for path in static.glob("*.js"))
    server = "\n".join(path.read_text(encoding="utf-8") for path in static.parent.glob("*.py"))
    asked = set(re.findall(r"\bt\('([a-z_]+)'", script))
    assert len(asked) > 40
    asked |= set(re.findall(r"\bt\(`([a-z_]+)", script))
    prefixes = tuple(key for key in asked if key.endswith("_"))
    known = labels["review"].keys()
    quoted = set(re.findall(r"'([a-z_]+)'", script))
    assert asked - set(prefixes) <= known
    assert all(any(key.startswith(prefix) for key in known) for prefix in prefixes)
    assert {key for key in known - quoted if not key.startswith(prefixes)} == set()
    assert set(re.findall(r"\bword\('([a-z_]+)'", script)) <= labels.keys()
    errors = set(re.findall(r'(?:Refused|Conflict)\("([a-z_]+)"', server))
    errors |= set(re.findall(r'Wrong\([^)]*"([a-z_]+)"\)', server)) | {"wrong_origin", "malformed"}
    assert errors <= labels["errors"].keys()
    for table in load_toml("review_labels").values():
        for code, words in table.items():
            assert len(words) == 2 and all(words), code


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The real server in a process of its own, and its address."""
    command = [sys.executable, "-m", "kzextract.cli", "review", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def test_no_acknowledged_decision_is_lost_by_a_kill(tmp_path: Path) -> None:
    """SIGKILL falls between and into decisions; whatever was answered with 200 is there afterwards."""
    sentence = "В Астане изъято {} кг марихуаны. "
    document = Document.from_dict(_long(sentence, 120))
    folder = write_batch(tmp_path / "out", [document])
    acknowledged: dict[str, str] = {}
    for stop_after in (1, 5, 23):
        with served(folder) as (process, address), httpx.Client(base_url=address.partition("/?")[0]) as http:
            if True:
                http.get(address, follow_redirects=True)
                browser = Browser(http)
                claims = [c for c in browser.get("document", id="d")["claims"] if c["status"] == "open"]
                killer = None
                done = 0
                try:
                    for n, claim in enumerate(claims):
                        action = "accept" if n % 2 else "reject"
                        seen = {"key": claim["id"], "version": claim["version"], "shown": claim["shown"]}
                        browser.post("decide", document="d", action=action, **seen)
                        acknowledged[claim["id"]] = ACTION_STATUS[action]
                        done += 1
                        if done == stop_after:
                            killer = threading.Thread(target=process.send_signal, args=(signal.SIGKILL,))
                            killer.start()
                except httpx.HTTPError:
                    pass
                assert killer is not None
                killer.join()
    review = open_review(folder)
    heads = review.ledger.heads("", "d")
    kept = {key: head.state.status for key, head in heads.items() if head.state}
    assert {key: kept.get(key) for key in acknowledged} == acknowledged
    assert len(acknowledged) >= 29
    assert review.ledger.verify() >= len(acknowledged)


ACTION_STATUS = {"accept": "accepted", "reject": "rejected"}


def _long(sentence: str, n: int) -> dict[str, Any]:
    text, claims = "", []
    for i in range(n):
        line = sentence.format(i + 1)
        start = len(text) + line.index(str(i + 1))
        end = start + len(f"{i + 1} кг")
        claims.append(
            {
                "id": f"c{i + 1}",
                "start": start,
                "end": end,
                "text": f"{i + 1} кг",
                "sentence": [len(text), len(text) + len(line)],
                "value": str(i + 1),
                "unit": "kg",
                "measure": "level",
            }
        )
        text += line
    return {"id": "d", "text": text, "lang": "ru", "claims": claims}
