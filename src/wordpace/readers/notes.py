"""Footnotes of a plain text: the lines at its end that are notes, and the marks in it that lead to them."""

from __future__ import annotations

import re

from wordpace.readers.lines import Line
from wordpace.records import Aside

_HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DEFINITION = re.compile(r"(?:\[\^?(\w{1,4})\]:?|([⁰¹²³⁴-⁹]{1,3})|\^)\s*(?=\S)")
_BRACKETED = re.compile(r"(?<=\S)\[\^?(\w{1,4})\]|(?<=\S) \[(\d{1,3})\]")
_RAISED = re.compile(r"(?<=[\w.,;:!?)\]\"”’'*])([⁰¹²³⁴-⁹]{1,3})(?!\w)")
# "walked away.1 Then": a raised number that was copied
_GLUED = re.compile(r"(?<=[^\W\d][.,;:!?\"”’)])(\d{1,2})(?=\s|$)|(?<=[.,!?][\"”’)])(\d{1,2})(?=\s|$)")
_BACK = re.compile(r"[↩↑⤴][\ufe0e\ufe0f]?\s*$")
_CARETS = 2  # "^ Smith 2019": lines from which it is a list of notes


def notes(lines: list[Line]) -> dict[int, str]:
    """The lines that are notes, with the mark of each ("" where it has none)."""
    cited = {next(filter(None, match.groups())) for line in lines for match in _BRACKETED.finditer(line.text)}
    cited |= {match[1].translate(_HIGH) for line in lines for match in _RAISED.finditer(line.text)}
    carets = sum(line.text.startswith("^ ") for line in lines)
    found: dict[int, str] = {}
    for i, line in enumerate(lines):
        match = _DEFINITION.match(line.text)
        if _BACK.search(line.text[-4:]):
            found[i] = (line.marker or "").strip("(.)")
        elif match:
            mark = (match[1] or (match[2] or "").translate(_HIGH)) or ""
            if mark in cited or (not mark and carets >= _CARETS):
                found[i] = mark
    return found


def note_marks(text: str, found: dict[int, str]) -> tuple[Aside, ...]:
    """The marks in a text that lead to one of the notes."""
    if not found:
        return ()
    marks = set(found.values()) - {""}
    spans = [
        match.span()
        for pattern in (_BRACKETED, _RAISED, _GLUED)
        for match in pattern.finditer(text)
        if next(filter(None, match.groups())).translate(_HIGH) in marks
    ]
    return tuple(Aside(start, end, "footnote") for start, end in sorted(spans))
