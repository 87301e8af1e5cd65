"""How long a sentence lasts is known about before it is spoken."""

from __future__ import annotations

import numpy as np
import pytest

from wordpace.assemble import assemble_catalog
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.estimate import estimate
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.synthesize import synthesize
from wordpace.records import Rhythm, Sentence
from wordpace.settings import Settings

SENTENCES = (
    "The harbour office opened again on Thursday.",
    "Nobody, said the clerk, had asked for the ledger since the ferry stopped running in the spring.",
    "Was it lost?",
    "By noon three boats, two of them from the next town, lay at the new pier, and a fourth was on its way.",
    "The council will meet next week to decide what the old warehouse should become.",
    "It smelled of tar and oranges, and of the dust that had settled on forty years of paper.",
)


def test_nothing_said_takes_no_time() -> None:
    """An utterance without phonemes."""
    assert estimate("").of(Rhythm(), 24000) == (0.0, 0.0)


def test_more_is_longer() -> None:
    """Another word, a stress or a pause mark makes it longer."""
    plain = sum(estimate("ðə bˈOt kˈAm.").of(Rhythm(), 24000))
    for longer in ("ðə bˈOt kˈAm hˈOm.", "ðə bˈOt kˈAm bˌæk.", "ðə bˈOt, kˈAm."):
        assert sum(estimate(longer).of(Rhythm(), 24000)) > plain


def test_a_slower_voice_takes_longer() -> None:
    """A voice's rhythm scales what heart would take."""
    one = estimate("ðə bˈOt kˈAm.")
    assert sum(one.of(Rhythm(sound=1.2, pauses=1.2), 24000)) == pytest.approx(1.2 * sum(one.of(Rhythm(), 24000)))


@pytest.mark.slow
def test_the_estimates_are_near_what_the_voice_takes(settings: Settings) -> None:
    """Half of some sentences within 5 %, all within 15 %, their sum within 4 %."""
    voice = assemble_catalog(settings).open("heart")
    utterances = [pronounce(Sentence(text, "paragraph", 0, 0), ENGLISH, "us") for text in SENTENCES]
    said = np.array([len(synthesize(utterance, voice).samples) for utterance in utterances])
    guessed = np.array([sum(estimate(utterance.phonemes).of(Rhythm(), 24000)) for utterance in utterances])
    off = np.abs(guessed / said - 1)
    assert np.median(off) < 0.05
    assert off.max() < 0.15
    assert guessed.sum() == pytest.approx(said.sum(), rel=0.04)
