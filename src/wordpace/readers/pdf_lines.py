"""Words of a PDF's page -> pieces of lines, and pieces -> whole lines with the marks that are raised in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from wordpace.readers.pdf_sheet import HYPHEN, Box, Font, Sheet, Word

PIECE_GAP = 0.7  # of the type's size: words set farther apart may belong to two columns or cells
MOST_BARS = 200  # of a page; a drawing has more
MOST_DOTS = 60
BULLET_GAP = 2.5  # of the type's size between a bullet and its item
EVEN = 1.1  # times the least gap between words: more is uneven
WIDEST = 4.0  # of the type's size: gaps that are wider are no spaces between words
GLUED = 0.12  # of the type's size: words set closer belong together, as a footnote's mark to its word
RAISED = 0.15  # of the type's size that a mark's baseline lies above the line's
SMALL = 0.85  # of the line's size: a mark's size
MARK = re.compile(r"[\d,;–\-a-f\s]{1,12}|[*†‡§¶‖#]{1,3}")
UNIT = re.compile(r"(?:^|[\s/·(\d])(?:[kcmdµn]?m|s|ft|in|mi|kg|[A-Z]|[a-z])$")
RAISED_DIGITS = str.maketrans("0123456789+-−–n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ")


@dataclass(slots=True)
class Piece:
    """Words that stand close together on one line."""

    words: list[Word]
    x0: float
    x1: float
    y: float  # of the baseline of its largest word
    size: float  # of the same
    barred: bool = False  # whether an upright line stands before it

    @property
    def middle(self) -> float:
        """Height of the middle of its small letters."""
        return self.y + 0.25 * self.size


@dataclass(slots=True)
class Line:
    """One line of a column as it reads."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float  # that most of its letters have
    font: Font  # the same
    column: Box  # the column's edges
    page_box: Box
    first: float  # width of its first word
    marks: list[tuple[int, int]] = field(default_factory=list)  # raised marks, code points into the text
    lead: bool = False  # whether it starts with a raised mark
    math: float = 0.0  # share of letters in fonts of formulas
    mono: float = 0.0  # share in fonts of one width
    kind: str = ""  # "table" (one line for it all), "picture", "sideways"; "" for running text
    count: int = 0  # rows of a table
    boxed: bool = False  # whether it stands in a box of its own
    group: int = 0  # number of the column on its page, in reading order


def pieces_of(sheet: Sheet) -> list[Piece]:
    """The pieces of a page in the order in which they are drawn."""
    pieces: list[Piece] = []
    bars = [] if len(sheet.bars) > MOST_BARS else sheet.bars
    for word in sheet.words:
        barred = bool(pieces) and _is_barred(pieces[-1], word, bars)
        if pieces and not barred and _continues(pieces[-1], word):
            last = pieces[-1]
            last.words.append(word)
            last.x1 = max(last.x1, word.x1)
            if word.size > 1.05 * last.size:
                last.y, last.size = word.y, word.size
        else:
            pieces.append(Piece([word], word.x0, word.x1, word.y, word.size, barred))
    return pieces


def _is_barred(piece: Piece, word: Word, bars: list[Box]) -> bool:
    """Whether a line parts a word from the piece before it, as in a table."""
    x0, x1, y = piece.x1 - 1, word.x0 + 1, word.y + 0.2 * word.size
    return any(x0 <= bar.x0 and bar.x1 <= x1 and bar.y0 <= y <= bar.y1 for bar in bars)


def add_bullets(pieces: list[Piece], sheet: Sheet) -> None:
    """Puts a bullet before each piece that has a mark drawn before it: some programs draw them as shapes."""
    for dot in sheet.dots if len(sheet.dots) <= MOST_DOTS else []:
        x, y = dot.x1, (dot.y0 + dot.y1) / 2
        right = (each for each in pieces if 0 < each.x0 - x < BULLET_GAP * each.size)
        after = [each for each in right if 0 < y - each.y < 0.8 * each.size]
        if after:
            first = min(after, key=lambda piece: piece.x0)
            first.words.insert(0, Word("•", dot.x0, dot.x1, first.y, first.size, first.words[0].font, False))
            first.x0 = dot.x0


def _continues(piece: Piece, word: Word) -> bool:
    size = max(piece.size, word.size)
    gap = word.x0 - piece.words[-1].x1
    return abs(word.y - piece.y) < 0.5 * size and -0.3 * size < gap < PIECE_GAP * size


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces on one height together, from top to bottom and from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if rows and any(_on_one_height(piece, other) for other in rows[-1][-8:]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.x0)
    return rows


def _on_one_height(one: Piece, other: Piece) -> bool:
    larger = max(one.size, other.size)
    apart = abs(one.y - other.y)
    if apart < 0.3 * larger:
        return True
    # A mark or an index is small and reaches into the line's height.
    return min(one.size, other.size) < SMALL * larger and apart < 0.55 * larger


def are_justified(rows: list[list[Piece]]) -> bool:
    """Whether the words of each row are equally far apart, as in lines of text spread to a narrow column's width."""
    even = uneven = 0
    for row in rows:
        words = [word for piece in row for word in piece.words]
        gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
        if len(gaps) >= 2:
            is_even = max(gaps) < min(EVEN * min(gaps) + 0.4, WIDEST * row[0].size)
            even, uneven = even + is_even, uneven + (not is_even)
    return even > uneven


def line_of(row: list[Piece], sheet: Sheet, column: Box) -> Line:
    """A row of pieces as a line."""
    words = [word for piece in row for word in piece.words]
    letters: dict[tuple[float, Font], int] = {}
    for word in words:
        key = round(word.size, 1), word.font
        letters[key] = letters.get(key, 0) + len(word.text)
    (size, font), total = max(letters, key=lambda key: letters[key]), sum(letters.values())
    base = next((word.y for word in words if abs(word.size - size) < 0.1), words[0].y)
    text, marks, lead = _text(words, base, size)
    return Line(
        page=sheet.number,
        text=text,
        x0=words[0].x0,
        x1=max(word.x1 for word in words),
        y=base,
        size=size,
        font=font,
        column=column,
        page_box=sheet.box,
        first=words[0].x1 - words[0].x0,
        marks=marks,
        lead=lead,
        math=sum(count for (_, font), count in letters.items() if font.math) / total,
        mono=sum(count for (_, font), count in letters.items() if font.mono) / total,
    )


def _text(words: list[Word], base: float, size: float) -> tuple[str, list[tuple[int, int]], bool]:
    """The line's text, the places of raised marks in it, and whether it starts with one."""
    text, marks, lead = "", list[tuple[int, int]](), False
    single = _are_letters_apart(words)
    last: Word | None = None
    for word in words:
        if last is not None and not single and _is_apart(last, word):
            text += " "
        written = word.text
        if word.size < SMALL * size and word.y - base > RAISED * size:
            if not text.strip() and MARK.fullmatch(written):
                lead = True
                marks.append((0, len(written)))
            elif not MARK.fullmatch(written) or UNIT.search(text[-8:]) or text[-1:].isdigit():
                written = written.translate(RAISED_DIGITS)
            else:
                marks.append((len(text), len(text) + len(written)))
        text += written
        last = word
    return _inner_hyphens(text), _joined(marks, text), lead


def _is_apart(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    gap = word.x0 - last.x1
    return gap > GLUED * size or (word.spaced and gap > 0.02 * size)


def _are_letters_apart(words: list[Word]) -> bool:
    """Whether a line is one word with a space between all its letters, as headings are set: "A B S T R A C T"."""
    return len(words) >= 4 and all(
        len(word.text) == 1 and word.text.isalpha() and word.text.isupper() for word in words
    )


def _inner_hyphens(text: str) -> str:
    return text[:-1].replace(HYPHEN, "-") + text[-1:]


def _joined(marks: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Marks with nothing between them as one."""
    found: list[tuple[int, int]] = []
    for start, end in marks:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def letters_in(pieces: Iterable[Piece]) -> int:
    """How many letters pieces have."""
    return sum(len(word.text) for piece in pieces for word in piece.words)


def bounds(pieces: Iterable[Piece]) -> Box:
    """The rectangle around pieces, of which there has to be one."""
    every = list(pieces)
    return Box(
        min(piece.x0 for piece in every),
        min(piece.y - 0.25 * piece.size for piece in every),
        max(piece.x1 for piece in every),
        max(piece.y + 0.75 * piece.size for piece in every),
    )
