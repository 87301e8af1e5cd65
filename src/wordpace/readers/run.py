"""Text between two block boundaries, gathered with its lines, its marks of footnotes and its links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from wordpace.readers.trees import Element, name_of
from wordpace.records import Aside

SHORT_LINE = 80  # characters
LONGEST_MARK = 12
_NEAR = 8  # elements inside a mark that are looked at
_INVISIBLE = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")  # soft hyphens and what is put between words for no eye
_LABEL = re.compile(r"[\[({]?(?:\d{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶#]{1,4}|note \d{1,4})[\])}.]?", re.IGNORECASE)
# A number raised behind a stop or a word is a note's; behind a number, a letter or a unit ("km") it is a power.
_AFTER_WORD = re.compile(r"(?:[.,;:!?…][\"'”’)\]]*|[\"”’]|(?<![^\W\d_])[^\W\d_]{4,})$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with what was found in it."""

    text: str
    asides: tuple[Aside, ...]
    links: tuple[str, ...]  # where the marks of footnotes lead
    linked: int  # characters that are links


@dataclass(frozen=True, slots=True)
class _Inline:
    """An element that may turn out to be a mark."""

    element: Element
    tag: str
    start: int
    part: int  # of the gathered parts, the first that is in it
    said: str | None  # the role that its type gives it


@dataclass(slots=True)
class Run:
    """Inline text that is being gathered; a break that is meant is a newline in it."""

    keeps_lines: bool = False  # a newline of the source is a break
    size: int = 0
    _parts: list[str] = field(default_factory=list)
    _open: list[_Inline] = field(default_factory=list)
    _asides: list[Aside] = field(default_factory=list)
    _links: list[tuple[int, str]] = field(default_factory=list)
    _linked: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """More text."""
        if not text:
            return
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        for i, line in enumerate(text.split("\n") if self.keeps_lines else [text]):
            if i:
                self.end_line()
            self._append(_single_spaced(line))

    def end_line(self) -> None:
        """A break that is meant."""
        if self._parts and self._parts[-1].endswith(" "):
            self._parts[-1] = self._parts[-1][:-1]
            self.size -= 1
        self._append("\n")

    def open(self, element: Element, tag: str, said: str | None) -> None:
        """An inline element begins, a mark by its type or not."""
        if tag == "br":
            self.end_line()
        elif tag == "q":
            self._append("“")
        if said or tag in {"a", "sup"}:
            self._open.append(_Inline(element, tag, self.size, len(self._parts), said))

    def close(self, element: Element) -> None:
        """An inline element ends."""
        if name_of(element) == "q":
            self._append("”")
        if not self._open or self._open[-1].element is not element:
            return
        mark = self._open.pop()
        text = "".join(self._parts[mark.part :])
        start = mark.start + len(text) - len(text.lstrip())
        end = start + len(text.strip())
        if end <= start:
            return
        if mark.tag == "a":
            self._linked.append((start, end))
        reason = mark.said or ("footnote" if start and self._is_note_mark(mark, text.strip()) else None)
        if start and reason is None and mark.tag == "sup" and text.isdecimal() and text.isascii():
            self._parts[mark.part :] = [text.translate(_RAISED)]  # 10² is not 102
        elif reason and not (self._asides and self._asides[-1].end > start):
            self._asides.append(Aside(start, end, reason))
            if reason == "footnote":
                self._links.append((start, _target(element)))

    def lines(self, *, verse: bool, whole: bool) -> list[Line]:
        """What was gathered: a line of verse each, a paragraph each, or (`whole`) all in one."""
        text = "".join(self._parts)
        if whole:
            spans = [(0, len(text))]
        else:
            spans = []
            for stretch in re.finditer(r"(?:[^\n]+\n?)+", text):
                lines = [match.span() for match in re.compile(r"[^\n]+").finditer(text, *stretch.span())]
                spans += lines if verse or self.keeps_lines or _is_broken(lines) else [stretch.span()]
        return [line for start, end in spans if (line := self._line(text, start, end)).text]

    def _line(self, text: str, start: int, end: int) -> Line:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        line = text[start:end].rstrip().replace("\n", " ")
        end = start + len(line)
        asides = (Aside(each.start - start, each.end - start, each.reason) for each in self._asides)
        links = tuple(target for at, target in self._links if start <= at < end and target)
        linked = sum(min(stop, end) - max(begin, start) for begin, stop in self._linked if begin < end and stop > start)
        return Line(line, tuple(each for each in asides if each.start >= 0 and each.end <= len(line)), links, linked)

    def _is_note_mark(self, mark: _Inline, text: str) -> bool:
        """Whether a text leads to a footnote: a raised number, or a sign, with a link or where no power can stand.

        One at the start of a block is the note's own number, which leads back.
        """
        if len(text) > LONGEST_MARK or _LABEL.fullmatch(text) is None:
            return False
        raised = any(name_of(each) == "sup" for each in _around(mark.element))
        if "#" in _target(mark.element):
            return raised or not text[0].isalnum()
        before = "".join(self._parts[max(0, mark.part - 3) : mark.part])
        return mark.tag == "sup" and text.isdecimal() and _AFTER_WORD.search(before) is not None

    def _append(self, text: str) -> None:
        if not self._parts or self._parts[-1][-1] in " \n":
            text = text.lstrip(" ")
        if text:
            self._parts.append(text)
            self.size += len(text)


def _single_spaced(text: str) -> str:
    inner = " ".join(text.split())
    if not inner:
        return " " * bool(text)
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"


def _is_broken(lines: list[tuple[int, int]]) -> bool:
    """Whether breaks make a list or a verse of a text."""
    return len(lines) >= 3 and sum(end - start <= SHORT_LINE for start, end in lines) > 0.6 * len(lines)


def _target(element: Element) -> str:
    """Where a mark leads, by the link in it or around it."""
    return next((str(each.get("href")) for each in _around(element) if each.get("href")), "")


def _around(element: Element) -> list[Element]:
    above = element.getparent()
    return [*islice(element.iter("*"), _NEAR), *([] if above is None else [above])]
