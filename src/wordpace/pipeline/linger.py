"""Speech made longer as an unhurried speaker does it: vowels linger, stops and hisses stay as short as they are.

A time map says where each moment goes: slowly through what is held, hardly more slowly through the rest, at the natural
pace through silence, with no sudden change between. Windows of the speech are then laid over one another along the
map. A window goes on where the one before it stops for as long as the map allows, which changes nothing, so that what
is not lengthened stays as it was; else it is the most alike of those that the map allows (WSOLA).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from wordpace.pipeline.silence import remapped
from wordpace.records import Range, Samples, TimedSpeech

BLOCK_S = 0.001  # step of the time map
CONSONANT = 0.1  # of what is added to a vowel is added to a stop or a hiss of its length, at least
LONGEST = 2.2  # times as long as it was is a vowel at most, unless consonants would be too
SMOOTH_S = 0.020  # over which the pace changes
HOP_S = 0.012  # half a window
REACH_S = 0.0065  # how far a window may be from where the map has it: both ways make a deep voice's period

Times = npt.NDArray[np.float64]


def lengthened(speech: TimedSpeech, length: int) -> TimedSpeech:
    """The speech in exactly `length` samples, which are more than it has; times follow. Silences stay as they are."""
    before, after = _time_map(speech, length)
    middles = np.arange(0, length + _samples(HOP_S, speech.rate), _samples(HOP_S, speech.rate))
    wanted = np.rint(np.interp(middles, after, before)).astype(int)
    samples = _overlapped(speech.samples, wanted, speech.rate)[:length]
    return remapped(speech, samples, before.tolist(), after.tolist())


def _samples(seconds: float, rate: int) -> int:
    return round(seconds * rate)


def _time_map(speech: TimedSpeech, length: int) -> tuple[Times, Times]:
    """The same moments in the old and the new speech."""
    block, now = _samples(BLOCK_S, speech.rate), len(speech.samples)
    before = np.append(np.arange(0.0, now, block), now)
    silent = _within(speech.pauses, before)
    held = _within(speech.held, before) * (1 - silent)  # a voice counts a pause to the sound before it
    held, other = _smooth(held), _smooth(1 - held - silent)
    longer = (length - now) / block
    consonants = np.clip((longer / (LONGEST - 1) - held.sum()) / max(other.sum(), 1.0), CONSONANT, 1)
    share = held + consonants * other
    after = np.append(0.0, np.cumsum(np.diff(before) * (1 + share * longer / max(share.sum(), 1.0))))
    return before, after * (length / after[-1])


def _within(ranges: tuple[Range, ...], moments: Times) -> Times:
    """1 for each step between the moments that begins in one of the ranges, else 0."""
    inside = np.zeros(len(moments) - 1)
    for each in ranges:
        inside[slice(*np.searchsorted(moments[:-1], (each.start, each.end)))] = 1
    return inside


def _smooth(steps: Times) -> Times:
    count = 2 * round(SMOOTH_S / BLOCK_S / 2) + 1
    return np.convolve(np.pad(steps, count // 2, mode="edge"), np.full(count, 1 / count), mode="valid")


def _overlapped(samples: Samples, wanted: npt.NDArray[np.int64], rate: int) -> Samples:
    """Windows of the samples laid half over one another, their middles where they are wanted or nearly so."""
    hop, reach = _samples(HOP_S, rate), _samples(REACH_S, rate)
    window = np.hanning(2 * hop + 1)[:-1].astype(np.float32)
    padded = np.pad(samples, (hop + reach, 3 * hop + 2 * reach))
    # To find what is alike, every other sample does as well in a quarter of the time.
    thin = [padded[first::2] for first in (0, 1)]
    powers = [np.append(0.0, np.cumsum(np.square(each, dtype=np.float64))) for each in thin]
    sound = np.zeros((len(wanted) + 1) * hop, np.float32)
    at = reach  # where a window begins in `padded`
    for index, middle in enumerate(wanted.tolist()):
        if abs(at - reach - middle) > reach:
            piece, first = thin[at % 2][at // 2 : at // 2 + hop], middle // 2
            even = middle % 2
            within, power = thin[even][first : first + hop + reach], powers[even][first : first + hop + reach + 1]
            at = middle + 2 * _most_alike(piece, within, power)
        sound[index * hop : (index + 2) * hop] += window * padded[at : at + 2 * hop]
        at += hop
    return sound[hop:]


def _most_alike(piece: Samples, within: Samples, power: Times) -> int:
    """Where in `within` the piece fits best: the least sum of squared differences.

    `power` has the sum of squares up to each sample of `within` and to its end, over any constant.
    """
    size = len(piece)
    return int((power[size:] - power[:-size] - 2 * np.correlate(within, piece)).argmin())
