"""Silences made shorter or longer take nothing of the words away, and words keep their times."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.pipeline.silence import resized
from wordpace.records import Range, TimedSpeech

RATE = 24000


def two_words(pause: int) -> TimedSpeech:
    """Two words of 4,800 samples of one value with a silence between them."""
    word = np.full(4800, 0.5, np.float32)
    samples = np.concatenate([word, np.zeros(pause, np.float32), word])
    words = (Range(0, 4800), Range(4800 + pause, 9600 + pause))
    return TimedSpeech(samples, RATE, words, (Range(4800, 4800 + pause),))


@settings(max_examples=60, deadline=None)
@given(pause=st.integers(1, 9000), length=st.integers(0, 9000))
def test_a_silence_gets_its_length_and_the_words_keep_theirs(pause: int, length: int) -> None:
    """The second word begins where the silence ends, to the sample, and is as long as before."""
    speech = resized(two_words(pause), [Range(4800, 4800 + pause)], [length])
    assert len(speech.samples) == 9600 + length
    assert speech.words == (Range(0, 4800), Range(4800 + length, 9600 + length))
    assert speech.pauses == (Range(4800, 4800 + length),)


def test_a_cut_makes_no_click() -> None:
    """What hisses in a silence fades on both sides of the cut: no step is larger than those of the hiss itself."""
    speech = two_words(4800)
    hiss = speech.samples.copy()
    hiss[4800:9600] = np.where(np.arange(4800) % 200 < 100, 0.01, -0.01)
    cut = resized(TimedSpeech(hiss, RATE, speech.words, speech.pauses), speech.pauses, [2501])
    inside = np.abs(np.diff(cut.samples[4810:7290]))
    assert inside.max() <= 0.02 + 1e-6
