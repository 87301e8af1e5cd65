"""Page -> Article: the right reader, and the child process with its limits."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from wordpace.errors import NotAnArticle, PageTimedOut, SourceError
from wordpace.pipeline.extract import ExtractLimits, Extractor, extract
from wordpace.readers.media_types import recognised
from wordpace.records import Page

PAGES = Path(__file__).parent.parent / "pages"
MB = 1_000_000


def page(name: str, media_type: str) -> Page:
    """One of our own pages."""
    return Page(name, (PAGES / name).read_bytes(), media_type)


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    """One for all tests of this module: its child stays warm."""
    with Extractor() as extractor:
        yield extractor


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("harbour.html", "text/html"), ("harbour.txt", "text/plain"), ("harbour.md", "text/markdown")],
)
def test_each_kind_of_page_has_its_reader(extractor: Extractor, name: str, media_type: str) -> None:
    """The same story comes out of all of them."""
    article = extractor.extract(page(name, media_type))
    assert article.title == "Storm closes the harbour of Vell for a third day"
    assert article.byline == "Ann Lee and Bo Ruiz"


STORY = "<p>The harbour was shut on Tuesday, and nobody in the town could say when it would open again.</p>"
MESSAGE = (
    f"From: Ann Lee <a@v.example>\nSubject: The storm\nMIME-Version: 1.0\nContent-Type: text/html\n\n{STORY}".encode()
)
FEED = (
    '<rss version="2.0"><channel><title>Vell</title><item><title>The storm</title>'
    f"<description><![CDATA[{STORY}]]></description></item></channel></rss>"
).encode()


def a_book() -> bytes:
    """An EPUB of one chapter."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="b.opf"/></container>')
        archive.writestr(
            "b.opf",
            "<package><metadata><title>The storm</title></metadata><manifest>"
            '<item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("a.xhtml", f"<html><body>{STORY}</body></html>")
    return buffer.getvalue()


@pytest.mark.parametrize("content", [a_book(), FEED, MESSAGE], ids=["book", "feed", "message"])
@pytest.mark.parametrize("declared", [None, "text/html", "application/octet-stream"])
def test_books_feeds_and_messages_are_known_by_their_content(
    extractor: Extractor, content: bytes, declared: str | None
) -> None:
    """Whatever they are declared to be, or not."""
    kind = recognised(content, declared, "The source")
    article = extractor.extract(Page("source", content, kind))
    assert (article.title, article.blocks[-1].text) == ("The storm", STORY[3:-4])


def test_the_child_is_kept_for_the_next_page(extractor: Extractor) -> None:
    """Starting it costs more than reading a page."""
    extractor.extract(page("harbour.html", "text/html"))
    first = extractor._child
    extractor.extract(page("harbour.html", "text/html"))
    assert extractor._child is first is not None


def test_text_needs_no_child() -> None:
    """And none of the libraries that HTML needs."""
    code = (
        "import sys; from wordpace.pipeline.extract import extract; "
        "from wordpace.records import Page; "
        "extract(Page('a', b'Hello there', 'text/plain')); "
        "print([m for m in ('lxml', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_page_that_takes_too_long_is_stopped() -> None:
    """The child is ended, one line says so, and the next page finds a new child."""
    with Extractor(ExtractLimits(seconds=0.01)) as extractor:
        with pytest.raises(PageTimedOut, match=r"0\.01 seconds"):
            extractor.extract(page("harbour.html", "text/html"))
        assert extractor._child is None


def test_a_page_that_takes_too_much_memory_is_refused() -> None:
    """Whatever it does in the child, it comes back as one line."""
    markup = b"<p>" + b"<b a=1>words and </b>" * 300_000
    with Extractor(ExtractLimits(seconds=30, memory_bytes=250 * MB)) as extractor, pytest.raises(SourceError) as raised:
        extractor.extract(Page("big", markup, "text/html"))
    assert raised.value.hint


def test_a_child_that_died_is_replaced(extractor: Extractor) -> None:
    """A crash costs no more than its page."""
    extractor.extract(page("harbour.html", "text/html"))
    assert extractor._child is not None
    extractor._child.kill()
    extractor._child.wait()
    assert extractor.extract(page("harbour.html", "text/html")).title


def test_an_error_of_the_child_keeps_its_kind_and_words(extractor: Extractor) -> None:
    """The listener reads the same line as if there were no child."""
    with pytest.raises(NotAnArticle, match="empty") as raised:
        extractor.extract(Page("a.html", b"<html></html>", "text/html"))
    assert raised.value.hint


def test_an_empty_page_is_no_article() -> None:
    """Of any kind."""
    for media_type in ("text/html", "text/plain", "text/markdown"):
        with pytest.raises(NotAnArticle):
            extract(Page("a", b" \n", media_type))


def test_a_declared_character_set_reaches_the_child(extractor: Extractor) -> None:
    """The page is decoded there."""
    markup = (
        "<h1>Café Vell</h1>" + "<p>Le café était fermé, et les îles manquaient de pain et de lait depuis lundi.</p>" * 3
    )
    article = extractor.extract(Page("a.html", markup.encode("latin-1"), "text/html", charset="iso-8859-1"))
    assert article.title == "Café Vell"
