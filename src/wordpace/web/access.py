"""Who may speak to the server: this machine's own pages and programs, and devices that were paired.

The server listens on loopback only, but a web page elsewhere could still have a browser call it: through a name that
it makes resolve to loopback (DNS rebinding: the Host header gives it away), or across origins (the Origin and
Sec-Fetch-Site headers do). Writes are taken as JSON only, so no form of another site can send one.

Where a proxy leads here from a public address, everybody could: then every request carries the token of a paired
device, as a cookie or a Bearer token, also on loopback, for a proxy may call itself that. Only the app's own files,
which are the same for all, and the page where a code is given are open.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wordpace.errors import TooManyGuesses, WordpaceError
from wordpace.holdings import Pairing
from wordpace.pairings import Pairings

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
COOKIES = ("__Host-wordpace", "wordpace")  # over https, and on loopback
_EXTENSIONS = {"chrome-extension", "moz-extension"}
_OPEN = {"/worker.js", "/shell.js", "/manifest.webmanifest", "/favicon.ico", "/healthz", "/readyz", "/add", "/pair"}
_OPEN_FOLDERS = ("/player/", "/app/")
_NOT_PAIRED = 401, "This device is not paired with the server. Open /pair to do so.", "not_paired"
_OTHER_SITE = 403, "Another site may not use this server. Open its own page instead.", "refused"

Refusal = tuple[int, str, str]
"""Status, reason and code."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Who is let in beside this machine's own pages."""

    pairings: Pairings | None = None
    public_host: str = ""  # of a proxy that leads here; empty: none does
    version: str = ""  # of the app, told with each answer
    sign_in: str = ""  # the page for a browser that is not paired

    def pairing(self, headers: Headers) -> Pairing | None:
        """The paired device that a request is from. Raises TooManyGuesses."""
        token = _bearer(headers) or _cookie(headers)
        return None if self.pairings is None or not token else self.pairings.check(token)


class Access:
    """ASGI middleware that refuses requests of those who may not come in, and adds the security headers."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app, self._gate = app, gate
        self._headers = [*HEADERS.items(), (b"wordpace-shell", gate.version.encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a refused request itself; passes every other on, with the pairing in the request's state."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        app = self._answer(scope) or self._app
        await app(scope, receive, send_with_headers)

    def _answer(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        try:
            pairing = self._gate.pairing(headers)
        except TooManyGuesses as error:
            return JSONResponse({"error": str(error), "code": error.code}, 429, {"Retry-After": "60"})
        scope.setdefault("state", {})["pairing"] = pairing
        refusal = (
            _wrong_host(headers, self._gate.public_host)
            or _wrong_origin(scope["method"], headers, pairing)
            or _wrong_body(scope["method"], scope["path"], headers)
        )
        if refusal is None and self._gate.public_host and pairing is None and not _is_open(scope):
            if headers.get("sec-fetch-mode") == "navigate":
                return HTMLResponse(self._gate.sign_in, 401)
            refusal = _NOT_PAIRED
        return refusal and JSONResponse({"error": refusal[1], "code": refusal[2]}, refusal[0])


def _wrong_host(headers: Headers, public_host: str) -> Refusal | None:
    host = headers.get("host", "").lower()
    if is_loopback(host) or (public_host and host == public_host):
        return None
    line = "This server answers only on loopback. Open it as http://127.0.0.1 or http://localhost."
    return 421, f"Open this server as https://{public_host}." if public_host else line, "refused"


def _wrong_origin(method: str, headers: Headers, pairing: Pairing | None) -> Refusal | None:
    origin = urlsplit(headers.get("origin", ""))
    if _bearer(headers) and (not headers.get("origin") or origin.scheme in _EXTENSIONS):
        return None if pairing else _NOT_PAIRED  # no page of another site can send that header
    if "origin" in headers and origin.netloc.lower() != headers.get("host", "").lower():
        return _OTHER_SITE
    if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and (
        method in WRITES or headers.get("sec-fetch-mode") != "navigate"
    ):
        return _OTHER_SITE
    return None


def _wrong_body(method: str, path: str, headers: Headers) -> Refusal | None:
    if method not in WRITES:
        return None
    if method == "DELETE" and not {"content-type", "content-length", "transfer-encoding"} & set(headers.keys()):
        return None  # it has no body, and no form of another site can send it
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_file = path == FILES and kind == "application/octet-stream"  # a form of another site can't send that either
    if kind != "application/json" and not is_file:
        return 415, "Writes are taken as JSON only. Send them with Content-Type: application/json.", "refused"
    if not headers.get("content-length", "").isdecimal():
        return 411, "A write needs a Content-Length.", "refused"
    most = MOST_FILE if is_file else MOST_BODY
    if int(headers["content-length"]) > most:
        return 413, f"A write may have at most {most // 1_000_000} MB. Send less.", "refused"
    return None


def _is_open(scope: Scope) -> bool:
    """Whether a request needs no pairing: the app's own files, and giving a code."""
    path: str = scope["path"]
    if scope["method"] in {"GET", "HEAD"}:
        return path in _OPEN or path.startswith(_OPEN_FOLDERS)
    return scope["method"] == "POST" and path == "/api/pair"


def _bearer(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _cookie(headers: Headers) -> str:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return next((cookies[name].value for name in COOKIES if name in cookies), "")


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, names this machine's loopback: localhost, 127.0.0.0/8 or [::1]."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def public_host_of(url: str) -> str:
    """The host, with a port where it names one, of a public address; empty for none. Raises WordpaceError."""
    parts = urlsplit(url)
    if url and (
        parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query or parts.username
    ):
        raise WordpaceError(
            f"{url} can't be the public address", "Give it as https://wordpace.home.example, without a path"
        )
    return parts.netloc.lower()
