"""EPUB 2 and 3 -> Article: the whole book in reading order, each chapter under its heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from wordpace.errors import NotAnArticle, SourceError
from wordpace.readers.book_files import AGAIN, BookFiles, place
from wordpace.readers.chapters import with_headings
from wordpace.readers.characters import decode_bytes
from wordpace.readers.front_matter import skip_front_matter
from wordpace.readers.package import Document, Entry, Package, read_package
from wordpace.readers.reading import key
from wordpace.readers.structure import MEANT_ROLES, Part, parts_of
from wordpace.readers.trees import Broken, Element, child, page_tree, xml_tree
from wordpace.records import Article, Block

EARLY = 4  # documents at the book's beginning among which its title page is


def read_epub(content: bytes, url: str | None = None) -> Article:
    """The article that a book is. Raises SourceError where it is damaged or protected, NotAnArticle without text."""
    files = BookFiles(content)
    package = read_package(files)
    if not package.documents:
        raise SourceError("This book does not say in which order it is read", AGAIN)
    documents = {each.name: each for each in sorted(package.documents, key=lambda each: not each.linear)}
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in package.contents:
        entries[entry.name].append(entry)
    chapters = {
        name: _chapter(files, each, entries[name], package.title if i < EARLY else None)
        for i, (name, each) in enumerate(documents.items())
    }
    missing = sum(chapter is None for chapter in chapters.values())
    blocks = list(_blocks({name: chapter for name, chapter in chapters.items() if chapter}, package))
    if not any(block.skip is None for block in blocks):
        raise NotAnArticle("This book has no text in it to read", "Its pages may be pictures: give one with text")
    notice = f"{missing} of this book's {len(chapters)} parts are missing from the file."
    return Article(
        title=package.title,
        blocks=(*_head(package), *blocks),
        byline=_byline(package),
        published=package.date,
        language=package.language,
        url=url,
        notices=(notice,) if missing else (),
    )


def _chapter(files: BookFiles, document: Document, entries: list[Entry], title: str | None) -> list[Part] | None:
    """The parts of one document; None where the file lacks it. `title`: the book's, where its page may be here."""
    content = files.read(document.name)
    if content is None:
        return None
    body = _body(decode_bytes(content, html=True))
    parts = [] if body is None else parts_of(body)
    reason = document.reason or (None if document.linear else "boilerplate")
    if reason is not None:
        return [_as(part, reason) for part in parts]
    return skip_front_matter(with_headings(parts, entries), title)


def _body(text: str) -> Element | None:
    """Well-formed XHTML is read as what it is; what is not, as a browser would."""
    try:
        root: Element | None = xml_tree(text, "A chapter of this book")
    except Broken:
        root = page_tree(text)
    if root is None:
        return None
    body = child(root, "body", "book")
    return root if body is None else body


def _as(part: Part, reason: str) -> Part:
    """A part of a document that is all of one kind."""
    block = part.block
    if block.skip is not None or block.role == "footnote":
        return part
    if role := MEANT_ROLES.get(reason):
        return part if block.role == "heading" and role == "quote" else replace(part, block=replace(block, role=role))
    return replace(part, block=replace(block, skip=reason))


def _blocks(chapters: dict[str, list[Part]], package: Package) -> Iterator[Block]:
    """All blocks, those that the marks of footnotes lead to as footnotes, the title's repetition as what it is."""
    notes: defaultdict[str, set[str]] = defaultdict(set)
    for name, parts in chapters.items():
        for link in (link for part in parts for link in part.links):
            notes[place(name, link)].add(link.partition("#")[2])
    title, seen = key(package.title or ""), False
    for name, parts in chapters.items():
        for part in parts:
            block = part.block
            if block.role != "heading" and not notes[name].isdisjoint(part.ids):
                block = replace(block, role="footnote")
            elif block.role == "heading" and block.skip is None and not seen:
                seen = True
                block = replace(block, skip="duplicate") if key(block.text) == title else block
            yield block


def _head(package: Package) -> Iterator[Block]:
    if package.title:
        yield Block("title", package.title)
    if byline := _byline(package):
        yield Block("byline", byline)


def _byline(package: Package) -> str | None:
    *others, last = package.creators or ("",)
    return f"{', '.join(others)} and {last}" if others else last or None
