from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wordpace.languages.english.written import words_of


def test_a_possessive_is_not_part_of_a_name_and_an_apostrophe_is() -> None:
    """Xi'an's is Xi'an and what it owns."""
    first, second = words_of("Xi'an’s O'Neill")
    assert (first.text, first.owned, second.text, second.owned) == ("Xi'an", True, "O'Neill", False)


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    """Each word with the gap before it."""
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
        assert text[: word.start].endswith(word.gap)
