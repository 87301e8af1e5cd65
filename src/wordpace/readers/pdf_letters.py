"""A page of a PDF -> its words, each with its place, size and font: what PDFium is asked about letters.

Asking for every letter's place would take most of the time of reading a PDF, so only the first and the last letter of
each word are asked for, and every letter only where a word does not look like one.
"""

from __future__ import annotations

import ctypes
import math
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from wordpace.readers.pdf_drawings import add_drawings
from wordpace.readers.pdf_sheet import HYPHEN, Box, Font, Sheet, Word

MOST_LETTERS = 60_000  # of a page; a full page of a newspaper has 20,000
CLOCK_EVERY = 256  # words between two looks at the clock
SPACE = 0.16  # of the type's size: a gap that is wider parts two words
WIDE_LETTERS = 0.8  # of the type's size, on average: a word whose letters are wider has gaps in it
HIGH = 0.2  # of the type's size: a digit that starts higher than that above the line is a mark
MARKED = re.compile(r"[^\W\d_][.,;:!?)\]\"”’]*\d{1,3}[.,;:)]*$|^\d{1,2}[^\W\d_]")
DIGITS: Final = frozenset(range(0x30, 0x3A))
MONO = re.compile(r"mono|courier|consol|typewriter|menlo|code|cmtt|lmtt|inconsolata|fixed", re.IGNORECASE)
MATH = re.compile(r"math|cmmi|cmsy|cmex|msam|msbm|cmbsy|mtmi|mtsy|symbol|stixsiz|rsfs|eufm|euex", re.IGNORECASE)
BOLD = re.compile(r"bold|black|heavy|demi|cmbx|-bd|medi$", re.IGNORECASE)
ITALIC = re.compile(r"ital|obli|cmti|cmmi|slant|-it\b", re.IGNORECASE)
LIGATURES: Final = {0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
HYPHEN_IN_TEXT = 0xFFFE  # what PDFium makes of one at a line's end where it gives the text of a whole page
SOFT_HYPHENS = {ord(HYPHEN), 0xAD}
UNSEEN: Final = dict.fromkeys(({*range(0x20), *range(0x7F, 0xA0), 0x200B, 0xFEFF, 0xFFFE, 0xFFFF} - SOFT_HYPHENS), "")
AS_TEXT: Final = {**UNSEEN, **LIGATURES, 0xAD: HYPHEN}
SPACES: Final = frozenset({9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000})
LINE_ENDS: Final = frozenset({10, 13})


class _Run(NamedTuple):
    """What the letters of one text object have in common."""

    turn: int | None  # quarters that its direction is turned by; None for a slope
    y: float  # of its baseline on the page that is turned so
    size: float
    font: Font


def read_sheet(document: Any, number: int, deadline: float) -> Sheet | None:
    """One page; None where PDFium can't open it. Raises TimeoutError after `deadline` (of time.monotonic)."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return _Reading(page, text, deadline).sheet(number) if text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


class _Reading:
    """One open page."""

    def __init__(self, page: Any, text: Any, deadline: float) -> None:
        self.page, self.text, self.deadline = page, text, deadline
        self.fonts: dict[tuple[str, int], Font] = {}
        self.runs: dict[int, _Run] = {}  # by the address of their text object
        self.box = pdfium.FS_RECTF()

    def sheet(self, number: int) -> Sheet:
        """The page's words and drawings."""
        frame = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self.page, frame)
        count = pdfium.FPDFText_CountChars(self.text)
        found = list(self._words(self._codes(min(count, MOST_LETTERS))))
        letters = [0, 0, 0, 0]
        for turn, word in found:
            if turn is not None:
                letters[turn] += len(word.text)
        main = letters.index(max(letters))
        sheet = Sheet(number, Box(frame.left, frame.bottom, frame.right, frame.top).turned(main))
        sheet.cut = count > MOST_LETTERS
        sheet.sideways = " ".join(word.text for turn, word in found if turn != main)
        upright = (word for turn, word in found if turn == main)
        sheet.words = [word for word in upright if sheet.box.holds((word.x0 + word.x1) / 2, word.y)]
        add_drawings(sheet, self.page, main)
        return sheet

    def _codes(self, count: int) -> list[int]:
        """The page's letters as UTF-16 code units, one for each of PDFium's."""
        buffer = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self.text, 0, count, buffer) == count + 1:
            return [ord(HYPHEN) if code == HYPHEN_IN_TEXT else code for code in buffer[:count]]
        return [pdfium.FPDFText_GetUnicode(self.text, i) for i in range(count)]

    def _words(self, codes: list[int]) -> Iterator[tuple[int | None, Word]]:
        """Words in the order of the file, each with the direction in which it runs."""
        for number, (start, end) in enumerate(_tokens(codes)):
            if number % CLOCK_EVERY == 0 and time.monotonic() > self.deadline:
                raise TimeoutError
            spaced = start > 0 and codes[start - 1] in SPACES - LINE_ENDS
            spaced = spaced and not pdfium.FPDFText_IsGenerated(self.text, start - 1)
            run = self._run(start)
            x0, x1 = self._extent(run, start, end)
            text = _text(codes[start:end])
            plain = self._run(end - 1) == run and MARKED.search(text) is None
            if plain and x0 <= x1 < x0 + WIDE_LETTERS * run.size * max(2, end - start):
                yield run.turn, Word(text, x0, x1, run.y, run.size, run.font, spaced)
            else:
                yield from self._letters(codes, start, end, spaced)

    def _letters(self, codes: list[int], start: int, end: int, spaced: bool) -> Iterator[tuple[int | None, Word]]:
        """What looks like a word and is none, letter by letter."""
        letters: list[tuple[_Run, Word]] = []
        i = start
        while i < end:
            after = i + 1 + (0xD800 <= codes[i] < 0xDC00)  # the two halves of a letter of mathematics
            run = self._run(i)
            x0, x1 = self._extent(run, i, i + 1)
            if codes[i] in DIGITS and self._is_raised(run, i):
                run = run._replace(y=run.y + 0.35 * run.size, size=0.6 * run.size)
            letters.append((run, Word(_text(codes[i:after]), x0, x1, run.y, run.size, run.font, spaced and i == start)))
            i = after
        yield from ((run.turn, word) for run, word in _together(letters))

    def _is_raised(self, run: _Run, i: int) -> bool:
        """Whether a digit's own shape stands high, as fonts have them for marks."""
        edges = [ctypes.c_double() for _ in range(4)]
        if run.turn != 0 or not pdfium.FPDFText_GetCharBox(self.text, i, *edges):
            return False
        return edges[2].value > run.y + HIGH * run.size

    def _run(self, i: int) -> _Run:
        handle = pdfium.FPDFText_GetTextObject(self.text, i)
        address = ctypes.addressof(handle.contents) if handle else 0
        if address not in self.runs:
            self.runs[address] = self._measured(i)
        return self.runs[address]

    def _measured(self, i: int) -> _Run:
        matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        size = pdfium.FPDFText_GetFontSize(self.text, i)
        turn: int | None = 0
        if pdfium.FPDFText_GetMatrix(self.text, i, matrix):
            size *= math.hypot(matrix.c, matrix.d)
            quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else None
        pdfium.FPDFText_GetCharOrigin(self.text, i, x, y)
        baseline = (y.value, -x.value, -y.value, x.value)[turn or 0]
        return _Run(turn, baseline, max(0.1, abs(size)), self._font(i))

    def _font(self, i: int) -> Font:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.text, i, name, len(name), flags)
        # "OMONOL+Times": a part of a font has six letters of chance before its name.
        key = name.value.decode("utf-8", "replace").rpartition("+")[2], flags.value
        if key not in self.fonts:
            family, bits = key
            bold = BOLD.search(family) is not None or pdfium.FPDFText_GetFontWeight(self.text, i) >= 600
            italic = ITALIC.search(family) is not None or bool(bits & 64)
            mono = bool(bits & 1) or MONO.search(family) is not None
            self.fonts[key] = Font(bold, italic, mono, MATH.search(family) is not None)
        return self.fonts[key]

    def _extent(self, run: _Run, start: int, end: int) -> tuple[float, float]:
        """Where letters start and end along their direction."""
        box = self.box
        pdfium.FPDFText_GetLooseCharBox(self.text, start, box)
        x0, x1 = _along(run.turn, box)
        if end - start > 1:
            pdfium.FPDFText_GetLooseCharBox(self.text, end - 1, box)
            x1 = _along(run.turn, box)[1]
        return x0, x1


def _tokens(codes: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches without a space; a hyphen at a line's end parts two, as PDFium leaves the line's end out."""
    start = None
    for i, code in enumerate(codes):
        if code in SPACES:
            if start is not None:
                yield start, i
            start = None
        else:
            start = i if start is None else start
            if code == ord(HYPHEN):
                yield start, i + 1
                start = None
    if start is not None:
        yield start, len(codes)


def _text(codes: list[int]) -> str:
    """Letters as text: halves put together, ligatures taken apart, nothing unprintable."""
    text = b"".join(code.to_bytes(2, "little") for code in codes).decode("utf-16-le", "replace")
    return text if text.isalpha() and text.isascii() else text.translate(AS_TEXT)


def _together(letters: list[tuple[_Run, Word]]) -> Iterator[tuple[_Run, Word]]:
    """Letters as words: a gap parts two, and so does another line, size or font."""
    gaps = sorted(after.x0 - before.x1 for (_, before), (_, after) in pairwise(letters))
    usual = gaps[len(gaps) // 2] if len(gaps) >= 4 else 0.0
    word: tuple[_Run, Word] | None = None
    for run, letter in letters:
        # In letters set apart for show every gap is wide; those of a ligature share one place.
        gap = max(SPACE * run.size, 2 * usual)
        goes_on = word is not None and run == word[0] and word[1].x0 - 0.1 * run.size < letter.x0 < word[1].x1 + gap
        if word is not None and goes_on:
            word = run, word[1]._replace(text=word[1].text + letter.text, x1=letter.x1)
            continue
        if word is not None:
            yield word
        word = run, letter
    if word is not None:
        yield word


def _along(turn: int | None, box: Any) -> tuple[float, float]:
    match turn:
        case 1:
            return box.bottom, box.top
        case 2:
            return -box.right, -box.left
        case 3:
            return -box.top, -box.bottom
        case _:
            return box.left, box.right
