"""Markdown -> Article."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import NotAnArticle
from wordpace.readers.markdown import read_markdown
from wordpace.records import Article

PAGES = Path(__file__).parent.parent / "pages"


@pytest.fixture(scope="module")
def harbour() -> Article:
    """Our page with every kind of block in it."""
    return read_markdown((PAGES / "harbour.md").read_text(encoding="utf-8"))


def test_blocks_have_their_roles(harbour: Article) -> None:
    """In the order of the source."""
    assert [block.role for block in harbour.blocks if block.skip is None] == [
        *("title", "standfirst", "byline", "caption", "paragraph", "paragraph", "paragraph", "heading", "paragraph"),
        *("list-item", "list-item", "list-item", "quote", "table", "table", "paragraph"),
    ]


def test_links_are_read_by_their_text_and_marks_not_at_all(harbour: Article) -> None:
    """Emphasis, footnote marks and addresses are not said."""
    text = " ".join(block.text for block in harbour.blocks if block.skip is None)
    assert "bakers on the islands of Orm and Sill said" in text
    assert "We have never seen" in text
    assert "/orm" not in text
    assert "[^1]" not in text


def test_code_and_footnotes_are_skipped_with_their_reason(harbour: Article) -> None:
    """They are kept."""
    assert {block.skip: block.text for block in harbour.blocks if block.skip} == {
        "code": "wind = 31",
        "footnote": "In a call on Thursday.",
    }


def test_front_matter_becomes_metadata(harbour: Article) -> None:
    """Title, standfirst, byline, date and section."""
    assert harbour.title == "Storm closes the harbour of Vell for a third day"
    assert harbour.byline == "Ann Lee and Bo Ruiz"
    assert harbour.published == "2026-03-12"
    assert harbour.section == "Islands"


def test_the_first_heading_is_the_title() -> None:
    """Where there is no front matter."""
    article = read_markdown("# The harbour\n\nIt was shut.\n")
    assert article.title == "The harbour"
    assert [block.text for block in article.blocks] == ["The harbour", "It was shut."]


def test_a_line_of_dashes_is_not_front_matter() -> None:
    """Text below a rule is text."""
    article = read_markdown("It was shut.\n\n---\n\nIt opened.\n")
    assert [block.text for block in article.blocks] == ["It was shut.", "It opened."]


def test_an_empty_source_is_no_article() -> None:
    """One line that says so."""
    with pytest.raises(NotAnArticle, match="empty"):
        read_markdown("\n\n")
