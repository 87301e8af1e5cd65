"""Silences inside speech made shorter or longer, with the times of its words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wordpace.records import Range, Samples, TimedSpeech

FADE_S = 0.005


def resized(speech: TimedSpeech, silences: Sequence[Range], lengths: Sequence[int]) -> TimedSpeech:
    """The speech with those silences, which are in order, brought to the given lengths in samples.

    What is left of a silence is its own edges, half on either side, where a word fades and the next one begins.
    """
    fade = round(FADE_S * speech.rate)
    parts: list[Samples] = []
    before, after = [0], [0]  # the same moments in the old and the new speech
    last = 0
    for silence, length in zip(silences, lengths, strict=True):
        kept = min(length, silence.length) // 2
        left, right = silence.start + kept, silence.end - kept
        more = max(0, length - 2 * kept)
        parts += [_faded(speech.samples[last:left], fade, end=True), np.zeros(more, np.float32)]
        before += [left, right]
        after += [after[-1] + left - last, after[-1] + left - last + more]
        last = right
    parts.append(speech.samples[last:])
    joined = [_faded(part, fade, start=i > 0) if i % 2 == 0 else part for i, part in enumerate(parts)]
    before.append(len(speech.samples))
    after.append(after[-1] + len(speech.samples) - last)
    return remapped(speech, np.concatenate(joined), before, after)


def remapped(speech: TimedSpeech, samples: Samples, before: Sequence[float], after: Sequence[float]) -> TimedSpeech:
    """New samples with the old ranges moved by the time map through (before, after)."""
    ranges = (speech.words, speech.pauses, speech.held, speech.sounds)
    return TimedSpeech(samples, speech.rate, *(_moved(each, before, after) for each in ranges))


def _moved(ranges: Sequence[Range], before: Sequence[float], after: Sequence[float]) -> tuple[Range, ...]:
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
