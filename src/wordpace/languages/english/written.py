"""The words of a text as the name rules see them: letters with what stands before them."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVES = frozenset({"'s", "’s", "'S", "’S"})


class Written(NamedTuple):
    """One word of a text; a hyphen ends it and an apostrophe does not."""

    text: str  # without "'s"
    start: int
    gap: str  # what stands between it and the word before
    owned: bool  # whether "'s" follows
    lower: str  # in lower case, its apostrophes straight
    is_capitalised: bool  # a capital and then small letters, or where all of the text is in capitals

    @property
    def end(self) -> int:
        """Where it ends, "'s" not counted."""
        return self.start + len(self.text)


def word_set(listed: str) -> frozenset[str]:
    """A set of words, written as a text."""
    return frozenset(listed.split())


def words_of(text: str) -> list[Written]:
    """All words in order."""
    words: list[Written] = []
    done = 0
    all_capitals = text.isupper()
    for found in _WORD.finditer(text):
        start, word = found.start(), found[0]
        gap = text[done:start]
        done = found.end()
        owned = word[-2:] in _POSSESSIVES and len(word) > 2
        if owned:
            word = word[:-2]
        lower = word.lower()
        is_capitalised = word != lower and (word[1:] == lower[1:] or (all_capitals and len(word) > 1))
        words.append(Written(word, start, gap, owned, lower.replace("’", "'"), is_capitalised))
    return words
