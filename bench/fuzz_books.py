"""Feeds damaged books, feeds and messages to their readers for as long as asked: only our own errors may come out.

    python bench/fuzz_books.py [--seconds 60] [--seed 1] [epub feed mail]

Prints a line for each reader: how many inputs it read and refused, the slowest, and the most memory. A crash is printed
with its seed and number, by which it can be made again, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from wordpace.errors import SourceError
from wordpace.readers.epub import read_epub
from wordpace.readers.feed import read_feed
from wordpace.readers.mail import read_mail
from wordpace.records import Article

MARKUP = (
    '<h1 id="a">One</h1><p>The harbour was shut.<a epub:type="noteref" href="#n">1</a> Ten<sup>2</sup></p>'
    '<ol start="3"><li>Rope</li></ol><table><tr><th>Day</th></tr><tr><td>1</td></tr></table><pre>x = 1</pre>'
    '<div class="poem"><p>The sea<br/>the sea</p></div><blockquote><p>A <q>quote</q>.</p></blockquote>'
    '<aside epub:type="footnote" id="n"><p>1 In March.</p></aside><p>Sponsored</p><p><a href="u">Unsubscribe</a></p>'
)
# What makes markup, mail and JSON mean something: put in at any place.
TOKENS = tuple(
    token.encode()
    for token in (
        *(
            "<",
            ">",
            "</",
            "/>",
            "&",
            "&#x",
            "&nbsp;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?xml",
            "<!DOCTYPE x [",
            "<!ENTITY",
        ),
        *(
            "<p>",
            "</p>",
            "<td>",
            "<table>",
            "<li>",
            "<ol>",
            "<sup>",
            "<a href='#n'>",
            "<q>",
            "<math>",
            "<svg>",
            "<br>",
            "<pre>",
        ),
        *(
            "\n",
            "\n\n",
            "> ",
            "--b\n",
            "-- \n",
            "=?utf-8?b?",
            "?=",
            "=3D",
            "=\n",
            "From: ",
            "Content-Type: multipart/mixed;",
        ),
        *(
            "boundary=",
            "charset=utf-16",
            "base64",
            "{",
            "}",
            "[",
            "]",
            '"',
            ":",
            "null",
            "1e999",
            "\x00",
            "\ufeff",
            "\ud83d\ude00",
        ),
        *("epub:type=", 'class="footnote"', "id='a'", "xmlns='x'", "style='display:none'", "http://v.example/"),
    )
    if not any("\ud800" <= character <= "\udfff" for character in token)
)


def book(chapter: bytes, description: bytes) -> bytes:
    """A book of one chapter."""
    container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (("META-INF/container.xml", container), ("b.opf", description), ("c.xhtml", chapter)):
            archive.writestr(name, content)
    return buffer.getvalue()


def _page(markup: str) -> bytes:
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return f"<html {spaces}><body>{markup}</body></html>".encode()


OPF = (
    b'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>T</dc:title><dc:date>2026</dc:date></metadata>'
    b'<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
    b'<spine><itemref idref="c"/></spine></package>'
)
RSS = (
    '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>V</title><item><title>T</title>'
    f"<pubDate>Thu, 12 Mar 2026 08:00:00 GMT</pubDate><content:encoded><![CDATA[{MARKUP}]]></content:encoded></item>"
    "<item><title>U</title><description>Short.</description></item></channel></rss>"
).encode()
JSON = json.dumps(
    {"version": "https://jsonfeed.org/version/1", "items": [{"title": "T", "content_html": MARKUP, "authors": [{}]}]}
).encode()
MAIL = (
    "From: Ann Lee <a@v.example>\nTo: r@v.example\nSubject: =?utf-8?q?T?=\nDate: Thu, 12 Mar 2026 08:00:00 +0000\n"
    "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n\n"
    "On Tue Bo Ruiz wrote:\n> a\n-- \nAnn\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: "
    "quoted-printable\n\n"
    f"{MARKUP.replace('=', '=3D')}\n--b--\n"
).encode()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with bytes changed, pieces cut, doubled and put in."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(made) + 1), chance.choice((1, 1, 4, 40, 400))
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                made[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 300))
            case _:
                del made[at + chance.randrange(len(made) + 1) :]
    return bytes(made)


@dataclass(frozen=True)
class Target:
    """A reader, and how to make an input for it."""

    read: Callable[[bytes], Article]
    make: Callable[[random.Random], bytes]


def _damaged_book(chance: random.Random) -> bytes:
    match chance.randrange(3):
        case 0:
            return damaged(book(_page(MARKUP), OPF), chance)
        case 1:
            return book(damaged(_page(MARKUP), chance), OPF)
        case _:
            return book(_page(MARKUP), damaged(OPF, chance))


TARGETS = {
    "epub": Target(read_epub, _damaged_book),
    "feed": Target(read_feed, lambda chance: damaged(chance.choice((RSS, JSON)), chance)),
    "mail": Target(read_mail, lambda chance: damaged(MAIL, chance)),
}


def fuzz(name: str, target: Target, seconds: float, seed: int) -> bool:
    """Runs one reader for so long; whether nothing but its own errors came out."""
    end, number, read, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        number += 1
        content = target.make(random.Random(seed * 1_000_000_007 + number))
        start = time.monotonic()
        try:
            target.read(content)
            read += 1
        except SourceError:
            pass
        except Exception:  # noqa: BLE001 - whatever it is, it is what this program looks for
            traceback.print_exc()
            print(f"{name}: seed {seed}, number {number}: a fault of ours")
            return False
        slowest = max(slowest, time.monotonic() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(
        f"{name}: {number} inputs, {read} read, {number - read} refused, slowest {slowest:.2f} s, {memory} MB at most"
    )
    return True


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("readers", nargs="*", choices=[[], *TARGETS])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    done = [fuzz(name, TARGETS[name], asked.seconds, asked.seed) for name in asked.readers or TARGETS]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
