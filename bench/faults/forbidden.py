"""Hundreds of spellings of addresses that no page may be fetched from, each tried by every way that leads to it.

Nothing but this machine's loopback is ever contacted: an audit hook sees every connection that the process is about to
make, counts those that lead elsewhere than to the site that these tests set up, and ends them before they begin. On
127.0.0.1 and ::1 canaries listen too, so that what gets through is also seen at the socket.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from faults.spellings import NAMES, Spelling, spellings
from wordpace.errors import WordpaceError
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.download import fetch_url
from wordpace.pipeline.fetch_limits import FetchLimits

SITE = "127.77.0.1"  # stands for the open internet: the one network that these fetches may use
LIMITS = FetchLimits(timeout=5, redirects=4, private_networks=parse_networks([f"{SITE}/32"]))
WAYS = ("direct", "301", "302", "303", "307", "308", "meta", "rebinding", "mixed")


@dataclass
class Seen:
    """What the watch saw."""

    allowed: tuple[str, int] = ("", 0)
    watching: bool = False
    site: int = 0  # connections to the site of these tests
    forbidden: list[object] = field(default_factory=list)


SEEN = Seen()


def _audit(event: str, given: tuple[Any, ...]) -> None:
    if event != "socket.connect" or not SEEN.watching or not isinstance(given[1], tuple):
        return
    if given[1][:2] == SEEN.allowed:
        SEEN.site += 1
        return
    SEEN.forbidden.append(given[1])
    raise OSError("a forbidden connection, ended before it began")


class _Site(BaseHTTPRequestHandler):
    """Leads to the address in its path: /302/<address>; /meta/<address> says it in the page."""

    def do_GET(self) -> None:
        _, way, target = self.path.split("/", 2)
        story = b"<!doctype html><p>A story that is long enough to be one.</p>"
        if way == "meta":
            story = f'<meta http-equiv="refresh" content="0;url={target}"><img src="{target}">{story!r}'.encode()
        self.send_response(int(way) if way.isdigit() else 200)
        if way.isdigit():
            self.send_header("Location", target)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(story)))
        self.end_headers()
        self.wfile.write(story)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def _watch() -> Iterator[tuple[int, list[socket.socket]]]:
    """The site, the canaries and the watch over every connection."""
    if SEEN.allowed == ("", 0):
        sys.addaudithook(_audit)  # for the life of the process; it does nothing while nobody watches
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ThreadingHTTPServer((SITE, 0), _Site))
        port = server.server_port
        canaries = [stack.enter_context(socket.create_server(("127.0.0.1", port)))]
        if socket.has_ipv6:
            with contextlib.suppress(OSError):  # a machine without ::1
                canaries.append(stack.enter_context(socket.create_server(("::1", port), family=socket.AF_INET6)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        SEEN.allowed, SEEN.watching = (SITE, port), True
        SEEN.site, SEEN.forbidden = 0, []
        try:
            yield port, canaries
        finally:
            SEEN.watching = False
            server.shutdown()
            thread.join()


class Resolver:
    """Numbers as the system reads them, in every spelling; names from a table; asks no name server."""

    def __init__(self, spelling: Spelling, way: str) -> None:
        self._spelling, self._way, self._asked = spelling, way, 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host; a rebinding one answers with the site first and the forbidden address after."""
        if host == "site.example":
            return [SITE]
        if host == "turning.example":
            self._asked += 1
            private = self._spelling.address
            if self._way == "mixed":
                return [private, SITE]
            return [SITE] if self._asked == 1 else [private]
        if (name := host.lower().rstrip(".")) in NAMES:
            return NAMES[name]
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(place[4][0]) for place in found]


def _address(spelling: Spelling, way: str, port: int) -> str:
    target = f"http://{spelling.host}:{port}/"
    match way:
        case "direct":
            return target
        case "rebinding":
            return f"http://turning.example:{port}/302/http://turning.example:{port}/page/"
        case "mixed":
            return f"http://turning.example:{port}/page/"
        case _:
            return f"http://site.example:{port}/{way}/{target}"


def try_all(cases: Sequence[tuple[Spelling, str]]) -> tuple[Counter[str], list[object]]:
    """Fetches each spelling by its way: what came of it, and every forbidden connection that was begun."""
    outcomes: Counter[str] = Counter()
    tls = ssl.create_default_context()
    with _watch() as (port, canaries):
        for spelling, way in cases:
            try:
                url = _address(spelling, way, port)
                fetch_url(url, LIMITS, resolve=Resolver(spelling, way), tls=tls)
                # From a page that names an address, and a host with an allowed one too, a page is right.
                outcomes["read" if way in {"meta", "mixed"} else f"READ {url}"] += 1
            except WordpaceError as error:
                outcomes[error.code] += 1
        for canary in canaries:
            canary.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                SEEN.forbidden.append(("canary", canary.accept()[1]))
        return outcomes, list(SEEN.forbidden)


def main() -> int:
    """Every spelling by every way; 1 where one got through."""
    every = spellings()
    outcomes, forbidden = try_all([(spelling, way) for spelling in every for way in WAYS])
    print(f"{len(every)} spellings x {len(WAYS)} ways: {len(forbidden)} connects; {SEEN.site} to the site of the test")
    for outcome, count in outcomes.most_common(12):
        print(f"{count:7d}  {outcome}")
    return 1 if forbidden or any(outcome.startswith("READ") for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
