"""Where the server is for others: a name of its own, or a path below a name that has other things too.

Pages, scripts and redirects name what is here relative to where they are (`back`), so they hold at any path and know
none. Only what leaves the browser needs the public address: links that are given on, and cookies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from wordpace.errors import WordpaceError

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


def cookie_of(name: str, path: str, secure: bool) -> tuple[str, str]:
    """What a cookie is called of a server below a path (`request.state.root`), and for which path it is.

    No neighbour below the same name is sent it, and none of theirs is taken for it.
    """
    if not secure:
        return name, path
    return (f"__Host-{name}", path) if path == "/" else (f"__Secure-{name}", path)


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, names this machine's loopback: localhost, 127.0.0.0/8 or [::1]."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


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

    `state.root` is the path below which who asks sees the server.

    So it is under `hosts`, the names that a proxy has; who asks this machine itself says no path. There what is below
    the path is looked for first: a proxy that takes the path off has to say so where the path is also called as
    something of ours, such as /listen/.
    """

    def __init__(self, app: ASGIApp, path: str, hosts: Collection[str]) -> None:
        self._app, self._path, self._hosts = app, path, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes every request on; one for "/listen" is led to "/listen/"."""
        app = self._app
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            root = self._path if self._is_known(headers.get("host", "").lower()) else "/"
            scope.setdefault("state", {})["root"] = root
            path: str = scope["path"]
            if headers.get(PREFIX, "").strip("/") == root.strip("/"):
                pass  # it is off
            elif f"{path}/" == root:
                app = RedirectResponse(f"{path.rpartition('/')[2]}/", 308)
            elif path.startswith(root):
                scope = {**scope, "path": path[len(root) - 1 :]}
        await app(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        return host in self._hosts or host.rpartition(":")[0] in self._hosts
