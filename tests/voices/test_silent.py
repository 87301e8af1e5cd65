from __future__ import annotations

import numpy as np

from wordpace.records import Utterance
from wordpace.voices.known import known_voices
from wordpace.voices.silent import SilentVoice


def test_words_hum_and_pauses_are_silent() -> None:
    """So that what looks for pauses finds them where the marks are."""
    phonemes = "wˈʌn, tˈu."
    speech = SilentVoice(known_voices(silent=True)["silent"].card).speak(Utterance("One, two.", (), phonemes, ()))
    ends = np.cumsum(speech.durations)
    loud = [bool(np.abs(part).max(initial=0) > 0.01) for part in np.split(speech.samples, ends[:-1])]
    assert loud == [False, True, True, True, True, False, True, True, True, True, False, False]
