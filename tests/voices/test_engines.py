from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wordpace.voices import engines
from wordpace.voices.engines import Engines
from wordpace.voices.files import VoiceFiles
from wordpace.voices.known import known_voices


def test_only_the_models_used_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the voices that were tried."""
    heart = known_voices()["heart"]
    monkeypatch.setattr(engines, "ROOM", 2)
    kept = Engines(VoiceFiles(tmp_path))
    others = [replace(heart, card=replace(heart.card, id=name)) for name in ("a", "b")]
    first = kept.voice(heart)
    kept.voice(others[0])
    assert kept.voice(heart) is first
    kept.voice(others[1])
    assert kept.voice(heart) is first, "it was used after the one that had to go"
    kept.forget(heart.card)
    assert kept.voice(heart) is not first
