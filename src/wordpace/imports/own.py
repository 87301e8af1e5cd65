"""Wordpace's own export, file by file: what `library.export` wrote comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, get_args

from wordpace.imports.archives import TEXT_BYTES, Archive, Damaged
from wordpace.imports.entries import Entry, Restored, Unusable
from wordpace.records import Article, Role, article_of

MARK = "wordpace.json"
FORMAT = 1  # the newest that is known
ARTICLES = "articles/"
_LATER = (
    "settings.json",
    "choices.json",
    "lexicon.tsv",
    "queue.json",
    "heard.json",
)  # in this order, after the articles
HEARD = "heard.json"
MOST_LIST = 60_000_000  # bytes of what was heard, in years
MOST_ROW = 5000  # characters of one stretch
AT_ONCE = 1000  # stretches


def is_own(archive: Archive) -> bool:
    """Whether Wordpace wrote an archive."""
    return MARK in archive.names()


def newer(archive: Archive) -> bool:
    """Whether a newer Wordpace wrote it, in a format that is not known here."""
    try:
        told = json.loads(archive.text(MARK) or b"{}")
    except (ValueError, Damaged):
        return False
    return isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > FORMAT


def read_own(archive: Archive) -> Iterator[Entry]:
    """All that is in an export of Wordpace, articles first."""
    names = archive.names()
    articles = [name for name in names if name.startswith(ARTICLES) and name.endswith(".json")]
    for name in [*articles, *(name for name in _LATER if name in names)]:
        try:
            content = archive.text(name, MOST_LIST if name == HEARD else TEXT_BYTES) or b""
            yield from _stretches(content.decode()) if name == HEARD else [Restored(name, _parsed(name, content))]
        except Damaged as fault:
            yield Unusable(name, str(fault))
        except (ValueError, RecursionError) as fault:
            yield Unusable(name, f"It is not as Wordpace writes it: {fault}"[:200])


def _parsed(name: str, content: bytes) -> Any:
    if name == "lexicon.tsv":
        return content.decode("utf-8")
    data = json.loads(content)
    if name.startswith(ARTICLES):
        _check(isinstance(data, dict) and isinstance(data.get("article"), dict), "there is no article in it")
        article_in(data)
        for moment in ("added_at", "archived_at", "deleted_at", "finished_at"):
            if data.get(moment) is not None:
                _check(
                    isinstance(data[moment], str) and bool(datetime.fromisoformat(data[moment])), f"{moment} is no time"
                )
    elif name == "settings.json":
        _check(isinstance(data, dict), "it is no object")
    else:
        _check(isinstance(data, list), "it is no list")
    return data


def _stretches(text: str) -> Iterator[Entry]:
    """What was heard, some rows at a time; a row that is broken is told and left out."""
    rows: list[Any] = []
    start = text.find("{")
    while start >= 0:
        end = start
        row = None
        while row is None and 0 < (end := text.find("}", end + 1)) < start + MOST_ROW:
            with suppress(ValueError):
                row = json.loads(text[start : end + 1])
        if row is None:
            yield Unusable(f"{HEARD}, character {start + 1}", "It is no stretch")
        else:
            rows.append(row)
        if len(rows) == AT_ONCE:
            yield Restored(HEARD, rows)
            rows = []
        start = text.find("{", (end if row is not None else start) + 1)
    if rows:
        yield Restored(HEARD, rows)


def article_in(data: dict[str, Any]) -> Article:
    """The article of an exported one. Raises ValueError where it is none."""
    try:
        article = article_of(data["article"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"the article has no {error}") from error
    texts = (article.title, article.standfirst, article.byline, article.published, article.language, article.url)
    _check(all(text is None or isinstance(text, str) for text in texts), "a field is no text")
    for block in article.blocks:
        _check(block.role in get_args(Role) and isinstance(block.text, str), "a block is none")
        _check(all(0 <= aside.start <= aside.end <= len(block.text) for aside in block.asides), "an aside is nowhere")
    return article


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
