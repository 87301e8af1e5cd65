"""The words per minute asked for are the words per minute heard."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import PaceError
from wordpace.pipeline.pace import checked_wpm, fit, gap_at
from wordpace.records import Range, Samples, TimedSpeech

RATE = 24000


def speech_of(words: list[int], pause: int) -> TimedSpeech:
    """Words of the given lengths in milliseconds as a 150 Hz tone, with a pause in milliseconds between them."""
    parts: list[Samples] = []
    ranges, pauses, at = [], [], 0
    for index, milliseconds in enumerate(words):
        if index and pause:
            silence = pause * RATE // 1000
            parts.append(np.zeros(silence, np.float32))
            pauses.append(Range(at, at + silence))
            at += silence
        length = milliseconds * RATE // 1000
        parts.append((np.sin(2 * np.pi * 150 * np.arange(length) / RATE) / 3).astype(np.float32))
        ranges.append(Range(at, at + length))
        at += length
    return TimedSpeech(np.concatenate(parts), RATE, tuple(ranges), tuple(pauses))


@pytest.mark.parametrize("wpm", [0, -5, 99, 801, float("nan"), float("inf")])
def test_a_pace_out_of_range_is_refused_with_the_range(wpm: float) -> None:
    """Not a number is out of range too."""
    with pytest.raises(PaceError, match="100 to 800"):
        checked_wpm(wpm)


@pytest.mark.parametrize("factor", [0.25, 0.5, 0.8, 0.97, 1.03, 1.3, 2.0])
@pytest.mark.parametrize("pause", [0, 200])
def test_speech_is_fitted_to_the_sample(factor: float, pause: int) -> None:
    """The plan is met exactly: with pauses to give way and without, by stretches that are heard and that are not."""
    speech = speech_of([300, 250, 400], pause)
    length = round(len(speech.samples) * factor)
    assert len(fit(speech, length, factor).samples) == length


def test_what_can_not_be_heard_is_left_to_the_pauses() -> None:
    """Words that would be stretched by 1 % keep every sample, and the pauses take it."""
    speech = speech_of([300, 250, 400], pause=200)
    paced = fit(speech, len(speech.samples) + 200, 1.0)
    assert [word.length for word in paced.words] == [word.length for word in speech.words]
    assert sum(pause.length for pause in paced.pauses) == sum(pause.length for pause in speech.pauses) + 200


@pytest.mark.parametrize("length", [0, 1, 5000])
def test_nothing_said_is_silence_of_the_planned_length(length: int) -> None:
    """A sentence of signs alone still fills its place in the plan."""
    nothing = TimedSpeech(np.zeros(0, np.float32), RATE, (Range(0, 0),), ())
    paced = fit(nothing, length, 0.5)
    assert not paced.samples.any()
    assert len(paced.samples) == length


@pytest.mark.parametrize("factor", [0.3, 0.4, 0.5, 0.7, 1.5])
def test_the_last_sound_is_never_lost(factor: float) -> None:
    """The speech goes on to within 40 ms of the end of its samples, where it did."""
    speech = speech_of([300, 250, 400, 90, 333], pause=200)
    paced = fit(speech, round(len(speech.samples) * factor), factor)
    assert np.abs(paced.samples[-round(0.04 * RATE) :]).max() > 0.1


def test_pauses_give_way_before_words_do() -> None:
    """At a faster pace a pause loses more of its length than a word."""
    speech = speech_of([400, 400], pause=400)
    fast = fit(speech, round(0.6 * len(speech.samples)), 0.6)
    assert fast.pauses[0].length / speech.pauses[0].length < fast.words[0].length / speech.words[0].length


def test_a_pause_is_never_lost_altogether() -> None:
    """At four times the pace there still is silence between the words."""
    speech = speech_of([400, 400], pause=400)
    fast = fit(speech, len(speech.samples) // 4, 0.25)
    assert fast.pauses[0].length >= 0.25 * 0.07 * RATE
    assert gap_at(8000, 0.25, 2400) == 600


def test_words_keep_their_pitch() -> None:
    """A tone of 150 Hz stays one at twice the pace."""
    fast = fit(speech_of([800], 0), round(0.4 * RATE), 0.5)
    spectrum = np.abs(np.fft.rfft(fast.samples * np.hanning(len(fast.samples))))
    assert np.argmax(spectrum) * RATE / len(fast.samples) == pytest.approx(150, abs=5)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.integers(60, 500), min_size=1, max_size=6),
    pause=st.integers(0, 400),
    factor=st.floats(0.2, 2.0),
)
def test_times_stay_in_order_at_every_pace(words: list[int], pause: int, factor: float) -> None:
    """The time map is monotone: no word ends before it begins, none overlaps the next, none leaves the audio."""
    speech = speech_of(words, pause)
    paced = fit(speech, round(len(speech.samples) * factor), factor)
    edges = [edge for word in paced.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= len(paced.samples) == round(len(speech.samples) * factor)
    assert len(paced.words) == len(words)
    assert all(word.length > 0 for word in paced.words)
    assert all(pause.start <= pause.end for pause in paced.pauses)
