"""The page of the browser with Python on this machine: what ``sakipcalc serve`` starts.

A request is one line of JSON, ``{"choices": {...}, "files": [{"name", "size"}, ...]}``, and the files behind
it; an answer is a line ``{"answer": {...}, "name"}`` and the workbook behind it. Nothing of a request is
kept: it is held in memory for as long as it is worked on, and for a recap in a temporary folder.
"""

from __future__ import annotations

import json
import os
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.routing import Route

from sakipcalc import embedding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["KIND", "MOST_BYTES", "make_app"]

#: The kind of content that requests and answers are. A page of another origin cannot send it unasked.
KIND = "application/x-sakipcalc"
#: How large one request may be, unless told otherwise: some hundred workbooks.
MOST_BYTES = 64 * 1024 * 1024
#: The names that this machine has for itself.
_LOCAL = ("localhost", "127.0.0.1")
_KINDS = {
    ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json",
    ".svg": "image/svg+xml",
}  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ServedRequest(NamedTuple):
    """The workbooks and the choices of a request, as the bridge takes them."""

    files: list[tuple[str, bytes]]
    choices: str


def make_app(
    hosts: Sequence[str] = (), *, most_bytes: int = MOST_BYTES, workers: int | None = None
) -> ASGIApp:
    """Return the application.

    Parameters
    ----------
    hosts : sequence of str
        Names by which others reach this machine; a request that names another one is refused, so that no
        page elsewhere can pretend to be here. Those of the machine itself are always allowed.
    most_bytes : int
        How large a request may be.
    workers : int, optional
        How many requests are worked on at a time; as many as there are cores.
    """
    at_a_time = CapacityLimiter(workers or os.cpu_count() or 1)

    async def work(request: Request) -> Response:
        verb = request.path_params["verb"]
        if verb not in embedding.VERBS:
            raise HTTPException(404)
        asked = _asked(await _body(request, most_bytes))
        if not asked.files and verb not in embedding.WITHOUT_FILES:
            raise HTTPException(400)
        reply = await anyio.to_thread.run_sync(
            embedding.perform, verb, asked.files, asked.choices, limiter=at_a_time
        )
        return Response(_packed(reply), media_type=KIND)

    app = Starlette(
        routes=[
            Route("/verbs/{verb}", work, methods=["POST"]),
            Route("/texts.json", _texts),
            Route("/", _page),
            Route("/{name}", _page),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[*_LOCAL, *hosts], www_redirect=False),
            Middleware(GZipMiddleware),
        ],
    )
    return _Headers(app)


async def _texts(_request: Request) -> Response:
    return Response(embedding.texts(), media_type=_KINDS[".json"])


async def _page(request: Request) -> Response:
    """Give a file of the page; there are no others beside them."""
    name = request.path_params.get("name", "index.html")
    files = {file.name: file for file in resources.files("sakipcalc.embedding.page").iterdir()}
    kind = _KINDS.get(os.path.splitext(name)[1])  # noqa: PTH122 -- an address is no path
    if name not in files or kind is None:
        raise HTTPException(404)
    return Response(files[name].read_bytes(), media_type=kind)


async def _body(request: Request, most: int) -> bytes:
    """Return the body of a request, and no more of it than is allowed."""
    if request.headers.get("content-type") != KIND:
        raise HTTPException(415)
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise HTTPException(413)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(413)
    return bytes(body)


def _asked(body: bytes) -> ServedRequest:
    """Take a request apart; one that is not as it has to be comes from no page of ours."""
    line, _, rest = body.partition(b"\n")
    try:
        head = json.loads(line)
        files, at = [], 0
        for one in head["files"]:
            size = int(one["size"])
            files.append((str(one["name"]), rest[at : at + size]))
            at += size
        choices = json.dumps(dict(head["choices"]))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    if at != len(rest):
        raise HTTPException(400)
    return ServedRequest(files, choices)


def _packed(reply: embedding.Reply) -> bytes:
    head = json.dumps({"answer": json.loads(reply.json), "name": reply.name}, ensure_ascii=False)
    return head.encode() + b"\n" + reply.data


class _Headers:
    """Adds the headers that keep a page to itself to every answer, refusals among them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *own]
            await send(message)

        await self._app(scope, receive, with_headers)
