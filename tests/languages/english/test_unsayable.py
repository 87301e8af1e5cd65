from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], reason) for start, end, reason in ENGLISH.unsayable(text)]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("It means 中国 人民 in Chinese.", "中国 人民"),
        ("He said «Слава Украине» twice.", "Слава Украине"),
        ("The word السلام عليكم is a greeting.", "السلام عليكم"),
        ("Written Ελλάδα in Greek.", "Ελλάδα"),
        ("Thai ภาษาไทย here", "ภาษาไทย"),
        ("नमस्ते means hello", "नमस्ते"),
        ("שלום", "שלום"),
        ("こんにちは、世界!", "こんにちは、世界"),
        ("안녕하세요 all", "안녕하세요"),
    ],
)
def test_a_passage_in_another_script_is_one_stretch(text: str, passage: str) -> None:
    """Its spaces, commas and vowel signs lie inside it; what stands around it does not."""
    assert found(text) == [(passage, "foreign-script")]


def test_signs_without_a_name_are_found_once_for_each_run() -> None:
    """Box drawings, blocks and private signs can't be said."""
    assert found("a ▓▓ b \ue000") == [("▓▓", "symbol"), ("\ue000", "symbol")]


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, 5% of £3 — “quoted” … and more.",
        "Erdoğan, Łódź, Nguyễn, São Paulo, Dvořák, Škoda, naïve",
        "α and β, ΔT, 5 µm, π",
        "😀 👍🏽 🇬🇧 ★★★ → ≈ ½ ² ₂ © ™ •",
        "₿ ₾ ₸ ﷼",
        "cafe\u0301",
    ],
)
def test_what_can_be_said_is_not_found(text: str) -> None:
    """Accented Latin letters, single Greek letters, emoji and signs with a name."""
    assert found(text) == []


@given(st.text(max_size=60))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    """Never an exception; each is in the text, not empty, and after the one before."""
    end = 0
    for start, after, reason in ENGLISH.unsayable(text):
        assert end <= start < after <= len(text)
        assert reason in {"foreign-script", "symbol"}
        end = after
