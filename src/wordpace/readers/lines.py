"""Plain text -> its lines as they were meant: hard-wrapped paragraphs made whole, each thing in its setting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from wordpace.readers.layout import BULLET, FENCE, Piece, fenced, is_full, kind_of, pieces_of
from wordpace.readers.leaves import Row, rows_of
from wordpace.records import Role

__all__ = ["BULLET", "Line", "join", "whole_lines"]

NARROW, WIDE = 40, 100  # characters; text wrapped by hand or by a mail program lies between
HEADING_WORDS = 12
PARAGRAPH_WORDS = 12
POSTED = re.compile(r"[—–-]+ ?[^()]{1,60}\(@\w{1,30}\)")
POST_WORDS = 60
POST_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or other line of a text."""

    text: str
    chunk: int  # number of the stretch between blank lines that it stands in
    role: Role | None = None  # as its setting shows it: "table", "code", "quote", "list-item", "heading"
    marker: str | None = None  # of a list item
    level: int = 0
    count: int = 0
    skip: str | None = None

    @property
    def written(self) -> str:
        """The line with its marker or bullet."""
        return f"{self.marker or '-'} {self.text}" if self.role == "list-item" else self.text


@dataclass(frozen=True, slots=True)
class Chunk:
    """The rows between two blank ones, and those among them that are not read."""

    pieces: list[Piece]
    skipped: list[Row]


def whole_lines(text: str, width: int | None = None) -> list[Line]:
    """The lines of a text, without blank ones, unwrapped where it was wrapped at a column: at `width`, if known."""
    rows = rows_of(text)
    width = width or _wrap_width(rows)
    words = set(re.findall(r"[\w’'-]+", text.lower())) if width else set()
    found: list[Line] = []
    for number, chunk in enumerate(_chunks(rows, width)):
        for piece in chunk.pieces:
            found.extend(_lines(piece, number, width, words))
        found.extend(Line(_tidy(row.text), number, skip=row.skip) for row in chunk.skipped)
    return list(_judged_numbers(_whole_posts(found)))


def _chunks(rows: list[Row], width: int | None) -> Iterator[Chunk]:
    for is_written, group in groupby(_fences(rows), key=lambda row: isinstance(row, Piece) or bool(row.text.strip())):
        if not is_written:
            continue
        run = list(group)
        skipped = [row for row in run if isinstance(row, Row) and row.skip]
        pieces: list[Piece] = []
        for is_code, part in groupby((row for row in run if isinstance(row, Piece) or not row.skip), key=_is_code):
            items = list(part)
            texts = [row.text for row in items if isinstance(row, Row)]
            pieces += [row for row in items if isinstance(row, Piece)] if is_code else pieces_of(texts, width)
        yield Chunk(pieces, skipped)


def _is_code(row: Row | Piece) -> bool:
    return isinstance(row, Piece)


def _fences(rows: list[Row]) -> Iterator[Row | Piece]:
    """The rows, those between two fences as one piece."""
    closing = {match[1]: i for i, row in enumerate(rows) if (match := FENCE.match(row.text))}
    at = 0
    while at < len(rows):
        match = FENCE.match(rows[at].text)
        if match is None or closing[match[1]] == at:
            yield rows[at]
            at += 1
            continue
        end = next(i for i in range(at + 1, len(rows)) if rows[i].text.lstrip().startswith(match[1]))
        yield fenced([row.text for row in rows[at : end + 1]])
        at = end + 1


def _lines(piece: Piece, number: int, width: int | None, words: set[str]) -> Iterator[Line]:
    rows = [_tidy(row) for row in piece.rows]
    if piece.role == "list-item":
        rows = [join(rows, words)]
    elif width is not None and piece.role in {None, "quote"}:
        rows = [join(part, words) for part in _unwrapped(rows, width)]
    for row in rows:
        if row:
            yield Line(row, number, piece.role, piece.marker, piece.level, piece.count)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _wrap_width(rows: list[Row]) -> int | None:
    """The column at which the text was wrapped, None where its lines are whole."""
    texts = (row.text.strip() if row.skip is None and kind_of(row.text) in {"prose", "quote"} else "" for row in rows)
    chunks = [list(group) for is_written, group in groupby(texts, key=bool) if is_written]
    inner = sorted(len(line) for chunk in chunks for line in chunk[:-1])
    longest = max((len(line) for chunk in chunks for line in chunk), default=0)
    if len(inner) < 2 or longest > 1.5 * WIDE:
        return None
    width = inner[-1 - len(inner) // 20]
    full = sum(length >= width - 16 for length in inner)
    if not NARROW <= width <= WIDE or full < 0.6 * len(inner):
        return None
    # A song or a list may have lines of one length, too, but there lines seldom break in the middle of a sentence
    # and go on in lower case.
    goes_on = sum(after[0].islower() for chunk in chunks for after in chunk[1:])
    return width if goes_on >= 0.3 * len(inner) else None


def _unwrapped(rows: list[str], width: int) -> list[list[str]]:
    """The rows of each paragraph."""
    rows = [row for row in rows if row]
    parts = [rows[:1]]
    for before, row in pairwise(rows):
        if not is_full(before, row, width):
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def join(rows: Iterable[str], words: set[str]) -> str:
    """Rows as one line; a word cut at a row's end is made whole, unless the text elsewhere writes it with a hyphen."""
    parts: list[str] = []
    for row in rows:
        cut = re.search(r"\b(\w+)-$", parts[-1]) if parts else None
        rest = re.match(r"[^\W\d_]+", row)
        if cut is None or rest is None or not row[0].islower():
            parts.append(row)
            continue
        first, second = cut[1].lower(), rest[0].lower()
        compound = f"{first}-{second}" in words or (
            first + second not in words and {first, second} <= words - {f"{first}-"}
        )
        parts[-1] = (parts[-1] if compound else parts[-1][:-1]) + row
    return " ".join(part for part in parts if part)


def _whole_posts(lines: list[Line]) -> list[Line]:
    """Joins an embedded post with the line under it that says whose it is: "— Port Ammer (@ammer) 28 March 2026"."""
    found: list[Line] = []
    for line in lines:
        if not POSTED.match(line.text):
            found.append(line)
            continue
        post = [line]
        while found and len(post) <= POST_LINES and (found[-1].chunk == line.chunk or len(post) == 1):
            before = found[-1]
            if before.role is not None or before.skip or len(before.text.split()) > POST_WORDS:
                break
            post.insert(0, found.pop())
        found.append(Line(" ".join(each.text for each in post), line.chunk, "embed"))
    return found


def _judged_numbers(lines: list[Line]) -> Iterator[Line]:
    """Tells "1. Introduction" over its paragraphs, "A. Smith writes" and "I. The Sea" from items of lists."""
    markers = {(line.marker or "").strip("(.)").lower() for line in lines}
    for i, line in enumerate(lines):
        mark = (line.marker or "").strip("(.)")
        is_name = bool(mark) and not mark.isdigit() and (mark.isupper() or not {"b", "ii"} & markers)
        is_heading = bool(mark) and _is_heading(line, lines[i + 1 : i + 2])
        if is_name or (is_heading and not _is_among(lines, i)):
            role: Role | None = "heading" if is_heading else None
            yield Line(f"{line.marker} {line.text}", line.chunk, role)
        else:
            yield line


def _is_heading(line: Line, after: list[Line]) -> bool:
    """Whether a line is short and a paragraph follows it."""
    short = len(line.text.split()) <= HEADING_WORDS and line.text[-1] not in ".,;:!?"
    leads = bool(after) and after[0].role is None and len(after[0].text.split()) >= PARAGRAPH_WORDS
    return short and leads and after[0].chunk != line.chunk


def _is_among(lines: list[Line], i: int) -> bool:
    """Whether another item stands right before or after one."""
    return any(lines[j].role == "list-item" for j in (i - 1, i + 1) if 0 <= j < len(lines))
