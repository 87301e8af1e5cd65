"""Script and estimates -> when every sentence is heard, known before any is spoken.

N words at W words per minute last N / W minutes. They are shared among the sentences so that one stretch factor holds
for all: the one at which all sentences' estimated lengths, silences included, fill the minutes. Each sentence is then
fitted to its share, and what was estimated wrongly is made up for inside it, so that no other sentence ever moves.

Sentences begin at frames of 24 ms, which is what MP3 is made of, so that each can be encoded for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import sqrt

from wordpace.errors import PaceError
from wordpace.pipeline.estimate import PAUSE_S, Estimate
from wordpace.pipeline.join import gap_after
from wordpace.pipeline.pace import FASTEST, PAUSE_FLOOR_S, SLOWEST, checked_wpm, gap_at
from wordpace.records import Range, Rhythm, Script, TimedSentence, TimedSpeech, TimedWord, VoiceCard

VERSION = "4"  # part of every edition's key: to be raised when the same article would be planned or sound otherwise
FRAMES = 125  # in three seconds
HEART_WPM = 161.6  # the natural pace of the voice that lengths are estimated on
INTELLIGIBLE = 400.0  # words per minute above which our tests found words being lost
UNHEARD = 0.04  # a stretch that is off the article's by up to this is not noticed
GAP_LEAST, GAP_MOST = 0.4, 2.0  # how far a silence between sentences gives way for what was estimated wrongly
GAP_GROWS_S = 0.05  # it may always grow by this: fast, it is so short that a share of it is nothing
_SEARCH = 48  # halvings


@dataclass(frozen=True, slots=True)
class Pace:
    """Words per minute: the same all along, or changing evenly from the first word to `last` at the last one.

    Raises PaceError where they are no numbers or out of range.
    """

    wpm: float
    last: float | None = None

    def __post_init__(self) -> None:
        checked_wpm(self.wpm)
        if self.last is not None:
            checked_wpm(self.last)

    def at(self, share: float) -> float:
        """Words per minute where that share of the words is said, from 0 to 1."""
        return self.wpm if self.last is None else self.wpm + (self.last - self.wpm) * share

    @property
    def fastest(self) -> float:
        """The most words per minute anywhere."""
        return max(self.wpm, self.last or 0)

    def __str__(self) -> str:
        return f"{self.wpm:g}" if self.last is None else f"{self.wpm:g}:{self.last:g}"


def pace_for(words: int, minutes: float) -> Pace:
    """The pace at which so many words take so many minutes. Raises PaceError where no pace does."""
    if not 0 < minutes < float("inf"):
        raise PaceError(f"{minutes:g} minutes is no time to listen", "Give a number above 0")
    wpm = words / minutes
    if not SLOWEST <= wpm <= FASTEST:
        least, most = words / FASTEST, words / SLOWEST
        raise PaceError(
            f"{words} words in {minutes:g} minutes would be {wpm:.0f} words per minute",
            f"Choose from {least:.2g} to {most:.3g} minutes",
        )
    return Pace(wpm)


@dataclass(frozen=True)
class Timeline:
    """The share of time of every sentence of a script in a voice at a pace."""

    rate: int  # samples per second
    frames: tuple[int, ...]  # the frame at which each sentence's share begins, and at last the end of all
    factors: tuple[float, ...]  # how long each sentence's speech lasts, as a share of its natural length

    @cached_property
    def samples(self) -> int:
        """Samples in all."""
        return sample_of(self.frames[-1], self.rate)

    @property
    def lead(self) -> int:
        """Samples of silence with which every share begins: one frame, which carries over from one part to the next."""
        return sample_of(1, self.rate)

    def share(self, index: int) -> Range:
        """Samples of the narration that belong to a sentence with the silence around it."""
        return Range(*(sample_of(frame, self.rate) for frame in self.frames[index : index + 2]))


def sample_of(frame: int, rate: int) -> int:
    """The sample nearest to where a frame begins."""
    return (2 * frame * 3 * rate + FRAMES) // (2 * FRAMES)


@dataclass(frozen=True, slots=True)
class _Natural:
    """Sentences of one kind as they are estimated at the voice's natural pace, in samples."""

    gap: tuple[int, int]  # the silence after each, and the least that a fast pace leaves of it
    slowness: float  # how much slower than at the first word the pace is here
    sound: float
    pauses: float
    count: int = 1

    def at(self, factor: float, rate: int) -> float:
        """Their length where the speech of the first word takes `factor` of its natural time."""
        factor *= self.slowness
        pause = round(PAUSE_S * rate)
        shortened = gap_at(pause, factor, round(PAUSE_FLOOR_S * rate)) / pause
        gap = max(gap_at(self.gap[0], factor, self.gap[1]), sample_of(1, rate))
        return self.sound * factor + self.pauses * shortened + self.count * gap


def plan(script: Script, estimates: Sequence[Estimate], card: VoiceCard, pace: Pace) -> Timeline:
    """When every sentence of a script is heard in a voice at a pace. `estimates` has one for each sentence."""
    words = [len(sentence.tokens) for sentence in script.sentences]
    paces = [pace.at(share) for share in _middles(words)]
    minutes = sum(count / wpm for count, wpm in zip(words, paces, strict=True))
    total = max(1, round(minutes * 60 * FRAMES / 3))
    rate, rhythm = card.rate, card.rhythm or _usual_rhythm(card)
    naturals = [
        _Natural(gap_after(script, index, rate), pace.wpm / paces[index], *each.of(rhythm, rate))
        for index, each in enumerate(estimates)
    ]
    factor = _factor(_by_kind(naturals), sample_of(total, rate), rate)
    upto = list(accumulate((natural.at(factor, rate) for natural in naturals), initial=0.0))
    frames = tuple(round(total * length / upto[-1]) for length in upto)
    return Timeline(rate, frames, tuple(factor * natural.slowness for natural in naturals))


def _usual_rhythm(card: VoiceCard) -> Rhythm:
    """Of a voice of which only the natural pace is known, or not even that."""
    slowness = HEART_WPM / (card.natural_wpm or HEART_WPM)
    return Rhythm(sound=slowness, pauses=slowness)


def _middles(words: Sequence[int]) -> list[float]:
    """For each sentence the share of all words that is said when it is half said."""
    said = [0, *accumulate(words)]
    return [(before + count / 2) / max(1, said[-1]) for before, count in zip(said, words, strict=False)]


def _by_kind(naturals: Sequence[_Natural]) -> list[_Natural]:
    """The same lengths with all sentences of a kind in one."""
    kinds: dict[tuple[tuple[int, int], float], list[_Natural]] = defaultdict(list)
    for each in naturals:
        kinds[each.gap, each.slowness].append(each)
    return [
        _Natural(*kind, sum(each.sound for each in alike), sum(each.pauses for each in alike), len(alike))
        for kind, alike in kinds.items()
    ]


def _factor(naturals: Sequence[_Natural], total: int, rate: int) -> float:
    """The factor at which all sentences together last `total` samples, or the nearest of those that make sense."""
    low, high = 0.02, 50.0
    for _ in range(_SEARCH):
        middle = sqrt(low * high)
        length = sum(natural.at(middle, rate) for natural in naturals)
        low, high = (middle, high) if length < total else (low, middle)
    return sqrt(low * high)


def speech_length(speech: TimedSpeech, room: int, factor: float, gap: tuple[int, int]) -> int:
    """How many of the `room` samples that a sentence has the speech should take; the silence after it takes the rest.

    Both would fill the room exactly if the estimate had been true. Where it was not, the speech is fitted as far as
    nobody hears it; then the silence gives way within its limits; what is left is the speech's again.
    """
    floor = round(PAUSE_FLOOR_S * speech.rate)
    sounding = len(speech.samples) - sum(pause.length for pause in speech.pauses)
    wanted = sounding * factor + sum(gap_at(pause.length, factor, floor) for pause in speech.pauses)
    silence = max(0, gap_at(gap[0], factor, gap[1]) - sample_of(1, speech.rate))
    most = max(GAP_MOST * silence, silence + GAP_GROWS_S * speech.rate)
    least = GAP_LEAST * silence
    unheard = min(max(room - silence, wanted * (1 - UNHEARD)), wanted * (1 + UNHEARD))
    return max(1, round(min(max(unheard, room - most), room - least)))


def planned_sentence(script: Script, timeline: Timeline, index: int) -> TimedSentence:
    """When a sentence that is not spoken yet will be heard: its start is certain, its words are guessed by letters."""
    sentence, share = script.sentences[index], timeline.share(index)
    gap, floor = gap_after(script, index, timeline.rate)
    silence = max(gap_at(gap, timeline.factors[index], floor), timeline.lead)
    start, end = share.start + timeline.lead, max(share.start + timeline.lead, share.end - silence + timeline.lead)
    tokens = sentence.tokens
    upto = list(accumulate((token.end - token.start + 1 for token in tokens), initial=0))
    edges = [start + (end - start) * letters // max(1, upto[-1]) for letters in upto]
    words = tuple(
        TimedWord(
            sentence.text[token.start : token.end],
            *edge,
            sentence.start + token.start,
            sentence.start + token.end,
        )
        for token, edge in zip(tokens, pairwise(edges), strict=True)
    )
    return TimedSentence(index, sentence.text, start, end, words)
