"""Readings as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.errors import LexiconError
from wordpace.languages.english import ENGLISH
from wordpace.languages.english.phonemes import ipa
from wordpace.languages.english.respelling import ALPHABET, fixed


@pytest.mark.parametrize(
    ("written", "phonemes"),
    [
        ("SHEE jin-PING", "ʃˈi ʤɪnpˈɪŋ"),
        ("ahn-LYE", "ɑnlˈI"),
        ("kuh-ZAHK-stahn", "kəzˈɑkstɑn"),
        ("NYOO-tən", "njˈutən"),
        ("bye", "bˈI"),
        ("THAY-ler", "θˈAləɹ"),
    ],
)
def test_a_respelling_is_read_by_its_syllables(written: str, phonemes: str) -> None:
    """The stress is on the syllable in capitals, else on the first."""
    assert fixed("respelling", written) == phonemes


@pytest.mark.parametrize(
    ("written", "phonemes"),
    [
        ("ʃiː dʒɪnˈpɪŋ", "ʃˈi ʤɪnpˈɪŋ"),
        ("/ˈkæɹəˌlaɪnə/", "kˈæɹəlˌInə"),
        ("maˈkʁɔ̃", "mɑkɹˈɔ"),
        ("t͡ʃɛk", "ʧˈɛk"),
    ],
)
def test_ipa_is_read_in_any_of_its_customs(written: str, phonemes: str) -> None:
    """Stress before the syllable, length marks, ties; sounds that English lacks by their nearest."""
    assert fixed("ipa", written) == phonemes


def test_a_british_voice_says_it_the_british_way() -> None:
    """The same entry for both."""
    assert fixed("respelling", "KAR-ter", "us") == "kˈɑɹtəɹ"
    assert fixed("respelling", "KAR-ter", "gb") == "kˈɑːtə"


@pytest.mark.parametrize(
    ("kind", "said", "wrong"), [("ipa", "ʘa", "ʘ"), ("respelling", "SH$", r"\$"), ("ipa", "ʃ", "vowel")]
)
def test_what_can_not_be_said_is_named(kind: str, said: str, wrong: str) -> None:
    """The very symbol."""
    with pytest.raises(LexiconError, match=wrong):
        fixed(kind, said)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABC- '", max_size=20))
def test_any_letters_are_phonemes_or_one_clear_error(said: str) -> None:
    """Only ones that a voice knows."""
    try:
        assert set(fixed("respelling", said)) <= ALPHABET
    except LexiconError as error:
        assert str(error)


@pytest.mark.parametrize("word", ["Xi", "lead", "reuters", "NATO", "Guangzhou", "bass"])
def test_the_first_proposal_says_a_word_as_it_is_said_now(word: str) -> None:
    """Its IPA, read back, is the same reading; and there are no doubles."""
    first, *others = ENGLISH.proposals(word)
    assert ipa(fixed("ipa", first.said)) == first.said
    assert first not in others
