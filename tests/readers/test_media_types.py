"""What kind of source some bytes are."""

import pytest

from wordpace.errors import NotAnArticle, NotSupportedYet, SourceError
from wordpace.readers.media_types import by_extension, recognised, refuse_declared

STORY = "<!doctype html><title>News</title><p>The café isn’t open on Tuesday.</p>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
NOISE = bytes(byte * 7 % 256 for byte in range(4000))
FEED = '<?xml version="1.0"?><!-- news --><rss version="2.0"><channel></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("text/html", STORY, "text/html"),
        ("application/xhtml+xml", STORY, "text/html"),
        ("application/xml", '<?xml version="1.0"?><html><p>Hi</p></html>', "text/html"),
        ("text/plain", STORY, "text/html"),
        ("application/octet-stream", STORY, "text/html"),
        (None, STORY, "text/html"),
        ("text/plain", "A story. It has <b> no markup.", "text/plain"),
        ("text/html", "A story where a < b and nothing else.", "text/plain"),
        ("text/markdown", "# A story", "text/markdown"),
        (None, "A story.", "text/plain"),
        ("text/html", "%PDF-1.7 ...", "application/pdf"),
        ("text/xml", FEED, "application/rss+xml"),
        ("text/html", ATOM, "application/rss+xml"),
        (None, '{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/rss+xml"),
        (None, "Received: from a\n by b\nSubject: News\n\nHello.", "message/rfc822"),
        ("message/rfc822", "Subject: News\n\nHello.", "message/rfc822"),
        (None, "Subject: News\n\nHello.", "text/plain"),
    ],
)
def test_the_kind_of_a_page_is_what_it_is(kind: str | None, body: str, expected: str) -> None:
    """The content has the last word over the declared type."""
    assert recognised(body.encode(), kind, "The page") == expected


@pytest.mark.parametrize(
    ("kind", "body", "error", "words"),
    [
        ("image/png", PNG, NotAnArticle, "an image, not an article"),
        ("text/html", PNG, NotAnArticle, "an image"),
        ("text/xml", b"<opml version='2.0'></opml>", NotSupportedYet, "a list of feeds"),
        ("text/xml", b'<?xml version="1.0"?><data>1</data>', NotAnArticle, "data for programs"),
        ("text/html", b"", NotAnArticle, "is empty"),
        ("text/html", b" \n ", NotAnArticle, "is empty"),
        ("text/plain", NOISE, NotAnArticle, "a binary file"),
    ],
)
def test_content_that_is_no_article_is_named(kind: str, body: bytes, error: type[SourceError], words: str) -> None:
    """One line says what it is instead, whatever was declared."""
    with pytest.raises(error, match=words):
        recognised(body, kind, "The page")


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        ("image/png", NotAnArticle, "The page is an image, not an article"),
        ("video/mp4", NotAnArticle, "a video"),
        ("audio/mpeg", NotAnArticle, "a sound file"),
        ("application/json", NotAnArticle, "data for programs"),
        ("text/css", NotAnArticle, "a style sheet"),
        ("text/x-opml", NotSupportedYet, "a list of feeds"),
    ],
)
def test_some_declared_kinds_are_refused_before_anything_is_read(
    kind: str, error: type[SourceError], words: str
) -> None:
    """Nobody waits for a film that will not be read aloud."""
    with pytest.raises(error, match=words):
        refuse_declared(kind, "The page")


@pytest.mark.parametrize("kind", [None, "", "text/html", "text/plain", "application/xml", "application/octet-stream"])
def test_other_declared_kinds_wait_for_their_content(kind: str | None) -> None:
    """What may be an article is looked at."""
    refuse_declared(kind, "The page")


@pytest.mark.parametrize(
    "text",
    ["MZ Wallace bags", "OTTO was here", "BMW sells cars", "ID3 tags explained", "RIFF is a word", "PK said so"],
)
def test_words_that_begin_like_a_file_of_another_kind_are_text(text: str) -> None:
    """Signatures are longer than the words that share their first letters."""
    assert recognised(f"{text}.".encode(), "text/plain", "The text") == "text/plain"


@pytest.mark.parametrize("opening", ["<!--a-->", "<?a?>", "<!--", "<", "<p ", "<!doctype ", " "])
def test_hostile_openings_take_no_time(opening: str) -> None:
    """The patterns never try the ways to divide a text (the test would not end otherwise)."""
    assert recognised((opening * 20_000 + "x").encode(), None, "The text") in ("text/html", "text/plain")


def test_extensions_declare_a_kind_in_any_case() -> None:
    """A file from an old camera or mainframe counts, too."""
    assert (by_extension(".HTM"), by_extension(".Md"), by_extension(".doc")) == ("text/html", "text/markdown", None)
