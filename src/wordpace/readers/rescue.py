"""Pages of HTML that are too hard for our own way: their plain text, as resiliparse finds it."""

from __future__ import annotations

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from wordpace.errors import NotAnArticle
from wordpace.readers.furniture import reason_of
from wordpace.readers.markup import slimmed
from wordpace.records import Article, Block

FEW_WORDS = 40
MOST_TEXT = 3_000_000  # characters, some fifty hours of listening
HARD = "This page is too complicated to be read exactly, so some of it may be missing or out of place."
CUT = "This page is very long, so only its first part is here."


def rescue_html(markup: str, url: str | None = None) -> Article:
    """What can be had of a hard page. Raises NotAnArticle where that is next to nothing."""
    tree = HTMLTree.parse(slimmed(markup))
    text = _text(tree, main=True)
    if len(text.split(None, FEW_WORDS)) <= FEW_WORDS:
        text = _text(tree, main=False)
    if len(text.split(None, FEW_WORDS)) <= FEW_WORDS:
        raise NotAnArticle("This page has no article in it", "Give the address of one article")
    title = " ".join((tree.title or "").split()) or None
    blocks = [Block("title", title)] if title else []
    lines = (" ".join(line.split()) for line in text[:MOST_TEXT].split("\n"))
    blocks += [Block("paragraph", line, reason_of(line)) for line in lines if line and line != title]
    return Article(title, tuple(blocks), url=url, notices=(HARD, CUT) if len(text) > MOST_TEXT else (HARD,))


def _text(tree: HTMLTree, *, main: bool) -> str:
    return str(extract_plain_text(tree, main_content=main, alt_texts=False, links=False, list_bullets=False))
