"""Speech made shorter as a quick speaker does it: long sounds give way before short ones, at the same pitch.

A quick speaker hurries over long vowels and the ends of phrases; what is short already can give little before it is
lost. So the sounds of a sentence share its new time by their natural lengths to a power below 1, and Sonic, which
takes out or repeats whole pitch periods, is given a speed for each.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from libsonic import SonicStream

from wordpace.pipeline.silence import remapped
from wordpace.records import TimedSpeech

# The power falls from 1, which is even, at the natural pace to its least at three times as fast.
LEAST_POWER, LEAST_AT = 0.7, 3.0
SHORTEST_S = 0.010  # a sound that is shorter than this counts as so long
SPEEDS = (0.4, 8.0)  # of one sound
TAIL_S = 0.060  # Sonic goes by whole pitch periods, and may be one ahead or behind at the end

Times = npt.NDArray[np.float64]


def stretched(speech: TimedSpeech, length: int) -> TimedSpeech:
    """The speech in exactly `length` samples at the same pitch; times follow."""
    before, after = _time_map(speech, length)
    stream, even = SonicStream(speech.rate, 1), len(speech.samples) / length
    for (start, end), share in zip(pairwise(before.tolist()), np.diff(after), strict=True):
        stream.set_speed(float(np.clip((end - start) / max(share, 1.0), *SPEEDS)))
        # What is handed over by its memory takes half the time.
        stream.write(speech.samples[start:end].data)
    # Silence follows for it to take up where it is ahead.
    stream.set_speed(even)
    stream.write(np.zeros(round(TAIL_S * speech.rate), np.float32).data)
    stream.flush()
    sound = stream.read(length)
    samples = np.fromiter(sound, np.float32, len(sound))
    return remapped(speech, np.pad(samples, (0, length - len(samples))), before.tolist(), after.tolist())


def _time_map(speech: TimedSpeech, length: int) -> tuple[npt.NDArray[np.int64], Times]:
    """Where the sounds begin and the last one ends, in the old speech and in the new."""
    now = len(speech.samples)
    edges = {edge for sound in speech.sounds for edge in (sound.start, sound.end)}
    before = np.array(sorted(edges | {0, now}), np.int64)
    natural = np.diff(before)
    share = natural * np.maximum(natural, SHORTEST_S * speech.rate) ** (_power(now / length) - 1)
    after = np.append(0.0, np.cumsum(share))
    return before, after * (length / after[-1])


def _power(speed: float) -> float:
    """The power of the natural lengths by which sounds share their new time."""
    hurry = float(np.clip((speed - 1) / (LEAST_AT - 1), 0, 1))
    return 1 - hurry * (1 - LEAST_POWER)
