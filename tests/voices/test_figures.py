from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.voices.figures import Figures, FiguresFile
from wordpace.voices.known import known_voices

EMMA = known_voices()["emma"].card


def test_figures_are_kept_and_merged(tmp_path: Path) -> None:
    """A later measurement of the speed leaves the pace as it was."""
    file = FiguresFile(tmp_path / "new" / "measured.json")
    file.record({"emma": Figures(EMMA.model, 150.0, -25.0, 70.0)})
    file.record({"emma": Figures(EMMA.model, realtime_factor=60.0)})
    (card,) = FiguresFile(tmp_path / "new" / "measured.json").on(EMMA)
    assert (card.natural_wpm, card.loudness, card.realtime_factor) == (150.0, -25.0, 60.0)


def test_figures_of_another_model_say_nothing(tmp_path: Path) -> None:
    """A voice that was replaced is measured anew."""
    file = FiguresFile(tmp_path / "measured.json")
    file.record({"emma": Figures("another", 150.0)})
    assert file.on(EMMA) == (EMMA,)


@pytest.mark.parametrize("content", ["", "[]", '{"emma": 1}', '{"emma": {"colour": 1}}', "\udcff"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    """What was measured can be measured again."""
    path = tmp_path / "measured.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert FiguresFile(path).on(EMMA) == (EMMA,)
    FiguresFile(path).record({"emma": Figures(EMMA.model, 150.0)})
    assert FiguresFile(path).on(EMMA)[0].natural_wpm == 150.0
