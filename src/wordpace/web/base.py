"""Where the server is for others: a name of its own, or a path below a name that has other things too.

Pages, scripts and redirects name what is here relative to where they are (`back`), so they hold at any path and know
none. Only what leaves the browser needs the public address: links that are given on, and cookies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from wordpace.errors import WordpaceError
from wordpace.web.access import is_loopback

AS_IT_COMES = {"X-Accel-Buffering": "no"}  # asks a proxy to pass an answer on as it is made
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

    def cookies(self, name: str) -> tuple[str, ...]:
        """What a cookie may be called when it comes back, over https first."""
        return self.cookie(name, local=False)[0], name

    def cookie(self, name: str, local: bool) -> tuple[str, str]:
        """What a cookie is called, and for which path: no neighbour below the same name is sent it."""
        if local:
            return name, "/"
        return (f"__Host-{name}", "/") if self.path == "/" else (f"__Secure-{name}", self.path)


def base_of(url: str) -> Base:
    """The base that a public address names; none where it is empty. Raises WordpaceError."""
    parts = urlsplit(url)
    if url and (
        parts.scheme != "https"
        or not parts.hostname
        or parts.query
        or parts.username
        or not _PATH.fullmatch(parts.path)
    ):
        raise WordpaceError(
            f"{url} can't be the public address",
            "Give it as https://wordpace.home.example or https://home.example/listen/",
        )
    return Base(parts.netloc.lower(), f"{parts.path.rstrip('/')}/")


def proxies_of(said: Sequence[str]) -> list[str]:
    """The proxies whose word is taken for who asks (X-Forwarded-For). Raises WordpaceError for what is no address."""
    for each in said:
        try:
            ip_network(each, strict=False)
        except ValueError as error:
            raise WordpaceError(
                f"trusted_proxies has {each!r}, which is no address", "Give addresses or networks, such as 127.0.0.1"
            ) from error
    return list(said)


def back(path: str) -> str:
    """The way from the page at a path to where the server begins: "./" of "/queue", "../" of "/listen/x"."""
    return "../" * (path.count("/") - 1) or "./"


class Below:
    """ASGI middleware, the outermost: behind it a request's path begins at "/", whatever path the proxy left on it.

    So it is under `hosts`, the names that a proxy has; who asks this machine itself says no path. There what is below
    the path is looked for first: a proxy that takes the path off has to say so where the path is also called as
    something of ours, such as /listen/.
    """

    def __init__(self, app: ASGIApp, path: str, hosts: Collection[str]) -> None:
        self._app, self._path, self._hosts = app, path, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes every request on; one for "/listen" is led to "/listen/"."""
        app = self._app
        if scope["type"] == "http" and self._is_left_on(Headers(scope=scope)):
            path: str = scope["path"]
            if f"{path}/" == self._path:
                app = RedirectResponse(f"{path.rpartition('/')[2]}/", 308)
            elif path.startswith(self._path):
                scope = {**scope, "path": path[len(self._path) - 1 :]}
        await app(scope, receive, send)

    def _is_left_on(self, headers: Headers) -> bool:
        host = headers.get("host", "").lower()
        known = host in self._hosts or host.rpartition(":")[0] in self._hosts
        return known and headers.get(PREFIX, "").strip("/") != self._path.strip("/")
