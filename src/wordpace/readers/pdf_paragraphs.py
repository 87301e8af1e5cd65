"""The lines of a PDF -> its paragraphs: whole across columns and pages, without the hyphens at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wordpace.readers.pdf_lines import Line
from wordpace.readers.pdf_sheet import HYPHEN
from wordpace.records import Role

INDENT = 0.7  # of the type's size
APART = 1.3  # of the usual distance between two lines
BULLET = re.compile(r"[•‣◦▪●○■□–—*∙·➢✓❖-]\s+(?=\S)")
NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s+(?=\S)")
LABELLED = re.compile(r"(?:fig|table|scheme|plate|chart)\w*\.?\s*\w{0,4}\d", re.IGNORECASE)
END = re.compile(r"[.!?:…。][\"'”’»)\]]*$")
LETTERS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
HYPHENS = ("-", "‐", HYPHEN)
CUT = re.compile(r"\w+$")
LAST = 60  # characters: in what comes before them no rule looks for a text's end
NARROW = 12  # of the type's size: a column that is narrower is a label
LONG_HALF = 4  # letters from which two halves that are words elsewhere make a compound


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and what is found out about them."""

    lines: list[Line]
    text: str
    marks: list[tuple[int, int]]
    role: Role = "paragraph"
    skip: str | None = None
    marker: str | None = None
    level: int = 0

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def size(self) -> float:
        """Of most of its type, in points."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def is_bold(self) -> bool:
        """Whether all its lines are set in bold type, for the most part."""
        return all(line.font.bold for line in self.lines)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does, a raised mark behind it aside."""
        text = self.text
        if self.marks and self.marks[-1][1] >= len(text):
            text = text[: self.marks[-1][0]]
        return END.search(text[-LAST:].rstrip()) is not None

    @property
    def is_full(self) -> bool:
        """Whether its last line reaches the column's right edge, so that it may go on in the next column."""
        last = self.lines[-1]
        wide = last.column.x1 - last.column.x0 > NARROW * last.size
        return wide and last.x1 > last.column.x1 - 2 * last.size

    @property
    def is_running(self) -> bool:
        """Whether it is text that may go on in the next column."""
        return self.skip is None and self.role in {"paragraph", "list-item", "citation", "footnote", "quote"}

    def cut_marker(self, cut: int) -> None:
        """Takes what an item or a note begins with off its text; a bullet says nothing and is not kept."""
        mark = self.text[:cut].strip()
        self.marker = mark if any(character.isalnum() for character in mark) else None
        left = self.text[cut:].lstrip()
        moved = len(self.text) - len(left)
        self.text = left
        self.marks = [(start - moved, end - moved) for start, end in self.marks if start >= moved]


@dataclass(slots=True)
class Hyphens:
    """Decides by the document's own words whether a hyphen at a line's end belongs to the word."""

    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Hyphens:
        """With the words of some lines, but for those that a line's end has cut."""
        hyphens = cls()
        for line in lines:
            words = LETTERS.findall(line.text.lower())
            hyphens.seen.update(words[1:-1] if line.text.endswith(HYPHENS) else words[1:])
        return hyphens

    def joined(self, before: str, after: str) -> str:
        """Two lines, or two parts of a paragraph, as one text."""
        cut = CUT.search(before[-LAST:-1]) if before.endswith(HYPHENS) else None
        if cut is None:
            return f"{before} {after}" if before else after
        if not after[:1].isalpha():
            return before.replace(HYPHEN, "-") + after
        head, tail = cut[0], (LETTERS.match(after) or [""])[0]
        return before[:-1] + ("-" if self._keeps(head, tail) else "") + after

    def _keeps(self, head: str, tail: str) -> bool:
        whole, compound = (head + tail).lower(), f"{head}-{tail}".lower()
        if self.seen[whole] or not tail[:1].islower() or any(character.isdigit() for character in head):
            return not self.seen[whole]
        if self.seen[compound]:
            return True
        known = self.seen[head.lower()] and self.seen[tail.lower()]
        return bool(known) and min(len(head), len(tail)) >= LONG_HALF


def paragraphs_of(lines: Sequence[Line], hyphens: Hyphens) -> list[Paragraph]:
    """The paragraphs of one column or box from top to bottom."""
    found: list[Paragraph] = []
    edges = _Edges(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or not found or edges.starts(found[-1], before, line):
            found.append(Paragraph([line], line.text, list(line.marks)))
        else:
            add(found[-1], line.text, line.marks, hyphens)
            found[-1].lines.append(line)
    return found


def add(paragraph: Paragraph, text: str, marks: Sequence[tuple[int, int]], hyphens: Hyphens) -> None:
    """Lets a text follow in a paragraph."""
    paragraph.text = hyphens.joined(paragraph.text, text)
    moved = len(paragraph.text) - len(text)
    paragraph.marks += [(start + moved, end + moved) for start, end in marks]


class _Edges:
    """Where the lines of a column start and end, and how far apart they are."""

    def __init__(self, lines: Sequence[Line]) -> None:
        running = [line for line in lines if not line.kind]
        sizes = Counter[float]()
        for line in running:
            sizes[line.size] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 10.0
        starts = Counter(round(line.x0) for line in running)
        most = max(starts.values(), default=0)
        # The leftmost edge at which a good part of the lines start: others are indented.
        self.left = min((x for x, count in starts.items() if count >= 0.25 * most), default=0)
        self.right = max((line.x1 for line in running), default=0.0)
        pitches = [a.y - b.y for a, b in pairwise(running) if a.size == b.size == self.size]
        steps = Counter(round(pitch * 2) / 2 for pitch in pitches if 0 < pitch < 3 * self.size)
        self.pitch = steps.most_common(1)[0][0] if steps else 1.2 * self.size

    def starts(self, paragraph: Paragraph, before: Line, line: Line) -> bool:
        """Whether a line starts a new paragraph."""
        if before.kind or line.kind or self._looks_other(before, line):
            return True
        pitch = self.pitch * max(1.0, max(before.size, line.size) / self.size)
        if before.y - line.y > APART * pitch + 0.5:
            return True
        if before.math > 0.5 or line.math > 0.5:
            return (before.math > 0.35) != (line.math > 0.35)
        return self._is_set_off(paragraph, before, line)

    def _looks_other(self, before: Line, line: Line) -> bool:
        bold = before.font.bold != line.font.bold and (
            before.x1 < self.right - 3 * before.size or before.size != line.size
        )
        sizes = abs(before.size - line.size) > 0.07 * max(before.size, line.size)
        return bold or (sizes and len(line.text) > 3) or (before.mono > 0.8) != (line.mono > 0.8) or line.lead

    def _is_set_off(self, paragraph: Paragraph, before: Line, line: Line) -> bool:
        step = INDENT * line.size
        if abs(before.column.x0 - line.column.x0) < 1 and BULLET.match(line.text):
            return True
        first = paragraph.first
        marked = NUMBER.match(first.text) or BULLET.match(first.text)
        if NUMBER.match(line.text) and (marked or before.x1 < self.right - step or END.search(before.text)):
            return line.x0 < before.x0 - step or abs(line.x0 - first.x0) < step or _is_short(before, line, self.right)
        hangs = len(paragraph.lines) > 1 and paragraph.lines[1].x0 > first.x0 + step
        if hangs or marked:  # lines after the first are indented
            out = before.x0 if hangs else first.x0
            return line.x0 < out - step or _is_short(before, line, self.right)
        if len(paragraph.lines) > 1 and line.x0 < min(each.x0 for each in paragraph.lines[-2:]) - step / 2:
            return not self._is_centred(paragraph, line)  # left of a paragraph's edge: a quotation or a list is over
        if line.x0 > before.x0 + step and not self._is_centred(paragraph, line):
            # Indented behind the first line of a paragraph: a reference's second line, where its column hangs.
            alone = len(paragraph.lines) == 1 and abs(first.x0 - self.left) < step
            return not (alone and not _is_short(before, line, self.right) and not END.search(before.text))
        if not _is_short(before, line, self.right) or self._is_centred(paragraph, line):
            return False
        room = self.right - before.x1 - line.first > 1.5 * line.size and abs(before.x1 - line.x1) > 2
        return END.search(before.text) is not None or (room and not line.text[:1].islower())

    def _is_centred(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether two lines are a title's or a caption's; a line of text may lie below another's middle by chance."""
        before = paragraph.lines[-1]
        shown = line.font.bold or line.size > 1.05 * self.size or LABELLED.match(paragraph.text) is not None
        return shown and abs((before.x0 + before.x1) - (line.x0 + line.x1)) < 4


def _is_short(before: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word would have fitted into a line, so that it was ended on purpose."""
    return not before.text.endswith(HYPHENS) and before.x1 + 0.3 * before.size + line.first < right - 0.5 * before.size


@dataclass(frozen=True, slots=True)
class Body:
    """The type in which most of a document is set."""

    size: float
    bold: bool
    mono: bool

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph]) -> Body:
        """Of paragraphs, the longer ones counting more."""
        sizes, bold, mono, total = Counter[float](), 0, 0.0, 1
        for line in (line for paragraph in paragraphs for line in paragraph.lines if not line.kind):
            length = len(line.text)
            sizes[round(line.size, 1)] += length
            bold, mono, total = bold + length * line.font.bold, mono + length * line.mono, total + length
        size = sizes.most_common(1)[0][0] if sizes else 10.0
        return cls(size, bold > total / 2, mono > total / 2)
