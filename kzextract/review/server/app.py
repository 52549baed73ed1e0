"""The application: routes, and the translation between what the wire says and :class:`Review`."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kzextract import __version__
from kzextract.lexicon import load_csv, load_toml
from kzextract.review.labels import labels
from kzextract.review.server import exports
from kzextract.review.server.agreement import agreement
from kzextract.review.server.edits import Wrong
from kzextract.review.server.offsets import Offsets
from kzextract.review.server.places import search
from kzextract.review.server.queue import queue
from kzextract.review.server.security import Guard, Keys, Session, clean_name
from kzextract.review.server.service import Review
from kzextract.review.server.tracks import Refused
from kzextract.review.server.view import claim_view, document_view, history, last_row
from kzextract.review.server.wire import (
    HANDLERS,
    Addition,
    Decision,
    Finish,
    Mode,
    Name,
    Nothing,
    as_json,
    decoded,
)

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "html": "text/html"}
# What the review page wears too: of all pages, and of the report.
SHARED = {"base.css": "kzextract.pages", "text.css": "kzextract.review"}


class App:
    """The endpoints. Those that read files or the log run in a thread of their own."""

    def __init__(self, review: Review, keys: Keys, cookie: str) -> None:
        self.review = review
        self.keys = keys
        self.cookie = cookie

    # The page and its files

    async def page(self, request: Request) -> Response:
        token = request.query_params.get("token")
        if token is not None:
            session = self.keys.enter(token, request.query_params.get("name", ""))
            if session is None:
                return PlainTextResponse("wrong key", 403)
            return self._entered(RedirectResponse("/", 303), session)
        return self._file("index.html")

    async def static(self, request: Request) -> Response:
        return self._file(request.path_params["name"])

    def _file(self, name: str) -> Response:
        if not re.fullmatch(r"[a-z_]+\.(css|js|svg|html)", name):
            raise Refused("no_file")
        home = files(SHARED.get(name, __package__)) / "static"
        try:
            body = (home / name).read_bytes()
        except FileNotFoundError:
            raise Refused("no_file") from None
        return Response(body, media_type=MEDIA_TYPES[name.rpartition(".")[2]])

    def _entered(self, response: Response, session: Session) -> Response:
        response.set_cookie(self.cookie, self.keys.cookie(session), httponly=True, samesite="lax", path="/")
        return response

    # Reading

    def session(self, request: Request, reviewer: str) -> Any:
        return {
            "reviewer": reviewer,
            "bound": request.scope["session"].bound,
            "csrf": self.keys.csrf(request.scope["session"]),
            "labels": {**labels(), **load_toml("review_labels")},
            "regions": {tile["ref"]: [tile["name_ru"], tile["name_en"]] for tile in load_csv("tiles")},
            "version": __version__,
            "folder": self.review.corpus.folder.resolve().name,
        }

    def queue(self, request: Request, reviewer: str) -> Any:
        wanted = request.query_params
        names = ("state", "region", "code", "words", "findings")
        offset = wanted.get("offset", "0")
        return queue(
            self.review,
            reviewer,
            **{name: wanted.get(name, "")[:200] for name in names},
            offset=int(offset) if offset.isdigit() and len(offset) < 10 else 0,
        )

    def document(self, request: Request, reviewer: str) -> Any:
        return document_view(self.review, request.query_params.get("id", ""), reviewer)

    def history(self, request: Request, reviewer: str) -> Any:
        wanted = request.query_params
        return {"rows": history(self.review, wanted.get("id", ""), wanted.get("claim", ""), reviewer)}

    def pulse(self, request: Request, reviewer: str) -> Any:
        """How far the log is on this reviewer's track of a document: whether somebody is at work in it."""
        summary = self.review.summary(request.query_params.get("id", ""))
        track = self.review.tracks.for_reviewer(summary, reviewer)
        return {"seq": last_row(self.review, summary, track), "rules": self.review.corpus.rules}

    def places(self, request: Request, reviewer: str) -> Any:
        return {"places": search(request.query_params.get("q", "")[:100])}

    def agreement(self, request: Request, reviewer: str) -> Any:
        return agreement(self.review)

    async def export(self, request: Request) -> Response:
        wanted = exports.FORMATS.get(request.path_params["format"])
        if wanted is None:
            raise Refused("no_file")
        self.review.refresh()
        body = await run_in_threadpool(wanted.make, self.review)
        return Response(
            body,
            media_type=wanted.media_type,
            headers={"content-disposition": f'attachment; filename="{wanted.file}"'},
        )

    # Writing

    def decide(self, body: Decision, reviewer: str) -> Any:
        span = self._span(body.document, body.span, body.text) if body.span else None
        settled = self.review.decide(
            reviewer,
            body.document,
            body.key,
            body.action,
            version=body.version,
            shown=body.shown,
            patch=body.patch,
            span=span,
            note=body.note,
        )
        return {"claim": claim_view(self.review, body.document, reviewer, settled)}

    def add(self, body: Addition, reviewer: str) -> Any:
        span = self._span(body.document, body.span, body.text)
        settled = self.review.add(reviewer, body.document, span, body.patch, body.note)
        return {"claim": claim_view(self.review, body.document, reviewer, settled)}

    def undo(self, body: Nothing, reviewer: str) -> Any:
        return self._take_back(reviewer, redo=False)

    def redo(self, body: Nothing, reviewer: str) -> Any:
        return self._take_back(reviewer, redo=True)

    def _take_back(self, reviewer: str, redo: bool) -> Any:
        entry, skipped = self.review.take_back(reviewer, redo)
        return {
            "document": entry.document,
            "key": entry.claim,
            "action": entry.action,
            "text": entry.after.claim.text if entry.after and entry.after.claim else None,
            "skipped": skipped,
        }

    def finish(self, body: Finish, reviewer: str) -> Any:
        self.review.finish(reviewer, body.document, body.finished)
        return {}

    def mode(self, body: Mode, reviewer: str) -> Any:
        self.review.set_mode(reviewer, body.document, body.double)
        return {}

    async def reviewer(self, request: Request) -> Response:
        session: Session = request.scope["session"]
        name = clean_name(decoded(await request.body(), Name).name)
        if session.bound or name is None:
            raise Refused("name_bound" if session.bound else "no_name")
        return self._entered(JSONResponse({"reviewer": name}), Session(session.number, name, False))

    def _span(self, document: str, span: tuple[int, int], seen: str | None) -> tuple[int, int]:
        text = self.review.corpus.document(self.review.summary(document).id).text
        try:
            start, end = Offsets(text).span_from_browser(*span)
        except ValueError:
            raise Wrong("span", "no_span") from None
        if text[start:end] != seen:
            raise Wrong("span", "no_span")
        return start, end

    # Wrapping

    def reads(self, make: Callable[[Request, str], Any]) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that answers with what ``make`` returns."""

        def run(request: Request) -> Any:
            self.review.refresh()
            return make(request, request.scope["session"].reviewer)

        async def endpoint(request: Request) -> Response:
            return as_json(await run_in_threadpool(run, request))

        return endpoint

    def writes(
        self, kind: type[Any], make: Callable[[Any, str], Any]
    ) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that takes a body of this kind from a reviewer who has a name."""

        def run(body: Any, reviewer: str) -> Any:
            self.review.refresh()
            return make(body, reviewer)

        async def endpoint(request: Request) -> Response:
            reviewer = request.scope["session"].reviewer
            if not reviewer:
                raise Refused("no_name")
            body = decoded(await request.body(), kind)
            return as_json(await run_in_threadpool(run, body, reviewer))

        return endpoint


def application(review: Review, keys: Keys, host: str, port: int) -> Starlette:
    """The review server as an ASGI application that answers for this host and port."""
    guard = Guard(_nowhere, keys, host, port)
    app = App(review, keys, guard.cookie)
    reads = {
        "session": app.session,
        "queue": app.queue,
        "document": app.document,
        "history": app.history,
        "pulse": app.pulse,
        "places": app.places,
        "agreement": app.agreement,
    }
    writes: dict[str, tuple[type[Any], Callable[[Any, str], Any]]] = {
        "decide": (Decision, app.decide),
        "add": (Addition, app.add),
        "undo": (Nothing, app.undo),
        "redo": (Nothing, app.redo),
        "finish": (Finish, app.finish),
        "mode": (Mode, app.mode),
    }
    routes = [
        Route("/", app.page),
        Route("/static/{name}", app.static),
        Route("/export/{format}", app.export),
        Route("/api/reviewer", app.reviewer, methods=["POST"]),
        *(Route(f"/api/{name}", app.reads(make)) for name, make in reads.items()),
        *(
            Route(f"/api/{name}", app.writes(kind, make), methods=["POST"])
            for name, (kind, make) in writes.items()
        ),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, keys=keys, host=host, port=port)],
        exception_handlers=HANDLERS,
    )


async def _nowhere(*_: object) -> None:
    """Stands where no application is needed."""
