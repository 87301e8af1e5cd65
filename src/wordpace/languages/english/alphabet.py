"""IPA as people write it, in the voice's alphabet: one character a sound, the stress mark right before its vowel."""

from __future__ import annotations

import re

VOWELS = "AIOWYQaeiouæɑɐɒɔəɚɛɜɪʊʌᵻ"
_SOUNDS = (
    ("eɪ", "A"), ("aɪ", "I"), ("oʊ", "O"), ("əʊ", "O"), ("aʊ", "W"), ("ɔɪ", "Y"), ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("g", "ɡ"),
    ("ɝ", "ɜɹ"), ("ɚ", "əɹ"), ("r", "ɹ"),
)  # fmt: skip
# What British readers say instead; an r is kept before a vowel alone.
_BRITISH = (
    (rf"ɜɹ(?![{VOWELS}ˈˌ])", "ɜː"), ("ɜɹ", "ɜːɹ"), (rf"əɹ(?![{VOWELS}ˈˌ])", "ə"), (rf"ɑɹ(?![{VOWELS}ˈˌ])", "ɑː"),
    (rf"ɔɹ(?![{VOWELS}ˈˌ])", "ɔː"), (rf"ɛɹ(?![{VOWELS}ˈˌ])", "ɛː"), (rf"ɪɹ(?![{VOWELS}ˈˌ])", "ɪə"), ("O", "Q"),
    ("ɑ(?!ː)", "ɑː"), ("ɔ(?!ː)", "ɔː"), ("(?<=[ˈˌ])i(?!ː)", "iː"), ("i(?=[^ˈˌɹwj]*[ˈˌ])(?!ː)", "iː"), ("u(?!ː)", "uː"),
    ("æ", "a"),
)  # fmt: skip


def from_ipa(text: str) -> str:
    """The phonemes of an American reading written in IPA; a stress mark may stand before the syllable or its vowel."""
    for sound, phoneme in _SOUNDS:
        text = text.replace(sound, phoneme)
    return re.sub(rf"([ˈˌ])([^{VOWELS}ˈˌ ]*)", r"\2\1", text)


def british(phonemes: str) -> str:
    """The same reading from a British reader."""
    for american, said in _BRITISH:
        phonemes = re.sub(american, said, phonemes)
    return phonemes


def with_ending(phonemes: str, accent: str) -> str:
    """A name with its "'s": a soft z, or what English needs after a hiss or a voiceless sound."""
    last = phonemes[-1:]
    if last in tuple("szʃʒʤʧ"):
        return phonemes + ("ɪz" if accent == "gb" else "ᵻz")
    return phonemes + ("s" if last in tuple("ptkfθ") else "z")
