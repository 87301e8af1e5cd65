"""Other stories on the page, appended below the article or mixed in among its parts."""

from __future__ import annotations

import re

from wordpace.readers.pieces import Element
from wordpace.readers.sheet import LINKED, Sheet, parent_of

NEAR = 4  # pieces below a headline where its byline or date stands
OWN = 0.35  # share of the article's text from which such parts are the article: a list of events, a live blog
UNSURE_WORDS = 80  # of a part that may be another story
SHARED = 0.06  # share of a part's long words that the rest has, below which it speaks of something else
LONG_WORD = re.compile(r"[^\W\d_]{6,}")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{2,}")
NOTICE = "Part of this may be another story."
_WEAK = frozenset({None, "promo", "boilerplate", "navigation"})


def skip_other_stories(sheet: Sheet) -> None:
    """Skips what has a headline of its own, with a byline or a date of its own below it, apart from the article's."""
    if sheet.title is None:
        return
    found: set[int] = set()
    for i in range(sheet.title + 1, len(sheet.pieces)):
        if i not in found and _is_headline(sheet, i) and _is_signed(sheet, i):
            found.update(_below(sheet, i, sheet.title))
    read = set(sheet.read)
    if sum(len(sheet.pieces[i].text) for i in found & read) < OWN * sum(len(sheet.pieces[i].text) for i in read):
        for i in found - {sheet.standfirst}:
            if sheet.reasons[i] in _WEAK and (i in read or sheet.is_prose(i) or sheet.pieces[i].role == "heading"):
                sheet.reasons[i] = "other-story"


def _is_headline(sheet: Sheet, i: int) -> bool:
    """Whether a heading leads to a page of its own, heads the page again, or stands in another <article>."""
    piece = sheet.pieces[i]
    if piece.role != "heading" or sheet.title is None or sheet.reasons[i] == "duplicate":
        return False
    own, other = (_article_of(sheet.pieces[j].path) for j in (sheet.title, i))
    apart = own is not None and other is not None and own is not other and own not in sheet.pieces[i].path
    return piece.link_share >= LINKED or piece.element.tag == "h1" or apart


def _article_of(path: tuple[Element, ...]) -> Element | None:
    return next((element for element in reversed(path) if element.tag == "article"), None)


def _is_signed(sheet: Sheet, i: int) -> bool:
    """Whether a byline or a date stands below a headline, before any text."""
    for j in range(i + 1, min(i + 1 + NEAR, len(sheet.pieces))):
        if sheet.reasons[j] in {"byline", "date"}:
            return True
        if sheet.is_prose(j):
            return False
    return False


def _below(sheet: Sheet, i: int, title: int) -> list[int]:
    """What belongs to a headline: its part of the page, which the article's headline is not in, else all below it."""
    outside = set(sheet.pieces[title].path)
    part = next((e for e in sheet.pieces[i].path if e not in outside and e is not sheet.pieces[i].element), None)
    if part is not None and any(part in sheet.pieces[j].path for j in range(title + 1, i)):
        part = None  # the article's own text stands there, too
    among = range(i, len(sheet.pieces))
    return [j for j in among if part is None or part in sheet.pieces[j].path]


def notices(sheet: Sheet) -> tuple[str, ...]:
    """What a listener should know where it is not certain what belongs to the article."""
    read = {i: sheet.pieces[i].text for i in sheet.read}
    half = sum(map(len, read.values())) / 2
    parts = [part for part in _parts(sheet) if _is_unsure([read[i] for i in part], half)]
    if not parts:
        return ()
    names = {i: set(NAME.findall(text)) for i, text in read.items()}
    words = {i: {word.lower() for word in LONG_WORD.findall(text)} for i, text in read.items()}
    return (NOTICE,) if any(_is_strange(part, names, words) for part in parts) else ()


def _parts(sheet: Sheet) -> list[list[int]]:
    """The runs of paragraphs that are read and stand in one place of the page each."""
    parts: list[list[int]] = []
    for i in sheet.read:
        if not sheet.is_prose(i):
            continue
        if parts and parent_of(sheet.pieces[parts[-1][-1]]) is parent_of(sheet.pieces[i]):
            parts[-1].append(i)
        else:
            parts.append([i])
    return parts


def _is_unsure(part: list[str], half: float) -> bool:
    """Whether a part is long enough to be another story, and no more than half of what is read."""
    return len(part) >= 2 and sum(map(len, part)) <= half and sum(len(text.split()) for text in part) >= UNSURE_WORDS


def _is_strange(part: list[int], names: dict[int, set[str]], words: dict[int, set[str]]) -> bool:
    """Whether a part names nobody whom the rest names, and has hardly a word of it."""
    own, others = _inside_and_outside(names, part)
    if own & others:
        return False
    own, others = _inside_and_outside(words, part)
    return len(own & others) < SHARED * len(own)


def _inside_and_outside(found: dict[int, set[str]], part: list[int]) -> tuple[set[str], set[str]]:
    inside = set[str]().union(*(found[i] for i in part))
    return inside, set[str]().union(*(each for i, each in found.items() if i not in part))
