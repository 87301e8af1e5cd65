"""A steady voice: loudness between sentences, silences that nothing accounts for, steps at joins, cost of pacing."""

from __future__ import annotations

import json
import tempfile
import time
import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from figure import Figure
from wordpace.languages.english import ENGLISH
from wordpace.listening import default_studio, read
from wordpace.pipeline.loudness import measure_loudness
from wordpace.pipeline.pace import fit
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.synthesize import synthesize
from wordpace.records import Samples
from wordpace_process import listen

TEXT = Path(__file__).parent / "texts" / "sleep.txt"
WPM = 200
QUIET_DB, BLOCK_S = -40.0, 0.005  # below the loudest block
JOIN_S = 0.004
FACTORS = (0.8, 0.5, 0.4)  # of the natural time
LOUDNESS_LU, SILENCE_MS, COST_PERCENT = 1.0, 50.0, 15.0


def figures() -> list[Figure]:
    """All of them, on a file at 1x."""
    with tempfile.TemporaryDirectory() as folder:
        audio, captions = Path(folder, "a.wav"), Path(folder, "a.json")
        listen(TEXT, audio, WPM, captions)
        with wave.open(str(audio)) as file:
            rate = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / np.float32(32768)
        times = json.loads(captions.read_text(encoding="utf-8"))
    spans = [(round(s["start"] * rate), round(s["end"] * rate)) for s in times["sentences"]]
    loudness = [measure_loudness(samples[start:end], rate) for start, end in spans]
    change = max(abs(left - right) for left, right in pairwise(loudness))
    silences = unplanned(samples, rate, times["words"])
    longest = max(silences, default=0.0)
    joins, inside = _steps(samples, rate, spans)
    return [
        Figure("loudness_change_lu", "loudness from sentence to sentence", "LU", change, LOUDNESS_LU),
        Figure(
            "unplanned_silence_ms",
            "longest silence inside a word",
            "ms",
            longest,
            SILENCE_MS,
            note=f"{len(silences)} over",
        ),
        Figure("join_step", "largest step at a join, of that inside speech", "x", joins / inside, at_most=1.0),
        *(cost(factor) for factor in FACTORS),
    ]


def unplanned(samples: Samples, rate: int, words: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of each silence over 50 ms that begins and ends inside a word."""
    block = round(BLOCK_S * rate)
    energy = np.square(samples[: len(samples) // block * block]).reshape(-1, block).mean(axis=1)
    quiet = np.concatenate([[False], energy <= energy.max() * 10 ** (QUIET_DB / 10), [False]])
    runs = np.flatnonzero(np.diff(quiet.astype(np.int8))).reshape(-1, 2) * block / rate
    inside = [
        1000 * (end - start)
        for start, end in runs
        if any(word["start"] < start and end < word["end"] for word in words)
    ]
    return [length for length in inside if length > SILENCE_MS]


def _steps(samples: Samples, rate: int, spans: list[tuple[int, int]]) -> tuple[float, float]:
    """The largest step from one sample to the next near the ends of sentences, and anywhere."""
    step, near = np.abs(np.diff(samples)), round(JOIN_S * rate)
    joins = max(float(step[max(0, edge - near) : edge + near].max(initial=0)) for span in spans for edge in span)
    return joins, float(step.max())


def cost(factor: float) -> Figure:
    """Processor time of pacing as a share of that of synthesis, in this process."""
    voice = default_studio().catalog.open("heart")
    utterances = [pronounce(sentence, ENGLISH, voice.card.accent) for sentence in read(TEXT).sentences]
    synthesize(utterances[0], voice)  # what is loaded once does not count
    began = time.process_time()
    speeches = [synthesize(utterance, voice) for utterance in utterances]
    spoken = time.process_time()
    for speech in speeches:
        fit(speech, round(len(speech.samples) * factor), factor)
    share = 100 * (time.process_time() - spoken) / (spoken - began)
    key = f"pacing_cost_{round(100 * factor)}"
    return Figure(key, f"pacing at {1 / factor:.2g} x, of synthesis", "%", share, COST_PERCENT)
