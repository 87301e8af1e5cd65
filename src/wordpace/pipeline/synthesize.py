"""Utterance -> TimedSpeech: a voice says one sentence at its natural pace, and every written token gets its range.

A voice's own durations are good to a phoneme but blind to silence: they put a pause inside the phoneme before it. Where
the sound itself shows a silence between two words, its edges are the truth. No silence is left longer than the table of
gaps allows where it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wordpace.pipeline.gaps import CLAUSE, INSIDE_MS, WORD
from wordpace.pipeline.silence import remapped, resized
from wordpace.ports import SpeechCache, Voice
from wordpace.records import Range, Speech, TimedSpeech, Utterance, VoiceCard

VERSION = "1"  # part of every fingerprint: to be raised when the same utterance would come out otherwise
LONGEST = 400  # phonemes that a voice is given at once
BLOCK_S = 0.005  # step in which energy is looked at
SILENCE_DB = -40.0  # below the loudest block
SHORTEST_PAUSE_S = 0.060
REACH_S = 0.150  # how far a silence's end may be from a predicted word start and still be its onset
MARGIN_S = 0.015  # kept around the sound when silence is trimmed

_HELD = re.compile("[ˈˌːAIOWYQaeiouæɑɐɒɔəɚɛɜɪʊʌᵊᵻmnŋlɹwj]+")  # a stress mark's time is its vowel's
_MARK_AT_END = re.compile(r"[,;:—.!?…][\"“”() ]*$")

Edges = npt.NDArray[np.int64]
Silences = list[tuple[int, int]]


def fingerprint(phonemes: str, card: VoiceCard) -> str:
    """Names the natural speech of some phonemes in one voice, for keeping it."""
    return hashlib.sha256("\0".join((VERSION, card.id, card.model, phonemes)).encode()).hexdigest()


def synthesize(utterance: Utterance, voice: Voice, cache: SpeechCache | None = None) -> TimedSpeech:
    """The utterance as said by the voice, without silence around it."""
    if not utterance.phonemes:
        nothing = tuple(Range(0, 0) for _ in utterance.tokens)
        return TimedSpeech(np.zeros(0, np.float32), voice.card.rate, nothing, ())
    samples, edges = _speak(utterance, voice, cache)
    rate = voice.card.rate
    silences = _silences(samples, rate)
    starts, ends, pauses = _time_words(utterance, edges, silences, rate)
    words = _in_order([Range(*times) for times in zip(starts, ends, strict=True)])
    held = tuple(Range(int(edges[m.start()]), int(edges[m.end()])) for m in _HELD.finditer(utterance.phonemes))
    sounds = tuple(Range(int(start), int(end)) for start, end in pairwise(edges) if start < end)
    whole = TimedSpeech(samples, rate, words, tuple(pauses), held, sounds)
    return _trimmed(_limited(whole, silences, _clause_starts(utterance, starts)), silences, len(samples))


def _speak(utterance: Utterance, voice: Voice, cache: SpeechCache | None) -> tuple[npt.NDArray[np.float32], Edges]:
    """Samples, and the sample at which each phoneme begins with the end of the last one after them."""
    samples: list[npt.NDArray[np.float32]] = []
    edges: list[Edges] = []
    offset = 0
    for part in _breaths(utterance.phonemes):
        speech = _spoken_once(replace(utterance, phonemes=part), voice, cache)
        samples.append(speech.samples)
        edges.append(offset + np.cumsum(speech.durations, dtype=np.int64)[:-2])
        offset += len(speech.samples)
    return np.concatenate(samples), np.append(np.concatenate(edges), offset)


def _spoken_once(utterance: Utterance, voice: Voice, cache: SpeechCache | None) -> Speech:
    """The kept speech, or new speech, which is then kept. Both are rounded to 16 bits, so they are the same."""
    key = fingerprint(utterance.phonemes, voice.card)
    if cache is not None and (kept := cache.get(key)) is not None:
        return kept
    speech = voice.speak(utterance)
    rounded = np.rint(np.clip(speech.samples, -1, 1) * 32767).astype(np.int16)
    speech = replace(speech, samples=rounded.astype(np.float32) / np.float32(32767))
    if cache is not None:
        cache.put(key, speech)
    return speech


def _breaths(phonemes: str) -> Iterator[str]:
    """Pieces of at most LONGEST phonemes, cut after a clause mark, else after a word, else anywhere."""
    while len(phonemes) > LONGEST:
        window = phonemes[:LONGEST]
        cut = max(window.rfind(mark) for mark in (", ", "; ", ": ", "— ", ". ", "! ", "? "))
        cut = cut + 2 if cut > LONGEST // 4 else window.rfind(" ") + 1
        cut = cut if cut > 0 else LONGEST
        yield phonemes[:cut]
        phonemes = phonemes[cut:]
    if phonemes:
        yield phonemes


def _silences(samples: npt.NDArray[np.float32], rate: int) -> Silences:
    """Start and end sample of every stretch of silence, the ones at both ends included."""
    block = round(BLOCK_S * rate)
    count = len(samples) // block
    if count == 0:
        return []
    energy = np.square(samples[: count * block]).reshape(count, block).mean(axis=1)
    quiet = energy <= energy.max() * 10 ** (SILENCE_DB / 10)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    runs = [(int(first) * block, int(last) * block) for first, last in edges.reshape(-1, 2)]
    if runs and runs[-1][1] == count * block:
        runs[-1] = (runs[-1][0], len(samples))  # what is left over of the last block
    return runs


def _time_words(
    utterance: Utterance, edges: Edges, silences: Silences, rate: int
) -> tuple[list[int], list[int], list[Range]]:
    """Start and end of every token, and the pauses between tokens, in samples of the untrimmed speech."""
    length = int(edges[-1])
    starts = [int(edges[token.phoneme_start]) for token in utterance.tokens]
    ends = [*starts[1:], length]
    said = [i for i, token in enumerate(utterance.tokens) if token.phoneme_start < token.phoneme_end]
    pauses = []
    for start, end in silences:
        if start == 0 or end == length or end - start < SHORTEST_PAUSE_S * rate:
            continue
        word = min(said, key=lambda i: abs(starts[i] - end))
        if word == said[0] or abs(starts[word] - end) > REACH_S * rate or ends[word] <= end:
            continue
        starts[word] = end
        pauses.append(Range(start, end))
        for before in range(word - 1, -1, -1):  # a token that says nothing begins and ends where its neighbour ends
            ends[before] = start
            starts[before] = min(starts[before], start)
            if before in said:
                break
    return starts, ends, pauses


def _clause_starts(utterance: Utterance, starts: Sequence[int]) -> set[int]:
    """Where the words begin that follow a mark."""
    before = (utterance.phonemes[: token.phoneme_start] for token in utterance.tokens)
    return {start for start, phonemes in zip(starts, before, strict=True) if _MARK_AT_END.search(phonemes)}


def _limited(speech: TimedSpeech, silences: Silences, clauses: set[int]) -> TimedSpeech:
    """The speech with every silence inside it at most as long as the table of gaps says."""
    most = {p.start: (CLAUSE if p.end in clauses else WORD).natural for p in speech.pauses}
    limits = {
        Range(start, end): most.get(start, INSIDE_MS) * speech.rate // 1000
        for start, end in silences
        if start > 0 and end < len(speech.samples)
    }
    longer = [silence for silence, limit in limits.items() if silence.length > limit]
    return resized(speech, longer, [limits[silence] for silence in longer])


def _trimmed(speech: TimedSpeech, silences: Silences, length: int) -> TimedSpeech:
    """The speech from its first sound to its last, with a short fade at both ends.

    `silences` and `length` are those of before its inner silences were limited: what is silent at its ends is the same.
    """
    margin, now = round(MARGIN_S * speech.rate), len(speech.samples)
    first = max(0, silences[0][1] - margin) if silences and silences[0][0] == 0 else 0
    tail = max(0, length - silences[-1][0] - margin) if silences and silences[-1][1] == length else 0
    last = now - tail
    if last <= first:
        first, last = 0, now
    kept = speech.samples[first:last].copy()
    fade = min(margin // 2, len(kept) // 2)
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        kept[:fade] *= ramp
        kept[-fade:] *= ramp[::-1]
    return remapped(speech, kept, [first, last], [0, last - first])


def _in_order(words: Sequence[Range]) -> tuple[Range, ...]:
    """The same ranges with no overlap: each starts where the one before ends or later."""
    ordered, last = [], 0
    for word in words:
        start = max(word.start, last)
        last = max(start, word.end)
        ordered.append(Range(start, last))
    return tuple(ordered)
