"""Tables of data, and tables that only lay a text out."""

from __future__ import annotations

from collections.abc import Iterator

from wordpace.readers.trees import Element, name_of, words

LONG_CELL = 200  # characters; a longer cell holds text that stands in the table for its looks
_PROSE = frozenset({"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "img"})


def is_data(table: Element) -> bool:
    """Whether a table's cells belong together by row and column."""
    if table.get("role") in {"presentation", "none"}:
        return False
    if next(table.iterdescendants("table", "{*}table"), None) is not None:
        return False
    tags = {name_of(each) for each in table.iterdescendants()}
    if "caption" in tags or "th" in tags:
        return True
    rows = [list(_cells(row)) for row in _rows(table)]
    wide = sum(len(row) >= 2 for row in rows)
    cells = [cell for row in rows for cell in row]
    prose = any(len(words(cell)) > LONG_CELL or _blocks(cell) > 1 for cell in cells)
    return len(rows) >= 2 and 2 * wide > len(rows) and not prose


def row_texts(table: Element) -> list[str]:
    """The cells of each row that has words, separated by commas."""
    rows = (", ".join(filter(None, map(words, _cells(row)))) for row in _rows(table))
    return [row for row in rows if row]


def _rows(table: Element) -> Iterator[Element]:
    return (each for each in table.iterdescendants() if name_of(each) == "tr")


def _cells(row: Element) -> Iterator[Element]:
    return (each for each in row if name_of(each) in {"td", "th"})


def _blocks(cell: Element) -> int:
    return sum(name_of(each) in _PROSE for each in cell.iterdescendants())
