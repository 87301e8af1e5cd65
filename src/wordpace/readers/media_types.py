"""What kind of source some bytes are: an article's HTML, text or Markdown, or something that is not read (yet).

The content has the last word, as servers and file names are often wrong; what was declared decides where it is silent.
"""

from __future__ import annotations

import re

from wordpace.errors import NotAnArticle, NotSupportedYet, SourceError
from wordpace.readers.characters import decode_bytes, is_binary

HTML = "text/html"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
EPUB = "application/epub+zip"
FEED = "application/rss+xml"  # Atom, RDF and JSON Feed, too
MAIL = "message/rfc822"  # pages that a browser saved as one file (MHTML), too

_BY_EXTENSION = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    ".txt": TEXT,
    ".pdf": PDF,
    ".epub": EPUB,
    **dict.fromkeys((".rss", ".atom"), FEED),
    ".opml": "text/x-opml",
    **dict.fromkeys((".eml", ".mht", ".mhtml"), MAIL),
}
_READ = {
    **dict.fromkeys((HTML, "application/xhtml+xml"), HTML),
    TEXT: TEXT,
    **dict.fromkeys((MARKDOWN, "text/x-markdown"), MARKDOWN),
    **dict.fromkeys((PDF, "application/x-pdf"), PDF),
    EPUB: EPUB,
    **dict.fromkeys((FEED, "application/atom+xml", "application/rdf+xml", "application/feed+json"), FEED),
    **dict.fromkeys((MAIL, "multipart/related", "application/x-mimearchive"), MAIL),
}
_NOT_YET = {
    "text/x-opml": "a list of feeds",
}
_FAMILIES = {"image": "an image", "audio": "a sound file", "video": "a video", "font": "a font", "model": "a 3D model"}
_OTHER = {
    "application/json": "data for programs",
    "application/ld+json": "data for programs",
    "text/css": "a style sheet",
    "text/csv": "a table of data",
    "text/javascript": "a program",
    "application/javascript": "a program",
    "application/zip": "an archive",
    "application/gzip": "an archive",
}

# How files of each kind begin (a pattern, as some have their mark a few bytes in), the commonest first.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (rb"\s*%PDF-", PDF),
    (rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", EPUB),
    (rb"PK\x03\x04.*?(?:word/|\[Content_Types\]|mimetypeapplication/vnd)", "an office document"),
    (rb"\xd0\xcf\x11\xe0|\{\\rtf", "an office document"),
    (
        rb"PK\x03\x04|PK\x05\x06|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd",
        "an archive",
    ),
    (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|BM.{4}\x00{4}|II\*\x00|MM\x00\*|\x00\x00\x01\x00", "an image"),
    (rb".{4}ftyp(?:avi[fs]|hei[cfx]|mif1)", "an image"),
    (rb".{4}ftypM4[AB]|ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb]|OggS\x00|fLaC\x00|RIFF.{4}WAVE", "a sound file"),
    (rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI ", "a video"),
    (rb"\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm", "a program"),
    (rb"wOF[F2]\x00|OTTO\x00|\x00\x01\x00\x00", "a font"),
)
_KNOWN = re.compile(b"|".join(b"(%s)" % pattern for pattern, _ in _SIGNATURES), re.DOTALL)

_TAGS = (
    "html|head|body|title|meta|link|script|style|base|div|article|section|main|header|footer|nav|aside|figure|p|h[1-6]|"
    "table|ul|ol|blockquote|pre|span|a|b|i|em|strong|img|br|hr|iframe|font|center|form"
)
# Before the first element: an XML declaration, comments, stray white space (possessive: it never backtracks).
_PROLOG = r"\A\s*+(?:<\?[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+"
_DOCUMENT = re.compile(_PROLOG + r"(?:<!doctype\s+html|<(?:html|head|body)[\s>])", re.IGNORECASE | re.DOTALL)
_STARTS_WITH_TAG = re.compile(_PROLOG + rf"<(?:!doctype\s+html|(?:{_TAGS})[\s/>])", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!doctype\s", re.IGNORECASE)
_ROOT = _PROLOG + r"(?:<!doctype[^>]*+>\s*+)?<(?:\w+:)?"
_FEED = re.compile(_ROOT + r"(rss|feed|rdf|opml)[\s>]", re.IGNORECASE | re.DOTALL)
_JSON_FEED = re.compile(r"\A\s*+\{.*?\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org\\?/version", re.DOTALL)
_SVG = re.compile(_ROOT + r"svg[\s>]", re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}: ?[^\r\n]*\r?\n")
# A message as it was sent opens with header lines, of which these tell it from a text that begins like one.
_MAIL = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*+){0,60}?"
    r"(?:MIME-Version|Message-ID|DKIM-Signature|Received|Return-Path|Delivered-To):",
    re.IGNORECASE,
)
_XML = re.compile(r"\A\s*<\?xml\s")
_SAMPLE_BYTES = 65_536


def by_extension(extension: str) -> str | None:
    """The media type that a file's extension (".html") declares, None for one that says nothing."""
    return _BY_EXTENSION.get(extension.lower())


def refuse_declared(media_type: str | None, name: str) -> None:
    """Raises NotSupportedYet or NotAnArticle for what is by its declared type not an article; `name` is for people."""
    if media_type in _NOT_YET:
        raise _not_yet(name, _NOT_YET[media_type])
    family = (media_type or "").partition("/")[0]
    if family in _FAMILIES:
        raise _not_an_article(name, _FAMILIES[family])
    if media_type in _OTHER:
        raise _not_an_article(name, _OTHER[media_type])


def recognised(content: bytes, declared: str | None, name: str) -> str:
    """HTML, TEXT, MARKDOWN, PDF, EPUB, FEED or MAIL: what `content` is, declared as `declared` (None: not at all).

    Raises NotSupportedYet or NotAnArticle, saying of `name` what it is instead.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise NotAnArticle(f"{name} is empty", "Choose a page with an article in it")
    sample = content[:_SAMPLE_BYTES]
    if found := _KNOWN.match(sample):
        return _known(_SIGNATURES[(found.lastindex or 1) - 1][1], declared, name)
    if is_binary(content):
        raise _not_an_article(name, "a binary file")
    text = decode_bytes(sample)
    if (root := _FEED.match(text)) and root[1].lower() == "opml":
        raise _not_yet(name, "a list of feeds")
    if is_feed(text):
        return FEED
    if _MAIL.match(text) or (_READ.get(declared or "") == MAIL and _HEADER.match(text)):
        return MAIL
    return _markup(text, _READ.get(declared or ""), name)


def is_feed(text: str) -> bool:
    """Whether a text begins like a feed of any format."""
    root = _FEED.match(text)
    return root[1].lower() != "opml" if root else _JSON_FEED.match(text) is not None


def _known(kind: str, declared: str | None, name: str) -> str:
    if kind in {PDF, EPUB}:
        return kind
    if kind == "an archive" and _READ.get(declared or "") == EPUB:
        return EPUB  # many makers pack the files in another order than the standard asks for
    raise _not_an_article(name, kind)


def _markup(text: str, declared: str | None, name: str) -> str:
    if declared == HTML:
        return HTML if _ANY_TAG.search(text) else TEXT
    if _SVG.match(text):
        raise _not_an_article(name, "an image")
    # Markdown often opens with a bare element; only a whole document makes it HTML.
    looks = _DOCUMENT if declared == MARKDOWN else _STARTS_WITH_TAG
    if looks.match(text):
        return HTML
    if _XML.match(text):
        raise _not_an_article(name, "data for programs")
    return declared if declared in {TEXT, MARKDOWN} else TEXT


def _not_yet(name: str, kind: str) -> SourceError:
    return NotSupportedYet(
        f"{name} is {kind}, which Wordpace does not read yet", "Save the article as HTML, or paste its text into a file"
    )


def _not_an_article(name: str, kind: str) -> SourceError:
    if kind == "an office document":
        return NotAnArticle(f"{name} is {kind}, which Wordpace does not read", "Save it as HTML or as plain text")
    return NotAnArticle(f"{name} is {kind}, not an article", "Choose a web page, or a file of HTML, Markdown or text")
