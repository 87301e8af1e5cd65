"""Utterance's phonemes -> about how long a voice takes to say them at its natural pace, before it says them.

A regression of the voice heart's own lengths on 1,485 sentences of news; on 785 of other articles half are within
2.5 %, nineteen in twenty within 8 %. Other voices differ from heart by a few factors, their rhythm.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log

from wordpace.records import Rhythm

PAUSE_S = 0.2  # the usual length of a pause inside a sentence, at the natural pace
_INNER_MARK = re.compile(r"[,;:—.!?…][\"“”()]*(?= )")
_STRESSED_LONG = re.compile("ˈ[AIOQWYiuɑɔ]")
_CLOSING = '"“”() '
_KINDS = {
    "long vowel": "AIOQWYiuɑɔ",
    "short vowel": "æɛɪʊʌɐɜa",
    "weak vowel": "əɚᵊᵻ",
    "nasal": "mnŋ",
    "liquid": "lɹwj",
    "fricative": "szʃʒfvθðh",
    "stop": "ptkbdɡʧʤɾT",
    "stress": "ˈ",
    "second stress": "ˌ",
}
_KIND = {phoneme: kind for kind, phonemes in _KINDS.items() for phoneme in phonemes}

# Seconds of sound and seconds of pauses for one of each; `bench/estimates.py --fit` makes the table. Each alone means
# little: a sentence's length is a small sum of larger numbers.
SECONDS = {
    "sentence": (0.2348, 0.0765),
    "word": (-0.0031, 0.0243),
    "log of words": (-0.1687, -0.1677),
    "one in so many words": (-0.1002, -0.1011),
    "unstressed word": (0.0061, -0.0014),
    "stressed long vowel": (0.0195, 0.0140),
    "mark": (0.0539, 0.1537),
    "comma": (-0.0306, -0.0269),
    "question": (0.0026, -0.0119),
    "no mark at the end": (-0.0164, -0.0116),
    "long vowel": (0.0865, 0.0049),
    "short vowel": (0.0831, 0.0154),
    "weak vowel": (0.0731, 0.0093),
    "nasal": (0.0393, 0.0044),
    "liquid": (0.0350, 0.0044),
    "fricative": (0.0531, 0.0017),
    "stop": (0.0412, 0.0026),
    "stress": (0.1047, -0.0121),
    "second stress": (0.0437, -0.0020),
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how long heart takes, in seconds, and what another voice's length depends on beside that."""

    sound: float
    pauses: float
    words: int
    marks: int

    def of(self, rhythm: Rhythm, rate: int) -> tuple[float, float]:
        """Samples of sound and samples of pauses of a voice."""
        if not self.words:
            return 0.0, 0.0
        sound = rhythm.sound * self.sound + rhythm.word_s * self.words + rhythm.sentence_s
        pauses = rhythm.pauses * self.pauses + rhythm.mark_s * self.marks
        return max(sound, 0.2 * self.sound) * rate, max(pauses, 0.0) * rate


def estimate(phonemes: str) -> Estimate:
    """The estimate of one utterance; all zero where nothing is said."""
    counts = counted(phonemes)
    if not counts:
        return Estimate(0.0, 0.0, 0, 0)
    sound, pauses = (sum(number * SECONDS[what][column] for what, number in counts.items()) for column in (0, 1))
    return Estimate(max(sound, 0.1), max(pauses, 0.0), round(counts["word"]), round(counts["mark"]))


def counted(phonemes: str) -> dict[str, float]:
    """How many there are of all that a length depends on; empty where nothing is said."""
    words = phonemes.split()
    if not words:
        return {}
    marks = _INNER_MARK.findall(phonemes)
    end = phonemes.rstrip(_CLOSING)[-1:]
    kinds = Counter(_KIND[phoneme] for phoneme in phonemes if phoneme in _KIND)
    return {
        "sentence": 1,
        "word": len(words),
        "log of words": log(len(words)),
        "one in so many words": 1 / len(words),
        "unstressed word": sum("ˈ" not in word and "ˌ" not in word for word in words),
        "stressed long vowel": len(_STRESSED_LONG.findall(phonemes)),
        "mark": len(marks),
        "comma": sum(mark[0] == "," for mark in marks),
        "question": end == "?",
        "no mark at the end": end not in {".", "!", "?", "…"},
        **kinds,
    }
