"""The pieces of a page -> its columns in reading order.

A gutter is a place where many pieces start and few cross. What crosses it (a title, a wide figure's caption) parts the
page into bands; in each band the left side is read before the right, and each side is looked at again in the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from wordpace.readers.pdf_lines import Piece, are_justified, bounds, rows_of
from wordpace.readers.pdf_sheet import Box

LEAST_ROWS = 3  # of text on each side of a gutter
LEAST_WIDTH = 7.0  # of the type's size: narrower than that is a list's numbers, not a column
FULL = 0.4  # share of a column's paper that is covered by its text; of a table's column it is less
MOST_DEPTH = 6
MOST_PIECES = 3_000  # of a page; a map or a drawing has more, and no columns
SHORT = 0.6  # of the text's width
LOOKED_AT = 20  # rows
SURE_ROWS = 8  # on each side of a gutter that other pages are likely to have, too
TALLEST_ZONE = 0.4  # of the page's height between two rules that hold a table


@dataclass(slots=True)
class Columns:
    """Finds the columns of a document's pages, remembering the gutters it has found."""

    known: Counter[int] = field(default_factory=Counter)  # gutters by their place in points

    def ordered(self, pieces: list[Piece], rules: list[Box], page: Box) -> list[list[Piece]]:
        """The pieces of each column, in reading order."""
        if len(pieces) > MOST_PIECES:
            return [pieces]
        head, rest = _centred_head(pieces)
        if head and self._gutter(rest) is not None:
            return [head, *self._split(rest, rules, page, MOST_DEPTH)]
        return list(self._split(pieces, rules, page, MOST_DEPTH))

    def _split(self, pieces: list[Piece], rules: list[Box], page: Box, depth: int) -> Iterator[list[Piece]]:
        gutter = self._gutter(pieces) if depth else None
        if gutter is None:
            if pieces:
                yield pieces
            return
        spanning = _spanning(pieces, gutter, rules, page)
        if len(spanning) == len(pieces):
            spanning = _spanning(pieces, gutter, [], page)
        for across, band in _bands(pieces, spanning):
            if across:
                yield from self._split(band, [], page, depth - 1 if len(band) < len(pieces) else 0)
            else:
                left = [piece for piece in band if piece.x0 < gutter]
                right = [piece for piece in band if piece.x0 >= gutter]
                yield from self._split(left, rules, page, depth - 1)
                yield from self._split(right, rules, page, depth - 1)

    def _gutter(self, pieces: list[Piece]) -> float | None:
        """The left edge of a column that has another one to its left, less a point; None where there is none."""
        starts = Counter(round(piece.x0) for piece in pieces)
        best, most = None, 0.0
        for start, _ in starts.most_common(12):
            gutter = start - 1.5
            worth = self._worth(pieces, gutter)
            if worth > most:
                best, most = gutter, worth
        if best is not None and most >= SURE_ROWS:
            self.known[round(best)] += 1
        return best

    def _worth(self, pieces: list[Piece], gutter: float) -> float:
        """How many rows are parted by a gutter, less those that cross it; 0 where it is none."""
        crossing = [piece for piece in pieces if piece.x0 < gutter < piece.x1 - 1]
        if len(crossing) > 0.7 * len(pieces):
            return 0.0
        apart = _without_rows_of(pieces, crossing)
        left = [piece for piece in apart if piece.x0 < gutter]
        right = [piece for piece in apart if piece.x0 >= gutter]
        if not left or not right:
            return 0.0
        seen = any(abs(gutter - known) <= 2 for known in self.known)
        rows = min(len(rows_of(left)), len(rows_of(right)))
        if (rows < LEAST_ROWS and not seen) or not (_is_text(left, seen) and _is_text(right, seen)):
            return 0.0
        across = [row for row in rows_of(apart) if row[0].x0 < gutter <= row[-1].x0]
        if are_justified(across[:LOOKED_AT]):
            return 0.0  # words that stand below each other by chance
        return max(0.1, rows - 0.5 * len(crossing)) if rows > 0.2 * len(crossing) or seen else 0.0


def _centred_head(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Short lines in the middle of a page's top, which three columns would take for the middle one's; and the rest."""
    rows = rows_of(pieces)
    if not rows:
        return [], []
    around = bounds(pieces)
    head: list[Piece] = []
    for i, row in enumerate(rows):
        short = row[-1].x1 - row[0].x0 < SHORT * (around.x1 - around.x0)
        if len(row) == 1 and short and abs(row[0].x0 + row[0].x1 - around.x0 - around.x1) < 8:
            head += row
        elif i > 0 or len(row) == 1:
            break  # the first row may be a running head in two parts
    kept = {id(piece) for piece in head}
    return head, [piece for piece in pieces if id(piece) not in kept]


def _is_text(pieces: list[Piece], seen: bool) -> bool:
    """Whether pieces are a column of text and not one of a table's cells."""
    size = sorted(piece.size for piece in pieces)[len(pieces) // 2]
    around = bounds(pieces)
    if around.x1 - around.x0 < LEAST_WIDTH * size:
        return False
    if seen:
        return True
    rows = rows_of(pieces)
    covered = sum(sum(piece.x1 - piece.x0 for piece in row) * row[0].size for row in rows)
    heights = [row[0].y for row in rows]
    tall = size + sum(min(above - below, 2 * size) for above, below in pairwise(heights))
    return covered >= FULL * tall * (around.x1 - around.x0)


def _spanning(pieces: list[Piece], gutter: float, rules: list[Box], page: Box) -> list[Piece]:
    """The pieces that cross the gutter, with those beside them, and those between two rules that cross it."""
    crossing = [piece for piece in pieces if piece.x0 < gutter < piece.x1 - 1]
    crossing = _with_centred(crossing, pieces)
    apart = {id(piece) for piece in _without_rows_of(pieces, crossing)}
    zones = list(_zones([rule for rule in rules if rule.x0 < gutter - 5 and rule.x1 > gutter + 5], page))
    return [
        piece for piece in pieces if id(piece) not in apart or any(low <= piece.middle <= high for low, high in zones)
    ]


def _with_centred(crossing: list[Piece], pieces: list[Piece]) -> list[Piece]:
    """Pieces that cross the gutter, and the shorter lines centred below them: a title's last line, its authors."""
    found = list(crossing)
    known = {id(piece) for piece in crossing}
    alone = {id(row[0]) for row in rows_of(pieces) if len(row) == 1}
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if id(piece) in known or id(piece) not in alone:
            continue
        for above in found:
            near = 0 < above.y - piece.y < 2.5 * max(above.size, piece.size)
            if near and abs(above.x0 + above.x1 - piece.x0 - piece.x1) < 4:
                found.append(piece)
                break
    return found


def _zones(rules: list[Box], page: Box) -> Iterator[tuple[float, float]]:
    """Heights between rules of one width, one not far below the other."""
    tallest = TALLEST_ZONE * (page.y1 - page.y0)
    ordered = sorted(rules, key=lambda rule: -rule.y0)
    for above, below in pairwise(ordered):
        alike = abs(above.x0 - below.x0) < 4 and abs(above.x1 - below.x1) < 4
        if alike and above.y0 - below.y0 < tallest:
            yield below.y0, above.y1


def _without_rows_of(pieces: Iterable[Piece], crossing: list[Piece]) -> list[Piece]:
    """The pieces that stand beside none of those that cross."""
    lows: list[float] = []
    highs: list[float] = []
    for low, high in sorted((piece.y - 0.2 * piece.size, piece.y + 0.7 * piece.size) for piece in crossing):
        if highs and low <= highs[-1]:
            highs[-1] = max(highs[-1], high)
        else:
            lows.append(low)
            highs.append(high)
    found = []
    for piece in pieces:
        at = bisect_right(lows, piece.middle) - 1
        if at < 0 or piece.middle > highs[at]:
            found.append(piece)
    return found


def _bands(pieces: list[Piece], spanning: list[Piece]) -> list[tuple[bool, list[Piece]]]:
    """The pieces from top to bottom in stretches that cross the gutter or do not."""
    crosses = {id(piece) for piece in spanning}
    bands: list[tuple[bool, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, id(piece) in crosses)):
        across = id(piece) in crosses
        if bands and bands[-1][0] == across:
            bands[-1][1].append(piece)
        else:
            bands.append((across, [piece]))
    merged: list[tuple[bool, list[Piece]]] = []
    for i, (across, band) in enumerate(bands):
        # One row between two that cross is a row of their table.
        inside = 0 < i < len(bands) - 1 and not across and len(rows_of(band)) == 1
        if merged and merged[-1][0] and (inside or across):
            merged[-1][1].extend(band)
        else:
            merged.append((across, band))
    return merged
