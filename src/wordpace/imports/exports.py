"""A file -> what is saved in it. What a file is shows in its content, never in its name."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from wordpace.errors import SourceError
from wordpace.imports.archives import AGAIN, Archive, Damaged
from wordpace.imports.entries import MOST, Entry, Export, Kind, Saved, Unusable
from wordpace.imports.fields import URL, Complete, Fields, as_it_is, text_of
from wordpace.imports.markup import kind_of_markup, read_markup
from wordpace.imports.objects import kind_of_json, read_json
from wordpace.imports.own import is_own, newer, read_own
from wordpace.imports.tables import kind_of_table, read_table
from wordpace.imports.texts import HEAD, head_of, opened

KNOWN = "Known are exports of Pocket, Instapaper, Omnivore, wallabag, Readwise Reader and browsers, OPML, CSV and JSON"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OMNIVORE = re.compile(r"(?:.*/)?metadata_\d{1,9}_to_\d{1,9}\.json")
_ANNOTATIONS = re.compile(r"(?:.*/)?annotations/[^/]*\.json")
_OTHERS = re.compile(r".*\.(?:jpe?g|png|gif|webp|svg|css|js|pdf|md)", re.IGNORECASE)

_Read = Callable[[io.TextIOBase, str, Complete], Iterator[Entry]]


def read_export(file: BinaryIO) -> Export:
    """What is saved in an open file. Raises SourceError where it is no export, or can't be opened."""
    head = file.read(HEAD)
    file.seek(0)
    if not head.strip():
        raise SourceError("The file is empty", AGAIN)
    if head.startswith(_ZIP):
        return _of_archive(Archive(file))
    known = _recognised(head)
    if known is None:
        raise SourceError("This is no list of saved pages", KNOWN)
    kind, read = known
    return Export(kind, _bounded(_entries(file, head, read)))


def _entries(file: BinaryIO, head: bytes, read: _Read) -> Iterator[Entry]:
    text = opened(file, head)
    yield from read(text, "", as_it_is)
    text.detach()  # the file is its owner's to close


def _recognised(head: bytes) -> tuple[Kind, _Read] | None:
    """What a text that begins so is, and who reads it."""
    text = head_of(head)
    kinds: tuple[Callable[[str], Kind | None], _Read]
    match text.lstrip("\ufeff \t\r\n")[:1]:
        case "<":
            kinds = (kind_of_markup, read_markup)
        case "{" | "[":
            kinds = (kind_of_json, read_json)
        case _:
            kinds = (kind_of_table, read_table)
    kind = kinds[0](text)
    return None if kind is None else (kind, kinds[1])


def _bounded(entries: Iterator[Entry]) -> Iterator[Entry]:
    yield from islice(entries, MOST)
    if next(entries, None) is not None:
        yield Unusable(
            f"What comes after entry {MOST:,}", "A file may have that many. Import the rest as a second file"
        )


def _of_archive(archive: Archive) -> Export:
    names = archive.names()
    if is_own(archive):
        if newer(archive):
            raise SourceError("A newer Wordpace wrote this export", "Upgrade Wordpace, and import it then")
        return Export("wordpace", _bounded(read_own(archive)))
    lists = [name for name in names if _OMNIVORE.fullmatch(name)]
    if lists:
        lists.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", posixpath.basename(name))])
        return Export("omnivore", _bounded(_members(archive, lists, lambda name: _with_omnivore_files(archive, name))))
    first = [name for name in names if not _ANNOTATIONS.fullmatch(name)]
    marked = _Annotations(archive, [name for name in names if _ANNOTATIONS.fullmatch(name)])
    kinds = [known[0] for name in first[:50] if (known := _member(archive, name))]
    if not kinds and len(first) <= 50:
        raise SourceError("There is no list of saved pages in this archive", KNOWN)
    kind = next((kind for kind in kinds if kind not in {"table", "json", "list"}), kinds[0] if kinds else "archive")
    return Export(kind, _bounded(marked.around(_members(archive, first, lambda _: marked.complete))))


def _member(archive: Archive, name: str) -> tuple[Kind, _Read] | None:
    try:
        with archive.open(name) as file:
            head = file.read(HEAD)
    except Damaged:
        return None  # told when its entries are asked for
    return _recognised(head) if head.strip() and not head.startswith(_ZIP) else None


def _members(archive: Archive, names: list[str], complete: Callable[[str], Complete]) -> Iterator[Entry]:
    """What is in the files of an archive; one that is broken is told, and the others are read."""
    for name in names:
        try:
            with archive.open(name) as file:
                head = file.read(HEAD)
            if head.startswith(_ZIP):
                yield Unusable(name, "It is an archive inside an archive. Unpack it and import it by itself")
            elif known := _recognised(head) if head.strip() else None:
                with archive.open(name) as file:
                    yield from known[1](opened(file, head), name, complete(name))
            elif head.strip() and not _OTHERS.fullmatch(name):
                yield Unusable(name, "It is no list of saved pages")
        except Damaged as fault:
            yield Unusable(name, str(fault))


def _with_omnivore_files(archive: Archive, name: str) -> Complete:
    """Omnivore keeps each page's text and highlights in files of their own beside the lists."""
    folder = posixpath.dirname(name)

    def complete(fields: Fields) -> Fields:
        slug = text_of(fields, ("slug",))
        if slug is None:
            return fields
        found = dict(fields)
        for field, path in (("content", f"content/{slug}.html"), ("highlights", f"highlights/{slug}.md")):
            try:
                text = archive.text(posixpath.join(folder, path))
            except Damaged:
                text = None  # the page itself is fetched then
            if text is not None:
                found[field] = head_of(text) if field == "content" else list(_quotes(head_of(text)))
        return found

    return complete


def _quotes(markdown: str) -> Iterator[dict[str, str]]:
    """Highlights as Omnivore writes them: a quotation each, the note below it."""
    quote: list[str] = []
    note: list[str] = []
    for line in [*markdown.splitlines(), "> "]:
        if line.startswith(">") and (note or line == "> "):
            if quote:
                yield {"quote": " ".join(quote), "note": " ".join(note)}
            quote, note = [], []
        if line.startswith(">"):
            quote += line.lstrip("> ").split()
        elif quote:
            note += line.split()


class _Annotations:
    """Pocket's highlights, which it keeps in files of their own: they are read first and given to their pages."""

    def __init__(self, archive: Archive, names: list[str]) -> None:
        self._archive, self._names = archive, names
        self._marked: dict[str, Saved] = {}

    def complete(self, fields: Fields) -> Fields:
        """An entry's fields with its highlights."""
        marked = self._marked.pop(text_of(fields, URL) or "", None)
        if marked is None:
            return fields
        return {**fields, "highlights": [{"quote": each.text, "note": each.note} for each in marked.highlights]}

    def around(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        """The entries, and after them those that only have highlights."""
        for each in islice(_members(self._archive, self._names, lambda _: as_it_is), 50_000):
            if isinstance(each, Saved) and each.url:
                self._marked[each.url] = each
            else:
                yield each
        yield from entries
        yield from self._marked.values()
