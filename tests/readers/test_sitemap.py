"""What a site lists of its pages."""

from __future__ import annotations

import gzip

import pytest

from wordpace.errors import SourceError
from wordpace.readers.sitemap import MOST_BYTES, Listed, read_listing

URLS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://n.example/old</loc><lastmod>2026-01-01</lastmod></url>
<url><loc> https://n.example/undated </loc><news:news><news:title>T</news:title></news:news></url>
<url><loc>https://n.example/new?a=1&amp;b=2</loc><lastmod>2026-01-02T08:00:00Z</lastmod></url>
<url><lastmod>2026-01-03</lastmod></url>
</urlset>"""
NEWEST_FIRST = (
    Listed("https://n.example/new?a=1&b=2", "2026-01-02T08:00:00Z"),
    Listed("https://n.example/old", "2026-01-01"),
    Listed("https://n.example/undated"),
)


@pytest.mark.parametrize(
    "content", [URLS.encode(), gzip.compress(URLS.encode()), URLS.removesuffix("</urlset>").encode()]
)
def test_a_sitemap_lists_pages_the_newest_first(content: bytes) -> None:
    """Packed or not, and as far as it goes where it breaks off; undated pages come last."""
    assert read_listing(content).pages == NEWEST_FIRST


def test_an_index_lists_sitemaps() -> None:
    """The newest first, too."""
    said = b"<sitemapindex><sitemap><loc>https://n.example/1</loc><lastmod>2025</lastmod></sitemap>"
    said += b"<sitemap><loc>https://n.example/2</loc><lastmod>2026</lastmod></sitemap></sitemapindex>"
    listing = read_listing(said)
    assert listing.pages == ()
    assert [each.url for each in listing.more] == ["https://n.example/2", "https://n.example/1"]


def test_a_sitemap_may_be_plain_text() -> None:
    """An address a line."""
    assert read_listing(b"\xef\xbb\xbfhttps://n.example/1\r\n\r\nhttps://n.example/2\n").pages == (
        Listed("https://n.example/1"),
        Listed("https://n.example/2"),
    )


def test_feeds_of_all_formats_are_listings() -> None:
    """With the date of the last change where they have one, else of publication."""
    rss = b"<rss><channel><item><title>A</title><link>https://n.example/1</link><pubDate>Thu, 12 Mar 2026 08:00:00 GMT"
    rss += b"</pubDate></item></channel></rss>"
    assert read_listing(rss).pages == (Listed("https://n.example/1", "2026-03-12T08:00:00+00:00"),)
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="https://n.example/1"/>'
    atom += b"<published>2026-03-12T08:00:00Z</published><updated>2026-03-13T08:00:00Z</updated></entry></feed>"
    assert read_listing(atom).pages == (Listed("https://n.example/1", "2026-03-13T08:00:00Z"),)
    json = b'{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [{"id": "1", "content_text": "x", '
    json += b'"url": "https://n.example/1", "date_modified": "2026-03-13T08:00:00Z"}]}'
    assert read_listing(json).pages == (Listed("https://n.example/1", "2026-03-13T08:00:00Z"),)


BOMB = b'<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize(
    "content",
    [b"", b"words", b"<html><body>404</body></html>", b"<opml></opml>", BOMB, b"\x1f\x8b\x08broken", b"\xff\xfe\x00",
     gzip.compress(b" " * (MOST_BYTES + 1)), b"<a>" * 100_000],
)  # fmt: skip
def test_what_is_no_list_or_does_harm_is_one_clear_error(content: bytes) -> None:
    """Other pages, entities, bombs, depth without end."""
    with pytest.raises(SourceError):
        read_listing(content)
