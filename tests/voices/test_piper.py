from __future__ import annotations

import pytest

from wordpace.voices.hibari import vocabulary
from wordpace.voices.piper import as_espeak


@pytest.mark.parametrize(
    ("phonemes", "espeak"),
    [
        ("həlˈO ðˈɛɹ.", "həlˈoʊ ðˈɛɹ."),
        ("wˈɜɹld", "wˈɜːld"),
        ("fˈɜɹi", "fˈɜːɹi"),
        ("hˈɑɹbəɹ", "hˈɑːɹbɚ"),
        ("mˈɛməɹi", "mˈɛmɚɹi"),
        ("əɹˈWnd", "əɹˈaʊnd"),
        ("sˈi ðə sˈɪTi", "sˈiː ðə sˈɪɾi"),
        ("ʧˈɑɹʤ", "tʃˈɑːɹdʒ"),
        ("“nˈu”—jˈɛs…", "nˈuː,jˈɛs."),
        ("sˈiː", "sˈiː"),
    ],
)
def test_phonemes_are_written_as_espeak_writes_them(phonemes: str, espeak: str) -> None:
    """Which is what the voice was trained on."""
    written = as_espeak(phonemes)
    assert len(written) == len(phonemes)
    assert "".join(written) == espeak


def test_every_phoneme_can_be_written() -> None:
    """None raises, and none but a quotation mark, a bracket or a tone mark is left out."""
    left_out = {phoneme for phoneme in vocabulary() if not as_espeak(phoneme)[0]}
    assert left_out == set('“”"()ᵝ↗↘')
