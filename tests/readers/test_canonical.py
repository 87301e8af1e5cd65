"""Addresses of one article have their keys in common; those of two have not."""

from __future__ import annotations

import pytest

from wordpace.readers.canonical import better_address, keys_of

HOME = "https://paper.example/2026/11/the-lamp"


@pytest.mark.parametrize(
    "other",
    [
        "http://paper.example/2026/11/the-lamp",
        "https://www.paper.example/2026/11/the-lamp/",
        "https://PAPER.example:443/2026/11/the-lamp#comments",
        "https://paper.example./2026/11/the-lamp?utm_source=letter&utm_medium=email",
        "https://paper.example/2026/11/the-lamp?fbclid=abc&gclid=x&mc_eid=1&_ga=2",
        "https://paper.example/2026/./11/x/../the%2Dlamp#:~:text=lamp",
        "  https://paper.example/2026/11/the-lamp  ",
    ],
)
def test_what_never_changes_a_page_changes_no_key(other: str) -> None:
    """The protocol, www, a slash, a fragment, tracking."""
    assert keys_of(other) == keys_of(HOME)


@pytest.mark.parametrize(
    "other",
    [
        "https://m.paper.example/2026/11/the-lamp",
        "https://mobile.paper.example/2026/11/the-lamp?ref=home",
        "https://amp.paper.example/2026/11/the-lamp",
        "https://paper.example/amp/2026/11/the-lamp",
        "https://paper.example/2026/11/the-lamp/amp/",
        "https://paper.example/2026/11/the-lamp?outputType=amp",
        "https://paper.example/2026/11/the-lamp/index.html?share=copy",
    ],
)
def test_what_hardly_ever_changes_a_page_makes_it_kin(other: str) -> None:
    """Phones, AMP, counters: the same kin, another address."""
    one, two = keys_of(HOME), keys_of(other)
    assert one is not None and two is not None
    assert one.kin == two.kin
    assert one.address != two.address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HOME, "https://paper.example/2026/11/the-lamps"),
        (HOME, "https://other.example/2026/11/the-lamp"),
        (HOME, "https://paper.example:8080/2026/11/the-lamp"),
        ("https://paper.example/?p=1", "https://paper.example/?p=2"),
        ("https://paper.example/story?id=1&page=2", "https://paper.example/story?id=1&page=3"),
        ("https://paper.example/#!/one", "https://paper.example/#!/two"),
        ("https://paper.example/#/one", "https://paper.example/#/two"),
        ("https://paper.example/a%2Fb", "https://paper.example/a/b"),
        ("https://m.example/a", "https://example/a"),
        ("https://paper.example/A", "https://paper.example/a"),
    ],
)
def test_other_pages_have_other_keys(one: str, other: str) -> None:
    """What may tell two pages apart does."""
    first, second = keys_of(one), keys_of(other)
    assert first is not None and second is not None
    assert first.kin != second.kin


def test_the_order_of_parameters_does_not_matter() -> None:
    """The same ones are the same page."""
    assert keys_of("https://paper.example/?a=1&b=") == keys_of("https://paper.example/?b=&a=1")


@pytest.mark.parametrize("url", [None, "", "story.html", "file:///a", "https://", "https://[x/", "https://a:99999/"])
def test_what_is_no_web_address_has_none(url: str | None) -> None:
    """A file, a pasted text, nonsense."""
    assert keys_of(url) is None


def test_a_page_that_calls_itself_the_front_page_is_where_it_was_found() -> None:
    """Some sites say so of every page; all their articles would be one."""
    assert better_address("https://paper.example/", HOME) == HOME
    assert better_address(HOME, "https://paper.example/x?y=1") == HOME
    assert better_address("https://paper.example/", "https://www.paper.example") == "https://paper.example/"
    assert better_address(None, HOME) == HOME
    assert better_address("https://[broken", HOME) == "https://[broken"
