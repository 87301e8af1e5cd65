"""A publisher's site on this machine, for tests: its pages can be edited, and it notes what it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Gazette:
    """Pages by path. Each has an ETag, and is not sent again to whoever has it."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)  # paths, and the status that they were answered with
    open: threading.Event = field(default_factory=threading.Event)  # nothing is answered while it is not set
    port: int = 0

    @property
    def origin(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"{self.origin}{path}"

    def says(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Puts something at a path; gives its address."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = status, {name.replace("_", "-"): value for name, value in headers.items()}, content
        return self.url(path)

    def prints(self, path: str, title: str, *paragraphs: str, canonical: str | None = None) -> str:
        """Puts an article at a path; gives its address, which is its canonical one if there is no other."""
        said = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
        link = f'<link rel="canonical" href="{escape(canonical or self.url(path))}">'
        head = f"<head><title>{escape(title)}</title>{link}</head>"
        body = f"<body><article><h1>{escape(title)}</h1>{said}</article></body>"
        page = f"<!doctype html><html lang='en'>{head}{body}</html>"
        return self.says(path, page, Content_Type="text/html; charset=utf-8")

    def times(self, path: str, status: int = 200) -> int:
        """How often a path was answered with a status."""
        return self.asked.count((path, status))


LINES = tuple(f"The keeper wrote line {n} in the book of the old tower by the sea." for n in range(8))
"""Enough of an article to be one."""


@contextmanager
def printing() -> Iterator[Gazette]:
    """A site that is up for the time of the block."""
    gazette = Gazette()
    gazette.open.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            gazette.open.wait(20)
            status, headers, content = gazette.pages.get(self.path, (404, {}, b"nothing here"))
            etag = f'"{sha256(content).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, content = 304, b""
            gazette.asked.append((self.path, status))
            self.send_response(status)
            for name, value in {"ETag": etag, "Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        gazette.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield gazette
        gazette.open.set()
        server.shutdown()
