"""From a source as a person names it to a page: files, standard input, and slips of the pen."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from wordpace.errors import NotAnArticle, NotSupportedYet, PageTooLarge, SourceError
from wordpace.pipeline.fetch import FetchLimits, fetch
from wordpace.readers.characters import decode

STORY = "<!doctype html><title>News</title><p>The café isn’t open on Tuesday.</p>"
LIMITS = FetchLimits(file_size=1_000_000)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
NOISE = bytes(byte * 7 % 256 for byte in range(4000))
FEED = '<?xml version="1.0"?><!-- news --><rss version="2.0"><channel></channel></rss>'


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.html", STORY, "text/html"),
        ("a.HTM", STORY, "text/html"),
        ("a.xhtml", STORY, "text/html"),
        ("a.html", "<p>A fragment", "text/html"),
        ("a.html", "Only text, pasted.", "text/plain"),
        ("a.txt", "Only text.", "text/plain"),
        ("a.txt", f"\n<!-- saved -->\n{STORY}", "text/html"),
        ("a.txt", "Of <p> and </p> in HTML", "text/plain"),
        ("a.md", "# Title", "text/markdown"),
        ("a.markdown", '<p align="center">A picture</p>\n\n# Title', "text/markdown"),
        ("a.md", STORY, "text/html"),
        ("a", STORY, "text/html"),
        ("a.text", "Only text.", "text/plain"),
        ("story of 10: the end", "Only text.", "text/plain"),
    ],
)
def test_a_file_is_read_as_what_it_is(tmp_path: Path, name: str, body: str, expected: str) -> None:
    """The extension is a hint, the content decides."""
    path = tmp_path / name
    path.write_text(body, encoding="utf-8")
    page = fetch(str(path), LIMITS)
    assert (page.source, page.media_type, page.content, page.url) == (str(path), expected, body.encode(), None)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_file_in_another_encoding_is_not_taken_for_binary(tmp_path: Path, codec: str) -> None:
    """UTF-16 is full of zeros and yet a text."""
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode(codec))
    page = fetch(str(path), LIMITS)
    assert page.media_type == "text/html"
    assert decode(page) == STORY


@pytest.mark.parametrize(
    ("name", "body", "error", "words"),
    [
        ("a.html", PNG, NotAnArticle, "an image"),
        ("a.txt", b"PK\x03\x04" + b"\0" * 40, NotAnArticle, "an archive"),
        ("a.html", b"ID3\x03" + b"\0" * 40, NotAnArticle, "a sound file"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", NotAnArticle, "an office document"),
        ("a.exe", b"MZ" + b"\0" * 100, NotAnArticle, "a binary file"),
        ("a.html", NOISE, NotAnArticle, "a binary file"),
        ("a.txt", b"\0" * 5000, NotAnArticle, "is empty"),
        ("a.opml", b"<opml>", NotSupportedYet, "a list of feeds"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", NotAnArticle, "an image"),
        ("a.html", b"", NotAnArticle, "is empty"),
        ("a.txt", b"x" * (LIMITS.file_size + 1), PageTooLarge, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_article_is_named(
    tmp_path: Path, name: str, body: bytes, error: type[SourceError], words: str
) -> None:
    """One line says what the file is instead, also when its name pretends otherwise."""
    (tmp_path / name).write_bytes(body)
    with pytest.raises(error, match=words):
        fetch(str(tmp_path / name), LIMITS)


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a", b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "application/epub+zip"),
        ("a.epub", b"PK\x03\x04" + b"\0" * 40, "application/epub+zip"),
        ("a.html", b"%PDF-1.4", "application/pdf"),
        ("a.xml", FEED.encode(), "application/rss+xml"),
        ("a.eml", b"From: me\n\nHi", "message/rfc822"),
        ("a.pdf", b"<html><p>Hi</p></html>", "text/html"),
    ],
)
def test_a_file_is_what_it_holds(tmp_path: Path, name: str, body: bytes, kind: str) -> None:
    """Whatever its name says."""
    (tmp_path / name).write_bytes(body)
    assert fetch(str(tmp_path / name), LIMITS).media_type == kind


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("missing.html", "There is no file missing.html. Check"),
        ("missing.pdf", "There is no file"),
        ("example.com/story", "write https://example.com/story"),
        ("www.example.com", "write https://www.example.com"),
        ("localhost:8080/story", "write https://localhost:8080/story"),
        ("ftp://example.com/story", "does not read ftp: addresses"),
        ("file:///etc/passwd", "does not read file: addresses"),
        ("javascript:alert(1)", "does not read javascript: addresses"),
        ("data:text/html,<p>hi", "does not read data: addresses"),
        ("  ", "No source was given"),
        ("a\0b", "can't be read"),
        ("A whole story, pasted. " * 200, "pass it to standard input"),
        ("pyproject.toml/x.html", "There is no file"),
    ],
)
def test_a_source_that_is_nothing_says_what_it_may_have_been(source: str, words: str) -> None:
    """A slip of the pen gets the right hint."""
    with pytest.raises(SourceError) as error:
        fetch(source, LIMITS)
    assert words in str(error.value)


def test_a_folder_and_a_file_without_permission_are_clear_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's refusals are said in words."""
    with pytest.raises(SourceError, match="is a folder"):
        fetch(str(tmp_path), LIMITS)

    def forbidden(self: Path, mode: str) -> None:  # the tests may run as root, who may read everything
        raise PermissionError

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(SourceError, match="may not be read"):
        fetch(str(tmp_path / "a.txt"), LIMITS)


def test_messages_do_not_steer_a_terminal() -> None:
    """A source with escape characters in its name is shown without them."""
    with pytest.raises(SourceError) as error:
        fetch("a\x1b[31m\nb" + "c" * 200, LIMITS)
    assert "\x1b" not in str(error.value)
    assert len(str(error.value)) < 250


@pytest.mark.parametrize(
    ("body", "expected"), [(STORY, "text/html"), ("Only text.", "text/plain"), ("<p>Hi</p>", "text/html")]
)
def test_standard_input_is_html_or_text(body: str, expected: str) -> None:
    """What comes in is recognised by itself."""
    page = fetch("-", LIMITS, io.BytesIO(body.encode()))
    assert (page.source, page.media_type, page.content) == ("-", expected, body.encode())


def test_standard_input_has_the_same_limits_and_errors() -> None:
    """Empty, too large, binary, or not there."""
    with pytest.raises(NotAnArticle, match="Standard input is empty"):
        fetch("-", LIMITS, io.BytesIO())
    with pytest.raises(PageTooLarge):
        fetch("-", replace(LIMITS, file_size=10), io.BytesIO(b"x" * 11))
    with pytest.raises(NotAnArticle, match="an image"):
        fetch("-", LIMITS, io.BytesIO(PNG))
    with pytest.raises(SourceError, match="no standard input"):
        fetch("-", LIMITS)
