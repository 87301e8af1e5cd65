"""What of a text was heard before, in another: sentences told again, as they were or edited, and never a new fact.

A sentence that differs in a number, a name, a negation or any other word that tells something is new, however alike it
looks. So likeness is only how candidates are found (shingles of words that both have); what decides is a comparison
word by word, in which every difference has to be one that adds nothing: spelling, punctuation, who was told, a clause
left out, two sentences made one. Where no rule says that a difference is harmless the sentence is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from wordpace.likeness import Word, adds_nothing, words_of

Likeness = Literal["same", "near"]

SHINGLE = 4  # words
WINDOW = 4  # shingles, of which the least is a key: a run of seven words that two sentences share has one in common
TELLING = 6  # words without which a sentence says too little to be known again
ANONYMOUS = 14  # words with which it says enough although it names and counts nothing
REACH = 2  # sentences beside a known one within which one that says little belongs to it


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as it is compared."""

    index: int  # its place among the sentences of its article
    text: str
    words: tuple[Word, ...]

    @property
    def canon(self) -> tuple[str, ...]:
        """Its words that tell something, in one spelling."""
        return tuple(word.canon for word in self.words if not word.empty)

    @property
    def keys(self) -> tuple[int, ...]:
        """By which sentences that may be like it are found: one of the whole, and some of its shingles."""
        canon = self.canon
        shingles = [_hash(canon[at : at + SHINGLE]) for at in range(len(canon) - SHINGLE + 1)]
        picked = (
            {min(shingles[at : at + WINDOW]) for at in range(max(1, len(shingles) - WINDOW + 1))} if shingles else ()
        )
        return tuple(dict.fromkeys([_hash(("", *canon)), *picked]))

    @property
    def is_telling(self) -> bool:
        """Whether it says enough to be the same wherever it stands: "He was taken to hospital" may be anybody."""
        count = len(self.canon)
        return count >= ANONYMOUS or (count >= TELLING and any(word.names for word in self.words[1:]))


@dataclass(frozen=True, slots=True)
class Before:
    """A sentence that was heard, and where."""

    article: str
    told: Told


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that was heard before."""

    index: int  # of the sentence
    article: str  # where it was heard
    other: int  # index of the sentence there
    likeness: Likeness


def told(index: int, text: str) -> Told:
    """A sentence, ready to be compared."""
    return Told(index, text, words_of(text))


def matches(
    sentences: Sequence[Told], found: Mapping[int, Sequence[Before]], *, edited: bool = True
) -> tuple[Match, ...]:
    """Which of an article's sentences were heard before. `found` has the candidates by the sentence's index.

    `edited`: sentences that were edited count, too; the rules for that are those of English.
    """
    neighbours = {(each.article, each.told.index): each.told for some in found.values() for each in some}
    possible = {
        each.index: [
            match for before in found.get(each.index, ()) if (match := _match(each, before, neighbours, edited))
        ]
        for each in sentences
    }
    return _chosen(sentences, possible)


def _match(new: Told, before: Before, neighbours: Mapping[tuple[str, int], Told], edited: bool) -> Match | None:
    old = before.told
    if new.canon == old.canon:
        same = [word.plain for word in new.words] == [word.plain for word in old.words]
        if same or edited:
            return Match(new.index, before.article, old.index, "same" if same else "near")
    if not edited or not new.canon:
        return None
    following = neighbours.get((before.article, old.index + 1))
    for words in (old.words, (*old.words, *following.words) if following else ()):
        if words and is_told_in(new.words, words):
            return Match(new.index, before.article, old.index, "near")
    return None


def is_told_in(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Whether all that some words tell was told by others, in the same order."""
    new, old = [word for word in new if not word.empty], [word for word in old if not word.empty]
    matcher = SequenceMatcher(None, [word.canon for word in new], [word.canon for word in old], autojunk=False)
    return all(
        operation == "equal" or adds_nothing(new[i:j], old[k:m]) for operation, i, j, k, m in matcher.get_opcodes()
    )


def _chosen(sentences: Sequence[Told], possible: Mapping[int, Sequence[Match]]) -> tuple[Match, ...]:
    """One match for each sentence: of the article with most of them; what says little only beside what says enough."""
    telling = {each.index for each in sentences if each.is_telling}
    known = {(match.article, match.index, match.other) for index in telling for match in possible[index]}
    grown = True
    while grown:
        near = {
            (match.article, match.index, match.other)
            for some in possible.values()
            for match in some
            if any(
                (match.article, match.index + by, match.other + there) in known
                for by in range(-REACH, REACH + 1)
                for there in range(-REACH, REACH + 1)
                if by and by * there > 0
            )
        }
        grown = not near <= known
        known |= near
    weight: dict[str, int] = {}
    for article in {(article, index) for article, index, _ in known}:
        weight[article[0]] = weight.get(article[0], 0) + 1
    chosen = (
        max(
            (match for match in possible[each.index] if (match.article, match.index, match.other) in known),
            key=lambda match: (weight[match.article], match.likeness == "same"),
            default=None,
        )
        for each in sentences
    )
    return tuple(match for match in chosen if match is not None)


def _hash(words: Iterable[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=5).digest())
