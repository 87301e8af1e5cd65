"""Whose pages may embed the player, and which addresses are their own.

A publisher is written as an origin: "https://news.example". Its own are the addresses of that scheme, host and port;
"www." before the host does not count. "https://*.news.example" takes in every host below, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from wordpace.errors import NotTrusted, WordpaceError

LONGEST = 2000  # characters of an address
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]{2,45}\]")
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")  # where browsers and servers differ on what an address with them means
_SAFE = "/:@!$&'()*+,;=~%-._"  # characters of a path that stay as they are
# What links carry to tell where a reader came from: the article is the same without it.
_TRACKING = re.compile(r"utm_\w+|[a-z]{1,4}clid|msclkid|mc_[ce]id|_ga|_gl|_hs\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its one spelling."""

    scheme: str
    host: str
    port: int
    rest: str  # path and query

    @property
    def origin(self) -> str:
        """Scheme, host and an unusual port, as browsers send it."""
        return f"{self.scheme}://{self.host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        """The whole address."""
        return self.origin + self.rest


def read_address(text: str) -> Address | None:
    """The address in a text without its fragment and what is for tracking; None for what is no address of the web."""
    if len(text) > LONGEST or _NO_ADDRESS.search(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "").rstrip(".")
    if parts.scheme not in _PORTS or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    path = quote(parts.path or "/", safe=_SAFE)
    query = _without_tracking(parts.query)
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], path + (f"?{query}" if query else ""))


def _without_tracking(query: str) -> str:
    """A query as it is, unless it has something for tracking in it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    return quote(query, safe=_SAFE + "?/[]") if len(kept) == len(pairs) else urlencode(kept)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whoever publishes at an origin; `below` takes in every host below it."""

    home: Address
    below: bool = False

    @property
    def name(self) -> str:
        """As it is written in the settings."""
        return self.home.origin.replace("://", "://*.") if self.below else self.home.origin

    @property
    def sources(self) -> tuple[str, ...]:
        """The origins of its pages as a content-security policy lists them."""
        bare = self.home.origin.replace("://www.", "://")
        return bare, bare.replace("://", "://*." if self.below else "://www.")

    def own(self, text: str) -> str | None:
        """An address of its own in its one spelling; None for any other. http is taken for https where that is its own.

        Old pages often name themselves with http, though they are served with https.
        """
        address = read_address(text)
        if address is None:
            return None
        if address.scheme == "http" and address.port == 80 and self.home.scheme == "https":
            address = Address("https", address.host, 443, address.rest)
        if (address.scheme, address.port) != (self.home.scheme, self.home.port):
            return None
        return str(address) if self._has(address.host) else None

    def _has(self, host: str) -> bool:
        home, host = self.home.host.removeprefix("www."), host.removeprefix("www.")
        return host == home or (self.below and host.endswith(f".{home}"))


class Publishers:
    """Those that are trusted. Raises WordpaceError for what is no origin."""

    def __init__(self, origins: Sequence[str]) -> None:
        self.all = tuple(_publisher(origin) for origin in origins)

    def at(self, origin: str) -> Publisher | None:
        """The publisher of a page whose origin a browser sent."""
        address = read_address(origin)
        if address is None or address.origin != origin:
            return None
        return next((each for each in self.all if each.own(str(address)) == str(address)), None)

    def named(self, name: str) -> Publisher | None:
        """The publisher of that name, if it still is trusted."""
        return next((each for each in self.all if each.name == name), None)

    def of(self, url: str, origin: str | None = None) -> tuple[Publisher, str]:
        """Whose an address is, and its one spelling; with an origin it has to be of the same publisher.

        Raises NotTrusted.
        """
        asking = self.all if origin is None else tuple(each for each in (self.at(origin),) if each is not None)
        if not asking:
            who = origin if origin not in {None, "null"} else "A page without an origin"
            raise NotTrusted(f"{who} may not embed this player", "Who runs the server can name it in embed_origins")
        for publisher in asking:
            if (address := publisher.own(url)) is not None:
                return publisher, address
        whose = "of a publisher that this server trusts" if origin is None else f"of {origin}"
        raise NotTrusted(f"The address is no page {whose}", "Give the canonical address of the publisher's own page")


def _publisher(origin: str) -> Publisher:
    below = "://*." in origin
    address = read_address(origin.replace("://*.", "://", 1).rstrip("/").lower())
    wide = below and address is not None and "." not in address.host
    if address is None or wide or address.rest != "/" or "#" in origin or "?" in origin:
        hint = "Write it like https://news.example, or https://*.news.example for all hosts below"
        raise WordpaceError(f"{origin!r} in embed_origins is not an origin", hint)
    return Publisher(address, below)
