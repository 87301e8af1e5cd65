from __future__ import annotations

import pytest

from wordpace.records import Accent
from wordpace.voices.hibari import vocabulary
from wordpace.voices.known import known_voices
from wordpace.voices.measure import calibration, measure, measure_speed
from wordpace.voices.silent import HUM_LEVEL, SilentVoice


def test_the_hum_of_the_silent_voice_measures_as_loud_as_it_is() -> None:
    """A sine of amplitude 0.05 has -29 dBFS; K-weighting, which takes some of 140 Hz, and the gate hardly change it."""
    voice = SilentVoice(known_voices(silent=True)["silent"].card)
    figures = measure(voice)
    assert HUM_LEVEL == 0.05
    assert figures.loudness == pytest.approx(-30, abs=1.5)
    assert figures.natural_wpm == pytest.approx(166, abs=10)


def test_the_speed_alone_leaves_the_rest_unsaid() -> None:
    """So that recording it keeps what was known."""
    figures = measure_speed(SilentVoice(known_voices(silent=True)["silent"].card))
    assert (figures.natural_wpm, figures.loudness) == (None, None)
    assert figures.realtime_factor and figures.realtime_factor > 0


@pytest.mark.parametrize("accent", ["us", "gb"])
def test_the_calibration_text_suits_every_voice(accent: Accent) -> None:
    """At least 200 words, no sentence over what a voice is given at once, every phoneme in the alphabet."""
    text = calibration(accent)
    assert text.words >= 200
    assert max(map(len, text.sentences)) <= 400
    assert set("".join(text.sentences)) <= vocabulary().keys()
