"""Pages that hold no article, and what to tell the person who gave one."""

from __future__ import annotations

import re

from wordpace.errors import NotAnArticle
from wordpace.readers import wording
from wordpace.readers.metadata import Metadata
from wordpace.readers.sheet import LINKED, Sheet, runs_of_prose, under_link

SHELL = 400  # characters; a page that shows less and has no article waits for its scripts
FEW_WORDS = 120
PART_WORDS = 400
REACH = 8  # pieces below the article in which a wall stands
LONG_LINE = 300  # characters
MANY_LINKS = 40  # pieces of text
STORIES = 4  # teasers from which a page without any longer text is a list of stories
CONSENT = re.compile(r"cookie|consent|privacy|partners|personal(?:ised)? (?:data|ads)", re.IGNORECASE)
ERROR = re.compile(
    r"(?:^|[|\s])(?:(?:error )?(?:404|403|410|500|502|503)\b(?!\s*(?:people|years|million))|(?:page|file|article"
    r"|story|content) (?:was |is |could )?(?:not|no longer)"
    r" (?:be )?(?:found|available|exist\w*)|access denied|forbidden|(?:internal )?server error"
    r"|service unavailable|bad gateway"
    r"|(?:this|that|the) page (?:does(?:n['’]t| not) exist|can(?:['’]t|not) be found|isn['’]t (?:here|available))"
    r"|oops\b)",
    re.IGNORECASE,
)
LOGIN = re.compile(
    r"(?:^|\| ?)(?:please )?(?:log ?in|sign ?in|login required|sign in to \w+|log in to \w+|account login)\b",
    re.IGNORECASE,
)
PASSWORD = re.compile(r"<input[^>]{0,200}type=[\"']?password", re.IGNORECASE)
SEARCH = re.compile(r"\bsearch results?\b|^(?:\d[\d,]* )?results for\b|\| ?results for\b", re.IGNORECASE)
ROBOT = re.compile(
    r"verify(?:ing)? (?:that )?you are (?:a )?human|checking (?:your browser|if the site connection is secure)"
    r"|unusual traffic"
    r"|are you a robot|complete the (?:captcha|security check)|prove (?:that )?you(?:['’]re| are) (?:not a robot"
    r"|human)",
    re.IGNORECASE,
)
WALL = re.compile(wording.WALL, re.IGNORECASE)
SCRIPTS = re.compile(r"java ?script", re.IGNORECASE)


def check(sheet: Sheet, metadata: Metadata, title: str | None, markup: str) -> None:
    """Raises NotAnArticle, saying why and what to do, where what would be read is no article."""
    shown = sum(len(piece.text) for piece in sheet.pieces)
    if not sheet.read or (shown < SHELL and SCRIPTS.search(" ".join(piece.text for piece in sheet.pieces))):
        if not shown and "<script" not in markup.lower():
            raise NotAnArticle("The page is empty", "Check the address or the file")
        if (shown < SHELL and "<script" in markup.lower()) or any(SCRIPTS.search(piece.text) for piece in sheet.pieces):
            raise NotAnArticle("This page shows nothing without JavaScript", "Save it from a browser and give the file")
        raise NotAnArticle("This page has no article in it", "Give the address of one article")
    _check_message(sheet, metadata, title, markup)
    if _is_stub(sheet, metadata):
        raise NotAnArticle(
            "This page shows only the first paragraph", "Log in in a browser, save the page and give the file"
        )
    if _is_consent_wall(sheet):
        raise NotAnArticle("This page only asks for consent", "Accept it in a browser, save the page and give the file")
    if not metadata.is_article and (_is_list_of_links(sheet) or _is_list_of_stories(sheet)):
        raise NotAnArticle("This page is a list of stories, not one article", "Give the address of one article")


def _check_message(sheet: Sheet, metadata: Metadata, title: str | None, markup: str) -> None:
    """Raises NotAnArticle where a short page is a message of the site to its visitor."""
    prose = sum(len(sheet.pieces[i].text.split()) for i in sheet.read if sheet.is_prose(i))
    if prose >= FEW_WORDS:
        return
    heads = " | ".join([*metadata.titles, title or "", *(p.text for p in sheet.pieces if p.role == "heading")][:8])
    shown = " ".join(piece.text for piece in sheet.pieces)
    if ROBOT.search(shown):
        raise NotAnArticle(
            "This page only asks whether you are a person", "Open it in a browser, save it and give the file"
        )
    if ERROR.search(heads):
        raise NotAnArticle("This page is an error message, not an article", "Check the address")
    if LOGIN.search(heads) and (PASSWORD.search(markup) or prose < FEW_WORDS // 4):
        raise NotAnArticle("This page asks you to log in", "Log in in a browser, save the page and give the file")
    if SEARCH.search(heads) and not metadata.is_article:
        raise NotAnArticle("This page is a list of search results, not one article", "Give the address of one article")


def _is_stub(sheet: Sheet, metadata: Metadata) -> bool:
    """Whether little more than the first paragraph is there, and the rest has to be paid for."""
    return _words_read(sheet) < FEW_WORDS and (not metadata.is_free or _has_wall(sheet))


def is_cut_off(sheet: Sheet, metadata: Metadata) -> bool:
    """Whether the article may go on for those who pay, though a good part of it is there."""
    return _words_read(sheet) < PART_WORDS and (not metadata.is_free or _has_wall(sheet)) and _has_wall(sheet)


def _has_wall(sheet: Sheet) -> bool:
    """Whether a line below the beginning of the article says that the rest is for those who pay."""
    last = sheet.read[-1]
    after = [piece.text for piece in sheet.pieces[sheet.read[0] : last + REACH] if len(piece.text) < LONG_LINE]
    return any(WALL.search(text) for text in after)


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
