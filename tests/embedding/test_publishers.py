"""Whose pages may embed the player, and which addresses are their own."""

from __future__ import annotations

import pytest

from wordpace.embedding.publishers import Publishers, read_address
from wordpace.errors import NotTrusted, WordpaceError

NEWS, OTHER, WIDE = "https://news.example", "https://other.example:8443", "https://*.papers.example"


@pytest.fixture
def publishers() -> Publishers:
    return Publishers((NEWS, OTHER, WIDE))


@pytest.mark.parametrize(
    ("origin", "url", "address"),
    [
        (NEWS, f"{NEWS}/lamp", f"{NEWS}/lamp"),
        (NEWS, f"{NEWS}", f"{NEWS}/"),
        (NEWS, "HTTPS://News.Example:443/lamp#top", f"{NEWS}/lamp"),
        (NEWS, "http://news.example/lamp", f"{NEWS}/lamp"),
        (NEWS, "https://www.news.example/lamp", "https://www.news.example/lamp"),
        ("https://www.news.example", f"{NEWS}/lamp", f"{NEWS}/lamp"),
        (NEWS, f"{NEWS}/lamp?id=7&utm_source=x&fbclid=y", f"{NEWS}/lamp?id=7"),
        (NEWS, f"{NEWS}/lamp?id=7&b=%20", f"{NEWS}/lamp?id=7&b=%20"),
        (NEWS, f"{NEWS}/größe", f"{NEWS}/gr%C3%B6%C3%9Fe"),
        (NEWS, f"{NEWS}./lamp", f"{NEWS}/lamp"),
        (OTHER, f"{OTHER}/lamp", f"{OTHER}/lamp"),
        ("https://a.papers.example", "https://b.c.papers.example/lamp", "https://b.c.papers.example/lamp"),
        ("https://papers.example", "https://www.papers.example/lamp", "https://www.papers.example/lamp"),
    ],
)
def test_an_origin_has_its_own_addresses_in_one_spelling(
    publishers: Publishers, origin: str, url: str, address: str
) -> None:
    """Case, port, fragment and tracking make no difference, www. and http belong to the same publisher."""
    assert publishers.of(url, origin)[1] == address
    assert publishers.of(url)[1] == address


@pytest.mark.parametrize(
    ("origin", "url"),
    [
        (NEWS, f"{OTHER}/lamp"),
        (NEWS, "https://news.example.evil/lamp"),
        (NEWS, "https://evil-news.example/lamp"),
        (NEWS, "https://a.news.example/lamp"),
        (NEWS, "https://news.example:8443/lamp"),
        (NEWS, "https://news.example@evil.example/lamp"),
        (NEWS, "https://user:word@news.example/lamp"),
        (NEWS, "https://evil.example\\@news.example/lamp"),
        (NEWS, "https://news.example\\.evil.example/lamp"),
        (NEWS, "https://news.example\t.evil/lamp"),
        (NEWS, " https://news.example/lamp"),
        (NEWS, "//news.example/lamp"),
        (NEWS, "javascript:alert(1)"),
        (NEWS, "file:///etc/passwd"),
        (NEWS, "https://[::1/lamp"),
        (NEWS, "https://news.example:99999/lamp"),
        (NEWS, "https://"),
        (NEWS, ""),
        (NEWS, f"{NEWS}/{'x' * 2000}"),
        (OTHER, "https://other.example/lamp"),
        (WIDE.replace("*", "a"), "https://evilpapers.example/lamp"),
        ("https://evil.example", "https://evil.example/lamp"),
        ("https://evil.example", f"{NEWS}/lamp"),
        ("null", f"{NEWS}/lamp"),
        ("", f"{NEWS}/lamp"),
        (f"{NEWS}/", f"{NEWS}/lamp"),
        ("http://news.example", f"{NEWS}/lamp"),
        (f"{NEWS},{OTHER}", f"{NEWS}/lamp"),
        ("https://NEWS.example", f"{NEWS}/lamp"),
    ],
)
def test_nobody_else_and_nothing_else(publishers: Publishers, origin: str, url: str) -> None:
    """Neither another origin, nor another's address, nor what only looks like its own."""
    with pytest.raises(NotTrusted):
        publishers.of(url, origin)


@pytest.mark.parametrize(
    "wrong",
    ["news.example", f"{NEWS}/path", "*", "https://*", "https://*.example", "ftp://news.example", "https://[", "null",
     f"{NEWS}?x", f"{NEWS}#x", "https://a.*.example.org"],
)  # fmt: skip
def test_what_is_no_origin_is_told_at_the_start(wrong: str) -> None:
    """With the line that names it."""
    with pytest.raises(WordpaceError, match="embed_origins"):
        Publishers([wrong])


def test_a_policy_for_frames_names_a_publishers_pages(publishers: Publishers) -> None:
    """As a content-security policy lists them."""
    assert publishers.all[0].sources == (NEWS, "https://www.news.example")
    assert publishers.all[2].sources == ("https://papers.example", "https://*.papers.example")


def test_a_host_of_a_million_dots_is_read_in_no_time() -> None:
    """It is too long to be one."""
    assert read_address(f"https://{'a.' * 1_000_000}/") is None
    assert read_address(f"https://{'a' * 1900}!/") is None
