"""Downloading, against real servers on this machine."""

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wordpace.errors import (
    FetchError,
    NotAnArticle,
    NotChanged,
    PageRefused,
    PageTimedOut,
    PageTooLarge,
    SourceError,
)
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.download import fetch_url
from wordpace.pipeline.fetch import FetchLimits, Version, fetch, version_of
from wordpace.readers.characters import decode

STORY = "<!doctype html><title>News</title><p>The café isn’t open on Tuesday.</p>"
OPEN = FetchLimits(timeout=20, size=100_000, redirects=4, private_networks=parse_networks(["127.0.0.0/8"]))
CLOSED = replace(OPEN, private_networks=())
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A real server: answers by path, and the requests that it saw."""

    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[BaseHTTPRequestHandler] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        """Adds an answer and gives its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            content = body.encode() if isinstance(body, str) else body
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        self.answers[path] = answer
        return self.url(path)


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.seen.append(self)
            answer = site.answers.get(self.path)
            with contextlib.suppress(OSError):  # the client may leave early
                answer(self) if answer else self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Keeps standard error quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that breaks off is part of these tests."""

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.stopped.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def test_a_page_is_fetched_with_its_kind_its_character_set_and_its_address(site: Site) -> None:
    """The ordinary case."""
    url = site.says("/story", STORY.encode("cp1252"), Content_Type="text/html; charset=iso-8859-1")
    page = fetch(f" {url}#top\n", OPEN)
    assert (page.media_type, page.charset, page.url) == ("text/html", "iso-8859-1", url)
    assert decode(page) == STORY


def test_the_request_says_who_asks_and_carries_nothing_of_the_environment(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One honest User-Agent; a proxy in the environment is not used."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    fetch_url(site.says("/", STORY), OPEN)
    headers = site.seen[0].headers
    assert "Wordpace/" in headers["User-Agent"]
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert headers["Host"] == f"127.0.0.1:{site.port}"


@pytest.mark.parametrize(("coding", "packed"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_compressed_page_is_unpacked(site: Site, coding: str, packed: Callable[[bytes], bytes]) -> None:
    """What is asked for is understood."""
    page = fetch_url(site.says("/", packed(STORY.encode()), Content_Encoding=coding), OPEN)
    assert decode(page) == STORY


def test_redirects_are_followed_with_the_sites_cookies(site: Site) -> None:
    """A chain ends at the page, whose own address is kept."""
    site.says("/a", status=301, Location="/b", Set_Cookie="met=yes")
    site.says("/b", status=307, Location=site.url("/c"))
    site.says("/c", status=303, Location="story")
    site.says("/story", STORY)
    page = fetch_url(site.url("/a"), OPEN)
    assert (page.source, page.url) == (site.url("/a"), site.url("/story"))
    assert site.seen[-1].headers["Cookie"] == "met=yes"


def test_a_redirect_loop_ends_at_the_limit(site: Site) -> None:
    """Five requests at most with a limit of four redirects."""
    url = site.says("/", status=302, Location="/")
    with pytest.raises(FetchError, match="without end"):
        fetch_url(url, OPEN)
    assert len(site.seen) == 5


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://[::1", "//"]
)
def test_a_redirect_to_no_web_page_is_refused(site: Site, location: str) -> None:
    """A site cannot lead into the file system."""
    with pytest.raises(SourceError, match="address"):
        fetch_url(site.says("/", status=302, Location=location), OPEN)


def test_the_body_of_a_redirect_is_not_read(site: Site) -> None:
    """A redirect with an endless body costs nothing."""
    site.says("/story", STORY)

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/story")
        handler.end_headers()
        while not site.stopped.is_set():
            handler.wfile.write(b"x" * 65_536)

    site.answers["/"] = endless
    assert decode(fetch_url(site.url("/"), OPEN)) == STORY


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (304, "does not give"),
        (401, "sign-in"),
        (403, "does not let Wordpace read"),
        (404, "There is no page at"),
        (410, "There is no page at"),
        (418, "does not give"),
        (429, "too many requests"),
        (451, "legal reasons"),
        (500, "fault of its own"),
        (503, "out of service"),
    ],
)
def test_an_error_status_is_said_in_words(site: Site, status: int, words: str) -> None:
    """The listener reads what happened, with the status for who knows it."""
    with pytest.raises(PageRefused, match=words) as error:
        fetch_url(site.says("/", "<p>Sorry</p>", status=status), OPEN)
    assert f"(status {status})" in str(error.value)


def test_a_page_over_the_limit_is_not_read_to_its_end(site: Site) -> None:
    """An endless page stops at the limit."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.stopped.is_set():
            handler.wfile.write(b"<p>more</p>" * 5000)

    site.answers["/"] = endless
    with pytest.raises(PageTooLarge, match=r"larger than 0\.1 MB"):
        fetch_url(site.url(), OPEN)


def test_a_page_of_exactly_the_limit_is_read(site: Site) -> None:
    """The limit itself is allowed."""
    body = "<p>" + "x" * (OPEN.size - 3)
    assert len(fetch_url(site.says("/", body), OPEN).content) == OPEN.size


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip"])
def test_a_compressed_bomb_stops_at_the_limit(site: Site, coding: str) -> None:
    """The limit counts the bytes that come out, also of a bomb within a bomb."""
    bomb = gzip.compress(b"a" * 30_000_000)
    bomb = gzip.compress(bomb) if "," in coding else bomb
    assert len(bomb) < OPEN.size
    with pytest.raises(PageTooLarge):
        fetch_url(site.says("/", bomb, Content_Encoding=coding), OPEN)


def test_bytes_that_unpack_to_nothing_count_too(site: Site) -> None:
    """Rubbish after the end of a compressed page does not grow the memory."""
    body = gzip.compress(STORY.encode()) + b"\0" * 200_000
    with pytest.raises(PageTooLarge):
        fetch_url(site.says("/", body, Content_Encoding="gzip"), OPEN)


@pytest.mark.parametrize("coding", ["br", "zstd", "compress"])
def test_a_compression_that_was_not_asked_for_is_refused(site: Site, coding: str) -> None:
    """Nothing is unpacked that could not be bounded, or taken for text as it is."""
    with pytest.raises(FetchError, match="compression"):
        fetch_url(site.says("/", STORY, Content_Encoding=coding), OPEN)


@pytest.mark.parametrize("body", [b"no gzip at all", b"\x1f\x8b\x08\x00\0\0\0\0\0\0" + b"\xff" * 9])
def test_a_broken_compression_is_one_clear_error(site: Site, body: bytes) -> None:
    """A decoder's complaint does not reach the listener."""
    with pytest.raises(FetchError, match="broken"):
        fetch_url(site.says("/", body, Content_Encoding="gzip"), OPEN)


def _drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>")
        time.sleep(0.02)


def _drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: y\r\n")
        time.sleep(0.02)


def _drip_redirects(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.1)
    handler.send_response(302)
    handler.send_header("Location", "/")
    handler.end_headers()


@pytest.mark.parametrize("drip", [_drip_body, _drip_headers, _drip_redirects])
def test_a_site_that_drips_is_left_at_the_time_limit(site: Site, drip: Answer) -> None:
    """The limit is one for all: each single wait is short here, their sum is not."""
    site.answers["/"] = drip
    with pytest.raises(PageTimedOut, match=r"longer than 0\.3 seconds"):
        fetch_url(site.url(), replace(OPEN, timeout=0.3, redirects=1000))


def test_a_site_that_says_nothing_is_left_at_the_time_limit() -> None:
    """A connection that is open and silent is one, too."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(PageTimedOut):
            fetch_url(url, replace(OPEN, timeout=0.1))


def _raw(answer: bytes) -> Answer:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)

    return write


def test_a_closed_port_a_wrong_protocol_and_a_page_cut_short_are_clear_errors(site: Site) -> None:
    """Each fault of the network has its line."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    with pytest.raises(FetchError, match="does not answer"):
        fetch_url(f"http://127.0.0.1:{closed}/", OPEN)
    site.answers["/odd"] = _raw(b"SSH-2.0-OpenSSH\r\n\r\n")
    with pytest.raises(FetchError, match="broken"):
        fetch_url(site.url("/odd"), OPEN)
    site.answers["/short"] = _raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>")
    with pytest.raises(FetchError, match="broken"):
        fetch_url(site.url("/short"), OPEN)


def test_an_unknown_host_is_a_clear_error() -> None:
    """Neither an unknown name nor one that no resolver takes gives a traceback."""

    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchError, match="can't be found"):
        fetch_url("https://nowhere.example/", CLOSED, resolve=unknown)
    with pytest.raises(FetchError, match="can't be found"):
        fetch_url(f"https://{'a' * 70}.example/", CLOSED)


@pytest.mark.parametrize(
    "url", ["ftp://example.com/x", "file:///etc/passwd", "example.com/story", "data:,hi", "", "story.html"]
)
def test_only_web_addresses_are_downloaded(url: str) -> None:
    """What a server is given as an address can never be a file of its own."""
    with pytest.raises(SourceError, match="not a web address"):
        fetch_url(url, OPEN)


@pytest.mark.parametrize(
    "url", ["http://", "http:///story", "http:story", "http://[::1", "http://a:99999/", "http://a:b/", "https://\0/"]
)
def test_a_web_address_without_sense_is_a_clear_error(url: str) -> None:
    """No parser's exception escapes."""
    with pytest.raises(SourceError, match="not a web address"):
        fetch(url, OPEN)


def test_the_declared_kind_and_the_content_are_heard(site: Site) -> None:
    """The header alone refuses a film; a mislabelled picture shows by its bytes; parameters do not confuse."""
    with pytest.raises(NotAnArticle, match="a video"):
        fetch_url(site.says("/film", Content_Type="video/mp4"), OPEN)
    with pytest.raises(NotAnArticle, match="an image"):
        fetch_url(site.says("/picture", b"\x89PNG\r\n\x1a\n", Content_Type="text/html"), OPEN)
    report = fetch_url(site.says("/report", b"%PDF-1.7", Content_Type="application/octet-stream"), OPEN)
    assert report.media_type == "application/pdf"
    assert fetch_url(site.says("/", STORY, Content_Type="TEXT/HTML;charset=utf-8"), OPEN).media_type == "text/html"


def test_markdown_that_a_server_calls_plain_text_is_markdown(site: Site) -> None:
    """Hosts of source code serve every file as plain text."""
    assert fetch_url(site.says("/readme.md", "# Hi", Content_Type="text/plain"), OPEN).media_type == "text/markdown"


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    """The site is told which version is known, and answers that there is no other; without one it is never asked."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        same = handler.headers.get("If-None-Match") == '"1"' and handler.headers.get("If-Modified-Since") == "Thu"
        handler.send_response(304 if same else 200)
        handler.send_header("ETag", '"1"')
        handler.send_header("Last-Modified", "Thu")
        handler.send_header("Content-Length", "0" if same else str(len(STORY.encode())))
        handler.end_headers()
        if not same:
            handler.wfile.write(STORY.encode())

    site.answers["/story"] = answer
    page = fetch_url(site.url("/story"), OPEN)
    assert version_of(page) == Version('"1"', "Thu")
    with pytest.raises(NotChanged):
        fetch_url(site.url("/story"), OPEN, version_of(page))
    assert fetch_url(site.url("/story"), OPEN, Version('"0"', "Thu")).content == page.content


def test_a_304_that_nobody_asked_for_is_no_page(site: Site) -> None:
    """As any other answer without one."""
    with pytest.raises(PageRefused):
        fetch_url(site.says("/story", status=304), OPEN)


def test_a_list_may_be_of_any_kind(site: Site) -> None:
    """A sitemap is no article, and is had all the same."""
    url = site.says("/sitemap.xml", '<?xml version="1.0"?><urlset></urlset>', Content_Type="application/xml")
    with pytest.raises(NotAnArticle):
        fetch_url(url, OPEN)
    assert fetch_url(url, OPEN, any_kind=True).content.endswith(b"</urlset>")
