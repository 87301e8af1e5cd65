"""Plain text -> its lines as they were meant: hard-wrapped paragraphs made whole, everything else as it stands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

NARROW, WIDE = 40, 100  # characters; text wrapped by hand or by a mail program lies between
SLACK = 8  # characters; some programs wrap a little early


class Line(NamedTuple):
    """One paragraph, heading or other line of a text."""

    text: str
    chunk: int  # number of the stretch between blank lines that it stands in


def whole_lines(text: str, width: int | None = None) -> list[Line]:
    """The lines of a text, without blank ones, unwrapped where it was wrapped at a column: `width`, where known."""
    chunks = [re.findall(r"\S.*", chunk) for chunk in re.split(r"\n[^\S\n]*\n", text)]
    chunks = [[" ".join(line.split()) for line in chunk] for chunk in chunks if chunk]
    width = width or _wrap_width(chunks)
    found: list[Line] = []
    for number, chunk in enumerate(chunks):
        lines = chunk if width is None else _unwrapped(chunk, width)
        found.extend(Line(line, number) for line in lines)
    return found


def _wrap_width(chunks: list[list[str]]) -> int | None:
    """The column at which the text was wrapped, None where its lines are whole."""
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


def _unwrapped(chunk: list[str], width: int) -> list[str]:
    lines = [chunk[0]]
    for before, line in pairwise(chunk):
        would_have_fitted = len(before) + 1 + len(line.split()[0]) <= width - SLACK
        if would_have_fitted or _starts_item(line):
            lines.append(line)
        else:
            lines[-1] = f"{lines[-1]} {line}"
    return lines


def _starts_item(line: str) -> bool:
    return BULLET.match(line) is not None


BULLET = re.compile(r"(?:[-*•‣◦▪●–]|\(?\d{1,2}[.)])\s+(?=\S)")
