"""What a site lists of its pages -> their addresses, the newest first: a sitemap (XML, text, packed) or a feed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from wordpace.errors import SourceError
from wordpace.readers.characters import decode_bytes
from wordpace.readers.feed_items import read_items
from wordpace.readers.media_types import is_feed
from wordpace.readers.trees import Broken, Element, child, name_of, words, xml_tree

MOST_BYTES = 50_000_000  # as the sitemaps protocol allows, unpacked
MOST = 50_000  # entries, as it allows
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Listed:
    """One address, and when what is there changed last, as the list says."""

    url: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages of a list, and the lists that it leads on to; the newest first, those without a date at the end."""

    pages: tuple[Listed, ...]
    more: tuple[Listed, ...] = ()


def read_listing(content: bytes) -> Listing:
    """What a site lists. Raises SourceError for what is neither a sitemap nor a feed, or is made to do harm."""
    content = _unpacked(content)
    text = decode_bytes(content).strip()
    if is_feed(text):
        items = read_items(content).items
        return Listing(_newest(Listed(item.url, item.updated or item.published) for item in items if item.url))
    if text.startswith(("http://", "https://")):
        return Listing(tuple(Listed(line.strip()) for line in text.splitlines()[:MOST] if line.strip()))
    try:
        root = xml_tree(text, "This sitemap")
    except Broken:
        root = xml_tree(text, "This sitemap", forgiving=True)
    match name_of(root):
        case "urlset":
            return Listing(_newest(_entries(root, "url")))
        case "sitemapindex":
            return Listing((), _newest(_entries(root, "sitemap")))
    raise SourceError("What is there is neither a sitemap nor a feed", "Give the address of one in watch")


def _entries(root: Element, kind: str) -> Iterator[Listed]:
    for entry in root:
        if name_of(entry) == kind and (url := words(child(entry, "loc"))):
            yield Listed(url, words(child(entry, "lastmod")) or None)


def _newest(entries: Iterator[Listed]) -> tuple[Listed, ...]:
    """By date, which in a sitemap is ISO 8601 and sorts as text."""
    first = [entry for entry, _ in zip(entries, range(MOST), strict=False)]
    return tuple(sorted(first, key=lambda entry: entry.changed or "", reverse=True))


def _unpacked(content: bytes) -> bytes:
    """Without gzip, within the limit. Raises SourceError."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        unpacking = zlib.decompressobj(_GZIP)
        plain = unpacking.decompress(content, MOST_BYTES)
    except zlib.error as error:
        raise SourceError("This sitemap is packed, and broken", "Get it again") from error
    if unpacking.unconsumed_tail:
        raise SourceError("This sitemap is too large", "Give one of its parts in watch")
    return plain
