"""What an export has in it: the noun between the readers of exports and the import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind = Literal[
    "wordpace", "pocket", "instapaper", "omnivore", "wallabag", "readwise", "opml", "bookmarks",
    "table", "list", "json", "archive",
]  # fmt: skip
"""Which program wrote it; "table", "json" and "archive" where only the form is known."""

MOST = 1_000_000  # entries that are taken of one file
MOST_TEXT = 8_000_000  # characters that one entry may have
MOST_PARTS = 50_000  # values inside one entry
MOST_FIELD = 4000  # characters of an address, a title, a name
MOST_TAGS = 100


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a text that somebody marked, and what they noted beside it."""

    text: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """One page that was saved: where it is from, what was known of it there, and its text if the file has it."""

    place: str  # where it stands in the file, for people: "line 12"
    url: str | None  # None only where there is content
    title: str | None = None
    tags: tuple[str, ...] = ()
    archived: bool = False
    favourite: bool = False
    added_at: str | None = None  # ISO 8601, UTC
    progress: float | None = None  # how far it was read, 0 to 1
    content: str | None = None  # HTML
    byline: str | None = None
    published: str | None = None  # ISO 8601
    language: str | None = None
    highlights: tuple[Highlight, ...] = ()
    note: str | None = None  # what of it could not be used, for people


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was subscribed to."""

    place: str
    url: str
    title: str | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """What can't be taken, and why; all else of the file is."""

    what: str  # where it stands, and what it is called where that is known
    why: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A file of Wordpace's own export."""

    name: str
    data: Any  # as JSON has it; of the dictionary, its text


Entry: TypeAlias = Saved | Feed | Unusable | Restored


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was recognised. `entries` may be gone through once, while the file is open."""

    kind: Kind
    entries: Iterator[Entry]
