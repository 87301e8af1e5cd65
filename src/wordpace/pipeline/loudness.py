"""Brings every voice and every sentence to one loudness, with a true-peak limiter for what then stands out."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from wordpace.records import Samples

_EVENED_LU: Final = 3.0  # how far a sentence is from its voice's loudness for its own to count in full
_HOP_S: Final = 0.001  # the limiter decides its gain once a millisecond
_REACH: Final = 15  # hops: the gain begins to fall up to twice as long before a peak and is back as long after it
_NEAR: Final = 0.7  # of the ceiling: at a quarter of the rate a crest may be sqrt(2) over all its samples
_OVERSAMPLING: Final = 8  # the 192 kHz that BS.1770 asks for, at the voices' 24 kHz
_TAPS: Final = 16  # of the interpolation filter, in samples on either side
_BLOCK_S: Final = 0.4  # gating block of BS.1770, four to overlap
_SILENCE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0


def measure_loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness in LUFS after ITU-R BS.1770-4; -inf for silence and for less than 400 ms of audio."""
    step = round(rate * _BLOCK_S / 4)
    if len(samples) < 4 * step:
        return float("-inf")
    spectra = np.fft.rfft(samples[: len(samples) // step * step].reshape(-1, step), axis=1)
    # The filters are smooth, so weighing each step's spectrum tells the power that filtered samples would have.
    steps = np.einsum("sf,f->s", np.square(spectra.real) + np.square(spectra.imag), _weights(step, rate))
    power = sliding_window_view(steps, 4).mean(axis=1)
    power = power[power > _power(_SILENCE_LUFS)]
    if not power.size:
        return float("-inf")
    gate = _power(_lufs(float(power.mean())) + _RELATIVE_GATE_LU)
    return _lufs(float(power[power > gate].mean()))


def level(samples: Samples, rate: int, loudness: float, target: float = -16.0, ceiling_db: float = -1.5) -> Samples:
    """One passage of a voice whose own output has `loudness` LUFS, at `target` LUFS and under `ceiling_db` dBTP.

    The passage's own loudness counts as far as it is near the voice's: no sentence stands out from its neighbours, and
    a passage too short to be measured, or with hardly a sound in it, is raised like the rest. Sample i stays at i. The
    result depends on this passage alone; a passage has silence at both ends, so the limiter never has to know its
    neighbours. A voice that is silent (loudness -inf) is left as it is.
    """
    if not np.isfinite(loudness) or not len(samples):
        return samples
    own = measure_loudness(samples, rate)
    if np.isfinite(own):
        loudness = min(max(own, loudness - _EVENED_LU), loudness + _EVENED_LU)
    louder = samples * np.float32(10 ** ((target - loudness) / 20))
    ceiling = 10 ** (ceiling_db / 20)
    hop = max(1, round(rate * _HOP_S))
    frames = np.pad(louder, (0, -len(louder) % hop)).reshape(-1, hop)
    allowed = _allowed_gain(frames, ceiling)
    if allowed.min() >= 1.0:
        return louder
    limited = frames * _ramps(_smoothed(allowed), hop)
    return limited.reshape(-1)[: len(samples)]


def _allowed_gain(frames: Samples, ceiling: float) -> Samples:
    """For each frame the largest gain, at most 1, that keeps its true peak under the ceiling."""
    peaks = np.maximum(frames.max(axis=1), -frames.min(axis=1))
    loud = np.flatnonzero(peaks > _NEAR * ceiling)
    frame, place = np.nonzero(np.abs(frames[loud]) > _NEAR * ceiling)
    if frame.size:
        near = loud[frame] * frames.shape[1] + place
        np.maximum.at(peaks, loud[frame], _peaks_around(frames.reshape(-1), near))
    allowed: Samples = np.float32(ceiling) / np.maximum(peaks, np.float32(ceiling))
    return allowed


def _peaks_around(samples: Samples, near: npt.NDArray[np.intp]) -> Samples:
    """For each sample of `near` the largest absolute value between it and its two neighbours."""
    context = sliding_window_view(np.pad(samples, _TAPS), 2 * _TAPS + 1)[near]
    # Not a matrix product: BLAS would wake its threads for it, which costs more than the sum.
    between = np.einsum("nt,pt->np", context, _interpolator())
    peaks: Samples = np.maximum(between.max(axis=1), -between.min(axis=1))
    return peaks


@cache
def _interpolator() -> Samples:
    """Matrix [points, 2 * taps + 1] from a sample with its surroundings to the points between it and its neighbours."""
    points = np.arange(1 - _OVERSAMPLING, _OVERSAMPLING) / _OVERSAMPLING
    distance = points[:, None] - np.arange(-_TAPS, _TAPS + 1)
    window = np.where(np.abs(distance) < _TAPS, np.cos(np.pi * distance / (2 * _TAPS)) ** 2, 0.0)
    return (np.sinc(distance) * window).astype(np.float32)


def _smoothed(allowed: Samples) -> Samples:
    """A gain per frame boundary, one more than there are frames: smooth, and over no frame's allowed gain.

    The least gain within reach of a boundary, averaged over boundaries within the same reach: every value in that
    average knows the frames next to the boundary in the middle, so the average can't be over what they allow.
    """
    padded = np.pad(allowed, 2 * _REACH - 1, constant_values=1.0)
    least = sliding_window_view(padded, 2 * _REACH).min(axis=1)
    window = np.hanning(2 * _REACH + 1)[1:-1]
    return np.convolve(least, window / window.sum(), mode="valid").astype(np.float32)


def _ramps(gains: Samples, hop: int) -> Samples:
    """The gain of every sample, [frames, hop]: straight lines between the boundaries' gains."""
    position = ((np.arange(hop) + 0.5) / hop).astype(np.float32)
    ramps: Samples = gains[:-1, None] + np.diff(gains)[:, None] * position
    return ramps


@cache
def _weights(step: int, rate: int) -> npt.NDArray[np.float32]:
    """The power of BS.1770's high shelf and high pass at the frequencies of a step's spectrum."""
    z = np.exp(-2j * np.pi * np.arange(step // 2 + 1) / step)
    power = np.abs(_shelf(z, rate) * _high_pass(z, rate)) ** 2
    power[1 : (step + 1) // 2] *= 2  # what stands for two of a whole spectrum
    return (power / step**2).astype(np.float32)


def _shelf(z: npt.NDArray[np.complex128], rate: int) -> npt.NDArray[np.complex128]:
    # Frequency, gain and Q behind the coefficients that BS.1770 gives for 48 kHz only; so too in _high_pass.
    k, q = np.tan(np.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    above = (high + band * k / q + k * k) + 2 * (k * k - high) * z + (high - band * k / q + k * k) * z * z
    response: npt.NDArray[np.complex128] = above / _poles(z, k, q)
    return response


def _high_pass(z: npt.NDArray[np.complex128], rate: int) -> npt.NDArray[np.complex128]:
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    response: npt.NDArray[np.complex128] = (1 - z) ** 2 * (1 + k / q + k * k) / _poles(z, k, q)
    return response


def _poles(z: npt.NDArray[np.complex128], k: float, q: float) -> npt.NDArray[np.complex128]:
    poles: npt.NDArray[np.complex128] = (1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z * z
    return poles


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _lufs(power: float) -> float:
    return float(-0.691 + 10 * np.log10(power))
