"""The names that programs give to the same things, and the forms they write them in: fields -> Saved."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from wordpace.imports.dates import date_of
from wordpace.imports.entries import MOST_FIELD, MOST_TAGS, MOST_TEXT, Entry, Highlight, Saved, Unusable

URL = ("url", "resolvedurl", "givenurl", "originalurl", "link", "href", "uri", "sourceurl", "articleurl", "address")
_TITLE = ("title", "resolvedtitle", "giventitle", "name", "description")
_TAGS = ("tags", "documenttags", "labels", "tag", "keywords")
_SHELVES = ("folder", "status", "state", "location", "collection", "shelf")
_ARCHIVED = ("isarchived", "archived", "isread", "read")
_FAVOURITE = ("isstarred", "starred", "isfavorite", "favorite", "favourite", "favorited", "isfav")
_ADDED = (
    "addedat", "timeadded", "savedat", "saveddate", "createdat", "adddate", "dateadded", "datesaved", "creationdate",
    "created", "timestamp", "saved", "date", "time",
)  # fmt: skip
_PROGRESS = ("readingprogress", "progress", "readprogress")
_CONTENT = ("content", "html", "contenthtml", "articlecontent")
_BYLINE = ("author", "byline", "publishedby", "authors")
_PUBLISHED = ("publishedat", "published", "publisheddate", "datepublished", "publicationdate")
_MARKED = ("highlights", "annotations", "selection")
_QUOTED, _NOTED = ("quote", "highlight", "text"), ("note", "comment", "annotation")

_IN_ARCHIVE = {"archive", "archived", "read", "read archive", "done", "finished"}
_TO_READ = {"", "unread", "inbox", "new", "later", "shortlist", "feed", "active", "unknown", "my list", "unsorted"}
_STARRED = {"starred", "liked", "favorites", "favourites"}
_TRUE = {"1", "true", "yes", "y"}
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


Fields = Mapping[str, Any]
Complete = Callable[[Fields], Fields]
"""Adds to an entry's fields what other files of the same export say of it."""


def as_it_is(fields: Fields) -> Fields:
    """Adds nothing."""
    return fields


def plain_name(name: str) -> str:
    """A field's name without its capitals, spaces and strokes: "Document tags" and "document_tags" are one."""
    return _NOT_LETTERS.sub("", name.lower())


def saved(fields: Mapping[str, Any], place: str) -> Entry:
    """What was saved, by its fields with plain names; Unusable where it has neither an address nor a text."""
    url, content = text_of(fields, URL), _content(fields)
    title = text_of(fields, _TITLE)
    fault = url_fault(url)
    if fault and content is None:
        return Unusable(f"{place}: {(title or url or 'no title')[:200]}", fault)
    shelves = [each for name in _SHELVES if (each := text_of(fields, (name,)))]
    added_at, note = date_of(_first(fields, _ADDED))
    words = {shelf.lower() for shelf in shelves}
    return Saved(
        place=place,
        url=None if fault else url,
        title=title,
        tags=tuple(dict.fromkeys([*_tags(fields), *_shelf_tags(fields)]))[:MOST_TAGS],
        archived=bool(words & _IN_ARCHIVE) or _truth(fields, _ARCHIVED) or _pocket_archive(fields) or _kept(fields),
        favourite=bool(words & _STARRED) or _truth(fields, _FAVOURITE),
        added_at=added_at,
        progress=_progress(fields),
        content=content,
        byline=", ".join(texts_of(_first(fields, _BYLINE)))[:MOST_FIELD] or None,
        published=date_of(_first(fields, _PUBLISHED))[0],
        language=text_of(fields, ("language", "lang")),
        highlights=tuple(_highlights(_first(fields, _MARKED))),
        note=note,
    )


def url_fault(url: str | None) -> str | None:
    """Why an address can't be imported; None where it can."""
    if not url:
        return "It has no address"
    if len(url) > MOST_FIELD:
        return f"Its address is longer than {MOST_FIELD} characters"
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.scheme.lower() in {"http", "https"} and parts.hostname and not _CONTROL.search(url):
            return None
    return f"{url[:60]} is not a web address"


_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def text_of(fields: Mapping[str, Any], names: Iterable[str]) -> str | None:
    """The first of some fields that has a text, without the space around it."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and (text := str(value).strip()):
            return text if name in URL else text[:MOST_FIELD]
    return None


def texts_of(value: Any) -> list[str]:
    """The texts in a value: itself, those of a list, the names that a list of objects or an object's keys give."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, Mapping):
        return [str(key).strip() for key in value if str(key).strip()]
    if not isinstance(value, list):
        return []
    names = (
        text_of({plain_name(str(key)): each for key, each in one.items()}, ("label", "name", "tag", "title"))
        if isinstance(one, Mapping)
        else one
        for one in value
    )
    return [name.strip() for name in names if isinstance(name, str) and name.strip()]


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((value for name in names if (value := fields.get(name)) not in (None, "", [], {})), None)


def _truth(fields: Mapping[str, Any], names: Iterable[str]) -> bool:
    return str(_first(fields, names)).strip().lower() in _TRUE


def _pocket_archive(fields: Mapping[str, Any]) -> bool:
    return "itemid" in fields and str(fields.get("status")) == "1"


def _kept(fields: Mapping[str, Any]) -> bool:
    """A bookmark of a list that knows "to read", and which is not to be read."""
    return str(fields.get("toread", "")).strip().lower() in {"0", "no", "false"}


def _content(fields: Mapping[str, Any]) -> str | None:
    content = _first(fields, _CONTENT)
    return content[:MOST_TEXT] if isinstance(content, str) and content.strip() else None


def _tags(fields: Mapping[str, Any]) -> Iterator[str]:
    value = _first(fields, _TAGS)
    if isinstance(value, str):
        value = _split_tags(value, by_spaces="extended" in fields)
    for tag in texts_of(value):
        yield tag[:100]


def _split_tags(text: str, by_spaces: bool) -> list[str]:
    if text.lstrip().startswith("["):
        with suppress(ValueError):
            return texts_of(json.loads(text[:MOST_FIELD]))
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):  # as Python writes a list
            return texts_of(ast.literal_eval(text.strip()[:MOST_FIELD]))
    if by_spaces:
        return text.split()
    return text.split("|" if "|" in text else ",")


def _shelf_tags(fields: Mapping[str, Any]) -> Iterator[str]:
    """A folder of the reader's own is a tag here; those that every program has are not."""
    for name in ("folder", "collection", "shelf"):
        folder = text_of(fields, (name,))
        if folder and folder.lower() not in _IN_ARCHIVE | _TO_READ | _STARRED:
            yield folder[:100]


def _progress(fields: Mapping[str, Any]) -> float | None:
    try:
        progress = float(str(_first(fields, _PROGRESS)).removesuffix("%"))
    except ValueError:
        return None
    percent = progress > 1 or "slug" in fields  # Omnivore, whose entries have one, counts to 100
    progress = progress / 100 if percent else progress
    return progress if 0 <= progress <= 1 else None


def _highlights(value: Any) -> Iterator[Highlight]:
    if isinstance(value, str) and value.strip():
        yield Highlight(value.strip())
    for one in value if isinstance(value, list) else ():
        if not isinstance(one, Mapping):
            continue
        fields = {plain_name(str(key)): each for key, each in one.items()}
        quoted = text_of(fields, _QUOTED)
        noted = text_of(fields, _NOTED) or (text_of(fields, ("text",)) if "quote" in fields else None)
        if quoted:
            yield Highlight(quoted, noted)
