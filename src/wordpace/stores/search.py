"""What is searched: an article's words in an index, and what a person types as a question to it.

Scripts that put no spaces between words are taken apart into characters, and so is what is asked for in them: a
phrase of characters finds any part of a text, one character long or more. Letters that have no accent to lose but are
typed without their stroke (Łódź, Straße, Ærø) are indexed a second time as they are typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, literal_column, select, update

from wordpace.holdings import MARKS
from wordpace.records import Article, Block
from wordpace.stores.tables import search

MOST_TERMS = 24
EXCERPT_TOKENS = 32
_WEIGHTS = (8.0, 4.0, 2.0, 6.0, 1.0, 1.0)  # of a find in title, byline, site, tags, text, spellings
_APART = "\u200b"  # no width: what is taken apart looks as it did
_UNSPACED = re.compile(
    r"([\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])"
)
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "ng"}
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\u200b]")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


def put(connection: Connection, number: int, article: Article, site: str | None, tags: Sequence[str]) -> None:
    """Indexes an article under its number in the shelf, in place of what was there."""
    text = _text_of(article.blocks)
    head = " ".join(part for part in (article.title, article.byline) if part)
    row = {
        "rowid": number,
        "title": _apart(article.title or ""),
        "byline": _apart(article.byline or ""),
        "site": site or "",
        "tags": _apart(" ".join(tags)),
        "text": _apart(text),
        "spellings": _apart(" ".join(_spellings(f"{head} {text}"))),
    }
    remove(connection, [number])
    connection.execute(insert(search).values(row))


def put_tags(connection: Connection, number: int, tags: Iterable[str]) -> None:
    """Indexes an article's tags anew."""
    connection.execute(update(search).where(search.c.rowid == number).values(tags=_apart(" ".join(tags))))


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Forgets articles."""
    connection.execute(delete(search).where(search.c.rowid.in_(numbers)))


@dataclass(frozen=True, slots=True)
class Question:
    """What a person typed, as FTS5 asks it."""

    asked: str
    shown: str  # that of it whose finds an excerpt shows; empty: none


def question(typed: str) -> Question | None:
    """What a person typed as a question, whatever they typed; None where there is no word in it.

    All words have to be there, a phrase in quotes as it stands; the last word may be only begun. A single letter that
    begins one is found, but not shown: it is everywhere, and to look for it in an excerpt takes long.
    """
    typed = _CONTROLS.sub(" ", unicodedata.normalize("NFC", typed)).encode("utf-8", "replace").decode()
    asked, shown = [], []
    for match in list(_TERM.finditer(typed))[:MOST_TERMS]:
        plain = match[1] if match[2] is None else match[2]
        words = _WORD.findall(plain)
        if not words:
            continue
        begun = match[2] is not None and match.end() == len(typed) and not _UNSPACED.search(plain[-1])
        asked.append(f'"{_apart(plain)}"{" *" if begun else ""}')
        if not begun or len(words[-1]) > 1:
            shown.append(asked[-1])
    return Question(" AND ".join(asked), " AND ".join(shown)) if asked else None


def hits(asked: str, *, ranked: bool) -> Select[Any]:
    """The numbers of the articles that answer a question, with how well (the lower the better)."""
    rank = func.bm25(literal_column("search"), *_WEIGHTS) if ranked else literal_column("0.0")
    found = select(search.c.rowid.label("number"), rank.label("rank"))
    return found.where(literal_column("search").op("MATCH")(asked))


def excerpts(connection: Connection, shown: str, numbers: Sequence[int]) -> dict[int, str]:
    """Of each article the words around what was found, marked."""
    if not shown:
        return {}
    words = func.snippet(literal_column("search"), 4, *MARKS, "…", EXCERPT_TOKENS)
    found = select(search.c.rowid, words.label("words")).where(
        literal_column("search").op("MATCH")(shown), search.c.rowid.in_(numbers)
    )
    return {row.rowid: _excerpt(row.words) for row in connection.execute(found)}


def _excerpt(words: str) -> str:
    """On one line, characters that belong together marked together."""
    begin, end = MARKS
    whole = words.replace(_APART, "").replace(f"{end}{begin}", "")
    return " ".join(whole.split())


def _text_of(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if block.skip is None and block.role != "title")


def _apart(text: str) -> str:
    plain = _CONTROLS.sub(" ", unicodedata.normalize("NFC", text)).encode("utf-8", "replace").decode()
    return _UNSPACED.sub(f"{_APART}\\1{_APART}", plain)


def _spellings(text: str) -> Iterable[str]:
    """Words as they may be typed, those that the index would not find so."""
    words = dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii())
    for word in words:
        plain = unicodedata.normalize("NFKC", word).casefold()
        typed = plain.translate(_STROKES)
        if typed != unicodedata.normalize("NFC", word).lower():
            yield typed
