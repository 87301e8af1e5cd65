"""Pages that hold no article, and what to tell the person who gave one."""

from __future__ import annotations

import re

from wordpace.errors import NotAnArticle
from wordpace.readers.metadata import Metadata
from wordpace.readers.sheet import LINKED, Sheet, runs_of_prose, under_link

SHELL = 400  # characters; a page that shows less and has no article waits for its scripts
FEW_WORDS = 120
MANY_LINKS = 40  # pieces of text
STORIES = 4  # teasers from which a page without any longer text is a list of stories
CONSENT = re.compile(r"cookie|consent|privacy|partners|personal(?:ised)? (?:data|ads)", re.IGNORECASE)
SCRIPTS = re.compile(r"java ?script", re.IGNORECASE)


def check(sheet: Sheet, metadata: Metadata, markup: str) -> None:
    """Raises NotAnArticle, saying why and what to do, where what would be read is no article."""
    shown = sum(len(piece.text) for piece in sheet.pieces)
    if not sheet.read or (shown < SHELL and SCRIPTS.search(" ".join(piece.text for piece in sheet.pieces))):
        if not shown and "<script" not in markup.lower():
            raise NotAnArticle("The page is empty", "Check the address or the file")
        if (shown < SHELL and "<script" in markup.lower()) or any(SCRIPTS.search(piece.text) for piece in sheet.pieces):
            raise NotAnArticle("This page shows nothing without JavaScript", "Save it from a browser and give the file")
        raise NotAnArticle("This page has no article in it", "Give the address of one article")
    if _is_consent_wall(sheet):
        raise NotAnArticle("This page only asks for consent", "Accept it in a browser, save the page and give the file")
    if not metadata.is_article and (_is_list_of_links(sheet) or _is_list_of_stories(sheet)):
        raise NotAnArticle("This page is a list of stories, not one article", "Give the address of one article")


def _words_read(sheet: Sheet) -> int:
    return sum(len(sheet.pieces[i].text.split()) for i in sheet.read)


def _is_consent_wall(sheet: Sheet) -> bool:
    read = [sheet.pieces[i].text for i in sheet.read]
    asking = sum(len(text) for text in read if CONSENT.search(text))
    return (
        _words_read(sheet) < 3 * FEW_WORDS and asking > 0.6 * sum(map(len, read)) and "cookie" in " ".join(read).lower()
    )


def _is_list_of_links(sheet: Sheet) -> bool:
    links = sum(piece.link_share >= LINKED for piece in sheet.pieces)
    prose = sum(sheet.is_prose(i) for i in sheet.read)
    return _words_read(sheet) < FEW_WORDS and prose <= 1 and links >= MANY_LINKS


def _is_list_of_stories(sheet: Sheet) -> bool:
    """Whether every paragraph stands alone under a link of its own."""
    prose = [i for i in sheet.read if sheet.is_prose(i)]
    alone = len(runs_of_prose(sheet, prose)) == len(prose)
    return len(prose) >= STORIES and alone and all(under_link(sheet, i) for i in prose)
