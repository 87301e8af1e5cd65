"""A book's table of contents applied to its text: each entry's place gets the entry's heading, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wordpace.readers.package import Entry
from wordpace.readers.reading import key
from wordpace.readers.structure import Part
from wordpace.records import Block

NEAR = 4  # parts from an entry's place on in which its heading is looked for
DEEPEST = 6


def with_headings(parts: list[Part], entries: Sequence[Entry]) -> list[Part]:
    """The parts of one document with the headings that the table of contents knows, at its levels."""
    places = {each: i for i, part in reversed(list(enumerate(parts))) for each in part.ids}
    named: dict[int, Entry] = {}
    for entry in entries:
        at = places.get(entry.anchor, None if entry.anchor else 0)
        if at is not None:
            named.setdefault(at, entry)
    found, last = [], 0
    covered: set[int] = set()
    for i, part in enumerate(parts):
        if i in named:
            entry, last = named[i], named[i].level
            heading = _heading_of(parts, i, entry)
            covered |= set(heading)
            if not heading:
                found.append(Part(Block("heading", entry.title, part.block.skip, level=last), part.ids, path=part.path))
        found.append(_at_level(part, last, is_entry=i in covered))
    return found


def _heading_of(parts: list[Part], start: int, entry: Entry) -> range:
    """The parts that say what the entry says: "Chapter 1" and "The Storm" for "Chapter 1: The Storm"."""
    wanted = key(entry.title)
    for first in range(start, min(start + NEAR, len(parts))):
        said = ""
        for i in range(first, min(first + NEAR, len(parts))):
            said = f"{said} {key(parts[i].block.text)}".strip()
            if said == wanted or (parts[i].block.role == "heading" and said.startswith(f"{wanted} ")):
                return range(first, i + 1)
            if not wanted.startswith(said):
                break
    headings = (i for i in range(start, min(start + NEAR, len(parts))) if parts[i].block.role == "heading")
    first_heading = next(headings, None)
    return range(0) if first_heading is None else range(first_heading, first_heading + 1)


def _at_level(part: Part, chapter: int, *, is_entry: bool) -> Part:
    block = part.block
    if is_entry and block.skip is None:
        return replace(part, block=replace(block, role="heading", level=max(1, chapter)))
    if block.role == "heading" and chapter and block.level <= chapter:
        return replace(part, block=replace(block, level=min(chapter + 1, DEEPEST)))
    return part
