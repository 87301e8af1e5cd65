"""RSS 2.0, RSS 1.0, Atom and JSON Feed -> the stories in them, whatever the format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wordpace.errors import SourceError
from wordpace.readers.bylines import people
from wordpace.readers.characters import decode_bytes
from wordpace.readers.dates import sent_date
from wordpace.readers.metadata import DATE
from wordpace.readers.trees import Broken, Element, name_of, page_tree, words, xml_tree

NAME = "This feed"
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
LONGEST_NAME = 300  # characters, with an address
_IN_BRACKETS = re.compile(r"\S+@\S+\s*\((.+)\)|(.+?)\s*<\S+@\S+>")  # "ann@example.org (Ann Lee)"
# Namespaces by the prefix that everyone gives them; a feed may use one that it has not declared.
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One story of a feed."""

    title: str | None
    body: Element | None  # what it says, as markup
    text: str | None  # or as plain text
    full: bool  # its format has a place for the whole story, and it is used
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its stories, in its own order."""

    title: str | None
    language: str | None
    items: tuple[Item, ...]
    broken: bool = False  # it ends before its end


def read_items(content: bytes) -> Feed:
    """The stories of a feed. Raises SourceError where it is none, or is made to do harm."""
    text = decode_bytes(content, html=True).strip()
    if text.startswith("{"):
        return _json_feed(text)
    try:
        root, broken = xml_tree(text, NAME), False
    except Broken:
        root, broken = xml_tree(text, NAME, forgiving=True), True
    if name_of(root) == "feed":
        return _atom(root, broken)
    if name_of(root) in {"rss", "rdf"}:
        return _rss(root, broken)
    raise SourceError(f"{NAME} is of no kind that is known", "Give a feed of RSS, Atom or JSON Feed")


def _rss(root: Element, broken: bool) -> Feed:
    channel = next((each for each in root.iter() if name_of(each) == "channel"), root)
    title = _plain(_field(channel, "title"))
    language = _field(channel, "language")
    if language is None:
        language = _field(channel, "dc:language")
    items = (each for each in root.iter() if name_of(each) == "item")
    return Feed(title, words(language) or None, tuple(_rss_item(item, title) for item in items), broken)


def _rss_item(item: Element, site: str | None) -> Item:
    whole = _field(item, "content:encoded")
    said = whole if words(whole) else _field(item, "description")
    body, text = _content("" if said is None else "".join(said.itertext()))
    named = (_field(item, "dc:creator"), _field(item, "author"))
    links = (words(_field(item, name)) for name in ("link", "guid"))
    return Item(
        title=_plain(_field(item, "title")),
        body=body,
        text=text,
        full=bool(words(whole)),
        byline=_people([words(each) for each in named], site),
        published=_date(*(words(_field(item, name)) for name in ("pubdate", "dc:date"))),
        url=next((link for link in links if _is_web(link)), None),
    )


def _atom(root: Element, broken: bool) -> Feed:
    title = _plain(_field(root, "title"))
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    entries = (each for each in root if name_of(each) == "entry")
    return Feed(title, language, tuple(_atom_item(entry, root, title) for entry in entries), broken)


def _atom_item(entry: Element, root: Element, site: str | None) -> Item:
    whole = _field(entry, "content")
    said = whole if words(whole) else _field(entry, "summary")
    body, text = _atom_content(said)
    names = [words(_field(each, "name")) for each in entry if name_of(each) == "author"]
    names = names or [words(_field(each, "name")) for each in root if name_of(each) == "author"]
    links = (each for each in entry if name_of(each) == "link" and each.get("rel") in {None, "alternate"})
    return Item(
        title=_plain(_field(entry, "title")),
        body=body,
        text=text,
        full=bool(words(whole)),
        byline=_people(names, site),
        published=_date(*(words(_field(entry, name)) for name in ("published", "issued", "updated"))),
        url=next((link.get("href") for link in links if _is_web(link.get("href"))), None),
        updated=_date(words(_field(entry, "updated"))),
    )


def _atom_content(said: Element | None) -> tuple[Element | None, str | None]:
    if said is None:
        return None, None
    kind = said.get("type") or "text"
    if len(said) and kind not in {"html", "text"}:
        return said, None
    text = "".join(said.itertext())
    return _content(text) if kind != "text" else (None, text)


def _json_feed(text: str) -> Feed:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{NAME} is broken", "Get it again") from error
    stories = _list(feed, "items")
    title = _string(feed, "title")
    authors = _list(feed, "authors")
    return Feed(title, _string(feed, "language"), tuple(_json_item(each, authors, title) for each in stories))


def _json_item(item: Any, authors: list[Any], site: str | None) -> Item:
    markup, text = _string(item, "content_html"), _string(item, "content_text")
    full = bool(markup or text)
    body = _body(markup) if markup else None
    named = _list(item, "authors") or [item.get("author") if isinstance(item, dict) else None]
    names = (
        [_string(each, "name") or "" for each in named] if any(named) else [_string(a, "name") or "" for a in authors]
    )
    return Item(
        title=_string(item, "title"),
        body=body,
        text=text if full else _string(item, "summary"),
        full=full,
        byline=_people(names, site),
        published=_date(_string(item, "date_published") or ""),
        url=next((link for link in (_string(item, "url"),) if _is_web(link)), None),
        updated=_date(_string(item, "date_modified") or ""),
    )


def _field(element: Element, name: str) -> Element | None:
    """The first child of the name, which has a prefix where it is not the format's own: "dc:date"."""
    return next((each for each in element if isinstance(each.tag, str) and _qualified(each.tag) == name), None)


def _qualified(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(space.removeprefix("{"), "?") if space else ""
    return f"{prefix}:{local}".removeprefix(":").lower()


def _content(text: str) -> tuple[Element | None, str | None]:
    """What a story says: as markup where it has any, else as plain text."""
    return (_body(text), None) if _TAG.search(text) else (None, text)


def _body(markup: str) -> Element | None:
    tree = page_tree(markup)
    return None if tree is None else tree.find("body")


def _plain(element: Element | None) -> str | None:
    """A title without the markup that some write into it."""
    text = words(element)
    body = _body(text) if _TAG.search(text) else None
    return (text if body is None else words(body)) or None


def _people(names: list[str], site: str | None) -> str | None:
    matches = ((name, _IN_BRACKETS.fullmatch(name[:LONGEST_NAME])) for name in names if name)
    return people([(match[1] or match[2]) if match else name for name, match in matches], site)


def _date(*written: str) -> str | None:
    dates = (match[0] if (match := DATE.match(text)) else sent_date(text) for text in written if text)
    return next((date for date in dates if date), None)


def _is_web(address: str | None) -> bool:
    return (address or "").startswith(("http://", "https://"))


def _list(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _string(value: Any, key: str) -> str | None:
    found = value.get(key) if isinstance(value, dict) else None
    return found.strip() or None if isinstance(found, str) else None


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a plain text."""
    return (" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())
