"""Wordpace's synthesis from spectra is hibari's own, but for where the noise comes from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hibari import dsp as reference

from wordpace.voices import spectra

BINS = 601


class SameNoise:
    """Gives hibari's synthesis the noise that ours uses."""

    def standard_normal(self, shape: tuple[int, int], dtype: type[np.float32]) -> npt.NDArray[np.float32]:
        """White noise of that shape, its real and imaginary parts in turn."""
        frames = shape[1] // 2
        noise = np.empty((shape[0], frames), np.complex64)
        for number, first in enumerate(range(0, frames, spectra.BLOCK)):
            real, imag = spectra.noise(number % spectra.NOISE_BLOCKS)
            noise[:, first : first + spectra.BLOCK].real = real[:, : frames - first]
            noise[:, first : first + spectra.BLOCK].imag = imag[:, : frames - first]
        return noise.view(dtype)


def parts_of(frames: int, voiced: bool = True) -> list[npt.NDArray[np.float32]]:
    """Parts like the network's: three log magnitudes, two phases, and a pitch that comes and goes."""
    rng = np.random.default_rng(frames)
    shape = (BINS, frames)
    logs = [rng.normal(-3, 2, shape).astype(np.float32) for _ in range(3)]
    phases = [rng.normal(0, 3, shape).astype(np.float32) for _ in range(2)]
    pitch = (200 + 80 * np.sin(np.arange(frames) / 9)).astype(np.float32)
    pitch[(np.arange(frames) // 20) % 3 == 0] = 0
    return [logs[0], phases[0], logs[1], logs[2], phases[1], pitch if voiced else np.zeros_like(pitch)]


@pytest.mark.parametrize("frames", [2, 20, 63, 64, 65, 300])
@pytest.mark.parametrize("voiced", [True, False])
def test_gives_the_samples_that_hibari_gives(frames: int, voiced: bool) -> None:
    """To within rounding, whatever the length, at the seams of blocks too."""
    parts = parts_of(frames, voiced)
    expected = reference.synth(*parts, SameNoise())
    np.testing.assert_allclose(spectra.synth(*parts), expected, atol=2e-6 * np.abs(expected).max())


def test_noise_is_white_and_different_in_every_block() -> None:
    """Mean 0, power 1 in each part, and no block like another."""
    real, imag = spectra.noise(0)
    other, _ = spectra.noise(1)
    assert abs(real.mean()) < 0.02 and abs(imag.std() - 1) < 0.02
    assert abs(np.corrcoef(real.ravel(), other.ravel())[0, 1]) < 0.02


def test_the_same_parts_give_the_same_samples() -> None:
    """The noise does not depend on what was said before."""
    parts = parts_of(130)
    first = spectra.synth(*parts)
    spectra.synth(*parts_of(40))
    np.testing.assert_array_equal(first, spectra.synth(*parts))
