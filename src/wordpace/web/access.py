"""Who may speak to the server until it has owners: this machine's own pages and programs.

The server listens on loopback only, but a web page elsewhere could still have a browser call it: through a name that
it makes resolve to loopback (DNS rebinding: the Host header gives it away), or across origins (the Origin and
Sec-Fetch-Site headers do). Writes are taken as JSON only, so no form of another site can send one.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
}
MOST_BODY = 20_000_000  # bytes
FILES, MOST_FILE = "/api/import", 2_000_000_000  # where a file may be sent as it is, and its bytes; it goes to the disk
WRITES = {"POST", "PUT", "PATCH", "DELETE"}


class LoopbackOnly:
    """ASGI middleware that refuses requests of other hosts and origins, and adds the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a refused request itself; passes every other on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS.items()]
            await send(message)

        refusal = _refusal(scope["method"], scope["path"], Headers(scope=scope))
        app = self._app if refusal is None else JSONResponse({"error": refusal[1], "code": "refused"}, refusal[0])
        await app(scope, receive, send_with_headers)


def _refusal(method: str, path: str, headers: Headers) -> tuple[int, str] | None:
    """Status and reason to refuse a request, or None."""
    host = headers.get("host", "")
    if not is_loopback(host):
        return 421, "This server answers only on loopback. Open it as http://127.0.0.1 or http://localhost."
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return 403, "Another site may not use this server. Open its own page instead."
    if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and (
        method in WRITES or headers.get("sec-fetch-mode") != "navigate"
    ):
        return 403, "Another site may not use this server. Open its own page instead."
    if method == "DELETE" and not {"content-type", "content-length", "transfer-encoding"} & set(headers.keys()):
        return None  # it has no body, and no form of another site can send it
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_file = path == FILES and kind == "application/octet-stream"  # a form of another site can't send that either
    if method in WRITES and kind != "application/json" and not is_file:
        return 415, "Writes are taken as JSON only. Send them with Content-Type: application/json."
    if method in WRITES and not headers.get("content-length", "").isdecimal():
        return 411, "A write needs a Content-Length."
    most = MOST_FILE if is_file else MOST_BODY
    if method in WRITES and int(headers["content-length"]) > most:
        return 413, f"A write may have at most {most // 1_000_000} MB. Send less."
    return None


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, names this machine's loopback: localhost, 127.0.0.0/8 or [::1]."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
