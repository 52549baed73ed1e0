"""Starts the server and says where it is: :func:`serve`."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Sequence
from urllib.parse import quote

import uvicorn

from kzextract.review.server.app import application
from kzextract.review.server.security import LOOPBACK, Keys
from kzextract.review.server.service import Review


def serve(review: Review, host: str, port: int, reviewers: Sequence[str], say: Callable[[str], None]) -> None:
    """Serves until it is stopped; ``say`` gets the addresses once the port is ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
        port = listener.getsockname()[1]
        keys = Keys(reviewers=reviewers)
        if host not in LOOPBACK:
            say(
                "Внимание: страница доступна другим машинам, без шифрования. "
                "Давайте адрес только тем, кому доверяете."
            )
        for line in addresses(keys, host, port):
            say(line)
        config = uvicorn.Config(
            application(review, keys, host, port),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=3,
        )
        # Ctrl+C is how one stops it.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def addresses(keys: Keys, host: str, port: int) -> list[str]:
    """The address for everybody, or one for each reviewer."""
    shown = f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{port}/"
    if not keys.reviewers:
        return [f"{base}?token={keys.token()}"]
    return [f"{name}: {base}?name={quote(name)}&token={keys.token(name)}" for name in keys.reviewers]
