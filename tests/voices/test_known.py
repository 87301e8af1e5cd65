from __future__ import annotations

import json
import re
from collections import Counter
from importlib import resources

from wordpace.voices.known import known_voices


def test_every_voice_says_what_it_is() -> None:
    """Licence, language and accent agree, and its model is named by a sum."""
    for voice, known in known_voices(silent=True).items():
        card = known.card
        assert card.id == voice
        assert card.licence in {"Apache-2.0", "MIT"}
        assert (card.accent, card.language) in {("us", "en-US"), ("gb", "en-GB")}
        assert re.fullmatch("[0-9a-f]{64}", card.model)


def test_no_two_voices_are_confused() -> None:
    """Models and names differ; four engines, as many voices as promised."""
    cards = [known.card for known in known_voices(silent=True).values()]
    assert len({card.model for card in cards}) == len({card.name for card in cards}) == len(cards)
    assert Counter(card.engine for card in cards) == {"hibari": 5, "kokoro": 28, "piper": 1, "silent": 1}


def test_the_figures_that_ship_are_of_these_models() -> None:
    """Every voice that could be had when the package was made has its pace and its loudness."""
    figures = json.loads(resources.files("wordpace.voices").joinpath("measured.json").read_text(encoding="utf-8"))
    voices = known_voices(silent=True)
    assert {voice: row["model"] for voice, row in figures.items()} == {
        voice: known.card.model
        for voice, known in voices.items()
        if known.file is None or known.file.engine != "hibari"
    }
    assert all(90 < row["natural_wpm"] < 230 and -40 < row["loudness"] < -10 for row in figures.values())
