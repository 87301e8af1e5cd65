"""How people write down a reading: a respelling ("SHEE jin-PING") or IPA, to phonemes.

The respelling is that of newspapers and encyclopedias: syllables joined by hyphens, the stressed one in capitals.
"""

from __future__ import annotations

import re

from wordpace.errors import LexiconError
from wordpace.languages.english.alphabet import british, from_ipa
from wordpace.records import Accent

# fmt: off
_VOWELS = {
    "air": "ɛɹ", "arr": "æɹ", "eer": "ɪɹ", "ear": "ɪɹ", "err": "ɛɹ", "ire": "Iəɹ", "oor": "ʊɹ", "our": "Wəɹ",
    "igh": "I", "eye": "I", "yoo": "ju", "ah": "ɑ", "aa": "ɑ", "ar": "ɑɹ", "aw": "ɔ", "au": "ɔ", "ay": "A", "ai": "A",
    "eh": "ɛ", "ee": "i", "ea": "i", "er": "əɹ", "ew": "ju", "ih": "ɪ", "ir": "ɜɹ", "ie": "I", "oh": "O", "oa": "O",
    "oe": "O", "oi": "Y", "oy": "Y", "oo": "u", "or": "ɔɹ", "ow": "W", "ou": "W", "uh": "ə", "uu": "ʊ", "ur": "ɜɹ",
    "ue": "u", "a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɑ", "u": "ʌ", "ə": "ə", "y": "I",
}
_CONSONANTS = {
    "tch": "ʧ", "ch": "ʧ", "ck": "k", "dh": "ð", "dj": "ʤ", "gh": "ɡ", "kh": "k", "ng": "ŋ", "nk": "ŋk", "ph": "f",
    "qu": "kw", "sh": "ʃ", "th": "θ", "ts": "ts", "wh": "w", "zh": "ʒ", "b": "b", "c": "k", "d": "d", "f": "f",
    "g": "ɡ", "h": "h", "j": "ʤ", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p", "q": "k", "r": "ɹ", "s": "s",
    "t": "t", "v": "v", "w": "w", "x": "ks", "y": "j", "z": "z",
}
# Sounds that English lacks, by their nearest; length and ties are not written in the voice's alphabet.
_NEAREST = str.maketrans({
    "ː": "", "ˑ": "", "͡": "", "‿": "", ".": "", "/": "", "[": "", "]": "", "(": "", ")": "", "ʰ": "", "ʲ": "",
    "̃": "", "̩": "", "̯": "", "'": "ˈ", ",": "ˌ", "ɱ": "m", "ɲ": "n", "ɳ": "n", "ʈ": "t", "ɖ": "d", "ʂ": "ʃ", "ɕ": "ʃ",
    "ʐ": "ʒ", "ʑ": "ʒ", "ɬ": "l", "ɭ": "l", "ʎ": "j", "ʁ": "ɹ", "ʀ": "ɹ", "ɾ": "T", "x": "k", "χ": "k", "ç": "h",
    "ħ": "h", "ɦ": "h", "ɣ": "ɡ", "q": "k", "ɸ": "f", "β": "v", "c": "k", "ɟ": "ʤ", "y": "u", "ʏ": "ʊ", "ø": "ɜ",
    "œ": "ɜ", "ɯ": "u", "ɨ": "ɪ", "ʉ": "u", "ɵ": "ə", "ɘ": "ə", "ɤ": "ə", "a": "ɑ", "e": "ɛ", "ʔ": "", "ɻ": "ɹ",
})
# fmt: on
ALPHABET = frozenset("AIOQWYTæɑɐɒɔəɚɛɜɪʊʌᵻaeiou" + "bdfhjklmnpstvwzɡŋɹʃʒθðʤʧ" + "ˈˌː ")
_VOWEL = re.compile("|".join(sorted(_VOWELS, key=len, reverse=True)))
_CONSONANT = re.compile("|".join(sorted(_CONSONANTS, key=len, reverse=True)))
_FIRST_VOWEL = re.compile(r"[AIOQWYæɑɐɒɔəɛɜɪʊʌᵻiu]")
# In IPA a and e come first in diphthongs, which have letters of their own in the voice's alphabet.
_DIPHTHONGS = (("eɪ", "A"), ("ei", "A"), ("aɪ", "I"), ("ai", "I"), ("oʊ", "O"), ("ou", "O"), ("əʊ", "O"), ("aʊ", "W"),
               ("au", "W"), ("ɔɪ", "Y"), ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("tɕ", "ʧ"), ("dʑ", "ʤ"), ("ɝ", "ɜɹ"))  # fmt: skip


def fixed(kind: str, said: str, accent: Accent = "us") -> str:
    """The phonemes of a respelling or of IPA, words separated by spaces. Raises LexiconError naming what is wrong."""
    phonemes = from_respelling(said) if kind == "respelling" else _from_any_ipa(said)
    return british(phonemes) if accent == "gb" else phonemes


def from_respelling(said: str) -> str:
    """The phonemes of "SHEE jin-PING": "ʃˈi ʤɪnpˈɪŋ"."""
    return " ".join(_word(word) for word in said.replace("’", "'").split())


def _word(word: str) -> str:
    syllables = [each for each in re.split(r"[-·'.]", word) if each]
    loud = [each.isupper() and len(syllables) > 1 for each in syllables]
    if not any(loud):
        loud = [i == 0 for i in range(len(syllables))]
    said = (_syllable(each.lower(), stressed=stress) for each, stress in zip(syllables, loud, strict=True))
    return "".join(said)


def _syllable(letters: str, *, stressed: bool) -> str:
    phonemes, i = "", 0
    while i < len(letters):
        vowel = _VOWEL.match(letters, i)
        consonant = _CONSONANT.match(letters, i)
        if i and letters[i:] == "ye":  # "bye", "LYE"
            phonemes, i = phonemes + "I", len(letters)
        elif vowel and not (letters[i] == "y" and i + 1 < len(letters) and vowel[0] == "y"):
            phonemes += "ə" if vowel[0] == "a" and i + 1 == len(letters) and not stressed else _VOWELS[vowel[0]]
            i = vowel.end()
        elif consonant:
            phonemes += _CONSONANTS[consonant[0]] if not phonemes.endswith(_CONSONANTS[consonant[0]]) else ""
            i = consonant.end()
        else:
            raise LexiconError(
                f"{letters[i]!r} can't be used in a respelling", 'Write it like "SHEE jin-PING", or use IPA'
            )
    return _FIRST_VOWEL.sub(lambda found: f"ˈ{found[0]}", phonemes, count=1) if stressed else phonemes


def _from_any_ipa(said: str) -> str:
    text = said.strip()
    for sound, phoneme in _DIPHTHONGS:
        text = text.replace(sound, phoneme)
    # The nearest sounds go last, so that what they leave is the voice's alphabet.
    phonemes = from_ipa(" ".join(text.translate(_NEAREST).split()))
    wrong = next((character for character in phonemes if character not in ALPHABET), None)
    if wrong is not None:
        raise LexiconError(f"{wrong!r} is not a symbol of IPA that a voice can say", "Check it, or give a respelling")
    if not _FIRST_VOWEL.search(phonemes):
        raise LexiconError(f"There is no vowel in {said!r}", "Write the whole reading")
    return " ".join(word if "ˈ" in word else _FIRST_VOWEL.sub(r"ˈ\g<0>", word, count=1) for word in phonemes.split())
