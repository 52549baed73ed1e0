"""What goes over the wire: the bodies of requests, checked by their types, and errors as answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kzextract.review.server.edits import Wrong
from kzextract.review.server.service import Conflict
from kzextract.review.server.tracks import Refused

NOT_FOUND: Final = frozenset({"no_document", "no_file"})


class Decision(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """``POST /api/decide``: spans count UTF-16 units, ``text`` is what the span was seen to hold."""

    document: str
    key: str
    action: str
    version: int
    shown: str
    patch: dict[str, Any] | None = None
    span: tuple[int, int] | None = None
    text: str | None = None
    note: str | None = None


class Addition(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """``POST /api/add``"""

    document: str
    span: tuple[int, int]
    text: str
    patch: dict[str, Any]
    note: str | None = None


class Finish(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """``POST /api/finish``"""

    document: str
    finished: bool


class Mode(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """``POST /api/mode``"""

    document: str
    double: bool


class Name(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """``POST /api/reviewer``"""

    name: str


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """``POST /api/undo`` and ``/api/redo``"""


def decoded(body: bytes, kind: type[Any]) -> Any:
    """A body of this kind; ``msgspec.DecodeError`` for what is none."""
    return msgspec.json.decode(body or b"{}", type=kind)


def as_json(data: Any, status: int = 200) -> Response:
    """An answer."""
    return Response(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")), status, media_type="application/json"
    )


def _conflict(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Conflict)
    return as_json({"error": error.code, "by": error.by}, 409)


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return as_json({"error": error.code}, 404 if error.code in NOT_FOUND else 403)


def _wrong(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Wrong)
    return as_json({"error": error.code, "slot": error.slot}, 422)


def _malformed(_request: Request, _error: Exception) -> Response:
    return as_json({"error": "malformed"}, 400)


HANDLERS: Final[Mapping[Any, Callable[[Request, Exception], Response]]] = {
    Conflict: _conflict,
    Refused: _refused,
    Wrong: _wrong,
    msgspec.DecodeError: _malformed,
    ClientDisconnect: _malformed,
}
