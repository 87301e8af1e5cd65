"""Spoken words to phonemes, by hibari's reading of the whole sentence; and phonemes to IPA."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from wordpace.records import Accent, SpokenWord

if TYPE_CHECKING:
    from hibari.g2p import G2P

_MARKS = frozenset(';:,.!?—…"()“” ')
_loading = Lock()

_IPA = str.maketrans(
    {
        "A": "eɪ", "I": "aɪ", "O": "oʊ", "W": "aʊ", "Y": "ɔɪ", "Q": "əʊ", "ʤ": "dʒ", "ʧ": "tʃ", "ᵊ": "ə", "ᵻ": "ɪ",
        "T": "ɾ", "ʣ": "dz", "ʥ": "dʑ", "ʦ": "ts", "ʨ": "tɕ", "ꭧ": "tʂ", "ɐ": "ə",
    }
)  # fmt: skip


def phonemes(words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
    """One phoneme string for each word, its punctuation included, read in the context of all of them."""
    reader, known = _reader(accent)
    shares = _shared([word.text for word in words], reader)
    return tuple(
        share if _is_heard(share) or not any(map(str.isalnum, word.text)) else _alone(word.text, reader, known)
        for word, share in zip(words, (_only(known, share) for share in shares), strict=True)
    )


def ipa(phonemes: str) -> str:
    """The phonemes in the International Phonetic Alphabet, punctuation left out."""
    said = "".join(character for character in phonemes if character not in _MARKS or character == " ")
    return " ".join(said.translate(_IPA).split())


def _reader(accent: Accent) -> tuple[G2P, frozenset[str]]:
    """Loaded when first needed and kept; a second thread waits for the first."""
    with _loading:
        return _load(accent)


@cache
def _load(accent: Accent) -> tuple[G2P, frozenset[str]]:
    from hibari.g2p import ASSETS, G2P  # takes 0.3 s

    known = frozenset(json.loads((Path(ASSETS) / "vocab.json").read_text(encoding="utf-8")))
    return G2P(british=accent == "gb"), known


def _shared(words: list[str], reader: G2P) -> list[str]:
    """Each word's share of the sentence's phonemes."""
    if not words:
        return []
    text = " ".join(words)
    tokens = reader.phonemize_tokens(reader.tokenize(text))
    shares = [""] * len(words)
    ends: list[int] = []
    for word in words:
        ends.append(len(word) + (ends[-1] + 1 if ends else 0))
    place = word_index = 0
    for token in tokens:
        while place >= ends[word_index] and word_index < len(words) - 1:
            word_index += 1
        shares[word_index] += token.phonemes or ""
        place = min(len(text), text.find(token.text, place) + len(token.text))
    return [" ".join(share.split()) for share in shares]


def _only(known: Iterable[str], phonemes: str) -> str:
    return "".join(character for character in phonemes if character in known)


def _is_heard(phonemes: str) -> bool:
    return any(character not in _MARKS for character in phonemes)


def _alone(word: str, reader: G2P, known: frozenset[str]) -> str:
    """A word that came out silent: read by itself, else without accents, else letter by letter, else as a "letter"."""
    plain = "".join(filter(str.isascii, unicodedata.normalize("NFKD", word)))
    for attempt in (word, plain, " ".join(filter(str.isalnum, plain.upper())), "letter"):
        said = _only(known, reader(attempt, normalize_text=False)) if attempt.strip() else ""
        if _is_heard(said):
            return said
    return ""
