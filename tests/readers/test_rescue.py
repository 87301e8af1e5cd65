"""Pages that are too hard for our own way still give an article, or a reason."""

from __future__ import annotations

import pytest

from wordpace.errors import NotAnArticle
from wordpace.pipeline.extract import Extractor
from wordpace.readers.html import read_html
from wordpace.readers.markup import slimmed
from wordpace.readers.rescue import HARD, rescue_html
from wordpace.records import Page

TEXT = "The harbour of Vell stayed closed for a third day on Thursday as waves of six metres broke over its walls."
STORY = f"<title>Storm over Vell</title><article>{f'<p>{TEXT}</p>' * 4}</article>"


def test_the_rescue_gives_title_text_and_a_notice() -> None:
    """And no more than plain paragraphs."""
    article = rescue_html(STORY)
    assert article.title == "Storm over Vell"
    assert TEXT in [block.text for block in article.blocks if block.role == "paragraph"]
    assert article.notices == (HARD,)


def test_the_rescue_of_nothing_is_no_article() -> None:
    """It never gives an empty article."""
    with pytest.raises(NotAnArticle):
        rescue_html("<div>" * 30_000)


def test_a_page_of_very_many_elements_is_rescued() -> None:
    """It is not walked through one by one."""
    article = read_html(STORY + "<i>x</i>" * 70_000)
    assert TEXT in [block.text for block in article.blocks]
    assert HARD in article.notices


def test_a_page_of_a_hundred_thousand_links_is_read_within_the_limits() -> None:
    """In the child, with its memory limited."""
    links = "".join(f"<li><a href='/{i}'>Link number {i}</a></li>" for i in range(100_000))
    with Extractor() as extractor:
        article = extractor.extract(Page("a.html", f"{STORY}<ul>{links}</ul>".encode(), "text/html"))
    assert TEXT in [block.text for block in article.blocks]


def test_pictures_inside_addresses_and_huge_tags_are_left_out() -> None:
    """The words around them stay."""
    markup = f"<p>a<img src='data:image/png;base64,{'A' * 5000}' alt='b'>c</p><div {'x=1 ' * 9000}>d</div>"
    assert slimmed(markup) == "<p>a<img src='data:,' alt='b'>c</p><div>d</div>"
