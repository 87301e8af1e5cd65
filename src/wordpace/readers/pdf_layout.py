"""A page of a PDF -> its lines in reading order, with its tables whole and what stands in pictures apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wordpace.readers.pdf_columns import Columns
from wordpace.readers.pdf_lines import Line, Piece, add_bullets, bounds, letters_in, line_of, pieces_of, rows_of
from wordpace.readers.pdf_sheet import Box, Font, Sheet, Word
from wordpace.readers.pdf_tables import stretches, table_text

LARGEST_PICTURE = 0.6  # of the page; a larger one is a scan or a background, and its text is the page's
LABELS = 400  # letters; more of them over a picture are text
SMALLEST_BOX, LARGEST_BOX = 0.015, 0.5  # of the page
UNDER = 40.0  # points from a figure to its caption
TOUCH = 2.0  # points
NUMBERED = 8  # numbers in a row that make the margin's line numbers


@dataclass(slots=True)
class Layout:
    """Lays out the pages of one document, one after the other."""

    columns: Columns = field(default_factory=Columns)

    def lines(self, sheet: Sheet) -> list[Line]:
        """The lines of a page in reading order."""
        pieces = pieces_of(sheet)
        add_bullets(pieces, sheet)
        numbers, pieces = _line_numbers(pieces)
        labels, pieces = _labels(pieces, sheet)
        found = list(self._read(pieces, sheet, _text_boxes(sheet, pieces)))
        for number, (_, lines) in enumerate(found):
            for line in lines:
                line.group = number
        every = [line for _, lines in found for line in lines]
        every += [_odd(sheet, "picture", line_of(row, sheet, sheet.box).text) for row in rows_of(labels)]
        if numbers:
            every.append(_odd(sheet, "numbers", " ".join(piece.words[0].text for piece in numbers)))
        if sheet.sideways:
            every.append(_odd(sheet, "sideways", sheet.sideways))
        return every

    def _read(self, pieces: list[Piece], sheet: Sheet, boxes: list[Box]) -> Iterator[tuple[Box, list[Line]]]:
        """The lines of each column; a box with text in it stands as one piece in the column around it."""
        inside: dict[int, list[Piece]] = {}
        free = pieces
        for box in boxes:
            within = [piece for piece in free if box.holds((piece.x0 + piece.x1) / 2, piece.middle)]
            stands = _stand_in(box)
            inside[id(stands)] = within
            held = {id(piece) for piece in within}
            free = [*(piece for piece in free if id(piece) not in held), stands]
        for column in self.columns.ordered(free, sheet.rules, sheet.box):
            plain: list[Piece] = []
            boxed = [piece for piece in column if id(piece) in inside]
            for piece in sorted(column, key=lambda piece: -piece.middle) if boxed else column:
                if id(piece) in inside:
                    yield from _column(plain, sheet, column, inside)
                    for edges, lines in self._read(inside[id(piece)], sheet, []):
                        for line in lines:
                            line.boxed = True
                        yield edges, lines
                    plain = []
                else:
                    plain.append(piece)
            yield from _column(plain, sheet, column, inside)


def _column(
    pieces: list[Piece], sheet: Sheet, column: list[Piece], boxed: dict[int, list[Piece]]
) -> Iterator[tuple[Box, list[Line]]]:
    if not pieces:
        return
    edges = bounds(piece for piece in column if id(piece) not in boxed)
    lines: list[Line] = []
    for stretch in stretches(rows_of(pieces), sheet.rules):
        if stretch.is_table:
            lines.append(_table(stretch.rows, sheet, edges))
        else:
            lines += [line_of(row, sheet, edges) for row in stretch.rows]
    yield edges, lines


def _table(rows: list[list[Piece]], sheet: Sheet, column: Box) -> Line:
    line = line_of(rows[0], sheet, column)
    line.text, line.kind, line.count, line.marks = table_text(rows), "table", len(rows), []
    return line


def _labels(pieces: list[Piece], sheet: Sheet) -> tuple[list[Piece], list[Piece]]:
    """The pieces that stand in pictures, and the others."""
    labels: dict[int, Piece] = {}
    framed = [box for box in sheet.boxes[:200] if _has_caption(box, pieces)]
    for picture in [*sheet.pictures, *framed]:
        if picture.area > LARGEST_PICTURE * sheet.box.area:
            continue
        within = [piece for piece in pieces if picture.holds((piece.x0 + piece.x1) / 2, piece.middle)]
        if letters_in(within) <= LABELS and not _is_table(within, sheet):
            labels.update((id(piece), piece) for piece in within)
    return list(labels.values()), [piece for piece in pieces if id(piece) not in labels]


def _has_caption(box: Box, pieces: list[Piece]) -> bool:
    """Whether "Figure 1" stands right below a box."""
    return any(
        box.y0 - UNDER < piece.y < box.y0
        and piece.words[0].text.lower().startswith("fig")
        and box.x0 < (piece.x0 + piece.x1) / 2 < box.x1
        for piece in pieces
    )


def _is_table(pieces: list[Piece], sheet: Sheet) -> bool:
    """Whether most of what stands in a drawing is a table's cells."""
    found = list(stretches(rows_of(pieces), sheet.rules))
    return sum(len(each.rows) for each in found if each.is_table) > 0.7 * sum(len(each.rows) for each in found)


def _line_numbers(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The numbers that count the lines in the margin, as manuscripts have them, and the other pieces."""
    numbers = [piece for piece in pieces if len(piece.words) == 1 and piece.words[0].text.isdigit()]
    counted: list[Piece] = []
    for piece in numbers:
        if counted and int(piece.words[0].text) - int(counted[-1].words[0].text) in {1, 5}:
            counted.append(piece)
        elif len(counted) < NUMBERED:
            counted = [piece]
    kept = {id(piece) for piece in counted}
    others = [piece for piece in pieces if id(piece) not in kept]
    edge = max((piece.x1 for piece in counted), default=0.0)
    in_margin = sum(piece.x0 > edge for piece in others) > 0.9 * len(others)
    return (counted, others) if len(counted) >= NUMBERED and in_margin else ([], pieces)


def _text_boxes(sheet: Sheet, pieces: list[Piece]) -> list[Box]:
    """The boxes that hold several lines of text, and stand alone: cells of a table touch each other."""
    fitting = {box for box in sheet.boxes[:200] if SMALLEST_BOX < box.area / max(1.0, sheet.box.area) < LARGEST_BOX}
    chosen: list[Box] = []
    for box in sorted(fitting, key=lambda box: -box.area):
        if any(box.touches(other, TOUCH) for other in chosen):
            continue
        others = (other for other in fitting if other != box and box.touches(other, TOUCH))
        if any(not box.contains(other, TOUCH) and not other.contains(box, TOUCH) for other in others):
            continue
        within = [piece for piece in pieces if box.holds((piece.x0 + piece.x1) / 2, piece.middle)]
        if len(rows_of(within)) >= 2 and len(within) < 0.9 * len(pieces):
            chosen.append(box)
    return chosen


def _stand_in(box: Box) -> Piece:
    middle = (box.y0 + box.y1) / 2
    return Piece([Word("", box.x0, box.x1, middle, 10.0, Font(), False)], box.x0, box.x1, middle, 10.0)


def _odd(sheet: Sheet, kind: str, text: str) -> Line:
    return Line(sheet.number, text, 0, 0, 0, 0, Font(), sheet.box, sheet.box, 0, kind=kind, group=-1)
