"""hibari: an 8 MB model, some 75 times faster than real time on one core. Its wheel holds the voice heart."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from hibari.tts import ASSETS

from wordpace.records import Speech, Utterance, VoiceCard
from wordpace.voices.onnx_output import expose_output
from wordpace.voices.runtime import onnxruntime
from wordpace.voices.spectra import synth

DURATIONS = "/Clip_output_0"  # one value for each input id, both pads included
RATE = 24000  # samples per second
UNIT = 600  # samples in one unit of duration: 25 ms at 24 kHz
EARLY = 2  # units by which speech is heard before these models' durations say so (measured: 50 ms)


class HibariVoice:
    """One hibari voice. `model` is the bytes of its ONNX file."""

    def __init__(self, card: VoiceCard, model: bytes, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 3  # errors only
        options.enable_mem_pattern = False  # a pattern kept for every length of input would be memory that only grows
        self._session = onnxruntime.InferenceSession(
            expose_output(model, DURATIONS), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = vocabulary()
        self.card = card

    def speak(self, utterance: Utterance) -> Speech:
        """The utterance's speech; the noise in it is seeded, so the same utterance gives the same samples."""
        if not utterance.phonemes:
            return Speech(np.zeros(0, np.float32), RATE, (0, 0))
        ids = [0, *(self._vocabulary[phoneme] for phoneme in utterance.phonemes), 0]
        # The model's own speed input is left alone: above 1.15x its whole 25 ms units blur the words.
        inputs = {"ids": np.array([ids], np.int64), "speed": np.ones(1, np.float32)}
        *spectra, durations = self._session.run(None, inputs)
        samples = synth(*(part[0] for part in spectra))
        return Speech(samples, RATE, heard_durations(durations))


def heard_durations(units: npt.NDArray[np.float32]) -> tuple[int, ...]:
    """Samples of each phoneme as it is heard, both pads included, from a model's units of shape [phonemes + 2]."""
    counts = [int(unit) for unit in units.ravel()]
    early = min(EARLY, counts[0])
    return tuple(count * UNIT for count in (counts[0] - early, *counts[1:-1], counts[-1] + early))


def vocabulary() -> dict[str, int]:
    """Input id of every phoneme, stress mark, space and punctuation mark: Kokoro's alphabet, which hibari shares."""
    ids: dict[str, int] = json.loads(Path(ASSETS, "vocab.json").read_text(encoding="utf-8"))
    return ids
