from __future__ import annotations

import pytest

from wordpace.languages.english import ENGLISH


def said(text: str, word: str) -> str:
    words = ENGLISH.spoken(text)
    shares = ENGLISH.phonemes(words)
    return next(s.strip(".,") for w, s in zip(words, shares, strict=True) if w.text.lower().strip(".,") == word)


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        (
            "lead",
            {"They lead the race.": "lˈid", "The pipes contain lead and zinc.": "lˈɛd", "It has lead paint.": "lˈɛd"},
        ),
        ("live", {"People live in the town.": "lˈɪv", "The band made a live album.": "lˈIv"}),
        ("lives", {"He lives in Rome.": "lˈɪvz", "The storm cost many lives.": "lˈIvz"}),
        ("bass", {"She plays bass and drums.": "bˈAs", "They caught bass in the lake.": "bˈæs"}),
        ("bow", {"He drew his bow and shot an arrow.": "bˈO", "The ship hit ice with the bow.": "bˈW"}),
        ("polish", {"The Polish government fell.": "pˈOlɪʃ", "You should polish your shoes.": "pˈɑlɪʃ"}),
        ("close", {"They are close friends.": "klˈOs", "Please close the door.": "klˈOz"}),
        ("wind", {"The wind blew.": "wˈɪnd", "They have to wind down the firm.": "wˈInd"}),
        ("tear", {"Police used tear gas.": "tˈɪɹ", "Do not tear it up.": "tˈɛɹ"}),
        ("minute", {"Wait a minute.": "mˈɪnət", "They found minute amounts of it.": "mInˈut"}),
        ("row", {"The front row was full.": "ɹˈO", "A furious row erupted in parliament.": "ɹˈW"}),
        ("read", {"I want to read it.": "ɹˈid", "She has read it.": "ɹˈɛd"}),
        ("reading", {"He likes reading books.": "ɹˈidɪŋ", "The train from Reading was late.": "ɹˈɛdɪŋ"}),
        ("sake", {"For the sake of peace.": "sˈAk", "They drink sake with sushi.": "sˈɑki"}),
    ],
)
def test_the_words_around_tell_the_reading(word: str, readings: dict[str, str]) -> None:
    """Neighbours, words near by, capitals."""
    assert {text: said(text, word) for text in readings} == readings


@pytest.mark.parametrize(
    ("word", "as_noun", "as_verb"),
    [
        ("record", "It was a record.", "They will record the song."),
        ("object", "The object moved.", "We object to the plan."),
        ("increase", "There was a sharp increase.", "Prices may increase by half."),
        ("present", "He bought a present for them.", "They present the prize today."),
        ("estimate", "By one estimate it fell.", "They estimate the cost."),
        ("use", "The use of force is banned.", "They use the road."),
        ("excuse", "That is no excuse.", "Please excuse the noise."),
        ("separate", "They have separate rooms.", "We separate the two."),
    ],
)
def test_a_noun_and_a_verb_differ(word: str, as_noun: str, as_verb: str) -> None:
    """A determiner before it or a subject and an object around it."""
    assert said(as_noun, word) != said(as_verb, word)


def test_british_readers_have_their_own_vowels() -> None:
    """The same choice, in the other accent."""
    words = ENGLISH.spoken("A furious row over lead paint.")
    assert ENGLISH.phonemes(words, "gb")[2:5] == ("ɹˈW", "ˈQvə", "lˈɛd")
