"""Makes hostile sources of every kind: small good ones, then damaged; and texts put together from what means something.

Each maker takes a `random.Random`, so that a seed and a number make an input again.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

MARKUP = (
    '<h1 id="a">One</h1><p>The harbour was shut.<a epub:type="noteref" href="#n">1</a> Ten<sup>2</sup></p>'
    '<ol start="3"><li>Rope</li></ol><table><tr><th>Day</th></tr><tr><td>1</td></tr></table><pre>x = 1</pre>'
    '<div class="poem"><p>The sea<br/>the sea</p></div><blockquote><p>A <q>quote</q>.</p></blockquote>'
    '<aside epub:type="footnote" id="n"><p>1 In March.</p></aside><p>Sponsored</p><p><a href="u">Unsubscribe</a></p>'
)
HEAD = (
    '<meta charset="utf-8"><title>One</title><meta property="article:published_time" content="2026-03-12">'
    '<script type="application/ld+json">'
    '{"@type":"NewsArticle","author":{"name":"Ann Lee"},"articleBody":"The harbour"}</script>'
)
MARKDOWN = (
    "---\ntitle: T\n---\n# One\n\nThe *harbour* [was](u) shut[^1].\n\n- a\n  1. b\n"
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    "\n> q\n\n```\nx\n```\n\n[^1]: n\n"
)
TEXT = (
    "One\n\nBy Ann Lee\n\nThe harbour was shut in May 2026. It cost $4.5m, or 3% of 1/2 km² at 10:30 pm.\n\n* * *\n\n"
    "Subscribe\n"
)
LEXICON = (
    "written\tkind\tsaid\tmatch\texact\tscope\nnginx\tsay-as\tengine x\nGIF\tipa\tdʒɪf\tword\tno\teverywhere\n",
    '"lol",0,Y,"laughing out loud",0\n"a(b+)+",2,N,"x",0\n',
    "<lexicon alphabet='ipa'><lexeme><grapheme>GIF</grapheme><phoneme>dʒɪf</phoneme></lexeme></lexicon>",
)
URL = "https://user:pw@www.paper.example:8080/a/b?c=d&e=%20#f"
# What makes markup, mail, JSON, Markdown, numbers and addresses mean something: put in at any place.
TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        *(
            "<",
            ">",
            "</",
            "/>",
            "&",
            "&#x",
            "&#0;",
            "&nbsp;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?xml",
            "<!DOCTYPE x [",
        ),
        *("<!ENTITY", "<p>", "</p>", "<td>", "<table>", "<li>", "<ol>", "<sup>", "<a href='#n'>", "<q>", "<math>"),
        *("<svg>", "<br>", "<pre>", "<template>", "<noscript>", "<figure>", "<script>", "\n", "\n\n", "> ", "--b\n"),
        *("-- \n", "=?utf-8?b?", "?=", "=3D", "=\n", "From: ", "Content-Type: multipart/mixed;", "boundary=", "base64"),
        *(
            "charset=utf-16",
            "{",
            "}",
            "[",
            "]",
            '"',
            ":",
            "null",
            "1e999",
            "-0",
            "\x00",
            "\ufeff",
            "\ud83d\ude00",
            "\ud800",
        ),
        *("epub:type=", 'class="footnote"', "id='a'", "xmlns='x'", "style='display:none'", "http://v.example/", "[^1]"),
        *(
            "`",
            "***",
            "_",
            "|",
            "~~~",
            "# ",
            "$",
            "£",
            "€4bn",
            "½",
            "²",
            "IV",
            "1,000,000",
            "0.0.0",
            "9" * 400,
            "٣",
            "％",
        ),
        *(
            "1/0",
            "31/02/2026",
            "25:99",
            "a.m.",
            "…",
            "—",
            "\u202e",
            "\u200b",
            "\u0301" * 60,
            "ﷺ",
            "İ",
            "ß",
            "\r",
            "\x0b",
        ),
        *(
            "%",
            "%00",
            "%u",
            "//",
            "..",
            "@",
            "xn--",
            "\\",
            "\t",
            "(",
            ")",
            "*",
            "+",
            "?",
            "日本語",
            "العربية",
            "\x1b[31m",
        ),
    )
)
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
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1", "items": [{"title": "T", "content_html": MARKUP, "authors": [{}]}]}
).encode()
MAIL = (
    "From: Ann Lee <a@v.example>\nTo: r@v.example\nSubject: =?utf-8?q?T?=\nDate: Thu, 12 Mar 2026 08:00:00 +0000\n"
    "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n\n"
    "On Tue Bo Ruiz wrote:\n> a\n-- \nAnn\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: "
    f"quoted-printable\n\n{MARKUP.replace('=', '=3D')}\n--b--\n"
).encode()
_NUMBER = re.compile(rb"\d+")
_ODD = (
    b"0",
    b"-1",
    b"2147483648",
    b"999999999999999999",
    b"0.000001",
    b"1e308",
    b"null",
    b"[",
    b"<<",
    b"/Length 0",
    b"",
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with bytes changed, pieces cut, doubled, put in, and numbers made odd."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(made) + 1), chance.choice((1, 1, 4, 40, 400))
        match chance.randrange(6):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                made[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 300))
            case 4:
                if number := _NUMBER.search(made, at):
                    made[number.start() : number.end()] = chance.choice(_ODD)
            case _:
                del made[at + chance.randrange(len(made) + 1) :]
    return bytes(made)


def jumble(chance: random.Random) -> bytes:
    """Nothing but what means something, in any order."""
    words = (b" ", b"The ", b"harbour ", b"was ", b"shut. ", b"2026 ", b"Dr. ")
    return b"".join(chance.choice(chance.choice((TOKENS, words))) for _ in range(chance.randint(1, 120)))


def book(chapter: bytes, description: bytes) -> bytes:
    """A book of one chapter."""
    container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (("META-INF/container.xml", container), ("b.opf", description), ("c.xhtml", chapter)):
            archive.writestr(name, content)
    return buffer.getvalue()


def page_of(markup: str) -> bytes:
    """A chapter."""
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return f"<html {spaces}><head>{HEAD}</head><body>{markup}</body></html>".encode()


def _damaged_book(chance: random.Random) -> bytes:
    match chance.randrange(3):
        case 0:
            return damaged(book(page_of(MARKUP), OPF), chance)
        case 1:
            return book(damaged(page_of(MARKUP), chance), OPF)
        case _:
            return book(page_of(MARKUP), damaged(OPF, chance))


@cache
def _documents() -> tuple[bytes, ...]:
    from pdf import document  # the press takes a second, and only PDFs need it

    return tuple(document(columns, columns, 6)[0] for columns in (1, 2, 3))


def _or_jumble(*good: bytes) -> Callable[[random.Random], bytes]:
    """A damaged one of these, or a jumble."""
    return lambda chance: damaged(chance.choice(good), chance) if chance.random() < 0.7 else jumble(chance)


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "html": _or_jumble(page_of(MARKUP), page_of("<article>" + MARKUP * 3 + "</article>")),
    "text": _or_jumble(TEXT.encode(), TEXT.encode() * 4),
    "markdown": _or_jumble(MARKDOWN.encode()),
    "pdf": lambda chance: damaged(chance.choice(_documents()), chance),
    "epub": _damaged_book,
    "feed": lambda chance: damaged(chance.choice((RSS, JSON_FEED)), chance),
    "mail": lambda chance: damaged(MAIL, chance),
    "dictionary": _or_jumble(*(each.encode() for each in LEXICON)),
    "address": lambda chance: damaged(URL.encode(), chance)[:4000],
}
