"""Who may speak to the server, by where they ask from and by who they are.

A web page elsewhere could have a browser call a server on loopback: through a name that it makes resolve to loopback
(DNS rebinding: the Host header gives it away), or across origins (the Origin and Sec-Fetch-Site headers do). Writes are
taken as JSON only, so no form of another site can send one.

Without an owner a server is open to this machine; where a proxy leads here from a public address, every request carries
the token of a paired device, also on loopback, for a proxy may call itself that. As soon as there is an owner, who asks
is a person who signed in, or has a token of one. What each of them may is in needs.py.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wordpace.accounts import Accounts
from wordpace.errors import StoreError, TooManyGuesses
from wordpace.pairings import Pairings
from wordpace.people import Session
from wordpace.web.base import back, is_loopback
from wordpace.web.callers import NOBODY, Caller, bearer_of, caller_of
from wordpace.web.needs import NEEDS, Refusal, Routes, refused
from wordpace.web.schemas import STATUS, error_json

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
FORMS, MOST_FORM = {"/login", "/setup"}, 20_000  # where a form's fields are taken, and their bytes
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
_EXTENSIONS = {"chrome-extension", "moz-extension"}
_NOT_PAIRED = 401, "This device is not paired with the server. Open /pair to do so.", "not_paired"
_OTHER_SITE = 403, "Another site may not use this server. Open its own page instead.", "refused"


@dataclass(frozen=True, slots=True)
class Gate:
    """Who is let in beside this machine's own pages."""

    pairings: Pairings | None = None
    public_host: str = ""  # of a proxy that leads here; empty: none does
    version: str = ""  # of the app, told with each answer
    sign_in: Callable[[str], str] = str  # the page that a browser gets at a path where it is not paired
    accounts: Accounts | None = None
    hosts: tuple[str, ...] = ()  # other names under which this server is trusted to be asked

    @property
    def has_owner(self) -> bool:
        """Whether people have accounts here."""
        return self.accounts is not None and self.accounts.has_owner

    def caller(self, scope: Scope) -> Caller:
        """Who a request is from. Raises TooManyGuesses."""
        return caller_of(scope, self.accounts, self.pairings, bool(self.public_host))

    def trusts(self, host: str) -> bool:
        """Whether a Host header names this server: by loopback, its public name, one that was set, or an address.

        Another site can make a name of its own lead here, but no address. Without an owner only loopback's will do.
        """
        name = _name(host)
        known = bool(name) and (host == self.public_host or bool({host, name} & {*self.hosts}))
        return is_loopback(host) or known or (self.has_owner and _address(name) is not None)


class Access:
    """ASGI middleware that refuses requests of those who may not come in, and adds the security headers."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app, self._gate = app, gate
        self._routes: Routes | None = None  # known when the first request comes: by then there are all
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
        if app is self._app:
            await self._keep_seen(scope["state"]["caller"].session)
        await app(scope, receive, send_with_headers)

    def _answer(self, scope: Scope) -> Response | None:
        headers, gate, route, state = Headers(scope=scope), self._gate, self._route(scope), scope["state"]
        state["is_secure"] = scope["scheme"] == "https" or headers.get("host", "").lower() == gate.public_host
        try:
            caller = gate.caller(scope)
        except TooManyGuesses as error:
            if NEEDS.get(route or "") != "anyone":
                return JSONResponse(error_json(error), 429, {"Retry-After": "60"})
            caller = NOBODY
        except StoreError as error:
            return JSONResponse(error_json(error), STATUS[error.code])
        state["caller"], state["pairing"] = caller, caller.pairing
        refusal = (
            _wrong_host(headers, gate)
            or _wrong_origin(scope["method"], headers)
            or _wrong_body(scope["method"], scope["path"], headers)
            or refused(route, caller, gate.has_owner)
        )
        if refusal is not None and refusal[0] == 401:
            if _is_visit(headers):
                return _login_first(scope) if gate.has_owner else HTMLResponse(gate.sign_in(scope["path"]), 401)
            refusal = refusal if gate.has_owner else _NOT_PAIRED
        return refusal and JSONResponse({"error": refusal[1], "code": refusal[2]}, refusal[0])

    async def _keep_seen(self, session: Session | None) -> None:
        """Once an hour: keeps that a session is in use."""
        accounts = self._gate.accounts
        if session is not None and accounts is not None and accounts.sessions.is_news(session):
            await run_in_threadpool(accounts.sessions.saw, session)

    def _route(self, scope: Scope) -> str | None:
        if self._routes is None:
            self._routes = Routes(scope["app"].routes)
        return self._routes.name(scope)


def _is_visit(headers: Headers) -> bool:
    """Whether a person waits for a page. To an address without TLS on another machine, browsers don't say so."""
    return headers.get("sec-fetch-mode", "navigate") == "navigate" and "text/html" in headers.get("accept", "")


def _login_first(scope: Scope) -> Response:
    """Sends a browser to sign in, and from there to the page that was asked for."""
    path: str = scope["path"]
    wanted = quote(path) + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    return RedirectResponse(f"{back(path)}login?{urlencode({'next': wanted})}", 303)


def _wrong_host(headers: Headers, gate: Gate) -> Refusal | None:
    if gate.trusts(headers.get("host", "").lower()):
        return None
    line = "This server answers only on loopback. Open it as http://127.0.0.1 or http://localhost."
    if gate.has_owner:
        line = "This server has another name. Who runs it can add this one to trusted_hosts."
    return 421, f"Open this server under https://{gate.public_host}." if gate.public_host else line, "refused"


def _wrong_origin(method: str, headers: Headers) -> Refusal | None:
    origin = urlsplit(headers.get("origin", ""))
    if bearer_of(headers) and (not headers.get("origin") or origin.scheme in _EXTENSIONS):
        return None  # no page of another site can send that header
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
    # A form's page is this server's own: it says so itself (every browser does), and _wrong_origin has looked at it.
    is_form = path in FORMS and kind == "application/x-www-form-urlencoded" and "origin" in headers
    is_file = path == FILES and kind == "application/octet-stream"  # a form of another site can't send that either
    if kind != "application/json" and not is_file and not is_form:
        return 415, "Writes are taken as JSON only. Send them with Content-Type: application/json.", "refused"
    if not headers.get("content-length", "").isdecimal():
        return 411, "A write needs a Content-Length.", "refused"
    most = MOST_FILE if is_file else MOST_FORM if is_form else MOST_BODY
    if int(headers["content-length"]) > most:
        return 413, f"A write may have at most {most / 1e6:g} MB here. Send less.", "refused"
    return None


def _name(host: str) -> str:
    """A host without its port; empty for what can't be one."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
