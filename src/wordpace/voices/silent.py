"""A voice for tests: durations like a real voice's, and a quiet hum where one would speak; made in an instant."""

from __future__ import annotations

import numpy as np

from wordpace.records import Speech, Utterance, VoiceCard

UNIT_S = 0.025  # durations are whole units, as in the real models
LEAD_UNITS, TAIL_UNITS = 14, 1  # the silence that a real model leaves before and after
HUM_HZ, HUM_LEVEL = 140.0, 0.05
# Units, near the means of the voice heart. Unlike a real model's, a pause is all in its punctuation mark.
PAUSES = {",": 8, ";": 8, ":": 8, "—": 8, ".": 8, "!": 8, "?": 8, "…": 8}
SILENT = frozenset('"“”()') | PAUSES.keys()
LONG, USUAL = 4, 2
LONG_VOWELS = frozenset("AIOQWYiuɑɔ")


class SilentVoice:
    """Says nothing, in the time that saying it would take."""

    def __init__(self, card: VoiceCard) -> None:
        self.card = card

    def speak(self, utterance: Utterance) -> Speech:
        """A hum for every word, silence for every pause."""
        rate = self.card.rate
        if not utterance.phonemes:
            return Speech(np.zeros(0, np.float32), rate, (0, 0))
        units = [LEAD_UNITS, *map(units_of, utterance.phonemes), TAIL_UNITS]
        durations = np.array(units) * round(UNIT_S * rate)
        sounding = np.array([False, *(phoneme not in SILENT for phoneme in utterance.phonemes), False])
        time = np.arange(durations.sum()) / rate
        hum = HUM_LEVEL * np.sin(2 * np.pi * HUM_HZ * time) * np.repeat(sounding, durations)
        return Speech(hum.astype(np.float32), rate, tuple(durations.tolist()))


def units_of(phoneme: str) -> int:
    """How many units of 25 ms a phoneme lasts."""
    return PAUSES.get(phoneme, LONG if phoneme in LONG_VOWELS else USUAL)
