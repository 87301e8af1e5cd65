"""TimedSpeech -> TimedSpeech: from the voice's natural pace to the words per minute that were asked for.

Words per minute are the words of the text as written per minute of finished audio, pauses included, so N words at W
words per minute take N / W minutes whatever the voice. The timeline shares those minutes among the sentences; `fit`
brings one sentence to its share: first its pauses give way, then its long sounds more than its short ones (`stretch`);
slower than the voice, vowels linger and consonants don't (`linger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from wordpace.errors import PaceError
from wordpace.pipeline.gaps import WORD
from wordpace.pipeline.linger import lengthened
from wordpace.pipeline.silence import remapped, resized
from wordpace.pipeline.stretch import stretched
from wordpace.records import TimedSpeech

ONE_X = 200.0  # words per minute at 1x, whatever the voice
SLOWEST, FASTEST = 100.0, 800.0  # words per minute
PAUSE_FLOOR_S = (
    WORD.floor / 1000
)  # a pause inside a sentence is cut to this at the natural pace, and stretched from there
# Pauses change with these powers of the pace, so that they give way before the words do.
PAUSE_POWER_FAST, PAUSE_POWER_SLOW = 2, 4
HASTE, HASTE_POWER = 0.45, 4  # below this share of the natural time words begin to be lost: pauses give way faster
SLOWEST_PAUSE = 1.5  # a pause is lengthened at most this many times as much as speech is
INAUDIBLE = 0.03  # a stretch by less than this is left to the pauses
PAUSE_GIVES = 0.3  # of all pauses: how far they stand in for that


def checked_wpm(wpm: float) -> float:
    """The words per minute, or PaceError where they are no number or out of range."""
    if not SLOWEST <= wpm <= FASTEST:
        raise PaceError(
            f"{wpm:g} words per minute is out of range",
            f"Choose from {SLOWEST:g} to {FASTEST:g} ({SLOWEST / ONE_X:g}x to {FASTEST / ONE_X:g}x)",
        )
    return wpm


def gap_at(gap: int, factor: float, floor: int) -> int:
    """The length of a silence where speech takes `factor` of its natural time (below 1: faster); samples.

    Silence gives way before speech does: faster, but never to less than `floor` shortened like the speech; slower,
    but never to more than half as much again as speech is lengthened.
    """
    if factor >= 1:
        return round(gap * min(factor**PAUSE_POWER_SLOW, SLOWEST_PAUSE * factor))
    haste = min(1.0, factor / HASTE) ** HASTE_POWER
    return round(max(min(floor, gap) * factor, gap * factor**PAUSE_POWER_FAST * haste))


def fit(speech: TimedSpeech, length: int, factor: float) -> TimedSpeech:
    """The speech in exactly `length` samples, always; times follow.

    `factor` is the share of its natural time that speech is to take: pauses are set by it, the sound takes the rest. A
    rest that is off by too little to hear goes into the pauses instead, so that the sound stays as the voice made it.
    """
    length = max(0, length)
    if not len(speech.samples) or not length:
        return remapped(speech, np.zeros(length, np.float32), [0, max(1, len(speech.samples))], [0, length])
    floor = round(PAUSE_FLOOR_S * speech.rate)
    pauses = [gap_at(pause.length, factor, floor) for pause in speech.pauses]
    sounding = len(speech.samples) - sum(pause.length for pause in speech.pauses)
    rest = length - sounding - sum(pauses)  # what the pauses would have to take so that nothing is stretched
    if abs(rest) <= INAUDIBLE * sounding and abs(rest) <= PAUSE_GIVES * sum(pauses):
        return resized(speech, speech.pauses, _scaled(pauses, sum(pauses) + rest))
    if factor > 1 and rest > 0 and speech.held:
        return lengthened(resized(speech, speech.pauses, pauses), length)
    stretch = sounding / max(length - sum(pauses), length // 10, 1)
    # Stretching shortens the pauses too, so they are made longer by as much before it.
    return stretched(resized(speech, speech.pauses, [round(pause * stretch) for pause in pauses]), length)


def _scaled(lengths: Sequence[int], total: int) -> list[int]:
    """The lengths in proportion, as whole numbers with that sum."""
    upto = list(accumulate(lengths, initial=0))
    edges = [each * total // max(1, upto[-1]) for each in upto]
    return [end - start for start, end in pairwise(edges)]
