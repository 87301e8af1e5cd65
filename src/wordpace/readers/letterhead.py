"""The head of a plain text that names its parts, as letters and exported files have it: "Subject: ...", "Date: ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from wordpace.readers.bylines import people
from wordpace.readers.dates import iso_date
from wordpace.readers.lines import Line

FIELD = re.compile(r"([A-Za-z][A-Za-z -]{1,24}):\s+(\S.*)")
TITLE = frozenset({"title", "subject", "headline", "betreff"})
AUTHOR = frozenset({"author", "authors", "from", "by", "byline", "writer"})
DATE = frozenset({"date", "published", "release date", "posted", "sent"})
LANGUAGE = frozenset({"language", "lang"})
OTHER = frozenset({
    "to", "cc", "bcc", "reply-to", "source", "url", "link", "tags", "keywords", "category", "categories", "section",
    "updated", "last updated", "most recently updated", "credits", "translator", "editor", "illustrator", "draft",
    "status", "version", "format",
    "word count", "words", "slug", "layout", "attachments", "message-id", "copyright", "license", "licence",
})  # fmt: skip
KNOWN = TITLE | AUTHOR | DATE | LANGUAGE | OTHER
FEW = 2  # fields that make a head
REACH = 40  # lines from the top, for a book under its licence
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(slots=True)
class Letterhead:
    """What a head says; by line index why a line of it is not read, and which line is the title."""

    skip: dict[int, str] = field(default_factory=dict)
    title: int | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None


def read_letterhead(lines: list[Line]) -> Letterhead:
    """The head of a text; an empty one where it has none. The title's own line loses its name in `lines`."""
    found: dict[int, tuple[str, str]] = {}
    for i, line in enumerate(lines[:REACH]):
        match = FIELD.fullmatch(line.text) if len(line.text) <= 400 else None
        if match and match[1].lower() in KNOWN:
            found[i] = match[1].lower(), match[2]
        elif line.skip is None:
            break
    if len(found) < FEW or not {name for name, _ in found.values()} & (TITLE | AUTHOR | DATE):
        return Letterhead()
    head = Letterhead()
    for i, (name, value) in found.items():
        _take(head, lines, i, name, value)
    return head


def _take(head: Letterhead, lines: list[Line], i: int, name: str, value: str) -> None:
    if name in TITLE and head.title is None and lines[i].skip is None:
        head.title = i
        lines[i] = replace(lines[i], text=value)
        return
    head.skip[i] = lines[i].skip or ("date" if name in DATE else "byline" if name in AUTHOR else "boilerplate")
    if name in AUTHOR:
        head.byline = head.byline or people([re.sub(r"(?:(?<!\s)\s+)?<[^<>]*>", "", value)])
    elif name in DATE:
        head.published = head.published or iso_date(value)
    elif name in LANGUAGE and TAG.fullmatch(value):
        head.language = value
