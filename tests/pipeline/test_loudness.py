"""Loudness: one level for every voice, and no peak over the ceiling."""

import re
import subprocess

import numpy as np
import pytest
from hibari import Hibari

from wordpace.pipeline.loudness import level, measure_loudness
from wordpace.records import Samples

CEILING = 10 ** (-1.5 / 20)


def syllables(rate: int, seconds: float = 8.0, peak: float = 0.6) -> Samples:
    """Something built like speech: a buzz of 120 Hz under syllables of very different strength, silence at the ends."""
    time = np.arange(round(rate * seconds)) / rate
    buzz = sum((np.cos(2 * np.pi * 120 * k * time + k * k) / k for k in range(1, 60)), np.zeros(len(time)))
    strengths = np.random.default_rng(1).uniform(0.05, 1.0, round(seconds * 4)) ** 2
    envelope = strengths[(time * 4).astype(int)] * np.sin(np.pi * time * 4) ** 2
    sound = buzz * envelope
    sound[: rate // 10] = sound[-rate // 10 :] = 0
    samples: Samples = (sound / np.abs(sound).max() * peak).astype(np.float32)
    return samples


@pytest.fixture(scope="module")
def speech() -> Samples:
    """Two sentences of the default voice as it says them, at 24 kHz."""
    say = Hibari("heart")
    text = ("Every bus will stop at noon.", "Sixteen of the farmers said the price of water was not fair to them.")
    return np.concatenate([np.asarray(say(sentence), np.float32) for sentence in text])


def by_ffmpeg(samples: Samples, rate: int) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, as ffmpeg's ebur128 filter measures them."""
    source = ["-f", "f32le", "-ar", str(rate), "-ac", "1", "-i", "-"]
    command = ["ffmpeg", "-nostats", *source, "-filter:a", "ebur128=peak=true", "-f", "null", "-"]
    done = subprocess.run(command, input=samples.tobytes(), capture_output=True, check=True)
    summary = done.stderr.decode().split("Summary:")[1]
    found = re.search(r"I:\s+(\S+) LUFS.*Peak:\s+(\S+) dBFS", summary, re.DOTALL)
    assert found is not None
    return float(found[1]), float(found[2])


def true_peak(samples: Samples) -> float:
    """The peak of the samples' exact band-limited interpolation at 16 points a sample."""
    spectrum = np.fft.rfft(samples)
    wide = np.zeros(8 * len(samples) + 1, complex)
    wide[: len(spectrum)] = spectrum
    return float(np.abs(np.fft.irfft(wide) * 16).max())


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 48000])
def test_loudness_is_what_ffmpeg_measures(rate: int) -> None:
    """BS.1770's numbers at every rate that a voice may have."""
    samples = syllables(rate)
    assert measure_loudness(samples, rate) == pytest.approx(by_ffmpeg(samples, rate)[0], abs=0.1)


def test_loudness_of_the_reference_tone_is_the_standards() -> None:
    """A full-scale sine of 997 Hz in one channel has -3.01 LUFS."""
    tone = np.sin(2 * np.pi * 997 * np.arange(48000 * 3) / 48000).astype(np.float32)
    assert measure_loudness(tone, 48000) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("length", [0, 100, 48000])
def test_silence_has_no_loudness_and_is_left_alone(length: int) -> None:
    """Silence measures -inf, and a voice with that loudness is passed on unchanged."""
    silence = np.zeros(length, np.float32)
    assert measure_loudness(silence, 24000) == float("-inf")
    assert np.array_equal(level(silence, 24000, float("-inf")), silence)


def test_levelled_speech_has_the_target_loudness_and_no_peak_over_the_ceiling(speech: Samples) -> None:
    """A real voice is raised by some 10 dB; the limiter takes the peaks and hardly any of the loudness."""
    before = measure_loudness(speech, 24000)
    assert np.abs(speech).max() * 10 ** ((-16 - before) / 20) > CEILING, "the limiter has work to do"
    loudness, peak = by_ffmpeg(level(speech, 24000, before), 24000)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1.0


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 48000])
def test_the_hardest_peaks_are_limited(rate: int) -> None:
    """Pulses 15 dB over the ceiling end under it, between the samples too."""
    pulses = syllables(rate)
    loud = level(pulses, rate, -36.0)
    assert np.abs(pulses).max() * 10 > 5 * CEILING
    assert true_peak(loud) <= CEILING * 1.02


def test_peaks_between_samples_are_limited_too() -> None:
    """A tone near half the rate whose samples all miss its crests still ends under the ceiling."""
    ring = np.cos(2 * np.pi * 6000 * np.arange(24000) / 24000 + np.pi / 4) * np.hanning(24000)
    samples = (ring * 0.92).astype(np.float32)
    assert np.abs(samples).max() < CEILING * 0.8
    assert true_peak(samples) > CEILING * 1.08
    assert true_peak(level(samples, 24000, -16.0)) <= CEILING * 1.01


def test_quiet_speech_is_only_multiplied() -> None:
    """Where nothing comes near the ceiling the gain is one number."""
    quiet = syllables(24000, peak=0.1)
    own = measure_loudness(quiet, 24000)
    assert np.allclose(level(quiet, 24000, own, own + 6), quiet * 10 ** (6 / 20), atol=1e-6)


@pytest.mark.parametrize("off", [-2.5, -1.0, 2.0])
def test_a_sentence_that_is_said_louder_or_softer_ends_like_the_rest(speech: Samples, off: float) -> None:
    """Two sentences that differ by more than a unit are within half a unit of each other when levelled."""
    voice = measure_loudness(speech, 24000)
    other = speech * np.float32(10 ** (off / 20))
    levelled = [measure_loudness(level(each, 24000, voice), 24000) for each in (speech, other)]
    assert levelled[0] == pytest.approx(levelled[1], abs=0.5)


def test_what_is_hardly_heard_is_not_raised_to_the_rest() -> None:
    """A sigh 20 LU under the voice is raised by at most 3 LU more than the voice is."""
    sigh = syllables(24000, peak=0.01)
    gain = level(sigh, 24000, measure_loudness(sigh, 24000) + 20) / np.where(sigh == 0, 1, sigh)
    most = 10 ** ((-16 - measure_loudness(sigh, 24000) - 20 + 3) / 20)
    assert gain.max() == pytest.approx(most, rel=1e-3)


def test_the_limiter_neither_moves_nor_clicks() -> None:
    """Sample i stays at i: output over input is a smooth gain, and 1 far from the peak."""
    tone = np.full(24000, 0.5, np.float32)
    tone[12000] = 1.0
    own = measure_loudness(tone, 24000)
    gain = level(tone, 24000, own, own) / tone
    assert len(gain) == len(tone)
    assert gain[12000] <= CEILING
    assert np.all(gain[:11000] == 1.0)
    assert np.all(gain[13000:] == 1.0)
    assert np.abs(np.diff(gain)).max() < 0.002


def test_a_passage_is_levelled_the_same_whatever_came_before(speech: Samples) -> None:
    """No state: the second time gives the same samples, and the input is not touched."""
    before = speech.copy()
    first = level(speech, 24000, -30.0)
    level(syllables(24000), 24000, -30.0)
    assert np.array_equal(level(speech, 24000, -30.0), first)
    assert np.array_equal(speech, before)


@pytest.mark.parametrize("length", [1, 23, 24, 25, 1000])
def test_any_length_keeps_its_length_and_type(length: int) -> None:
    """Passages need not be whole frames, nor long."""
    loud = level(np.full(length, 0.9, np.float32), 24000, -26.0)
    assert loud.shape == (length,)
    assert loud.dtype == np.float32
    assert loud.max() <= CEILING * 1.001
