"""The forms of the news that are said right stay so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from word_cases import OWN, Case, cases, is_right
from wordpace.languages.english import ENGLISH


@pytest.mark.parametrize("case", cases(OWN), ids=lambda case: case.written)
def test_each_form_is_said_in_an_accepted_way(case: Case) -> None:
    """All of texts/forms.tsv: a change that loses one is seen."""
    said = " ".join(word.text for word in ENGLISH.spoken(case.written, "gb" if case.accent == "gb" else "us"))
    assert is_right(said, case), said
