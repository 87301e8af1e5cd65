"""The guard at work: real sockets on this machine, and canaries that must hear nothing."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpcore2
import pytest

from wordpace.errors import AddressForbidden, FetchError, SourceError
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.download import fetch_url
from wordpace.pipeline.fetch_limits import FetchLimits
from wordpace.pipeline.transport import Deadline

STORY = b"<!doctype html><p>A story."
PAGE = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + STORY
CLOSED = FetchLimits()
OPEN = replace(CLOSED, private_networks=parse_networks(["127.0.0.0/8"]))
ONLY_THE_SITE = replace(CLOSED, private_networks=parse_networks(["127.0.0.2/32"]))
CERTIFICATE = Path(__file__).with_name("wordpace.test.pem")


@dataclass
class Site:
    """A server that gives every request the same answer."""

    port: int
    requests: list[bytes] = field(default_factory=list)


@contextlib.contextmanager
def serving(address: str, answer: bytes, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    with socket.create_server((address, port)) as listener:
        site = Site(listener.getsockname()[1])

        def serve() -> None:
            with contextlib.suppress(OSError):  # until the listener is shut down
                while True:
                    connection, _ = listener.accept()
                    with connection, contextlib.suppress(OSError):  # a client may refuse the certificate
                        _answer(connection, site, answer, tls)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield site
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _answer(connection: socket.socket, site: Site, answer: bytes, tls: ssl.SSLContext | None) -> None:
    with tls.wrap_socket(connection, server_side=True) if tls else contextlib.nullcontext(connection) as stream:
        site.requests.append(stream.recv(65_536))
        stream.sendall(answer)


def redirect(location: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


@pytest.fixture
def canary() -> Iterator[int]:
    """The port of a listener that must never be connected to."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener.getsockname()[1]
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0", "0.0.0.0"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]"),
        *(
            "127.0.0.1.",
            "127\u30020\u30020\u30021",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[fe80::1%25lo]",
            "0177.0.0.1",
        ),
        *("\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "localhost%00.example.com", "127.0.0.1%2f", "user@127.0.0.1"),
        *("user:secret@localhost", "example.com:80@127.0.0.1", "127.0.0.1:80\\@localhost"),
    ],
)
def test_no_spelling_of_this_machine_is_connected_to(host: str, canary: int) -> None:
    """Whatever the address looks like, the canary hears nothing."""
    with pytest.raises(SourceError) as error:
        fetch_url(f"http://{host}:{canary}/", CLOSED)
    assert "secret" not in str(error.value)


def test_a_redirect_to_a_private_address_is_refused(canary: int) -> None:
    """The guard stands at every connection, not at the first."""
    with serving("127.0.0.2", redirect(f"http://127.0.0.1:{canary}/")) as site:
        with pytest.raises(AddressForbidden):
            fetch_url(f"http://127.0.0.2:{site.port}/", ONLY_THE_SITE)
        assert len(site.requests) == 1


def test_a_second_answer_of_the_name_server_is_checked_again() -> None:
    """Rebinding: the name is public when first asked and private the next time."""
    answers = iter([["127.0.0.2"], ["127.0.0.1"]])
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving("127.0.0.2", redirect("/again")) as site, serving("127.0.0.1", PAGE, site.port) as private:
        with pytest.raises(AddressForbidden):
            fetch_url(f"http://site.example:{site.port}/", ONLY_THE_SITE, resolve=rebinding)
        assert asked == ["site.example", "site.example"]
        assert (len(site.requests), len(private.requests)) == (1, 0)


def test_the_checked_address_is_the_one_connected_to() -> None:
    """Nothing is resolved again between the check and the socket, and the site hears its own name."""
    with serving("127.0.0.2", PAGE) as site, serving("127.0.0.1", PAGE, site.port) as private:
        url = f"http://localhost:{site.port}/"
        page = fetch_url(url, ONLY_THE_SITE, resolve=lambda host, port: ["127.0.0.1", "127.0.0.2"])
        assert page.content == STORY
        assert f"Host: localhost:{site.port}".encode() in site.requests[0]
        assert private.requests == []


def test_an_address_that_does_not_answer_leaves_the_turn_to_the_next() -> None:
    """A site with a dead address besides a good one is read."""
    with serving("127.0.0.2", PAGE) as site:
        url = f"http://site.example:{site.port}/"
        page = fetch_url(url, OPEN, resolve=lambda host, port: ["127.0.0.3", "127.0.0.2"])
        assert page.content == STORY


def test_a_certificate_has_to_be_trusted_and_to_name_the_host() -> None:
    """The socket goes to the checked address, the certificate to the name in the address."""
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))

    def to_site(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    with serving("127.0.0.1", PAGE, tls=_server_tls()) as site:
        right, wrong = (f"https://{host}:{site.port}/" for host in ("wordpace.test", "other.test"))
        assert fetch_url(right, OPEN, resolve=to_site, tls=trusting).content == STORY
        with pytest.raises(FetchError, match="secure connection"):
            fetch_url(wrong, OPEN, resolve=to_site, tls=trusting)
        with pytest.raises(FetchError, match="secure connection"):
            fetch_url(right, OPEN, resolve=to_site)


def _server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_a_deadline_gives_what_is_left_and_then_nothing() -> None:
    """Never zero or less, which a socket would take for "do not wait"."""
    now = iter([100.0, 101.0, 104.0, 105.0])
    deadline = Deadline(5, clock=lambda: next(now))
    assert deadline.left() == 4
    assert deadline.left(limit=0.5) == 0.5
    with pytest.raises(httpcore2.ReadTimeout):
        deadline.left()
