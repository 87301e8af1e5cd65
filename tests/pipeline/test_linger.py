"""Slow speech lingers on what can be held, and leaves the rest as short as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.pipeline.linger import lengthened
from wordpace.pipeline.pace import fit
from wordpace.records import Range, TimedSpeech

RATE = 24000


def syllables(vowels: list[int], consonant: int = 60, pause: int = 0) -> TimedSpeech:
    """Vowels (a tone of 150 Hz) with a consonant (a hiss) and then a pause before each; milliseconds.

    Each sound is a word of its own, so that it can be followed.
    """
    noise = np.random.default_rng(1)
    parts, words, pauses, at = [], [], [], 0
    for vowel in vowels:
        silence, hiss, tone = (each * RATE // 1000 for each in (pause, consonant, vowel))
        voiced = np.sin(np.arange(tone) * 2 * np.pi * 150 / RATE) / 3
        parts += [np.zeros(silence), noise.uniform(-0.2, 0.2, hiss), voiced]
        pauses.append(Range(at, at + silence))
        words += [Range(at + silence, at + silence + hiss), Range(at + silence + hiss, at + silence + hiss + tone)]
        at += silence + hiss + tone
    samples = np.concatenate(parts).astype(np.float32)
    return TimedSpeech(samples, RATE, tuple(words), tuple(pauses), tuple(words[1::2]))


def growth(before: TimedSpeech, after: TimedSpeech, sound: int) -> float:
    """How many times as long one of the sounds has become."""
    return after.words[sound].length / before.words[sound].length


@pytest.mark.parametrize("factor", [1.1, 1.4, 1.6])
def test_a_consonant_grows_less_than_a_vowel(factor: float) -> None:
    """A stop's sound between vowels hardly grows; the vowels take what it does not."""
    speech = syllables([150, 200, 180, 220])
    slow = fit(speech, round(factor * len(speech.samples)), factor)
    assert growth(speech, slow, 2) < 1 + (factor - 1) / 2
    assert growth(speech, slow, 3) > factor


def test_a_consonant_is_heard_as_short_as_its_time_says() -> None:
    """The hiss itself, found in the sound, is at most a fifth longer where all is half as long again."""
    speech = syllables([200, 220])
    slow = lengthened(speech, len(speech.samples) * 3 // 2)
    # A tone hardly differs from one sample to the next, a hiss does.
    hiss = [np.count_nonzero(np.abs(np.diff(each.samples)) > 0.02) for each in (speech, slow)]
    assert hiss[0] < hiss[1] < 1.2 * hiss[0]


def test_what_vowels_can_not_take_consonants_do() -> None:
    """Beyond a vowel's longest all sounds become longer, evenly in the end."""
    speech = syllables([150, 200, 180])
    slow = lengthened(speech, 3 * len(speech.samples))
    assert growth(speech, slow, 2) == pytest.approx(3, rel=0.05)
    assert growth(speech, slow, 3) == pytest.approx(3, rel=0.05)


def test_silences_are_left_to_the_pauses_rule() -> None:
    """A silence, which a voice may count to the vowel before it, keeps its length and stays silent."""
    speech = syllables([200, 200], pause=150)
    speech = replace(speech, held=(Range(speech.words[1].start, speech.pauses[1].end), speech.words[3]))
    slow = lengthened(speech, len(speech.samples) * 4 // 3)
    for before, after in zip(speech.pauses, slow.pauses, strict=True):
        assert after.length == pytest.approx(before.length, abs=0.02 * RATE)
        assert not slow.samples[after.start + RATE // 50 : after.end - RATE // 50].any()


@pytest.mark.parametrize("hertz", [75, 150, 300])
def test_a_held_sound_keeps_its_pitch_and_has_no_joins(hertz: int) -> None:
    """A tone, of a deep voice or a high one, stays that tone: nowhere steeper and nowhere weaker than it was."""
    tone = (np.sin(np.arange(RATE) * 2 * np.pi * hertz / RATE) / 3).astype(np.float32)
    slow = lengthened(TimedSpeech(tone, RATE, (), (), (Range(0, RATE),)), 2 * RATE)
    assert np.abs(np.diff(slow.samples)).max() < 1.05 * np.abs(np.diff(tone)).max()
    inner = slow.samples[RATE // 10 : -RATE // 10]
    spectrum = np.abs(np.fft.rfft(inner * np.hanning(len(inner))))
    assert np.argmax(spectrum) * RATE / len(inner) == pytest.approx(hertz, abs=2)
    loudness = np.sqrt(np.square(inner[: len(inner) // 960 * 960]).reshape(-1, 960).mean(axis=1))
    assert loudness.min() > 0.8 * loudness.max()


def test_fast_speech_does_not_ask_what_can_be_held() -> None:
    """Faster than the voice, the same samples come out whether it told or not."""
    speech = syllables([200, 150, 220], pause=100)
    untold = TimedSpeech(speech.samples, RATE, speech.words, speech.pauses)
    length = round(0.6 * len(speech.samples))
    assert np.array_equal(fit(speech, length, 0.6).samples, fit(untold, length, 0.6).samples)


@settings(max_examples=60, deadline=None)
@given(
    vowels=st.lists(st.integers(1, 400), min_size=1, max_size=6),
    consonant=st.integers(0, 120),
    pause=st.integers(0, 300),
    factor=st.floats(1.0, 3.0),
)
def test_every_length_is_met_and_times_stay_in_order(
    vowels: list[int], consonant: int, pause: int, factor: float
) -> None:
    """To the sample, however much is asked for; no sound ends before it begins or leaves the audio."""
    speech = syllables(vowels, consonant, pause)
    length = round(factor * len(speech.samples))
    for slow in (lengthened(speech, length), fit(speech, length, factor)):
        assert len(slow.samples) == length
        edges = [edge for word in slow.words for edge in (word.start, word.end)]
        assert edges == sorted(edges)
        assert edges[0] >= 0
        assert edges[-1] <= length
        assert np.isfinite(slow.samples).all()
