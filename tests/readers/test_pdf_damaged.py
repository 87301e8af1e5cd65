"""PDFs that are damaged, locked, empty, too long, or pictures of pages."""

from __future__ import annotations

import re
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.test_pdf import FULL, TOP, paper, said

from press import HEIGHT, MARGIN, WIDTH, Press, prose
from wordpace.errors import NotAnArticle, SourceError, WordpaceError
from wordpace.pipeline.extract import Extractor
from wordpace.readers import media_types
from wordpace.readers.pdf import read_pdf
from wordpace.records import Page


def test_metadata_that_say_nothing_are_not_believed() -> None:
    """Programs write file names into the title."""
    press = Press()
    press.canvas.setTitle("Microsoft Word - draft_final2.doc")
    press.paragraph(prose(80, 1), MARGIN, TOP, FULL)
    assert read_pdf(press.pdf()).title is None


# What can't be read


def test_a_scan_says_what_to_do() -> None:
    """A picture of a page holds no text."""
    press = Press()
    press.picture(0, 0, WIDTH, HEIGHT)
    with pytest.raises(NotAnArticle, match=r"is a scan: it holds pictures of pages, no text\. Run it through OCR"):
        read_pdf(press.pdf())


def test_a_page_that_is_a_picture_is_told_of() -> None:
    """The rest is read."""
    press, text = Press(), prose(80, 1)
    press.paragraph(text, MARGIN, TOP, FULL)
    press.next_page()
    press.picture(0, 0, WIDTH, HEIGHT)
    article = read_pdf(press.pdf())
    assert said(article) == [text]
    assert article.notices == ("Page 2 is a picture without text, and was not read.",)


def test_a_locked_file_says_so() -> None:
    """Without its password nothing can be read; one that only forbids printing opens."""
    press = Press(password="tide")
    press.paragraph(prose(80, 1), MARGIN, TOP, FULL)
    with pytest.raises(SourceError, match="locked with a password"):
        read_pdf(press.pdf())
    open_press, text = Press(password="", owner="tide"), prose(80, 1)
    open_press.paragraph(text, MARGIN, TOP, FULL)
    assert said(read_pdf(open_press.pdf())) == [text]


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + bytes(range(256)) * 20, b"%PDF-1.4\n%%EOF", b"%PDF-"])
def test_garbage_is_one_clear_line(content: bytes) -> None:
    """It begins like a PDF and is none."""
    with pytest.raises(SourceError, match="damaged or cut short"):
        read_pdf(content)


def test_a_file_without_pages_says_so() -> None:
    """Or, as its maker left it, one that can't be opened."""
    whole = paper([prose(30, 1)])
    with pytest.raises(SourceError):
        read_pdf(re.sub(rb"/Count 1", b"/Count 0", re.sub(rb"/Kids \[[^]]*\]", b"/Kids []", whole)))


def test_a_file_cut_short_gives_what_is_left_or_a_reason() -> None:
    """Wherever it was cut."""
    whole = paper(prose(60, seed) for seed in range(5))
    for part in range(1, 10):
        try:
            assert read_pdf(whole[: len(whole) * part // 10]).blocks
        except WordpaceError as error:
            assert error.hint


def test_a_page_as_large_as_a_field_is_read() -> None:
    """Nothing is ever drawn, so its size costs nothing."""
    press, text = Press(), prose(60, 1)
    press.canvas.setPageSize((2e6, 2e6))
    press.paragraph(text, MARGIN, TOP, FULL)
    assert said(read_pdf(press.pdf())) == [text]


def test_what_takes_too_long_is_read_as_far_as_time_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The article says how far that was."""
    clock = count()
    monkeypatch.setattr("wordpace.readers.pdf_letters.time.monotonic", lambda: float(next(clock)))
    press = Press()
    for seed in range(40):
        press.paragraph(prose(300, seed), MARGIN, TOP, FULL)
        press.next_page()
    content = press.pdf()
    article = read_pdf(content, seconds=20)
    assert re.fullmatch(
        r"Only the first \d+ of 40 pages were read, as the rest would take too long.", article.notices[0]
    )
    with pytest.raises(SourceError, match="too large or too complicated"):
        read_pdf(content, seconds=0)


SEED = paper([prose(40, 1), prose(40, 2)])


@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=12))
@settings(max_examples=40)
def test_damaged_bytes_give_an_article_or_a_reason(damage: list[tuple[int, bytes]]) -> None:
    """Never another error."""
    content = bytearray(SEED)
    for at, new in damage:
        content[at : at + len(new)] = new
    try:
        article = read_pdf(bytes(content))
    except WordpaceError as error:
        assert error.message
    else:
        assert any(block.text for block in article.blocks)
        assert all(0 <= a.start < a.end <= len(b.text) for b in article.blocks for a in b.asides)
        assert all(one.end <= two.start for b in article.blocks for one, two in pairwise(b.asides))


def test_the_child_reads_pdfs_too() -> None:
    """As the pipeline asks it to; what it can't read comes back as the same error."""
    text = prose(60, 1)
    with Extractor() as extractor:
        assert said(extractor.extract(Page("a.pdf", paper([text]), media_types.PDF))) == [text]
        with pytest.raises(SourceError, match="damaged"):
            extractor.extract(Page("a.pdf", b"%PDF-1.7 and nothing more", media_types.PDF))
