"""Who may speak to the server from publishers' pages: readers of trusted origins, and only to listen.

A page of a trusted origin names itself in the Origin header. Media elements and frames send none: what they may ask is
decided by the key or the address in what they ask for, and what a browser says of where it asks from (Sec-Fetch-Site).
Where the server has a name for readers (`embed_host`), the library is not there at all: a proxy in front of it may
forward any Host, and nothing that strangers reach should rest on that.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wordpace.embedding.door import Embedding
from wordpace.web.access import HEADERS, Access, Gate
from wordpace.web.base import is_loopback

MOST_BODY = 5_000_000  # bytes of a webhook: Ghost sends the whole article
HOOK = "/embed/published"
SIGNS = ("/healthz", "/readyz")  # for whoever watches over the server
MEDIA = re.compile(r"/embed/(?:audio|[^/]*/audio|voices/[^/]*/sample)")
ALLOWED = ("GET", "HEAD", "OPTIONS")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(ALLOWED),
    "Access-Control-Allow-Headers": "Range, If-Range, If-None-Match, Content-Type",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "Content-Range, Content-Length, Accept-Ranges, ETag, Retry-After"
_FILES = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=600"}
Refusal = tuple[int, str, str]
"""Status, line for people, code."""


class ReadersDoor:
    """ASGI middleware: what readers may ask goes by its own rules, all else by those of the library."""

    def __init__(self, app: ASGIApp, embedding: Embedding, gate: Gate) -> None:
        self._app, self._embedding, self._gate = app, embedding, gate
        self._library = Access(app, gate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a refused request itself; passes every other on."""
        path = scope.get("path", "")
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._is_for_readers(path, Headers(scope=scope)):
            await self._for_readers(scope, receive, send)
        elif self._embedding.hosts:
            refused = _told(
                (403, "This server is for the readers of publishers' pages, and has no library.", "refused")
            )
            await refused(scope, receive, _sending(send, {}, "same-origin"))
        else:
            await self._library(scope, receive, send)

    def _is_for_readers(self, path: str, headers: Headers) -> bool:
        """Whether a request is one of theirs; the player's files are also the library's."""
        if path.startswith("/embed/"):
            return True
        if path.startswith("/player/"):
            elsewhere = headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}
            return elsewhere or "origin" in headers or bool(self._embedding.hosts)
        return path in SIGNS and bool(self._embedding.hosts)

    async def _for_readers(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        origin = headers.get("origin")
        is_file = path.startswith("/player/")
        refusal = self._refusal(path, method, headers)
        cors = _FILES if is_file else _cors(origin if refusal is None else None)
        if refusal is not None:
            answer: ASGIApp = _told(refusal)
        elif method == "OPTIONS":
            answer = Response(None, 204, _PREFLIGHT)
        else:
            answer = self._app
        media = is_file or MEDIA.fullmatch(path) is not None
        await answer(scope, receive, _sending(send, cors, "cross-origin" if media else "same-origin"))

    def _refusal(self, path: str, method: str, headers: Headers) -> Refusal | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        names = {*self._embedding.hosts, _name(self._gate.public_host)} - {""}
        if not is_loopback(host) and _name(host) not in names:
            return 421, "This server has another name. Who runs it can add this one to embed_host.", "refused"
        if path.startswith("/player/") or path in SIGNS:
            return None if method in ALLOWED else _not_allowed()
        if path == HOOK:
            return _refused_hook(method, headers)
        if method not in ALLOWED:
            return _not_allowed()
        if origin is not None and not self._may_ask(origin, host):
            return (
                403,
                "This site may not embed the player. Who runs the server can name it in embed_origins.",
                "not_trusted",
            )
        elsewhere = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
        if origin is None and elsewhere and headers.get("sec-fetch-mode") != "navigate" and not MEDIA.fullmatch(path):
            return 403, "Another site may not use this server. Pages ask with their Origin.", "not_trusted"
        return None

    def _may_ask(self, origin: str, host: str) -> bool:
        return _is_own(origin, host) or self._embedding.publishers.at(origin) is not None


def origin_of(headers: Headers) -> str | None:
    """The publisher's origin that a request comes from; None where it names none, or the server itself."""
    origin = headers.get("origin")
    return None if origin is None or _is_own(origin, headers.get("host", "")) else origin


def _is_own(origin: str, host: str) -> bool:
    """Whether a request comes from a page of this server, such as the frame."""
    return origin.lower() in {f"http://{host.lower()}", f"https://{host.lower()}"}


def _refused_hook(method: str, headers: Headers) -> Refusal | None:
    if method != "POST":
        return 405, "News of an article is sent with POST.", "refused"
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return 415, "News of an article is taken as JSON only. Send it with Content-Type: application/json.", "refused"
    if not headers.get("content-length", "").isdecimal():
        return 411, "News of an article needs a Content-Length.", "refused"
    if int(headers["content-length"]) > MOST_BODY:
        return 413, f"News of an article may have at most {MOST_BODY // 1_000_000} MB.", "refused"
    return None


def _not_allowed() -> Refusal:
    return 405, "Readers can only listen: nothing is written here.", "refused"


def _told(refusal: Refusal) -> Response:
    status, line, code = refusal
    headers = {"Allow": ", ".join(ALLOWED)} if status == 405 else None
    return JSONResponse({"error": line, "code": code}, status, headers)


def _cors(origin: str | None) -> dict[str, str]:
    allowed = {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _EXPOSED} if origin else {}
    return {"Vary": "Origin", **allowed}


def _sending(send: Send, cors: dict[str, str], resource_policy: str) -> Send:
    """Sends an answer with the security headers that it does not have yet."""
    always = {name.decode(): value.decode() for name, value in HEADERS.items()}
    always |= {"cross-origin-resource-policy": resource_policy}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in always.items():
                headers.setdefault(name, value)
            for name, value in cors.items():
                headers[name] = value
        await send(message)

    return sending


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""
