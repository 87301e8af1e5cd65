"""The silences of a narration in one table, by what ends there; `pace.gap_at` alone scales them to another pace."""

from __future__ import annotations

from typing import Final, NamedTuple

from wordpace.records import Role


class Gap(NamedTuple):
    """Milliseconds of silence."""

    natural: int  # at the voice's natural pace
    floor: int  # what a fast pace leaves of it at least, before it is shortened as speech is


# Inside a sentence a voice makes the silences itself: these are the longest that are left of them at its natural pace.
INSIDE_MS: Final = 40  # inside a word, where nothing ends: the closure of a "p" or a "t"
WORD: Final = Gap(180, 80)
CLAUSE: Final = Gap(400, 80)

SENTENCE: Final = Gap(420, 50)
LAST: Final = Gap(300, 50)
AFTER: Final[dict[Role, Gap]] = {
    "title": Gap(900, 90),
    "standfirst": Gap(800, 90),
    "byline": Gap(650, 90),
    "heading": Gap(700, 90),
    "quote": Gap(700, 90),
    "list-item": Gap(520, 80),
    "table": Gap(520, 80),
}
PARAGRAPH: Final = Gap(700, 90)  # after every role that is not named
BEFORE: Final[dict[Role, Gap]] = {"heading": Gap(950, 100)}  # where that is more


def between(ended: Role, begins: Role) -> Gap:
    """The gap between two blocks of those roles: the longer of what the one wants after it, the other before it."""
    after = AFTER.get(ended, PARAGRAPH)
    return max(after, BEFORE.get(begins, after))
