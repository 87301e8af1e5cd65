"""Fast speech hurries over its long sounds, keeps its short ones, its pitch and its length."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.pipeline.pace import fit
from wordpace.pipeline.stretch import stretched
from wordpace.records import Range, TimedSpeech

RATE = 24000
HZ = 150


def sounds(lengths: list[int]) -> TimedSpeech:
    """Tones of so many milliseconds, louder and softer by turns; each is a word and a sound of its own."""
    edges = np.cumsum([0, *lengths]) * RATE // 1000
    loud = np.repeat([(0.5, 0.1)[index % 2] for index in range(len(lengths))], np.diff(edges))
    tone = loud * np.sin(np.arange(edges[-1]) * 2 * np.pi * HZ / RATE)
    words = tuple(Range(int(start), int(end)) for start, end in pairwise(edges))
    return TimedSpeech(tone.astype(np.float32), RATE, words, (), (), words)


def test_a_long_sound_gives_way_before_a_short_one() -> None:
    """Three times as fast, the short one has kept much more of its length; in the sound too."""
    speech = sounds([200, 50] * 6)
    fast = stretched(speech, len(speech.samples) // 3)
    kept = [after.length / before.length for before, after in zip(speech.words, fast.words, strict=True)]
    assert max(kept[::2]) < 0.32
    assert min(kept[1::2]) > 0.42
    share_of_loud = [np.mean(np.abs(each.samples) > 0.12) for each in (speech, fast)]
    assert share_of_loud[1] < 0.98 * share_of_loud[0]


def test_near_the_natural_pace_all_sounds_give_way_alike() -> None:
    """A little faster is the same speech, not another rhythm."""
    speech = sounds([200, 50] * 6)
    fast = stretched(speech, round(len(speech.samples) / 1.2))
    kept = [after.length / before.length for before, after in zip(speech.words, fast.words, strict=True)]
    assert max(kept) - min(kept) < 0.05


def test_speech_without_sounds_is_stretched_evenly() -> None:
    """A voice that does not say how long its phonemes are."""
    speech = replace(sounds([200, 50] * 6), sounds=())
    fast = stretched(speech, len(speech.samples) // 2)
    pairs = zip(speech.words, fast.words, strict=True)
    assert all(abs(after.length - before.length / 2) <= 1 for before, after in pairs)


@pytest.mark.parametrize("speed", [1.3, 2, 3, 4])
def test_pitch_stays(speed: float) -> None:
    """The strongest frequency is the one that it was."""
    speech = sounds([180, 60] * 8)
    fast = stretched(speech, round(len(speech.samples) / speed)).samples
    spectrum = np.abs(np.fft.rfft(fast, 1 << 17))
    assert abs(np.argmax(spectrum) * RATE / (1 << 17) - HZ) < 6


@settings(max_examples=60, deadline=None)
@given(
    lengths=st.lists(st.integers(0, 400), min_size=1, max_size=12).filter(any),
    factor=st.floats(0.12, 1.0),
)
def test_the_length_is_exact_and_times_stay_in_order(lengths: list[int], factor: float) -> None:
    """Whatever the sounds are."""
    speech = sounds(lengths)
    length = max(1, round(len(speech.samples) * factor))
    fast = fit(speech, length, factor)
    assert len(fast.samples) == length
    edges = [edge for word in fast.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= length


def test_the_end_of_the_last_sound_is_heard() -> None:
    """Sonic may be a pitch period behind; what it holds back comes out."""
    speech = sounds([100, 60, 300])
    speech.samples[-240:] = 0.9
    for speed in (1.3, 2.0, 3.0):
        fast = stretched(speech, round(len(speech.samples) / speed))
        assert np.abs(fast.samples[-round(0.02 * RATE) :]).max() > 0.6
