"""Where the server is for others: a name of its own, or a path below a name that has other things too.

Pages, scripts and redirects name what is here relative to where they are (`back`), so they hold at any path and know
none. Only what leaves the browser needs the public address: links that are given on, and cookies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from wordpace.errors import WordpaceError
from wordpace.web.access import is_loopback

PREFIX = "x-forwarded-prefix"  # a proxy that takes the path off itself says so with it
_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[\w.~-]+)*/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Base:
    """The public address; without one there is no host, and the path is "/"."""

    host: str = ""  # with a port where it names one
    path: str = "/"  # begins and ends with a slash

    @property
    def url(self) -> str:
        """The address of the library for everybody; empty: there is none."""
        return f"https://{self.host}{self.path}" if self.host else ""

    def seen_by(self, headers: Headers) -> str:
        """Where this server is for whoever asks: on loopback, or below the name that a TLS proxy gives it."""
        host = headers.get("host", "")
        return f"http://{host}/" if is_loopback(host) else f"https://{host}{self.path}"

    def cookie(self, name: str, local: bool) -> tuple[str, str]:
        """What a cookie is called, and for which path: no neighbour below the same name is sent it."""
        if local:
            return name, "/"
        return (f"__Host-{name}", "/") if self.path == "/" else (f"__Secure-{name}", self.path)


def base_of(url: str) -> Base:
    """The base that a public address names; none where it is empty. Raises WordpaceError."""
    parts = urlsplit(url)
    if url and (
        parts.scheme != "https" or not parts.hostname or parts.query or parts.username or not _PATH.fullmatch(parts.path)
    ):
        raise WordpaceError(
            f"{url} can't be the public address", "Give it as https://wordpace.home.example or https://home.example/listen/"
        )
    return Base(parts.netloc.lower(), f"{parts.path.rstrip('/')}/")


def back(path: str) -> str:
    """The way from the page at a path to where the server begins: "./" of "/queue", "../" of "/listen/x"."""
    return "../" * (path.count("/") - 1) or "./"


class Below:
    """ASGI middleware, the outermost: behind it a request's path begins at "/", whatever path the proxy left on it.

    On loopback there is no other path. Under other names what is below the path is looked for first: a proxy that takes
    the path off has to say so where the path is also called as something of ours, such as /listen/.
    """

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app, self._path = app, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes every request on; leads from "/listen" to "/listen/"."""
        app = self._app
        if scope["type"] == "http" and self._is_left_on(Headers(scope=scope)):
            path: str = scope["path"]
            if f"{path}/" == self._path:
                app = RedirectResponse(f"{path.rpartition('/')[2]}/", 308)
            elif path.startswith(self._path):
                scope = {**scope, "path": path[len(self._path) - 1 :]}
        await app(scope, receive, send)

    def _is_left_on(self, headers: Headers) -> bool:
        if is_loopback(headers.get("host", "")):
            return False
        return headers.get(PREFIX, "").strip("/") != self._path.strip("/")
