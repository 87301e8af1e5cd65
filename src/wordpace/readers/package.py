"""What an EPUB says of itself: its metadata, its documents in order and what each is, its table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wordpace.errors import SourceError
from wordpace.readers.book_files import AGAIN, BookFiles, place
from wordpace.readers.characters import decode_bytes
from wordpace.readers.meanings import said_by_type
from wordpace.readers.trees import Element, child, name_of, words, xml_tree

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
DOCUMENTS = 5_000
FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?:[-_]\w+)*")
_TYPE = "{http://www.idpf.org/2007/ops}type"
_ROLE = "{http://www.idpf.org/2007/opf}role"
_TEXT_TYPES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents."""

    title: str
    name: str  # of the document
    anchor: str  # "" for its start
    level: int  # 1 for a chapter, or for the part of a book that holds chapters


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the book, in reading order."""

    name: str
    linear: bool
    reason: str | None  # a role or a reason to skip all of it


@dataclass(frozen=True, slots=True)
class Package:
    """A book's own description."""

    title: str | None
    creators: tuple[str, ...]
    language: str | None
    date: str | None
    documents: tuple[Document, ...]
    contents: tuple[Entry, ...]


def read_package(files: BookFiles) -> Package:
    """The description of a book. Raises SourceError where it has none or is protected."""
    container = _tree(files, CONTAINER)
    if container is None:
        raise SourceError("This archive has no book in it", "Give an EPUB file")
    roots = (each.get("full-path") for each in container.iter() if name_of(each) == "rootfile")
    name = next((place("", root) for root in roots if root), "")
    package = _tree(files, name)
    if package is None:
        raise SourceError("This book lacks its description", AGAIN)
    _refuse_protected(files)
    items = {each.get("id"): each for each in package.iter() if name_of(each) == "item" and each.get("href")}
    navigation, contents = _contents(files, name, package, items)
    metadata = child(package, "metadata")
    described = [] if metadata is None else [each for each in metadata.iter() if isinstance(each.tag, str)]
    return Package(
        title=_first(described, "title"),
        creators=tuple(_creators(described)),
        language=language_tag(_first(described, "language")),
        date=_date(described),
        documents=tuple(_documents(name, package, items, _reasons(name, package, navigation))),
        contents=tuple(contents),
    )


def _tree(files: BookFiles, name: str) -> Element | None:
    content = files.read(name)
    return (
        None
        if content is None
        else xml_tree(decode_bytes(content, html=True), "This book's description", forgiving=True)
    )


def _refuse_protected(files: BookFiles) -> None:
    """Scrambled fonts are no protection of the text."""
    encryption = _tree(files, ENCRYPTION)
    if encryption is None:
        return
    for data in encryption.iter("{*}EncryptedData"):
        method = next(data.iter("{*}EncryptionMethod"), None)
        if method is None or method.get("Algorithm") not in FONT_SCRAMBLING:
            raise SourceError("This book is protected (DRM)", "Give an EPUB without protection")


def _first(described: list[Element], name: str) -> str | None:
    return next((text for each in described if name_of(each) == name and (text := words(each))), None)


def _creators(described: list[Element]) -> Iterator[str]:
    """Who wrote the book; where roles are given, only its authors."""
    roles = {
        (each.get("refines") or "").removeprefix("#"): words(each)
        for each in described
        if name_of(each) == "meta" and each.get("property") == "role"
    }
    creators = [each for each in described if name_of(each) == "creator" and words(each)]
    given = [(each.get(_ROLE) or roles.get(each.get("id") or "", ""), _in_order(words(each))) for each in creators]
    authors = [name for role, name in given if role in {"", "aut"}]
    yield from dict.fromkeys(authors or [name for _, name in given])


def _in_order(name: str) -> str:
    """ "Lee, Ann" -> "Ann Lee"."""
    last, comma, first = name.partition(", ")
    turned = comma and "," not in first and len(last.split()) <= 3 and len(first.split()) <= 3
    return f"{first} {last}" if turned and not re.match(r"(?:Jr|Sr|Ph|MD|M\.D|I+\b)", first) else name


def language_tag(said: str | None) -> str | None:
    """A language's name as it is usually written: "EN_gb" -> "en-GB"."""
    match = _LANGUAGE.fullmatch(said or "")
    return None if match is None else match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")


def _date(described: list[Element]) -> str | None:
    """When the book appeared; "0101-01-01" is what some makers write for "unknown"."""
    dates = (_DATE.match(words(each)) for each in described if name_of(each) == "date")
    return next((match[0] for match in dates if match and match[0] > "1000"), None)


def _documents(base: str, package: Element, items: dict[str, Element], reasons: dict[str, str]) -> Iterator[Document]:
    spine = child(package, "spine")
    refs = [] if spine is None else [each for each in spine if name_of(each) == "itemref"]
    if len(refs) > DOCUMENTS:
        raise SourceError(f"This book has more than {DOCUMENTS} documents", AGAIN)
    for ref in refs:
        item = items.get(ref.get("idref"))
        if item is not None and (item.get("media-type") or "text/html") in _TEXT_TYPES:
            name = place(base, item.get("href"))
            yield Document(name, ref.get("linear") != "no", reasons.get(name))


def _reasons(base: str, package: Element, navigation: tuple[str, Element] | None) -> dict[str, str]:
    """What whole documents are, by the guide of EPUB 2 and the landmarks of EPUB 3 (which point at their starts)."""
    guide = child(package, "guide")
    named = [] if guide is None else [(each.get("type") or "", each.get("href") or "") for each in guide]
    found = {place(base, href): said for kind, href in named if "#" not in href and (said := said_by_type(kind))}
    if navigation is not None:
        name, tree = navigation
        found[name] = "navigation"
        marks = [each for nav in _navs(tree, "landmarks") for each in nav.iter("{*}a")]
        for mark in marks:
            href, said = mark.get("href") or "", said_by_type(mark.get(_TYPE) or "")
            if said and "#" not in href:
                found.setdefault(place(name, href), said)
    return found


def _contents(
    files: BookFiles, base: str, package: Element, items: dict[str, Element]
) -> tuple[tuple[str, Element] | None, list[Entry]]:
    """The document that holds EPUB 3's table of contents, if any, and the entries of it, or of EPUB 2's."""
    navs = (each for each in items.values() if "nav" in (each.get("properties") or "").split())
    item = next(navs, None)
    navigation, entries = None, []
    if item is not None:
        name = place(base, item.get("href"))
        tree = _tree(files, name)
        if tree is not None:
            navigation, entries = (name, tree), list(_nav_entries(name, tree))
    spine = child(package, "spine")
    ncx = items.get("" if spine is None else spine.get("toc") or "")
    if not entries and ncx is not None:
        name = place(base, ncx.get("href"))
        tree = _tree(files, name)
        entries = [] if tree is None else list(_ncx_entries(name, tree))
    return navigation, entries


def _navs(tree: Element, kind: str) -> list[Element]:
    return [each for each in tree.iter("{*}nav", "nav") if kind in (each.get(_TYPE) or "").split()]


def _nav_entries(base: str, tree: Element) -> Iterator[Entry]:
    for nav in _navs(tree, "toc")[:1]:
        for link in nav.iter("{*}a"):
            level = sum(1 for _ in link.iterancestors("{*}ol"))
            yield from _entry(base, words(link), link.get("href"), level)


def _ncx_entries(base: str, tree: Element) -> Iterator[Entry]:
    for point in tree.iter("{*}navPoint"):
        label, content = child(point, "navlabel"), child(point, "content")
        level = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
        yield from _entry(base, words(label), None if content is None else content.get("src"), level)


def _entry(base: str, title: str, address: str | None, level: int) -> Iterator[Entry]:
    if title and address:
        yield Entry(title, place(base, address), address.partition("#")[2], min(max(level, 1), 6))
