"""Clients of the review server that do what the page does, as a plugin of its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from reviewing import serving

from kzextract.review.server.security import Keys
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
