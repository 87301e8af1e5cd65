"""The rows of a column -> its tables and its running text.

A table is rows of several cells that stand below each other's edges or middles. It is taken for one only where that is
sure, as text read as a table is lost to the listener: from three columns on, or between two rules, or with figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wordpace.readers.pdf_lines import Piece, are_justified, bounds, letters_in
from wordpace.readers.pdf_sheet import Box

CELL_GAP = 1.0  # of the type's size between two cells
ALIGNED = 4.0  # points
LEAST_ALIGNED = 0.6  # share of a row's cells that stand below those of the rows before
LOOK_BACK = 4  # rows
MOST_CELLS = 40  # of a row
LONGEST_CELL = 90  # letters; a cell of more is a column of text
ROWS_OF_TWO = 4  # rows of two cells from which figures in them make a table
FIGURE = re.compile(r"[^A-Za-z\d]*+\d[^A-Za-z]*+[a-z]{0,3}")


class Stretch(NamedTuple):
    """Rows that are one table, or running text."""

    is_table: bool
    rows: list[list[Piece]]


def stretches(rows: list[list[Piece]], rules: list[Box]) -> Iterator[Stretch]:
    """The rows of a column from top to bottom, its tables apart."""
    text: list[list[Piece]] = []
    i = 0
    while i < len(rows):
        end = _table_end(rows, i)
        if end > i and _is_sure(rows[i:end], rules):
            start = i - _heads(text, rows[i:end], rules)
            yield Stretch(False, text[: len(text) - (i - start)])
            yield Stretch(True, rows[start:end])
            text, i = [], end
        else:
            text.append(rows[i])
            i += 1
    yield Stretch(False, text)


def table_text(rows: list[list[Piece]]) -> str:
    """A table's words: cells parted by commas, rows by semicolons."""
    return "; ".join(", ".join(" ".join(word.text for word in cell) for cell in _words(row)) for row in rows)


def _words(row: list[Piece]) -> list[list]:  # type: ignore[type-arg]
    return [[word for piece in cell for word in piece.words] for cell in cells_of(row)]


def cells_of(row: list[Piece]) -> list[list[Piece]]:
    """A row's pieces by cell."""
    cells = [[row[0]]]
    for piece in row[1:]:
        if not piece.barred and piece.x0 - cells[-1][-1].x1 < CELL_GAP * piece.size:
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return cells


def _table_end(rows: list[list[Piece]], start: int) -> int:
    """Behind the last row of what may be a table that begins with a row; the row itself where it does not."""
    if not 2 <= len(cells_of(rows[start])) <= MOST_CELLS:
        return start
    end = start + 1
    while end < len(rows) and _follows(rows[max(start, end - LOOK_BACK) : end], rows[end]):
        end += 1
    while end > start and len(cells_of(rows[end - 1])) < 2:
        end -= 1  # what stands in one cell below a table is the text after it
    return end


def _follows(before: list[list[Piece]], row: list[Piece]) -> bool:
    size = row[0].size
    if len(row) > MOST_CELLS or before[-1][0].y - row[0].y > 3.5 * size:
        return False
    edges = [_edges(cell) for above in before for cell in cells_of(above)]
    cells = [_edges(cell) for cell in cells_of(row)]
    aligned = sum(
        any(min(abs(a - b) for a, b in zip(cell, other, strict=True)) < ALIGNED for other in edges) for cell in cells
    )
    if len(cells) == 1:  # a cell that runs over the line, or a heading inside the table
        width = max(edge[1] for edge in edges) - min(edge[0] for edge in edges)
        return aligned == 1 and cells[0][1] - cells[0][0] < 0.7 * width
    return aligned >= LEAST_ALIGNED * len(cells)


def _edges(cell: list[Piece]) -> tuple[float, float, float]:
    x0, x1 = cell[0].x0, cell[-1].x1
    return x0, x1, (x0 + x1) / 2


def _is_sure(rows: list[list[Piece]], rules: list[Box]) -> bool:
    cells = [cells_of(row) for row in rows]
    several = [row for row in cells if len(row) >= 2]
    letters = [letters_in(cell) for row in several for cell in row]
    if len(several) < 2 or len(several) < 0.4 * len(rows) or max(letters) > LONGEST_CELL:
        return False
    if sum(any(piece.barred for piece in row) for row in rows) >= 2:
        return True
    ruled = _rules_at(rows, rules) >= 2
    if not ruled and are_justified([[piece for cell in row for piece in cell] for row in several]):
        return False
    if sum(len(row) >= 3 for row in several) >= (2 if ruled else 3):
        return True
    if any(letters_in(row[0]) <= 3 for row in several):
        return False  # a list's marks before its items
    figures = sum(
        FIGURE.fullmatch(" ".join(word.text for piece in row[-1] for word in piece.words)) is not None
        for row in several
    )
    return ruled or (len(several) >= ROWS_OF_TWO and figures >= 0.7 * len(several))


def _rules_at(rows: list[list[Piece]], rules: list[Box]) -> int:
    """How many rules of a table's width stand at it or in it."""
    around = bounds(piece for row in rows for piece in row)
    size = rows[0][0].size
    return sum(
        around.y0 - 2 * size <= rule.y0 <= around.y1 + 3 * size
        and min(rule.x1, around.x1) - max(rule.x0, around.x0) > 0.5 * (around.x1 - around.x0)
        for rule in rules
    )


def _heads(text: list[list[Piece]], table: list[list[Piece]], rules: list[Box]) -> int:
    """How many rows before a table stand below its top rule, and so are its head."""
    around = bounds(piece for row in table for piece in row)
    size = table[0][0].size
    tops = [
        rule.y0
        for rule in rules
        if around.y1 < rule.y0 < around.y1 + 4 * size and rule.x0 < around.x1 and rule.x1 > around.x0
    ]
    return sum(row[0].y < max(tops) for row in text[-3:]) if tops else 0
