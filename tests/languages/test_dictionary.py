"""A listener's dictionary: what matches, and what goes first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.errors import LexiconError
from wordpace.languages.dictionary import Dictionary, scopes_of
from wordpace.records import Article, Block, Entry


def found(text: str, *entries: Entry) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.entry.said) for each in Dictionary(entries).find(text)]


def say(written: str, said: str = "x", **more: object) -> Entry:
    return Entry(written, "say-as", said, **more)  # type: ignore[arg-type]


def test_a_word_matches_whole_words_only() -> None:
    """Before a full stop and an 's, not inside a longer word."""
    assert found("Xi, Xi's and Xiamen; Maxi.", say("Xi")) == [("Xi", "x"), ("Xi", "x")]


def test_case_does_not_count_unless_asked() -> None:
    """Headlines are written in capitals."""
    assert found("NGUYEN said", say("Nguyen")) == [("NGUYEN", "x")]
    assert found("polish the Polish lamp", say("Polish", exact=True)) == [("Polish", "x")]


def test_accents_and_other_scripts_are_letters() -> None:
    """A word ends where its letters end, whatever they are."""
    assert found("Zoë, Zoëlle", say("Zoë")) == [("Zoë", "x")]
    assert found("Лев и Левин", say("Лев")) == [("Лев", "x")]


def test_the_longer_match_goes_first() -> None:
    """A full name over a surname, wherever they stand in the dictionary."""
    assert found("Xi Jinping", say("Xi", "a"), say("Xi Jinping", "b")) == [("Xi Jinping", "b")]
    assert found("New Yorker", say("New York", "a"), say("New", "b")) == [("New", "b")]


def test_the_narrower_scope_goes_first() -> None:
    """Even over a longer match; and the reason is told."""
    everywhere, here = say("Vell", "a"), say("Vell", "b", scope="site:courier.example")
    dictionary = Dictionary([here, everywhere])
    assert [each.entry for each in dictionary.find("Vell")] == [here]
    assert [(each.entry, each.beaten_by) for each in dictionary.explain("Vell")] == [(here, None), (everywhere, here)]


def test_the_newer_of_two_equal_entries_goes_first() -> None:
    """The last one in the dictionary."""
    assert found("Vell", say("Vell", "a"), say("vell", "b")) == [("Vell", "b")]


def test_a_pattern_is_re2s() -> None:
    """It matches anywhere, in code points."""
    assert found("é AB12, AB3", say(r"AB\d+", match="pattern")) == [("AB12", "x"), ("AB3", "x")]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (say(r"(a)\1", match="pattern"), "linear time"),
        (say(r"a(?=b)", match="pattern"), "linear time"),
        (say("(", match="pattern"), "can't be used"),
        (say("a*", match="pattern"), "matches nothing"),
        (say(""), "needs what is written"),
        (say("a", ""), "needs what is written"),
        (say("a\tb"), "tab"),
        (say("a" * 201), "200"),
        (say("a", scope="site:"), "scope"),
        (say("a", scope="planet"), "scope"),
        (say("(a"), "does not begin with a letter"),
    ],
)
def test_an_entry_that_can_not_be_used_says_why(entry: Entry, told: str) -> None:
    """In one line."""
    with pytest.raises(LexiconError, match=told):
        Dictionary([entry])


def test_an_articles_scopes_go_from_wide_to_narrow() -> None:
    """One without an address is known by what is in it."""
    assert scopes_of(Article("A", (), url="https://www.a.example/x")) == (
        "everywhere", "site:a.example", "article:https://www.a.example/x",
    )  # fmt: skip
    first, second = (scopes_of(Article("A", (Block("paragraph", text),))) for text in ("one", "two"))
    assert first[0] == "everywhere"
    assert first[-1].startswith("article:")
    assert first != second


@given(st.text(max_size=60), st.lists(st.text(alphabet="ab c", min_size=1, max_size=4), max_size=5))
def test_matches_never_overlap_and_are_in_order(text: str, words: list[str]) -> None:
    """Whatever the text and the entries are."""
    entries = [say(word, match="anywhere") for word in words if word.strip()]
    matches = Dictionary(entries).find(text + " ab c abc")
    assert all(a.end <= b.start for a, b in pairwise(matches))
