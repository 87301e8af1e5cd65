"""A language read with a listener's dictionary."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.dictionary import Dictionary
from wordpace.languages.english import ENGLISH
from wordpace.languages.personal import PersonalLanguage
from wordpace.records import Entry, SpokenWord

ENTRIES = (
    Entry("Xi Jinping", "respelling", "SHEE jin-PING"),
    Entry("Vell", "ipa", "veɪ"),
    Entry("GPT-4", "say-as", "gee pee tee 4"),
    Entry("Orm", "skip"),
)


def language(*entries: Entry) -> PersonalLanguage:
    return PersonalLanguage(ENGLISH, Dictionary(entries or ENTRIES))


def said(text: str) -> list[tuple[str, str]]:
    words = language().spoken(text)
    return [(word.text, phonemes) for word, phonemes in zip(words, language().phonemes(words), strict=True)]


def test_a_name_has_the_reading_it_was_given() -> None:
    """Each of its words its own, with an 's and with punctuation."""
    words = dict(said("Xi Jinping's lamp, not Vell's."))
    assert words["Xi"] == "ʃˈi"
    assert words["Jinping's"] == "ʤɪnpˈɪŋz"
    assert words["Vell's."] == "vˈAz."


def test_other_words_are_read_in_place_and_light_the_written_ones() -> None:
    """They are read like any text, numbers too."""
    text = "It is GPT-4's."
    spoken = language().spoken(text)
    assert [word.text for word in spoken][-4:] == ["gee", "pee", "tee", "four's."]
    assert {(word.start, word.end) for word in spoken[-4:-1]} == {(6, 11)}


def test_what_is_to_be_skipped_is_told_as_such() -> None:
    """So that the script can keep it in the receipt."""
    assert language().unsayable("The Orm said") == ((4, 7, "dictionary"),)


def test_what_is_not_in_the_dictionary_is_as_it_was() -> None:
    """Word for word."""
    assert language().spoken("Nothing here costs $5.") == ENGLISH.spoken("Nothing here costs $5.")


def test_a_proposal_that_is_in_the_dictionary_comes_first() -> None:
    """It is how the word is said now."""
    assert language().proposals("Vell")[0] == ENTRIES[1]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["Xi Jinping", "Vell", "GPT-4", "Lorem", "$5m", "said", "(Vell)", "Vell-led", '"Vell,"']),
        max_size=8,
    )
)
def test_every_spoken_word_stands_for_a_place_in_the_text(parts: list[str]) -> None:
    """In order, within the text, never empty."""
    text = " ".join(parts)
    words = language().spoken(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(a.start <= b.start for a, b in pairwise(words))
    assert all(_fits(word) for word in words)


def _fits(word: SpokenWord) -> bool:
    return word.fixed is None or (
        0 <= word.fixed.start < word.fixed.end <= len(word.text) and word.fixed.phonemes != ""
    )
