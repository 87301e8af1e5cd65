"""What is found out about a page's pieces, and how they stand to each other in its tree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from wordpace.readers.labels import class_words
from wordpace.readers.pieces import Element, Piece

LINKED = 0.8  # share of links from which a line is a link and not text
PROSE = 15  # words of a paragraph that is surely no heading, label or button

Home = tuple[str, str, str]  # the kind of place a piece has: its parent's tag and class, its own tag


@dataclass(slots=True)
class Sheet:
    """The pieces of a page with what has been found out about each, index by index."""

    pieces: list[Piece]
    chosen: list[bool]
    reasons: list[str | None]
    title: int | None = None
    standfirst: int | None = None
    _prose: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        """Tells prose from other pieces, which is asked of each many times."""
        self._prose = [_is_prose(piece) for piece in self.pieces]

    @property
    def read(self) -> list[int]:
        """Indices of what is read."""
        return [i for i, yes in enumerate(self.chosen) if yes and self.reasons[i] is None]

    def is_prose(self, i: int) -> bool:
        """Whether a piece is a paragraph of running text."""
        return self._prose[i]


def _is_prose(piece: Piece) -> bool:
    if piece.role == "heading" or piece.link_share >= 0.5:
        return False
    return len(piece.text) // 12 >= PROSE or len(piece.text.split()) >= PROSE  # Chinese and Japanese have no spaces


def weights(sheet: Sheet) -> Counter[Element]:
    """Characters of chosen text below each element."""
    held: Counter[Element] = Counter()
    for piece, yes in zip(sheet.pieces, sheet.chosen, strict=True):
        if yes:
            for element in piece.path:
                held[element] += len(piece.text)
    return held


def parent_of(piece: Piece) -> Element:
    """The block element around a piece's own."""
    return piece.path[-2] if len(piece.path) > 1 else piece.path[-1]


def home_of(piece: Piece) -> Home:
    """The kind of place that a piece has in the tree."""
    parent = parent_of(piece)
    return str(parent.tag), class_words(parent), str(piece.element.tag)


def list_of(piece: Piece) -> Element:
    """The list that a list item belongs to."""
    return next((e for e in reversed(piece.path) if e.tag in {"ul", "ol", "dl", "menu"}), piece.path[-1])


def root_of(sheet: Sheet) -> Element | None:
    """The smallest element that holds nearly all of what is read."""
    held: Counter[Element] = Counter()
    for i in sheet.read:
        for element in sheet.pieces[i].path:
            held[element] += len(sheet.pieces[i].text)
    total = max(held.values(), default=0)
    most = [element for element, size in held.items() if size >= 0.9 * total]
    return most[-1] if most else None  # paths run downwards, so the last one is the deepest


def runs_of_prose(sheet: Sheet, among: list[int]) -> Counter[Element]:
    """Characters of prose directly below each element, asides and lists apart."""
    runs: Counter[Element] = Counter()
    for i in among:
        piece = sheet.pieces[i]
        if sheet.is_prose(i) and not is_beside(piece) and piece.role != "list-item":
            runs[parent_of(piece)] += len(piece.text)
    return runs


def is_beside(piece: Piece) -> bool:
    """Whether a piece stands in an aside or a form."""
    return any(label.reason in {"aside", "form"} for _, label in piece.labels)


def under_link(sheet: Sheet, i: int) -> bool:
    """Whether a paragraph is a teaser: close under a line that is a link, or with much of itself a link."""
    above = sheet.pieces[max(0, i - 3) : i]
    return any(piece.link_share >= LINKED for piece in above) or sheet.pieces[i].link_share >= 0.25
