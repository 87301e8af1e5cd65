"""Tables of saved pages (CSV in any of its forms), and plain lists of addresses: row by row, the bad told by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from wordpace.imports.entries import MOST_PARTS, MOST_TEXT, Entry, Kind, Saved, Unusable
from wordpace.imports.fields import URL, Complete, as_it_is, plain_name, saved, url_fault

DELIMITERS = ",;\t|"
NOT_CLOSED = "Its quotation marks are not closed"
LINES = 20_000  # that one row may go over: a page's HTML may stand in a field
csv.field_size_limit(MOST_TEXT)  # of this process; the library's own limit is less than one page

_SIGNS: tuple[tuple[Kind, set[str]], ...] = (
    ("readwise", {"documenttags", "saveddate"}),
    ("instapaper", {"selection", "folder"}),
    ("wallabag", {"mimetype", "content"}),
    ("pocket", {"timeadded", "status"}),
    ("pocket", {"timeadded", "tags"}),
)


class _Broken(Exception):
    """A row can't be told from those after it."""


class Heading:
    """A table's first row: the names of its columns, and what stands between them."""

    def __init__(self, line: str) -> None:
        self.delimiter = max(DELIMITERS, key=line.count)
        self.names = [plain_name(name) for name in next(csv.reader([line], delimiter=self.delimiter), [])]

    @property
    def kind(self) -> Kind | None:
        """Whose table this is the heading of; None where no column can be an address."""
        if not set(URL) & set(self.names):
            return None
        return next((kind for kind, signs in _SIGNS if signs <= set(self.names)), "table")


def kind_of_table(head: str) -> Kind | None:
    """Whose table, or list of addresses, begins so; None where it is neither."""
    lines = [line for line in head.splitlines()[:5] if line.strip() and not line.startswith("sep=")]
    if not lines:
        return None
    if kind := _heading(lines[0]):
        return kind.kind
    return "list" if url_fault(lines[0].strip()) is None else None


def _heading(line: str) -> Heading | None:
    try:
        heading = Heading(line)
    except csv.Error:
        return None
    return heading if heading.kind else None


def read_table(text: io.TextIOBase, name: str = "", complete: Complete = as_it_is) -> Iterator[Entry]:
    """What a table or a list has in it, row by row."""
    where = f"{name}, line" if name else "line"
    lines = _Lines(text)
    first = ""
    while lines.more() and (not first.strip() or first.startswith("sep=")):
        first = next(lines)
    heading = _heading(first)
    if heading is None:
        yield from _addresses(lines, first, where)
        return
    while lines.more():
        start = lines.number + 1
        try:
            row = _row(lines, heading)
        except (_Broken, csv.Error) as fault:
            yield Unusable(f"{where} {start}", str(fault) if isinstance(fault, _Broken) else f"It is broken: {fault}")
            lines.back_to_after(start)
            continue
        if any(cell.strip() for cell in row):
            yield saved(complete(dict(zip(heading.names, row, strict=False))), f"{where} {start}")


def _row(lines: _Lines, heading: Heading) -> Sequence[str]:
    """The next row, over as many lines as it has. Raises _Broken or csv.Error."""
    start, columns = lines.number + 1, len(heading.names)
    row = next(csv.reader(lines, delimiter=heading.delimiter), [])
    if any(cell.strip() for cell in row[columns:]):
        raise _Broken(f"It has {len(row)} columns, and the heading {columns}")
    if lines.number > start and len(row) < columns:
        raise _Broken(NOT_CLOSED)
    return row


def _addresses(lines: _Lines, first: str, where: str) -> Iterator[Entry]:
    line = first
    while line:
        url, place = line.strip(), f"{where} {lines.number}"
        if url and not url.startswith("#"):
            fault = url_fault(url)
            yield Unusable(f"{place}: {url[:200]}", fault) if fault else Saved(place, url)
        line = next(lines) if lines.more() else ""


class _Lines(Iterator[str]):
    """The lines of a text, row by row; one can go back to the second line of the row that was read last."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text, self._ahead, self._row = text, list[str](), list[str]()
        self._left = 0  # characters that the row may still have
        self.number = 0  # of the line that was given last

    def more(self) -> bool:
        """Begins a row; False where there is none."""
        self._row, self._left = [], MOST_TEXT
        if not self._ahead and (line := self._read()):
            self._ahead.append(line)
        return bool(self._ahead)

    def __next__(self) -> str:
        """The row's next line, its end included. Raises _Broken where it has no more, or too many."""
        line = self._ahead.pop() if self._ahead else self._read()
        if not line:
            raise _Broken(NOT_CLOSED)
        self.number += 1
        self._row.append(line)
        self._left -= len(line)
        if len(self._row) > LINES or self._left < 0 or any(line.count(each) > MOST_PARTS for each in DELIMITERS):
            raise _Broken("It is longer than a row can be, or its quotation marks are not closed")
        return line

    def back_to_after(self, number: int) -> None:
        """The lines after one of the row's own come next again."""
        self._ahead += reversed(self._row[len(self._row) - (self.number - number) :])
        self.number, self._row = number, []

    def _read(self) -> str:
        """The next line; of one that is too long, more than a row may have."""
        line = self._text.readline(MOST_TEXT + 1)
        part = line
        while len(part) > MOST_TEXT // 2 and not part.endswith(("\n", "\r")):
            part = self._text.readline(MOST_TEXT)
        return line
