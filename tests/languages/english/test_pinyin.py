from __future__ import annotations

import pytest

from wordpace.languages.english.pinyin import SYLLABLES, is_telling, said, syllables


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Jinping", ("jin", "ping")),
        ("Xi'an", ("xi", "an")),
        ("Jinan", ("ji", "nan")),
        ("Chenyu", ("chen", "yu")),
        ("Shijiazhuang", ("shi", "jia", "zhuang")),
        ("Lyu", ("lü",)),
        ("Fei-Fei", ("fei", "fei")),
    ],
)
def test_a_word_is_cut_as_pinyin_is_spelled(word: str, parts: tuple[str, ...]) -> None:
    """A syllable inside a word begins with a consonant; an apostrophe begins another; fewest syllables win."""
    assert syllables(word) == parts


@pytest.mark.parametrize("word", ["Britain", "Daegu", "Victor", "", "Xyz", "Tiananmen", "-", "Nguyen"])
def test_what_is_not_pinyin_has_no_syllables(word: str) -> None:
    """Other spellings, and syllables that Mandarin has not."""
    assert syllables(word) is None


def test_all_of_mandarins_syllables_are_there() -> None:
    """About four hundred, as every table of pinyin says."""
    assert 395 <= len(SYLLABLES) <= 420


@pytest.mark.parametrize(
    ("word", "reading"),
    [("Xi", "ʃˈi"), ("Jinping", "ʤˌɪnpˈɪŋ"), ("Zhou", "ʤˈO"), ("Cao", "tsˈW"), ("Qin", "ʧˈɪn"), ("Shi", "ʃˈɜɹ")],
)
def test_a_syllable_is_said_with_the_nearest_english_sounds(word: str, reading: str) -> None:
    """What newsreaders get wrong first: x, q, c, zh."""
    assert said(syllables(word) or ()) == reading


def test_only_spellings_of_mandarin_alone_are_telling() -> None:
    """Names of other languages that could be cut into syllables too are not."""
    assert all(is_telling(syllables(word) or ()) for word in ["Keqiang", "Guangzhou", "Zhipu", "Shifang"])
    assert not any(
        is_telling(syllables(word) or ()) for word in ["Bianca", "Damian", "Obama", "Susan", "Milan", "Monique"]
    )
