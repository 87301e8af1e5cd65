"""The frozen records of the library: what is kept of an article beside its text, lists of them, preferences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from wordpace.records import Script, Treatment

State = Literal["inbox", "archive", "deleted", "all"]
Sort = Literal["newest", "oldest", "shortest", "longest", "relevance"]
Deed = Literal["archive", "unarchive", "delete", "restore", "tag", "untag", "queue", "unqueue"]
Theme = Literal["system", "light", "dark"]
SORTS: tuple[Sort, ...] = get_args(Sort)
MARKS = ("\x02", "\x03")
"""Stand before and after the words of an excerpt that were searched for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article: in a block, which survives another way of reading, and in what is read now."""

    block: int  # index into Article.blocks
    offset: int  # code points into the block's text
    text_offset: int  # code points into Script.text
    words_before: int  # that are read


def place_at(script: Script, text_offset: int) -> Place:
    """The place at a code point of a script's text; beyond its end it is its end."""
    text_offset = min(max(text_offset, 0), len(script.text))
    return Place(*script.place_of(text_offset), text_offset, script.words_before(text_offset))


def place_in(script: Script, block: int, offset: int) -> Place:
    """The place in a block's text."""
    text_offset = script.offset_of(block, offset)
    return Place(block, offset, text_offset, script.words_before(text_offset))


@dataclass(frozen=True, slots=True)
class Report:
    """Where a device says that listening is: a place in the article's text as it is read."""

    offset: int
    device: str = ""
    at: str | None = None  # when listening was there, by the device's clock; None: now
    now: str | None = None  # what the device's clock shows as it reports; tells how wrong it is


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was added."""

    id: str
    duplicate: bool = False  # it was there
    changed: bool = False  # it was there with another text, in whose place the new one is now


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the library as a list shows it."""

    id: str
    added_at: str  # ISO 8601, UTC, as all times
    title: str | None
    url: str | None
    site: str | None
    byline: str | None
    published: str | None
    language: str | None
    words: int  # that are read by default
    words_before: int  # of them before the place where listening stopped
    offset: int | None  # that place in the article's text; None where it was not begun
    updated_at: str | None  # of the place
    archived_at: str | None
    deleted_at: str | None
    finished_at: str | None
    queued: bool
    tags: tuple[str, ...] = ()
    excerpt: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles a list is to have."""

    q: str = ""
    tag: str | None = None
    site: str | None = None
    state: State = "inbox"
    words: float | None = None  # at most so many are left to hear
    sort: Sort | None = None  # None: by relevance where words are searched for, else the newest first
    limit: int = 50
    after: str | None = None  # Listing.next of the list before


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list."""

    rows: tuple[Row, ...]
    next: str | None  # where the rest begins; None where there is none
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the library, in numbers; the most frequent first."""

    tags: tuple[tuple[str, int], ...]
    sites: tuple[tuple[str, int], ...]
    counts: Mapping[str, int]  # inbox, archive, deleted, queue


@dataclass(frozen=True, slots=True)
class Queue:
    """What is heard next, in order; the version changes with every change."""

    rows: tuple[Row, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a listener prefers, on every device."""

    voices: Mapping[str, str] = field(default_factory=dict)  # by language: "en" -> a voice's id
    paces: Mapping[str, float] = field(default_factory=dict)  # words per minute by site; "": everywhere else
    reading: Mapping[str, Treatment] = field(default_factory=dict)  # by role or reason, everywhere
    theme: Theme = "system"
    archive_finished: bool = True
    prepare_ahead: bool = True
    skip_heard: Literal["mark", "skip"] = "mark"


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch that was listened to."""

    article_id: str
    site: str | None
    day: str  # YYYY-MM-DD, as the listener's calendar had it
    seconds: float
    wpm: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an article that was listened to in one go."""

    article: str
    device: str
    start: int  # code points into Script.text
    end: int
    seconds: float
    wpm: float
    started_at: str  # ISO 8601, with the listener's own offset: it tells the day


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry of a file that is imported."""

    number: int  # from 1
    what: str  # for people: its place in the file, its title or address
    entry: Mapping[str, Any]  # its fields
    content: str | None = None  # its text, HTML
    outcome: str | None = None  # "added", "duplicate", "feed", "unusable", ...; None: it waits
    why: str | None = None  # it can't be used


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import stands."""

    id: str
    kind: str  # which program wrote the file
    name: str  # of the file
    read: bool  # whether all of the file was looked at
    problem: str | None  # why it could not be
    outcomes: Mapping[str, int]  # entries by outcome; "" for those that wait
    unusable: tuple[Waiting, ...]  # the first of those
    feeds: tuple[Mapping[str, Any], ...]  # the first of those that are feeds


@dataclass(frozen=True, slots=True)
class Pairing:
    """A device or a program that may use the server; its token is kept as a hash only."""

    id: str
    name: str
    created_at: str  # ISO 8601, UTC
    user: str = "owner"  # the id of the person who paired it
