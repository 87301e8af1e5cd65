"""What a page of a PDF holds: words, each with its place, size and font, and lines, boxes and pictures around them.

Places are in points (1/72 inch), y upwards, on a page that was turned so that most of its text is upright.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

HYPHEN = "\x02"  # a hyphen at a line's end, which may or may not belong to its word


class Font(NamedTuple):
    """A font as far as reading needs it."""

    bold: bool = False
    italic: bool = False
    mono: bool = False
    math: bool = False


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """In square points."""
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def touches(self, other: Box, slack: float) -> bool:
        """Whether two rectangles overlap or lie no farther apart than that."""
        return (
            self.x0 <= other.x1 + slack
            and other.x0 <= self.x1 + slack
            and self.y0 <= other.y1 + slack
            and other.y0 <= self.y1 + slack
        )

    def contains(self, other: Box, slack: float) -> bool:
        """Whether another rectangle lies in it, but for that much."""
        return (
            self.x0 <= other.x0 + slack
            and self.y0 <= other.y0 + slack
            and other.x1 <= self.x1 + slack
            and other.y1 <= self.y1 + slack
        )

    def around(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def turned(self, quarters: int) -> Box:
        """As it lies on the page that is turned so that text which ran at so many quarters is upright."""
        x0, y0, x1, y1 = self
        return (self, Box(y0, -x1, y1, -x0), Box(-x1, -y1, -x0, -y0), Box(-y1, x0, -y0, x1))[quarters]


class Word(NamedTuple):
    """Letters without a space between them, on one baseline, in one size."""

    text: str
    x0: float
    x1: float
    y: float  # of its baseline
    size: float
    font: Font
    spaced: bool  # whether a space character stands before it


@dataclass(slots=True)
class Sheet:
    """One page as it lies before the reader."""

    number: int  # counted from 0
    box: Box
    words: list[Word] = field(default_factory=list)  # in the order in which the file draws them
    sideways: str = ""  # text that runs in another direction than the rest
    rules: list[Box] = field(default_factory=list)  # horizontal lines
    bars: list[Box] = field(default_factory=list)  # upright lines
    dots: list[Box] = field(default_factory=list)  # small round or square marks
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    cut: bool = False  # whether letters were left out, as there were too many
