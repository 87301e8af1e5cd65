from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.languages.english.chinese import Vocabulary
from wordpace.languages.english.origins import spelled_names, told_rows, vietnamese
from wordpace.languages.english.written import word_set, words_of

KNOWN = word_set("the president of said smith san long word spur my kim lan al gore tower")
VOCABULARY = Vocabulary(is_ordinary=KNOWN.__contains__, is_name=lambda lower: False)


def said(text: str) -> dict[str, str]:
    words = words_of(text)
    return {words[index].text: phonemes for index, phonemes in spelled_names(words, told_rows(words), VOCABULARY)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Ordóñez of Smith", {"Ordóñez"}),  # its letters
        ("said Tymchenko's Smith", {"Tymchenko"}),  # its ending
        ("said Wojciech Kamski", {"Wojciech", "Kamski"}),  # a given name before it
        ("said Enzo Ordóñez", {"Enzo", "Ordóñez"}),  # a telling word after it
        ("Hadi al-Qasimi said", {"Qasimi"}),  # what is joined to it
        ("Fulan bin Zahir said", {"Zahir"}),
        ("Tomasz Nowicz-Bielak", {"Tomasz", "Nowicz", "Bielak"}),
        ("DRAŽEN VUKAS SAID", {"DRAŽEN", "VUKAS"}),
    ],
)
def test_evidence_inside_a_word_or_beside_it_tells_the_origin(text: str, names: set[str]) -> None:
    """From name to name in one row of capitals."""
    assert set(said(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Kamski said",  # no evidence
        "Wojciech's Kamski",  # another's
        "Wojciech said Kamski",
        "Al Gorek said",
        "the señorita",  # no capital
        "Smith of San Long",
        "Igor Smithson",  # no Slavic surname
        "",
    ],
)
def test_without_evidence_a_word_is_left_to_the_voice(text: str) -> None:
    """A miss is better than a false alarm; a given name alone may be read."""
    assert set(said(text)) <= {"Wojciech", "Igor"}


def test_what_the_voice_knows_is_left_to_it() -> None:
    """Its lexicon is right more often than a rule."""
    assert "Smith" not in said("Wojciech Smith")


def test_a_full_vietnamese_name_counts_for_more_than_its_words() -> None:
    """Three syllables in a row, one of them sure; two may be anything."""
    words = words_of("Truong My Lan said. Kim Lan said.")
    assert [words[index].text for index, _ in vietnamese(words, told_rows(words))] == ["Truong", "My", "Lan"]


@given(
    st.lists(st.sampled_from(["Nguyễn", "al-", "bin", "İö", "Łł", "'s", "ñ", "Ж", "-", "Abu"]) | st.text(max_size=4))
)
def test_any_text_can_be_looked_through(parts: list[str]) -> None:
    """Never an exception, each index once and in order."""
    words = words_of(" ".join(parts))
    places = [index for index, _ in spelled_names(words, told_rows(words), VOCABULARY)]
    assert places == sorted(set(places))
    assert set(dict(vietnamese(words, told_rows(words)))) <= set(range(len(words)))
