"""One suite for every voice: what ports.Voice promises, held by each engine."""

from __future__ import annotations

import numpy as np
import pytest

from wordpace.errors import VoiceNotInstalled
from wordpace.ports import Voice
from wordpace.records import Utterance
from wordpace.settings import load_settings
from wordpace.voices.catalog import VoiceCatalog
from wordpace.voices.hibari import vocabulary
from wordpace.voices.measure import calibration

HELLO = "həlˈO, ðˈɛɹ."


def said(phonemes: str) -> Utterance:
    return Utterance("", (), phonemes, ())


@pytest.fixture(scope="module", params=["heart", "silent", "af_heart", "bm_george", "joe"])
def voice(request: pytest.FixtureRequest) -> Voice:
    """Each kind of voice; those that have to be added are skipped where nobody did."""
    catalog = VoiceCatalog(load_settings().data_dir / "voices", include_silent=True)
    try:
        return catalog.open(request.param)
    except VoiceNotInstalled as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def heart() -> Voice:
    return VoiceCatalog(load_settings().data_dir / "voices").open("heart")


@pytest.mark.parametrize("phonemes", [HELLO, "ˈA", ".", " ", "“nˈu”—", "wˈɜɹd " * 66 + "ˈɛnd."])
def test_every_phoneme_and_both_pads_have_their_duration(voice: Voice, phonemes: str) -> None:
    """One count for each, none negative; together they are exactly the samples."""
    speech = voice.speak(said(phonemes))
    assert len(speech.durations) == len(phonemes) + 2
    assert min(speech.durations) >= 0
    assert sum(speech.durations) == len(speech.samples)
    assert all(type(duration) is int for duration in speech.durations)


def test_samples_are_plain_audio(voice: Voice) -> None:
    """Float32 within full scale, at the rate that the card states."""
    speech = voice.speak(said(HELLO))
    assert speech.samples.dtype == np.float32
    assert speech.samples.ndim == 1
    assert 0.001 < np.abs(speech.samples).max() <= 1
    assert speech.rate == voice.card.rate


def test_the_same_utterance_sounds_the_same_always(voice: Voice) -> None:
    """To the sample, whatever was said in between."""
    first = voice.speak(said(HELLO))
    voice.speak(said("sˈʌmθɪŋ ˈɛls ɪntˈIəɹli."))
    again = voice.speak(said(HELLO))
    assert np.array_equal(first.samples, again.samples)
    assert first.durations == again.durations


def test_an_empty_utterance_gives_no_samples(voice: Voice) -> None:
    """And only the pads' durations, which are zero."""
    speech = voice.speak(said(""))
    assert len(speech.samples) == 0
    assert speech.durations == (0, 0)


def test_every_phoneme_of_the_alphabet_can_be_spoken(voice: Voice) -> None:
    """A name from anywhere stops no voice."""
    phonemes = "".join(vocabulary())
    assert len(voice.speak(said(phonemes)).durations) == len(phonemes) + 2


def test_the_card_says_what_the_voice_is(voice: Voice) -> None:
    """Complete for every voice that ships figures."""
    card = voice.card
    assert card.installed and card.licence and card.language and card.model
    assert card.natural_wpm and card.loudness


def test_a_paragraph_takes_about_as_long_as_with_the_voice_heart(voice: Voice, heart: Voice) -> None:
    """Within a quarter: what is tested with one voice holds for another."""
    first, second = (
        sum(len(each.speak(said(sentence)).samples) for sentence in calibration(each.card.accent).sentences[:5])
        / each.card.rate
        for each in (voice, heart)
    )
    assert 0.75 < first / second < 1.25
