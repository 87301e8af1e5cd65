"""Measures a voice by having it read a short text: its natural pace, its loudness, and how fast it is here."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from importlib import resources
from math import isfinite

import numpy as np

from wordpace.pipeline.loudness import measure_loudness
from wordpace.ports import Voice
from wordpace.records import Accent, Samples, Utterance
from wordpace.voices.figures import Figures

PROBE = slice(2, 3)  # the sentence of the text that the speed alone is measured on


@dataclass(frozen=True, slots=True)
class Calibration:
    """The text that is read: how many words it has as written, and the phonemes of its sentences."""

    words: int
    sentences: tuple[str, ...]


def calibration(accent: Accent) -> Calibration:
    """The text as it is said with an accent. `bench/voices.py --text` makes it from bench/texts/natural.txt."""
    text = json.loads(resources.files("wordpace.voices").joinpath("calibration.json").read_text(encoding="utf-8"))
    return Calibration(text["words"], tuple(text[accent]))


def measure(voice: Voice) -> Figures:
    """All figures of a voice. The natural pace counts written words, and the model's own silences as time."""
    text = calibration(voice.card.accent)
    samples, factor = _read(voice, text.sentences)
    wpm = text.words * 60 * voice.card.rate / max(1, len(samples))
    loudness = measure_loudness(samples, voice.card.rate)
    return Figures(
        voice.card.model, round(wpm, 1), round(loudness, 1) if isfinite(loudness) else None, round(factor, 1)
    )


def measure_speed(voice: Voice) -> Figures:
    """Only how fast the voice is on this machine: seconds of audio per second."""
    _, factor = _read(voice, calibration(voice.card.accent).sentences[PROBE])
    return Figures(voice.card.model, realtime_factor=round(factor, 1))


def _read(voice: Voice, sentences: tuple[str, ...]) -> tuple[Samples, float]:
    """The samples, and seconds of audio per second of work. The first words, which warm a model up, do not count."""
    voice.speak(_utterance("wˈʌn."))
    began = time.perf_counter()
    samples = np.concatenate([voice.speak(_utterance(sentence)).samples for sentence in sentences])
    return samples, len(samples) / voice.card.rate / max(1e-9, time.perf_counter() - began)


def _utterance(phonemes: str) -> Utterance:
    return Utterance(text="", spoken=(), phonemes=phonemes, tokens=())
