"""A feed -> Article: its stories as chapters, in the feed's own order; a feed of one story is that story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wordpace.errors import NotAnArticle
from wordpace.readers.feed_items import Feed, Item, paragraphs, read_items
from wordpace.readers.package import language_tag
from wordpace.readers.structure import Part, parts_of
from wordpace.readers.sweep import is_cut_off, sweep
from wordpace.records import Article, Block

SUMMARY_WORDS = 100  # a longer description is the whole story
DEEPEST = 6


def read_feed(content: bytes, url: str | None = None) -> Article:
    """The stories of a feed as one article. Raises NotAnArticle where it has none, SourceError where it is broken."""
    feed = read_items(content)
    articles = _articles(feed)
    if len(articles) == 1:
        return articles[0]
    body = [block for article in articles for block in _chapter(article)]
    return Article(
        title=feed.title,
        blocks=(*([Block("title", feed.title)] if feed.title else []), *body),
        published=next((article.published for article in articles if article.published), None),
        language=language_tag(feed.language),
        url=url,
        notices=tuple(_notices(feed, articles)),
    )


def items_of(content: bytes) -> tuple[Article, ...]:
    """The stories of a feed, an article each. Raises what `read_feed` raises."""
    return tuple(_articles(read_items(content)))


def _articles(feed: Feed) -> list[Article]:
    found = [_article(item, feed) for item in feed.items]
    found = [article for article in found if any(block.skip is None for block in article.blocks)]
    if not found:
        raise NotAnArticle("This feed has no stories in it", "Give the address of a story")
    return found


def _article(item: Item, feed: Feed) -> Article:
    parts = parts_of(item.body) if item.body is not None else []
    parts += [Part(Block("paragraph", text)) for text in paragraphs(item.text or "")]
    blocks = sweep(parts, item.title)
    title = [Block("title", item.title)] if item.title else []
    byline = [Block("byline", item.byline)] if item.byline else []
    return Article(
        title=item.title,
        blocks=(*title, *byline, *blocks),
        byline=item.byline,
        published=item.published,
        language=language_tag(feed.language),
        url=item.url,
        notices=("The feed gives only a summary of this story.",) if _is_summary(item, parts) else (),
    )


def _is_summary(item: Item, parts: Sequence[Part]) -> bool:
    """Whether a story is cut off, or too short for a place that may hold a summary."""
    last = next((part.block.text for part in reversed(parts) if part.block.text), "")
    if is_cut_off(last):
        return True
    return not item.full and 0 < sum(len(part.block.text.split()) for part in parts) < SUMMARY_WORDS


def _chapter(article: Article) -> Iterator[Block]:
    """An article as a part of a longer one."""
    for block in article.blocks:
        match block.role:
            case "title":
                yield Block("heading", block.text, level=1)
            case "heading":
                yield replace(block, level=min(block.level + 1, DEEPEST))
            case _:
                yield block


def _notices(feed: Feed, articles: Sequence[Article]) -> Iterator[str]:
    if all(article.notices for article in articles):
        yield "This feed gives only summaries of its stories."
    elif short := sum(bool(article.notices) for article in articles):
        yield f"This feed gives only summaries of {short} of its {len(articles)} stories."
    if feed.broken:
        yield "This feed is broken, and stories may be missing at its end."
