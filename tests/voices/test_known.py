from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from importlib import resources
from pathlib import Path

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
        voice: known.card.model for voice, known in voices.items() if not known.files or known.card.engine != "hibari"
    }
    assert all(90 < row["natural_wpm"] < 230 and -40 < row["loudness"] < -10 for row in figures.values())


def test_every_voice_that_is_not_here_can_be_had() -> None:
    """Its files are pinned by their sums, and have a home and a command; parts make up the whole."""
    for known in known_voices().values():
        for file in known.files:
            assert re.fullmatch("[0-9a-f]{64}", file.sha256)
            assert file.url.startswith("https://")
            assert known.card.how_to_get == f"wordpace voices add {file.add}"
            assert not file.parts or sum(part.size for part in file.parts) == file.size


def test_the_extras_install_the_packages_that_voices_come_from() -> None:
    """So that what pip installs is what the catalog looks for, version by version."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for engine in ("kokoro", "piper"):
        files = [file for known in known_voices().values() if known.card.engine == engine for file in known.files]
        packages = {part.package for file in files for part in file.parts}
        assert packages == set(project["optional-dependencies"][engine])
