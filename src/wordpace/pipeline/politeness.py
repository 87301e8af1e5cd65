"""Fetching many pages as a good guest: one request at a time for each host, a pause between them, robots.txt kept.

It is for what a program fetches on its own account. A page that a listener asks for by hand is fetched at once, as a
browser would.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from wordpace.errors import FetchError, KeptOut, PageRefused, SourceError
from wordpace.pipeline.robots import EVERYTHING, NOTHING, Rules, read_robots
from wordpace.records import Page

PAUSE_S = 1.0  # from the end of one request to the next of the same host
HOSTS = 1000  # that are remembered
RULES_S = 86_400.0  # after which rules are read anew, at the latest that RFC 9309 allows
DOWN_S = 600.0  # the same where a site could not give them

Fetch = Callable[[str], Page]


@dataclass(slots=True)
class _Host:
    turn: Lock = field(default_factory=Lock)
    free_at: float = 0.0  # when the next request may begin
    rules: Rules | None = None  # until they are known
    rules_until: float = 0.0


class Politeness:
    """Fetches pages, several hosts at once if asked from several threads, each host in its turn."""

    def __init__(
        self,
        fetch: Fetch,
        pause: float = PAUSE_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetch, self._pause, self._clock, self._sleep = fetch, pause, clock, sleep
        self._hosts: dict[str, _Host] = {}
        self._looking = Lock()

    def page(self, url: str, fetch: Fetch | None = None) -> Page:
        """The page at `url`, when its host's turn comes. Raises KeptOut where robots.txt forbids it.

        `fetch` gets the page itself where it is not got as others are: only if it has changed, say.
        """
        origin = _origin(url)
        host = self._host(origin)
        with host.turn:
            if host.rules is None or self._clock() >= host.rules_until:
                host.rules = self._robots(host, origin)
                host.rules_until = self._clock() + (DOWN_S if host.rules is NOTHING else RULES_S)
            if not host.rules.allow(url.strip()):
                hint = "Ask for this page alone, by hand, if you mean it"
                raise KeptOut(f"The site asks programs not to fetch {url.strip()} (robots.txt)", hint)
            return self._in_turn(host, url, fetch or self._fetch)

    def _host(self, origin: str) -> _Host:
        with self._looking:
            if len(self._hosts) >= HOSTS and origin not in self._hosts:
                self._hosts.pop(next(iter(self._hosts)))
            return self._hosts.setdefault(origin, _Host())

    def _in_turn(self, host: _Host, url: str, fetch: Fetch) -> Page:
        if (wait := host.free_at - self._clock()) > 0:
            self._sleep(wait)
        try:
            return fetch(url)
        finally:
            host.free_at = self._clock() + self._pause

    def _robots(self, host: _Host, origin: str) -> Rules:
        """A site without rules allows all; one that can't give them now, nothing (RFC 9309, 2.3.1)."""
        try:
            page = self._in_turn(host, f"{origin}/robots.txt", self._fetch)
        except PageRefused as error:
            return EVERYTHING if 400 <= error.status < 500 and error.status != 429 else NOTHING
        except FetchError:
            return NOTHING
        except SourceError:  # it is empty, or no text
            return EVERYTHING
        return read_robots(page.content.decode("utf-8", "replace"))


def _origin(url: str) -> str:
    """Scheme, host and port. Raises FetchError."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise FetchError(f"{url.strip()!r} is not a web address", "Write it as https://example.com/story") from error
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{port}"
