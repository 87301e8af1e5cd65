"""The outermost layer of the server: each request gets an id, is counted, and is told in the log by its route.

The route is a template, such as /api/articles/{article_id}/audio: what stands in its place may be a key.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from hmac import compare_digest

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wordpace.errors import WordpaceError
from wordpace.web.logs import REQUEST_ID
from wordpace.web.metrics import Metrics

_log = logging.getLogger(__name__)
HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._=+-]{1,128}")  # an id from outside that is taken over
ROUTE = "wordpace.route"  # in a request's scope: where its route is noted
PATH = "/metrics"
SHORTEST = 16  # characters of a token
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def check_token(token: str) -> None:
    """Raises WordpaceError where a token for the metrics could be guessed."""
    if token and len(token) < SHORTEST:
        raise WordpaceError("The setting metrics_token is too short", f"Make one of {SHORTEST} characters or more")


class Watching:
    """ASGI middleware around everything. `metrics` are shown to who brings `token`; without one there are none."""

    def __init__(self, app: ASGIApp, metrics: Metrics, token: str = "") -> None:
        self._app, self._metrics, self._token = app, metrics, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes every request on, but one for the metrics."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = _Asked(scope, send)
        REQUEST_ID.set(asked.id)  # stays: each request has a context of its own, and who comes after may log, too
        try:
            with self._metrics.under_way():
                app = await self._answer(scope) if self._token and scope["path"] == PATH else self._app
                await app(scope, receive, asked.send)
        finally:
            self._told(asked)

    async def _answer(self, scope: Scope) -> Response:
        scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(token.strip().encode(), self._token.encode()):
            line = "The metrics are for who brings the setting metrics_token as a Bearer token."
            return JSONResponse({"error": line, "code": "refused"}, 401, {"WWW-Authenticate": "Bearer"})
        text = await to_thread.run_sync(self._metrics.text)
        return PlainTextResponse(text, media_type=self._metrics.MEDIA_TYPE)

    def _told(self, asked: _Asked) -> None:
        seconds = time.perf_counter() - asked.began
        self._metrics.count(asked.method, asked.route, asked.status, asked.seconds or seconds)
        line = f"{asked.method} {asked.route} {asked.status}"
        told = {"method": asked.method, "route": asked.route, "status": asked.status, "ms": round(1000 * seconds, 1)}
        _log.info("%s in %.0f ms", line, 1000 * seconds, extra=told)


class _Asked:
    """One request, and what became of it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._routes: list[str] = []
        scope[ROUTE] = self._routes  # those further in may pass a copy of the scope on, with this same list in it
        self._path = scope["path"]
        given = Headers(scope=scope).get(HEADER, "")
        self.id = given if SANE.fullmatch(given) else secrets.token_hex(8)
        self.began = time.perf_counter()
        self.seconds = 0.0  # until its answer began
        self.status = 500  # where it was not answered at all
        self.method = scope["method"] if scope["method"] in METHODS else "other"

    async def send(self, message: Message) -> None:
        """Sends on, with the id in the answer's head."""
        if message["type"] == "http.response.start":
            self.status, self.seconds = message["status"], time.perf_counter() - self.began
            MutableHeaders(scope=message)[HEADER] = self.id
        await self._send(message)

    @property
    def route(self) -> str:
        """The template of its address; "other" where no route has it."""
        if self._path == PATH:
            return PATH
        return self._routes[-1] if self._routes else "other"


class Routed:
    """ASGI middleware, the innermost: notes which route a request was for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes every request on."""
        above = scope.get("root_path", "")
        try:
            await self._app(scope, receive, send)
        finally:
            below = scope.get("root_path", "").removeprefix(above)  # where a folder of files is mounted
            path = getattr(scope.get("route"), "path", "") or below
            if path and ROUTE in scope:
                scope[ROUTE].append(path)
