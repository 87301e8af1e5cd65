"""Spoken words to phonemes, by hibari's reading of the whole sentence; and phonemes to IPA."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from wordpace.languages.english.alphabet import with_ending
from wordpace.languages.english.chinese import Vocabulary, names_in
from wordpace.languages.english.heteronyms import heteronyms
from wordpace.languages.english.names import names
from wordpace.languages.english.written import words_of
from wordpace.records import Accent, Fixed, SpokenWord

if TYPE_CHECKING:
    from hibari.g2p import G2P, Tok

_MARKS = frozenset(';:,.!?—…"()“” ')
_loading = Lock()

_IPA = str.maketrans(
    {
        "A": "eɪ", "I": "aɪ", "O": "oʊ", "W": "aʊ", "Y": "ɔɪ", "Q": "əʊ", "ʤ": "dʒ", "ʧ": "tʃ", "ᵊ": "ə", "ᵻ": "ɪ",
        "T": "ɾ", "ʣ": "dz", "ʥ": "dʑ", "ʦ": "ts", "ʨ": "tɕ", "ꭧ": "tʂ", "ɐ": "ə",
    }
)  # fmt: skip

MOST_PARTS = 12  # of a word
PIECE = 4


def phonemes(
    words: tuple[SpokenWord, ...], accent: Accent = "us", named: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """One phoneme string for each word, its punctuation included, read in the context of all of them.

    `named` are words of full names that the article has elsewhere; see names.py.
    """
    reader, known = _reader(accent)
    shares = _shared(words, reader, accent, named)
    return tuple(
        share if _is_heard(share) or not any(map(str.isalnum, word.text)) else _alone(word.text, reader, known)
        for word, share in zip(words, (_only(known, share) for share in shares), strict=True)
    )


def ipa(phonemes: str) -> str:
    """The phonemes in the International Phonetic Alphabet, punctuation left out."""
    said = "".join(character for character in phonemes if character not in _MARKS or character == " ")
    return " ".join(said.translate(_IPA).split())


def readings(word: str, accent: Accent = "us") -> tuple[str, ...]:
    """The readings that the voice's lexicon knows of a word."""
    lexicon = _reader(accent)[0].lexicon
    known = lexicon.golds.d.get(word) or lexicon.golds.d.get(word.lower()) or ()
    said = (known,) if isinstance(known, str) else tuple(known.values()) if isinstance(known, dict) else ()
    return tuple(dict.fromkeys(each for each in said if each))


def named_in(texts: Sequence[str]) -> frozenset[str]:
    """The words of all full names of an article, by which it later names the same people alone."""
    return (
        frozenset(name for text in texts for name in names_in(words_of(text), _vocabulary())) if texts else frozenset()
    )


@cache
def _vocabulary() -> Vocabulary:
    """What the voice's lexicon knows of words."""
    lexicon = _reader("us")[0].lexicon
    return Vocabulary(
        is_ordinary=lambda lower: lower in lexicon.golds.d or lower in lexicon.silvers.d,
        is_name=lambda lower: lower.capitalize() in lexicon.golds.d or lower.capitalize() in lexicon.silvers.d,
    )


def _reader(accent: Accent) -> tuple[G2P, frozenset[str]]:
    """Loaded when first needed and kept; a second thread waits for the first."""
    with _loading:
        return _load(accent)


@cache
def _load(accent: Accent) -> tuple[G2P, frozenset[str]]:
    from hibari.g2p import ASSETS, G2P  # takes 0.3 s

    known = frozenset(json.loads((Path(ASSETS) / "vocab.json").read_text(encoding="utf-8")))
    reader = G2P(british=accent == "gb")
    parts_of = reader.retokenize
    reader.retokenize = lambda tokens: [part for word in parts_of(tokens) for part in _in_pieces(word)]
    return reader, known


def _in_pieces(word: Any) -> list[Any]:
    """A word of very many parts ("-0-0-0...") in pieces: the reader tries every run of parts, a cube of them."""
    if not isinstance(word, list) or len(word) <= MOST_PARTS:
        return [word]
    return [word[at : at + PIECE] if at + 1 < len(word) else word[at] for at in range(0, len(word), PIECE)]


def _shared(words: Sequence[SpokenWord], reader: G2P, accent: Accent, named: frozenset[str]) -> list[str]:
    """Each word's share of the sentence's phonemes."""
    if not words:
        return []
    text = " ".join(word.text for word in words)
    ends = list(accumulate(len(word.text) + 1 for word in words))
    tokens = reader.tokenize(text)
    _fix(tokens, text, names(text, _vocabulary(), accent, named))
    heteronyms(tokens, reader.lexicon.golds.d, accent)
    _fix(tokens, text, [*_decided(words, ends, accent)])
    shares = [""] * len(words)
    for token, (start, _) in _placed(reader.phonemize_tokens(tokens), text):
        shares[bisect_right(ends, min(start, len(text) - 1))] += token.phonemes or ""
    return [" ".join(share.split()) for share in shares]


def _placed(tokens: Sequence[Tok], text: str) -> Iterator[tuple[Tok, tuple[int, int]]]:
    """Each token with its place in the text."""
    place = 0
    for token in tokens:
        start = text.find(token.text, place)
        end = min(len(text), start + len(token.text)) if start >= 0 else place
        yield token, (max(start, place), end)
        place = end


def _fix(tokens: Sequence[Tok], text: str, readings: Sequence[Fixed]) -> None:
    """Gives the tokens inside a fixed place its reading, the first of them all of it."""
    if not readings:
        return
    starts = [fixed.start for fixed in readings]
    for token, (start, end) in _placed(tokens, text):
        fixed = readings[max(0, bisect_right(starts, start) - 1)]
        if fixed.start <= start and end <= fixed.end:
            token.phonemes = fixed.phonemes if start == fixed.start else ""


def _decided(words: Sequence[SpokenWord], ends: Sequence[int], accent: Accent) -> Iterator[Fixed]:
    """What the listener's dictionary says of some words, in the text that they are joined to; an "'s" goes with it."""
    for word, next_word in zip(words, ends, strict=True):
        if word.fixed is not None:
            start = next_word - 1 - len(word.text)
            owned = word.text[word.fixed.end :].lower().startswith(("'s", "’s"))
            said = with_ending(word.fixed.phonemes, accent) if owned else word.fixed.phonemes
            yield Fixed(start + word.fixed.start, start + word.fixed.end + 2 * owned, said)


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
