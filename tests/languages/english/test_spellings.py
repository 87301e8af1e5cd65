from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.english.alphabet import british
from wordpace.languages.english.spellings import spelled
from wordpace.languages.english.written import word_set

LANGUAGES = sorted(
    word_set("spanish portuguese italian german polish turkish east slavic icelandic arabic indian vietnamese")
)
LETTERS = "abcdefghijklmnopqrstuvwxyzáâãäåæçčćďđéěęëíłńñňóôõöøřšśßťúůüýžźżąığşðþơưấếộữ"


@pytest.mark.parametrize(
    ("word", "language", "said"),
    [
        ("quiñones", "spanish", "kinjˈOnɛs"),
        ("echeverría", "spanish", "ˌɛʧɛvɛɹˈiə"),
        ("perez", "spanish", "pˈɛɹɛz"),
        ("leitão", "portuguese", "lAtˈW"),
        ("carvalho", "portuguese", "kɑɹvˈɑljO"),
        ("cecchini", "italian", "ʧɛkˈini"),
        ("guglielmo", "italian", "ɡuljˈɛlmO"),
        ("schäfer", "german", "ʃˈɛfəɹ"),
        ("würselen", "german", "vˈʊɹzɛlən"),
        ("brzeziński", "polish", "bʒɛʒˈinski"),
        ("wyszyński", "polish", "vɪʃˈɪnski"),
        ("kocaoğlu", "turkish", "kOʤˈɑOlu"),
        ("yıldırım", "turkish", "jˌəldəɹˈəm"),
        ("tymchenko", "east", "tɪmʧˈɛŋkO"),
        ("bozhenova", "east", "bˌOʒɛnˈOvə"),
        ("stanković", "slavic", "stˈɑŋkəvɪʧ"),
        ("guðmundsdóttir", "icelandic", "ɡˈʊðmʊndsdɔtɪɹ"),
        ("zawahiri", "arabic", "zɑwˈɑhiɹi"),
        ("machilipatnam", "indian", "mˌəʧilipˈɑtnəm"),
        ("phượng", "vietnamese", "fˈʊəŋ"),
        ("nghiêm", "vietnamese", "nˈiɛm"),
    ],
)
def test_each_language_has_its_own_letters_and_stress(word: str, language: str, said: str) -> None:
    """By rule, for words that no list has."""
    assert spelled(word, language) == said


@pytest.mark.parametrize(
    ("word", "language"), [("wxq", "turkish"), ("straße", "vietnamese"), ("brr", "italian"), ("", "east")]
)
def test_what_a_language_has_not_is_not_read(word: str, language: str) -> None:
    """A letter without a rule, a syllable that can't be, a word without a vowel."""
    assert spelled(word, language) is None


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=LETTERS, max_size=14) | st.text(max_size=6), st.sampled_from(LANGUAGES))
def test_every_reading_is_in_the_voices_alphabet(word: str, language: str) -> None:
    """Never an exception, one stress, and no sound that the voice has not, in both accents."""
    from hibari.g2p import ASSETS

    known = set(json.loads((Path(ASSETS) / "vocab.json").read_text(encoding="utf-8")))
    said = spelled(word, language)
    if said is not None:
        assert said.count("ˈ") == 1
        assert not set(said + british(said)) - known
