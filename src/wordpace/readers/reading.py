"""The lines of a plain text with what has been found out about each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wordpace.readers.lines import BULLET, Line
from wordpace.records import Role

PROSE_WORDS = 12
LONG_LABEL = 20  # words; a longer line says something even where it ends without a full stop
ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
LEADS = re.compile(r":\W*$")
WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Reading:
    """Lines, and what is known of them by line index: why one is skipped, or which role it has."""

    lines: list[Line]
    skip: dict[int, str]
    role: dict[int, Role] = field(default_factory=dict)
    pasted: bool = False
    byline: str | None = None  # the names in it

    def text(self, i: int) -> str:
        """One line."""
        return self.lines[i].text

    def words(self, i: int) -> int:
        """How many words a line has."""
        return self.lines[i].text.count(" ") + 1

    def free(self, start: int = 0, end: int | None = None) -> list[int]:
        """Indices of the lines that nothing is known about yet."""
        end = len(self.lines) if end is None else min(end, len(self.lines))
        return [i for i in range(max(0, start), end) if i not in self.skip and i not in self.role]

    def is_alone(self, i: int) -> bool:
        """Whether blank lines stand on both sides of a line."""
        around = [self.lines[j].chunk for j in (i - 1, i + 1) if 0 <= j < len(self.lines)]
        return self.lines[i].chunk not in around

    def is_prose(self, i: int) -> bool:
        """Whether a line is surely a paragraph."""
        return is_prose(self.text(i))

    def speaks(self, i: int) -> bool:
        """Whether a line is a sentence, leads to a list, is marked as an item of one, or has a role already."""
        text = self.text(i)
        marked = ENDS.search(text) is not None or BULLET.match(text) is not None
        return marked or i in self.role or self.words(i) > LONG_LABEL

    def is_list(self, lines: list[int]) -> bool:
        """Whether lines are a list of dates, prices, results or the like, which a story may well hold."""
        return 2 * sum(any(c.isdigit() for c in self.text(i)) for i in lines) >= max(1, len(lines))

    def is_led(self, i: int) -> bool:
        """Whether a line, or the lines around it, follow one that ends with a colon."""
        for j in range(i - 1, max(-1, i - 30), -1):
            if LEADS.search(self.text(j)) and j not in self.skip:
                return True
            if j in self.skip or FULL_STOP.search(self.text(j)):
                return False
        return False


def is_prose(text: str) -> bool:
    """Whether a text is long enough for a paragraph and ends like one."""
    return len(text.split()) >= PROSE_WORDS and FULL_STOP.search(text) is not None


def key(text: str) -> str:
    """A text's words, by which repeats are found."""
    return " ".join(WORD.findall(text.lower()))
