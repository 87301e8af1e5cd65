"""What is small as sent and vast when opened: memory and seconds that each kind of bomb takes before it is refused.

Each is measured in a process of its own, after a harmless source of the same kind has loaded everything:
growth is what the most memory grew by.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from faults.sources import JSON_FEED, OPF, RSS, book, page_of
from wordpace.errors import WordpaceError
from wordpace.languages.exchange import entries_of
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.download import fetch_url
from wordpace.pipeline.fetch_limits import FetchLimits
from wordpace.readers import media_types
from wordpace.readers.child import read_page
from wordpace.records import Page

VAST = 1_000_000_000  # bytes, unpacked; the short form's bombs are smaller, as they take seconds to make
SHORT = 300_000_000
LIMITS = FetchLimits(private_networks=parse_networks(["127.0.0.0/8"]))


def _packed(opened: int, coding: str) -> bytes:
    """So many bytes of markup, compressed without ever being in memory."""
    packer = zlib.compressobj(9, wbits=31 if coding == "gzip" else 15)
    piece, pieces = b"<p>a</p>" * 131_072, opened // 1_048_576
    return b"".join(packer.compress(piece) for _ in range(pieces)) + packer.flush()


def _sent(coding: str, body: bytes) -> None:
    """Fetches a body from a site on this machine that sends it so encoded."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Encoding", coding)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return  # it was left before the end, as it should

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            fetch_url(f"http://127.0.0.1:{server.server_port}/", LIMITS)
        finally:
            server.shutdown()


def _read(kind: str, content: bytes) -> None:
    read_page(Page("a bomb", content, kind), 15)


def _zip_of(opened: int) -> bytes:
    """A book whose one chapter is vast."""
    made = io.BytesIO()
    container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("b.opf", OPF)
        with archive.open("c.xhtml", "w", force_zip64=True) as chapter:
            for _ in range(opened // 1_048_576):
                chapter.write(b"<p>a</p>" * 131_072)
    return made.getvalue()


def _zip_of_many() -> bytes:
    """A book that says it has a hundred thousand files."""
    made = io.BytesIO(book(page_of("<p>One.</p>"), OPF))
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(100_000):
            archive.writestr(f"{number}", b"")
    return made.getvalue()


def _lying(content: bytes) -> bytes:
    """An archive whose directory says that its chapter is small."""
    at = content.rindex(b"PK\x01\x02")  # the chapter is last
    return content[: at + 24] + (100).to_bytes(4, "little") + content[at + 28 :]


def _laughs(inside: str) -> bytes:
    """Entities of entities: three billion characters from a thousand."""
    declared = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return f"<?xml version='1.0'?><!DOCTYPE x [{declared}]>{inside.replace('@', '&l9;')}".encode()


def _repeated(inside: str) -> bytes:
    """One long entity, many times."""
    return f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>{inside.replace("@", "&a;" * 10_000)}'.encode()


_FEED = "<rss><channel><title>V</title><item><title>T</title><description>@</description></item></channel></rss>"
_PLS = "<lexicon alphabet='ipa'><lexeme><grapheme>@</grapheme><phoneme>a</phoneme></lexeme></lexicon>"
_OPF = OPF.decode().replace("<dc:title>T</dc:title>", "<dc:title>@</dc:title>")
_DEEP = b"<div>" * 200_000
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY % b SYSTEM "http://127.0.0.1:1/">%b;]>'


def _dictionary(content: bytes) -> None:
    entries_of(content)


@dataclass(frozen=True)
class Bomb:
    """How something is opened, a harmless one, and the bomb."""

    open: Callable[[bytes], None]
    harmless: Callable[[], bytes]
    bomb: Callable[[], bytes]


def _small() -> bytes:
    return _packed(2_000_000, "gzip")


def _vast() -> int:
    return int(sys.argv[2])


def _reads(kind: str) -> Callable[[bytes], None]:
    return lambda content: _read(kind, content)


def _sends(coding: str) -> Callable[[bytes], None]:
    return lambda body: _sent(coding, body)


def _a_book() -> bytes:
    return _zip_of(2_000_000)


def _in_book(description: bytes) -> bytes:
    return book(page_of("<p>One.</p>"), description)


_BOOK, _FEEDS, _PAGE = _reads(media_types.EPUB), _reads(media_types.FEED), _reads(media_types.HTML)
BOMBS = {
    "gzip": Bomb(_sends("gzip"), _small, lambda: _packed(_vast(), "gzip")),
    "deflate": Bomb(_sends("deflate"), lambda: _packed(2_000_000, "zlib"), lambda: _packed(_vast(), "zlib")),
    "gzip in gzip": Bomb(
        _sends("gzip, gzip"), lambda: gzip.compress(_small()), lambda: gzip.compress(_packed(_vast(), "gzip"))
    ),
    "a thousand codings": Bomb(_sends(", ".join(["gzip"] * 1000)), _small, _small),
    "brotli": Bomb(_sends("br"), _small, lambda: bytes.fromhex("5bffff3f") + bytes(60_000)),
    "zstd": Bomb(_sends("zstd"), _small, lambda: bytes.fromhex("28b52ffd0458") + bytes(60_000)),
    "zip": Bomb(_BOOK, _a_book, lambda: _zip_of(_vast())),
    "zip that lies": Bomb(_BOOK, _a_book, lambda: _lying(_zip_of(_vast()))),
    "zip of many": Bomb(_BOOK, _a_book, _zip_of_many),
    "xml laughs, feed": Bomb(_FEEDS, lambda: RSS, lambda: _laughs(_FEED)),
    "xml repeated, feed": Bomb(_FEEDS, lambda: RSS, lambda: _repeated(_FEED)),
    "xml laughs, book": Bomb(_BOOK, _a_book, lambda: _in_book(_laughs(_OPF))),
    "xml repeated, book": Bomb(_BOOK, _a_book, lambda: _in_book(_repeated(_OPF))),
    "xml laughs, dictionary": Bomb(_dictionary, _PLS.encode, lambda: _laughs(_PLS)),
    "xml repeated, dictionary": Bomb(_dictionary, _PLS.encode, lambda: _repeated(_PLS)),
    "xml deep, feed": Bomb(_FEEDS, lambda: RSS, lambda: _FEED.encode().replace(b"@", _DEEP)),
    "xml from outside": Bomb(_FEEDS, lambda: RSS, lambda: _OUTSIDE + _FEED.replace("@", "&a;").encode()),
    "html deep": Bomb(
        _PAGE, lambda: b"<p>One.</p>" * 2000, lambda: _DEEP + b"<p>A story in the depths of the sea.</p>"
    ),
    "json deep": Bomb(_FEEDS, lambda: JSON_FEED, lambda: JSON_FEED[:-1] + b',"x":' + b"[" * 200_000),
}


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured(name: str, vast: int = VAST) -> dict[str, object]:
    """What one bomb took, measured in a new process: growth in MiB, seconds, and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "faults.bombs", name, str(vast)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    if done.returncode:
        return {"growth": float("inf"), "seconds": float("inf"), "said": done.stderr[-2000:]}
    told: dict[str, object] = json.loads(done.stdout)
    return told


def main() -> int:
    """One bomb by its name, or the table of all."""
    if len(sys.argv) > 1:
        print(json.dumps(_measure(BOMBS[sys.argv[1]])))
        return 0
    failed = 0
    for name in BOMBS:
        told = measured(name)
        good = float(str(told["growth"])) < 64 and float(str(told["seconds"])) < 2
        failed += not good
        print(
            f"{name:24} {told['growth']:8.1f} MiB {told['seconds']:7.2f} s  {'' if good else 'NOT MET '}{told['said']}"
        )
    return 1 if failed else 0


def _measure(bomb: Bomb) -> dict[str, object]:
    with contextlib.suppress(WordpaceError):
        bomb.open(bomb.harmless())
    content = bomb.bomb()
    before, began = _most(), time.process_time()
    try:
        bomb.open(content)
        said = "read"
    except WordpaceError as error:
        said = str(error)
    return {"growth": (_most() - before) / 2**20, "seconds": time.process_time() - began, "said": said}


if __name__ == "__main__":
    sys.exit(main())
