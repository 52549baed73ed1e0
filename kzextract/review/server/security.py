"""Who may talk to the server: :class:`Guard`, in front of everything else.

Every request must name a host we answer for (so that no other site's name can be pointed at us) and carry a
session that began with the secret address; whatever changes something must come from our own page (origin,
and a token that only our page can read) and be small. Every answer forbids all that the page does not need.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY: Final = 256 * 1024
MAX_NAME: Final = 60
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
NO_KEY: Final = (
    "Нужен адрес с ключом: его печатает команда kzextract review.\n"
    "This needs the address with the key that the command kzextract review prints.\n"
)


@dataclass(frozen=True)
class Session:
    """One browser. ``bound``: the name came with the address and cannot be changed."""

    number: str
    reviewer: str
    bound: bool


class Keys:
    """The server's secret and all that is derived from it.

    >>> keys = Keys("secret")
    >>> keys.read(keys.cookie(Session("1", "Анна", False)))
    Session(number='1', reviewer='Анна', bound=False)
    >>> keys.read("forged") is None
    True
    """

    def __init__(self, secret: str | None = None, reviewers: Iterable[str] = ()) -> None:
        self._secret = (secret or secrets.token_urlsafe(24)).encode()
        self.reviewers = tuple(reviewers)

    def _sign(self, purpose: str, words: str) -> str:
        digest = hmac.new(self._secret, f"{purpose}\0{words}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:24]).decode()

    def token(self, reviewer: str = "") -> str:
        """What the address must hold: for anybody, or for this reviewer alone."""
        return self._sign("address", reviewer)

    def enter(self, token: str, reviewer: str) -> Session | None:
        """The session that an address opens; None for a wrong one."""
        if not hmac.compare_digest(token.encode(), self.token(reviewer).encode()):
            return None
        if (reviewer in self.reviewers) if self.reviewers else not reviewer:
            return Session(secrets.token_urlsafe(12), reviewer, bool(reviewer))
        return None

    def cookie(self, session: Session) -> str:
        """The session as a signed cookie."""
        words = json.dumps([session.number, session.reviewer, session.bound])
        packed = base64.urlsafe_b64encode(words.encode()).decode()
        return f"{packed}.{self._sign('session', packed)}"

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie that we signed."""
        packed, _, signature = cookie.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign("session", packed).encode()):
            return None
        return Session(*json.loads(base64.urlsafe_b64decode(packed)))

    def csrf(self, session: Session) -> str:
        """What a page of this session must send with everything it changes."""
        return self._sign("csrf", session.number)


def clean_name(name: str) -> str | None:
    """A reviewer's name; None for one that cannot be shown harmlessly.

    >>> clean_name("  Анна  Ким "), clean_name("\u202eннА")
    ('Анна Ким', None)
    """
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(plain) <= MAX_NAME or any(unicodedata.category(c)[0] == "C" for c in plain):
        return None
    return plain


def answers_for(host: str, header: str, port: int) -> bool:
    """Whether a Host header names the server that listens on ``host``.

    >>> answers_for("127.0.0.1", "localhost:8765", 8765), answers_for("127.0.0.1", "evil.example:8765", 8765)
    (True, False)
    """
    try:
        parts = urlsplit(f"//{header}")
        named, at = parts.hostname, parts.port
    except ValueError:
        return False
    if named is None or (at or 80) != port:
        return False
    if named in LOOPBACK or named == host:
        return True
    if host in ("0.0.0.0", "::"):
        # Only a name can be pointed somewhere else behind a browser's back; a bare address cannot.
        try:
            ipaddress.ip_address(named)
        except ValueError:
            return False
        return True
    return False


class Guard:
    """The middleware that lets through what may pass."""

    def __init__(self, app: ASGIApp, keys: Keys, host: str, port: int) -> None:
        self.app = app
        self.keys = keys
        self.host = host
        self.port = port
        # Cookies do not tell ports apart, and two reviews may run on one machine.
        self.cookie = f"kzextract_review_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        headers = Headers(scope=scope)
        problem = self._problem(scope, headers)
        if problem is not None:
            await problem(scope, receive, guarded)
            return
        await self.app(scope, _limited(receive), guarded)

    def _problem(self, scope: Scope, headers: Headers) -> PlainTextResponse | JSONResponse | None:
        if not answers_for(self.host, headers.get("host", ""), self.port):
            return PlainTextResponse("wrong host", 421)
        entering = scope["path"] == "/" and b"token=" in scope["query_string"]
        session = self.keys.read(HTTPConnection(scope).cookies.get(self.cookie, ""))
        scope["session"] = session
        if session is None and not entering:
            return PlainTextResponse(NO_KEY, 403)
        if scope["method"] in ("GET", "HEAD"):
            return None
        if session is None or not self._from_our_page(headers):
            return JSONResponse({"error": "wrong_origin"}, 403)
        if not hmac.compare_digest(
            headers.get("x-csrf-token", "").encode(), self.keys.csrf(session).encode()
        ):
            return JSONResponse({"error": "wrong_origin"}, 403)
        if headers.get("content-type", "").partition(";")[0] != "application/json":
            return JSONResponse({"error": "not_json"}, 415)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return JSONResponse({"error": "too_long"}, 413)
        return None

    def _from_our_page(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") == "same-origin"
        return origin == f"http://{headers.get('host', '')}"


def _limited(receive: Receive) -> Receive:
    """Cuts a body off that grows past the limit whatever its header said."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MAX_BODY:
            return {"type": "http.disconnect"}
        return message

    return counted
