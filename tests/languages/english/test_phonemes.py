from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hibari.g2p import G2P
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH
from wordpace.languages.english.phonemes import ipa
from wordpace.records import SpokenWord

MARKS = set(';:,.!?—…"()“” ')


def phonemes(text: str) -> tuple[str, ...]:
    return ENGLISH.phonemes(ENGLISH.spoken(text))


@pytest.fixture(scope="module")
def reader() -> G2P:
    return G2P()


@pytest.mark.parametrize(
    "text",
    [
        "She's read the New York-based firm's books — they're well-known (aged 5).",
        "I can't, won't and shouldn't've gone; the boys' club did!",
        "The U.S. paid $5.3m to AT&T at 5 p.m. on June 30, didn't it?",
        "An apple, the hour and the end… to eat.",
        "Mr. Müller's café in D.C. cannot lead the miners.",
    ],
)
def test_the_words_shares_together_are_the_sentence(text: str, reader: G2P) -> None:
    """Nothing is lost or changed by telling whose phonemes are whose."""
    words = ENGLISH.spoken(text)
    whole = reader(" ".join(word.text for word in words), normalize_text=False)
    assert " ".join(filter(None, ENGLISH.phonemes(words))) == " ".join(whole.split())


def test_each_word_has_its_own_phonemes() -> None:
    """Punctuation stays with its word, and a contraction is one word."""
    assert phonemes("It's five, yes.") == ("ˌɪts", "fˈIv,", "jˈɛs.")


def test_the_accents_differ() -> None:
    """A British reader does not say an American r."""
    words = ENGLISH.spoken("the car")
    assert ENGLISH.phonemes(words, "gb") != ENGLISH.phonemes(words, "us")


def test_ipa_writes_the_shorthand_out() -> None:
    """Kokoro's one-letter diphthongs and affricates become IPA; punctuation goes."""
    assert ipa("ʤˈOk, wˈAT ʧˈIm.") == "dʒˈoʊk wˈeɪɾ tʃˈaɪm"


def test_no_words_have_no_phonemes() -> None:
    """Nothing in, nothing out."""
    assert ENGLISH.phonemes(()) == ()


def test_two_threads_can_read_at_once() -> None:
    """The reader is loaded once and shared."""
    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(phonemes, ["Say it again."] * 4))) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_word_is_silent(text: str) -> None:
    """Whatever has letters is heard, and only in characters that the voice knows."""
    words: tuple[SpokenWord, ...] = ENGLISH.spoken(text)
    for word, share in zip(words, ENGLISH.phonemes(words), strict=True):
        if any(map(str.isalnum, word.text)):
            assert set(share) - MARKS, word


@pytest.mark.parametrize("word", ["-0" * 1500, "a.m." * 500, "1a" * 800])
def test_a_word_of_thousands_of_parts_is_read_in_pieces(word: str) -> None:
    """Read whole, it would take hours."""
    (said,) = ENGLISH.phonemes((SpokenWord(word, 0, 1),), "us")
    assert said
