"""TimedSpeech -> TimedSpeech: from the voice's natural pace to the words per minute that were asked for.

Words per minute are the words of the text as written per minute of finished audio, pauses included, so N words at W
words per minute take N / W minutes whatever the voice. The timeline shares those minutes among the sentences; `fit`
brings one sentence to its share: first its pauses give way, then what is left is stretched pitch-synchronously (Sonic).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from libsonic import SonicStream

from wordpace.errors import PaceError
from wordpace.records import Range, Samples, TimedSpeech

ONE_X = 200.0  # words per minute at 1x, whatever the voice
SLOWEST, FASTEST = 100.0, 800.0  # words per minute
PAUSE_FLOOR_S = 0.080  # a pause inside a sentence is cut to this at the natural pace, and stretched from there
# Pauses change with these powers of the pace, so that they give way before the words do.
PAUSE_POWER_FAST, PAUSE_POWER_SLOW = 2, 4
SLOWEST_PAUSE = 1.5  # a pause is lengthened at most this many times as much as speech is
INAUDIBLE = 0.03  # a stretch by less than this is left to the pauses
FADE_S = 0.005


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
    return round(max(min(floor, gap) * factor, gap * factor**PAUSE_POWER_FAST))


def fit(speech: TimedSpeech, length: int, factor: float) -> TimedSpeech:
    """The speech in about `length` samples (exactly, but for stretches too small to hear); times follow.

    `factor` is the slot's length over its natural length; pauses are set by it before anything is stretched.
    """
    if not len(speech.samples) or length <= 0:
        return speech
    floor = round(PAUSE_FLOOR_S * speech.rate)
    pauses = [gap_at(pause.length, factor, floor) for pause in speech.pauses]
    sounding = len(speech.samples) - sum(pause.length for pause in speech.pauses)
    stretch = sounding / max(length - sum(pauses), length // 10, 1)
    if abs(stretch - 1) <= INAUDIBLE:
        return _with_pauses(speech, pauses)
    # Stretching shortens the pauses too, so they are made longer by as much before it.
    return _stretched(_with_pauses(speech, [round(pause * stretch) for pause in pauses]), length)


def _with_pauses(speech: TimedSpeech, lengths: Sequence[int]) -> TimedSpeech:
    """The speech with its pauses brought to the given lengths in samples."""
    fade = round(FADE_S * speech.rate)
    parts: list[Samples] = []
    before, after = [0], [0]  # the same moments in the old and the new speech
    last = 0
    for pause, length in zip(speech.pauses, lengths, strict=True):
        kept = min(length, pause.length) // 2
        left, right = pause.start + kept, pause.end - kept
        silence = max(0, length - 2 * kept)
        parts += [_faded(speech.samples[last:left], fade, end=True), np.zeros(silence, np.float32)]
        before += [left, right]
        after += [after[-1] + left - last, after[-1] + left - last + silence]
        last = right
    parts.append(speech.samples[last:])
    joined = [_faded(part, fade, start=i > 0) if i % 2 == 0 else part for i, part in enumerate(parts)]
    before.append(len(speech.samples))
    after.append(after[-1] + len(speech.samples) - last)
    return _remapped(speech, np.concatenate(joined), before, after)


def _stretched(speech: TimedSpeech, length: int) -> TimedSpeech:
    """The speech in exactly `length` samples at the same pitch."""
    stream = SonicStream(speech.rate, 1)
    stream.set_speed(len(speech.samples) / length)
    stream.write(speech.samples)
    stream.flush()
    samples = np.array(stream.read(stream.available_frames()), np.float32)[:length]
    samples = np.pad(samples, (0, length - len(samples)))
    return _remapped(speech, samples, [0, len(speech.samples)], [0, length])


def _remapped(speech: TimedSpeech, samples: Samples, before: Sequence[int], after: Sequence[int]) -> TimedSpeech:
    """New samples with the old ranges moved by the time map through (before, after)."""
    return TimedSpeech(samples, speech.rate, _moved(speech.words, before, after), _moved(speech.pauses, before, after))


def _moved(ranges: Sequence[Range], before: Sequence[int], after: Sequence[int]) -> tuple[Range, ...]:
    points: npt.NDArray[np.int64] = np.array([(each.start, each.end) for each in ranges], np.int64).reshape(-1, 2)
    moved = np.rint(np.interp(points, before, after)).astype(int)
    return tuple(Range(int(start), int(end)) for start, end in moved)


def _faded(part: Samples, fade: int, *, start: bool = False, end: bool = False) -> Samples:
    """The part with a short ramp at its start or end, so that a cut in a pause makes no click."""
    fade = min(fade, len(part) // 2)
    if fade == 0 or not (start or end):
        return part
    part, ramp = part.copy(), np.linspace(0, 1, fade, dtype=np.float32)
    if start:
        part[:fade] *= ramp
    if end:
        part[-fade:] *= ramp[::-1]
    return part
