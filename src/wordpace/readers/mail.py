"""A message -> Article: a newsletter, a letter, or a web page that a browser saved in the form of a message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wordpace.errors import NotAnArticle
from wordpace.readers.bylines import people
from wordpace.readers.letter_lines import parts_of_text
from wordpace.readers.message import Letter, read_letter, without_decoration
from wordpace.readers.newsletter import mail_meaning, skip_around
from wordpace.readers.replies import skip_replies
from wordpace.readers.structure import Part, parts_of
from wordpace.readers.trees import page_tree
from wordpace.records import Article, Block

MOSTLY = (
    0.5  # share of a letter's words that names of classes may take out of it, or that one of its two forms may lack
)
_HOUSE = re.compile(
    r"(?<!\s)\s+(?:from|at|of|@|\||via|-|–|—)\s+|(?:(?<!\s)\s+)?[(,]"
)  # what stands between a person and a house
_TITLE = re.compile(
    r"^(?:the|an?)\b|\b(?:newsletters?|letters?|weekly|daily|morning|evening|digest|brief(?:ing)?|dispatch|news|review"
    r"|journal|report|club|notes|bulletin|gazette|roundup|updates?)\b",
    re.IGNORECASE,
)


def read_mail(content: bytes, url: str | None = None) -> Article:
    """The text of a message. Raises NotAnArticle where it has none, or SourceError."""
    letter = read_letter(content)
    if letter.page is not None and letter.markup is not None:
        from wordpace.readers.html import read_html

        return read_html(letter.markup, letter.page if letter.page.startswith("http") else url)
    parts, forwarded = skip_replies(_parts(letter), passed_on=letter.forwarded)
    inner = letter.forwarded and forwarded.sender
    sender = forwarded.sender.partition("<")[0].strip(' "') if inner else letter.sender
    title = without_decoration(forwarded.subject) if inner and forwarded.subject else letter.subject
    blocks = [part.block for part in skip_around(parts, title, sender)]
    if not any(block.skip is None for block in blocks):
        raise NotAnArticle("This message has no text in it", "Open it in your mail program, and save its text")
    byline = _person(sender)
    return Article(
        title=title or None,
        blocks=(*([Block("title", title)] if title else []), *([Block("byline", byline)] if byline else []), *blocks),
        byline=byline,
        published=letter.published,
        url=url,
    )


def _parts(letter: Letter) -> list[Part]:
    """The form that has the text: some messages hold it in both, some only in one."""
    marked = _parts_of_markup(letter.markup) if letter.markup else []
    plain = parts_of_text(letter.text) if letter.text else []
    return plain if _words(marked) < MOSTLY * _words(plain) else marked


def _parts_of_markup(markup: str) -> list[Part]:
    tree = page_tree(markup)
    body = None if tree is None else tree.find("body")
    if body is None:
        return []
    parts = parts_of(body, mail_meaning)
    everything = sum(len(part.block.text.split()) for part in parts)
    return parts if _words(parts) >= MOSTLY * everything else parts_of(body)


def _words(parts: Sequence[Part]) -> int:
    return sum(len(part.block.text.split()) for part in parts if part.block.skip is None)


def _person(sender: str) -> str | None:
    """ "Ann Lee from Vell Letters" -> "Ann Lee"; None for a newsletter's own name."""
    name = _HOUSE.split(sender, maxsplit=1)[0]
    return None if _TITLE.search(name) else people([name])
