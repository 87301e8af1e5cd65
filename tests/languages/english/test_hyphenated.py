from __future__ import annotations

import pytest

from wordpace.languages.english.hyphenated import hyphenated
from wordpace.languages.english.written import words_of


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Chiang Kai-shek", {1: "kˌI", 2: "ʃˈɛk"}),
        ("Wang Chien-ming", {1: "ʧjˌɛn", 2: "mˈɪŋ"}),
        ("Park Geun-hye", {1: "ɡˌʊn", 2: "hˈA"}),
        ("Kim Dae Jung", {1: "dˌA", 2: "ʤˈʌŋ"}),
    ],
)
def test_a_given_name_of_two_syllables_is_read(text: str, readings: dict[int, str]) -> None:
    """After a surname of its country."""
    assert dict(hyphenated(words_of(text))) == readings


@pytest.mark.parametrize(
    "text", ["Park Avenue West", "Anne-Marie Lee", "Lee Ann-Marie", "a so-so song", "Moon In June", ""]
)
def test_other_hyphens_and_names_are_left_alone(text: str) -> None:
    """Both parts must be syllables, and the surname one of that country."""
    assert dict(hyphenated(words_of(text))) == {}
