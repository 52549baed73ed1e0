"""The API: offsets in the browser's units, conflicts, the queue, blind reviewers, labels."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec
import pytest
from clients import Browser, Clients
from documents import by_hand
from reviewing import SECOND, open_review, texts, write_batch

from kzextract.lexicon import load_toml
from kzextract.review.server.offsets import Offsets
from kzextract.review.server.security import Keys
from kzextract.review.server.service import Review

pytest_plugins = ("clients",)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return open_review(write_batch(tmp_path / "out", texts()))


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
