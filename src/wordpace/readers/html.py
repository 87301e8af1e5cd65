"""HTML -> Article."""

from __future__ import annotations

import re

from lxml import etree, html

from wordpace.errors import NotAnArticle
from wordpace.readers.blocks import blocks_of
from wordpace.readers.cuts import (
    cut_after_end,
    cut_before_title,
    skip_bios,
    skip_foreign,
    skip_gallery_lists,
    skip_repeats,
    trim_ends,
)
from wordpace.readers.headline import find_byline, find_standfirst, find_title
from wordpace.readers.markup import slimmed
from wordpace.readers.metadata import Metadata, read_metadata
from wordpace.readers.not_article import check, is_cut_off
from wordpace.readers.opinion import chosen
from wordpace.readers.other_stories import notices, skip_other_stories
from wordpace.readers.pieces import Element, pieces_of
from wordpace.readers.rescue import rescue_html
from wordpace.readers.sheet import Sheet
from wordpace.readers.verdicts import judge, recover
from wordpace.records import Article, Block

DEEP = 1000  # levels of nesting from which the parser begins to drop text
OPINION_BYTES = 4_000_000  # of markup, from which trafilatura would take too long
OPINION_PIECES = 10_000
MOST_ELEMENTS = 60_000
MOST_PIECES = 40_000
LONGEST_PIECE = 300_000  # characters
CUT_OFF = "This page may show only the beginning of the article."
TAIL = 60  # pieces after the article's last that are listed as skipped
_INNER = re.compile(r"</?(?!(?:p|h[1-6]|li|br|title|meta|head|body|html|script|style|figcaption)\b)[a-zA-Z][^<>]*>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class TooHard(Exception):
    """The page is larger or more tangled than can be read in good time."""


def read_html(markup: str, url: str | None = None, opinion_seconds: float = 6.0) -> Article:
    """The article of a page of HTML; trafilatura is asked for at most so many seconds. Raises NotAnArticle."""
    try:
        return _read(markup, url, opinion_seconds)
    except (TooHard, RecursionError, MemoryError):
        return rescue_html(markup, url)


def _read(markup: str, url: str | None, opinion_seconds: float) -> Article:
    tree = _parse(markup)
    body = None if tree is None else tree.find("body")
    if tree is None or body is None:
        raise NotAnArticle("The page is empty", "Check the address or the file")
    metadata = read_metadata(tree, url)
    pieces = pieces_of(body)
    if len(pieces) > MOST_PIECES or any(len(piece.text) > LONGEST_PIECE for piece in pieces):
        raise TooHard
    small = len(markup) <= OPINION_BYTES and len(pieces) <= OPINION_PIECES
    sheet = judge(pieces, chosen(tree, pieces, opinion_seconds) if small else [False] * len(pieces))
    title = find_title(sheet, metadata)
    recover(sheet)
    cut_before_title(sheet)
    skip_other_stories(sheet)
    skip_foreign(sheet)
    skip_gallery_lists(sheet)
    find_standfirst(sheet, metadata)
    cut_after_end(sheet)
    skip_repeats(sheet, title)
    byline = metadata.byline or find_byline(sheet, metadata.site)
    skip_bios(sheet, byline)
    trim_ends(sheet)
    check(sheet, metadata, title, markup)
    return _article(sheet, metadata, title, byline)


def _parse(markup: str) -> Element | None:
    markup = slimmed(_DECLARATION.sub("", markup))
    tree = _tree(markup)
    elements = 0 if tree is None else tree.xpath("count(//*)")
    if elements > MOST_ELEMENTS:
        raise TooHard
    if tree is not None and elements >= DEEP and _depth(tree) >= DEEP:
        return _tree(_INNER.sub(" ", markup))
    return tree


def _tree(markup: str) -> Element | None:
    # Bytes, because lxml refuses strings that declare an encoding; one parser per page, as parsers keep state.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except etree.ParserError:  # there is no element in it
        return None
    except etree.XMLSyntaxError as error:  # out of memory: this parser forgives everything else
        raise TooHard from error


def _depth(tree: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _article(sheet: Sheet, metadata: Metadata, title: str | None, byline: str | None) -> Article:
    standfirst = None if sheet.standfirst is None else sheet.pieces[sheet.standfirst].text
    blocks = [Block("title", title)] if title else []
    blocks += [Block("standfirst", standfirst)] if standfirst else []
    blocks += [Block("byline", byline)] if byline else []
    return Article(
        title=title,
        blocks=(*blocks, *_body(sheet, byline)),
        standfirst=standfirst,
        byline=byline,
        section=metadata.section,
        published=metadata.published,
        updated=metadata.updated,
        language=metadata.language,
        url=metadata.url,
        image=metadata.image,
        image_text=metadata.image_text,
        notices=(*notices(sheet), *([CUT_OFF] if is_cut_off(sheet, metadata) else [])),
    )


def _body(sheet: Sheet, byline: str | None) -> list[Block]:
    """What is read, and what stands between it and a little below it with the reason why it is not."""
    read = set(sheet.read)
    first = min(read) if sheet.title is None else min(*read, sheet.title)

    def is_shown(i: int) -> bool:
        own = sheet.reasons[i] == "byline" and byline is not None and byline in sheet.pieces[i].text
        return i not in {sheet.title, sheet.standfirst} and not own  # those are blocks of their own already

    shown = filter(is_shown, range(first, min(len(sheet.pieces), max(read) + TAIL)))
    return blocks_of(sheet, list(shown), read - {sheet.title, sheet.standfirst})
