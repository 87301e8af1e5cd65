from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH
from wordpace.languages.english.lexicon import pinyin_names, sounded_names
from wordpace.languages.english.phonemes import ipa


def said(text: str) -> str:
    return ipa(" ".join(filter(None, ENGLISH.phonemes(ENGLISH.spoken(text)))))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Xi Jinping's visit.", "ʃˈi dʒˌɪnpˈɪŋz"),
        ("Talks in Kyiv.", "kˈiɪv"),
        ("Ursula von der Leyen spoke.", "ˈʊɹsulə fɔn dɛɹ lˈaɪən"),
        ("Tsai Ing-wen left.", "tsˌaɪ ˌɪŋwˈɛn"),
        ("Edward Said wrote.", "sɑˈid"),
        ("The Beijing-based firm.", "bˌeɪdʒˈɪŋbˌeɪst"),
        ("President Park Geun-hye resigned.", "ɡˌʊnhˈeɪ"),
        ("XI JINPING VISITS KYIV", "ʃˈi dʒˌɪnpˈɪŋ"),
        ("Mr Kuribayashi bowed.", "kˌuɹibɑjˈɑʃi"),
    ],
)
def test_names_are_said_as_newsreaders_say_them(text: str, part: str) -> None:
    """Listed or by rule, in the middle of a sentence, with what is joined to them."""
    assert part in said(text)


def test_a_listed_name_needs_its_capitals() -> None:
    """Edward said something else."""
    assert "sˈɛd" in said("Edward said so.")


def test_the_article_tells_who_is_meant() -> None:
    """A surname alone is read as the full name's, and no other sentence changes."""
    article = ["Song Zheyuan spoke.", "Then Song said it again.", "It was a song."]
    within = ENGLISH.within(article)
    pairs = [(ENGLISH.phonemes(ENGLISH.spoken(text)), within.phonemes(within.spoken(text))) for text in article]
    assert [before != after for before, after in pairs] == [False, True, False]


def test_every_listed_name_is_in_the_voices_alphabet() -> None:
    """In both accents, and with one reading a word."""
    from hibari.g2p import ASSETS

    known = set(json.loads((Path(ASSETS) / "vocab.json").read_text(encoding="utf-8")))
    from wordpace.languages.english.alphabet import british

    for name, readings in (phrase for phrases in sounded_names().values() for phrase in phrases):
        for reading in readings:
            assert not set(reading + british(reading)) - known, name
    assert len(pinyin_names()) > 300


CHUNKS = st.sampled_from(
    ["Xi", "Jinping", "Long", "He", "Xi'an", "Kai-shek", "Park", "Geun-hye", "von", "lead", "’s", "—", "İs", "Ma"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(CHUNKS | st.text(max_size=4), max_size=12).map(" ".join))
def test_whatever_is_written_has_a_reading_in_the_voices_alphabet(text: str) -> None:
    """No name or neighbour breaks the reader; each spoken word has its own phonemes."""
    from hibari.g2p import ASSETS

    known = set(json.loads((Path(ASSETS) / "vocab.json").read_text(encoding="utf-8")))
    language = ENGLISH.within([text])
    words = language.spoken(text)
    for accent in ("us", "gb"):
        shares = language.phonemes(words, accent)
        assert len(shares) == len(words)
        assert not set("".join(shares)) - known
