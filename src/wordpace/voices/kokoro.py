"""Kokoro-82M in int8 on onnxruntime: one model of 92 MB, shared by all of its voices; a voice is a table of styles."""

from __future__ import annotations

import os

import numpy as np

from wordpace.records import Samples, Speech, Utterance, VoiceCard
from wordpace.voices.hibari import heard_durations, vocabulary
from wordpace.voices.onnx_output import expose_output
from wordpace.voices.runtime import onnxruntime

DURATIONS = "/encoder/Clip_output_0"  # one value for each input id, both pads included
STYLE_WIDTH = 256


class KokoroModel:
    """The model without a voice. `model` is the bytes of its ONNX file."""

    def __init__(self, model: bytes, threads: int | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or min(4, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors only
        options.enable_mem_pattern = False  # as for hibari: memory stays flat over inputs of every length
        self._session = onnxruntime.InferenceSession(
            expose_output(model, DURATIONS), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = vocabulary()

    def speak(self, phonemes: str, style: Samples) -> tuple[Samples, tuple[int, ...]]:
        """Samples at 24 kHz, and the samples of each phoneme and of both pads. `style` has shape [256]."""
        ids = [0, *(self._vocabulary[phoneme] for phoneme in phonemes), 0]
        inputs = {
            "tokens": np.array([ids], np.int64),
            "style": style.reshape(1, STYLE_WIDTH),
            # Like hibari's, the speed input is left alone: whole 25 ms units blur fast words.
            "speed": np.ones(1, np.float32),
        }
        samples, units = self._session.run(None, inputs)
        return samples.ravel(), heard_durations(units)


class KokoroVoice:
    """One Kokoro voice. `styles` is the bytes of its style file: float32, a row of 256 for each count of phonemes."""

    def __init__(self, card: VoiceCard, model: KokoroModel, styles: bytes) -> None:
        self._model = model
        self._styles = np.frombuffer(styles, np.float32).reshape(-1, STYLE_WIDTH)
        self.card = card

    def speak(self, utterance: Utterance) -> Speech:
        """The utterance's speech; nothing in the model is random."""
        if not utterance.phonemes:
            return Speech(np.zeros(0, np.float32), self.card.rate, (0, 0))
        style = self._styles[min(len(utterance.phonemes), len(self._styles) - 1)]
        samples, durations = self._model.speak(utterance.phonemes, style)
        return Speech(samples, self.card.rate, durations)
