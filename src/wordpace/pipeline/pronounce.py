"""Sentence -> Utterance: written words become spoken words, spoken words become phonemes, and each keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from wordpace.ports import Language
from wordpace.records import Accent, Sentence, SpokenWord, Token, Utterance, VoicedToken


def pronounce(sentence: Sentence, language: Language, accent: Accent) -> Utterance:
    """The utterance of one sentence."""
    spoken = spoken_words(sentence, language, accent)
    phonemes = language.phonemes(spoken, accent)
    tokens = sentence.tokens
    owners = _owners(spoken, tokens)
    joined, ranges = _lay_out(phonemes, owners, len(tokens))
    voiced = tuple(VoicedToken(token.start, token.end, *span) for token, span in zip(tokens, ranges, strict=True))
    return Utterance(sentence.text, spoken, joined, voiced)


def spoken_words(sentence: Sentence, language: Language, accent: Accent) -> tuple[SpokenWord, ...]:
    """A sentence's words as said; those of a list item's number stand for the first word after it."""
    words = language.spoken(sentence.said, accent)
    if not sentence.lead:
        return words
    first = sentence.tokens[0]
    lead = language.spoken(sentence.lead, accent)
    return (*(SpokenWord(word.text, first.start, first.end) for word in lead), *words)


def _owners(spoken: Sequence[SpokenWord], tokens: Sequence[Token]) -> list[int]:
    """For each spoken word the token that is lit while it is said, never going back.

    A group that is said as a whole ("$5 million" in three words) is shared evenly among its tokens.
    """
    owners: list[int] = []
    first = 0
    for (start, end), group in groupby(spoken, key=lambda word: (word.start, word.end)):
        while first < len(tokens) - 1 and tokens[first].end <= start:
            first += 1
        last = first
        while last < len(tokens) - 1 and tokens[last + 1].start < end:
            last += 1
        words = list(group)
        shared = [first + i * (last - first + 1) // len(words) for i in range(len(words))]
        owners.extend(max(owner, owners[-1] if owners else 0) for owner in shared)
    return owners


def _lay_out(phonemes: Sequence[str], owners: Sequence[int], count: int) -> tuple[str, list[tuple[int, int]]]:
    """All phonemes in one string, and for each of `count` tokens its range of it, spaces after a word included."""
    said = [(owner, part) for owner, part in zip(owners, phonemes, strict=True) if part]
    starts: dict[int, int] = {}
    length = 0
    for owner, part in said:
        starts.setdefault(owner, length)
        length += len(part) + 1
    joined = " ".join(part for _, part in said)
    edges = [len(joined)] * (count + 1)
    for token in reversed(range(count)):
        edges[token] = starts.get(token, edges[token + 1])
    if edges:
        edges[0] = 0
    return joined, list(pairwise(edges))
