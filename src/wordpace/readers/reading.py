"""The lines of a plain text with what has been found out about each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wordpace.readers.lines import Line
from wordpace.records import Role

PROSE_WORDS = 12
LONG_LABEL = 20  # words; a longer line says something even where it ends without a full stop
_NOTE = r"(?:\[\w{1,4}\]|[⁰¹²³⁴-⁹]{1,3}|(?<=[a-z][.!?])\d{1,2})?"  # a mark behind the last full stop
ENDS = re.compile(rf"[.!?…:;,][\"'”’)\]]*{_NOTE}$")
FULL_STOP = re.compile(rf"[.!?…][\"'”’)\]]*{_NOTE}$")
DETAILS = 0.3  # share of a list's items that hold a comma, a bracket, a figure or the like
DETAIL = re.compile(r"[,(–—:;%$€£\d]")
ITEM_WORDS = 8
TELLING = 5  # letters
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
        marked = ENDS.search(text) is not None or self.lines[i].role is not None
        return marked or i in self.role or self.words(i) > LONG_LABEL

    def is_item(self, i: int) -> bool:
        """Whether a line is marked as an item of a list."""
        return self.lines[i].role == "list-item"

    def is_list(self, lines: list[int]) -> bool:
        """Whether lines are a list of dates, prices, results or the like, which a story may well hold."""
        return 2 * sum(any(c.isdigit() for c in self.text(i)) for i in lines) >= max(1, len(lines))

    def is_detailed(self, lines: list[int]) -> bool:
        """Whether short lines say so much each that they are no menu, and so little that they are no headlines."""
        words = [self.words(i) for i in lines]
        details = sum(DETAIL.search(self.text(i)) is not None for i in lines)
        return len(lines) >= 4 and 2 <= sum(words) / len(words) <= ITEM_WORDS and details >= DETAILS * len(lines)

    def is_led(self, i: int) -> bool:
        """Whether a line, or the lines around it, follow one that ends with a colon."""
        for j in range(i - 1, max(-1, i - 30), -1):
            if leads(self.text(j)) and j not in self.skip:
                return True
            if j in self.skip or FULL_STOP.search(self.text(j)):
                return False
        return False


def is_prose(text: str) -> bool:
    """Whether a text is long enough for a paragraph and ends like one."""
    return len(text.split()) >= PROSE_WORDS and FULL_STOP.search(text) is not None


def leads(text: str) -> bool:
    """Whether a line ends with a colon."""
    return ":" in text.rstrip("\"'”’)] ")[-1:]


def telling(text: str) -> list[str]:
    """The words by which the matter of a text can be known."""
    return [word for word in key(text).split() if len(word) >= TELLING]


def key(text: str) -> str:
    """A text's words, by which repeats are found."""
    return " ".join(WORD.findall(text.lower()))
