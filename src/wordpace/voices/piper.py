"""Piper's voices, run by onnxruntime directly: the phonemes are ours, so neither its GPL runtime nor espeak is needed.

A Piper voice was trained on espeak's phonemes. Each phoneme of Kokoro's alphabet is written as espeak writes it, so
that names and numbers are read as in every other voice, and the model's own durations map back one to one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from wordpace.records import Speech, Utterance, VoiceCard
from wordpace.voices.onnx_output import expose_output
from wordpace.voices.runtime import onnxruntime

DURATIONS = "/Ceil_output_0"  # one value for each input id
UNIT = 256  # samples in one unit of duration
BEGIN, PAD, END = "^", "_", "$"
# The model's noise is not seeded and differs from run to run. Without it the same utterance gives the same samples.
NOISE, LENGTH, DURATION_NOISE = 0.0, 1.0, 0.0

VOWELS = frozenset("AIOQWYaeiouæɑɐɒɔəɚɛɜɪʊʌᵊᵻ")
STRESS = frozenset("ˈˌ")
LONG = frozenset("uɑɔɜ")
AS_ESPEAK = {
    "A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "W": "aʊ", "Y": "ɔɪ", "T": "ɾ", "S": "ʃ", "ᵊ": "ə",
    "ʤ": "dʒ", "ʧ": "tʃ", "ʣ": "dz", "ʥ": "dʒ", "ʦ": "ts", "ʨ": "tʃ", "ꭧ": "tʃ",
    "—": ",", "…": ".", "→": ",", "↗": "", "↘": "", "“": "", "”": "", '"': "", "(": "", ")": "", "ᵝ": "",
}  # fmt: skip


class PiperVoice:
    """One Piper voice. `model` is the bytes of its ONNX file, `config` the text of the JSON file beside it."""

    def __init__(self, card: VoiceCard, model: bytes, config: str, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 3  # errors only
        self._session = onnxruntime.InferenceSession(
            expose_output(model, DURATIONS), options, providers=["CPUExecutionProvider"]
        )
        self._ids: Mapping[str, list[int]] = json.loads(config)["phoneme_id_map"]
        self.card = card

    def speak(self, utterance: Utterance) -> Speech:
        """The utterance's speech at the voice's own rate; a phoneme that Piper does not write lasts 0 samples."""
        if not utterance.phonemes:
            return Speech(np.zeros(0, np.float32), self.card.rate, (0, 0))
        groups = self._id_groups(utterance.phonemes)
        ids = list(chain.from_iterable(groups))
        inputs = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array([NOISE, LENGTH, DURATION_NOISE], np.float32),
        }
        samples, units = self._session.run(None, inputs)
        edges = np.cumsum([0, *map(len, groups)])
        ends = np.concatenate([[0], np.cumsum(units.ravel().astype(np.int64) * UNIT)])[edges]
        return Speech(np.clip(samples.ravel(), -1, 1), self.card.rate, tuple(np.diff(ends).tolist()))

    def _id_groups(self, phonemes: str) -> list[list[int]]:
        """Input ids of the begin mark, of each phoneme and of the end mark; a pad follows each but the last."""
        pad = self._ids[PAD]
        marks = [*self._ids[BEGIN], *pad]
        groups = [
            [id for mark in marks_of for id in (*self._ids.get(mark, ()), *pad)] for marks_of in as_espeak(phonemes)
        ]
        return [marks, *groups, list(self._ids[END])]


def as_espeak(phonemes: str) -> Sequence[str]:
    """For each phoneme of Kokoro's alphabet, how espeak writes it in American English (may be empty)."""
    written = []
    for before, phoneme, after, later in zip(
        f" {phonemes}", phonemes, f"{phonemes[1:]} ", f"{phonemes[2:]}  ", strict=False
    ):
        if phoneme == "ɹ" and before in "əɜ" and after not in VOWELS | STRESS:
            written.append("")  # it is in the vowel before: ɚ, ɜː
        elif phoneme == "ə" and after == "ɹ" and later not in STRESS:
            written.append("ɚ")
        elif (phoneme in LONG or (phoneme == "i" and before in STRESS)) and after != "ː":
            written.append(f"{phoneme}ː")
        else:
            written.append(AS_ESPEAK.get(phoneme, phoneme))
    return written
