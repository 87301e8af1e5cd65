"""How the rows of a plain text are set: tables, code, quotes, lists, underlined headings; what is left is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from wordpace.records import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that belong together."""

    rows: list[str]
    role: Role | None = None  # None: prose, or lines that stand for themselves
    marker: str | None = None
    level: int = 0
    count: int = 0


BULLETS = "-*•‣◦▪▫●○■□·–➢➤✓✔"
ITEM = re.compile(rf"\s*(?:(?P<bullet>[{BULLETS}])|(?P<number>\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,6}})[.)]))\s+(?=\S)")
BULLET = re.compile(rf"\s*(?:[{BULLETS}]|\(?\d{{1,3}}[.)])\s+(?=\S)")
FENCE = re.compile(r"\s{0,3}(```|~~~)")
QUOTED = re.compile(r"\s{0,3}(?:> ?)+")
UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*")
RULED = frozenset(" \t|+:=_─│┼├┤-")
LINES = frozenset("-=_─")
CELL_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
CODE = re.compile(
    r"[{}]\s*$|[)\]}\"'=+-];\s*$|=.*;\s*$"
    r"|^\s*(?:def|class|import|from|if|for|while|return|function|var|let|const|#include|\$|>>>|//)(?=\W|$)"
    r"|\w\([^)]{0,80}\)\s*[;{:]?\s*$"
    r"|\w\s*(?:=|:=|\+=|->|=>)\s*\S|^\s*</?\w"
)
CODE_WIDTH = 200  # characters
INDENT = re.compile(r"(?: {4}|\t)")
TABLE_ROWS = 2
ALIGNED_ROWS = 3  # columns made with spaces; two rows may be chance
CELL_WORDS = 10  # a table has short cells; where they are longer its rows are read
HEADING_WORDS = 15
SLACK = 8  # characters; some programs wrap a little early


def pieces_of(rows: list[str], width: int | None) -> Iterator[Piece]:
    """The pieces of the rows that stand between two blank rows, in a text that was wrapped at `width`, or not."""
    for kind, group in groupby(rows, key=kind_of):
        run = list(group)
        if kind in {"pipe", "tab", "gap"} and _is_table(run, kind):
            cells = [_cells(row, kind) for row in run if not _is_rule(row)]
            yield Piece([" ".join(" ".join(row) for row in cells)], "table", count=len(cells))
        elif kind == "quote":
            yield Piece([QUOTED.sub("", row) for row in run], "quote")
        elif kind == "indent" and 2 * sum(CODE.search(row[:CODE_WIDTH]) is not None for row in run) > len(run):
            yield Piece([" ".join(run)], "code", count=len(run))
        else:
            yield from _prose(run, width)


def fenced(rows: list[str]) -> Piece:
    """A block of code with its fences."""
    return Piece([" ".join(rows[1:-1])], "code", count=len(rows) - 2)


def kind_of(row: str) -> str:
    """How a row is set, by itself: "quote", "tab", "pipe", "gap", "indent" or "prose"."""
    inner = row.strip()
    if QUOTED.match(row):
        return "quote"
    if ITEM.match(row) and "|" not in inner:
        return "prose"
    if "\t" in inner:
        return "tab"
    if inner.count("|") >= 2 or (_is_rule(row) and ("+" in row or "|" in row)):
        return "pipe"
    if CELL_GAP.search(inner):
        return "gap"
    return "indent" if INDENT.match(row) else "prose"


def _cells(row: str, kind: str) -> list[str]:
    if kind == "gap":
        return CELL_GAP.split(row.strip())
    cells = row.strip().strip("|").split("|") if kind == "pipe" else row.strip().split("\t")
    return [" ".join(cell.split()) for cell in cells if cell.strip()]


def _is_table(run: list[str], kind: str) -> bool:
    data = [row for row in run if not _is_rule(row)]
    if len(data) < (ALIGNED_ROWS if kind == "gap" else TABLE_ROWS):
        return False
    longest = median(max((len(cell.split()) for cell in _cells(row, kind)), default=0) for row in data)
    if longest > CELL_WORDS:
        return False
    if kind == "gap":
        return _has_gutter(data)
    bounded = all(row.strip()[0] == "|" for row in data) or len(data) < len(run) or len(data) >= ALIGNED_ROWS
    return kind == "tab" or bounded


def _has_gutter(rows: list[str]) -> bool:
    """Whether two columns next to each other are blank in all rows, with text on both sides."""
    left, right = max(len(row) - len(row.lstrip()) for row in rows), min(len(row.rstrip()) for row in rows)
    written = bytearray(right + 1)
    for row in rows:
        for at, character in enumerate(row[:right]):
            written[at] |= character != " "
    return bytes(2) in bytes(written[left:right])


def _prose(rows: list[str], width: int | None) -> Iterator[Piece]:
    """Headings with a line under them, items with the rows that go on under them, and the rest."""
    rest: list[str] = []
    start = 0
    while start < len(rows):
        row, after = rows[start], rows[start + 1 : start + 2]
        if after and UNDERLINE.fullmatch(after[0]) and any(c.isalnum() for c in row) and _is_short(row):
            yield from _rest(rest)
            rest = []
            yield Piece([row.strip()], "heading", level=1 if "=" in after[0] else 2)
            start += 2
        elif item := _item(row):
            yield from _rest(rest)
            rest = []
            under = start + 1
            while under < len(rows) and not _item(rows[under]) and _goes_on(row, rows[under - 1], rows[under], width):
                under += 1
            yield replace(item, rows=[*item.rows, *rows[start + 1 : under]])
            start = under
        else:
            rest.append(row)
            start += 1
    yield from _rest(rest)


def _is_short(row: str) -> bool:
    return len(row.split()) <= HEADING_WORDS


def _rest(rows: list[str]) -> Iterator[Piece]:
    if rows:
        yield Piece(rows)


def _item(row: str) -> Piece | None:
    match = ITEM.match(row)
    if match is None:
        return None
    number = match["number"]
    return Piece([row[match.end() :]], "list-item", marker=number)


def _goes_on(item: str, before: str, row: str, width: int | None) -> bool:
    """Whether a row under an item belongs to it: it is set in, or the row before it was full."""
    return _indent(row) > _indent(item) or (width is not None and is_full(before, row, width))


def is_full(before: str, row: str, width: int) -> bool:
    """Whether a row was broken because the next word had no room in it."""
    return len(before.rstrip()) + 1 + len(row.split(maxsplit=1)[0]) > width - SLACK


def _is_rule(row: str) -> bool:
    characters = set(row)
    return characters <= RULED and not characters.isdisjoint(LINES)


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())
