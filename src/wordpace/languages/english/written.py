"""The words of a text as the name rules see them: letters with what stands before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")


@dataclass(frozen=True)
class Written:
    """One word of a text; a hyphen ends it and an apostrophe does not."""

    text: str  # without "'s"
    start: int
    end: int
    gap: str  # what stands between it and the word before
    owned: bool  # whether "'s" follows

    @cached_property
    def lower(self) -> str:
        """In lower case, its apostrophes straight."""
        return self.text.lower().replace("’", "'")

    @cached_property
    def is_capitalised(self) -> bool:
        """A capital and then small letters."""
        return self.text[0].isupper() and self.text[1:].islower()


def words_of(text: str) -> list[Written]:
    """All words in order."""
    words: list[Written] = []
    done = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        owned = _POSSESSIVE.search(found[0]) is not None
        core = found[0][:-2] if owned else found[0]
        words.append(Written(core, start, start + len(core), text[done:start], owned))
        done = end
    return words
