"""What a robots.txt allows, by RFC 9309."""

from __future__ import annotations

import pytest

from wordpace.pipeline.robots import EVERYTHING, NOTHING, read_robots

FOR_ALL = """
User-agent: *
Disallow: /private/
Allow: /private/open   # a longer rule goes before
Disallow: /*.pdf$
Disallow: /*?sort=
Disallow: /caf%C3%A9
Disallow:
"""
GROUPS = """\ufeffUser-Agent: Other\nUser-Agent: Wordpace\nDisallow: /a\n\nUser-agent: *\nDisallow: /\nSitemap: /s\n
User-agent: wordpace
disallow : /b
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", True), ("/", True), ("/private", True), ("/private/", False), ("/private/x", False),
        ("/private/open", True), ("/private/opening", True), ("/x.pdf", False), ("/x.pdf?y", True),
        ("/x?sort=1", False), ("/x?a=1&sort=1", True), ("/café", False), ("/caf%c3%a9", False), ("/cafe", True),
    ],
)  # fmt: skip
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    """Stars, an end, comments and escaped letters as the RFC has them; a rule without a path says nothing."""
    assert read_robots(FOR_ALL).allow(f"https://site.example{path}") is allowed


def test_rules_by_name_go_before_those_for_all() -> None:
    """All groups for this program together, and a group may have several names."""
    rules = read_robots(GROUPS)
    assert [rules.allow(f"https://site.example/{path}") for path in ("a", "b", "c")] == [False, False, True]
    assert not read_robots("User-agent: *\nDisallow: /").allow("https://site.example")


@pytest.mark.parametrize("text", ["", "<!doctype html><p>Not found", "Disallow: /", "User-agent: other\nDisallow: /"])
def test_what_says_nothing_to_us_allows_everything(text: str) -> None:
    """An empty file, a page of HTML, rules for nobody, rules for others."""
    assert read_robots(text).allow("https://site.example/x")


def test_everything_and_nothing() -> None:
    """The rules of sites that gave none."""
    assert EVERYTHING.allow("https://site.example/x")
    assert not NOTHING.allow("https://site.example/x")


def test_a_rule_made_to_take_long_takes_one_pass() -> None:
    """Ten thousand stars over a long path."""
    rules = read_robots("User-agent: *\nDisallow: /" + "*a" * 10_000 + "b$")
    assert rules.allow("https://site.example/" + "a" * 50_000)
